import type { Pool } from 'pg';
import type {
  GoodRunFacts,
  RemovedReport,
  SharedReport,
  StoreState,
  WatchedReport,
} from '../../model/run.js';
import type { SharedAddress } from '../../model/settings.js';
import type { Statements } from '../database.js';
import { parseStoredJson } from '../locks.js';
import {
  inTransaction,
  type ReportRows,
  reclaimPayloads,
  reportRows,
  type SharedStatements,
} from './database.js';
import { holdReport } from './locks.js';
import { noteHistory } from './runs.js';

/** The reports of a shared store, as one of them sees them: itself, and those that are not private. */
export type ReportRegistry = ReturnType<typeof reportRegistry>;

/** A report as it is added. */
export type NewReport = Omit<SharedReport, 'name' | 'lastRun' | 'removedAt'>;

const REPORT = `name, sources, private, added_at AS "addedAt", last_run AS "lastRun", removed_at AS "removedAt"`;

const byNumbers = new Intl.Collator('en', { numeric: true });

/** The secret of a private report and whose it is, by its name. */
const OWN = 'SELECT salt::text, login FROM reports WHERE name = $1 AND private';

/** What tells a private report's requests from those of others. */
export interface Own {
  /** A secret of the report. */
  readonly salt: string;
  /** Whose it is. */
  readonly login: string;
}

/** What tells this one's, which a connection of no report does not see; null where it is not private. */
export const ownOf = (pool: Pool, report: string): Promise<Own | null> =>
  inTransaction(pool, async (client) => {
    await client.query(`SELECT set_config('citewatch.report', $1, true)`, [report]);
    return (await client.query<Own>(OWN, [report])).rows[0] ?? null;
  });

/** As people count: report-2 before report-10. */
const inOrder = <T>(reports: readonly T[], nameOf: (report: T) => string): readonly T[] =>
  [...reports].sort(
    (one, other) =>
      byNumbers.compare(nameOf(one), nameOf(other)) || (nameOf(one) < nameOf(other) ? -1 : 1),
  );

/** The reports that connections of `pool` see. */
export function reportRegistry(pool: Pool, { report: name, shown }: SharedAddress) {
  const db = reportRows(pool, shown);
  const listReports = async (which: string) =>
    inOrder(
      await db.rows<SharedReport>(`SELECT ${REPORT} FROM reports WHERE ${which}`),
      (report) => report.name,
    );
  return {
    /** The store, for people. */
    shown,
    /** The one that is meant; null where none is. */
    name,
    pool,
    /** The one that is meant; null where the store does not watch it. */
    mine: async () => (await findReport(db, name, 'removed_at IS NULL')) ?? null,
    /** The same, and where only its history is kept. */
    known: async () => (await findReport(db, name, 'true')) ?? null,
    /** The secret of the one that is meant, where it is private; empty for others. */
    salt: async () => (await db.row<{ salt: string }>(OWN, name))?.salt ?? '',
    list: () => listReports('removed_at IS NULL'),
    /** Those of which only the history is kept. */
    kept: () => listReports('removed_at IS NOT NULL'),
    watched: () => watchedReports(db),
    /** Adds the one that is meant, and takes up the history that was kept of it; false where it is watched already. */
    add: (report: NewReport): Promise<boolean> =>
      db.together((within) => enterReport(within, report)),
    /** Has it lie in another folder. */
    move: (sources: string) =>
      db.write('UPDATE reports SET sources = $2 WHERE name = $1', name, sources),
    /** Calls it by another name; false where that is taken. Rejects with {@link RunInProgress} where a run is under way. */
    rename: (to: string): Promise<boolean> => inHand(pool, shown, () => renameReport(db, name, to)),
    /** Removes it with all that is kept of it, and says how much that was. Rejects with {@link RunInProgress} where a run is under way. */
    remove: (): Promise<RemovedReport> =>
      inHand(pool, shown, async () => {
        const unwanted = await db.rows<{ sha256: string }>(
          'SELECT document AS sha256 FROM readings UNION SELECT bytes FROM readings',
        );
        const removed = await db.together((within) => removeAll(within, name));
        await reclaimPayloads(
          db.on,
          unwanted.map(({ sha256 }) => sha256),
        );
        return removed;
      }),
    /** Watches it no more, and keeps its history. Rejects with {@link RunInProgress} where a run is under way. */
    retire: (at: string) =>
      inHand(pool, shown, () =>
        db.write('UPDATE reports SET removed_at = $2 WHERE name = $1', name, at),
      ),
    close: () => pool.end(),
  };
}

