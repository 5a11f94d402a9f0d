import type { Language } from './languages.js';

/** A quoted passage in its own language, when the report prints a translation. */
export interface Original {
  /** BCP 47, such as `zh-Hant`. */
  readonly lang: string;
  readonly text: string;
}

/** One quoted passage, verbatim, with the report's own `[...]` and `[editorial]` marks. */
export interface Quote {
  readonly text: string;
  /** The words that stand in the source, when `text` is a translation of them. */
  readonly original?: Original | undefined;
  /** True when `text` is a translation, so that it cannot stand in the source word for word. */
  readonly translated?: boolean | undefined;
  /** What was decided of it, and is not in the report yet: then the words are as decided. */
  readonly pending?: ReportChange | undefined;
}

/** One use of a source in one report. */
export interface Citation {
  readonly id: string;
  /** Id of the source. */
  readonly source: string;
  readonly section: string | null;
  /** The day on which the authors last read the source. */
  readonly accessed: PartialDate | null;
  /** Pinpoint, as printed: a page or a paragraph. */
  readonly page: string | null;
  /** The citation line as printed; null when the report quotes without one. */
  readonly cited: string | null;
  /** True for one that was added to the file beside the report (`citewatch add`): an import leaves it. */
  readonly added?: boolean | undefined;
  /** True where it quotes nothing, and `quotes` are the words that the source's address points at (`#:~:text=`). */
  readonly pointed?: boolean | undefined;
  readonly quotes: readonly Quote[];
}

/** The COI report whose citations are watched. */
export interface Report {
  readonly id: string;
  readonly title: string;
  readonly publisher: string | null;
  readonly published: PartialDate | null;
  readonly url: string | null;
  /** The path of its own file, seen from `sources.json`. */
  readonly file?: string | undefined;
  /** The last day on which its sources were looked for, as it states it. */
  readonly cutOff?: PartialDate | undefined;
  /** How old its sources may be when it is published, by its own rule: a whole number and a unit, such as `2y`. */
  readonly currency?: string | undefined;
  /** The language of its readers: pages, mails and documents about it are in it. */
  readonly lang?: Language | undefined;
  readonly citations: readonly Citation[];
}

/** The same document at another address that researchers trust. */
export interface Copy {
  readonly url: string;
  /** Who keeps it, such as `ecoi.net`. */
  readonly by: string;
}

/** One document at one address, by one publisher. */
export interface Source {
  readonly id: string;
  readonly publisher: string;
  readonly title: string;
  /** Null when nobody knows the address: it is a finding, never a guess. */
  readonly url: string | null;
  /** How the address is known: `seen` in the report, `worked-out` from what it prints (a DOI), `found` by a quoted passage on its page. Absent when nobody said. */
  readonly addressFrom?: 'seen' | 'worked-out' | 'found' | undefined;
  readonly published: PartialDate | null;
  readonly lang: string | null;
  /** Id of the series that this document is an issue of. */
  readonly series: string | null;
  readonly edition: string | null;
  readonly copies: readonly Copy[];
  /** Its item in a Zotero library: `groups/123/items/ABCD2345`, or `items/ABCD2345` where nothing says whose library it is. */
  readonly zotero?: string | undefined;
  /** What a colleague should know: how the address was found, what is odd about the page. */
  readonly note?: string | undefined;
}

/** One issue of a series. */
export interface Edition {
  readonly edition: string;
  readonly url: string | null;
  readonly published: PartialDate | null;
}

/** A publication that comes out again. */
export interface Series {
  readonly id: string;
  readonly name: string;
  /** How often it comes out, and how late it may be before it counts as overdue: a whole number and a unit (`1y`, `3m`, `120d`). Null when irregularly. */
  readonly cadence: { readonly every: string; readonly grace: string } | null;
  /** Pages on which a later edition would be listed. */
  readonly index: readonly string[];
  /** Address of an edition, with `{edition}` in place of its year. */
  readonly pattern: string | null;
  /** Words that a page must carry in its title or first heading to be an edition of this series, such as `China`. */
  readonly subject: readonly string[];
  /** Known editions, oldest first. */
  readonly editions: readonly Edition[];
}

/** A reviewer's recorded answer to a finding. A decision suppresses a finding: it alerts nobody while the decision holds. */
export interface Decision {
  readonly source: string;
  /** The kind of finding that it answers. */
  readonly about: string;
  /** The newer edition that it was taken about; null when it is about no edition. */
  readonly edition: string | null;
  /** False where `by` has taken it on, and it is to be mended. */
  readonly keep: boolean;
  /** That the judge erred: SHA-256 of the text that he read, while which it holds; null where he read none. Absent for any other answer. */
  readonly falseAlarm?: string | null | undefined;
  readonly reason: string;
  /** Who answers for it: a name or a role, never an address. */
  readonly by?: string | undefined;
  readonly on: PartialDate;
  /** The last day on which it holds; null for until further notice. */
  readonly until: PartialDate | null;
}

