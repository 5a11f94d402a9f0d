import type { Tally } from '../../model/run.js';
import { type Html, html, webUrl } from '../escape.js';
import {
  CITATION_STATES,
  type CitationState,
  type SectionTally,
  together,
  totalOf,
} from '../overview.js';
import type { CitedSeries, SeriesIssue } from '../page-context.js';
import { rowAddress } from '../publication.js';
import type { Locale } from '../words/locale.js';

/** The id of a section's fold, which no source or citation has. */
export const sectionId = ({ report, section }: Pick<SectionTally, 'report' | 'section'>): string =>
  `§${report ?? ''}/${section ?? ''}`;

export const sectionName = (
  locale: Locale,
  { report, section }: Pick<SectionTally, 'report' | 'section'>,
): string => {
  const { page } = locale.messages;
  if (report === null) return page['cited-nowhere'];
  return section === null ? page['no-section'] : locale.fill(page.section, { section });
};

/** So many citations and how they fare: `1 needs work`, `2 stand`. */
export const stateCount = (locale: Locale, state: CitationState, n: number): string =>
  locale.fill(locale.messages.counted[state], { n });

/** How citations fare, without the states that none has. */
export const sums = (locale: Locale, tally: Tally): string =>
  locale.sideBySide(
    CITATION_STATES.filter((one) => tally[one] > 0).map((one) =>
      stateCount(locale, one, tally[one]),
    ),
  );

const bar = (tally: Tally): Html => {
  let x = 0;
  const rects = CITATION_STATES.map((one) => {
    const width = (100 * tally[one]) / Math.max(1, totalOf(tally));
    x += width;
    return (
      width > 0 &&
      html`<rect class="${one}" x="${(x - width).toFixed(1)}" width="${width.toFixed(1)}" height="8"/>`
    );
  });
  return html`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">${rects}</svg>`;
};

/** Sections named in the sentence above the table; a reader does not take in more. */
const MAX_NAMES = 12;

const namesOf = (locale: Locale, sections: readonly SectionTally[]): readonly string[] => {
  const names = sections.map((one) => one.section ?? locale.messages.page.outside);
  const more = names.length - MAX_NAMES;
  return more > 1
    ? [...names.slice(0, MAX_NAMES), locale.fill(locale.messages.page['names-more'], { n: more })]
    : names;
};

/** True for a section of which nothing is known: none of its citations could be checked. */
const isUnseen = ({ tally }: SectionTally): boolean =>
  tally.unknown > 0 && tally.unknown === totalOf(tally);

type Tell<T> = (message: string, values: object) => T;

/** Which sections need top-up research, and which could not be checked at all, in one sentence: of one report by name, of several how many. */
export function topUp(locale: Locale, sections: readonly SectionTally[]): string;
export function topUp<T>(locale: Locale, sections: readonly SectionTally[], tell: Tell<T>): T;
export function topUp(
  locale: Locale,
  sections: readonly SectionTally[],
  tell: Tell<unknown> = locale.fill,
): unknown {
  const cited = sections.filter(({ report }) => report !== null);
  const needy = cited.filter(({ tally }) => tally.work > 0);
  const unseen = cited.filter(isUnseen);
  const reports = new Set(cited.map(({ report }) => report)).size;
  const [only] = needy;
  const counts = {
    all: cited.length,
    needy: needy.length,
    reports,
    unchecked: unseen.length,
    unseen: unseen.length > 0 && reports === 1 ? namesOf(locale, unseen) : '',
  };
  if (cited.length === 0) return tell(locale.messages.topUp['nothing-cited'], {});
  if (only === undefined)
    return tell(locale.messages.topUp['no-need'], {
      ...counts,
      unsure: cited.filter(({ tally }) => tally.unknown > 0).length,
    });
  if (reports > 1) return tell(locale.messages.topUp['many-reports'], counts);
  const { section, tally } = only;
  if (cited.length === 1)
    return tell(locale.messages.topUp['only-section'], {
      section,
      work: tally.work,
      citations: totalOf(tally),
    });
  return tell(locale.messages.topUp.sections, { ...counts, names: namesOf(locale, needy) });
}

const row = (
  locale: Locale,
  section: SectionTally,
  columns: readonly CitationState[],
  address: string,
): Html => {
  const { tally } = section;
  const cells = columns.map(
    (one) =>
      html`<td class="n ${one}${tally[one] === 0 && ' none'}" data-label="${locale.statuses.citationStates[one]}">${tally[one]}</td>`,
  );
  return html`<tr data-section="${sectionId(section)}"><th scope="row"><a href="${address}">${sectionName(locale, section)}</a></th><td class="bars">${bar(tally)}</td>${cells}</tr>`;
};

