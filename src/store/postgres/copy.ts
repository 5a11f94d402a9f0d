import type { Pool } from 'pg';
import { unpack } from '../compression.js';
import {
  COPIED_COUNTERS,
  COPIED_TABLES,
  type ColumnKind,
  type CopiedRow,
  type CopiedTable,
  type CopiedValue,
  type HistorySource,
  type HistoryTarget,
  knowsNothing,
} from '../copy.js';
import type { Statements, Value } from '../database.js';
import { RunInProgress } from '../locks.js';
import { addressOf, reportRows, type SharedStatements } from './database.js';
import { holdReport } from './locks.js';
import { toConnectionError } from './outages.js';
import { enterReport, type NewReport } from './reports.js';
import { makeMonth } from './retention.js';
import { noteHistory } from './runs.js';

/** The history of the report that connections of `pool` see. */
export function sharedSource(pool: Pool, shown: string): HistorySource {
  const locks = holdReport(pool, shown);
  return {
    isEmpty: () => knowsNothing(reportRows(pool, shown)),
    hold: locks.take,
    rows: (table) => batchesOf(pool, shown, table),
    close: locks.release,
  };
}

/** That report as a place for a history; `add` adds it with what it is given where it is not there, `salt` as {@link packedPayload} has it. */
export function sharedTarget(
  pool: Pool,
  shown: string,
  salt: string,
  add: NewReport | null,
): HistoryTarget {
  const db = reportRows(pool, shown);
  const locks = holdReport(pool, shown);
  return {
    hold: locks.take,
    isEmpty: () => knowsNothing(db),
    fill: (work) =>
      db.together(async (within) => {
        for (const table of COPIED_TABLES) await stage(within, table);
        await work(async (table, rows) =>
          putRows(within, table, await stageRows(table, rows, salt)),
        );
        for (const { month } of await within.rows<{ month: string }>(MONTHS))
          await makeMonth(db, month);
        if (add !== null) await enterReport(within, add);
        await within.write(PAYLOADS);
        for (const table of COPIED_TABLES) await within.write(moveOf(table));
        await noteHistory(within);
        if (!locks.areHeld()) throw new RunInProgress(shown);
      }),
    close: locks.release,
  };
}

/** Tables that are selected in another way than by their columns. */
const SELECTED: Readonly<Record<string, string>> = {
  runs: 'SELECT id, started_at, state, online, facts, result FROM runs ORDER BY id',
  readings: `SELECT subject, r.sha256, text_sha256, content_type, url, first_run, d.bytes AS document, b.bytes
    FROM readings r JOIN payloads d ON d.sha256 = r.document JOIN payloads b ON b.sha256 = r.bytes`,
  visits: 'SELECT run, subject, judged, held_in, snapshot, visit FROM visits ORDER BY landed',
  // Of visits that were dropped after two years a memory may have stayed, which nobody reads.
  memories: `SELECT subject, run, memory FROM memories m
    WHERE EXISTS (SELECT FROM visits v WHERE v.subject = m.subject AND v.run = m.run)`,
  digests: 'SELECT id, created_at, key, part, digest FROM digests ORDER BY id',
  counters: `SELECT name, value FROM counters WHERE ${COPIED_COUNTERS}`,
};

/** Reads a table by a cursor, on a connection of its own. */
async function* batchesOf(pool: Pool, shown: string, { name, columns, batch }: CopiedTable) {
  const tell = (error: unknown): never => {
    throw toConnectionError(error, shown);
  };
  const client = await pool.connect().catch(tell);
  try {
    await client.query('BEGIN READ ONLY');
    await client.query(
      `DECLARE history CURSOR FOR ${SELECTED[name] ?? `SELECT ${namesOf(columns)} FROM ${name}`}`,
    );
    for (;;) {
      const { rows } = await client.query<CopiedRow>(`FETCH ${batch} FROM history`);
      if (rows.length === 0) return;
      yield rows;
    }
  } catch (error) {
    tell(error);
  } finally {
    client.release(true);
  }
}

const TYPES: Readonly<Record<ColumnKind, string>> = {
  text: 'text',
  json: 'text',
  integer: 'int',
  boolean: 'bool',
  packed: 'bytea',
};

