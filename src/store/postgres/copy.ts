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
  TELLING_TABLES,
} from '../copy.js';
import type { Statements, Value } from '../database.js';
import { RunInProgress } from '../locks.js';
import { addressOf, reportRows, type SharedStatements } from './database.js';
import { holdReport } from './locks.js';
import { toConnectionError } from './outages.js';
import { enterReport, type NewReport } from './reports.js';
import { makeMonth, monthOf } from './retention.js';
import { noteHistory } from './runs.js';

/** The history of the report that connections of `pool` see. */
export function sharedSource(pool: Pool, shown: string): HistorySource {
  const locks = holdReport(pool, shown);
  return {
    isEmpty: () => isEmpty(reportRows(pool, shown)),
    hold: locks.take,
    rows: (table) => batchesOf(pool, shown, table),
    close: locks.release,
  };
}

/** That report as a place for a history; `add` adds it with what it is given where it is not there, `salt` as {@link packedPayload} has it. */
export function sharedTarget(pool: Pool, shown: string, salt: string, add: NewReport | null): HistoryTarget {
  const db = reportRows(pool, shown);
  const locks = holdReport(pool, shown);
  return {
    hold: locks.take,
    isEmpty: () => isEmpty(db),
    fill: (work) =>
      db.together(async (within) => {
        const staged = await stagedTables(within, salt);
        await work(staged.write);
        for (const month of staged.months()) await makeMonth(db, month);
        if (add !== null) await enterReport(within, add);
        await moveStaged(within);
        await noteHistory(within);
        if (!locks.areHeld()) throw new RunInProgress(shown);
      }),
    close: locks.release,
  };
}

async function isEmpty(db: Statements): Promise<boolean> {
  const some = TELLING_TABLES.map((table) => `EXISTS (SELECT FROM ${table})`).join(' OR ');
  return (await db.row<{ some: boolean }>(`SELECT ${some} AS some`))?.some === false;
}

const namesOf = ({ columns }: CopiedTable): readonly string[] => Object.keys(columns);

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
  counters: `SELECT name, value FROM counters WHERE name IN ('${COPIED_COUNTERS.join("', '")}')`,
};

/** Reads a table by a cursor, on a connection of its own. */
async function* batchesOf(pool: Pool, shown: string, table: CopiedTable): AsyncGenerator<readonly CopiedRow[]> {
  const told = (error: unknown): never => {
    throw toConnectionError(error, shown);
  };
  const client = await pool.connect().catch(told);
  try {
    const select = SELECTED[table.name] ?? `SELECT ${namesOf(table).join(', ')} FROM ${table.name}`;
    await client.query('BEGIN READ ONLY').catch(told);
    await client.query(`DECLARE history CURSOR FOR ${select}`).catch(told);
    for (;;) {
      const { rows } = await client.query<CopiedRow>(`FETCH ${table.batch} FROM history`).catch(told);
      if (rows.length === 0) return;
      yield rows;
    }
  } finally {
    client.release(true);
  }
}

/** Columns of a table as it is staged: a reading names its bytes, a run its month, and a memory the reading that it remembers. */
const stagedColumns = ({ name, columns }: CopiedTable): CopiedTable['columns'] => ({
  ...columns,
  ...(name === 'runs' ? { month: 'text' } : {}),
  ...(name === 'readings' ? { document: 'text', bytes: 'text' } : {}),
  ...(name === 'memories' ? { former: 'text' } : {}),
});

const TYPES: Readonly<Record<ColumnKind, string>> = {
  text: 'text',
  json: 'text',
  integer: 'int',
  boolean: 'bool',
  packed: 'bytea',
};

const PAYLOADS: CopiedTable = { name: 'payloads', columns: { sha256: 'text', bytes: 'packed' }, batch: 0 };

/**
 * Tables of this transaction's own, into which a history is written first, however long that takes: what lies in the tables of all reports
 * is not to be waited for by others meanwhile.
 */
