import type { StoreState } from '../model/run.js';
import { parseShared } from '../model/settings.js';
import { openPool, toConnectionError } from '../store/postgres/connect.js';
import { migrateShared } from '../store/postgres/migrations.js';
import { reportRegistry } from '../store/postgres/reports.js';
import type { Fetcher } from '../web/fetcher.js';
import { type FleetSettings, fleetState, openFleet, type WorkSettings, workFleet } from './fleet/fleet.js';
import type { WorkerEvent } from './fleet/worker.js';
import { SHARED_MIGRATIONS } from './shared-stores.js';

/** Connections of a worker, ours: its lanes write in turn. */
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
