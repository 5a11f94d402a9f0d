import type { Pool } from 'pg';
import { parseAddress } from '../../model/address.js';
import type { InLanes, Traffic } from '../../model/outcome.js';
import type { FleetState } from '../../model/run.js';
import type { FetchSettings } from '../../model/settings.js';
import { isTransientError } from '../../store/postgres/connect.js';
import { batchOf, type Job } from '../../web/batch.js';
import { createFetcher, type Fetcher } from '../../web/fetcher.js';
import { Ranking } from '../../web/lane-order.js';
import { redirect } from '../../web/redirect.js';
import { systemClock } from '../../web/reply.js';
import { type Asker, laneOf, pruneAsks } from './asks.js';
import { FleetClient } from './fleet-client.js';
import { LaneQueue, NotifyListener } from './lanes.js';
import { Worker, type WorkerEvent, type WorkerSettings } from './worker.js';

/** Lanes that a worker holds for each request that it may have under way: most of them wait for their gap to be over. */
const LANES_A_SLOT = 4;
/** Milliseconds for which a lane is held by a worker of whom nothing is heard: no pause of a busy machine is as long. */
const HELD = 10_000;

/** The shared store, and how the web is asked. */
interface Shared {
  readonly pool: Pool;
  readonly fetch: FetchSettings;
}

/** The fleet, as a night uses it. */
export interface FleetSettings extends Shared {
  readonly asker: Asker;
  /** Whether lanes are walked here too, and not by other workers alone. */
  readonly walks: boolean;
  /** Called once, when no worker is there. */
  readonly alone: () => void;
}

/** The door to the web that many machines share: what one report asks tonight, every other hears too. */
export async function openFleet({ pool, fetch, asker, walks, alone }: FleetSettings): Promise<Fetcher> {
  waitForNoDisk(pool);
  const queue = await LaneQueue.open(pool, walks);
  const bell = new NotifyListener(pool);
  const ahead = new JobWindow();
  const asking = new FleetClient({ pool, queue, bell, alone }, asker, (host) => ahead.leftFor(host));
  await asking.open();
  const worker = walks ? new Worker({ pool, queue, bell, tell: () => {} }, usual(fetch)) : null;
  worker?.work().catch((error: Error) => asking.close(error));
  const shared = redirect(asking.send, systemClock);
  const own = createFetcher(fetch);
  return {
    // What carries a key is for nobody else to send, and is not written down.
    fetch: (request) => (request.headers?.authorization === undefined ? shared : own.fetch)(request),
    inLanes: ahead.inLanes,
    traffic: () => sum(asking.traffic, own.traffic()),
    async close() {
      asking.close(new Error('The fetcher was closed.'));
      await Promise.all([own.close(), worker?.close()]);
      bell.close();
      await queue.close();
      // Where the store is away, the next night takes them out.
      await pruneAsks(pool, asker.night).catch((error: unknown) => {
        if (!isTransientError(error)) throw error;
      });
    },
  };
}

/**
 * No visit waits for the server's disk: what is lost when it breaks down is asked again. And every row is found by an index: a planner
 * who has seen a table empty, at the beginning of a night, would read it whole until its end.
 */
const HURRY = `SET synchronous_commit = off; SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off`;

const waitForNoDisk = (pool: Pool): void =>
  void pool.on('connect', (client) => client.query(HURRY).catch(() => {}));

const sum = (one: Traffic, other: Traffic): Traffic => ({
  requests: one.requests + other.requests,
  bytes: one.bytes + other.bytes,
});

/** What a worker is set to where nothing is said. */
const usual = (fetch: FetchSettings): WorkerSettings => ({
  fetch,
  lanes: LANES_A_SLOT * fetch.concurrency,
  held: HELD,
  once: false,
});

/** A worker's own settings; null for what is usual. */
interface WorkSettings extends Shared {
  readonly lanes: number | null;
  /** Milliseconds for which a lane is held by a worker of whom nothing is heard. */
  readonly held: number | null;
  /** Whether it ends when nothing waits any more. */
  readonly once: boolean;
}

/** Milliseconds in which requests under way may end when a worker is stopped; ours, below what Docker leaves to it. */
const ENDING = 6_000;

