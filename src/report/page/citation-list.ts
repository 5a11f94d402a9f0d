import { sourcesOfFinding } from '../../model/finding.js';
import type { Run } from '../../model/run.js';
import { indexOf, type Verdicts } from '../../model/verdicts.js';
import { type Html, html, Html as Markup } from '../html.js';
import { overview } from '../overview.js';
import { rowAddress } from '../publication.js';
import { type SectionTally, standingsOf } from '../standing.js';
import { homesIn, idsOf, type Placing, portionFold } from './citations.js';
import { type Parts, type Portion, partFile } from './parts.js';
import { type SectionAddress, sectionId, sectionName } from './sections.js';
import type { View } from './style.js';

/** What the list has to know of the cards. */
export const placingOf = (run: Run<Verdicts>): Placing => {
  const o = overview(run);
  const { ids, reports } = indexOf(run.sources);
  return {
    cards: new Map<string, View>([
      ...o.acknowledged.map(({ source }) => [source, 'decided'] as const),
      ...o.cases.map(({ id, severity }) => [id, severity] as const),
    ]),
    piled: new Set(o.piles.flatMap(({ findings }) => findings.map(({ source }) => source))),
    settled: new Set(o.acknowledged.flatMap(sourcesOfFinding)),
    homes: homesIn(standingsOf(run).sections()),
    sources: new Set(ids),
    several: reports.length > 1,
  };
};

/** Citations up to which the list lies open, our choice: more are found by their section's fold. */
const OPEN = 100;

/** The list of citations, or the part of it that stands on a page. */
export const citationList = (run: Run<Verdicts>, portions: readonly Portion[], placing: Placing): Html => {
  const rows = portions.reduce((n, { from, to }) => n + to - from, 0);
  return html`${portions.map((one) => portionFold(run, one, placing, rows <= OPEN))}`;
};

/** Where the citations are that are not on this page. */
export const elsewhere = (parts: Parts, here: number): Html | false => {
  const name = (portion: Portion | undefined): string =>
    portion === undefined ? '' : sectionName(portion.section);
  const link = (portions: readonly Portion[], n: number): Html => {
    const words = `${name(portions[0])} to ${name(portions.at(-1))}`;
    return n + 1 === here ? html`<b>${words}</b> ` : html`<a href="${partFile(n + 1)}">${words}</a> `;
  };
  return (
    parts.length > 1 &&
    html`<p class="soft">The list stands on ${parts.length} pages: ${parts.map(link)}A search looks through one page.</p>`
  );
};

/** For the script: in which other file an id is found, so that every address leads to its row. */
export const whereabouts = (run: Run<Verdicts>, parts: Parts, placing: Placing): Html | false => {
  const files = parts.slice(1).map((portions, n) => {
    const ids = portions.flatMap((portion) => idsOf(run, portion, placing));
    return [partFile(n + 2), ids] as const;
  });
  const json = JSON.stringify(Object.fromEntries(files)).replaceAll('<', '\\u003c');
  return files.length > 0 && new Markup(`<script type="application/json">${json}</script>`);
};

/** The file in which a section's citations begin, and the fold there. */
export const addressIn = (parts: Parts): SectionAddress => {
  const files = new Map<SectionTally, number>();
  for (const [n, portions] of parts.entries())
    for (const { section } of portions) if (!files.has(section)) files.set(section, n + 1);
  return (section) => {
    const file = files.get(section) ?? 1;
    return rowAddress(file === 1 ? '' : partFile(file), sectionId(section));
  };
};
