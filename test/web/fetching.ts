import { onTestFinished } from 'vitest';
import type { Answered, Failed, Outcome, Validators } from '../../src/model/outcome.js';
import type { FetchSettings } from '../../src/model/settings.js';
import { createFetcher, type Fetcher } from '../../src/web/fetcher.js';
import { type Clock, systemClock } from '../../src/web/reply.js';

/** Quick and patient enough for loopback. */
export const SETTINGS: FetchSettings = {
  concurrency: 8,
  perHost: 4,
  hostDelay: 0,
  timeout: 10_000,
  maxBytes: 1_000_000,
  retries: 0,
  connectTo: [],
  ca: null,
  proxy: null,
  allowPrivate: true,
  userAgent: 'citewatch/test (+https://example.org)',
};

/** An index of an archive, of 10,000 rows, is longer than the pages of most tests. */
export const ROOMY = { maxBytes: 20_000_000 };

/** The real clock, but no waiting. */
const unhurried: Clock = { ...systemClock, sleep: async () => {} };

/** A fetcher for one test. */
export function fetcher(settings: Partial<FetchSettings> = {}, clock: Clock = unhurried): Fetcher {
  const made = createFetcher({ ...SETTINGS, ...settings }, clock);
  onTestFinished(() => made.close());
  return made;
}

/** Fetches one address with a fetcher of its own. */
export const get = (
  url: string,
  settings: Partial<FetchSettings> = {},
  validators: Validators | null = null,
): Promise<Outcome> => fetcher(settings).fetch({ url, validators });

/** Insists on an answer. */
export function answered(outcome: Outcome): Answered {
  if (outcome.kind === 'failed')
    throw new Error(`${outcome.failure} (${outcome.code}): ${outcome.message}`);
  return outcome;
}

/** Insists on a failure. */
export function failed(outcome: Outcome): Failed {
  if (outcome.kind === 'answered') throw new Error(`answered ${outcome.http}`);
  return outcome;
}

export const textOf = (outcome: Outcome): string =>
  Buffer.from(answered(outcome).body?.bytes ?? []).toString();

/** Sends every host name to one port of loopback. */
export const everythingTo = (port: number) => [
  { fromHost: '', fromPort: '', toHost: '127.0.0.1', toPort: String(port) },
];

/** A virtual clock: sleeping takes no time, and moves it on. */
export function virtualClock(random = 0.5): Clock & { readonly sleeps: number[] } {
  let now = Date.parse('2025-03-15T00:00:00Z');
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    random: () => random,
    sleep: async (ms) => {
      sleeps.push(ms);
      const until = now + ms;
      await new Promise((resolve) => setImmediate(resolve));
      now = Math.max(now, until);
    },
  };
}
