import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { refuseOtherVersions } from './migrations.js';
import { openDatabase, refuseForeign, refuseTwoNames } from './open-database.js';
import { realPath } from './real-path.js';
import { openSqlite, sqliteCode } from './sqlite-file.js';

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

const readWhole = (path: string): Buffer => readFileSync(path);

/** How often a store is looked at that is written to at the same moment, our choice: a night may end meanwhile, not three. */
const TRIES = 3;

/**
 * Opens the store at `path`, which may only be read here, as it is at this moment; nothing is written, in it or beside it.
 * Throws where it is not a citewatch store, or one of another version, and where a log that cannot be read lies beside it: without it the
 * store would be an older one. `read` gives the bytes of a file.
 */
export function openReadOnly(path: string, read: (path: string) => Buffer = readWhole): Database {
  refuseTwoNames(path);
  if (!isAllowed(path, constants.R_OK)) throw new Error(`${path} may not be read by this user`);
  for (let i = 0; i < TRIES; i++) {
    const db = hasLog(path) ? openWithLog(path) : openAlone(path, read);
    if (db !== null) return checked(db, path);
  }
  throw new Error(`${path} may only be read, and is written to by another process: try again in a moment`);
}

function checked(db: Database, path: string): Database {
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

/**
 * SQLite reads a log that it may not write where the index beside it (`-shm`) is there and can be read
 * (sqlite.org/wal.html#readonly), and makes one where it may.
 */
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

/**
 * Opens a store beside which there is no log, from its bytes: for a file SQLite would have to make one. Null where it was written to
 * while they were read.
 */
function openAlone(path: string, read: (path: string) => Buffer): Database | null {
  const before = stateOf(path);
  const bytes = read(path);
  if (hasLog(path) || stateOf(path) !== before) return null;
  if (bytes.length === 0) return nothingIn();
  if (bytes.length > VERSIONS.to) bytes.fill(VERSIONS.withoutLog, VERSIONS.from, VERSIONS.to);
  return openSqlite(bytes, { readonly: true });
}

/** Equal at two moments where the file is the same one, and nobody wrote to it between them. */
function stateOf(path: string): string {
  const { dev, ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}

/** An empty file is a store in which nothing is yet. */
function nothingIn(): Database {
  const db = openDatabase(':memory:');
  db.pragma('query_only = ON');
  return db;
}
