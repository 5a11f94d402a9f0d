import { existsSync, statSync } from 'node:fs';
import { refuse } from '../model/problem.js';
import { goodRunFacts, type StoreState } from '../model/run.js';
import { isShared, storeDisplayName } from '../model/settings.js';
import {
  fileLock,
  isCorruptionError,
  type Lock,
  realPath,
  renameDamagedStore,
  storeSiblingPath,
} from '../store/locks.js';
import { openStore, openStoreCopy, openStoreReadOnly } from '../store/sqlite/sqlite.js';
import type { Store, StoreReader } from '../store/store.js';

/**
 * Opens the store of earlier nights, for those who read it. Throws a `UserError`, and leaves nothing on the disk, when
 * there is none: only a check makes one. Where it may only be read, what would write in it says so.
 */
export async function openRecords(db: string): Promise<Store> {
  if (isShared(db)) return (await import('./shared-stores.js')).openShared(db, null);
  if (!existsSync(db)) refuse(db, 'there is no store yet: citewatch check makes it');
  return openStoreReadOnly(db);
}

/**
 * Opens a copy of the store of earlier nights, an empty one where there is none, for a night that nobody is to remember: it is forgotten on
 * close. Throws a `UserError` for a shared store.
 */
export function openForgottenRecords(db: string): Store {
  if (isShared(db))
    refuse(storeDisplayName(db), 'is shared: a night of it is recorded, or not made');
  return existsSync(db) ? openStoreCopy(db) : openStore(':memory:');
}

/** Opens the store of earlier nights for `use`, which only reads it, and closes it. Throws a `UserError` when there is none. */
export async function withRecords<T>(
  db: string,
  use: (store: StoreReader) => Promise<T>,
): Promise<T> {
  return withStore(db, use);
}

/** The same for those who change it. */
export async function withStore<T>(db: string, use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openRecords(db);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** True where there may be a store of earlier nights: of a shared one only its server knows. */
export const mayHaveRecords = (db: string): boolean => isShared(db) || existsSync(db);

/** True where a store that is a file is not there, or empty. */
export const hasNoRecords = (db: string): boolean =>
  !isShared(db) &&
  db !== ':memory:' &&
  [db, `${db}-wal`].every((path) => !statSync(path, { throwIfNoEntry: false })?.size);

/** True where two paths lead to one file, or would. */
export const isSamePlace = (one: string, other: string): boolean =>
  realPath(one) === realPath(other);

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
export const isStoreDamage = (error: unknown, db: string): error is Error =>
  isCorruptionError(error) && !isShared(db);

/** Puts a damaged store aside and gives its new name. Throws when a run is under way on it. */
export const quarantineStore = (db: string): string => renameDamagedStore(db, new Date());

/** The lock on the store at `db`, or on its report in a shared one, for those who work on a schedule. It ends with the process that holds it. */
export const watchLock = async (db: string): Promise<Lock> =>
  isShared(db)
    ? (await import('./shared-stores.js')).sharedWatchLock(db)
    : fileLock(storeSiblingPath(realPath(db), 'watch'));

/** Nights among which is one that looked at the web, ours: a night is judged again once. */
const RECENT = 9;

/** Looks at a store from outside; rejects where it does not answer. */
export async function lookAtStore(db: string): Promise<StoreState> {
  // Before the first night there is none, and nothing is wrong.
  if (!mayHaveRecords(db))
    return {
      fleet: null,
      nights: [],
      reports: [{ report: null, since: null, online: null, undelivered: 0, good: null }],
    };
  return withRecords(db, async (store) => {
    const good = await store.lastGood();
    // One that judged a night again asked nobody.
    const last = (await store.nights(RECENT)).find(({ rejudges }) => rejudges === undefined);
    const watched = { report: null, since: null, online: last?.online ?? null };
    return {
      fleet: null,
      nights: good === null ? [] : [{ report: null, at: good.startedAt }],
      reports: [
        { ...watched, undelivered: await store.undelivered(), good: good && goodRunFacts(good) },
      ],
    };
  });
}
