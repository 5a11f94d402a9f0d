import type { Pool } from 'pg';
import { PostUnderWay, type Store } from '../store.js';
import { reportRows } from './database.js';
import { sharedDeliveries, sharedDigests } from './digests.js';
import { runLease } from './lease.js';
import { sharedLock } from './locks.js';
import { sharedReaders } from './readers.js';
import { sharedReadings } from './readings.js';
import { tidyUp } from './retention.js';
import { sharedRunning } from './running.js';
import { sharedRuns } from './runs.js';
import { sharedVerdicts } from './verdicts.js';
import { sharedHistory, sharedVisits } from './visits.js';

/** The connections of a report to a shared store. */
export interface ReportPools {
  /** What people call the report's store. */
  readonly shown: string;
  /** Connections that see its rows. */
  readonly report: Pool;
  /** Opens some that see those of no report. */
  nobody(): Pool;
}

/**
 * The store of a report. A run that was begun is left unfinished by `close`, and can be taken up. `evidence` is the folder in
 * which its runs keep what they receive, or null.
 */
export function sharedStore({ shown, report, nobody }: ReportPools, evidence: string | null = null): Store {
  const db = reportRows(report, shown);
  const lease = runLease(report, db, evidence);
  const post = sharedLock(report, shown, 'post');
  const verdicts = sharedVerdicts(db);
  const { ready, text, ...readings } = sharedReadings(db);
  const { idle, ...visits } = sharedVisits(db, { ready, text }, verdicts, lease);
  const close = async (): Promise<void> => {
    await idle();
    await lease.release();
    await post.release();
    verdicts.close();
    await report.end();
  };
  let closed: Promise<void> | undefined;
  return {
    ...sharedRunning(db, lease, verdicts, (startedAt) => tidyUp(db, nobody, startedAt)),
    ...sharedRuns(db, verdicts),
    ...visits,
    ...sharedHistory(db, { ready, text }),
    ...readings,
    ...sharedDigests(db),
    ...sharedDeliveries(db),
    ...sharedReaders(db),
    async beginPost() {
      if (!(await post.take())) throw new PostUnderWay(shown);
    },
    endPost: () => post.release(),
    close: () => (closed ??= close()),
  };
}