const namesOf = (columns: object): string => Object.keys(columns).join(', ');

/** Columns of a table as it is staged: a reading says where its bytes belong. */
const stagedColumns = ({ name, columns }: CopiedTable): CopiedTable['columns'] =>
  name === 'readings' ? { ...columns, document_sha256: 'text', bytes_sha256: 'text' } : columns;

/**
 * Makes a table of this transaction's own, into which rows are written first, however long that takes: what lies in the tables of all reports
 * is not to be waited for by others meanwhile.
 */
async function stage(db: SharedStatements, table: CopiedTable): Promise<void> {
  const name = `copied_${table.name}`;
  const columns = Object.entries(stagedColumns(table));
  const typed = columns.map(([column, kind]) => `${column} ${TYPES[kind]}`);
  await db.on.query(
    `CREATE TEMP TABLE ${name} (${typed.join(', ')}, nth bigserial) ON COMMIT DROP`,
  );
  // What is packed is not packed again.
  for (const [column, kind] of columns)
    if (kind === 'packed')
      await db.on.query(`ALTER TABLE ${name} ALTER ${column} SET STORAGE EXTERNAL`);
}

/** Rows as they are staged. */
async function stageRows(
  { name }: CopiedTable,
  rows: readonly CopiedRow[],
  salt: string,
): Promise<readonly CopiedRow[]> {
  if (name !== 'readings') return rows;
  const addressIn = async (packed: CopiedValue | undefined) =>
    addressOf(await unpack(packed as Buffer), salt);
  return Promise.all(
    rows.map(async (row) => ({
      ...row,
      document_sha256: await addressIn(row.document),
      bytes_sha256: await addressIn(row.bytes),
    })),
  );
}

async function putRows(
  db: Statements,
  table: CopiedTable,
  rows: readonly CopiedRow[],
): Promise<void> {
  const columns = stagedColumns(table);
  const arrays = Object.values(columns).map((kind, i) => `$${i + 1}::${TYPES[kind]}[]`);
  await db.write(
    `INSERT INTO copied_${table.name} (${namesOf(columns)})
     SELECT ${namesOf(columns)} FROM unnest(${arrays.join(', ')}) WITH ORDINALITY AS r (${namesOf(columns)}, nth) ORDER BY r.nth`,
    ...Object.keys(columns).map((column): Value => rows.map((row) => row[column] ?? null)),
  );
}

/** The month of a run that was staged: a clock that was set back makes none an earlier one. */
const MONTH = `(max(left(started_at, 7) || '-01') OVER (ORDER BY id))::date`;
const MONTHS = `SELECT DISTINCT month::text FROM (SELECT ${MONTH} AS month FROM copied_runs) runs`;

/** Moves the bytes of readings, in the order of everybody else. */
const PAYLOADS = `INSERT INTO payloads (sha256, bytes)
  SELECT document_sha256, document FROM copied_readings UNION ALL SELECT bytes_sha256, bytes FROM copied_readings
  ORDER BY 1 ON CONFLICT DO NOTHING`;

/** What a shared store keeps besides, or in another way. */
const MOVED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  runs: { month: MONTH },
  readings: { document: 'document_sha256', bytes: 'bytes_sha256' },
  visits: { month: '(SELECT month FROM runs WHERE id = run)' },
  memories: { former: `memory::json->>'former'` },
  // The first versions gave digests no key, by which no later one is called.
  digests: { key: `coalesce(key, 'of before keys: ' || id)` },
};

/** Moves what was staged to where it belongs. */
function moveOf({ name, columns }: CopiedTable): string {
  const moved = {
    ...Object.fromEntries(Object.keys(columns).map((column) => [column, column])),
    ...MOVED[name],
  };
  const isCounted =
    'ON CONFLICT (report, name) DO UPDATE SET value = greatest(counters.value, excluded.value)';
  return `INSERT INTO ${name} (${namesOf(moved)}) SELECT ${Object.values(moved).join(', ')} FROM copied_${name} ORDER BY nth
    ${name === 'counters' ? isCounted : ''}`;
}
