import type { Pool } from 'pg';
import type { Fetcher } from '../fetch/fetcher.js';
import { type FleetSettings, openFleet, workFleet } from '../fleet/fleet.js';
import type { WorkerNews } from '../fleet/worker.js';
import type { FetchSettings } from '../model/settings.js';
import { parseShared } from '../model/store-address.js';
import { openPool } from '../record/postgres/connect.js';
import { connectionLost } from '../record/postgres/lost.js';
import { migrateShared } from '../record/postgres/migrate.js';
import { SHARED_STEPS } from './shared-steps.js';

/** Connections of a worker, ours: its lanes write in turn, and one connection listens. */
const OF_A_WORKER = 10;
/** And of a night that works too, beside those of its report. */
const OF_A_NIGHT = 6;

/** What a worker is to do; null for what is usual. */
export interface WorkOrder {
  /** The address of the shared store. */
  readonly db: string;
  readonly fetch: FetchSettings;
  readonly lanes: number | null;
  /** Milliseconds for which a host is a worker's of whom nothing is heard. */
  readonly lease: number | null;
  /** Whether it ends when nothing is left to ask. */
  readonly once: boolean;
}

/** What is told of a worker; `begun` when the store, named as it may be shown, is open. */
export type WorkNews = { readonly kind: 'begun'; readonly shown: string } | WorkerNews;

/** Works for all reports of a shared store, until `stop` fires. Throws where the store cannot be opened. */
export async function workOn(
  { db, fetch, lanes, lease, once }: WorkOrder,
  tell: (news: WorkNews) => void,
  stop: AbortSignal,
): Promise<void> {
  const { pool, shown } = await openFleetStore(db, OF_A_WORKER);
  try {
    tell({ kind: 'begun', shown });
    await workFleet({ pool, fetch, lanes, held: lease, once }, tell, stop);
  } finally {
    await pool.end();
  }
}

/**
 * Opens the door to the web that all reports of a shared store have in common. Where the store is lost in the middle, whoever
 * asks is told in a sentence.
 */
export async function openFleetDoor(db: string, use: Omit<FleetSettings, 'pool'>): Promise<Fetcher> {
  const { pool, shown } = await openFleetStore(db, OF_A_NIGHT);
  try {
    const fleet = await openFleet({ pool, ...use });
    return {
      ...fleet,
      fetch: (request) =>
        fleet.fetch(request).catch((error: unknown) => {
          throw connectionLost(error, shown);
        }),
      close: () => fleet.close().finally(() => pool.end()),
    };
  } catch (error) {
    await pool.end();
    throw connectionLost(error, shown);
  }
}

/** Opens the part of a shared store that belongs to no report. */
async function openFleetStore(
  db: string,
  connections: number,
): Promise<{ readonly pool: Pool; readonly shown: string }> {
  const { url, shown } = parseShared(db);
  const pool = openPool({ url, shown, report: null }, connections);
  try {
    await migrateShared(pool, shown, SHARED_STEPS);
    return { pool, shown };
  } catch (error) {
    await pool.end();
    throw error;
  }
}
