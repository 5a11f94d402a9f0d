import type { RunFacts } from '../../model/run.js';
import type { NightWord, SourceLife, SourceNight } from '../beside.js';
import { day } from '../dates.js';
import { type Html, html } from '../html.js';
import { rowAddress, runFolder } from '../publication.js';
import { count, NOT_LOOKED_AT } from '../words.js';

const WORDS: Readonly<Record<NightWord, string>> = {
  stood: 'stood',
  older: 'stood, with a newer edition out',
  differed: 'did not stand as cited',
  unknown: 'could not be checked',
  failed: 'the page failed',
  offline: NOT_LOOKED_AT,
};

/** Heights of the bars, so that nights can be told apart without colours: the taller, the graver. */
const HEIGHT: Readonly<Record<NightWord, number>> = {
  offline: 2,
  stood: 4,
  older: 7,
  unknown: 10,
  failed: 13,
  differed: 16,
};

/** Pixels of a night, gap included, our choice. */
const STEP = 6;

/** Nights in a row that came to the same. */
interface Stretch {
  readonly word: NightWord;
  readonly from: SourceNight;
  readonly to: SourceNight;
  readonly nights: number;
}

const stretches = (nights: readonly SourceNight[]): readonly Stretch[] => {
  const all: Stretch[] = [];
  for (const night of nights) {
    const last = all.at(-1);
    if (last?.word === night.word) all[all.length - 1] = { ...last, to: night, nights: last.nights + 1 };
    else all.push({ word: night.word, from: night, to: night, nights: 1 });
  }
  return all;
};

const told = ({ word, from, to, nights }: Stretch): string =>
  nights === 1
    ? `${day(from.at)}: ${WORDS[word]}`
    : `${day(from.at)} to ${day(to.at)}: ${WORDS[word]} (${count(nights, 'night', 'nights')})`;

const bar = ({ word, at }: SourceNight, n: number): Html =>
  html`<rect class="${word}" x="${n * STEP}" y="${16 - HEIGHT[word]}" width="${STEP - 1}" height="${HEIGHT[word]}"><title>${day(at)}: ${WORDS[word]}</title></rect>`;

/** The reports of the nights on which something of a source began, where they have a folder of their own. */
const earlier = (id: string, since: readonly string[], runs: readonly RunFacts[]): Html | false => {
  const nights = runs.slice(0, -1).filter(({ startedAt }) => since.includes(startedAt));
  return (
    nights.length > 0 &&
    html`<p class="small">As first told: ${nights.map((run) => html`<a href="./${runFolder(run)}/${rowAddress('index.html', id)}">${day(run.startedAt)}</a> `)}</p>`
  );
};

/** A source's latest nights: a bar each, and in words. `since`: when what is found of it was opened. */
export const timeline = (
  id: string,
  { nights }: SourceLife,
  since: readonly string[],
  runs: readonly RunFacts[],
): Html | false => {
  if (nights.length === 0) return false;
  const parts = stretches(nights);
  const width = nights.length * STEP;
  return html`<details class="life"><summary><svg width="${width}" height="16" viewBox="0 0 ${width} 16" role="img" aria-label="${count(nights.length, 'night', 'nights')}; the last: ${WORDS[nights.at(-1)?.word ?? 'unknown']}">${nights.map(bar)}</svg> <span class="small">${count(nights.length, 'night', 'nights')}</span></summary>
<ul class="small">${parts.map((part) => html`<li>${told(part)}</li>`)}</ul>${earlier(id, since, runs)}</details>`;
};
