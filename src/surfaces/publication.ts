import type { DiffPart } from '../model/content.js';
import { type Finding, type Observation, sourcesOfFinding } from '../model/finding.js';
import type { Language } from '../model/languages.js';
import type { OldPrint } from '../model/old-print.js';
import type { QuoteVerdict } from '../model/quote.js';
import type { RunFacts } from '../model/run.js';
import type { CitationVerdict, SourceVerdict } from '../model/verdict.js';
import { indexOf, type Verdicts } from '../model/verdicts.js';
import { shorten } from '../passage/text/sentences.js';
import { diffTexts } from '../passage/text/tokens.js';
import { webUrl } from './escape.js';
import { plain } from './terminal/screen.js';
import type { CatalogueLanguage } from './words/catalogues.js';
import { createLocale, type Locale } from './words/locale.js';

/** What a run does not know of itself. */
export interface Publication {
  /** Titles of the reports by id; a report without one is called by its id. */
  readonly titles?: ReadonlyMap<string, string> | undefined;
  /** Where the reviewer's page is published, for those who read a mail or a job summary. */
  readonly page?: string | undefined;
  /** Names of the reports' own files with comments, which lie beside the page, by id. */
  readonly checked?: ReadonlyMap<string, string> | undefined;
  /** What the filed reports still print as it was before a remedy. */
  readonly filed?: readonly OldPrint[] | undefined;
  /** Languages of the reports by id; of one that names none it is English. */
  readonly languages?: ReadonlyMap<string, Language> | undefined;
  /** The language of whoever reads it, whatever the reports are in. */
  readonly language?: CatalogueLanguage | undefined;
  /** False where buttons stand in the place of commands. */
  readonly namesCommands?: boolean | undefined;
}

/** The locale of the readers of a run's reports. */
export const localeOfRun = (
  { sources }: { readonly sources: Verdicts },
  publication: Publication,
): Locale => localeOf(indexOf(sources).reports, publication);

/** The locale of the readers of these reports: their own language, that which all reports share, or else English. */
export function localeOf(reports: readonly string[], publication: Publication): Locale {
  const { language, languages, namesCommands } = publication;
  const shared = new Set(
    (reports.length > 0 ? reports : [...(languages?.keys() ?? [])]).map((id) => languages?.get(id)),
  );
  const [one = 'en'] = shared.size === 1 ? shared : [];
  return createLocale(language ?? one, { namesCommands });
}

export const titleOf = (report: string, { titles }: Publication): string =>
  titles?.get(report) ?? report;

/** The titles of the reports that cite these sources, each once, in order. */
export const reportTitles = (sources: Verdicts, publication: Publication): readonly string[] =>
  indexOf(sources).reports.map((id) => titleOf(id, publication));

/** The reports in a few words: `China report`, `ASI2025-01`, `3 reports`; all that are watched, where no source is named. */
export const reportName = (locale: Locale, sources: Verdicts, publication: Publication): string => {
  const named = reportTitles(sources, publication);
  const titles = named.length > 0 ? named : [...(publication.titles?.values() ?? [])];
  const [title] = titles;
  if (title === undefined) return locale.messages.shared.sources;
  return titles.length > 1
    ? locale.fill(locale.messages.shared.reports, { n: titles.length })
    : shortTitle(locale, title);
};

/** What calls a text a report, in the languages in which reports are watched; what it does not know is called one. */
const REPORT =
  /(?:rep|rapp)ort|bericht|inform[ea]|relat[óo]rio|relazione|raporu?|доклад|отч[её]т|報告|报告|보고서|تقرير|گزارش/iu;

/** A report's title in a few words: `China report` for `China: Loan sharks, …`, `A country report` for `A country report: China`. */
export const shortTitle = (locale: Locale, title: string): string => {
  const subject = /^([^:]{2,40}):\s/.exec(title)?.[1]?.trim();
  // The word alone says nothing of which report it is.
  if (subject === undefined || (/^\p{L}*$/u.test(subject) && REPORT.test(subject))) return title;
  return REPORT.test(subject) ? subject : locale.fill(locale.messages.shared.report, { subject });
};

/** The folder of a run's own, beside the latest reports: written when something began or ended in it. */
export const runFolder = ({ id, startedAt }: Pick<RunFacts, 'id' | 'startedAt'>): string =>
  `${startedAt.slice(0, 10)}-run-${id}`;

/**
 * Where a source or a citation stands on the reviewer's page, for good: `https://…/index.html#ASI2025-01%2F31`. `page` is the
 * page's address, or empty within the page itself.
 */
export const rowAddress = (page: string, id: string): string =>
  `${page.replace(/#.*$/su, '')}#${encodeURIComponent(id.toWellFormed())}`;

/** The same on the published page; null where nobody knows where that is. */
export function publishedRow({ page }: Publication, id: string): string | null {
  const known = webUrl(page ?? null);
  return known === null ? null : rowAddress(known, id);
}

/** The citations that a finding touches: its own, or every use of its source. */
export const citationsTouched = (
  finding: Finding,
  source: SourceVerdict | null,
): readonly CitationVerdict[] =>
  (source?.citations ?? []).filter((c) => finding.citation === null || c.id === finding.citation);

/** The same of all sources that a finding is about, of those that are known. */
export const touchedIn = (
  finding: Finding,
  known: ReadonlyMap<string, SourceVerdict>,
): readonly CitationVerdict[] =>
  sourcesOfFinding(finding).flatMap((id) => citationsTouched(finding, known.get(id) ?? null));

/** Items by a key, each group and the groups in the items' order; never empty groups. */
export function groupItems<T, K>(
  items: readonly T[],
  keyOf: (item: T) => K,
): ReadonlyMap<K, readonly [T, ...T[]]> {
  const groups = new Map<K, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** Runs of neighbours that have the same key, in order; no run is empty. */
export function runsOf<T>(
  items: readonly T[],
  keyOf: (item: T) => unknown,
): readonly (readonly [T, ...T[]])[] {
  const runs: [T, ...T[]][] = [];
  for (const item of items) {
    const last = runs.at(-1);
    if (last !== undefined && keyOf(last[0]) === keyOf(item)) last.push(item);
    else runs.push([item]);
  }
  return runs;
}

/** Findings by each source that they are about, in their order. */
export function bySource<F extends Observation>(
  findings: readonly F[],
): ReadonlyMap<string, readonly F[]> {
  const pairs = findings.flatMap((finding) =>
    sourcesOfFinding(finding).map((source) => ({ source, finding })),
  );
  const groups = groupItems(pairs, ({ source }) => source);
  return new Map(
    [...groups].map(([source, group]) => [source, group.map(({ finding }) => finding)]),
  );
}

/** `section 7b (ASI2025-01/31)`, or the citation's id alone where the section is unknown. */
export const place = (locale: Locale, citation: CitationVerdict): string =>
  locale.fill(locale.messages.shared.place, citation);

export const quotedFrom = (source: SourceVerdict): readonly QuoteVerdict[] =>
  source.citations.flatMap((c) => c.quotes);

/** Characters of a page's text that are shown. */
const MAX_TEXT_LENGTH = 600;

/** What the page has in the place of a quotation that does not stand: null where nothing resembles it; and the difference word by word. */
export function nearestWords(quote: QuoteVerdict): {
  readonly near: string | null;
  readonly diff: readonly DiffPart[];
} {
  const near = quote.found ?? quote.nearest ?? null;
  const diff = quote.diff.length > 0 || near === null ? quote.diff : diffTexts(quote.text, near);
  return { near: near === null ? null : shorten(plain(near), MAX_TEXT_LENGTH), diff };
}
