import { setMaxListeners } from 'node:events';
import type { Fetch, InLanes, Traffic } from '../model/outcome.js';
import type { FetchSettings } from '../model/settings.js';
import { type Clock, systemClock } from './clock.js';
import { limited } from './limits.js';
import { redirect } from './redirect.js';
import type { Send } from './reply.js';
import { retry } from './retry.js';
import { openScheduler } from './scheduler.js';
import { openTransport, type Transport } from './transport.js';

/** The one door to the web: whoever asks anything of it asks here, politely. */
export interface Fetcher {
  /** One request to its end. What a server, a name or an address does wrong is in the outcome; rejects only after `close`. */
  readonly fetch: Fetch;
  /** Many things, each begun when its host's turn comes. */
  readonly inLanes: InLanes;
  /** Everything that was sent so far, whoever asked. */
  traffic(): Traffic;
  /** Breaks off what is under way (those fetches reject: a visit that was not finished has no outcome) and closes all connections. */
  close(): Promise<void>;
}

/**
 * Makes the fetcher of one run: what a host has cost in retries, and how gently it wants to be asked, is known as long
 * as the fetcher lives.
 */
export function createFetcher(
  settings: FetchSettings,
  clock: Clock = systemClock,
  transport: Transport = openTransport(settings),
): Fetcher {
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  let traffic: Traffic = { requests: 0, bytes: 0 };
  const one = limited(transport.raw, settings, clock, closing.signal);
  const counted: Send = async (ask) => {
    const reply = await one(ask);
    traffic = { requests: traffic.requests + reply.requests, bytes: traffic.bytes + reply.received };
    return reply;
  };
  const { send: polite, inLanes } = openScheduler(counted, settings, clock, closing.signal);
  return {
    fetch: redirect(retry(polite, settings, clock, closing.signal), clock),
    inLanes,
    traffic: () => traffic,
    close: () => {
      closing.abort();
      return transport.close();
    },
  };
}
