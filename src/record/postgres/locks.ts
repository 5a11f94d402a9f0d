import type { Pool, PoolClient } from 'pg';
import { connectionLost } from './lost.js';

/** Held by one process at a time, on a connection of its own. */
export interface SharedLock {
  /** False when another holds it. */
  take(): Promise<boolean>;
  /** False when it was not taken, or was lost with its connection: another may have it. */
  isHeld(): boolean;
  /** Does nothing when it is not held. */
  release(): Promise<void>;
}

/** A lock's number, from its name as `$1`. */
const key = `hashtextextended($1 || current_setting('citewatch.report'), 0)`;

/**
 * A lock by name, on a report: PostgreSQL drops it with the connection that holds it, however the process ends, so that it is
 * never stale.
 */
export function sharedLock(pool: Pool, shown: string, name: string): SharedLock {
  let held: PoolClient | null = null;
  const of = [`citewatch ${name} `];
  const told = (error: unknown): never => {
    throw connectionLost(error, shown);
  };
  let isLost = false;
  const onError = (): void => {
    isLost = true;
  };
  return {
    async take() {
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
    isHeld: () => held !== null && !isLost,
    async release() {
      const client = held;
      held = null;
      if (client === null) return;
      client.off('error', onError);
      const freed = await client.query(`SELECT pg_advisory_unlock(${key})`, of).catch(() => null);
      client.release(freed === null);
    },
  };
}
