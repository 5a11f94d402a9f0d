import type { Pool } from 'pg';
import type { StoreNews, StoreState } from '../model/run.js';
import { type FetchSettings, parseShared } from '../model/settings.js';
import type { Statements } from '../store/database.js';
import { forgetAsks, pruneAsks } from '../store/postgres/asks.js';
import { openPool } from '../store/postgres/connect.js';
import { reportRows, serverNow, statementsOn } from '../store/postgres/database.js';
import { fleetState, seesEveryLane } from '../store/postgres/lanes.js';
import { migrateShared } from '../store/postgres/migrations.js';
import { type NightQueue, nightQueue } from '../store/postgres/nights.js';
import { isTransientError, ridingOut, toConnectionError } from '../store/postgres/outages.js';
import { ownOf, reportRegistry } from '../store/postgres/reports.js';
import { createFetcher, type Fetcher } from '../web/fetcher.js';
import { limitConcurrency } from '../web/lane.js';
import { redirect } from '../web/redirect.js';
import { systemClock } from '../web/reply.js';
import { type Asker, FleetClient } from './fleet-client.js';
import { Worker, type WorkerEvent, type WorkerSettings } from './worker.js';

// A distributed crawler: many machines share one polite visitor (docs/decisions/0015). A request that a report wants is a row (ask-rows.ts),
// stored and awaited by fleet-client.ts. A worker (worker.ts) leases the lane of a host with such rows and walks it (lane-walk.ts), within the
// host's politeness (host-politeness.ts). Their statements are the store's: src/store/postgres/asks.ts, lanes.ts.

/** Connections of a worker, our choice: its lanes write in turn. With the one that looks at the store it has three. */
const OF_A_WORKER = 2;
/** And of a night that works too, beside the two of its report. */
const OF_A_NIGHT = 1;

/** What is told of a worker; `begun` when the store, named as it may be shown, is open. */
export type FleetWorkerEvent = { readonly kind: 'begun'; readonly shown: string } | WorkerEvent;

/** Milliseconds in which requests under way may end when a worker is stopped; ours, below what Docker leaves to it. */
const ENDING = 6_000;

/**
 * Walks lanes for all reports of a shared store, until `stop` fires. The requests under way may end then; those that take longer are broken
 * off and wait for another worker. Throws where the store cannot be opened.
 */
export async function runFleetWorker(
  { db, ...settings }: WorkerSettings & { readonly db: string },
  tell: (news: FleetWorkerEvent) => void,
  stop: AbortSignal,
): Promise<void> {
  const { pool, shown } = await openFleetStore(db, OF_A_WORKER);
  const worker = new Worker({ db: reportRows(pool, shown), tell }, settings, stop);
  let timer: NodeJS.Timeout | undefined;
  const end = () => {
    timer = setTimeout(() => void worker.close(), ENDING);
  };
  stop.addEventListener('abort', end, { once: true });
  try {
    tell({ kind: 'begun', shown });
    await worker.work();
  } finally {
    stop.removeEventListener('abort', end);
    clearTimeout(timer);
    await pool.end();
  }
}

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

/**
 * Opens the door to the web that all reports of a shared store have in common, `report` among them. A store that is lost later is told in a
 * sentence.
 */
export async function openFleetFetcher(
  db: string,
  report: string | null,
  {
    asker,
    ...use
  }: Omit<FleetSettings, 'asker'> & { readonly asker: Omit<FleetSettings['asker'], 'own'> },
): Promise<Fetcher> {
  const { pool, shown } = await openFleetStore(db, OF_A_NIGHT);
  try {
    const own = report === null ? null : await ownOf(pool, report);
    // Lanes are walked by those alone who see all that waits in them.
    const walks = use.walks && (await seesEveryLane(statementsOn(pool)));
    const fleet = await openFleet(pool, shown, { ...use, walks, asker: { ...asker, own } });
    return { ...fleet, close: () => fleet.close().finally(() => pool.end()) };
  } catch (error) {
    await pool.end();
    throw toConnectionError(error, shown);
  }
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
  const client = new FleetClient({
    db: reportRows(pool, shown, ridingOut(tell, closing.signal)),
    asker,
    alone,
  });
  const worker = walks ? new Worker({ db, tell: () => {} }, { fetch, once: false }) : null;
  worker?.work().catch((error: Error) => client.close(error));
  const shared = redirect(client.send, systemClock);
  const own = createFetcher(fetch);
  return {
    // A request with a key is sent by this process alone, and is not written down.
    fetch: (request) =>
      (request.headers?.authorization === undefined ? shared : own.fetch)(request),
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

/** The asker by the server's clock, where `night` is null and `heard` was told by this machine's. */
async function onServerClock(
  db: Statements,
  { night, heard, own }: FleetSettings['asker'],
): Promise<Asker> {
  if (night !== null) return { night, heard, own };
  const now = (await serverNow(db)).getTime();
  const ahead = Date.now() - now;
  return {
    night: new Date(now),
    heard: heard && new Date(Math.min(now, heard.getTime() - ahead)),
    own,
  };
}

async function openFleetStore(db: string, connections: number) {
  const { url, shown } = parseShared(db);
  const pool = openPool({ url, shown, report: null }, connections);
  try {
    await migrateShared(pool, shown);
    return { pool, shown };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** Looks at a shared store from outside, as one of no report: of private ones it sees nothing. `look` rejects where the store does not answer. */
export function lookAtFleet(store: string): {
  look(): Promise<StoreState>;
  close(): Promise<void>;
} {
  const address = { ...parseShared(store), report: null };
  const pool = openPool(address, 1);
  const db = reportRows(pool, address.shown);
  const { watched, close } = reportRegistry(pool, address);
  return { look: async () => ({ fleet: await fleetState(db), ...(await watched()) }), close };
}

/** Opens the nights of a shared store, and waits for it wherever it is away; `over` ends the waiting. Throws where it cannot be opened. */
export async function openNights(
  db: string,
  tell: (news: StoreNews) => void,
  over: AbortSignal,
): Promise<{ readonly queue: NightQueue; close(): Promise<void> }> {
  const { pool, shown } = await openFleetStore(db, 1);
  const ride = ridingOut(tell, over, Number.POSITIVE_INFINITY);
  return { queue: nightQueue(reportRows(pool, shown, ride)), close: () => pool.end() };
}
