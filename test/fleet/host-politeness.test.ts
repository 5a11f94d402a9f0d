import { describe, expect, it } from 'vitest';
import { HostPoliteness, type Waits } from '../../src/fleet/host-politeness.js';
import type { Answer, Failure, Reply } from '../../src/web/reply.js';
import { askingAs } from './shared-store.js';

const SETTINGS = { ...askingAs(':80:127.0.0.1:1'), hostDelay: 1_000 };
const NIGHT = Date.parse('2025-10-01T02:00:00Z');
const clock = { at: 0, now: () => clock.at, random: () => 0.5, sleep: async () => {} };

const answer = (http: number, headers = {}): Answer => ({
  kind: 'answered',
  http,
  headers,
  location: null,
  cookies: [],
  body: null,
  requests: 1,
  received: 7,
  startedAt: clock.at,
});
const refused = (): Failure => ({
  kind: 'failed',
  failure: 'connection',
  code: 'ECONNREFUSED',
  message: 'no',
  requests: 1,
  received: 0,
  startedAt: clock.at,
});
const waits = (more: Partial<Waits> = {}): Waits => ({
  origin: 'o',
  once: false,
  tries: 0,
  spent: null,
  ...more,
});

/** The same on another machine. */
const carried = (politeness: HostPoliteness): HostPoliteness =>
  HostPoliteness.read(politeness.write(), SETTINGS);

describe('the politeness towards a host', () => {
  const ended = (politeness: HostPoliteness, reply: Reply, more: Partial<Waits> = {}) =>
    politeness.noteEnd(waits(more), reply, 30, clock);

  it('go on after a complaint where another machine ended', () => {
    const politeness = HostPoliteness.read('', SETTINGS).forNight(NIGHT);
    ended(politeness, answer(429, { 'retry-after': '50' }));
    expect(politeness.pace).toMatchObject({ gap: 2_000, patience: 70_000, readyAt: 50_000 });
    const there = carried(politeness);
    ended(there, answer(429, { 'retry-after': '100' }));
    expect(there.pace).toMatchObject({ gap: 4_000, patience: 0, readyAt: 70_000 });
    ended(there, answer(200));
    expect(there.pace.gap).toBeLessThan(4_000);
  });

  it('give a request that failed another try, later, and count what both cost', () => {
    const politeness = HostPoliteness.read('', SETTINGS).forNight(NIGHT);
    expect(ended(politeness, answer(500))).toEqual({
      kind: 'again',
      within: 250,
      spent: { requests: 1, received: 7, startedAt: 0 },
    });
    clock.at = 500;
    const spent = { requests: 1, received: 7, startedAt: 0 };
    expect(ended(carried(politeness), answer(200), { tries: 1, spent })).toMatchObject({
      kind: 'answered',
      reply: { http: 200, requests: 2, received: 14, startedAt: 0 },
    });
    clock.at = 0;
  });

  it('try a host that always fails no oftener on many machines than on one', () => {
    let politeness = HostPoliteness.read('', SETTINGS).forNight(NIGHT);
    let again = 0;
    for (let source = 0; source < 50; source++) {
      politeness = carried(politeness);
      if (ended(politeness, answer(500)).kind === 'again') again += 1;
    }
    expect(again).toBe(3 * SETTINGS.retries);
  });

  it('put an origin aside after two failed connections, try it once more, and give it up', () => {
    const politeness = HostPoliteness.read('', SETTINGS).forNight(NIGHT);
    ended(politeness, refused());
    expect(politeness.resting(0).size).toBe(0);
    ended(politeness, refused());
    const there = carried(politeness);
    expect(there.resting(0)).toEqual(new Map([['o', 10_000]]));
    expect(there.resting(10_000).size).toBe(0);
    expect(there.begin(waits(), 10_000)).toBeNull();
    expect(ended(there, refused())).toMatchObject({ kind: 'answered', reply: { isFinal: true } });
    expect(carried(there).begin(waits(), 20_000)).toMatchObject({
      failure: 'connection',
      requests: 0,
    });
    const spent = { requests: 2, received: 0, startedAt: 5 };
    expect(carried(there).begin(waits({ spent }), 20_000)).toMatchObject({
      requests: 2,
      startedAt: 5,
    });
    // Another origin of the host may well answer, and so may one that is asked by who tries again himself.
    expect(carried(there).begin(waits({ origin: 'other' }), 20_000)).toBeNull();
    expect(carried(there).begin(waits({ once: true }), 20_000)).toBeNull();
  });

  it('trust an origin again that answers its try', () => {
    const politeness = HostPoliteness.read('', SETTINGS).forNight(NIGHT);
    for (const _ of [1, 2]) ended(politeness, refused());
    const there = carried(politeness);
    there.begin(waits(), 10_000);
    ended(there, answer(404));
    expect(carried(there).resting(0).size).toBe(0);
    expect(carried(there).begin(waits(), 20_000)).toBeNull();
  });

  it('begin anew on another night, and wait as long as was to be waited', () => {
    const politeness = HostPoliteness.read('', SETTINGS).forNight(NIGHT);
    for (const _ of [1, 2]) ended(politeness, refused());
    expect(politeness.forNight(NIGHT + 11 * 3_600_000)).toBe(politeness);
    const anew = carried(politeness.forNight(NIGHT + 24 * 3_600_000));
    expect(anew.resting(0).size).toBe(0);
    expect(politeness.forNight(NIGHT + 24 * 3_600_000).pace.readyAt).toBe(politeness.pace.readyAt);
  });
});
