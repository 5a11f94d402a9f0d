import type { ContentVerdict } from './content.js';
import type { EditionVerdict } from './edition.js';
import type { LinkVerdict } from './link.js';
import type { QuoteVerdict } from './quote.js';
import { type CitationVerdict, isElsewhere, isOwnPage, type SourceVerdict } from './verdict.js';

/** What a run knows of all its verdicts without reading them. */
export interface VerdictIndex {
  /** Of the sources, row by row. */
  readonly ids: readonly string[];
  /** Rows of the sources that are not known to stand ({@link stands}). */
  readonly unsure: readonly number[];
  /** Ids of the reports that cite them, each once, in the order of the rows. */
  readonly reports: readonly string[];
  /** Where they are cited, each section once; absent in stores of before. */
  readonly sections?: readonly CitedSection[] | undefined;
}

/** A section of a report, or what a report cites outside of its sections (null). */
export interface CitedSection {
  /** Null for sources that no report cites. */
  readonly report: string | null;
  readonly section: string | null;
  /** Rows of the sources cited in it, once for each citation, ascending. */
  readonly rows: readonly number[];
}

/** Verdicts, one a source: a list, or rows that are read from where they are kept whenever one goes through them. */
export interface Verdicts extends Iterable<SourceVerdict> {
  readonly length: number;
  at(row: number): SourceVerdict | undefined;
  /** Absent where the verdicts are at hand. */
  readonly index?: VerdictIndex | undefined;
}

/** True for a source that was read, on its own page or elsewhere. */
export const wasRead = ({ link, witness, content }: SourceVerdict): boolean =>
  (link.status === 'alive' || link.status === 'moved' || isElsewhere(witness)) &&
  (content.change !== 'unread' || !isOwnPage(witness));

/** True for a citation of which all passages stand. */
export const isIntact = ({ quotes }: CitationVerdict): boolean =>
  quotes.every(({ verdict }) => verdict === 'intact');

/** True for a source that was read and whose passages all stand. */
export const stands = (source: SourceVerdict): boolean =>
  wasRead(source) && source.citations.every(isIntact);

/** Makes an index of verdicts while one goes through them. */
export class Indexing {
  private readonly ids: string[] = [];
  private readonly unsure: number[] = [];
  private readonly reports = new Set<string>();
  private readonly sections = new Map<string, CitedSection & { readonly rows: number[] }>();

  add(verdict: SourceVerdict): void {
    const row = this.ids.length;
    if (!stands(verdict)) this.unsure.push(row);
    this.ids.push(verdict.id);
    for (const { report, section } of verdict.citations) {
      this.reports.add(report);
      this.sectionOf(report, section).rows.push(row);
    }
    if (verdict.citations.length === 0) this.sectionOf(null, null).rows.push(row);
  }

  get index(): VerdictIndex {
    const sections = [...this.sections.values()];
    return { ids: this.ids, unsure: this.unsure, reports: [...this.reports], sections };
  }

  private sectionOf(report: string | null, section: string | null): { readonly rows: number[] } {
    const key = JSON.stringify([report, section]);
    const known = this.sections.get(key) ?? { report, section, rows: [] };
    this.sections.set(key, known);
    return known;
  }
}

/** The index that verdicts have, or that they make. */
export const indexOf = (verdicts: Verdicts): VerdictIndex =>
  verdicts.index ?? indexVerdicts(verdicts);

/** Where verdicts are cited, as their index knows it, or as they say themselves. */
export const citedSections = (verdicts: Verdicts): readonly CitedSection[] =>
  indexOf(verdicts).sections ?? indexVerdicts(verdicts).sections ?? [];

function indexVerdicts(verdicts: Verdicts): VerdictIndex {
  const indexing = new Indexing();
  for (const verdict of verdicts) indexing.add(verdict);
  return indexing.index;
}

/** Some rows of verdicts, read when they are asked for. */
export class Rows implements Verdicts {
  constructor(
    private readonly read: (row: number) => SourceVerdict | undefined,
    private readonly rows: readonly number[],
    readonly index?: VerdictIndex,
  ) {}

  get length(): number {
    return this.rows.length;
  }

  at(n: number): SourceVerdict | undefined {
    const row = this.rows[n];
    return row === undefined ? undefined : this.read(row);
  }

  *[Symbol.iterator](): Generator<SourceVerdict> {
    for (const row of this.rows) {
      const verdict = this.read(row);
      if (verdict !== undefined) yield verdict;
    }
  }

  /** Those from one row of these to before another. */
  part(from: number, to: number): Rows {
    return new Rows(this.read, this.rows.slice(from, to));
  }
}

/** One claim about a source of which the same answers were judged in two ways. */
export type VerdictChange =
  | { readonly claim: 'link'; readonly before: LinkVerdict; readonly after: LinkVerdict }
  | { readonly claim: 'content'; readonly before: ContentVerdict; readonly after: ContentVerdict }
  | { readonly claim: 'edition'; readonly before: EditionVerdict; readonly after: EditionVerdict }
  | { readonly claim: 'quote'; readonly before: QuoteVerdict; readonly after: QuoteVerdict };

/** What two judgements say of one source, where they differ. */
export interface SourceChange {
  readonly source: SourceVerdict;
  /** None is empty. */
  readonly changes: readonly VerdictChange[];
}

/** The claims of which two judgements of the same answers differ. A quotation that has another text now is another claim. */
export function verdictChanges(
  before: SourceVerdict,
  after: SourceVerdict,
): readonly VerdictChange[] {
  const changes: VerdictChange[] = [];
  if (before.link.status !== after.link.status || before.link.by !== after.link.by)
    changes.push({ claim: 'link', before: before.link, after: after.link });
  if (before.content.change !== after.content.change)
    changes.push({ claim: 'content', before: before.content, after: after.content });
  const known = new Map(quotesOf(before).map((quote) => [quote.id, quote]));
  for (const quote of quotesOf(after)) {
    const was = known.get(quote.id);
    if (was?.text === quote.text && (was.verdict !== quote.verdict || was.where !== quote.where))
      changes.push({ claim: 'quote', before: was, after: quote });
  }
  if (before.edition.status !== after.edition.status)
    changes.push({ claim: 'edition', before: before.edition, after: after.edition });
  return changes;
}

const quotesOf = ({ citations }: SourceVerdict): readonly QuoteVerdict[] =>
  citations.flatMap(({ quotes }) => quotes);

/** Citations with other verdicts on their quotations. */
export const mapQuotes = (
  citations: readonly CitationVerdict[],
  map: (quote: QuoteVerdict, citation: CitationVerdict) => QuoteVerdict,
): readonly CitationVerdict[] =>
  citations.map((citation) => ({
    ...citation,
    quotes: citation.quotes.map((quote) => map(quote, citation)),
  }));
