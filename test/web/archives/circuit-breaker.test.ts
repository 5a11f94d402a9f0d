import { describe, expect, it } from 'vitest';
import type { Answered } from '../../../src/model/outcome.js';
import type { NoResponse } from '../../../src/web/archives/archive-client.js';
import {
  answered,
  BREAKER_FAILURES,
  BREAKER_REST,
  openCircuitBreaker,
  unavailable,
  WAIT_BUDGET,
} from '../../../src/web/archives/archive-client.js';
import { fakeClock } from './manual-clock.js';

const URL = 'https://web.archive.org/x';
const reply = (
  http: number,
  headers: Record<string, string> = {},
  retryAfter?: number,
): Answered => ({
  kind: 'answered',
  url: URL,
  finalUrl: URL,
  hops: [],
  requests: 1,
  received: 0,
  at: '',
  elapsed: 0,
  http,
  headers,
  body: null,
  retryAfter,
});
const slow: NoResponse = {
  kind: 'silence',
  slow: true,
  unreachable: false,
  what: 'took too long (DEADLINE)',
};
const refused: NoResponse = {
  kind: 'silence',
  slow: false,
  unreachable: false,
  what: 'could not be reached (ECONNREFUSED)',
};

/** A breaker to a service that gives these replies, the last of them for ever. */
function breakerTo(...replies: readonly (Answered | NoResponse)[]) {
  const clock = fakeClock();
  const sent: number[] = [];
  const breaker = openCircuitBreaker('web.archive.org (index)', 2_500, {
    ...clock,
    over: () => null,
    send: async () => {
      sent.push(clock.now());
      return replies[Math.min(sent.length, replies.length) - 1] ?? reply(200);
    },
  });
  const ask = () => breaker.ask({ url: 'https://web.archive.org/x' }, ({ http }) => answered(http));
  return { breaker, ask, sent, clock };
}

/** Asks until the service is left alone. */
async function askUntilShut(ask: () => Promise<unknown>) {
  for (let i = 0; i < BREAKER_FAILURES; i++) await ask();
}

describe('a circuit breaker', () => {
  it('sends one request after the other, never closer than its gap', async () => {
    const { ask, sent } = breakerTo(reply(200));
    await Promise.all(Array.from({ length: 6 }, ask));
    const gaps = sent.slice(1).map((at, i) => at - (sent[i] ?? 0));
    expect(gaps).toEqual(Array(5).fill(2_500));
  });

  it('has one request under way at a time', async () => {
    let under = 0;
    let most = 0;
    const clock = fakeClock();
    const breaker = openCircuitBreaker('x', 0, {
      ...clock,
      over: () => null,
      send: async () => {
        most = Math.max(most, ++under);
        await new Promise((done) => setImmediate(done));
        under -= 1;
        return reply(200);
      },
    });
    await Promise.all(
      Array.from({ length: 5 }, () => breaker.ask({ url: 'https://x/' }, () => answered(1))),
    );
    expect(most).toBe(1);
  });

  it.each([
    ['a 429 that names no time: a minute', reply(429), 60_000],
    ['a 429 that names a time', reply(429, {}, 7_000), 7_000],
    ['a 503 that names a time', reply(503, {}, 1_500), 1_500],
    ['a 503 that names no time', reply(503), 5_000],
    ['a refused connection', refused, 5_000],
  ])('waits after %s, and asks once more', async (_, first, pause) => {
    const { ask, clock, sent } = breakerTo(first, reply(200));
    expect(await ask()).toEqual(answered(200));
    expect(clock.slept[0]).toBe(pause);
    expect(sent).toHaveLength(2);
  });

  it('does not ask once more what was slow', async () => {
    const { ask, sent } = breakerTo(slow, reply(200));
    expect(await ask()).toEqual(unavailable('web.archive.org (index) took too long (DEADLINE).'));
    expect(sent).toHaveLength(1);
  });

  it('gives up at once when it is to wait for longer than a night can', async () => {
    const { ask, sent, clock } = breakerTo(reply(429, {}, 3_600_000));
    expect(await ask()).toMatchObject({ reason: 'web.archive.org (index) answered 429.' });
    expect(await ask()).toMatchObject({
      reason: 'web.archive.org (index) was not asked: it answered 429 earlier.',
    });
    expect(sent).toHaveLength(1);
    expect(clock.slept).toEqual([]);
  });

  it.each([
    ['slow', slow],
    ['down', refused],
    ['overloaded', reply(503)],
    ['complaining', reply(429)],
  ])('leaves a service alone for the night that is %s again and again', async (_, end) => {
    const { ask, sent } = breakerTo(end);
    await askUntilShut(ask);
    const before = sent.length;
    const answers = await Promise.all(Array.from({ length: 30 }, ask));
    expect(sent.length).toBe(before);
    expect(answers.every(({ kind }) => kind === 'unavailable')).toBe(true);
  });

  it('leaves a service alone that talks nonsense, and says what it got', async () => {
    const { breaker, sent } = breakerTo(reply(200, { 'content-type': 'text/html; charset=utf-8' }));
    const ask = () => breaker.ask({ url: 'https://web.archive.org/x' }, () => null);
    expect(await ask()).toEqual(
      unavailable('web.archive.org (index) answered 200 (text/html), which is no answer.'),
    );
    await askUntilShut(ask);
    expect(sent).toHaveLength(BREAKER_FAILURES);
  });

  it('is not put off by refusals, nor by failures with an answer between them', async () => {
    const refusing = breakerTo(reply(403));
    for (let i = 0; i < 10; i++)
      await refusing.breaker.ask({ url: 'https://x/' }, () => unavailable('It is excluded.'));
    expect(refusing.sent).toHaveLength(10);
    const uneven = breakerTo(slow, slow, reply(200), slow, slow, reply(200));
    for (let i = 0; i < 6; i++) await uneven.ask();
    expect(await uneven.ask()).toEqual(answered(200));
  });

  it('waits no longer for all complaints of a night together than its patience', async () => {
    const complaints = Array.from({ length: 40 }, (_, i) => reply(i % 2 === 0 ? 429 : 200));
    const { ask, clock } = breakerTo(...complaints);
    for (let i = 0; i < 20; i++) await ask();
    const waited = clock.slept.filter((ms) => ms === 60_000).reduce((a, b) => a + b, 0);
    expect(waited).toBeLessThanOrEqual(WAIT_BUDGET);
    expect((await ask()).kind).toBe('unavailable');
  });

  it('asks again the next night, and then one failure is enough', async () => {
    const { ask, sent, clock } = breakerTo(slow);
    await askUntilShut(ask);
    clock.advance(BREAKER_REST);
    await ask();
    await ask();
    expect(sent).toHaveLength(BREAKER_FAILURES + 1);
  });

  it('takes the status of a replayed capture for the publisher’s, not for its own', async () => {
    const { ask, clock } = breakerTo(
      reply(429, { 'memento-datetime': 'Thu, 29 Jan 2015 03:49:04 GMT' }),
    );
    expect(await ask()).toEqual(answered(429));
    expect(clock.slept).toEqual([]);
  });
});
