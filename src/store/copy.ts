import { unpack } from './compression.js';
import type { Statements } from './database.js';
import { parseStoredJson } from './locks.js';

/**
 * What stands in a column: `packed`, a value as compression.ts packs it, the same in both stores; `json`, JSON as a text; and SQLite has
 * no booleans.
 */
export type ColumnKind = 'text' | 'integer' | 'boolean' | 'json' | 'packed';

/** A value of a column, as it is carried from one store to another. */
export type CopiedValue = string | number | boolean | Buffer | null;
export type CopiedRow = Readonly<Record<string, CopiedValue>>;

/** A table of a report's history. */
export interface CopiedTable {
  readonly name: string;
  readonly columns: Readonly<Record<string, ColumnKind>>;
  /** Rows carried at once: those that may be long in twos and threes, so that no history lies in memory. Our choice. */
  readonly batch: number;
}

/** Rows at once that have a few hundred bytes, or a few thousand. */
const SHORT_ROWS = 500;
/** Rows at once that may have megabytes: documents, and what earlier versions kept of a run. */
const LONG_ROWS = 4;

/** The tables of a report's history, those to which others refer before them. */
export const COPIED_TABLES: readonly CopiedTable[] = [
  {
    name: 'runs',
    columns: {
      id: 'integer',
      started_at: 'text',
      state: 'text',
      online: 'boolean',
      facts: 'json',
      result: 'packed',
    },
    batch: LONG_ROWS,
  },
  {
    name: 'readings',
    columns: {
      subject: 'text',
      sha256: 'text',
      text_sha256: 'text',
      content_type: 'text',
      url: 'text',
      first_run: 'integer',
      document: 'packed',
      bytes: 'packed',
    },
    batch: LONG_ROWS,
  },
  {
    name: 'visits',
    columns: {
      run: 'integer',
      subject: 'text',
      judged: 'boolean',
      held_in: 'integer',
      snapshot: 'text',
      visit: 'packed',
    },
    batch: SHORT_ROWS,
  },
  {
    name: 'memories',
    columns: { subject: 'text', run: 'integer', memory: 'json' },
    batch: SHORT_ROWS,
  },
  {
    name: 'lives',
    columns: {
      finding: 'text',
      opened_in: 'integer',
      fresh_in: 'integer',
      resolved_in: 'integer',
      body: 'json',
    },
    batch: SHORT_ROWS,
  },
  {
    name: 'digests',
    columns: { id: 'integer', created_at: 'text', key: 'text', part: 'boolean', digest: 'packed' },
    batch: LONG_ROWS,
  },
  {
    name: 'deliveries',
    columns: { digest: 'integer', recipient: 'text', state: 'text', at: 'text', detail: 'text' },
    batch: SHORT_ROWS,
  },
  {
    name: 'readers',
    columns: { recipient: 'text', first: 'text', heeded: 'text' },
    batch: SHORT_ROWS,
  },
  {
    name: 'tips',
    columns: {
      chain: 'text',
      n: 'integer',
      sha256: 'text',
      run: 'integer',
      at: 'text',
      machine: 'text',
      folder: 'text',
    },
    batch: SHORT_ROWS,
  },
  { name: 'counters', columns: { name: 'text', value: 'integer' }, batch: SHORT_ROWS },
];

/** The counters that go with a history: the numbers of its last run and of its last digest. */
export const COPIED_COUNTERS = `name IN ('runs', 'digests')`;

/** A report's history in a store. */
interface HistoryPlace {
  /** True where no run, no digest and no reader of the report is known there. */
  isEmpty(): Promise<boolean>;
  /** Rejects with a {@link RunInProgress} where a run is under way, and holds off others until `close`. */
  hold(): Promise<void>;
  close(): Promise<void>;
}

export interface HistorySource extends HistoryPlace {
  /** Reads the rows of a table, in batches. */
  rows(table: CopiedTable): AsyncIterable<readonly CopiedRow[]>;
}

/** Writes rows of a table behind those that were written. */
export type WriteRows = (table: CopiedTable, rows: readonly CopiedRow[]) => Promise<void>;

export interface HistoryTarget extends HistoryPlace {
  /** Keeps all that `work` writes in one transaction, or nothing where it throws. */
  fill(work: (write: WriteRows) => Promise<void>): Promise<void>;
}

/** True where nothing is known of a report. */
export async function knowsNothing(db: Statements): Promise<boolean> {
  const some = ['runs', 'digests', 'readers'].map((table) => `EXISTS (SELECT 1 FROM ${table})`);
  return (await db.row(`SELECT 1 AS some WHERE ${some.join(' OR ')}`)) === undefined;
}

/** How many rows of each table were copied, by its name. */
export type CopiedCounts = Readonly<Record<string, number>>;

/** Copies a history whole, or nothing of it. Rejects with a {@link DamagedStore} where a value is not as it was written. */
export async function copyHistory(from: HistorySource, to: HistoryTarget): Promise<CopiedCounts> {
  const counts: Record<string, number> = {};
  await to.fill(async (write) => {
    for (const table of COPIED_TABLES) {
      let n = 0;
      for await (const rows of from.rows(table)) {
        for (const row of rows) await refuseDamagedRow(table, row);
        await write(table, rows);
        n += rows.length;
      }
      counts[table.name] = n;
    }
  });
  return counts;
}

async function refuseDamagedRow({ columns }: CopiedTable, row: CopiedRow): Promise<void> {
  for (const [column, kind] of Object.entries(columns)) {
    const value = row[column];
    if (kind === 'packed' && Buffer.isBuffer(value)) await unpack(value);
    if (kind === 'json' && typeof value === 'string') parseStoredJson(value);
  }
}
