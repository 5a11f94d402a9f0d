import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import type { Piscina } from 'piscina';
import type { Shortfall } from '../../model/document.js';
import { BUDGET, type Budget, Watchdog } from './budget.js';
import type { Input, Output, TaskName, Unread } from './tasks.js';
import type { Order } from './worker.js';

/** Thinks in worker threads, so that no document can stop the program: not by its length, its nesting or its bugs. */
export interface Pool {
  /** Never rejects: a task that took too long or too much memory, or broke, comes back without a value, and says why. */
  run<N extends TaskName>(task: N, input: Input<N>): Promise<Result<Output<N>>>;
  /** Ends all threads. What is under way comes back without a value. */
  close(): Promise<void>;
}

/** What became of a task. */
export type Result<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'short'; readonly why: Shortfall };

/** Limits of a pool. */
export interface PoolOptions {
  /** Tasks at once: one processor is left to the main thread, and a report needs no more than two. */
  readonly threads?: number;
  readonly budget?: Budget;
  /** The module whose default export is called in the thread. */
  readonly workerUrl?: URL;
}

/** Megabytes of a thread’s young objects. On Node 24 the peak of a night that reads 30 real pages again is 6 % lower with 8 than with 16, and its processor time the same (`npm run bench:night`). */
const YOUNG = 8;

/** Milliseconds that a thread without work is kept, our choice: it outlives the pauses of a polite night. */
const IDLE = 5_000;

/** A pool without threads yet: they start with the first task, and never keep the process alive by themselves. */
export function createPool({
  threads = Math.max(1, Math.min(2, availableParallelism() - 1)),
  budget = BUDGET,
  workerUrl = new URL('./worker.js', import.meta.url),
}: PoolOptions = {}): Pool {
  const watchdog = new Watchdog(budget);
  let started: Promise<Piscina> | null = null;

  /** Most nights have nothing to read, and load no library for it. */
  async function start(): Promise<Piscina> {
    const piscina = new (await import('piscina')).Piscina({
      filename: workerUrl.href,
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: IDLE,
      // What reads the pages of strangers sees no secret of ours.
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: budget.memory, maxYoungGenerationSizeMb: YOUNG },
    });
    // A thread that fails while it starts has no task yet, and Piscina would let the waiting one wait for ever.
    piscina.on('error', (error) => watchdog.stop(shortfallOf(error, budget)));
    return piscina;
  }

  // A task waits here and not in Piscina's queue: its time begins when a thread is free for it.
  const inTurn = pLimit(threads);
  const byItself = pLimit(1);
  let closed = false;

  /** `again`: whether it may have been stopped for what another task did. */
  async function attempt<N extends TaskName>(
    task: N,
    input: Input<N>,
  ): Promise<{ readonly result: Result<Output<N>>; readonly again: boolean }> {
    started ??= start();
    const piscina = await started;
    if (closed) return { result: { kind: 'short', why: { kind: 'stopping' } }, again: false };
    const { unread = null } = input as { readonly unread?: Unread | null };
    const trial = watchdog.begin(timeFor(task, unread !== null, budget));
    try {
      const order: Order<N> = { task, input, thread: trial.thread };
      return {
        result: { kind: 'done', value: await piscina.run(order, { signal: trial.signal }) },
        again: false,
      };
    } catch (error) {
      const why = trial.stopped ?? shortfallOf(error, budget);
      return { result: { kind: 'short', why }, again: trial.perhapsInnocent };
    } finally {
      watchdog.end(trial);
    }
  }

  return {
    run: (task, input) =>
      inTurn(async () => {
        const first = await attempt(task, input);
        // One of several tasks made the process grow too large: each is tried once more by itself.
        return first.again ? (await byItself(() => attempt(task, input))).result : first.result;
      }),
    async close() {
      closed = true;
      watchdog.stop({ kind: 'stopping' });
      await (await started)?.destroy();
    },
  };
}

/** Milliseconds of processor time: a source is read and judged in one trip. */
function timeFor(task: TaskName, reads: boolean, { reading, judging }: Budget): number {
  if (!reads) return judging;
  return task === 'judge' ? reading + judging : reading;
}

function shortfallOf(error: unknown, { memory }: Budget): Shortfall {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return { kind: 'memory', megabytes: memory };
  return { kind: 'broken', message: message.replace(/\n.*/s, '') };
}
