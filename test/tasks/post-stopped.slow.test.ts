import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { ANSWER_GRACE } from '../../src/tasks/digest.js';
import { closeSinks, gate, TO, troubled } from '../night/troubled.js';
import type { SmtpMoment } from '../replica/smtp.js';

afterEach(closeSinks);

const STOPPED = 'stopped by SIGTERM; what was not sent goes with the next digest\n';
const NOTHING = 'nothing to say since the last digest: nothing sent\n';

/** A digest that is asked to stop when its first mail comes to a moment, of which the server answers `answered` milliseconds later. */
async function stopped(at: SmtpMoment, answered: number) {
  const held = gate(at);
  const place = await troubled(held.pause);
  const { child, ended } = place.send();
  await held.reached;
  child.kill('SIGTERM');
  const since = performance.now();
  setTimeout(held.open, answered);
  const end = await ended;
  const next = async () => {
    const { code, err } = await place.send().ended;
    return { code, err, told: place.told().length };
  };
  return { ...place, ...end, took: performance.now() - since, next, open: held.open };
}

describe('a process that is asked to stop while it sends', () => {
  it('waits for the answer that is due, records it, and begins with nobody more', async () => {
    const { code, err, sink, next, took } = await stopped('whole', 1_000);
    expect(code).toBe(1);
    expect(err).toMatch(/^digest 1 to recipient 1 of 2: sent \(250 [^\n]+\)\n/u);
    expect(err.split('\n').slice(1).join('\n')).toBe(STOPPED);
    expect(took).toBeGreaterThanOrEqual(1_000);
    expect(sink.messages).toHaveLength(1);
    const rest = await next();
    expect(rest).toMatchObject({ code: 0, told: TO.length });
    expect(rest.err).toMatch(/^digest \d to recipient 2 of 2: sent [^\n]+\n$/u);
    expect(await next()).toEqual({ code: 0, err: NOTHING, told: TO.length });
  });

  it('waits for no answer that does not come: it may have arrived, and that is said once', async () => {
    const { code, err, sink, next, took, open } = await stopped('whole', 60_000);
    open();
    expect(code).toBe(1);
    expect(err).toBe(
      `digest 1 to recipient 1 of 2: handed over, but the server’s answer never came: it may have arrived, and is not sent again (the process ended in the middle of it)\n${STOPPED}`,
    );
    expect(took).toBeGreaterThanOrEqual(ANSWER_GRACE - 100);
    expect(took).toBeLessThan(ANSWER_GRACE + 4_000);
    expect(sink.messages).toHaveLength(1);
    expect(await next()).toMatchObject({ code: 0, told: TO.length });
    expect(await next()).toEqual({ code: 0, err: NOTHING, told: TO.length });
  }, 30_000);

  it('hands nothing over that was not whole, and loses none of it', async () => {
    const { code, err, sink, next } = await stopped('recipient', 500);
    expect({ code, err }).toEqual({ code: 1, err: STOPPED });
    expect(sink.messages).toHaveLength(0);
    expect(await next()).toMatchObject({ code: 0, told: TO.length });
    expect(await next()).toEqual({ code: 0, err: NOTHING, told: TO.length });
  });

  it('ends at once at a second signal, and doubles none', async () => {
    const held = gate('whole');
    const { send, told, sink } = await troubled(held.pause);
    const { child, ended } = send();
    await held.reached;
    child.kill('SIGTERM');
    await wait(300);
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(1);
    await ended;
    held.open();
    const next = await send().ended;
    expect(next.code).toBe(1);
    expect(next.err).toContain('it may have arrived, and is not sent again');
    expect(new Set(told()).size).toBe(TO.length);
    expect(sink.messages).toHaveLength(TO.length);
  });
});
