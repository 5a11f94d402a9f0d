import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { DamagedStore, openSqlite, realPath, sqliteCode } from '../locks.js';
import { APPLICATION_ID, migrate, refuseOtherVersions } from './migrations.js';

/** Milliseconds to wait for another process's transaction; ours take a few. */
const BUSY_TIMEOUT = 10_000;

/** Kibibytes of pages that are held, as SQLite counts them: with the library's 16,000 a night takes no less time, and 10 MB more. */
const CACHE = -6_000;

/** Opens a store's file or makes it, with its folder. Throws when it cannot be opened, is none of ours, is damaged, or of a newer version. */
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
function refuseTwoNames(path: string): void {
  const file = statSync(path, { throwIfNoEntry: false });
  if (file?.isFile() && file.nlink > 1)
    throw new Error(
      `${path} is one file under ${file.nlink} names (hard links): remove all names but one`,
    );
}

function connect(path: string): Database {
  try {
    return openSqlite(path, { timeout: BUSY_TIMEOUT });
  } catch (error) {
    throw new Error(`cannot open the store ${path}: ${(error as Error).message}`, { cause: error });
  }
}

/** Looks at what was opened of `path` before anything is written, so that a file given by mistake stays as it is. */
function refuseForeign(db: Database, path: string): void {
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

/** False where the store at `path`, which is there, its folder, or what SQLite keeps beside it may not be written to by this user. */
export function mayWrite(path: string): boolean {
  if (path === ':memory:') return true;
  const file = realPath(path);
  const beside = [`${file}-wal`, `${file}-shm`].filter((one) => existsSync(one));
  return [file, dirname(file), ...beside].every((one) => isAllowed(one, constants.W_OK));
}

function isAllowed(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

/** How often a store is looked at that is written to at the same moment, our choice: a night may end meanwhile, not three. */
const TRIES = 3;

/**
 * Opens the store at `path`, which may only be read here, as it is at this moment; nothing is written, in it or beside it.
 * Throws where it is not a citewatch store, or one of another version, and where a log that cannot be read lies beside it: without it the
 * store would be an older one. `read` gives the bytes of a file.
 */
export function openReadOnly(
  path: string,
  read: (path: string) => Buffer = (file) => readFileSync(file),
): Database {
  refuseTwoNames(path);
  if (!isAllowed(path, constants.R_OK)) throw new Error(`${path} may not be read by this user`);
  for (let i = 0; i < TRIES; i++) {
    const db = hasLog(path) ? openWithLog(path) : openAlone(path, read);
    if (db !== null) return checkVersion(db, path);
  }
  throw new Error(
    `${path} may only be read, and is written to by another process: try again in a moment`,
  );
}

/** A copy of the store at `path` in memory, which may be written to. Throws like {@link openReadOnly}. */
export function openCopy(path: string): Database {
  const db = mayWrite(path) ? openDatabase(path) : openReadOnly(path);
  try {
    const copy = openSqlite(db.serialize().fill(VERSIONS.withoutLog, VERSIONS.from, VERSIONS.to));
    copy.pragma('foreign_keys = ON');
    return copy;
  } finally {
    db.close();
  }
}

function checkVersion(db: Database, path: string): Database {
  try {
    refuseForeign(db, path);
    refuseOtherVersions(db, path);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** True where changes may stand beside the store that were not moved into it: in the log, or in the journal that takes back half of them. */
const hasLog = (path: string): boolean =>
  ['-wal', '-journal'].some((end) => sizeOf(`${realPath(path)}${end}`) > 0);

/** SQLite reads a log that it may not write only where its index (`-shm`) can be read or made (sqlite.org/wal.html#readonly). */
function openWithLog(path: string): Database {
  const db = openSqlite(path, { readonly: true });
  try {
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return db;
  } catch (cause) {
    db.close();
    if (!/^SQLITE_(CANTOPEN|READONLY)/u.test(sqliteCode(cause))) throw cause;
    const message = `${path} may only be read, and what was last written to it lies in a log beside it that cannot be read: open it once where it may be written to`;
    throw new Error(message, { cause });
  }
}

/** The place in the header of the two versions that say how a database is written, and what stands there for one without a log (sqlite.org/fileformat.html, 1.3.3). */
const VERSIONS = { from: 18, to: 20, withoutLog: 1 };

/** Opens a store that has no log from its bytes, since SQLite would make one. Null where it was written to while they were read. */
function openAlone(path: string, read: (path: string) => Buffer): Database | null {
  const before = stateOf(path);
  const bytes = read(path);
  if (hasLog(path) || stateOf(path) !== before) return null;
  if (bytes.length === 0) return openEmpty();
  if (bytes.length > VERSIONS.to) bytes.fill(VERSIONS.withoutLog, VERSIONS.from, VERSIONS.to);
  return openSqlite(bytes, { readonly: true });
}

/** Equal at two moments where the file is the same one, and nobody wrote to it between them. */
function stateOf(path: string): string {
  const { dev, ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}

/** An empty file is a store in which nothing is yet. */
function openEmpty(): Database {
  const db = openDatabase(':memory:');
  db.pragma('query_only = ON');
  return db;
}

/**
 * Copies a store whole as it is at this moment, whoever has it open, into a new file, and checks every page of the copy. Throws a
 * {@link DamagedStore} when it is not sound: what is damaged replaces nothing.
 */
export async function copyStore(db: string, to: string): Promise<void> {
  const source = openSqlite(db, { readonly: true });
  try {
    await source.backup(to);
  } finally {
    source.close();
  }
  const copy = openSqlite(to);
  try {
    // One file, without a log beside it.
    copy.pragma('journal_mode = DELETE');
    const found = String(copy.pragma('integrity_check(1)', { simple: true }));
    if (found !== 'ok') throw new DamagedStore(found);
  } finally {
    copy.close();
  }
}
