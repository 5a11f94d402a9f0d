import type { FetchSettings } from '../model/settings.js';
import type { Clock } from './clock.js';
import type { Reply, Send, Spent } from './reply.js';
import { LONGEST_WAIT, retryAfter } from './retry-after.js';

/** Back-off before the n-th further try (from 0): a random time of at most `base` x 2^n and never more than `most`, in milliseconds. */
const BACK_OFF = { base: 500, most: 30_000 };

/**
 * Further tries that a host may cost in a run, in units of `retries`: one that answers fifty sources with 500 is asked
 * 50 + 3 x `retries` times, not 50 x (1 + `retries`). Each good answer gives one try back.
 */
const HOST_BUDGET = 3;

/** Further tries that a host may cost in a run. */
export const mostTries = ({ retries }: Pick<FetchSettings, 'retries'>): number => HOST_BUDGET * retries;

/** Milliseconds before the n-th further try (from 0). */
export const backOff = (tries: number, { random }: Pick<Clock, 'random'>): number =>
  random() * Math.min(BACK_OFF.most, BACK_OFF.base * 2 ** tries);

/** A reply to what was sent before as well: what both cost, since the first was sent. */
export const spentTogether = (before: Spent, last: Reply): Reply => ({
  ...last,
  requests: before.requests + last.requests,
  received: before.received + last.received,
  startedAt: before.startedAt,
});

const PASSING_STATUS: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** How many further tries a reply is worth: none for what will not be different in a minute. */
export function triesWorth(reply: Reply, retries: number, now: number): number {
  if (reply.kind === 'answered') {
    const passing = PASSING_STATUS.has(reply.http) && (retryAfter(reply, now) ?? 0) <= LONGEST_WAIT;
    return passing ? retries : 0;
  }
  if (reply.isFinal) return 0;
  switch (reply.failure) {
    case 'connection':
    case 'cut-off':
      return retries;
    case 'dns':
      return reply.code === 'EAI_AGAIN' ? retries : 0;
    case 'timeout':
      // It has cost the whole time limit already; once more tells a hiccup from a habit.
      return Math.min(retries, 1);
    case 'tls':
    case 'encoding':
    case 'protocol':
    case 'redirect-loop':
    case 'refused-address':
    case 'refused-scheme':
    case 'bad-url':
      return 0;
  }
}

/** Tries again what may pass, after a back-off in which nothing is held; `Retry-After` is waited for in the lane below. */
export function retry(send: Send, settings: FetchSettings, clock: Clock, closing: AbortSignal): Send {
  const most = mostTries(settings);
  const budgets = new Map<string, number>();

  return async (ask) => {
    if (ask.once) return send(ask);
    const host = ask.url.hostname;
    const budget = () => budgets.get(host) ?? most;
    let reply = await send(ask);
    for (let tries = 0; ; tries++) {
      const worth = triesWorth(reply, settings.retries, clock.now());
      if (worth === 0 && reply.kind === 'answered') budgets.set(host, Math.min(most, budget() + 1));
      if (tries >= worth || budget() === 0) return reply;
      budgets.set(host, budget() - 1);
      await clock.sleep(backOff(tries, clock), closing);
      reply = spentTogether(reply, await send(ask));
    }
  };
}
