import type { SourceVerdict } from '../../model/verdict.js';
import { Rows, type VerdictIndex, type Verdicts } from '../../model/verdicts.js';
import { verdictFromRow } from '../earlier-rows.js';
import { type KeptVerdict, type NotedVerdicts, notedVerdicts, sourceOf } from '../noted-verdicts.js';
import { type VisitRow, verdictIn } from '../visit-rows.js';
import type { ReportRows } from './database.js';
import { openSpill, type Spill, type SpiltPiece } from './spill.js';

/** The verdicts of runs, which their visits hold already. */
export interface SharedVerdicts extends NotedVerdicts {
  /** Verdicts that a run's result holds, each unpacked when it is asked for. */
  rowsOf(run: number, kept: readonly KeptVerdict[], index: VerdictIndex | undefined): Promise<Verdicts>;
  close(): void;
}

/** A visit's row, its bytes outside of the memory. */
interface SpiltRow {
  readonly heldIn: number | null;
  readonly visit: SpiltPiece;
  readonly held: SpiltPiece | null;
}

/** Sources whose rows come with one answer of the server, our choice: some megabytes. */
const PAGE = 1_000;

const ROWS = `
  SELECT v.subject, v.run, v.visit, v.held_in AS "heldIn", h.visit AS held, NULL AS memory
  FROM runs r JOIN visits v ON v.month = r.month AND v.run = r.id
  LEFT JOIN runs hr ON hr.id = v.held_in
  LEFT JOIN visits h ON h.subject = v.subject AND h.month = hr.month AND h.run = v.held_in
  WHERE r.id = $1 AND v.subject = ANY($2)`;

/**
 * Whoever goes through the verdicts of a run waits for none of them, so those that are not at hand are fetched before, and lie
 * packed in a file: of a hundred thousand they would fill the memory.
 */
export function sharedVerdicts(db: ReportRows): SharedVerdicts {
  const noted = notedVerdicts();
  let spill: Spill | null = null;
  const fetched = async (run: number, sources: readonly string[]): Promise<ReadonlyMap<string, SpiltRow>> => {
    const rows = new Map<string, SpiltRow>();
    for (let from = 0; from < sources.length; from += PAGE) {
      const page = await db.rows<VisitRow & { subject: string }>(ROWS, run, sources.slice(from, from + PAGE));
      spill ??= openSpill();
      for (const { subject, heldIn, visit, held } of page)
        rows.set(subject, { heldIn, visit: spill.put(visit), held: held === null ? null : spill.put(held) });
    }
    return rows;
  };
  const read = (run: number, source: string, row: SpiltRow | undefined): SourceVerdict => {
    if (row === undefined || spill === null) return verdictIn(run, source, undefined);
    const { heldIn, visit, held } = row;
    const bytes = { visit: spill.get(visit), held: held && spill.get(held) };
    return verdictIn(run, source, { run, heldIn, ...bytes, memory: null });
  };
  return {
    ...noted,
    async rowsOf(run, kept, index) {
      const atHand = kept.map((one) => (typeof one === 'string' ? noted.of(run, one) : verdictFromRow(one)));
      const elsewhere = kept.filter(
        (one, row): one is string => typeof one === 'string' && atHand[row] === null,
      );
      const rows = await fetched(run, elsewhere);
      const verdictAt = (row: number): SourceVerdict => {
        const source = sourceOf(kept[row] as KeptVerdict);
        return atHand[row] ?? read(run, source, rows.get(source));
      };
      return new Rows(verdictAt, [...kept.keys()], index);
    },
    close: () => spill?.close(),
  };
}
