import pLimit from 'p-limit';
import type { FetchSettings } from '../../src/model/settings.js';
import type { RawAnswer } from '../../src/web/exchange.js';
import { createFetcher, limitRequests } from '../../src/web/fetcher.js';
import { retry } from '../../src/web/retry.js';
import type { Raw } from '../../src/web/transport.js';
import { dice } from '../../test/replica/prose.js';
import type { MadeUpWeb } from './made-up-web.js';
import { VirtualTime } from './virtual-time.js';

/** A night in simulated time: how long it was in milliseconds, and how many requests were sent. */
export interface Played {
  readonly length: number;
  readonly requests: number;
}

/** The network: an address answers "not modified" after its time, a dead host is silent until the time limit. */
function networkOf({ times, dead }: MadeUpWeb, time: VirtualTime, timeout: number): Raw {
  const ask = async (url: URL): Promise<RawAnswer> => {
    const isDead = dead.has(url.hostname);
    await time.sleep(isDead ? timeout : (times.get(url.href) ?? 0));
    if (isDead) throw Object.assign(new Error('silent'), { code: 'UND_ERR_CONNECT_TIMEOUT' });
    return { statusCode: 304, headers: {}, body: null };
  };
  return ({ url }) => ({ answer: ask(url), stop: () => {} });
}

const timeOf = (seed: number): VirtualTime => {
  const chance = dice(`back-off ${seed}`);
  return new VirtualTime(() => chance.roll(0, 999) / 1000);
};

/** The night as citewatch plays it: the program's own fetcher and scheduler, on another clock and network. */
export async function playScheduled(
  web: MadeUpWeb,
  settings: FetchSettings,
  seed: number,
): Promise<Played> {
  const time = timeOf(seed);
  const network = { raw: networkOf(web, time, settings.timeout), close: async () => {} };
  const { fetch, inLanes, traffic } = createFetcher(settings, time, network);
  const told = new Set<string>();
  const night = inLanes(
    [...web.times.keys()],
    (url) => url,
    async (url) => void told.add((await fetch({ url, validators: null })).url),
  );
  await time.pass(night);
  if (told.size !== web.times.size)
    throw new Error(`${told.size} of ${web.times.size} sources were told`);
  return { length: time.now(), requests: traffic().requests };
}

/**
 * The night as a plain loop plays it, as polite and as patient: p-limit over the list, where each waits for its host's turn
 * within its slot, and tries again as citewatch does.
 */
export async function playPlain(
  web: MadeUpWeb,
  settings: FetchSettings,
  seed: number,
): Promise<Played> {
  const time = timeOf(seed);
  const open = new AbortController().signal;
  const network = limitRequests(networkOf(web, time, settings.timeout), settings, time, open);
  const turns = new Map<string, Promise<unknown>>();
  let requests = 0;
  const send = retry(
    (ask) => {
      const { hostname } = ask.url;
      const answer = (turns.get(hostname) ?? Promise.resolve()).then(() => network(ask));
      requests += 1;
      turns.set(
        hostname,
        answer.then(() => time.sleep(settings.hostDelay)),
      );
      return answer;
    },
    settings,
    time,
    open,
  );
  const slots = pLimit(settings.concurrency);
  await time.pass(slots.map(web.times.keys(), (url) => send({ url: new URL(url), headers: {} })));
  return { length: time.now(), requests };
}