async function stagedTables(db: SharedStatements, salt: string) {
  const tables = COPIED_TABLES.map((table) => ({ ...table, columns: stagedColumns(table) }));
  for (const { name, columns } of [...tables, PAYLOADS]) {
    const typed = Object.entries(columns).map(([column, kind]) => `${column} ${TYPES[kind]}`);
    await db.on.query(`CREATE TEMP TABLE copied_${name} (${typed.join(', ')}, nth bigserial) ON COMMIT DROP`);
    // What is packed is not packed again.
    for (const [column, kind] of Object.entries(columns))
      if (kind === 'packed') await db.on.query(`ALTER TABLE copied_${name} ALTER ${column} SET STORAGE EXTERNAL`);
  }
  await db.on.query('CREATE UNIQUE INDEX ON copied_payloads (sha256)');
  const months = new Set<string>();
  let month = '';
  const put = (table: CopiedTable, rows: readonly CopiedRow[]) => putRows(db, table, rows);
  return {
    months: (): readonly string[] => [...months],
    async write(table: CopiedTable, rows: readonly CopiedRow[]): Promise<void> {
      const staged: CopiedRow[] = [];
      for (const row of rows) {
        if (table.name === 'runs') {
          const own = monthOf(String(row.started_at));
          // A clock that was set back makes no month an earlier one.
          if (own > month) month = own;
          months.add(month);
        }
        staged.push({ ...row, ...(await stagedParts(table, row, { month, salt, put })) });
      }
      await put({ ...table, columns: stagedColumns(table) }, staged);
    },
  };
}

interface Staging {
  readonly month: string;
  readonly salt: string;
  readonly put: (table: CopiedTable, rows: readonly CopiedRow[]) => Promise<void>;
}

/** What a shared store keeps in another way than the embedded one. */
async function stagedParts({ name }: CopiedTable, row: CopiedRow, { month, salt, put }: Staging): Promise<CopiedRow> {
  if (name === 'runs') return { month };
  if (name === 'memories') return { former: JSON.parse(String(row.memory)).former ?? null };
  // The first versions gave digests no key, by which no later one is called.
  if (name === 'digests') return { key: row.key ?? `of before keys: ${row.id}` };
  if (name !== 'readings') return {};
  const payload = async (packed: CopiedValue | undefined) => ({
    sha256: addressOf(await unpack(packed as Buffer), salt),
    bytes: packed as Buffer,
  });
  const [document, bytes] = [await payload(row.document), await payload(row.bytes)];
  await put(PAYLOADS, [document, bytes]);
  return { document: document.sha256, bytes: bytes.sha256 };
}

/** Adds rows to a staged table; of equal bytes the first. */
async function putRows(db: Statements, { name, columns }: CopiedTable, rows: readonly CopiedRow[]): Promise<void> {
  const names = Object.keys(columns);
  const arrays = Object.values(columns).map((kind, i) => `$${i + 1}::${TYPES[kind]}[]`);
  await db.write(
    `INSERT INTO copied_${name} (${names.join(', ')})
     SELECT ${names.join(', ')} FROM unnest(${arrays.join(', ')}) WITH ORDINALITY AS r (${names.join(', ')}, nth)
     ORDER BY r.nth ON CONFLICT DO NOTHING`,
    ...names.map((column): Value => rows.map((row) => row[column] ?? null)),
  );
}

/** Moves what was staged to where it belongs. */
async function moveStaged(db: Statements): Promise<void> {
  await db.write(
    'INSERT INTO payloads SELECT sha256, bytes FROM copied_payloads ORDER BY sha256 ON CONFLICT DO NOTHING',
  );
  for (const table of COPIED_TABLES) await db.write(moveOf(table));
}

function moveOf(table: CopiedTable): string {
  const { name } = table;
  const columns = Object.keys(stagedColumns(table)).join(', ');
  const moved = `INSERT INTO ${name} (${columns}) SELECT ${columns} FROM copied_${name} ORDER BY nth`;
  if (name === 'runs')
    return moved.replace(`SELECT ${columns}`, `SELECT ${columns.replace(/\bmonth\b/u, 'month::date')}`);
  if (name === 'visits')
    return `INSERT INTO visits (month, ${columns})
      SELECT month::date, ${columns} FROM copied_visits v JOIN copied_runs r ON r.id = v.run ORDER BY v.nth`;
  if (name !== 'counters') return moved;
  return `${moved} ON CONFLICT (report, name) DO UPDATE SET value = greatest(counters.value, excluded.value)`;
}
