import { EventEmitter, once } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundOf } from '../../bench/schedule/bound.js';
import { KINDS, madeUpWeb } from '../../bench/schedule/made-up-web.js';
import { playScheduled } from '../../bench/schedule/play.js';
import { VirtualTime } from '../../bench/schedule/virtual-time.js';
import type { FetchSettings } from '../../src/model/settings.js';
import { parseSettings } from '../../src/settings/options.js';
import { openScheduler } from '../../src/web/dispatcher.js';
import type { Clock, Reply, Send } from '../../src/web/reply.js';
import { SETTINGS, virtualClock } from './fetching.js';
import { answer, failure } from './replies.js';
import { type Host, pages, simulate } from './simulated.js';

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

const throttle = (send: Send, settings: FetchSettings, clock: Clock): Send =>
  openScheduler(send, settings, clock, new AbortController().signal).send;

describe('a lane', () => {
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
          const polite = throttle(send, { ...SETTINGS, concurrency, perHost, hostDelay }, clock);
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
    const settings = { ...SETTINGS, concurrency: 1, perHost: 1, hostDelay: 1000, timeout: 30_000 };
    const polite = throttle(send, settings, clock);
    await Promise.all(['a', 'a', 'a', 'b', 'c', 'd'].map((host) => polite(ask(host))));
    const order = log.map(({ host }) => host[0]).join('');
    expect(order.slice(0, 4)).toBe('abcd');
    expect(order.slice(4)).toBe('aa');
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
    const polite = throttle(send, { ...SETTINGS, perHost: 1 }, clock);
    await polite(ask('a'));
    await Promise.all([polite(ask('a')), polite(ask('b'))]);
    expect(log.find(({ host }) => host === 'b.test')?.start).toBe(start);
    expect((log.findLast(({ host }) => host === 'a.test')?.start ?? 0) - start).toBe(wait);
  });

  it('honours Retry-After also for a job that was given its turn before, and had yet to make its request', async () => {
    const clock = virtualClock();
    const start = clock.now();
    const { send, log } = wire(clock.now, (nth) =>
      answer(nth === 0 ? 429 : 200, { 'retry-after': '7' }),
    );
    const settings = { ...SETTINGS, concurrency: 8, perHost: 2, hostDelay: 1000 };
    const { inLanes, send: polite } = openScheduler(
      send,
      settings,
      clock,
      new AbortController().signal,
    );
    const answered = new EventEmitter();
    await inLanes(
      ['quick', 'slow'],
      () => 'http://a.test/',
      async (job) => {
        if (job === 'slow') await once(answered, 'quick');
        await polite(ask('a'));
        answered.emit(job);
      },
    );
    expect(log.map((entry) => entry.start - start)).toEqual([0, 7000]);
  });

  it('waits for Retry-After two minutes in all, not two minutes for every source', async () => {
    const clock = virtualClock();
    const start = clock.now();
    const { send } = wire(clock.now, () => answer(503, { 'retry-after': '100' }));
    const polite = throttle(send, { ...SETTINGS, perHost: 1 }, clock);
    for (let source = 0; source < 10; source++) await polite(ask('a'));
    // 100 s, 20 s, then seven gaps of at most 10 s.
    expect(clock.now() - start).toBeGreaterThan(120_000);
    expect(clock.now() - start).toBeLessThanOrEqual(190_000);
  });

  it('asks a complaining host ever more slowly, and goes back to the usual gap little by little', async () => {
    const clock = virtualClock();
    const { send, log } = wire(clock.now, (nth) => answer(nth < 6 ? 429 : 200));
    const polite = throttle(send, { ...SETTINGS, perHost: 1, hostDelay: 100 }, clock);
    for (let source = 0; source < 40; source++) await polite(ask('a'));
    const gaps = log.slice(1).map(({ start }, i) => start - (log[i]?.end ?? 0));
    expect(gaps.slice(0, 6)).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000]);
    const after = gaps.slice(5);
    expect(after).toEqual(after.toSorted((a, b) => b - a));
    expect(after.at(-1)).toBeLessThan(200);
  });
});