/**
 * Walks lanes for whoever asks, until `stop` fires: the requests under way are ended then, those that take longer are broken off
 * and wait for another worker, and nothing of them is lost.
 */
export async function workFleet(
  { pool, fetch, lanes, held, once }: WorkSettings,
  tell: (news: WorkerEvent) => void,
  stop: AbortSignal,
): Promise<void> {
  waitForNoDisk(pool);
  const queue = await LaneQueue.open(pool, true);
  const bell = new NotifyListener(pool);
  const { lanes: usualLanes, ...settings } = usual(fetch);
  const worker = new Worker(
    { pool, queue, bell, tell },
    { ...settings, lanes: lanes ?? usualLanes, held: held ?? HELD, once },
    stop,
  );
  let late: NodeJS.Timeout | undefined;
  const hurry = () => {
    late = setTimeout(() => void worker.close(), ENDING);
  };
  stop.addEventListener('abort', hurry, { once: true });
  try {
    await worker.work();
  } finally {
    stop.removeEventListener('abort', hurry);
    clearTimeout(late);
    bell.close();
    await queue.close();
  }
}

/** Jobs of one host that are under way at once: so that its lane finds the next request while the last answer is thought about. */
const OF_A_HOST = 8;
/** Jobs under way at once: a lane of each of very many hosts, and no more memory than that takes. */
const IN_ALL = 2_000;

/** Jobs without an address belong to no host. */
const NOWHERE = '';

/** Begins jobs so far ahead that every lane of the fleet has something to do: it is the fleet that waits for hosts. */
class JobWindow {
  private readonly jobs = new Map<string, Job[]>();
  private readonly under = new Map<string, number>();
  /** Hosts of which another job may begin, by how many are left. */
  private readonly ready = new Ranking<string>();
  private inAll = 0;

  /** Jobs of a host that are left or under way. */
  leftFor(host: string): number {
    return (this.jobs.get(host)?.length ?? 0) + (this.under.get(host) ?? 0);
  }

  readonly inLanes: InLanes = (things, urlOf, work) => {
    const batch = batchOf(things, work);
    const urls = things.map(urlOf);
    // Backwards: the next one is taken from the end.
    for (const [i, job] of [...batch.jobs.entries()].reverse()) {
      const address = parseAddress(urls[i] ?? '');
      const host = address === null ? NOWHERE : laneOf(address);
      const jobs = this.jobs.get(host) ?? [];
      jobs.push(job);
      this.jobs.set(host, jobs);
    }
    for (const host of this.jobs.keys()) this.place(host);
    this.begin();
    return batch.done;
  };

  private begin(): void {
    while (this.inAll < IN_ALL) {
      const host = this.ready.first;
      const job = host === undefined ? undefined : this.jobs.get(host)?.pop();
      if (host === undefined || job === undefined) break;
      this.count(host, 1);
      void job().then(() => {
        this.count(host, -1);
        this.begin();
      });
    }
  }

  private count(host: string, by: 1 | -1): void {
    this.inAll += by;
    this.under.set(host, (this.under.get(host) ?? 0) + by);
    this.place(host);
  }

  private place(host: string): void {
    const left = this.jobs.get(host)?.length ?? 0;
    const isReady = left > 0 && (this.under.get(host) ?? 0) < OF_A_HOST;
    this.ready.set(host, isReady ? left : null);
  }
}

/** What all hosts of a shared store are owed, whoever asked. */
export async function fleetState(pool: Pool): Promise<FleetState> {
  const { rows } = await pool.query<FleetState>(
    `WITH now AS (SELECT clock_timestamp() AS now),
     waiting AS (
       SELECT host, count(*) AS asks, min(since) AS since, min(due) AS due
       FROM asks WHERE reply IS NULL GROUP BY host)
     SELECT
       count(*) FILTER (WHERE w.due <= now AND coalesce(l.next <= now AND (l.held IS NULL OR l.held <= now), true))::int
         AS due,
       (SELECT count(*) FROM lanes, now WHERE held > now)::int AS held,
       coalesce(sum(w.asks), 0)::int AS waiting,
       coalesce(extract(epoch FROM max(now) - min(w.since)), 0)::float AS oldest
     FROM waiting w LEFT JOIN lanes l USING (host) CROSS JOIN now`,
  );
  return rows[0] as FleetState;
}