const findReport = (db: Statements, name: string | null, which: string) =>
  db.row<SharedReport>(`SELECT ${REPORT} FROM reports WHERE name = $1 AND ${which}`, name);

/** How the watch over each report fares. */
async function watchedReports(
  db: Statements,
): Promise<Pick<StoreState, 'nights'> & { readonly reports: readonly WatchedReport[] }> {
  const rows = await db.rows<
    Omit<WatchedReport, 'good' | 'report'> & Readonly<Record<'report', string>> & StoredGood
  >(
    `SELECT name AS report, added_at AS since, online, undelivered, last_run AS at, good FROM reports WHERE removed_at IS NULL`,
  );
  const ordered = inOrder(rows, ({ report }) => report);
  return {
    nights: ordered.flatMap(({ report, at }) => (at === null ? [] : [{ report, at }])),
    reports: ordered.map(({ at: _, good, ...report }) => ({
      ...report,
      good: good === null ? null : parseStoredJson<GoodRunFacts>(good),
    })),
  };
}

interface StoredGood {
  readonly at: string | null;
  /** As JSON. */
  readonly good: string | null;
}

/** Does something with a report while no run of it is under way and nobody sends its digests. */
async function inHand<T>(pool: Pool, shown: string, work: () => Promise<T>): Promise<T> {
  const hold = holdReport(pool, shown);
  try {
    await hold.take();
    return await work();
  } finally {
    await hold.release();
  }
}

/** Adds a report to those that are watched, with what its history says of the watch; false where it is one of them. */
export async function enterReport(
  db: SharedStatements,
  { sources, private: isPrivate, addedAt }: NewReport,
): Promise<boolean> {
  if (isPrivate) await shutOut(db);
  const enter = 'SELECT enter_report($1, $2, $3) AS "isAdded"';
  const isAdded =
    (await db.row<{ isAdded: boolean }>(enter, sources, isPrivate, addedAt))?.isAdded === true;
  if (isAdded) await noteHistory(db);
  return isAdded;
}

/**
 * Waits until no statement of before writes, and keeps others from writing until the end of the transaction: one that began before a report
 * was private could meet its rows, and ask something of them (ON CONFLICT).
 */
const shutOut = (db: SharedStatements) =>
  db.on.query(`LOCK TABLE ONLY ${REPORT_TABLES.join(', ONLY ')} IN SHARE MODE`);

/** Tables with rows of reports, those that refer to others before them. */
export const REPORT_TABLES =
  'deliveries digests readers lives memories visits readings runs counters tips'.split(' ');

async function removeAll(db: Statements, name: string | null): Promise<RemovedReport> {
  const removed = await removeRows(db);
  await db.write('DELETE FROM reports WHERE name = $1', name);
  return removed;
}

async function removeRows(db: Statements): Promise<RemovedReport> {
  const gone: Record<string, number> = {};
  // A connection sees the rows of its own report only.
  for (const table of REPORT_TABLES) gone[table] = await db.write(`DELETE FROM ${table}`);
  const { runs = 0, visits = 0, digests = 0 } = gone;
  return { runs, visits, digests };
}

/**
 * Takes all rows of a report out under its old name and puts them back under the new one, in one transaction: a connection sees and
 * writes the rows of one report at a time.
 */
async function renameReport(db: ReportRows, from: string | null, to: string): Promise<boolean> {
  const tables = REPORT_TABLES.toReversed();
  try {
    await db.together(async (within) => {
      if ((await within.row(OWN, from)) !== undefined) await shutOut(within);
      for (const table of tables) {
        await within.on.query(
          `CREATE TEMP TABLE renamed_${table} ON COMMIT DROP AS SELECT * FROM ${table}`,
        );
        await within.on.query(`UPDATE renamed_${table} SET report = $1`, [to]);
      }
      await removeRows(within);
      // Its own row is all that a connection changes. One that is looked for would have to be its own afterwards, too.
      await within.on.query('UPDATE reports SET name = $1', [to]);
      await within.on.query(`SELECT set_config('citewatch.report', $1, true)`, [to]);
      for (const table of tables)
        await within.on.query(`INSERT INTO ${table} SELECT * FROM renamed_${table}`);
    });
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === '23505') return false;
    throw error;
  }
}
