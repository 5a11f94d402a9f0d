import type { Pool } from 'pg';
import type { GoodRunFacts, RemovedReport, SharedReport, StoreState, WatchedReport } from '../../model/run.js';
import type { SharedAddress } from '../../model/settings.js';
import { parseStoredJson, RunInProgress } from '../locks.js';
import { OutboxLocked } from '../store.js';
import { reclaimPayloads, reportRows, type Statements } from './database.js';
import { sharedLock } from './locks.js';
import { noteHistory } from './runs.js';

/** The reports of a shared store, as one of them sees them: itself, and those that are not private. */
export type ReportRegistry = ReturnType<typeof reportRegistry>;

/** A report as it is added. */
export type NewReport = Omit<SharedReport, 'name' | 'lastRun' | 'removedAt'>;

const REPORT = `name, sources, private, added_at AS "addedAt", last_run AS "lastRun", removed_at AS "removedAt"`;

const byNumbers = new Intl.Collator('en', { numeric: true });

/** As people count: report-2 before report-10. */
const inOrder = <T>(reports: readonly T[], nameOf: (report: T) => string): readonly T[] =>
  [...reports].sort(
    (one, other) => byNumbers.compare(nameOf(one), nameOf(other)) || (nameOf(one) < nameOf(other) ? -1 : 1),
  );

/** The reports that connections of `pool` see. */
export function reportRegistry(pool: Pool, { report: name, shown }: SharedAddress) {
  const db = reportRows(pool, shown);
  const listed = async (which: string) =>
    inOrder(await db.rows<SharedReport>(`SELECT ${REPORT} FROM reports WHERE ${which}`), (report) => report.name);
  return {
    /** The store, for people. */
    shown,
    /** The one that is meant; null where none is. */
    name,
    pool,
    /** The one that is meant; null where the store does not watch it. */
    mine: async () => (await known(db, name, 'removed_at IS NULL')) ?? null,
    /** The same, and where only its history is kept. */
    known: async () => (await known(db, name, 'true')) ?? null,
    list: () => listed('removed_at IS NULL'),
    /** Those of which only the history is kept. */
    kept: () => listed('removed_at IS NOT NULL'),
    watched: () => watchedReports(db),
    /** Adds the one that is meant, and takes up the history that was kept of it; false where it is watched already. */
    add: (report: NewReport): Promise<boolean> => db.together((within) => enterReport(within, { ...report, name })),
    /** Has it lie in another folder. */
    move: (sources: string) => db.write('UPDATE reports SET sources = $2 WHERE name = $1', name, sources),
    /** Calls it by another name; false where that is taken. Rejects with {@link RunInProgress} where a run is under way. */
    rename: (to: string): Promise<boolean> => inHand(pool, shown, () => renamed(db, name, to)),
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
      inHand(pool, shown, () => db.write('UPDATE reports SET removed_at = $2 WHERE name = $1', name, at)),
    close: () => pool.end(),
  };
}

const known = (db: Statements, name: string | null, which: string) =>
  db.row<SharedReport>(`SELECT ${REPORT} FROM reports WHERE name = $1 AND ${which}`, name);

/** How the watch over each report fares. */
async function watchedReports(
  db: Statements,
): Promise<Pick<StoreState, 'nights'> & { readonly reports: readonly WatchedReport[] }> {
  const rows = await db.rows<Omit<WatchedReport, 'good' | 'report'> & Readonly<Record<'report', string>> & StoredGood>(
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
  const [run, post] = [sharedLock(pool, shown, 'run'), sharedLock(pool, shown, 'post')];
  try {
    if (!(await run.take())) throw new RunInProgress(shown);
    if (!(await post.take())) throw new OutboxLocked(shown);
    return await work();
  } finally {
    await post.release();
    await run.release();
  }
}

/** Adds a report to those that are watched, with what its history says of the watch; false where it is one of them. */
export async function enterReport(
  db: Statements,
  { name, sources, private: isPrivate, addedAt }: NewReport & { readonly name: string | null },
): Promise<boolean> {
  const added = await db.write(
    `INSERT INTO reports (name, sources, private, added_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (name) DO UPDATE
     SET sources = excluded.sources, private = excluded.private, added_at = excluded.added_at, removed_at = NULL
     WHERE reports.removed_at IS NOT NULL`,
    ...[name, sources, isPrivate, addedAt],
  );
  if (added === 1) await noteHistory(db);
  return added === 1;
}

/** Tables with rows of reports, those that refer to others before them. */
const REPORT_TABLES = 'deliveries digests readers lives memories visits readings runs counters tips'.split(' ');

async function removeAll(db: Statements, name: string | null): Promise<RemovedReport> {
  const gone: Record<string, number> = {};
  // A connection sees the rows of its own report only.
  for (const table of REPORT_TABLES) gone[table] = await db.write(`DELETE FROM ${table}`);
  await db.write('DELETE FROM reports WHERE name = $1', name);
  const { runs = 0, visits = 0, digests = 0 } = gone;
  return { runs, visits, digests };
}

/**
 * Takes all rows of a report out under its old name and puts them back under the new one, in one transaction: a connection sees and
 * writes the rows of one report at a time.
 */
async function renamed(db: ReturnType<typeof reportRows>, from: string | null, to: string): Promise<boolean> {
  const taken = new Error('the name is taken');
  const tables = ['reports', ...REPORT_TABLES.toReversed()];
  try {
    await db.together(async (within) => {
      for (const table of tables) {
        const own = table === 'reports' ? `WHERE name = current_setting('citewatch.report')` : '';
        await within.on.query(`CREATE TEMP TABLE renamed_${table} ON COMMIT DROP AS SELECT * FROM ${table} ${own}`);
        await within.on.query(`UPDATE renamed_${table} SET ${table === 'reports' ? 'name' : 'report'} = $1`, [to]);
      }
      await removeAll(within, from);
      await within.on.query(`SELECT set_config('citewatch.report', $1, true)`, [to]);
      for (const table of tables) {
        const isList = table === 'reports';
        const put = `INSERT INTO ${table} SELECT * FROM renamed_${table} ${isList ? 'ON CONFLICT DO NOTHING' : ''}`;
        if ((await within.on.query(put)).rowCount !== 1 && isList) throw taken;
      }
    });
    return true;
  } catch (error) {
    if (error === taken) return false;
    throw error;
  }
}
