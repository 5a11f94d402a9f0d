import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { type FileLock, fileLock } from '../file-lock.js';
import { RunUnderWay } from '../run-lock.js';
import { countUp } from './counters.js';
import type { ReportRows, Statements } from './database.js';
import { sharedLock } from './locks.js';

/** Held by the one run that is under way on a report and on a folder of evidence. */
export interface RunLease {
  /** Rejects with {@link RunUnderWay} when another run holds either. */
  take(): Promise<void>;
  /**
   * Rejects with {@link RunUnderWay} when another run has taken it since, for the connection that held it was lost; until the end
   * of the transaction none can. Does nothing outside of a run.
   */
  assertHeld(within: Statements): Promise<void>;
  /** Does nothing when it is not held. */
  release(): Promise<void>;
}

/** The lease of a report, and of the folder of evidence, which is this machine's own. Null when the run keeps none. */
export function runLease(pool: Pool, db: ReportRows, evidence: string | null): RunLease {
  const lock = sharedLock(pool, db.shown, 'run');
  const folder: FileLock | null = evidence === null ? null : fileLock(join(evidence, 'lock'));
  /** Counted up by each run that takes the lease. */
  let number: number | null = null;
  const release = async (): Promise<void> => {
    number = null;
    folder?.release();
    await lock.release();
  };
  return {
    async take() {
      if (!(await lock.take())) throw new RunUnderWay(db.shown);
      try {
        if (evidence !== null) mkdirSync(evidence, { recursive: true });
        if (folder?.take() === false) throw new RunUnderWay(evidence ?? '');
        number = await countUp(db, 'lease');
      } catch (error) {
        await release();
        throw error;
      }
    },
    async assertHeld(within) {
      if (number === null) return;
      const mine = `SELECT value FROM counters WHERE name = 'lease' AND value = $1 FOR SHARE`;
      if ((await within.row(mine, number)) === undefined) throw new RunUnderWay(db.shown);
    },
    release,
  };
}
