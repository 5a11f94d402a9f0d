import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reply, Send } from '../../src/web/reply.js';
import { allowedRetries, retry } from '../../src/web/retry.js';
import { SETTINGS, virtualClock } from './fetching.js';
import { answer, failure } from './replies.js';

const OPEN = new AbortController().signal;
const ask = (host = 'a.test') => ({ url: new URL(`http://${host}/`), headers: {} });

/** Answers one after the other, the last one again and again. */
function script(...replies: Reply[]): Send & { sent: number } {
  const send = async () => replies[Math.min(send.sent++, replies.length - 1)] as Reply;
  send.sent = 0;
  return send;
}

describe('retry', () => {
  it.each([
    ['a broken connection', failure('connection'), 4],
    ['a cut-off body', failure('cut-off'), 4],
    ['a name server that does not answer', failure('dns', 'EAI_AGAIN'), 4],
    ['429', answer(429), 4],
    ['503', answer(503), 4],
    ['408', answer(408), 4],
    ['a timeout', failure('timeout'), 2],
    ['a name that does not exist', failure('dns', 'ENOTFOUND'), 1],
    ['a bad certificate', failure('tls'), 1],
    ['a refused address', failure('refused-address'), 1],
    ['a body that does not unpack', failure('encoding'), 1],
    ['404', answer(404), 1],
    ['501', answer(501), 1],
    ['a server that wants to be left alone for an hour', answer(429, { 'retry-after': '3600' }), 1],
  ])('asks for %s %i times in all', async (_, reply, times) => {
    const send = script(reply);
    const got = await retry(send, { ...SETTINGS, retries: 3 }, virtualClock(), OPEN)(ask());
    expect(send.sent).toBe(times);
    expect(got).toMatchObject({ requests: times, startedAt: 0 });
  });

  it('stops at the first answer that will do, and counts every byte', async () => {
    const send = script(
      { ...failure('cut-off'), received: 10 },
      { ...answer(200), received: 90 },
      answer(500),
    );
    const got = await retry(send, { ...SETTINGS, retries: 5 }, virtualClock(), OPEN)(ask());
    expect(got).toMatchObject({ http: 200, requests: 2, received: 100 });
  });

  it('waits longer each time, at most half a minute', async () => {
    const clock = virtualClock(1);
    await retry(script(answer(500)), { ...SETTINGS, retries: 9 }, clock, OPEN)(ask());
    expect(clock.sleeps).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('spends no more than a budget on one host, whatever the others need', async () => {
    const send = script(failure('connection'));
    const polite = retry(send, { ...SETTINGS, retries: 2 }, virtualClock(), OPEN);
    for (let source = 0; source < 50; source++) await polite(ask());
    expect(send.sent).toBe(50 + 6);
    await polite(ask('b.test'));
    expect(send.sent).toBe(50 + 6 + 3);
  });

  it('gives a host that answers its tries back', async () => {
    const dead = failure('connection');
    const send = script(...Array<Reply>(7).fill(dead), answer(200), dead);
    const polite = retry(send, { ...SETTINGS, retries: 1 }, virtualClock(), OPEN);
    for (let source = 0; source < 5; source++) await polite(ask());
    expect(send.sent).toBe(8);
    await polite(ask());
    expect(send.sent).toBe(10);
  });

  it('never asks more often than it was told to', async () => {
    const replies = fc.constantFrom<Reply>(
      answer(200),
      answer(503),
      failure('timeout'),
      failure('connection'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(replies, { minLength: 1 }), fc.nat(6), async (script_, retries) => {
        const send = script(...script_);
        const got = await retry(send, { ...SETTINGS, retries }, virtualClock(), OPEN)(ask());
        expect(send.sent).toBeLessThanOrEqual(retries + 1);
        expect(got.requests).toBe(send.sent);
        expect(send.sent === retries + 1 || allowedRetries(got, retries, 0) <= send.sent).toBe(
          true,
        );
      }),
    );
  });
});
