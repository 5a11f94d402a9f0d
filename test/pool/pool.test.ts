import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { SourceCase } from '../../src/judge/source-case.js';
import type { Snapshot } from '../../src/model/visit.js';
import { BUDGET } from '../../src/pool/budget.js';
import { createPool, type Pool, type PoolOptions, type Result } from '../../src/pool/pool.js';
import type { Unread } from '../../src/pool/tasks.js';

const MISBEHAVING = new URL('./misbehaving-worker.mjs', import.meta.url);
const bytesOf = (text: string) => new TextEncoder().encode(text);

const pools: Pool[] = [];
const poolOf = (options: PoolOptions = {}): Pool => {
  const pool = createPool({ threads: 1, workerUrl: MISBEHAVING, ...options });
  pools.push(pool);
  return pool;
};
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));

/** Asks a pool's thread to do what these bytes say. */
const order = (pool: Pool, bytes: Uint8Array | string): Promise<Result<Snapshot>> =>
  pool.run('read', unreadOf(bytes));
const unreadOf = (bytes: Uint8Array | string): { readonly unread: Unread } => ({
  unread: {
    bytes: typeof bytes === 'string' ? bytesOf(bytes) : bytes,
    sha256: '',
    contentType: 'text/plain',
    url: 'https://example.org/',
  },
});
const textOf = (result: Result<Snapshot>): string | undefined =>
  result.kind === 'done' ? result.value.document.blocks[0]?.text : `no text: ${JSON.stringify(result.why)}`;

describe('a pool', () => {
  it('runs tasks, each with its own input', async () => {
    const pool = poolOf({ threads: 2 });
    const texts = ['a', 'b', 'c', 'd'];
    expect((await Promise.all(texts.map((text) => order(pool, text)))).map(textOf)).toEqual(texts);
  });

  it('leaves the caller its bytes, whatever buffer they are a part of', async () => {
    const pool = poolOf();
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1 }), fc.nat(20), async (text, before) => {
        // Not a Buffer of Node's pool: those cannot be taken over anyway.
        const words = bytesOf(`read: ${text}`);
        const whole = new Uint8Array(before + words.length + 5);
        whole.set(words, before);
        const part = whole.subarray(before, before + words.length);
        expect(textOf(await order(pool, part))).toBe(`read: ${text}`);
        expect(part).toEqual(words);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['never ends', 'loop', { kind: 'time', seconds: 2 }],
    ['waits for ever', 'hang', { kind: 'time', seconds: 2 }],
    ['eats a heap', 'eat', { kind: 'memory', megabytes: 64 }],
    ['fills memory outside of any heap', 'fill', { kind: 'memory', megabytes: 64 }],
    ['throws', 'throw', { kind: 'broken', message: 'Maximum call stack size exceeded' }],
    ['ends its thread', 'exit', { kind: 'broken', message: expect.stringContaining('exited with code: 7') }],
    ['crashes its thread out of turn', 'crash', { kind: 'broken', message: 'out of turn' }],
  ])('says why a task that %s has no value, and runs the next', async (_, what, why) => {
    const reading = what === 'loop' || what === 'hang' ? 2_000 : 20_000;
    const pool = poolOf({ budget: { ...BUDGET, reading, memory: 64 } });
    expect(await order(pool, what)).toMatchObject({ kind: 'short', why });
    expect(textOf(await order(pool, 'next'))).toBe('next');
  });

  it('ends a thread that fills memory before the process has grown by much more than the limit', async () => {
    const pool = poolOf({ budget: { ...BUDGET, memory: 64 } });
    const before = process.memoryUsage.rss();
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss());
    }, 5);
    await order(pool, 'fill').finally(() => clearInterval(watch));
    expect((peak - before) / 2 ** 20).toBeLessThan(4 * 64);
  });

  it('does not blame a task for the memory that another one took', async () => {
    const pool = poolOf({ threads: 2, budget: { ...BUDGET, memory: 64 } });
    const [guilty, innocent] = await Promise.all(['fill', 'wait'].map((what) => order(pool, what)));
    expect(guilty).toMatchObject({ kind: 'short', why: { kind: 'memory' } });
    expect(innocent && textOf(innocent)).toBe('wait');
  });

  it('gives who reads and judges the time for both', async () => {
    const pool = poolOf({ budget: { ...BUDGET, reading: 500, judging: 10_000 } });
    expect(await order(pool, 'wait')).toMatchObject({ why: { kind: 'time', seconds: 0.5 } });
    const { unread } = unreadOf('wait');
    const judged = await pool.run('judge', { known: {} as SourceCase, unread });
    expect(judged.kind).toBe('done');
  });

  it('counts a task’s time from when a thread is free for it', async () => {
    const pool = poolOf({ budget: { ...BUDGET, reading: 2_000 } });
    const [slow, patient] = await Promise.all(['hang', 'patient'].map((what) => order(pool, what)));
    expect(slow).toMatchObject({ kind: 'short', why: { kind: 'time' } });
    expect(patient && textOf(patient)).toBe('patient');
  });

  it('says so when its module cannot be loaded', async () => {
    const pool = poolOf({ workerUrl: new URL('./nowhere.mjs', import.meta.url) });
    const why = { kind: 'broken', message: expect.stringContaining('nowhere.mjs') };
    expect(await order(pool, 'a')).toMatchObject({ kind: 'short', why });
    expect(await order(pool, 'b')).toMatchObject({ kind: 'short', why });
  });

  it('gives everything back without a value when it is closed', async () => {
    const pool = poolOf();
    const waiting = ['hang', 'a', 'b'].map((what) => order(pool, what));
    await pool.close();
    for (const result of await Promise.all(waiting))
      expect(result).toMatchObject({ why: { kind: 'stopping' } });
  });
});
