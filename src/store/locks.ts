import {
  type BigIntStats,
  existsSync,
  mkdirSync,
  realpathSync,
  renameSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Database, Options } from 'better-sqlite3';
import SQLite from 'better-sqlite3';
import type { Statements } from './database.js';

/** Another run is under way on the same store, or keeps its evidence in the same folder. */
export class RunInProgress extends Error {
  override readonly name = 'RunInProgress';

  constructor(path: string) {
    super(`another run is under way on ${path}; wait until it ends`);
  }
}

/** Held by one process at a time, and by one holder in it. It ends with the process. */
export interface Lock {
  /** False when another holds it. */
  take(): boolean | Promise<boolean>;
  /** False when it was not taken, or was lost: another may have it. */
  isHeld(): boolean;
  /** Does nothing when it is not held. */
  release(): void | Promise<void>;
}

/** Held by the one run that is under way on a store and on a folder of evidence. */
export interface RunLock {
  /** Rejects with {@link RunInProgress} when another run holds either, in this process or in another. */
  take(): Promise<void>;
  /** Rejects with {@link RunInProgress} when it was lost to another run; until the end of the transaction it cannot be. Does nothing outside of a run. */
  assertHeld(within: Statements): Promise<void>;
  /** Does nothing when it is not held. */
  release(): Promise<void>;
}

/** Joins the `lock` on the store that is shown as `shown` with one on the folder `evidence`, which stores may share; null for none. */
export function runLock(shown: string, lock: Lock, evidence: string | null): RunLock {
  const locks = [[shown, lock] as const];
  if (evidence !== null) locks.push([evidence, fileLock(join(evidence, 'lock'))]);
  let isHeld = false;
  const release = async (): Promise<void> => {
    for (const [, one] of locks) await one.release();
    isHeld = false;
  };
  return {
    async take() {
      if (isHeld) throw new RunInProgress(shown);
      isHeld = true;
      try {
        for (const [path, one] of locks) if (!(await one.take())) throw new RunInProgress(path);
      } catch (error) {
        await release();
        throw error;
      }
    },
    assertHeld: async () => {},
    release,
  };
}

/** The lock on the runs of a store that is a file, by a file beside it (a transaction would block visits). */
export const fileRunLock = (path: string, evidence: string | null): RunLock =>
  runLock(path, fileLock(storeSiblingPath(path, 'lock')), evidence);

/** A file that goes with the store at `path`; in memory like it. */
export const storeSiblingPath = (path: string, name: string): string =>
  path === ':memory:' ? path : `${path}-${name}`;

/** A {@link Lock} that waits for nothing. */
export interface FileLock extends Lock {
  /** Throws when the file cannot be made. */
  take(): boolean;
  /** Lets go of it, or, where another holds it, of its file, which stays open for the next try. */
  release(): void;
}

/** A lock: an exclusive transaction on an empty SQLite file at `path`, which the system drops with its process, so that it is never stale. */
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
      mkdirSync(dirname(path), { recursive: true });
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
    isHeld: () => held,
    release,
  };
}

/** The one name of a store's file, wherever links and dots lead: what lies beside it lies beside that. Its own when there is none yet. */
export function realPath(db: string): string {
  if (db === ':memory:') return db;
  try {
    return realpathSync(db);
  } catch {
    return resolve(db);
  }
}

/** Throws where a file that was opened is not the one of its name any more. */
export type FileIdentityCheck = () => void;

/** Compares the open store with the file at `path`: the system writes on into a file that was removed, and drops it with the process. */
export function fileIdentityCheck(path: string): FileIdentityCheck {
  if (path === ':memory:') return () => {};
  const opened = fileAt(path);
  return () => {
    const now = fileAt(path);
    if (now === undefined || now.ino !== opened?.ino || now.dev !== opened.dev)
      throw new Error(
        `${path} was ${now === undefined ? 'removed' : 'replaced'} while it was written to: what came since is not kept`,
      );
  };
}

const fileAt = (path: string): BigIntStats | undefined =>
  statSync(path, { bigint: true, throwIfNoEntry: false });

/** Opens the SQLite file at `path`, or one in memory for `:memory:` or for the bytes of one; nobody else does. Throws as better-sqlite3 does. */
export const openSqlite = (path: string | Buffer, options?: Options): Database =>
  new SQLite(path, options);

/** What SQLite calls that which went wrong, such as `SQLITE_BUSY`; empty for what others threw. */
export const sqliteCode = (error: unknown): string =>
  error instanceof SQLite.SqliteError ? error.code : '';

/** What stands in a store is not what was written there. */
export class DamagedStore extends Error {
  override readonly name = 'DamagedStore';
  /** As SQLite says it of what it can see. */
  readonly code = 'SQLITE_CORRUPT';
}

/** How a store is damaged that has other tables than were made. */
export const OTHER_SCHEMA = 'its tables are not the ones that were made';

/** A value that we wrote ourselves, so that its type is taken at its word. Throws a {@link DamagedStore} when `read` cannot read it. */
export function readStored<T>(text: string, read: (text: string) => T): T {
  try {
    return read(text);
  } catch (cause) {
    throw new DamagedStore('what was written as JSON is none any more', { cause });
  }
}

/** The same of a value that was written as JSON. */
export const parseStoredJson = <T>(json: string): T => readStored<T>(json, JSON.parse);

/** True when the store that failed so is damaged, and no other try would help. */
export const isCorruptionError = (error: unknown): boolean =>
  error instanceof DamagedStore || sqliteCode(error).startsWith('SQLITE_CORRUPT');

/** Renames a damaged store with SQLite's files beside it, and gives its new name. Throws {@link RunInProgress} when a run is under way on it. */
export function renameDamagedStore(db: string, at: Date): string {
  const path = realPath(db);
  const lock = fileLock(storeSiblingPath(path, 'lock'));
  const aside = `${path}.damaged-${at.toISOString().replace(/[:.]/gu, '-')}`;
  try {
    if (!lock.take()) throw new RunInProgress(db);
    // The log first: a store without it is only older, but a log would be played into the new store.
    for (const part of ['-wal', '-shm', ''])
      if (existsSync(`${path}${part}`)) renameSync(`${path}${part}`, `${aside}${part}`);
  } finally {
    lock.release();
  }
  return aside;
}