/** What a table of sections needs to know: where each section's citations are listed. */
export type SectionAddress = (section: SectionTally) => string;

const table = (
  locale: Locale,
  sections: readonly SectionTally[],
  columns: readonly CitationState[],
  addressOf: SectionAddress,
): Html => html`
<table class="sections"><thead><tr><th scope="col">${locale.messages.page['section-head']}</th><td class="bars"></td>${columns.map((one) => html`<th scope="col" class="n key ${one}">${locale.statuses.citationStates[one]}</th>`)}</tr></thead>
<tbody>${sections.map((one) => row(locale, one, columns, addressOf(one)))}</tbody></table>`;

/** Sections up to which all are shown, our choice: what fits a screen below the title. */
const MAX_SECTIONS = 12;

const ofReport = (
  locale: Locale,
  sections: readonly SectionTally[],
  columns: readonly CitationState[],
  addressOf: SectionAddress,
): Html => {
  const calm = sections.filter(({ tally }) => tally.work + tally.unknown === 0);
  if (sections.length <= MAX_SECTIONS || calm.length < 2)
    return table(locale, sections, columns, addressOf);
  const loud = sections.filter((one) => !calm.includes(one));
  return html`${loud.length > 0 && table(locale, loud, columns, addressOf)}
<details><summary>${locale.fill(locale.messages.page.calm, { n: calm.length })}</summary>${table(locale, calm, columns, addressOf)}</details>`;
};

/** Reports up to which their tables lie open, our choice: of more, the sentence of each is what a screen holds. */
const MAX_OPEN_REPORTS = 2;

export const sectionTables = (
  locale: Locale,
  sections: readonly SectionTally[],
  titleOf: (report: string) => string,
  addressOf: SectionAddress,
): Html => {
  const cited = sections.filter(({ report }) => report !== null);
  const sum = together(cited.map(({ tally }) => tally));
  const columns = CITATION_STATES.filter((one) => one !== 'decided' || sum.decided > 0);
  const reports = [...new Set(cited.map(({ report }) => report ?? ''))];
  if (reports.length < 2) return ofReport(locale, cited, columns, addressOf);
  return html`${reports.map((report) => {
    const own = cited.filter((one) => one.report === report);
    const { work } = together(own.map(({ tally }) => tally));
    return html`<details${work > 0 && reports.length <= MAX_OPEN_REPORTS && html` open`}><summary><b>${titleOf(report)}</b> <span class="soft">${topUp(locale, own, locale.fillHtml)}</span></summary>${ofReport(locale, own, columns, addressOf)}</details>`;
  })}`;
};

const issue = (locale: Locale, { edition, url, cited }: SeriesIssue): Html => {
  const [source] = cited;
  if (source !== undefined)
    return html`<div><a href="${rowAddress('', source)}">● ${edition}</a> <span class="soft small">${locale.messages.page['edition-cited']}</span></div>`;
  const target = webUrl(url);
  const name =
    target === null
      ? html`○ ${edition}`
      : html`<a href="${target}" rel="noreferrer noopener external">○ ${edition}</a>`;
  return html`<div>${name} <span class="soft small">${locale.messages.page['edition-newer']}</span></div>`;
};

const yearOf = (locale: Locale, { year }: SeriesIssue): string =>
  year ?? locale.messages.page.undated;

/** Which editions of each series are cited, and which came out since: a row a series, a column a year. */
export const editionMatrix = (locale: Locale, series: readonly CitedSeries[]): Html => {
  const years = [
    ...new Set(series.flatMap(({ issues }) => issues.map((a) => yearOf(locale, a)))),
  ].sort();
  return html`<table class="stack"><thead><tr><th scope="col">${locale.messages.page.series}</th>${years.map((year) => html`<th scope="col">${year}</th>`)}</tr></thead>
<tbody>${series.map(
    ({ name, issues }) =>
      html`<tr data-find><th scope="row">${name}</th>${years.map((year) => {
        const own = issues.filter((one) => yearOf(locale, one) === year);
        return html`<td${own.length > 0 && html` data-label="${year}"`}>${own.map((a) => issue(locale, a))}</td>`;
      })}</tr>`,
  )}</tbody></table>`;
};
