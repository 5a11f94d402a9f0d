import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import type { SourceCase } from '../../src/judging/source-case.js';
import type { Shortfall } from '../../src/model/document.js';
import type { Snapshot } from '../../src/model/visit.js';
import { BUDGET, type ProcessorTime, SAID, Trial } from '../../src/pool/budget.js';
import { createPool, type Pool, type PoolOptions, type Result } from '../../src/pool/pool.js';
import type { Unread } from '../../src/pool/tasks.js';
import { citation } from '../world.js';

const MISBEHAVING = new URL('./misbehaving-worker.mjs', import.meta.url);
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Megabytes of a task that is to fill them: several times what the process grows by when a thread begins. */
const MEMORY = 192;

const pools: Pool[] = [];
const poolOf = (options: PoolOptions = {}): Pool => {
  const pool = createPool({ threads: 1, workerUrl: MISBEHAVING, ...options });
  pools.push(pool);
  return pool;
};
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));

/** Asks a pool's thread to do what these bytes say. */
const order = (pool: Pool, bytes: Uint8Array | string, sha256 = ''): Promise<Result<Snapshot>> =>
  pool.run('read', unreadOf(bytes, sha256));
const unreadOf = (bytes: Uint8Array | string, sha256 = ''): { readonly unread: Unread } => ({
  unread: {
    bytes: typeof bytes === 'string' ? bytesOf(bytes) : bytes,
    sha256,
    contentType: 'text/plain',
    url: 'https://example.org/',
  },
});
const textOf = (result: Result<Snapshot>): string | undefined =>
  result.kind === 'done'
    ? result.value.document.blocks[0]?.text
    : `no text: ${JSON.stringify(result.why)}`;

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
    ['waits for ever', 'hang', { kind: 'stalled', seconds: 2 }],
    ['eats a heap', 'eat', { kind: 'memory', megabytes: MEMORY }],
    ['fills memory outside of any heap', 'fill', { kind: 'memory', megabytes: MEMORY }],
    ['throws', 'throw', { kind: 'broken', message: 'Maximum call stack size exceeded' }],
    [
      'ends its thread',
      'exit',
      { kind: 'broken', message: expect.stringContaining('exited with code: 7') },
    ],
    ['crashes its thread out of turn', 'crash', { kind: 'broken', message: 'out of turn' }],
  ])('says why a task that %s has no value, and runs the next', async (_, what, why) => {
    const reading = { loop: 2_000, hang: 200 }[what] ?? 20_000;
    const pool = poolOf({ budget: { ...BUDGET, reading, memory: MEMORY } });
    expect(await order(pool, what)).toMatchObject({ kind: 'short', why });
    expect(textOf(await order(pool, 'next'))).toBe('next');
  });

  it('ends a thread that fills memory before the process has grown by much more than the limit', async () => {
    const pool = poolOf({ budget: { ...BUDGET, memory: MEMORY } });
    const before = process.memoryUsage.rss();
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss());
    }, 5);
    await order(pool, 'fill').finally(() => clearInterval(watch));
    expect((peak - before) / 2 ** 20).toBeLessThan(4 * MEMORY);
  });

  it('does not blame a task for the memory that another one took', async () => {
    const pool = poolOf({ threads: 2, budget: { ...BUDGET, memory: MEMORY } });
    const [guilty, innocent] = await Promise.all(['fill', 'wait'].map((what) => order(pool, what)));
    expect(guilty).toMatchObject({ kind: 'short', why: { kind: 'memory' } });
    expect(innocent && textOf(innocent)).toBe('wait');
  });

  it('judges three equal files alike, though two of them side by side are too large', async () => {
    const pool = poolOf({ threads: 2, budget: { ...BUDGET, memory: MEMORY } });
    const results = await Promise.all(['hold', 'hold', 'hold'].map((what) => order(pool, what)));
    expect(results.map(textOf)).toEqual(['hold 15', 'hold 15', 'hold 15']);
  });

  it.each([
    ['has its time for each', 600, 600, 'done'],
    ['does not judge in the time for reading', 600, 300, { kind: 'time', seconds: 0.3 }],
    ['does not read in the time for judging', 300, 10_000, { kind: 'time', seconds: 0.3 }],
  ])('who reads and judges %s', async (_, reading, judging, expected) => {
    const pool = poolOf({ budget: { ...BUDGET, reading, judging } });
    const { unread } = unreadOf('read and work');
    const judged = await pool.run('judge', { known: {} as SourceCase, unread });
    expect(judged.kind === 'done' ? judged.kind : judged.why).toEqual(expected);
    // What was read is not lost with the judgement.
    const read = judged.kind === 'short' ? judged.read?.document.blocks[0]?.text : undefined;
    expect(read).toBe(judging === 300 ? 'read and work' : undefined);
  });

  it('charges a file once, whoever reads it', async () => {
    const budget = { ...BUDGET, reading: 600 };
    const [one, other] = [poolOf({ budget }), poolOf({ budget })];
    const [file, equal] = [bytesOf('work'), bytesOf('work')];
    expect(textOf(await order(one, file))).toBe('work');
    expect(await order(other, file)).toMatchObject({ why: { kind: 'time', seconds: 0.6 } });
    expect(textOf(await order(other, equal))).toBe('work');
    expect(await order(one, file)).toMatchObject({ why: { kind: 'time', seconds: 0.6 } });
  });

  describe('has time for 800 ms of work, and reads equal files that take about as long', () => {
    const read = async (...files: readonly (readonly [milliseconds: number, sha256: string])[]) => {
      const pool = poolOf({ threads: 2, budget: { ...BUDGET, reading: 800, rest: 100 } });
      const results = await Promise.all(
        files.map(([time, sha256]) => order(pool, `for ${time} ms`, sha256)),
      );
      return results.map(({ kind }) => kind);
    };

    it.each([
      ['all, where the first was read', [600, 1_000, 1_000], 'done'],
      ['none, where the first was not', [1_000, 600, 600], 'short'],
    ])('%s', async (_, times, kind) => {
      expect(await read(...times.map((time) => [time, 'equal'] as const))).toEqual([
        kind,
        kind,
        kind,
      ]);
    });

    it('each by itself, where they are not equal', async () => {
      expect(await read([600, 'one'], [1_000, 'another'], [600, 'a third'])).toEqual([
        'done',
        'short',
        'done',
      ]);
    });

    it('not without end, where the first was read', async () => {
      expect(await read([600, 'equal'], [2_000, 'equal'])).toEqual(['done', 'short']);
    });

    it('as they were judged before', async () => {
      const pool = poolOf({ budget: { ...BUDGET, judging: 200, rest: 100 } });
      const judge = async (text: string, unmatched?: Shortfall) => {
        const uses = [{ report: 'R', citation: citation(1, 'a', text) }];
        const known = { uses, unmatched } as unknown as SourceCase;
        const judged = await pool.run('judge', { known, ...unreadOf('read and work', 'equal') });
        return judged.kind === 'done' ? 'done' : [judged.why.kind, judged.read];
      };
      const began = performance.now();
      expect(await judge('A passage')).toEqual(['time', expect.anything()]);
      const first = performance.now() - began;
      expect(await judge('A passage')).toEqual(['time', null]);
      expect(performance.now() - began - first).toBeLessThan(first / 2);
      // Of another passage nothing is known, and what is left to judge has its own time.
      expect(await judge('Another passage')).toEqual(['time', expect.anything()]);
      expect(await judge('A passage', { kind: 'time', seconds: 1 })).toEqual([
        'time',
        expect.anything(),
      ]);
    });
  });

  it('counts a task’s time from when a thread is free for it', async () => {
    const pool = poolOf({ budget: { ...BUDGET, reading: 200 } });
    const [slow, patient] = await Promise.all(['hang', 'patient'].map((what) => order(pool, what)));
    expect(slow).toMatchObject({ kind: 'short', why: { kind: 'stalled' } });
    expect(patient && textOf(patient)).toBe('patient');
  });

  it('does not count the time in which a task waits', async () => {
    const pool = poolOf({ budget: { ...BUDGET, reading: 500 } });
    expect(textOf(await order(pool, 'wait'))).toBe('wait');
  });

  it.skipIf(process.platform !== 'linux')(
    'gives a task all of its processor time beside many who compute, and no more',
    async () => {
      const many = Array.from(
        { length: 3 * availableParallelism() },
        () => new Worker('for (;;);', { eval: true }),
      );
      const leave = () => Promise.all(many.map((one) => one.terminate()));
      onTestFinished(async () => void (await leave()));
      const pool = poolOf({ budget: { ...BUDGET, reading: 1_200 } });
      const began = performance.now();
      expect(textOf(await order(pool, 'work'))).toBe('work');
      // Else nobody took any time from it.
      expect(performance.now() - began).toBeGreaterThan(1_200);
      await leave();
      const poorer = poolOf({ budget: { ...BUDGET, reading: 300 } });
      expect(await order(poorer, 'work')).toMatchObject({ why: { kind: 'time', seconds: 0.3 } });
    },
  );

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

