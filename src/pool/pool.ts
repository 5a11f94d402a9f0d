import { availableParallelism } from 'node:os';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import type { Shortfall } from '../model/document.js';
import type { Snapshot } from '../model/visit.js';
import { BUDGET, type Budget, type Given, Watchdog } from './budget.js';
import type { Input, Output, TaskName, Unread } from './tasks.js';
import { Turns } from './turns.js';
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
  | {
      readonly kind: 'short';
      readonly why: Shortfall;
      /** What had been read by then: absent where reading came to no end, null where it was quick and is not handed over. */
      readonly read?: Snapshot | null;
    };

/** Milliseconds of processor time that reading has taken of files so far, by their bytes: whoever reads one, in whichever pool, uses up the same time. */
const SPENT = new WeakMap<Uint8Array, number>();

const spentOn = (file: Uint8Array | null): number => (file && SPENT.get(file)) ?? 0;

function noteSpent(file: Uint8Array | null, milliseconds: number): void {
  if (file !== null) SPENT.set(file, milliseconds);
}

/** Limits of a pool. */
export interface PoolOptions {
  /** Tasks at once: one processor is left to the main thread, and a report needs no more than two. */
  readonly threads?: number;
  readonly budget?: Budget;
  /** The module whose default export is called in the thread. */
  readonly workerUrl?: URL;
}

/** Megabytes of a thread’s young objects. On Node 24 the peak of a night that reads 30 real pages again is 6 % lower with 8 than with 16, and its processor time the same (`npm run bench -- night`). */
const YOUNG = 8;

/** Milliseconds that a thread without work is kept, our choice: it outlives the pauses of a polite night. */
const IDLE = 5_000;

/** Most nights have nothing to read, and load no library for it. */
async function startThreads(
  threads: number,
  budget: Budget,
  workerUrl: URL,
  onError: (error: unknown) => void,
): Promise<Piscina> {
  const piscina = new (await import('piscina')).Piscina({
    filename: workerUrl.href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE,
    // What reads the pages of strangers sees no secret of ours.
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: budget.memory, maxYoungGenerationSizeMb: YOUNG },
  });
  piscina.on('error', onError);
  return piscina;
}

/** A pool without threads yet: they start with the first task, and never keep the process alive by themselves. */
export function createPool({
  threads = Math.max(1, Math.min(2, availableParallelism() - 1)),
  budget = BUDGET,
  workerUrl = new URL('./worker.js', import.meta.url),
}: PoolOptions = {}): Pool {
  const watchdog = new Watchdog(budget);
  let started: Promise<Piscina> | null = null;
  // A thread that fails while it starts has no task yet, and Piscina would let the waiting one wait for ever.
  const start = () =>
    startThreads(threads, budget, workerUrl, (error) => watchdog.stop(shortfallOf(error, budget)));

  // A task waits here and not in Piscina's queue: its time begins when a thread is free for it.
  const turns = new Turns(threads);
  const equal = new EqualFiles(budget);
  let closed = false;

  /** `again`: whether it may have been stopped for what another task did. */
  async function attempt<N extends TaskName>(
    task: N,
    input: Input<N>,
    digests: Digests | null,
  ): Promise<{ readonly result: Result<Output<N>>; readonly again: boolean }> {
    started ??= start();
    const piscina = await started;
    if (closed) return shortOf({ kind: 'stopping' });
    const file = fileIn(input);
    const spent = spentOn(file);
    const given = equal.timeOf({ ...timeFor(task, input, budget), spent }, digests);
    if (given.reading > 0 && spent >= given.reading)
      return shortOf({ kind: 'time', seconds: given.reading / 1000 });
    const trial = watchdog.begin(given);
    const { port1, port2 } = new MessageChannel();
    let again = false;
    try {
      const order: Order<N> = { task, input, said: trial.said, port: port2 };
      const value = await piscina.run(order, { signal: trial.signal, transferList: [port2] });
      return { result: { kind: 'done', value }, again };
    } catch (error) {
      const why = trial.stopped ?? shortfallOf(error, budget);
      again = trial.perhapsInnocent;
      const read = trial.hasRead ? { read: receiveMessageOnPort(port1)?.message ?? null } : {};
      return { result: { kind: 'short', why, ...read }, again };
    } finally {
      port1.close();
      watchdog.end(trial);
      if (!again) noteSpent(file, spent + trial.spentReading);
    }
  }

  return {
    run(task, input) {
      const digests = digestsIn(input);
      return equal.oneByOne(digests, async () => {
        const first = await turns.inTurn(() => attempt(task, input, digests));
        // One of several tasks made the process grow too large: each is tried once more, and nothing beside it.
        return first.again
          ? (await turns.byItself(() => attempt(task, input, digests))).result
          : first.result;
      });
    },
    async close() {
      closed = true;
      watchdog.stop({ kind: 'stopping' });
      await (await started)?.destroy();
    },
  };
}

