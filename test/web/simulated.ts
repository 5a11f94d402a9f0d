import { VirtualTime } from '../../bench/schedule/virtual-time.js';
import type { FetchSettings } from '../../src/model/settings.js';
import { openScheduler } from '../../src/web/dispatcher.js';
import type { Reply } from '../../src/web/reply.js';
import { retry } from '../../src/web/retry.js';
import { SETTINGS } from './fetching.js';
import { answer } from './replies.js';

/** What a host does when it is asked for the n-th time (from 0), and how long that takes. */
export type Host = (nth: number, url: URL) => { readonly reply?: Reply; readonly took?: number };

/** One request as it was sent; times in milliseconds. */
interface Sent {
  readonly url: string;
  readonly host: string;
  readonly start: number;
  end: number;
}

/** A night in simulated time. */
export interface Simulated {
  readonly sent: readonly Sent[];
  /** What each address was told, in the order in which they were. */
  readonly told: readonly { readonly url: string; readonly reply: Reply; readonly at: number }[];
  /** Most requests under way at once. */
  readonly most: number;
  readonly length: number;
}

/** Asks for each address in its host's lane, with retries; what a job does after its answer takes no time. */
export async function simulate(
  urls: readonly string[],
  hosts: Readonly<Record<string, Host>>,
  settings: Partial<FetchSettings> = {},
  leadsTo: (url: string) => string | null = () => null,
): Promise<Simulated> {
  const time = new VirtualTime();
  const open = new AbortController().signal;
  const sent: Sent[] = [];
  const told: Simulated['told'][number][] = [];
  const state = { underWay: 0, most: 0 };
  const all = { ...SETTINGS, concurrency: 4, perHost: 1, hostDelay: 1000, ...settings };
  const scheduler = openScheduler(
    async ({ url }) => {
      const host = url.hostname;
      const entry = { url: url.href, host, start: time.now(), end: 0 };
      const nth = sent.filter((one) => one.host === host).length;
      sent.push(entry);
      state.most = Math.max(state.most, ++state.underWay);
      const { reply = answer(200), took = 500 } = hosts[host]?.(nth, url) ?? {};
      await time.sleep(took);
      state.underWay -= 1;
      entry.end = time.now();
      return { ...reply, startedAt: entry.start };
    },
    all,
    time,
    open,
  );
  const send = retry(scheduler.send, all, time, open);
  await time.pass(
    scheduler.inLanes(
      urls,
      (url) => url,
      async (url) => {
        let reply = await send({ url: new URL(url), headers: {} });
        const next = reply.kind === 'answered' ? leadsTo(url) : null;
        if (next !== null) reply = await send({ url: new URL(next), headers: {} });
        told.push({ url, reply, at: time.now() });
      },
    ),
  );
  return { sent, told, most: state.most, length: time.now() };
}

/** Addresses of `n` pages of a host. */
export const pages = (host: string, n: number, scheme = 'http'): readonly string[] =>
  Array.from({ length: n }, (_, i) => `${scheme}://${host}/${i}`);
