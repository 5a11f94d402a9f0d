import type { StoreState } from '../model/service-state.js';
import { mayHaveRecords, openRecords } from './records.js';

/** Looks at a store from outside; rejects where it does not answer. */
export async function lookAtStore(db: string): Promise<StoreState> {
  // Before the first night there is none, and nothing is wrong.
  if (!mayHaveRecords(db)) return { fleet: null, nights: [] };
  const store = await openRecords(db);
  try {
    const nights = await store.nights(1);
    return { fleet: null, nights: nights.map(({ startedAt: at }) => ({ report: null, at })) };
  } finally {
    await store.close();
  }
}
