import type { FetchSettings } from '../model/settings.js';
import { type Clock, systemClock } from './clock.js';
import { type Fetcher, politely } from './politely.js';
import { askHere } from './sender.js';
import { openTransport, type Transport } from './transport.js';

/** Makes the fetcher of one run, which does everything on this thread. */
export const createFetcher = (
  settings: FetchSettings,
  clock: Clock = systemClock,
  transport: Transport = openTransport(settings),
): Fetcher => politely(askHere(transport, settings, clock), settings, clock);