/** A task that was not begun. */
const shortOf = (why: Shortfall) => ({ result: { kind: 'short', why } as const, again: false });

/** By what files are known as equal: what is read, and what is read with what is looked for in it. */
interface Digests {
  readonly read: string;
  readonly judged: string;
}

/** Null for a task of which no file's digest is known. */
function digestsIn(input: Input<TaskName>): Digests | null {
  const { unread, known } = input as Partial<Input<'judge'>>;
  const read = unread?.sha256 ?? known?.snapshot?.sha256 ?? '';
  if (read === '') return null;
  const quotes = (known?.uses ?? []).flatMap(({ citation }) =>
    citation.quotes.map(({ text }) => text),
  );
  return { read, judged: JSON.stringify([read, quotes, known?.unmatched !== undefined]) };
}

/** Times its budget that a file has, of which an equal one came to its end, our choice: beside others who compute the same work takes up to half as long again. */
const EQUAL_FILE_PATIENCE = 2;

/**
 * Sees to it that equal files are told alike, though one piece of work takes more time once than another time: they are read one after the
 * other, one has time enough where an equal one had, and is not tried where an equal one came to no end.
 */
class EqualFiles {
  /** What became of files that took long, by their digests: null where they came to an end. */
  readonly #ends = new Map<string, Shortfall | null>();
  readonly #underWay = new Map<string, Promise<unknown>>();

  constructor(private readonly budget: Budget) {}

  async oneByOne<T>(digests: Digests | null, job: () => Promise<Result<T>>): Promise<Result<T>> {
    if (digests === null) return job();
    const before = this.#underWay.get(digests.read);
    const result = (async () => {
      await before;
      return this.#shortOf(digests) ?? (await this.#heeded(digests, job));
    })();
    this.#underWay.set(digests.read, result);
    await result;
    if (this.#underWay.get(digests.read) === result) this.#underWay.delete(digests.read);
    return result;
  }

  /** The time that a file has. */
  timeOf(given: Given, digests: Digests | null): Given {
    const times = (digest = ''): number =>
      this.#ends.get(digest) === null ? EQUAL_FILE_PATIENCE : 1;
    const { reading, judging } = given;
    return {
      ...given,
      reading: reading * times(digests?.read),
      judging: judging * times(digests?.judged),
    };
  }

  #shortOf({ read, judged }: Digests): ShortResult | null {
    const unread = this.#ends.get(read) ?? null;
    const unjudged = this.#ends.get(judged) ?? null;
    if (unread !== null) return { kind: 'short', why: unread };
    return unjudged === null ? null : { kind: 'short', why: unjudged, read: null };
  }

  async #heeded<T>({ read, judged }: Digests, job: () => Promise<Result<T>>): Promise<Result<T>> {
    const began = performance.now();
    const result = await job();
    const isLong = performance.now() - began > this.budget.rest;
    const isRead = result.kind === 'done' || result.read !== undefined;
    const why = result.kind === 'done' ? null : result.why;
    if (!isLong || (why !== null && why.kind !== 'time')) return result;
    if (isRead) this.#ends.set(read, null);
    this.#ends.set(isRead ? judged : read, why);
    return result;
  }
}

type ShortResult = Extract<Result<unknown>, { readonly kind: 'short' }>;

/** The tasks that read bytes and judge nothing. */
const READERS: readonly TaskName[] = [
  'read',
  'imprint',
  'saved',
  'draft',
  'cases',
  'archive',
  'warc',
  'annotate',
  'record',
  'leftovers',
];

/** The bytes that a task is to read; null for none. */
function fileIn(input: Input<TaskName>): Uint8Array | null {
  const { unread, bytes } = input as Partial<
    Record<'unread', Unread | null> & Record<'bytes', Uint8Array>
  >;
  return unread?.bytes ?? bytes ?? null;
}

/** A source is read and judged in one trip; of one that came to no end before, only the rest is judged. */
function timeFor<N extends TaskName>(
  task: N,
  input: Input<N>,
  { reading, judging, rest }: Budget,
): Omit<Given, 'spent'> {
  if (READERS.includes(task)) return { reading, judging: 0 };
  if (task !== 'judge') return { reading: 0, judging };
  const { unread, known } = input as Input<'judge'>;
  return {
    reading: unread === null ? 0 : reading,
    judging: known.unmatched === undefined ? judging : rest,
  };
}

function shortfallOf(error: unknown, { memory }: Budget): Shortfall {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return { kind: 'memory', megabytes: memory };
  return { kind: 'broken', message: message.replace(/\n.*/s, '') };
}
