import { existsSync, rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import {
  COPIED_COUNTERS,
  type ColumnKind,
  type CopiedRow,
  type CopiedTable,
  type CopiedValue,
  type HistorySource,
  type HistoryTarget,
  TELLING_TABLES,
} from '../copy.js';
import { storeSiblingPath } from '../locks.js';
import { holdStore } from '../records.js';
import { refuseDamaged } from './dialect.js';
import { mayWrite, openDatabase, openReadOnly } from './open.js';
import { sqliteLocks } from './sqlite.js';

/** The history in the store at `path`, which is there. Throws like `openDatabase`. */
export function sqliteSource(path: string): HistorySource {
  const isOurs = mayWrite(path);
  const db = isOurs ? openDatabase(path) : openReadOnly(path);
  const locks = holdStore(sqliteLocks(path, null), path);
  return {
    isEmpty: async () => isEmpty(db),
    async hold() {
      // Where nothing can be written no run is under way.
      if (isOurs) await locks.take();
      refuseDamaged(db);
      db.exec('BEGIN');
    },
    rows: (table) => pagesOf(db, table),
    async close() {
      await locks.release();
      db.close();
    },
  };
}

/** The store at `path` as a place for a history. It is made where there is none, and taken away again where nothing came of it. */
export function sqliteTarget(path: string): HistoryTarget {
  const isNew = !existsSync(path);
  const db = openDatabase(path);
  const locks = holdStore(sqliteLocks(path, null), path);
  let isDone = false;
  return {
    isEmpty: async () => isEmpty(db),
    hold: locks.take,
    async fill(work) {
      db.exec('BEGIN IMMEDIATE');
      try {
        await work(async (table, rows) => {
          for (const sql of insertsOf(table)) for (const row of rows) db.prepare(sql).run(withoutBooleans(table, row));
        });
        db.exec('COMMIT');
        isDone = true;
      } finally {
        if (db.inTransaction) db.exec('ROLLBACK');
      }
    },
    async close() {
      await locks.release();
      db.close();
      if (isNew && !isDone)
        for (const file of [path, ...['wal', 'shm', 'lock', 'post'].map((name) => storeSiblingPath(path, name))])
          rmSync(file, { force: true });
    },
  };
}

const isEmpty = (db: Database): boolean =>
  TELLING_TABLES.every((table) => db.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() === undefined);

/** The columns by which the rows of a table lie in order, where it has no number for each. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  lives: ['finding', 'opened_in'],
  deliveries: ['digest', 'recipient'],
  readers: ['recipient'],
};

/** What was noted of evidence elsewhere is kept by a shared store only. */
const isUnknown = ({ name }: CopiedTable): boolean => name === 'tips';

/** A page goes on behind the last row of the one before, since nobody holds what an iterator reads. */
async function* pagesOf(db: Database, table: CopiedTable): AsyncGenerator<readonly CopiedRow[]> {
  if (isUnknown(table)) return;
  const keys = KEYS[table.name] ?? ['rowid'];
  const [columns, from] =
    table.name === 'counters'
      ? [
          'name, seq AS value',
          `(SELECT rowid, * FROM sqlite_sequence WHERE name IN ('${COPIED_COUNTERS.join("', '")}'))`,
        ]
      : [Object.keys(table.columns).join(', '), table.name];
  const page = (which: string): string =>
    `SELECT ${keys.map((key, i) => `${key} AS key${i}`).join(', ')}, ${columns} FROM ${from} ${which}
     ORDER BY ${keys.join(', ')} LIMIT ${table.batch}`;
  const first = db.prepare<CopiedValue[], CopiedRow>(page(''));
  const next = db.prepare<CopiedValue[], CopiedRow>(
    page(`WHERE (${keys.join(', ')}) > (${keys.map(() => '?').join(', ')})`),
  );
  for (let rows = first.all(); rows.length > 0; ) {
    yield rows.map((row) => withBooleans(table, row));
    const last = rows.at(-1);
    rows = next.all(...keys.map((_, i) => last?.[`key${i}`] ?? null));
  }
}

/** The statements that each row needs. SQLite counts by itself, from the rows that it was given on. */
function insertsOf(table: CopiedTable): readonly string[] {
  if (isUnknown(table)) return [];
  if (table.name === 'counters')
    return [
      `INSERT INTO sqlite_sequence (name, seq)
       SELECT @name, @value WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = @name)`,
      'UPDATE sqlite_sequence SET seq = max(seq, @value) WHERE name = @name',
    ];
  const columns = Object.keys(table.columns);
  // A digest that tells all is marked by nothing.
  const values = columns.map((column) => (column === 'part' ? 'nullif(@part, 0)' : `@${column}`));
  return [`INSERT INTO ${table.name} (${columns.join(', ')}) VALUES (${values.join(', ')})`];
}

const withBooleans = ({ columns }: CopiedTable, row: CopiedRow): CopiedRow =>
  mapRow(columns, (column, kind) => (kind === 'boolean' ? row[column] === 1 : (row[column] ?? null)));

const withoutBooleans = ({ columns }: CopiedTable, row: CopiedRow): CopiedRow =>
  mapRow(columns, (column) => {
    const value = row[column] ?? null;
    return typeof value === 'boolean' ? Number(value) : value;
  });

const mapRow = (columns: CopiedTable['columns'], read: (column: string, kind: ColumnKind) => CopiedValue): CopiedRow =>
  Object.fromEntries(Object.entries(columns).map(([column, kind]) => [column, read(column, kind)]));
