import { setImmediate } from 'node:timers/promises';
import type { Database, Statement } from 'better-sqlite3';
import pLimit from 'p-limit';
import { pack, packShared, unpack } from '../compression.js';
import type { Records, Statements, Value } from '../database.js';
import { DamagedStore, type FileIdentityCheck, OTHER_SCHEMA } from '../locks.js';
import type { Dialect } from '../records.js';
import { VISIT_COLUMNS, type VisitRow } from '../rows.js';
import { hasOwnSchema } from './migrations.js';

/** SQLite knows no booleans; `$1` is a name to it, which is bound to a key of an object. */
const bound = (values: readonly Value[]) =>
  Object.fromEntries(
    values.map((value, i) => [i + 1, typeof value === 'boolean' ? Number(value) : value]),
  );

/** Throws a {@link DamagedStore} for a statement that finds no table of its own. */
function prepare<V extends unknown[], R extends object>(db: Database, text: string) {
  try {
    return db.prepare<V, R>(text);
  } catch (cause) {
    throw hasOwnSchema(db) ? cause : new DamagedStore(OTHER_SCHEMA, { cause });
  }
}

/** The records in a file. `checkFile` throws when it was removed or replaced: a claim that is written nowhere would be sent twice. */
export function sqliteRecords(db: Database, checkFile: FileIdentityCheck = () => {}): Records {
  const prepared = new Map<string, Statement<[object]>>();
  const ready = <R extends object>(text: string) => {
    const statement = prepared.get(text) ?? prepare<[object], object>(db, text);
    prepared.set(text, statement);
    return statement as Statement<[object], R>;
  };
  const statements: Statements = {
    rows: async <R extends object>(text: string, ...values: readonly Value[]) =>
      ready<R>(text).all(bound(values)),
    row: async <R extends object>(text: string, ...values: readonly Value[]) =>
      ready<R>(text).get(bound(values)),
    async write(text, ...values) {
      checkFile();
      return ready(text).run(bound(values)).changes;
    },
  };
  // What is written meanwhile is not part of a transaction that waits for something.
  const inTurn = pLimit(1);
  return {
    ...statements,
    write: (text, ...values) => inTurn(() => statements.write(text, ...values)),
    together: (work) =>
      inTurn(async () => {
        db.exec('BEGIN IMMEDIATE');
        try {
          const result = await work(statements);
          db.exec('COMMIT');
          return result;
        } finally {
          if (db.inTransaction) db.exec('ROLLBACK');
        }
      }),
  };
}

const PARTS = `
  LEFT JOIN visits h ON h.subject = v.subject AND h.run = v.held_in
  LEFT JOIN memories m ON m.subject = v.subject AND m.run = v.run`;

/** How visits are found. */
export const SQLITE_VISITS = {
  parts: PARTS,
  landed: 'v.id',
  latest: 'v.run DESC',
  readIn: 'v.read_in',
} as const;

/** How a store keeps in its file what it keeps. */
export function sqliteDialect(db: Database, records: Records): Dialect<Buffer> {
  /** The present run's check of the whole file. */
  let checked: Promise<void> | null = null;
  return {
    ...SQLITE_VISITS,
    async prepare() {
      checked = null;
    },
    checkIntegrity: () => (checked ??= setImmediate().then(() => refuseDamaged(db))),
    async addRun(within, at) {
      const add = `INSERT INTO runs (started_at, state, online) VALUES ($1, 'open', 1) RETURNING id`;
      return ((await within.row<{ id: number }>(add, at)) as { id: number }).id;
    },
    advanceRunNumber: (run) => records.together((within) => countFrom(within, 'runs', run)),
    lifeKey: 'finding, opened_in',
    noteEnd: async () => {},
    tidy: async () => {},
    keepVisit: (within, { visit, isJudged, heldIn, readIn, packed }) =>
      within.write(
        `INSERT INTO visits (run, subject, judged, snapshot, visit, held_in, read_in) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (subject, run) DO UPDATE
         SET judged = excluded.judged, snapshot = excluded.snapshot, visit = excluded.visit, held_in = excluded.held_in,
             read_in = excluded.read_in`,
        visit.run,
        visit.subject,
        isJudged,
        visit.snapshot,
        packed,
        heldIn,
        readIn,
      ),
    keepMemory: (within, subject, run, memory) =>
      within.write(
        `INSERT INTO memories (subject, run, memory) VALUES ($1, $2, $3)
         ON CONFLICT (subject, run) DO UPDATE SET memory = excluded.memory`,
        subject,
        run,
        JSON.stringify(memory),
      ),
    // Read when it is asked for.
    findVerdicts: async (run) => {
      const ofVisit = prepare<[number, string], VisitRow>(
        db,
        `SELECT ${VISIT_COLUMNS} FROM visits v ${PARTS} WHERE v.run = ? AND v.subject = ?`,
      );
      return (source) => ofVisit.get(run, source);
    },
    packDocument: (text) => pack(text),
    packBytes: packShared,
    put: async () => {},
    column: (packed) => packed,
    select: `SELECT sha256, text_sha256 AS "textSha256", content_type AS "contentType", url, document, bytes
      FROM readings WHERE subject = $1 AND sha256 = $2`,
    unpackBytes: (bytes) => unpack(bytes as Buffer),
    reclaim: async () => {},
    // SQLite counts the ids.
    addDigest: `INSERT INTO digests (created_at, digest, key, part) VALUES ($1, $2, $3, nullif($4, 0)) ON CONFLICT (key) DO NOTHING`,
  };
}

/** Has a table count on from a number, or from its own where that is higher: SQLite counts by itself. */
export async function countFrom(within: Statements, table: string, number: number): Promise<void> {
  const lacking = 'NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = $1)';
  await within.write(
    `INSERT INTO sqlite_sequence (name, seq) SELECT $1, 0 WHERE ${lacking}`,
    table,
  );
  await within.write(
    'UPDATE sqlite_sequence SET seq = max(seq, $2) WHERE name = $1',
    table,
    number,
  );
}

/** Reads the whole file but for what is packed in it (0.4 s of a processor a gigabyte): what is written into a damaged file may be lost. */
export function refuseDamaged(db: Database): void {
  const found = String(db.pragma('quick_check(1)', { simple: true }));
  if (found !== 'ok') throw new DamagedStore(found.split('\n').at(-1));
  if (!hasOwnSchema(db)) throw new DamagedStore(OTHER_SCHEMA);
}