describe('a night', () => {
  const behaviours: Readonly<Record<string, Host>> = {
    'fine.test': () => ({}),
    'slow.test': () => ({ took: 7000 }),
    'dead.test': () => ({ reply: failure('dns', 'ENOTFOUND'), took: 20 }),
    'silent.test': () => ({ reply: failure('timeout', 'UND_ERR_CONNECT_TIMEOUT'), took: 30_000 }),
    'flaky.test': (nth) => (nth % 3 === 0 ? { reply: failure('connection', 'ECONNRESET') } : {}),
    'back.test': (nth) => (nth < 2 ? { reply: failure('connection', 'ECONNREFUSED') } : {}),
    'busy.test': (nth) => (nth % 4 === 1 ? { reply: answer(429, { 'retry-after': '9' }) } : {}),
    'broken.test': () => ({ reply: answer(500) }),
  };
  const names = Object.keys(behaviours);
  const sources = fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom('http', 'https')), {
    minLength: 1,
    maxLength: 60,
  });

  it('asks for each source once or says why not, one after the other at a host, within both limits and at its pace', async () => {
    await fc.assert(
      fc.asyncProperty(
        sources,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 2 }),
        fc.constantFrom(0, 200, 1000),
        fc.constantFrom(0, 2),
        async (list, concurrency, perHost, hostDelay, retries) => {
          const urls = list.map(([host, scheme], i) => `${scheme}://${host}/${i}`);
          const night = await simulate(urls, behaviours, {
            concurrency,
            perHost,
            hostDelay,
            retries,
          });
          expect(night.told.map(({ url }) => url).sort()).toEqual(urls.toSorted());
          expect(night.most).toBeLessThanOrEqual(concurrency);
          for (const { url, reply } of night.told) {
            const times = night.sent.filter((one) => one.url === url).length;
            expect(reply.requests).toBe(times);
            expect(times).toBeLessThanOrEqual(1 + retries);
            if (times === 0) expect(reply).toMatchObject({ kind: 'failed', isFinal: true });
          }
          for (const host of names) {
            const own = night.sent.filter((one) => one.host === host);
            own.forEach(({ start }, i) => {
              const before = own.slice(0, i);
              expect(before.filter(({ end }) => end > start).length).toBeLessThan(perHost);
              for (const { end } of perHost === 1 ? before : [])
                expect(start).toBeGreaterThanOrEqual(end + hostDelay);
            });
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is as long as its longest lane, where that is longer than all work over the slots', async () => {
    const urls = [...'abcdefgh'].flatMap((name) => pages(`${name}.test`, 10));
    const night = await simulate([...urls, ...pages('z.test', 60)], {}, { concurrency: 2 });
    // 60 requests of half a second with a second between them, and 140 such requests over two slots.
    expect(night.length).toBeLessThanOrEqual(60 * 1500);
  });

  it('is as long as all work over the slots where a tenth of the hosts is dead: what their silence takes is no time of an answer', async () => {
    const settings = parseSettings({}, '0.0.0').fetch;
    // Of ten webs those on which the night was longest while it was (1.056 and 1.055 times the bound).
    for (const [kind, seed] of [
      ['Zipf 0.6, 10 % of hosts dead', 7],
      ['ten pages a host, 10 % of hosts dead', 6],
    ] as const) {
      const web = madeUpWeb(KINDS[kind] as (typeof KINDS)[string], seed);
      const { longestLane, allWork } = boundOf(web, settings);
      const { length } = await playScheduled(web, settings, seed);
      expect(length / Math.max(longestLane, allWork)).toBeLessThan(1.02);
    }
  });

  it('gives a free slot to the host with the most work, not the most sources', async () => {
    const night = await simulate(
      [...pages('quick.test', 12), ...pages('slow.test', 6)],
      { 'quick.test': () => ({ took: 100 }), 'slow.test': () => ({ took: 9000 }) },
      { concurrency: 1, hostDelay: 0 },
    );
    expect(night.sent.slice(-6).map(({ host }) => host)).toEqual(Array(6).fill('quick.test'));
  });

  it('begins a job when it gets a slot, so that few wait with what they hold', async () => {
    const time = new VirtualTime();
    const open = new AbortController().signal;
    const settings = { concurrency: 2, perHost: 1, hostDelay: 0, timeout: 30_000 };
    const scheduler = openScheduler(
      () => time.sleep(500).then(() => answer(200)),
      settings,
      time,
      open,
    );
    const state = { unasked: 0, most: 0 };
    const urls = Array.from({ length: 100 }, (_, i) => `http://h${i % 20}.test/${i}`);
    const night = scheduler.inLanes(
      urls,
      (url) => url,
      async (url) => {
        state.most = Math.max(state.most, ++state.unasked);
        await time.sleep(50);
        const asked = scheduler.send({ url: new URL(url), headers: {} });
        state.unasked -= 1;
        await asked;
      },
    );
    await time.pass(night);
    expect(time.now()).toBeLessThanOrEqual((100 * (500 + 50)) / 2);
    expect(state.most).toBe(2);
  });

  it('begins no more than has something to do, however many hosts there are', async () => {
    const time = new VirtualTime();
    const open = new AbortController().signal;
    const settings = { concurrency: 4, perHost: 1, hostDelay: 1000, timeout: 30_000 };
    const scheduler = openScheduler(
      () => time.sleep(500).then(() => answer(200)),
      settings,
      time,
      open,
    );
    const state = { begun: 0, most: 0 };
    const hosts = Array.from({ length: 500 }, (_, i) => `http://h${i}.test/`);
    const night = scheduler.inLanes(
      hosts,
      (url) => url,
      async (url) => {
        state.most = Math.max(state.most, ++state.begun);
        await scheduler.send({ url: new URL(url), headers: {} });
        // What is thought about an answer takes longer than the answer.
        await time.sleep(5000);
        state.begun -= 1;
      },
    );
    await time.pass(night);
    expect(state.most).toBe(24);
  });

  it('ends with the first error, and begins nothing more', async () => {
    const time = new VirtualTime();
    const scheduler = openScheduler(
      () => time.sleep(500).then(() => answer(200)),
      { concurrency: 1, perHost: 1, hostDelay: 0, timeout: 30_000 },
      time,
      new AbortController().signal,
    );
    let begun = 0;
    const night = scheduler.inLanes(
      pages('a.test', 9),
      (url) => url,
      async (url) => {
        await scheduler.send({ url: new URL(url), headers: {} });
        if (++begun === 3) throw new Error('no room is left on the disk');
      },
    );
    await expect(time.pass(night)).rejects.toThrow('no room');
    expect(begun).toBe(3);
  });

  it('ends when the door is closed, for those too that wait for their turn', async () => {
    const time = new VirtualTime();
    const closing = new AbortController();
    const scheduler = openScheduler(
      () => time.sleep(500).then(() => answer(200)),
      { concurrency: 4, perHost: 1, hostDelay: 10_000, timeout: 30_000 },
      time,
      closing.signal,
    );
    const ask = (url: string) => scheduler.send({ url: new URL(url), headers: {} });
    const waiting = ask('http://a.test/').then(() => ask('http://a.test/more'));
    const night = scheduler.inLanes(
      pages('b.test', 3),
      (url) => url,
      async (url) => void (await ask(url)),
    );
    void time.sleep(2000).then(() => closing.abort());
    await expect(time.pass(Promise.allSettled([waiting, night]))).resolves.toMatchObject([
      { status: 'rejected', reason: { message: 'The fetcher was closed.' } },
      { status: 'rejected', reason: { message: 'The fetcher was closed.' } },
    ]);
    await expect(ask('http://c.test/')).rejects.toThrow('closed');
  });

  it('is over at once where there is nothing to do', async () => {
    expect(await simulate([], {})).toMatchObject({ told: [], length: 0 });
  });
});
