import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool, PoolClient } from 'pg';
import { type FileLock, fileLock, RunInProgress } from '../locks.js';
import { toConnectionError } from './connect.js';
import { countUp, type ReportRows, type Statements } from './database.js';

/** Held by one process at a time, on a connection of its own. */
export type SharedLock = ReturnType<typeof sharedLock>;

/** A lock's number, from its name as `$1`. */
const key = `hashtextextended($1 || current_setting('citewatch.report'), 0)`;

/** A lock by name, on a report: PostgreSQL drops it with the connection that holds it, so that it is never stale. */
export function sharedLock(pool: Pool, shown: string, name: string) {
  let held: PoolClient | null = null;
  const of = [`citewatch ${name} `];
  const told = (error: unknown): never => {
    throw toConnectionError(error, shown);
  };
  let isLost = false;
  const onError = (): void => {
    isLost = true;
  };
  return {
    /** False when another holds it. */
    async take(): Promise<boolean> {
      if (held !== null) return false;
      const client = await pool.connect().catch(told);
      const tried = client.query<{ taken: boolean }>(`SELECT pg_try_advisory_lock(${key}) AS taken`, of);
      const { rows } = await tried.catch((error: unknown) => {
        client.release(true);
        return told(error);
      });
      if (rows[0]?.taken !== true) {
        client.release();
        return false;
      }
      client.on('error', onError);
      isLost = false;
      held = client;
      return true;
    },
    /** False when it was not taken, or was lost with its connection: another may have it. */
    isHeld: (): boolean => held !== null && !isLost,
    /** Does nothing when it is not held. */
    async release(): Promise<void> {
      const client = held;
      held = null;
      if (client === null) return;
      client.off('error', onError);
      const freed = await client.query(`SELECT pg_advisory_unlock(${key})`, of).catch(() => null);
      client.release(freed === null);
    },
  };
}

/** Held by the one run that is under way on a report and on a folder of evidence. */
export type RunLease = ReturnType<typeof runLease>;

/** The lease of a report, and of the folder of evidence, which is this machine's own. Null when the run keeps none. */
export function runLease(pool: Pool, db: ReportRows, evidence: string | null) {
  const lock = sharedLock(pool, db.shown, 'run');
  const folder: FileLock | null = evidence === null ? null : fileLock(join(evidence, 'lock'));
  /** Counted up by each run that takes the lease. */
  let number: number | null = null;
  /** Does nothing when it is not held. */
  const release = async (): Promise<void> => {
    number = null;
    folder?.release();
    await lock.release();
  };
  return {
    /** Rejects with {@link RunInProgress} when another run holds either. */
    async take(): Promise<void> {
      if (!(await lock.take())) throw new RunInProgress(db.shown);
      try {
        if (evidence !== null) mkdirSync(evidence, { recursive: true });
        if (folder?.take() === false) throw new RunInProgress(evidence ?? '');
        number = await countUp(db, 'lease');
      } catch (error) {
        await release();
        throw error;
      }
    },
    /**
     * Rejects with {@link RunInProgress} when another run has taken it since, for the connection that held it was lost; until the end
     * of the transaction none can. Does nothing outside of a run.
     */
    async assertHeld(within: Statements): Promise<void> {
      if (number === null) return;
      const mine = `SELECT value FROM counters WHERE name = 'lease' AND value = $1 FOR SHARE`;
      if ((await within.row(mine, number)) === undefined) throw new RunInProgress(db.shown);
    },
    release,
  };
}
