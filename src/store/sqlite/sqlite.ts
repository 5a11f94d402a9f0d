import type { Database } from 'better-sqlite3';
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
import { digestQueries, type Queries, runQueries, type Value, visitQueries } from '../queries.js';
import { VISIT_PARTS } from '../rows.js';
import { OutboxLocked, type Store } from '../store.js';
import { hasOwnSchema } from './migrations.js';
import { mayWrite, openCopy, openDatabase, openReadOnly } from './open.js';
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

/** Opens a copy in memory of the store at `path`, which is there, as it is at this moment: what is written to it is forgotten on close. */
export function openStoreCopy(path: string): Store {
  const here = ':memory:';
  return storeIn(openCopy(path), here, runLock(here, null), fileLock(here));
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
    const queries = sqliteQueries(db, checkFile);
    const verdicts = verdictTable(db);
    const readings = readingTable(db);
    const { look, ...visits } = visitTable(db, readings, verdicts, checkFile);
    const dialect = { parts: VISIT_PARTS, landed: 'v.id', look, text: readings.text };
    const { reading, replaceReading } = readings;
    return {
      ...runTable(db, lock, verdicts, checkFile),
      ...runQueries(queries, verdicts.rowsOf),
      ...visitQueries(queries, dialect),
      ...digestQueries(queries, ADD_DIGEST),
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

/** SQLite knows no booleans; `$1` is a name to it, which is bound to a key of an object. */
const bound = (values: readonly Value[]) =>
  Object.fromEntries(values.map((value, i) => [i + 1, typeof value === 'boolean' ? Number(value) : value]));

/** The queries that both stores share, on SQLite. A statement that finds no table of its own throws when it is prepared. */
function sqliteQueries(db: Database, checkFile: FileIdentityCheck): Queries {
  return {
    prepare<R extends object>(text: string) {
      const statement = db.prepare<[object], R>(text);
      return {
        text,
        all: async (...values) => statement.all(bound(values)),
        first: async (...values) => statement.get(bound(values)),
        async write(...values) {
          // A claim that is written nowhere would be sent twice.
          checkFile();
          return statement.run(bound(values)).changes;
        },
      };
    },
    async together(...writes) {
      const work = db.transaction(() => {
        for (const [{ text }, ...values] of writes) db.prepare(text).run(bound(values));
      });
      work.immediate();
    },
  };
}
