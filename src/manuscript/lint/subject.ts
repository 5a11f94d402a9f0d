import { addressKey } from '../../model/address.js';
import { LINT_RULES, type Lint, type LintPlace, type LintReason } from '../../model/lint.js';
import {
  type Citation,
  latestOf,
  type PartialDate,
  type Quote,
  type Report,
  type Source,
  type Watchlist,
} from '../../model/watchlist.js';
import { foldedText } from '../../passage/text/fold.js';
import { parseReference } from '../grammar/parse-reference.js';
import { datesIn } from '../grammar/printed-date.js';
import {
  type DraftCitation,
  type DraftSource,
  NO_SOURCE,
  type ReportDraft,
} from '../import/draft.js';
import { matchDraft } from '../import/merge-draft.js';
import { groupBy } from '../import/same-source.js';
import { plainRun } from '../manuscript.js';
import type { Reference } from '../reference.js';

/** All that rules are held against. */
export interface LintSubject extends LintTimes {
  readonly watch: Watchlist;
  /** The report as its own file has it, with the one in `watch` that it is; null when no file was given. */
  readonly draft: { readonly of: ReportDraft; readonly report: Report | null } | null;
  readonly uses: readonly LintedUse[];
  /** Pages of each source's PDF, by its id, as a run read it; 0 for a source of another kind. Empty without a run. */
  readonly pages: ReadonlyMap<string, number>;
}

/** When it is, and how long ago is long ago. */
export interface LintTimes {
  readonly now: Date;
  /** Days since a source was last read. */
  readonly staleAfter: number;
}

/** A use of a source, as the report's file has it where there is one, and as `sources.json` has it where there is none. */
export interface LintedUse {
  readonly report: Report | null;
  readonly place: LintPlace;
  readonly accessed: PartialDate | null;
  readonly pinpoint: string | null;
  readonly quotes: readonly Quote[];
  /** What the citation line says by itself; null for a quotation without one, and for a line that cannot be read. */
  readonly printed: Reference | null;
  readonly cited: string | null;
  readonly source: LintedSource;
  readonly drafted: DraftCitation | null;
  /** True where nobody says what line the report has for it, nor that it has none: it was put into the file beside the report. */
  readonly beside: boolean;
  /** True for one that `citewatch add` put there: what it says of its source the page itself stated. */
  readonly added: boolean;
}

type LintedSource = Pick<DraftSource, 'publisher' | 'title' | 'url' | 'published' | 'lang'>;

/** A rule, or a family of rules. */
export type Rule = (subject: LintSubject) => readonly Lint[];

export const broken = (place: LintPlace, why: LintReason): Lint => ({
  severity: LINT_RULES[why.rule],
  place,
  why,
});

export const NOWHERE: LintPlace = {
  report: null,
  section: null,
  citation: null,
  source: null,
  title: null,
  file: null,
};

/** What rules read: the citations of `sources.json`, one report's as `draft` has them. `silent`: ids of which the file does not say whether the report prints a line. */
export function subjectOf(
  watch: Watchlist,
  draft: LintSubject['draft'],
  times: LintTimes,
  silent: ReadonlySet<string> = new Set(),
): LintSubject {
  const listed = watch.reports
    .filter((report) => draft === null || report !== draft.report)
    .flatMap((report) => listedUses(report, watch.sources, silent));
  const drafted = draft === null ? [] : draftedUses(draft.of, watch, draft.report);
  return { watch, draft, uses: [...listed, ...drafted], pages: new Map(), ...times };
}

function listedUses(
  report: Report,
  sources: readonly Source[],
  silent: ReadonlySet<string>,
): readonly LintedUse[] {
  const byId = new Map(sources.map((source) => [source.id, source]));
  return report.citations.map((citation) => {
    const source = byId.get(citation.source) as Source;
    const printed = readLine(citation.cited);
    return {
      report,
      place: {
        ...NOWHERE,
        report: report.id,
        section: citation.section,
        citation: citation.id,
        source: citation.source,
        title: printed?.title ?? source.title,
      },
      accessed: citation.accessed,
      pinpoint: citation.page,
      quotes: citation.quotes,
      printed,
      cited: citation.cited,
      source,
      drafted: null,
      beside: citation.cited === null && (citation.added === true || silent.has(citation.id)),
      added: citation.cited === null && citation.added === true,
    };
  });
}

