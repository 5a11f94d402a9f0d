import SQLite, { type Database } from 'better-sqlite3';

/** Held by one process at a time, and by one holder in it. */
export interface FileLock {
  /** False when another holds it. Throws when the file cannot be made. */
  take(): boolean;
  /** Does nothing when it is not held. */
  release(): void;
}

/**
 * A lock: an exclusive transaction, never committed, on an empty SQLite file at `path`; `:memory:` is held by nobody else.
 * The operating system drops it with the process that holds it, however that ends, so that it is never stale.
 */
export function fileLock(path: string): FileLock {
  let held: Database | null = null;
  return {
    take() {
      if (held !== null) return false;
      const db = new SQLite(path, { timeout: 0 });
      try {
        db.exec('BEGIN EXCLUSIVE');
      } catch (error) {
        db.close();
        if (error instanceof SQLite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return false;
        throw error;
      }
      held = db;
      return true;
    },
    release() {
      held?.close();
      held = null;
    },
  };
}
