import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { goodRunFacts, type StoreState } from '../model/run.js';
import { isShared, parseShared } from '../model/settings.js';
import { fileLock, realPath, storeSiblingPath } from '../store/locks.js';
import { openPool, toConnectionError } from '../store/postgres/connect.js';
import type { SharedLock } from '../store/postgres/locks.js';
import { migrateShared } from '../store/postgres/migrations.js';
import { reportRegistry } from '../store/postgres/store.js';
import type { Fetcher } from '../web/fetcher.js';
import { type FleetSettings, fleetState, openFleet, type WorkSettings, workFleet } from './fleet/fleet.js';
import type { WorkerEvent } from './fleet/worker.js';
import { SHARED_MIGRATIONS, sharedWatchLock } from './shared-stores.js';
import { mayHaveRecords, openRecords } from './stores.js';

/** Connections of a worker, ours: its lanes write in turn, and one connection listens. */
const OF_A_WORKER = 10;
/** And of a night that works too, beside those of its report. */
const OF_A_NIGHT = 6;

/** What is told of a worker; `begun` when the store, named as it may be shown, is open. */
export type FleetWorkerEvent = { readonly kind: 'begun'; readonly shown: string } | WorkerEvent;

/** Works for all reports of a shared store, until `stop` fires. Throws where the store cannot be opened. */
export async function runFleetWorker(
  { db, ...settings }: WorkSettings & { readonly db: string },
  tell: (news: FleetWorkerEvent) => void,
  stop: AbortSignal,
): Promise<void> {
  const { pool, shown } = await openFleetStore(db, OF_A_WORKER);
  try {
    tell({ kind: 'begun', shown });
    await workFleet(pool, settings, tell, stop);
  } finally {
    await pool.end();
  }
}

/** Opens the door to the web that all reports of a shared store have in common. A store that is lost later is told in a sentence. */
export async function openFleetFetcher(db: string, use: Omit<FleetSettings, 'pool'>): Promise<Fetcher> {
  const { pool, shown } = await openFleetStore(db, OF_A_NIGHT);
  try {
    const fleet = await openFleet({ pool, ...use });
    return {
      ...fleet,
      fetch: (request) =>
        fleet.fetch(request).catch((error: unknown) => {
          throw toConnectionError(error, shown);
        }),
      close: () => fleet.close().finally(() => pool.end()),
    };
  } catch (error) {
    await pool.end();
    throw toConnectionError(error, shown);
  }
}

/** Opens the part of a shared store that belongs to no report. */
async function openFleetStore(db: string, connections: number) {
  const { url, shown } = parseShared(db);
  const pool = openPool({ url, shown, report: null }, connections);
  try {
    await migrateShared(pool, shown, SHARED_MIGRATIONS);
    return { pool, shown };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** Looks at a shared store from outside, as one of no report: of private ones it sees nothing. `look` rejects where the store does not answer. */
export function lookAtFleet(db: string): { look(): Promise<StoreState>; close(): Promise<void> } {
  const address = { ...parseShared(db), report: null };
  const pool = openPool(address, 1);
  const { watched, close } = reportRegistry(pool, address);
  return { look: async () => ({ fleet: await fleetState(pool), ...(await watched()) }), close };
}

/** The turn of those who want to work on a store by a schedule: one of them has it at a time. */
export type WatchLock = SharedLock;

/** The turn on the store at `db`, or on its report in a shared one. It ends with the process that has it, however that ends. */
export const watchLock = (db: string): WatchLock => (isShared(db) ? sharedWatchLock(db) : turnOnFile(db));

function turnOnFile(db: string): WatchLock {
  const path = storeSiblingPath(realPath(db), 'watch');
  const lock = fileLock(path);
  return {
    async take() {
      mkdirSync(dirname(path), { recursive: true });
      return lock.take();
    },
    isHeld: () => true,
    release: async () => lock.release(),
  };
}

/** Nights among which is one that looked at the web, ours: a night is judged again once. */
const RECENT = 9;

/** Looks at a store from outside; rejects where it does not answer. */
export async function lookAtStore(db: string): Promise<StoreState> {
  // Before the first night there is none, and nothing is wrong.
  if (!mayHaveRecords(db))
    return {
      fleet: null,
      nights: [],
      reports: [{ report: null, since: null, online: null, undelivered: 0, good: null }],
    };
  const store = await openRecords(db);
  try {
    const good = await store.lastGood();
    // One that judged a night again asked nobody.
    const last = (await store.nights(RECENT)).find(({ rejudges }) => rejudges === undefined);
    const watched = { report: null, since: null, online: last?.online ?? null };
    return {
      fleet: null,
      nights: good === null ? [] : [{ report: null, at: good.startedAt }],
      reports: [{ ...watched, undelivered: await store.undelivered(), good: good && goodRunFacts(good) }],
    };
  } finally {
    await store.close();
  }
}
