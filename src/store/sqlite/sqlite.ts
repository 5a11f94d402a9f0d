import type { Database } from 'better-sqlite3';
import { digestQueries } from '../digests.js';
import {
  DamagedStore,
  type FileIdentityCheck,
  type FileLock,
  fileIdentityCheck,
  fileLock,
  OTHER_SCHEMA,
  type RunLock,
  realPath,
  runLock,
  storeSiblingPath,
} from '../locks.js';
import { VISIT_COLUMNS, VISIT_PARTS } from '../rows.js';
import { runQueries } from '../runs.js';
import { OutboxLocked, type Store } from '../store.js';
import { visitQueries } from '../visits.js';
import { hasOwnSchema } from './migrations.js';
import { mayWrite, openDatabase, openReadOnly } from './open.js';
import { sqliteQueries } from './queries.js';
import { readingTable, verdictTable } from './readings.js';
import { runTable } from './runs.js';
import { visitTable } from './visits.js';

/**
 * Opens the store in the SQLite file at `path`, and makes it when it is not there. `:memory:` is forgotten on close.
 * Throws when the file cannot be opened, is not a citewatch store, or was written by a newer citewatch.
 * A run that was begun is left unfinished by `close`, and can be taken up. `evidence` is the folder in which its runs keep
 * what they receive, or null.
 */
export function openStore(path: string, evidence: string | null = null): Store {
  // First: a link may lead to no file before.
  const db = openDatabase(path);
  const lock = runLock(realPath(path), evidence);
  const post = fileLock(storeSiblingPath(realPath(path), 'post'));
  return storeIn(db, path, lock, post);
}

/**
 * Opens the store at `path`, which is there, for those who read it: as {@link openStore} does, or, where its file or its folder may not
 * be written to, so that nothing is written. Every method that writes then rejects. Throws where what stands in it cannot be read safely.
 */
export function openStoreReadOnly(path: string): Store {
  if (mayWrite(path)) return openStore(path);
  const refuse = (): never => {
    throw new Error(`${path} may only be read: its file or its folder may not be written to`);
  };
  const nobody = { take: refuse, release() {} };
  return storeIn(openReadOnly(path), path, nobody, nobody);
}

/** `lock`: who may write the store's runs; `post`: who sends its digests. */
function storeIn(db: Database, path: string, lock: RunLock, post: FileLock): Store {
  return {
    ...tablesOf(db, lock, fileIdentityCheck(realPath(path))),
    async lockOutbox() {
      if (!post.take()) throw new OutboxLocked(path);
    },
    async unlockOutbox() {
      post.release();
    },
    async close() {
      lock.release();
      post.release();
      db.close();
    },
  };
}

/** Adds a digest; SQLite counts the ids. */
const ADD_DIGEST = `INSERT INTO digests (created_at, digest, key, part) VALUES ($1, $2, $3, nullif($4, 0))
  ON CONFLICT (key) DO NOTHING`;

/** Prepares every statement: one that finds no table of its own finds a damaged store. */
function tablesOf(db: Database, lock: RunLock, checkFile: FileIdentityCheck) {
  try {
    const queries = sqliteQueries(db);
    const verdicts = verdictTable(db);
    const readings = readingTable(db);
    const { look, ...visits } = visitTable(db, readings, verdicts, checkFile);
    const dialect = { columns: VISIT_COLUMNS, parts: VISIT_PARTS, landed: 'v.id', look, text: readings.text };
    const { reading, replaceReading } = readings;
    const digests = digestQueries(queries, ADD_DIGEST);
    const claims = {
      // A claim that is written nowhere would be sent twice.
      async claimDelivery(...claim: Parameters<Store['claimDelivery']>) {
        checkFile();
        return digests.claimDelivery(...claim);
      },
      async markDelivery(...mark: Parameters<Store['markDelivery']>) {
        checkFile();
        return digests.markDelivery(...mark);
      },
    };
    return {
      ...runTable(db, lock, verdicts, checkFile),
      ...runQueries(queries, verdicts.rowsOf),
      ...visitQueries(queries, dialect),
      ...digests,
      ...claims,
      ...visits,
      reading,
      replaceReading,
    };
  } catch (cause) {
    const damaged = !hasOwnSchema(db);
    db.close();
    throw damaged ? new DamagedStore(OTHER_SCHEMA, { cause }) : cause;
  }
}
