import type { Database } from 'better-sqlite3';
import type { SourceVerdict } from '../model/verdict.js';
import type { Visit } from '../model/visit.js';
import { DamagedStore } from './damage.js';
import { readVisit, VISIT_COLUMNS, VISIT_PARTS, type VisitRow } from './visit-rows.js';

/** A verdict as a run's result holds it: itself, or the id of the source whose visit holds it. */
export type KeptVerdict = SourceVerdict | string;

/** The verdicts of runs, which their visits hold already. */
export interface VerdictTable {
  /** A visit was kept with its verdict. */
  note(visit: Visit): void;
  /** How a run's result is to hold a verdict: by its visit, when that was kept with this very one. */
  keptOf(run: number, verdict: SourceVerdict): KeptVerdict;
  /** The verdict that a run's result holds. Rejects when the visit that held it is not there. */
  verdictOf(run: number, kept: KeptVerdict): Promise<SourceVerdict>;
  /** The run is over: nothing more is asked of the visits that were kept in it. */
  forget(): void;
}

/** Nothing of a night is kept twice: what a result says of a source is what its visit says. */
export function verdictTable(db: Database): VerdictTable {
  const noted = new Map<string, Pick<Visit, 'run' | 'verdict'>>();
  // Row by row: the connection takes no write while one walks over many.
  const ofVisit = db.prepare<[number, string], VisitRow>(
    `SELECT ${VISIT_COLUMNS} FROM visits v ${VISIT_PARTS} WHERE v.run = ? AND v.subject = ?`,
  );
  const read = async (run: number, id: string): Promise<SourceVerdict> => {
    const row = ofVisit.get(run, id);
    const visit = row === undefined ? null : (await readVisit(row)).visit;
    if (visit?.verdict == null) throw new DamagedStore(`what run ${run} said of ${id} is not in it`);
    return visit.verdict;
  };
  return {
    note: ({ run, subject, verdict }) => void noted.set(subject, { run, verdict }),
    keptOf(run, verdict) {
      const last = noted.get(verdict.id);
      return last?.run === run && last.verdict === verdict ? verdict.id : verdict;
    },
    verdictOf: async (run, kept) => (typeof kept === 'string' ? read(run, kept) : kept),
    forget: () => noted.clear(),
  };
}
