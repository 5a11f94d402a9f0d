import type { Database } from 'better-sqlite3';
import { openSqlite, sqliteCode } from './sqlite-file.js';

/** Held by one process at a time, and by one holder in it. */
export interface FileLock {
  /** False when another holds it. Throws when the file cannot be made. */
  take(): boolean;
  /** Lets go of it, or, where another holds it, of its file, which stays open for the next try. */
  release(): void;
}

/**
 * A lock: an exclusive transaction, never committed, on an empty SQLite file at `path`; `:memory:` is held by nobody else.
 * The operating system drops it with the process that holds it, however that ends, so that it is never stale.
 */
export function fileLock(path: string): FileLock {
  let held = false;
  // Whoever waits for weeks opens the file once: what was opened is never collected.
  let db: Database | null = null;
  const release = (): void => {
    db?.close();
    db = null;
    held = false;
  };
  return {
    take() {
      if (held) return false;
      db ??= openSqlite(path, { timeout: 0 });
      try {
        db.exec('BEGIN EXCLUSIVE');
        held = true;
      } catch (error) {
        if (sqliteCode(error).startsWith('SQLITE_BUSY')) return false;
        release();
        throw error;
      }
      return held;
    },
    release,
  };
}
