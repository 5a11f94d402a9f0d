import type { Database } from 'better-sqlite3';
import type { SourceVerdict } from '../model/verdict.js';
import { Rows, type VerdictIndex, type Verdicts } from '../model/verdicts.js';
import type { Visit } from '../model/visit.js';
import { DamagedStore } from './damage.js';
import { verdictFromRow } from './earlier-rows.js';
import { readVisit, VISIT_COLUMNS, VISIT_PARTS, type VisitRow } from './visit-rows.js';

/** A verdict as a run's result holds it: itself, or the id of the source whose visit holds it. */
export type KeptVerdict = SourceVerdict | string;

/** The verdicts of runs, which their visits hold already. */
export interface VerdictTable {
  /** A visit was kept with its verdict. */
  note(visit: Visit): void;
  /** How a run's result is to hold a verdict: by its visit, when that was kept with this very one. */
  keptOf(run: number, verdict: SourceVerdict): KeptVerdict;
  /** The verdict that a run's result holds. Throws when the visit that held it is not there. */
  verdictOf(run: number, kept: KeptVerdict): SourceVerdict;
  /** Verdicts that a run's result holds, each read when it is asked for. */
  rows(run: number, kept: readonly KeptVerdict[], index: VerdictIndex | undefined): Verdicts;
  /** Another run begins: those who read the one before read it from its visits. */
  forget(): void;
}

/** Visits of a run whose verdicts stay at hand until another begins, our choice: about 20 MB. Those of a longer run are read again. */
const AT_HAND = 4_000;

/** Nothing of a night is kept twice: what a result says of a source is what its visit says. */
export function verdictTable(db: Database): VerdictTable {
  const noted = new Map<string, Pick<Visit, 'run' | 'verdict'>>();
  // Row by row: the connection takes no write while one walks over many.
  const ofVisit = db.prepare<[number, string], VisitRow>(
    `SELECT ${VISIT_COLUMNS} FROM visits v ${VISIT_PARTS} WHERE v.run = ? AND v.subject = ?`,
  );
  const read = (run: number, id: string): SourceVerdict => {
    const last = noted.get(id);
    if (last?.run === run && last.verdict !== null) return last.verdict;
    const row = ofVisit.get(run, id);
    const visit = row === undefined ? null : readVisit(row).visit;
    if (visit?.verdict == null) throw new DamagedStore(`what run ${run} said of ${id} is not in it`);
    return visit.verdict;
  };
  const verdictOf = (run: number, kept: KeptVerdict): SourceVerdict =>
    typeof kept === 'string' ? read(run, kept) : verdictFromRow(kept);
  return {
    note({ run, subject, verdict }) {
      if (noted.size < AT_HAND || noted.has(subject)) noted.set(subject, { run, verdict });
    },
    keptOf(run, verdict) {
      const last = noted.get(verdict.id);
      return last?.run === run && last.verdict === verdict ? verdict.id : verdict;
    },
    verdictOf,
    rows: (run, kept, index) =>
      new Rows((row) => verdictOf(run, kept[row] as KeptVerdict), [...kept.keys()], index),
    forget: () => noted.clear(),
  };
}
