import type { Pool } from 'pg';
import { digestQueries, runQueries, visitQueries } from '../queries.js';
import { OutboxLocked, type Store } from '../store.js';
import type { RideOut } from './connect.js';
import { reportRows, sharedQueries } from './database.js';
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
  /** A secret of the report where it is private, under which its bytes are kept apart; absent for others. */
  readonly salt?: string;
  /** Opens some that see those of no report. */
  nobody(): Pool;
  /** What becomes of a failure that may pass; absent where it is told at once. */
  readonly ride?: RideOut | undefined;
}

/**
 * The store of a report. A run that was begun is left unfinished by `close`, and can be taken up. `evidence` is the folder in
 * which its runs keep what they receive, or null.
 */
export function sharedStore({ shown, report, salt, nobody, ride }: ReportPools, evidence: string | null = null): Store {
  const db = reportRows(report, shown, ride);
  const queries = sharedQueries(db);
  const lease = runLease(report, db, evidence);
  const post = sharedLock(report, shown, 'post');
  const { rowsOf, ...cache } = sharedVerdicts(db);
  const { ready, text, ...readings } = sharedReadings(db, salt);
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
