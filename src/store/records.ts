import type { Records } from './database.js';
import type { Lock, RunLock } from './locks.js';
import { digestQueries, type FindVerdicts, runQueries, verdictRows } from './queries.js';
import { type PayloadDialect, readingTable } from './readings.js';
import { runVerdictCache } from './rows.js';
import { type RunDialect, runTable } from './runs.js';
import { OutboxLocked, type Store } from './store.js';
import { type VisitDialect, visitTable } from './visits.js';

/** What the two stores do in their own ways. */
export interface Dialect<P> extends RunDialect, VisitDialect, PayloadDialect<P> {
  readonly findVerdicts: FindVerdicts;
  /** Adds a digest, given `created_at`, `digest`, `key` and `part`, unless its key is known. */
  readonly addDigest: string;
}

/** The locks of a store: of those who write its runs, and of those who send its digests. */
export interface StoreLocks {
  readonly run: RunLock;
  readonly post: Lock;
}

/** Keeps all others from writing runs and from sending digests: what is done meanwhile is told by nobody. */
export const holdStore = ({ run, post }: StoreLocks, shown: string) => ({
  async take(): Promise<void> {
    await run.take();
    if (!(await post.take())) throw new OutboxLocked(shown);
  },
  async release(): Promise<void> {
    await run.release();
    await post.release();
  },
});

/** The store that is kept in records, shown as `shown`; `close` ends their use. */
export function storeOf<P>(
  db: Records,
  dialect: Dialect<P>,
  shown: string,
  locks: StoreLocks,
  close: () => Promise<void>,
): Store {
  const { run, post } = locks;
  const hold = holdStore(locks, shown);
  const cache = runVerdictCache();
  const readings = readingTable(db, dialect);
  const { snapshot, reading, replaceReading } = readings;
  const { idle, ...visits } = visitTable(db, dialect, readings, cache, run);
  const closeAll = async (): Promise<void> => {
    await idle();
    await hold.release();
    await close();
  };
  let closed: Promise<void> | undefined;
  return {
    ...runTable(db, dialect, run, cache),
    ...runQueries(db, verdictRows(cache, dialect.findVerdicts)),
    ...visits,
    snapshot,
    reading,
    replaceReading,
    ...digestQueries(db, dialect.addDigest),
    async lockOutbox() {
      if (!(await post.take())) throw new OutboxLocked(shown);
    },
    unlockOutbox: async () => post.release(),
    close: () => (closed ??= closeAll()),
  };
}
