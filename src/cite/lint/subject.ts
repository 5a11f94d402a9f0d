import { LINT_RULES, type Lint, type LintPlace, type LintReason } from '../../model/lint.js';
import type { PartialDate } from '../../model/partial-date.js';
import type { Citation, Quote, Report, Source, Watchlist } from '../../model/watchlist.js';
import type { DraftCitation, DraftSource, ReportDraft } from '../draft/draft.js';
import { parseReference } from '../grammar/parse-reference.js';
import { matchDraft } from '../merge/match.js';
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
  /** The citation in the report's file. */
  readonly drafted: DraftCitation | null;
  /** True where nobody says what line the report has for it, nor that it has none: it was put into the file beside the report. */
  readonly beside: boolean;
  /** True for one that `citewatch add` put there: what it says of its source the page itself stated. */
  readonly added: boolean;
}

/** What is known of a source, whoever knows it. */
export type LintedSource = Pick<DraftSource, 'publisher' | 'title' | 'url' | 'published' | 'lang'>;

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

/**
 * What rules are held against: the citations of `sources.json`, those of one report as `draft` has them. `silent` are the ids of
 * those of which the file does not say that the report prints no line for them (`"cited": null`), nor which.
 */
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

function draftedUses(draft: ReportDraft, watch: Watchlist, report: Report | null): readonly LintedUse[] {
  const { citations, sources } = matchDraft(draft, watch, report);
  return draft.citations.map((drafted, i) => {
    const known: Citation | null = citations[i] ?? null;
    const source = sources[drafted.source] ?? null;
    const own = draft.sources[drafted.source] as DraftSource;
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
  cited === null ? null : parseReference([{ text: cited, href: null, notes: [], items: [] }]);
