import type { Pool } from 'pg';
import type { FleetState, StoreNews } from '../../model/run.js';
import type { FetchSettings } from '../../model/settings.js';
import type { Statements } from '../../store/database.js';
import { reportRows } from '../../store/postgres/database.js';
import { isTransientError, ridingOut } from '../../store/postgres/outages.js';
import { createFetcher, type Fetcher } from '../../web/fetcher.js';
import { redirect } from '../../web/redirect.js';
import { systemClock } from '../../web/reply.js';
import { limitConcurrency } from '../agenda.js';
import { type Asker, forgetAsks, onServerClock, pruneAsks } from './asks.js';
import { FleetClient } from './fleet-client.js';
import { Worker } from './worker.js';

// A distributed crawler: many machines share one polite visitor (docs/decisions/0015). A request that a report wants is a row (asks.ts),
// stored and awaited by fleet-client.ts. A worker (worker.ts) leases the lane of a host with such rows (lanes.ts) and walks it (lane-walk.ts),
// within the host's politeness (host-politeness.ts).

/** The fleet, as a night uses it. */
export interface FleetSettings {
  readonly fetch: FetchSettings;
  /** Its night: by the server's clock where that is null. */
  readonly asker: Omit<Asker, 'night'> & { readonly night: Date | null };
  /** Told when the store is away, and when it is back. */
  readonly tell: (news: StoreNews) => void;
  /** Whether this process works too, and does not leave all to other workers. */
  readonly walks: boolean;
  /** Called once, when no worker is there. */
  readonly alone: () => void;
}

/** The door to the web that many machines share: what one report requests tonight, every other hears too. `shown`: the store, for people. */
export async function openFleet(
  pool: Pool,
  shown: string,
  { fetch, asker: told, walks, alone, tell }: FleetSettings,
): Promise<Fetcher> {
  const db = reportRows(pool, shown);
  const asker = await onServerClock(db, told);
  const closing = new AbortController();
  const client = new FleetClient({ db: reportRows(pool, shown, ridingOut(tell, closing.signal)), asker, alone });
  const worker = walks ? new Worker({ db, tell: () => {} }, { fetch, once: false }) : null;
  worker?.work().catch((error: Error) => client.close(error));
  const shared = redirect(client.send, systemClock);
  const own = createFetcher(fetch);
  return {
    // A request with a key is sent by this process alone, and is not written down.
    fetch: (request) => (request.headers?.authorization === undefined ? shared : own.fetch)(request),
    inLanes: limitConcurrency(MOST_JOBS),
    traffic: () => {
      const { requests, bytes } = own.traffic();
      return { requests: client.traffic.requests + requests, bytes: client.traffic.bytes + bytes };
    },
    async close() {
      closing.abort();
      client.close(new Error('The fetcher was closed.'));
      await Promise.all([own.close(), worker?.close()]);
      // Where the store is away, the next night deletes them.
      const tidied = forgetAsks(db, [...client.asked]).then(() => pruneAsks(db, asker.night));
      await tidied.catch((error: unknown) => {
        if (!isTransientError(error)) throw error;
      });
    },
  };
}

/** Jobs under way at once, our choice: all of a usual report, since each only waits for its answer, and no more memory than that takes. */
const MOST_JOBS = 2_000;

/** What waits for all hosts of a shared store, whoever asked: the lanes say it, so that nobody counts the requests. */
export async function fleetState(db: Statements): Promise<FleetState> {
  const row = await db.row<FleetState>(
    `SELECT count(*) FILTER (WHERE due <= now() AND greatest(next, held) <= now())::int AS due,
       count(*) FILTER (WHERE held > now())::int AS held,
       coalesce(sum(backlog), 0)::int AS waiting,
       coalesce((SELECT extract(epoch FROM now() - since) FROM asks WHERE reply IS NULL ORDER BY since LIMIT 1), 0)::float AS oldest
     FROM lanes`,
  );
  return row as FleetState;
}
