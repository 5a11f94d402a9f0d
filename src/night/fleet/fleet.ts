import type { Pool } from 'pg';
import type { FleetState, StoreNews } from '../../model/run.js';
import type { FetchSettings } from '../../model/settings.js';
import { isTransientError, ridingOut } from '../../store/postgres/outages.js';
import { createFetcher, type Fetcher } from '../../web/fetcher.js';
import { redirect } from '../../web/redirect.js';
import { systemClock } from '../../web/reply.js';
import { limitConcurrency } from '../agenda.js';
import { type Asker, forgetAsks, onServerClock, pruneAsks } from './asks.js';
import { FleetClient } from './fleet-client.js';
import { Worker, type WorkerEvent, type WorkerSettings } from './worker.js';

// A distributed crawler: many machines share one polite visitor (docs/decisions/0015). A request that a report wants is a row (asks.ts),
// stored and awaited by fleet-client.ts. A worker (worker.ts) leases the lane of a host with such rows (lanes.ts) and walks it (lane-walk.ts),
// within the host's politeness (host-politeness.ts).

/** Lanes that a worker holds for each request that it may have under way, our choice: most of them wait for their gap to be over. */
const LANES_A_SLOT = 4;
/** Milliseconds for which a lane is held by a worker that is not heard of, our choice: no pause of a busy machine is as long. */
const LEASE = 10_000;

/** The fleet, as a night uses it. */
export interface FleetSettings {
  readonly pool: Pool;
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

/** The door to the web that many machines share: what one report requests tonight, every other hears too. */
export async function openFleet({ pool, fetch, asker: told, walks, alone, tell }: FleetSettings): Promise<Fetcher> {
  const asker = await onServerClock(pool, told);
  const closing = new AbortController();
  const client = new FleetClient({ pool, asker, alone, ride: ridingOut(tell, closing.signal) });
  const settings = { fetch, lanes: LANES_A_SLOT * fetch.concurrency, held: LEASE, once: false };
  const worker = walks ? new Worker({ pool, tell: () => {} }, settings) : null;
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
      const tidied = forgetAsks(pool, [...client.asked]).then(() => pruneAsks(pool, asker.night));
      await tidied.catch((error: unknown) => {
        if (!isTransientError(error)) throw error;
      });
    },
  };
}

/** Jobs under way at once, our choice: all of a usual report, since each only waits for its answer, and no more memory than that takes. */
const MOST_JOBS = 2_000;

/** What a worker of a shared store is to do; null for what is usual. */
export interface WorkSettings extends Pick<WorkerSettings, 'fetch' | 'once'> {
  /** Lanes held at once. */
  readonly lanes: number | null;
  /** Milliseconds for which a lane is held by a worker that is not heard of. */
  readonly lease: number | null;
}

/** Milliseconds in which requests under way may end when a worker is stopped; ours, below what Docker leaves to it. */
const ENDING = 6_000;

/**
 * Walks lanes for whoever asks, until `stop` fires. The requests under way may end then; those that take longer are broken off and wait
 * for another worker.
 */
export async function workFleet(
  pool: Pool,
  { fetch, lanes, lease, once }: WorkSettings,
  tell: (event: WorkerEvent) => void,
  stop: AbortSignal,
): Promise<void> {
  const settings = { fetch, lanes: lanes ?? LANES_A_SLOT * fetch.concurrency, held: lease ?? LEASE, once };
  const worker = new Worker({ pool, tell }, settings, stop);
  let timer: NodeJS.Timeout | undefined;
  const end = () => {
    timer = setTimeout(() => void worker.close(), ENDING);
  };
  stop.addEventListener('abort', end, { once: true });
  try {
    await worker.work();
  } finally {
    stop.removeEventListener('abort', end);
    clearTimeout(timer);
  }
}

/** What waits for all hosts of a shared store, whoever asked: the lanes say it, so that nobody counts the requests. */
export async function fleetState(pool: Pool): Promise<FleetState> {
  const { rows } = await pool.query<FleetState>(
    `SELECT count(*) FILTER (WHERE due <= now() AND greatest(next, held) <= now())::int AS due,
       count(*) FILTER (WHERE held > now())::int AS held,
       coalesce(sum(backlog), 0)::int AS waiting,
       coalesce((SELECT extract(epoch FROM now() - since) FROM asks WHERE reply IS NULL ORDER BY since LIMIT 1), 0)::float AS oldest
     FROM lanes`,
  );
  return rows[0] as FleetState;
}
