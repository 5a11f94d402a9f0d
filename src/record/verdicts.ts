import type { Database } from 'better-sqlite3';
import type { SourceVerdict } from '../model/verdict.js';
import type { Visit } from '../model/visit.js';
import { unpackJson } from './compression.js';
import { DamagedStore } from './damage.js';
import { visitFromRow } from './earlier-rows.js';

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
  /** All of them. */
  verdictsOf(run: number, kept: readonly KeptVerdict[]): Promise<readonly SourceVerdict[]>;
}

interface Row {
  readonly subject: string;
  readonly visit: Buffer;
}

/** Nothing of a night is kept twice: what a result says of a source is what its visit says. */
export function verdictTable(db: Database): VerdictTable {
  const noted = new Map<string, Pick<Visit, 'run' | 'verdict'>>();
  const ofVisit = db.prepare<[number, string], Row>(
    'SELECT subject, visit FROM visits WHERE run = ? AND subject = ?',
  );
  const ofRun = db.prepare<[number], Row>('SELECT subject, visit FROM visits WHERE run = ?');
  const read = async (run: number, id: string, row: Row | undefined): Promise<SourceVerdict> => {
    const visit = row && visitFromRow(await unpackJson<Visit>(row.visit));
    if (visit?.verdict == null) throw new DamagedStore(`what run ${run} said of ${id} is not in it`);
    return visit.verdict;
  };
  return {
    note: ({ run, subject, verdict }) => void noted.set(subject, { run, verdict }),
    keptOf(run, verdict) {
      const last = noted.get(verdict.id);
      return last?.run === run && last.verdict === verdict ? verdict.id : verdict;
    },
    verdictOf: async (run, kept) =>
      typeof kept === 'string' ? read(run, kept, ofVisit.get(run, kept)) : kept,
    async verdictsOf(run, kept) {
      const wanted = new Set(kept);
      const found = new Map<string, SourceVerdict>();
      for (const row of ofRun.iterate(run))
        if (wanted.has(row.subject)) found.set(row.subject, await read(run, row.subject, row));
      return Promise.all(
        kept.map((one) => (typeof one === 'string' ? (found.get(one) ?? read(run, one, undefined)) : one)),
      );
    },
  };
}