describe('a task’s time', () => {
  const OVER = { kind: 'time', seconds: 30 };
  const STALLED = { kind: 'stalled', seconds: 300 };

  /** Looks every ten milliseconds of a made-up clock at a task that may work for 30 s; gives why it was stopped, and when, in seconds. */
  function watched(
    workedAfter: (seconds: number) => ReturnType<ProcessorTime>,
    thread = 7,
    until = 1_000,
  ) {
    let elapsed = 0;
    let looks = 0;
    const trial = new Trial(BUDGET, { reading: BUDGET.reading, judging: 0, spent: 0 }, 0, () => {
      looks++;
      return workedAfter(elapsed);
    });
    Atomics.store(trial.said, SAID.id, thread);
    for (; elapsed < until && trial.stopped === null; elapsed += 0.01)
      trial.look(trial.began + 1000 * elapsed);
    return { why: trial.stopped, after: Math.round(elapsed), looks };
  }

  it.each<[string, (seconds: number) => number, unknown, number]>([
    ['is over when it was at work for all of it', (s) => 1000 * s, OVER, 30],
    ['does not pass while it waits for a processor', (s) => 1000 * (s / 4), OVER, 120],
    [
      'is not used up by 6.8 s of work in 120',
      (s) => 1000 * Math.min(s, 120) * (6.8 / 120),
      STALLED,
      300,
    ],
    ['does not count what its thread did before', (s) => 500_000 + 1000 * s, OVER, 30],
    ['has a far end for who sleeps', () => 20, STALLED, 300],
  ])('%s', (_, worked, why, after) => {
    expect(watched(worked)).toMatchObject({ why, after });
  });

  it('begins when its thread does, and has the same end where the system says nothing of it', () => {
    expect(watched((s) => 1000 * s, 0)).toMatchObject({ why: STALLED, after: 300, looks: 0 });
    expect(watched(() => null)).toMatchObject({ why: STALLED, after: 300 });
  });
});
