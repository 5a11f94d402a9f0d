import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool, PoolClient } from 'pg';
import { type FileLock, fileLock, RunInProgress } from '../locks.js';
import { toConnectionError } from './connect.js';
import { countUp, type ReportRows, type Statements } from './database.js';

/** Held by one process at a time, on a connection that does nothing else. */
export type SharedLock = ReturnType<typeof sharedLock>;

/** The connection that holds the locks of a pool. */
class LockConnection {
  private static readonly open = new WeakMap<Pool, LockConnection>();
  private locks = 0;
  /** All of its locks went with it. */
  isLost = false;
  private readonly client: Promise<PoolClient>;

  private constructor(pool: Pool) {
    this.client = pool.connect();
    this.client.then(
      (client) => client.on('error', this.lose),
      () => this.lose(),
    );
  }

  private readonly lose = (): void => {
    this.isLost = true;
  };

  static of(pool: Pool): LockConnection {
    const known = LockConnection.open.get(pool);
    const usable = known === undefined || known.isLost ? new LockConnection(pool) : known;
    LockConnection.open.set(pool, usable);
    usable.locks += 1;
    return usable;
  }

  async ask<R extends object>(statement: string, values: readonly string[]): Promise<R | undefined> {
    const client = await this.client;
    try {
      return (await client.query<R>(statement, [...values])).rows[0];
    } catch (error) {
      this.lose();
      throw error;
    }
  }

  /** Gives the connection back with the last lock. */
  async leave(pool: Pool): Promise<void> {
    this.locks -= 1;
    if (this.locks > 0) return;
    if (LockConnection.open.get(pool) === this) LockConnection.open.delete(pool);
    const client = await this.client.catch(() => null);
    client?.off('error', this.lose);
    client?.release(this.isLost);
  }
}

/** A lock's number, from its name as `$1`: everybody on the server sees it, so that of a private report is not to be worked out. */
const KEY = `SELECT hashtextextended($1 || current_setting('citewatch.report') || coalesce(
  (SELECT salt::text FROM reports WHERE name = current_setting('citewatch.report') AND private), ''), 0)::text AS key`;

/** A lock by name, on a report: PostgreSQL drops it with the connection that holds it, so that it is never stale. */
export function sharedLock(pool: Pool, shown: string, name: string) {
  let held: LockConnection | null = null;
  /** As it was taken: a report that was removed or renamed meanwhile would give another. */
  let number = '';
  return {
    /** False when another holds it. */
    async take(): Promise<boolean> {
      if (held !== null) return false;
      const connection = LockConnection.of(pool);
      try {
        number = (await connection.ask<{ key: string }>(KEY, [`citewatch ${name} `]))?.key ?? '';
        const row = await connection.ask<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [number]);
        if (row?.taken === true) held = connection;
        return held !== null;
      } catch (error) {
        throw toConnectionError(error, shown);
      } finally {
        if (held === null) await connection.leave(pool);
      }
    },
    /** False when it was not taken, or was lost with its connection: another may have it. */
    isHeld: (): boolean => held?.isLost === false,
    /** Does nothing when it is not held. */
    async release(): Promise<void> {
      const connection = held;
      held = null;
      if (connection === null) return;
      if (!connection.isLost) await connection.ask('SELECT pg_advisory_unlock($1)', [number]).catch(() => {});
      await connection.leave(pool);
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
     * Takes the lock again where the connection that held it was lost, and rejects with {@link RunInProgress} when another run has taken it
     * since; until the end of the transaction none can. Does nothing outside of a run.
     */
    async assertHeld(within: Statements): Promise<void> {
      if (number === null) return;
      if (!lock.isHeld()) {
        await lock.release();
        if (!(await lock.take())) throw new RunInProgress(db.shown);
      }
      const mine = `SELECT value FROM counters WHERE name = 'lease' AND value = $1 FOR SHARE`;
      if ((await within.row(mine, number)) === undefined) throw new RunInProgress(db.shown);
    },
    release,
  };
}
