import { setMaxListeners } from 'node:events';
import type { FetchSettings } from '../model/settings.js';
import type { Clock } from './clock.js';
import { limited } from './limits.js';
import type { Send } from './reply.js';
import type { Transport } from './transport.js';

/** Asks at once for whatever it is given: whose turn it is, others have seen to. */
export interface Sender {
  readonly send: Send;
  /** Breaks off what is under way, which rejects, and closes all connections. */
  close(): Promise<void>;
}

/** Asks on this thread. */
export function askHere(transport: Transport, settings: FetchSettings, clock: Clock): Sender {
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  return {
    send: limited(transport.raw, settings, clock, closing.signal),
    close: () => {
      closing.abort();
      return transport.close();
    },
  };
}