function draftedUses(
  draft: ReportDraft,
  watch: Watchlist,
  report: Report | null,
): readonly LintedUse[] {
  const { citations, sources } = matchDraft(draft, watch, report);
  return draft.citations.map((drafted, i) => {
    const known: Citation | null = citations[i] ?? null;
    const listed = watch.sources.find(({ id }) => id === known?.source) ?? null;
    const source = drafted.source === null ? listed : (sources[drafted.source] ?? null);
    const own = draft.sources[drafted.source ?? -1] ?? NO_SOURCE;
    const printed = readLine(drafted.cited);
    return {
      report,
      place: {
        report: report?.id ?? null,
        section: drafted.section,
        citation: known?.id ?? null,
        source: source?.id ?? null,
        title: printed?.title ?? source?.title ?? own.title,
        file: drafted.place,
      },
      accessed: drafted.accessed,
      pinpoint: drafted.pinpoint,
      quotes: drafted.passages.map(({ text, original, translated }) => ({
        text,
        translated,
        original: original ?? undefined,
      })),
      printed,
      cited: drafted.cited,
      source: source === null ? own : { ...source, url: source.url ?? own.url },
      drafted,
      beside: false,
      added: false,
    };
  });
}

const readLine = (cited: string | null): Reference | null =>
  cited === null ? null : parseReference([plainRun(cited)]);

/** Words in a row that two writers do not find by chance; of Chinese and Japanese, characters. From a dozen on, plagiarism checkers take a run for copied. */
const RUN = 12;
/** The same for writing without spaces, where a word has about two characters. */
const UNSPACED_RUN = 20;
const WORD =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])+/gu;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** What reports cite, as the page of a source is held against it. */
export interface CitedWords {
  /** Runs of quoted words, each with the use that quotes it first. */
  readonly runs: ReadonlyMap<string, LintedUse>;
  readonly bySource: ReadonlyMap<string, readonly LintedUse[]>;
  /** Ids of sources, by the key of their address. */
  readonly byAddress: ReadonlyMap<string, string>;
}

/** Makes {@link CitedWords}. Runs are in the language of their sources; a translation that the source does not print has none. */
export function citedBy(uses: readonly LintedUse[]): CitedWords {
  const runs = new Map<string, LintedUse>();
  const byAddress = new Map<string, string>();
  for (const use of uses) {
    if (use.place.source !== null && use.source.url !== null)
      byAddress.set(addressKey(use.source.url), use.place.source);
    for (const { text, original, translated } of use.quotes)
      if (original !== undefined || translated !== true)
        for (const run of runsIn(original?.text ?? text)) if (!runs.has(run)) runs.set(run, use);
  }
  return { runs, bySource: groupBy(uses, ({ place }) => place.source), byAddress };
}

/** Each stretch of a text that is long enough not to be there by chance. */
export function* runsIn(text: string): Generator<string> {
  const words = foldedText(text).toLowerCase().match(WORD) ?? [];
  for (let at = 0; at < words.length; at++) {
    const size = UNSPACED.test(words[at] as string) ? UNSPACED_RUN : RUN;
    if (at + size <= words.length) yield words.slice(at, at + size).join(' ');
  }
}

/** A sentence of a report that says until when its sources were looked for. */
const CUT_OFF =
  /\bcut-?off\b|\b(?:research|top-up)\b[^.]{0,80}\b(?:conducted|carried out|completed|concluded|finali[sz]ed|undertaken)\b|\binformation\b[^.]{0,60}\b(?:up to|until)\b/iu;
/** Characters of a paragraph that are looked at: such sentences stand in short ones. */
const LONGEST = 600;

/** The last day on which a report's sources were looked for, as its file states it. */
export function statedCutOff({ draft }: Pick<LintSubject, 'draft'>): PartialDate | null {
  const dates = (draft?.of.prose ?? [])
    .filter(({ text }) => text.length <= LONGEST && CUT_OFF.test(text))
    .flatMap(({ text }) => datesIn(text))
    .flatMap(({ iso }) => (iso === null ? [] : [iso]));
  return dates.sort((a, b) => latestOf(b) - latestOf(a))[0] ?? null;
}

/** When the report came out, as far as anybody says. */
export const publishedOf = (
  { draft }: LintSubject,
  { report, drafted }: LintedUse,
): PartialDate | null =>
  report?.published ?? (drafted === null ? null : (draft?.of.report.published ?? null));

/** Days of each unit of a span; months and years in their average length (Gregorian calendar). */
const UNITS: Readonly<Record<string, number>> = { d: 1, m: 30.44, y: 365.25 };

/** True for a date that lies further before the report's than the report's own rule allows, such as `2y`. */
export const isOutdated = (date: PartialDate, report: PartialDate, currency: string): boolean =>
  earliestOf(report) - latestOf(date) >
  Number.parseInt(currency, 10) * (UNITS[currency.slice(-1)] ?? 1) * 86_400_000;

/** The first instant that a partial date can mean, as a time stamp. */
export const earliestOf = (date: PartialDate): number => Date.parse(date);
