import { goodNight, type StoreState } from '../model/service-state.js';
import { mayHaveRecords, openRecords } from './records.js';

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
      reports: [{ ...watched, undelivered: await store.undelivered(), good: good && goodNight(good) }],
    };
  } finally {
    await store.close();
  }
}
