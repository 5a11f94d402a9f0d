import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reply, Send } from '../../src/fetch/reply.js';
import { throttle } from '../../src/fetch/throttle.js';
import { SETTINGS, virtualClock } from './fetching.js';
import { answer } from './replies.js';

const OPEN = new AbortController().signal;
const ask = (host: string) => ({ url: new URL(`http://${host}.test/`), headers: {} });

/** A wire that notes when each request starts and ends, and answers as it is told. */
function wire(now: () => number, reply: (nth: number) => Reply = () => answer(200)) {
  const log: { host: string; start: number; end: number }[] = [];
  const state = { running: 0, most: 0, perHost: new Map<string, number>(), mostPerHost: 0 };
  const send: Send = async ({ url }) => {
    const host = url.hostname;
    const entry = { host, start: now(), end: 0 };
    const nth = log.push(entry) - 1;
    state.most = Math.max(state.most, ++state.running);
    state.perHost.set(host, (state.perHost.get(host) ?? 0) + 1);
    state.mostPerHost = Math.max(state.mostPerHost, state.perHost.get(host) ?? 0);
    await new Promise((resolve) => setImmediate(resolve));
    state.running -= 1;
    state.perHost.set(host, (state.perHost.get(host) ?? 0) - 1);
    entry.end = now();
    return reply(nth);
  };
  return { send, log, state };
}

describe('throttle', () => {
  it('keeps both limits and every gap, and loses nobody', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 25 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 0, max: 2000 }),
        async (hosts, concurrency, perHost, hostDelay) => {
          const clock = virtualClock();
          const { send, log, state } = wire(clock.now);
          const polite = throttle(send, { ...SETTINGS, concurrency, perHost, hostDelay }, clock, OPEN);
          const replies = await Promise.all(hosts.map((host) => polite(ask(host))));
          expect(replies).toHaveLength(hosts.length);
          expect(state.most).toBeLessThanOrEqual(concurrency);
          expect(state.mostPerHost).toBeLessThanOrEqual(perHost);
          if (perHost > 1) return;
          for (const host of new Set(hosts)) {
            const own = log.filter((entry) => entry.host === `${host}.test`);
            own.slice(1).forEach(({ start }, i) => {
              expect(start - (own[i]?.end ?? 0)).toBeGreaterThanOrEqual(hostDelay);
            });
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('lets nobody wait in a slot: with one slot, a busy host does not hold up the others', async () => {
    const clock = virtualClock();
    const { send, log } = wire(clock.now);
    const settings = { ...SETTINGS, concurrency: 1, perHost: 1, hostDelay: 1000 };
    const polite = throttle(send, settings, clock, OPEN);
    await Promise.all(['a', 'a', 'a', 'b', 'c', 'd'].map((host) => polite(ask(host))));
    const order = log.map(({ host }) => host[0]).join('');
    expect(order.slice(0, 4)).toBe('abcd');
    expect(order.slice(4)).toBe('aa');
  });

  it('gives hosts their turns one after the other, however many requests each has', async () => {
    const clock = virtualClock();
    const { send, log } = wire(clock.now);
    const polite = throttle(send, { ...SETTINGS, concurrency: 1, perHost: 1, hostDelay: 0 }, clock, OPEN);
    await Promise.all([...'aaaaaabb'].map((host) => polite(ask(host))));
    expect(log.map(({ host }) => host[0]).join('')).toBe('ababaaaa');
  });

  it.each([
    ['in seconds', '7', 7000],
    ['as a date', 'Sat, 15 Mar 2025 00:00:30 GMT', 30_000],
    ['for longer than a night has', '86400', 120_000],
    ['in words', 'soon', 1000],
    ['in the past', 'Fri, 14 Mar 2025 00:00:00 GMT', 1000],
  ])('honours Retry-After %s for the whole host, but for no other', async (_, header, wait) => {
    const clock = virtualClock();
    const start = clock.now();
    const { send, log } = wire(clock.now, (nth) =>
      nth === 0 ? answer(429, { 'retry-after': header }) : answer(200),
    );
    const polite = throttle(send, { ...SETTINGS, perHost: 1 }, clock, OPEN);
    await polite(ask('a'));
    await Promise.all([polite(ask('a')), polite(ask('b'))]);
    expect(log.find(({ host }) => host === 'b.test')?.start).toBe(start);
    expect((log.findLast(({ host }) => host === 'a.test')?.start ?? 0) - start).toBe(wait);
  });

  it('waits for Retry-After two minutes in all, not two minutes for every source', async () => {
    const clock = virtualClock();
    const start = clock.now();
    const { send } = wire(clock.now, () => answer(503, { 'retry-after': '100' }));
    const polite = throttle(send, { ...SETTINGS, perHost: 1 }, clock, OPEN);
    for (let source = 0; source < 10; source++) await polite(ask('a'));
    // 100 s, 20 s, then seven gaps of at most 10 s.
    expect(clock.now() - start).toBeGreaterThan(120_000);
    expect(clock.now() - start).toBeLessThanOrEqual(190_000);
  });

  it('asks a complaining host ever more slowly, and goes back to the usual gap little by little', async () => {
    const clock = virtualClock();
    const { send, log } = wire(clock.now, (nth) => answer(nth < 6 ? 429 : 200));
    const polite = throttle(send, { ...SETTINGS, perHost: 1, hostDelay: 100 }, clock, OPEN);
    for (let source = 0; source < 40; source++) await polite(ask('a'));
    const gaps = log.slice(1).map(({ start }, i) => start - (log[i]?.end ?? 0));
    expect(gaps.slice(0, 6)).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000]);
    const after = gaps.slice(5);
    expect(after).toEqual(after.toSorted((a, b) => b - a));
    expect(after.at(-1)).toBeLessThan(200);
  });
});
