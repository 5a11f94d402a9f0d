import type { Pool } from 'pg';
import type { GoodRunFacts, RemovedReport, SharedReport, StoreState, WatchedReport } from '../../model/run.js';
import type { SharedAddress } from '../../model/settings.js';
import { parseStoredJson, RunInProgress } from '../locks.js';
import { digestQueries, runQueries, visitQueries } from '../queries.js';
import { OutboxLocked, type Store } from '../store.js';
import type { RideOut } from './connect.js';
import { reclaimPayloads, reportRows, type Statements, sharedQueries } from './database.js';
import { runLease, sharedLock } from './locks.js';
import { applyRetention } from './retention.js';
import { noteUndelivered, sharedRuns } from './runs.js';
import { sharedReadings, sharedVerdicts } from './verdicts.js';
import { looksAt, PARTS, sharedVisits } from './visits.js';

/** The connections of a report to a shared store. */
interface ReportPools {
  /** What people call the report's store. */
  readonly shown: string;
  /** Connections that see its rows. */
  readonly report: Pool;
  /** Opens some that see those of no report. */
  nobody(): Pool;
  /** What becomes of a failure that may pass; absent where it is told at once. */
  readonly ride?: RideOut | undefined;
}

/**
 * The store of a report. A run that was begun is left unfinished by `close`, and can be taken up. `evidence` is the folder in
 * which its runs keep what they receive, or null.
 */
export function sharedStore({ shown, report, nobody, ride }: ReportPools, evidence: string | null = null): Store {
  const db = reportRows(report, shown, ride);
  const queries = sharedQueries(db);
  const lease = runLease(report, db, evidence);
  const post = sharedLock(report, shown, 'post');
  const { rowsOf, ...cache } = sharedVerdicts(db);
  const { ready, text, ...readings } = sharedReadings(db);
  const look = looksAt(db);
  const { idle, ...visits } = sharedVisits(db, look, ready, cache, lease);
  const digests = digestQueries(queries, ADD_DIGEST);
  const close = async (): Promise<void> => {
    await idle();
    await lease.release();
    await post.release();
    await report.end();
  };
  let closed: Promise<void> | undefined;
  return {
    ...sharedRuns(db, lease, cache, (startedAt) => applyRetention(db, nobody, startedAt)),
    ...runQueries(queries, rowsOf),
    ...visits,
    ...visitQueries(queries, { parts: PARTS, landed: 'v.landed', look, text }),
    ...readings,
    ...digests,
    async markDelivery(digest, delivery) {
      await digests.markDelivery(digest, delivery);
      await noteUndelivered(db);
    },
    async lockOutbox() {
      if (!(await post.take())) throw new OutboxLocked(shown);
    },
    unlockOutbox: () => post.release(),
    close: () => (closed ??= close()),
  };
}

/** Adds a digest, and counts up its id. */
const ADD_DIGEST = `
  WITH next AS (
    INSERT INTO counters (name, value) SELECT 'digests', 1 WHERE NOT EXISTS (SELECT FROM digests WHERE key = $3::text)
    ON CONFLICT (report, name) DO UPDATE SET value = counters.value + 1 RETURNING value)
  INSERT INTO digests (id, created_at, digest, key, part)
  SELECT value, $1::text, $2::bytea, $3::text, $4::boolean FROM next ON CONFLICT DO NOTHING`;

/** The reports of a shared store, as one of them sees them: itself, and those that are not private. */
export type ReportRegistry = ReturnType<typeof reportRegistry>;

const REPORT = `name, sources, private, added_at AS "addedAt", last_run AS "lastRun"`;

/** The reports that connections of `pool` see. */
export function reportRegistry(pool: Pool, { report: name, shown }: SharedAddress) {
  const db = reportRows(pool, shown);
  return {
    /** The store, for people. */
    shown,
    /** The one that is meant; null where none is. */
    name,
    pool,
    /** The one that is meant; null where the store does not have it. */
    mine: async () => (await db.row<SharedReport>(`SELECT ${REPORT} FROM reports WHERE name = $1`, name)) ?? null,
    list: () => db.rows<SharedReport>(`SELECT ${REPORT} FROM reports ORDER BY name COLLATE "C"`),
    /** How the watch over each of them fares. */
    async watched(): Promise<Pick<StoreState, 'nights'> & { readonly reports: readonly WatchedReport[] }> {
      const rows = await db.rows<Omit<WatchedReport, 'good'> & { at: string | null; good: string | null }>(
        `SELECT name AS report, added_at AS since, online, undelivered, last_run AS at, good FROM reports ORDER BY name COLLATE "C"`,
      );
      return {
        nights: rows.flatMap(({ report, at }) => (at === null ? [] : [{ report, at }])),
        reports: rows.map(({ at: _, good, ...report }) => ({
          ...report,
          good: good === null ? null : parseStoredJson<GoodRunFacts>(good),
        })),
      };
    },
    /** Adds the one that is meant; false where there is one of its name. */
    async add({ sources, private: isPrivate, addedAt }: Omit<SharedReport, 'name' | 'lastRun'>): Promise<boolean> {
      const added = await db.write(
        'INSERT INTO reports (name, sources, private, added_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
        ...[name, sources, isPrivate, addedAt],
      );
      return added === 1;
    },
    /** Removes it with all that is kept of it, and says how much that was. Rejects with {@link RunInProgress} where a run is under way. */
    async remove(): Promise<RemovedReport> {
      const lock = sharedLock(pool, shown, 'run');
      if (!(await lock.take())) throw new RunInProgress(shown);
      try {
        const unwanted = await db.rows<{ sha256: string }>(
          'SELECT document AS sha256 FROM readings UNION SELECT bytes FROM readings',
        );
        const removed = await db.together((within) => removeAll(within, name));
        await reclaimPayloads(
          db.on,
          unwanted.map(({ sha256 }) => sha256),
        );
        return removed;
      } finally {
        await lock.release();
      }
    },
    close: () => pool.end(),
  };
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
