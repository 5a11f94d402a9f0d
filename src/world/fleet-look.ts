import { fleetState } from '../fleet/state.js';
import type { StoreState } from '../model/service-state.js';
import { parseShared } from '../model/store-address.js';
import { openPool } from '../record/postgres/connect.js';

/** Looks at a shared store from outside, as one of no report. */
export interface FleetLook {
  /** Rejects where the store does not answer. */
  look(): Promise<StoreState>;
  close(): Promise<void>;
}

/** Opens one; no connection is made yet. */
export function lookAtFleet(db: string): FleetLook {
  const pool = openPool({ ...parseShared(db), report: null }, 1);
  return {
    look: async () => ({ fleet: await fleetState(pool), nights: [] }),
    close: () => pool.end(),
  };
}
