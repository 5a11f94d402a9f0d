import type { Pool, PoolClient } from 'pg';
import { type Lock, RunInProgress, type RunLock, runLock } from '../locks.js';
import { holdStore } from '../records.js';
import { countUp, type ReportRows } from './database.js';
import { toConnectionError } from './outages.js';

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

  async ask<R extends object>(
    statement: string,
    values: readonly string[],
  ): Promise<R | undefined> {
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
    async take() {
      if (held !== null) return false;
      const connection = LockConnection.of(pool);
      try {
        number = (await connection.ask<{ key: string }>(KEY, [`citewatch ${name} `]))?.key ?? '';
        const row = await connection.ask<{ taken: boolean }>(
          'SELECT pg_try_advisory_lock($1) AS taken',
          [number],
        );
        if (row?.taken === true) held = connection;
        return held !== null;
      } catch (error) {
        throw toConnectionError(error, shown);
      } finally {
        if (held === null) await connection.leave(pool);
      }
    },
    isHeld: () => held?.isLost === false,
    async release() {
      const connection = held;
      held = null;
      if (connection === null) return;
      if (!connection.isLost)
        await connection.ask('SELECT pg_advisory_unlock($1)', [number]).catch(() => {});
      await connection.leave(pool);
    },
  } satisfies Lock;
}

/** Keeps all others from writing a report's runs and from sending its digests, as long as they are held. */
export function holdReport(pool: Pool, shown: string) {
  const [run, post] = [sharedLock(pool, shown, 'run'), sharedLock(pool, shown, 'post')];
  const areHeld = (): boolean => run.isHeld() && post.isHeld();
  return { ...holdStore({ run: runLock(shown, run, null), post }, shown), areHeld };
}

/** The lock on the runs of a report and on the folder of evidence, which is this machine's own. A run outlives the connection that holds it. */
export function runLease(pool: Pool, db: ReportRows, evidence: string | null): RunLock {
  const lock = sharedLock(pool, db.shown, 'run');
  const both = runLock(db.shown, lock, evidence);
  /** Counted up by each run that takes the lease. */
  let number: number | null = null;
  const release = async (): Promise<void> => {
    number = null;
    await both.release();
  };
  return {
    async take() {
      await both.take();
      try {
        number = await countUp(db, 'lease');
      } catch (error) {
        await release();
        throw error;
      }
    },
    /** Takes the lock again where the connection that held it was lost. */
    async assertHeld(within) {
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
