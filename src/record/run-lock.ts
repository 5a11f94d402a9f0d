import SQLite, { type Database } from 'better-sqlite3';

/** Another run is under way on the same store. */
export class RunUnderWay extends Error {
  override readonly name = 'RunUnderWay';

  constructor(path: string) {
    super(`another run is under way on ${path}; wait until it ends`);
  }
}

/** Held by the one run that is under way on a store. */
export interface RunLock {
  /** Throws {@link RunUnderWay} when another run holds it, in this process or in another. */
  take(): void;
  /** Does nothing when it is not held. */
  release(): void;
}

/**
 * The lock of the store at `path`: an exclusive transaction, never committed, on an empty SQLite file beside it.
 * The operating system drops it with the process that holds it, however that ends, so that it is never stale.
 * It is a file of its own because a transaction on the store would keep out the visits.
 */
export function runLock(path: string): RunLock {
  const file = path === ':memory:' ? path : `${path}-lock`;
  let held: Database | null = null;
  return {
    take() {
      if (held !== null) throw new RunUnderWay(path);
      const db = new SQLite(file, { timeout: 0 });
      try {
        db.exec('BEGIN EXCLUSIVE');
      } catch (error) {
        db.close();
        const busy = error instanceof SQLite.SqliteError && error.code.startsWith('SQLITE_BUSY');
        throw busy ? new RunUnderWay(path) : error;
      }
      held = db;
    },
    release() {
      held?.close();
      held = null;
    },
  };
}
