import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type Finding, isActive } from '../../src/model/finding.js';
import type { Run } from '../../src/model/run.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { check } from '../check.js';
import { citation, type FakeWorld, fakeWorld, settings, source, watchlist } from '../world.js';

/** A quotation and a page. `stands`, `altered`: what the page has; `told`, `quiet`: whether what the quotation hides weighs. */
export interface PassageCase {
  readonly id: string;
  readonly lang: string;
  readonly quote: string;
  /** What stands in the page's body. */
  readonly html: string;
  readonly expect: 'stands' | 'altered' | 'told' | 'quiet';
  readonly why: string;
}

/** A cited document, its publisher's list, and what links lead to. */
export interface EditionCase {
  readonly id: string;
  readonly lang: string;
  readonly now: string;
  readonly source: {
    readonly title: string;
    readonly publisher: string;
    readonly url: string;
    readonly edition: string | null;
    readonly published: string | null;
  };
  readonly page: string;
  readonly list: Shown | null;
  readonly others: readonly Shown[];
  /** `not-newer`: a trap, of which `current` and `unknown` are right. */
  readonly expect: 'newer' | 'current' | 'unknown' | 'not-newer';
  readonly why: string;
}

interface Shown {
  readonly url: string;
  readonly html: string;
}

/** What a careful person would say of a judgement: right, wrong in the way that costs a case or trust, or too careful. */
export interface Judged {
  readonly id: string;
  readonly expect: string;
  readonly mark:
    | 'right'
    | 'false-intact'
    | 'false-alarm'
    | 'silent'
    | 'false-newer'
    | 'false-current'
    | 'missed'
    | 'dead'
    | 'high'
    | 'wrong';
  readonly said: string;
}

const textOf = (bytes: Buffer): string =>
  (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8');

/** The cases of a file of this folder, one in a line; a large one is packed. */
export const casesIn = <T>(name: string): readonly T[] =>
  textOf(readFileSync(new URL(name, import.meta.url)))
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as T);

const whole = (lang: string, html: string): string =>
  /<html/iu.test(html)
    ? html
    : `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>A page</title><body>${html}</body></html>`;

/** Kinds that say something of the words of a passage. */
const OF_PASSAGE = /^passage-|^content-unread/u;
const seen = ({ findings }: Run): readonly Finding[] => findings.filter(isActive);
const told = (findings: readonly Finding[]): string =>
  findings.map(({ severity, kind }) => `${severity} ${kind}`).join(', ');

/** Plays a first night on which the page is read. */
export async function judgePassage(one: PassageCase): Promise<Judged> {
  const world = fakeWorld();
  const of = source('page', { title: 'A page', lang: one.lang });
  world.pages.set(of.url as string, whole(one.lang, one.html));
  const run = await check(
    world,
    watchlist([of], [citation(1, 'page', one.quote)]),
    settings({ archive: 'none' }),
    () => {},
  );
  await world.close();
  const [first] = run.sources as readonly SourceVerdict[];
  const verdict = first?.citations[0]?.quotes[0]?.verdict;
  const findings = seen(run).filter(({ kind }) => OF_PASSAGE.test(kind));
  return {
    id: one.id,
    expect: one.expect,
    mark: markOf(one, verdict, findings),
    said: `${verdict}; ${told(findings)}`,
  };
}

function markOf(
  { expect }: PassageCase,
  verdict: string | undefined,
  findings: readonly Finding[],
): Judged['mark'] {
  const isQuiet = verdict === 'intact' && findings.length === 0;
  if (expect === 'altered') return isQuiet ? 'false-intact' : 'right';
  if (expect === 'told') return isQuiet ? 'silent' : 'right';
  if (expect === 'quiet') return isQuiet ? 'right' : 'false-alarm';
  return verdict === 'intact' && findings.every(({ severity }) => severity === 'low')
    ? 'right'
    : 'false-alarm';
}

/** Plays two nights, so that what is found on the first is read by the second. */
export async function judgeEditions(one: EditionCase): Promise<Judged> {
  const world = fakeWorld();
  const { list, others, page, lang } = one;
  for (const { url, html } of [
    { url: one.source.url, html: page },
    ...(list === null ? [] : [list]),
    ...others,
  ])
    world.pages.set(url, html);
  const of = source('cited', { ...one.source, lang, series: list === null ? null : 'series' });
  const watch = watchlist([of], [citation(1, 'cited', '', { quotes: [] })], {
    series: list === null ? [] : [seriesOf(one, list.url)],
  });
  const run = await nights(world, watch, one.now);
  await world.close();
  const [verdict] = run.sources as readonly SourceVerdict[];
  const status = verdict?.edition.status ?? 'none';
  const newer = seen(run).some(({ kind }) => kind === 'edition-newer');
  const said = `${status}; ${told(seen(run))}; ${JSON.stringify(verdict?.edition).slice(0, 300)}`;
  return { id: one.id, expect: one.expect, mark: editionMark(one, status, newer), said };
}

async function nights(
  world: FakeWorld,
  watch: ReturnType<typeof watchlist>,
  now: string,
): Promise<Run> {
  world.date = `${now}T02:00:00.000Z`;
  await check(world, watch, settings({ archive: 'none' }), () => {});
  world.date = new Date(Date.parse(world.date) + 86_400_000).toISOString();
  return check(world, watch, settings({ archive: 'none' }), () => {});
}

/** A series as its reader would declare it: the cited title without what names the edition. */
const seriesOf = ({ source: { title, edition } }: EditionCase, index: string) => ({
  id: 'series',
  name:
    edition === null
      ? title
      : title
          .replace(edition, '')
          .replace(/[\s,:–|-]+$/u, '')
          .trim() || title,
  cadence: null,
  subject: [],
  index: [index],
  pattern: null,
  editions: [],
});

function editionMark({ expect }: EditionCase, status: string, newer: boolean): Judged['mark'] {
  if (expect === 'newer')
    return newer ? 'right' : status === 'current' ? 'false-current' : 'missed';
  if (newer) return 'false-newer';
  if (expect === 'unknown') return status === 'current' ? 'false-current' : 'right';
  return expect === 'current' && status !== 'current' ? 'missed' : 'right';
}
