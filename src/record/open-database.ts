import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { DamagedStore } from './damage.js';
import { APPLICATION_ID, migrate } from './migrations.js';
import { openSqlite, sqliteCode } from './sqlite-file.js';

/** Milliseconds to wait for another process's transaction; ours take a few. */
const BUSY_TIMEOUT = 10_000;

/** Kibibytes of pages that are held, as SQLite counts them: with the library's 16,000 a night takes no less time, and 10 MB more. */
const CACHE = -6_000;

/**
 * Opens a store's file, and makes it when it is not there, with its folder. `:memory:` opens one that nobody else sees.
 * Throws when the file cannot be opened, is not a citewatch store, is a damaged one, or was written by a newer citewatch.
 */
export function openDatabase(path: string): Database {
  if (path !== ':memory:') {
    mkdirSync(dirname(path), { recursive: true });
    refuseTwoNames(path);
  }
  const db = connect(path);
  try {
    refuseForeign(db, path);
    // The write-ahead log lets other commands read during a run. With FULL every commit is on the disk before it is
    // acknowledged: a visit survives a killed process and a power cut alike. It costs 0.2 ms a visit.
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma(`cache_size = ${CACHE}`);
    migrate(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** True when the header of a file, which SQLite may not be able to read, names us in the place for it (bytes 68 to 71, sqlite.org/fileformat.html). */
function isSigned(path: string): boolean {
  const header = readFileSync(path).subarray(0, 72);
  return header.length === 72 && header.readUInt32BE(68) === APPLICATION_ID;
}

/** What SQLite and we keep beside a store goes by its name: under two names two processes would write over each other. */
export function refuseTwoNames(path: string): void {
  const file = statSync(path, { throwIfNoEntry: false });
  if (file?.isFile() && file.nlink > 1)
    throw new Error(`${path} is one file under ${file.nlink} names (hard links): remove all names but one`);
}

function connect(path: string): Database {
  try {
    return openSqlite(path, { timeout: BUSY_TIMEOUT });
  } catch (error) {
    throw new Error(`cannot open the store ${path}: ${(error as Error).message}`, { cause: error });
  }
}

/** Looks at what was opened of `path` before anything is written, so that a file given by mistake stays as it is. */
export function refuseForeign(db: Database, path: string): void {
  const refuse = (reason: string, cause?: unknown): never => {
    throw new Error(`${path} is not a citewatch store: ${reason}`, { cause });
  };
  let id: unknown;
  let objects: unknown;
  try {
    id = db.pragma('application_id', { simple: true });
    objects = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  } catch (error) {
    if (!/^SQLITE_(NOTADB|CORRUPT)/.test(sqliteCode(error))) throw error;
    const { message } = error as Error;
    if (isSigned(path)) throw new DamagedStore(message, { cause: error });
    refuse(message, error);
  }
  if (id !== APPLICATION_ID && objects !== 0) refuse('it is the database of another program');
}