/** What was decided that a report should print in the place of what it prints. */
export interface ReportChange {
  /** Id of the citation. */
  readonly citation: string;
  /** `quotes/0/text`, `quotes/0/original/text` or `accessed` of it; `url` or `title` of its source; `citation`: all of it is to go. */
  readonly field: string;
  /** Of a citation that is to go its line, or what it quotes. */
  readonly printed: string;
  /** Null where the citation is to go. */
  readonly decided: string | null;
  /** `taken`: the report's own file does not print it yet. `in-report`: it does. `rejected`: its authors print something else. */
  readonly state: 'taken' | 'in-report' | 'rejected';
  readonly on?: PartialDate | undefined;
  /** A name or a role, never an address. */
  readonly by?: string | undefined;
  readonly reason?: string | undefined;
  /** What was read that shows it: where, and when (ISO). */
  readonly proof?: { readonly at: string; readonly seen: string } | undefined;
}

/** Everything that `sources.json` says. */
export interface Watchlist {
  /** As decided: this is what is judged. */
  readonly reports: readonly Report[];
  readonly sources: readonly Source[];
  readonly series: readonly Series[];
  readonly decisions: readonly Decision[];
  /** Absent where there are none. */
  readonly changes?: readonly ReportChange[] | undefined;
  /** The reports as their own files print them; absent where that is the same. */
  readonly printed?: readonly Report[] | undefined;
}

/** The reports as their own files print them. */
export const printedReports = ({ printed, reports }: Watchlist): readonly Report[] =>
  printed ?? reports;

/** Id of the n-th quote (from 0) of a citation, such as `ASI2025-01/31#1`. */
export const quoteId = (citation: Pick<Citation, 'id'>, index: number): string =>
  `${citation.id}#${index + 1}`;

/** One use of a source, with the report that makes it. */
export interface Use {
  readonly report: string;
  readonly citation: Citation;
}

/** Every use of a source, over all reports. */
export function usesOf(source: Source, { reports }: Watchlist): readonly Use[] {
  let uses = USES.get(reports);
  if (uses === undefined) {
    uses = indexUses(reports);
    USES.set(reports, uses);
  }
  return uses.get(source.id) ?? [];
}

/** Made once for each set of reports: to look through them for every source takes hours of a large one. */
const USES = new WeakMap<readonly Report[], ReadonlyMap<string, readonly Use[]>>();

function indexUses(reports: readonly Report[]): ReadonlyMap<string, readonly Use[]> {
  const uses = new Map<string, Use[]>();
  for (const { id, citations } of reports)
    for (const citation of citations) {
      const known = uses.get(citation.source) ?? [];
      uses.set(citation.source, known);
      known.push({ report: id, citation });
    }
  return uses;
}

/** A date as precise as it is known: `2025`, `2025-09` or `2025-09-29`. */
export type PartialDate = string;

/** The last instant that a partial date can mean, as a time stamp. */
export function latestOf(date: PartialDate): number {
  const [year = 0, month = 12, day] = date.split('-').map(Number);
  const end = day === undefined ? Date.UTC(year, month, 1) : Date.UTC(year, month - 1, day + 1);
  return end - 1;
}

/** True when the authors read a source after this instant: they know what stands there. */
export const wasReadAfter = (uses: readonly Use[], since: string | undefined): boolean =>
  since !== undefined &&
  uses.length > 0 &&
  uses.every(
    ({ citation }) => citation.accessed !== null && latestOf(citation.accessed) > Date.parse(since),
  );

/** True where one date says no more than the other, and nothing else: `2024` and `2024-06-24`. */
export const agree = (a: PartialDate, b: PartialDate): boolean =>
  a.startsWith(b) || b.startsWith(a);

/**
 * How a citation line is printed. `asylos`: the house style. `oscola`: the Oxford standard of British lawyers.
 * `tribunal`: as a schedule of evidence names a document. `footnote`: as the UK Home Office's country notes do.
 * `csl`, `ris`, `bibtex`: an entry a source, for reference managers.
 */
export const CITATION_STYLES = [
  'asylos',
  'oscola',
  'tribunal',
  'footnote',
  'csl',
  'ris',
  'bibtex',
] as const;

export type CitationStyle = (typeof CITATION_STYLES)[number];
