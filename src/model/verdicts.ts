import type { SourceVerdict } from './verdict.js';

/** What a run knows of all its verdicts without reading them. */
export interface VerdictIndex {
  /** Of the sources, row by row. */
  readonly ids: readonly string[];
  /** Rows of the sources that are not known to stand ({@link stands}). */
  readonly unsure: readonly number[];
  /** Ids of the reports that cite them, each once, in the order of the rows. */
  readonly reports: readonly string[];
}

/** Verdicts, one a source: a list, or rows that are read from where they are kept whenever one goes through them. */
export interface Verdicts extends Iterable<SourceVerdict> {
  readonly length: number;
  at(row: number): SourceVerdict | undefined;
  /** Absent where the verdicts are at hand. */
  readonly index?: VerdictIndex | undefined;
}

/** True for a source that was read and whose passages all stand. */
export const stands = ({ link, witness, content, citations }: SourceVerdict): boolean =>
  (link.status === 'alive' || link.status === 'moved' || witness === 'copy' || witness === 'archive') &&
  citations.every(({ quotes }) => quotes.every(({ verdict }) => verdict === 'intact')) &&
  (content.change !== 'unread' || witness !== 'live');

/** Makes an index of verdicts while one goes through them. */
export class Indexing {
  private readonly ids: string[] = [];
  private readonly unsure: number[] = [];
  private readonly reports = new Set<string>();

  /** The next row. */
  add(verdict: SourceVerdict): void {
    if (!stands(verdict)) this.unsure.push(this.ids.length);
    this.ids.push(verdict.id);
    for (const { report } of verdict.citations) this.reports.add(report);
  }

  get index(): VerdictIndex {
    return { ids: this.ids, unsure: this.unsure, reports: [...this.reports] };
  }
}

/** The index that verdicts have, or that they make. */
export function indexOf(verdicts: Verdicts): VerdictIndex {
  if (verdicts.index !== undefined) return verdicts.index;
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
