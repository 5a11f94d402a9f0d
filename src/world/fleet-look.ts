import { fleetState } from '../fleet/state.js';
import type { StoreState } from '../model/service-state.js';
import { parseShared } from '../model/store-address.js';
import { openPool } from '../record/postgres/connect.js';
import { keptReports } from '../record/postgres/reports.js';

/** Looks at a shared store from outside, as one of no report: of private ones it sees nothing. */
export interface FleetLook {
  /** Rejects where the store does not answer. */
  look(): Promise<StoreState>;
  close(): Promise<void>;
}

/** Opens one; no connection is made yet. */
export function lookAtFleet(db: string): FleetLook {
  const address = { ...parseShared(db), report: null };
  const pool = openPool(address, 1);
  const { watched, close } = keptReports(pool, address);
  return {
    look: async () => ({ fleet: await fleetState(pool), ...(await watched()) }),
    close,
  };
}
