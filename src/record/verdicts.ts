import type { Database } from 'better-sqlite3';
import type { SourceVerdict } from '../model/verdict.js';
import { Rows, type VerdictIndex, type Verdicts } from '../model/verdicts.js';
import { verdictFromRow } from './earlier-rows.js';
import { type KeptVerdict, type NotedVerdicts, notedVerdicts } from './noted-verdicts.js';
import { VISIT_COLUMNS, VISIT_PARTS, type VisitRow, verdictIn } from './visit-rows.js';

/** The verdicts of runs, which their visits hold already. */
export interface VerdictTable extends NotedVerdicts {
  /** The verdict that a run's result holds. Throws when the visit that held it is not there. */
  verdictOf(run: number, kept: KeptVerdict): SourceVerdict;
  /** Verdicts that a run's result holds, each read when it is asked for. */
  rows(run: number, kept: readonly KeptVerdict[], index: VerdictIndex | undefined): Verdicts;
}

/** Nothing of a night is kept twice: what a result says of a source is what its visit says. */
export function verdictTable(db: Database): VerdictTable {
  const noted = notedVerdicts();
  // Row by row: the connection takes no write while one walks over many.
  const ofVisit = db.prepare<[number, string], VisitRow>(
    `SELECT ${VISIT_COLUMNS} FROM visits v ${VISIT_PARTS} WHERE v.run = ? AND v.subject = ?`,
  );
  const verdictOf = (run: number, kept: KeptVerdict): SourceVerdict =>
    typeof kept === 'string'
      ? (noted.of(run, kept) ?? verdictIn(run, kept, ofVisit.get(run, kept)))
      : verdictFromRow(kept);
  return {
    ...noted,
    verdictOf,
    rows: (run, kept, index) =>
      new Rows((row) => verdictOf(run, kept[row] as KeptVerdict), [...kept.keys()], index),
  };
}
