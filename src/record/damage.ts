import { renameSync } from 'node:fs';
import { fileLock } from './file-lock.js';
import { realPath } from './real-path.js';
import { besideStore, RunUnderWay } from './run-lock.js';
import { sqliteCode } from './sqlite-file.js';

/** What stands in a store is not what was written there. */
export class DamagedStore extends Error {
  override readonly name = 'DamagedStore';
  /** As SQLite says it of what it can see. */
  readonly code = 'SQLITE_CORRUPT';
}

/** How a store is damaged that has other tables than were made. */
export const OTHER_SCHEMA = 'its tables are not the ones that were made';

/** A value that we wrote ourselves, so that its type is taken at its word. Throws a {@link DamagedStore} when `read` cannot read it. */
export function asWritten<T>(text: string, read: (text: string) => T): T {
  try {
    return read(text);
  } catch (cause) {
    throw new DamagedStore('what was written as JSON is none any more', { cause });
  }
}

/** The same of a value that was written as JSON. */
export const writtenJson = <T>(json: string): T => asWritten<T>(json, JSON.parse);

/** True when the store that failed so is damaged, and no other try would help. */
export const isDamage = (error: unknown): boolean =>
  error instanceof DamagedStore || sqliteCode(error).startsWith('SQLITE_CORRUPT');

/**
 * Renames a damaged store, which nobody has open here, with what SQLite keeps beside it, and gives its new name. A store that is a
 * link stays one. Throws {@link RunUnderWay} when a run is under way on it.
 */
export function putAside(db: string, at: Date): string {
  const path = realPath(db);
  const lock = fileLock(besideStore(path, 'lock'));
  const aside = `${path}.damaged-${at.toISOString().replace(/[:.]/gu, '-')}`;
  try {
    if (!lock.take()) throw new RunUnderWay(db);
    // The log first: a store without it is only older, but a log would be played into the new store.
    for (const part of ['-wal', '-shm', '']) renameIfThere(`${path}${part}`, `${aside}${part}`);
  } finally {
    lock.release();
  }
  return aside;
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
