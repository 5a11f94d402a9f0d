import type { Fetch } from '../../../src/model/outcome.js';
import type { FetchSettings } from '../../../src/model/settings.js';
import { fetcher, ROOMY, virtualClock } from '../fetching.js';

/** The door of one test, to servers on loopback. It does not wait. */
export const loopbackDoor = (settings: Partial<FetchSettings> = {}): Fetch =>
  fetcher({ ...ROOMY, ...settings }, virtualClock()).fetch;
