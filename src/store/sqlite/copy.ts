import { existsSync, rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import {
  COPIED_COUNTERS,
  type CopiedRow,
  type CopiedTable,
  type CopiedValue,
  type HistorySource,
  type HistoryTarget,
  knowsNothing,
} from '../copy.js';
import type { Statements } from '../database.js';
import { storeSiblingPath } from '../locks.js';
import { holdStore } from '../records.js';
import { countFrom, refuseDamaged, sqliteRecords } from './dialect.js';
import { mayWrite, openDatabase, openReadOnly } from './open.js';
import { sqliteLocks } from './sqlite.js';

/** The history in the store at `path`, which is there. Throws like `openDatabase`. */
export function sqliteSource(path: string): HistorySource {
  const isOurs = mayWrite(path);
  const db = isOurs ? openDatabase(path) : openReadOnly(path);
  const records = sqliteRecords(db);
  const locks = holdStore(sqliteLocks(path, null), path);
  return {
    isEmpty: () => knowsNothing(records),
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
  const records = sqliteRecords(db);
  const locks = holdStore(sqliteLocks(path, null), path);
  let isDone = false;
  return {
    isEmpty: () => knowsNothing(records),
    hold: locks.take,
    async fill(work) {
      await records.together((within) =>
        work(async (table, rows) => {
          for (const row of rows) await insert(within, table, row);
        }),
      );
      isDone = true;
    },
    async close() {
      await locks.release();
      db.close();
      if (isNew && !isDone)
        for (const file of [
          path,
          ...['wal', 'shm', 'lock', 'post'].map((name) => storeSiblingPath(path, name)),
        ])
          rmSync(file, { force: true });
    },
  };
}

/** Tables of short rows that have no numbers: they are read at once. */
const UNNUMBERED: Readonly<Record<string, string>> = {
  lives: 'SELECT * FROM lives',
  deliveries: 'SELECT * FROM deliveries',
  readers: 'SELECT * FROM readers',
  counters: `SELECT name, seq AS value FROM sqlite_sequence WHERE ${COPIED_COUNTERS}`,
  // What was noted of evidence elsewhere is kept by a shared store only.
  tips: 'SELECT 1 LIMIT 0',
};

/** A page goes on behind the last row of the one before, since nobody holds what an iterator reads. */
async function* pagesOf(db: Database, table: CopiedTable): AsyncGenerator<readonly CopiedRow[]> {
  const all = UNNUMBERED[table.name];
  if (all !== undefined) {
    yield db.prepare<[], CopiedRow>(all).all();
    return;
  }
  const page = db.prepare<[CopiedValue], CopiedRow>(
    `SELECT rowid AS nth, * FROM ${table.name} WHERE rowid > ? ORDER BY rowid LIMIT ${table.batch}`,
  );
  for (let rows = page.all(0); rows.length > 0; rows = page.all(rows.at(-1)?.nth ?? null))
    yield rows.map((row) => withBooleans(table, row));
}

/** The columns of a table that are copied; SQLite has no booleans. */
const withBooleans = ({ columns }: CopiedTable, row: CopiedRow): CopiedRow =>
  Object.fromEntries(
    Object.entries(columns).map(([column, kind]) => [
      column,
      kind === 'boolean' ? row[column] === 1 : (row[column] ?? null),
    ]),
  );

async function insert(
  within: Statements,
  { name, columns }: CopiedTable,
  row: CopiedRow,
): Promise<void> {
  if (name === 'tips') return;
  if (name === 'counters') return countFrom(within, String(row.name), Number(row.value));
  const names = Object.keys(columns);
  // A digest that tells all is marked by nothing.
  const values = names.map((column, i) =>
    column === 'part' ? `nullif($${i + 1}, 0)` : `$${i + 1}`,
  );
  await within.write(
    `INSERT INTO ${name} (${names.join(', ')}) VALUES (${values.join(', ')})`,
    ...names.map((column) => row[column] ?? null),
  );
}
