import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import pLimit from 'p-limit';
import type { Piscina } from 'piscina';
import type { Shortfall } from '../../model/document.js';
import { BUDGET, type Budget, Trial } from './budget.js';
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

/** Milliseconds that a thread without work is kept: it outlives the pauses of a polite night. */
const IDLE = 5_000;

/** Megabytes of a thread's youngest objects. V8 itself takes 48: with 16 a thread of a first night has 70 MB in place of 115. */
const YOUNG = 16;

/** A pool without threads yet: they start with the first task, and never keep the process alive by themselves. */
export function createPool({
  threads = Math.max(1, Math.min(2, availableParallelism() - 1)),
  budget = BUDGET,
  workerUrl = new URL('./worker.js', import.meta.url),
}: PoolOptions = {}): Pool {
  let opening: Promise<Piscina> | undefined;
  // A task waits here and not in Piscina's queue: its time begins when a thread is free for it.
  const lane = pLimit(threads);
  const byItself = pLimit(1);
  const underway = new Watchdog(budget);
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
  underway: Watchdog,
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

/** Milliseconds between two looks at time and memory. pdf.js doubles a buffer in about as much when that has some 100 MB. */
const EVERY = 10;
/** Milliseconds for which a look will do before a task that follows short ones, our choice: pages that are read in a few have made little of it. */
const RECENT = 50;
/** Bytes. */
const MEGABYTE = 1024 * 1024;

/** The tasks under way. While there are any, time and the process's memory are watched: who takes too long is stopped, and who made it grow too large. */
export class Watchdog {
  readonly #trials = new Set<Trial>();
  readonly #budget: Budget;
  readonly #elsewhere: () => number;
  #bytes = 0;
  /** When that was measured, and whether in the middle of a task, or one has ended since that went on for so long that it may have taken much. */
  #measured = Number.NEGATIVE_INFINITY;
  #isOld = false;
  #timer: NodeJS.Timeout | undefined;

  /** `elsewhere` says how many bytes of the process are not the main thread's. */
  constructor(budget: Budget, elsewhere = bytesElsewhere) {
    this.#budget = budget;
    this.#elsewhere = elsewhere;
  }

  /** `given`: milliseconds of processor time that the task has. */
  begin(given: number): Trial {
    // To look costs a twentieth of what a small page does: among many tasks the latest look will do, and after short ones for a moment.
    const isOld = this.#isOld || performance.now() - this.#measured >= RECENT;
    if (this.#trials.size === 0 && isOld) this.#measure(false);
    this.#timer ??= setInterval(() => this.#look(), EVERY).unref();
    const trial = new Trial(this.#budget, given, this.#bytes);
    this.#trials.add(trial);
    return trial;
  }

  end(trial: Trial): void {
    this.#trials.delete(trial);
    this.#isOld ||= performance.now() - trial.began > EVERY;
  }

  stop(why: Shortfall): void {
    for (const trial of this.#trials) trial.stop(why);
  }

  #look(): void {
    if (this.#trials.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      return;
    }
    const now = performance.now();
    // Who began since the last look has not had the time to take much.
    if ([...this.#trials].every(({ began }) => now - began < EVERY)) return;
    this.#measure(true);
    const alone = this.#trials.size === 1;
    for (const trial of this.#trials) {
      trial.look(now);
      if (this.#bytes - trial.before > this.#budget.memory * MEGABYTE) trial.tooLarge(alone);
    }
  }

  #measure(isOld: boolean): void {
    this.#bytes = this.#elsewhere();
    this.#measured = performance.now();
    this.#isOld = isOld;
  }
}

/**
 * Bytes of the process that are not the main thread's: the threads' heaps, and what they hold outside of any heap, which no
 * limit of V8's sees (a stream that unpacks, a buffer that doubles).
 */
function bytesElsewhere(): number {
  const { rss, heapTotal, external } = process.memoryUsage();
  return rss - heapTotal - external;
}

/**
 * Bytes of bytecode that a function runs before the V8 of Node 20 compiles it once more, while pages are read and judged. A night without
 * news has more, for it is over sooner: with a million a first night's threads took a tenth longer, with V8's own 67,584 as much longer to
 * compile (`npm run bench:night`).
 */
const COMPILING_BUDGET = 400_000;

/** To be called when a thread that thinks begins. Later versions of V8 have a cheaper compiler between, and are left alone. */
function compileForThinking(): void {
  if (process.versions.v8.startsWith('11.3.')) setFlagsFromString(`--interrupt-budget=${COMPILING_BUDGET}`);
}
