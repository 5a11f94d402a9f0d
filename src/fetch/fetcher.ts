import { setMaxListeners } from 'node:events';
import type { FetchRequest, Outcome } from '../model/outcome.js';
import type { FetchSettings } from '../model/settings.js';
import { type Clock, systemClock } from './clock.js';
import { capped } from './limits.js';
import { redirect } from './redirect.js';
import { retry } from './retry.js';
import { throttle } from './throttle.js';
import { openTransport } from './transport.js';

/** Asks the web, politely. */
export interface Fetcher {
  /** One request to its end. What a server, a name or an address does wrong is in the outcome; rejects only after `close`. */
  fetch(request: FetchRequest): Promise<Outcome>;
  /** Breaks off what is under way (those fetches reject: a visit that was not finished has no outcome) and closes all connections. */
  close(): Promise<void>;
}

/**
 * Makes the fetcher of one run: what a host has cost in retries, and how gently it wants to be asked, is known as long
 * as the fetcher lives.
 */
export function createFetcher(settings: FetchSettings, pace: Clock = systemClock): Fetcher {
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const wire = openTransport(settings);
  const one = capped(wire.raw, settings, pace, closing.signal);
  const polite = throttle(one, settings, pace, closing.signal);
  return {
    fetch: redirect(retry(polite, settings, pace, closing.signal), pace),
    close: async () => {
      closing.abort();
      await wire.close();
    },
  };
}
