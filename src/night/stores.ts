import { existsSync, statSync } from 'node:fs';
import { UserError } from '../model/problem.js';
import { isShared } from '../model/settings.js';
import { isCorruptionError, realPath, renameDamagedStore } from '../store/locks.js';
import { openStore, openStoreReadOnly } from '../store/sqlite/sqlite.js';
import type { Store } from '../store/store.js';

/**
 * Opens the store of earlier nights, for those who read it. Throws a `UserError`, and leaves nothing on the disk, when
 * there is none: only a check makes one. Where it may only be read, what would write in it says so.
 */
export async function openRecords(db: string): Promise<Store> {
  if (isShared(db)) return (await import('./shared-stores.js')).openShared(db, null);
  if (existsSync(db)) return openStoreReadOnly(db);
  const message = 'there is no store yet: citewatch check makes it';
  throw new UserError([{ file: db, line: 0, column: 0, message }]);
}

/** True where there may be a store of earlier nights: of a shared one only its server knows. */
export const mayHaveRecords = (db: string): boolean => isShared(db) || existsSync(db);

/** True where a store that is a file is not there, or empty. */
export const hasNoRecords = (db: string): boolean =>
  !isShared(db) &&
  db !== ':memory:' &&
  [db, `${db}-wal`].every((path) => !statSync(path, { throwIfNoEntry: false })?.size);

/** True where two paths lead to one file, or would. */
export const isSamePlace = (one: string, other: string): boolean => realPath(one) === realPath(other);

/** Has the next run of a store, which is made where there is none yet, numbered after `run`. */
export async function numberRunsAfter(db: string, run: number): Promise<void> {
  const store = openStore(db);
  try {
    await store.advanceRunNumber(run);
  } finally {
    await store.close();
  }
}

/** True when the store at `db` that failed so is damaged, and is a file that can be put aside. */
export const isStoreDamage = (error: unknown, db: string): error is Error => isCorruptionError(error) && !isShared(db);

/** Puts a damaged store aside and gives its new name. Throws when a run is under way on it. */
export const quarantineStore = (db: string): string => renameDamagedStore(db, new Date());
