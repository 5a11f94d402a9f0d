import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import type { Piscina } from 'piscina';
import type { Shortfall } from '../model/shortfall.js';
import { BUDGET, type Budget } from './budget.js';
import { compileForThinking } from './compiling.js';
import type { Input, Output, TaskName, Unread } from './tasks.js';
import { Underway } from './underway.js';
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

/** Milliseconds that a thread without work is kept: it outlives the pauses of a polite night. */
const IDLE = 5_000;

/** Megabytes of a thread's youngest objects. V8 itself takes 48: with 16 a thread of a first night has 70 MB in place of 115. */
const YOUNG = 16;

/** A pool without threads yet: they start with the first task, and never keep the process alive by themselves. */
export function createPool({
  threads = Math.max(1, Math.min(2, availableParallelism() - 1)),
  budget = BUDGET,
  workerUrl = new URL('../pool/worker.js', import.meta.url),
}: PoolOptions = {}): Pool {
  let opening: Promise<Piscina> | undefined;
  // A task waits here and not in Piscina's queue: its time begins when a thread is free for it.
  const lane = pLimit(threads);
  const byItself = pLimit(1);
  const underway = new Underway(budget);
  let closed = false;

  async function attempt<N extends TaskName>(task: N, input: Input<N>): Promise<Attempt<Output<N>>> {
    if (closed) return { kind: 'short', why: { kind: 'stopping' }, again: false };
    opening ??= openThreads(workerUrl, threads, budget, underway);
    const piscina = await opening;
    const { bytes, ...rest } = ownBytes(input);
    const trial = underway.begin(timeFor(task, bytes !== null, budget));
    try {
      const order: Order<N> = { task, input: rest.input, thread: trial.thread };
      const transferList = bytes === null ? [] : [bytes.buffer];
      return { kind: 'done', value: await piscina.run(order, { signal: trial.signal, transferList }) };
    } catch (error) {
      const why = trial.stopped ?? shortfallOf(error, budget);
      return { kind: 'short', why, again: trial.perhapsInnocent };
    } finally {
      underway.end(trial);
    }
  }

  async function run<N extends TaskName>(task: N, input: Input<N>): Promise<Result<Output<N>>> {
    const first = await attempt(task, input);
    // One of several tasks made the process grow too large: each is tried once more by itself.
    return first.kind === 'short' && first.again ? byItself(() => attempt(task, input)) : first;
  }

  return {
    run: (task, input) => lane(() => run(task, input)),
    async close() {
      closed = true;
      underway.stop({ kind: 'stopping' });
      await (await opening)?.destroy();
    },
  };
}

/** On a quiet night nothing is thought about, so that the library is loaded with the first task. */
async function openThreads(
  workerUrl: URL,
  threads: number,
  budget: Budget,
  underway: Underway,
): Promise<Piscina> {
  const { Piscina } = await import('piscina');
  compileForThinking();
  const piscina = new Piscina({
    filename: workerUrl.href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE,
    recordTiming: false,
    // A thread that waits for its next task in an event loop is woken at half the cost.
    atomics: 'disabled',
    // What reads the pages of strangers sees no secret of ours.
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: budget.memory, maxYoungGenerationSizeMb: YOUNG },
  });
  // A thread that fails while it starts has no task yet, and Piscina would let the waiting one wait for ever.
  piscina.on('error', (error) => underway.stop(shortfallOf(error, budget)));
  return piscina;
}

type Attempt<T> =
  | Extract<Result<T>, { kind: 'done' }>
  | (Extract<Result<T>, { kind: 'short' }> & {
      /** True when it may have been stopped for what another task did. */
      readonly again: boolean;
    });

/** An input with bytes of its own, which the thread takes over: posting the caller's would copy them twice, with all of their buffer. */
function ownBytes<N extends TaskName>(
  input: Input<N>,
): { readonly input: Input<N>; readonly bytes: Uint8Array<ArrayBuffer> | null } {
  const { unread = null } = input as { readonly unread?: Unread | null };
  if (unread === null) return { input, bytes: null };
  const bytes = new Uint8Array(unread.bytes);
  return { input: { ...input, unread: { ...unread, bytes } }, bytes };
}

/** Milliseconds of processor time: what is read from bytes is judged in the same trip where a source is. */
function timeFor(task: TaskName, reads: boolean, { reading, judging }: Budget): number {
  if (!reads) return judging;
  return task === 'judge' ? reading + judging : reading;
}

function shortfallOf(error: unknown, { memory }: Budget): Shortfall {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return { kind: 'memory', megabytes: memory };
  return { kind: 'broken', message: message.replace(/\n.*/s, '') };
}
