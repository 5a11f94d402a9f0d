import type { Database } from 'better-sqlite3';
import {
  fileIdentityCheck,
  fileLock,
  fileRunLock,
  type Lock,
  realPath,
  storeSiblingPath,
} from '../locks.js';
import { type StoreLocks, storeOf } from '../records.js';
import type { Store } from '../store.js';
import { sqliteDialect, sqliteRecords } from './dialect.js';
import { mayWrite, openCopy, openDatabase, openReadOnly } from './open.js';

/** The locks of the store at `path`; `evidence` is the folder in which its runs keep what they receive, or null. */
export const sqliteLocks = (path: string, evidence: string | null): StoreLocks => ({
  run: fileRunLock(realPath(path), evidence),
  post: fileLock(storeSiblingPath(realPath(path), 'post')),
});

/**
 * Opens the store in the SQLite file at `path`, and makes it when it is not there. `:memory:` is forgotten on close.
 * Throws when the file cannot be opened, is not a citewatch store, or was written by a newer citewatch.
 * A run that was begun is left unfinished by `close`, and can be taken up. `evidence` is the folder in which its runs keep
 * what they receive, or null.
 */
export function openStore(path: string, evidence: string | null = null): Store {
  // First: a link may lead to no file before.
  const db = openDatabase(path);
  return storeIn(db, path, sqliteLocks(path, evidence));
}

/**
 * Opens the store at `path`, which is there, for those who read it: as {@link openStore} does, or, where its file or its folder may not
 * be written to, so that nothing is written. Every method that writes then rejects. Throws where what stands in it cannot be read safely.
 */
export function openStoreReadOnly(path: string): Store {
  if (mayWrite(path)) return openStore(path);
  const take = (): never => {
    throw new Error(`${path} may only be read: its file or its folder may not be written to`);
  };
  const nobody: Lock = { take, isHeld: () => false, release() {} };
  const run = { take: async () => take(), assertHeld: async () => {}, release: async () => {} };
  return storeIn(openReadOnly(path), path, { run, post: nobody });
}

/** Opens a copy in memory of the store at `path`, which is there, as it is at this moment: what is written to it is forgotten on close. */
export const openStoreCopy = (path: string): Store =>
  storeIn(openCopy(path), ':memory:', sqliteLocks(':memory:', null));

function storeIn(db: Database, path: string, locks: StoreLocks): Store {
  const records = sqliteRecords(db, fileIdentityCheck(realPath(path)));
  return storeOf(records, sqliteDialect(db, records), path, locks, async () => void db.close());
}
