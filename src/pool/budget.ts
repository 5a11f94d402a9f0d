import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Shortfall } from '../model/document.js';

/**
 * What one task may cost. Past it the thread is ended, and what it was to judge is unknown. Times are of the thread's own processor time, so
 * that what is unreadable does not depend on who else computes.
 */
export interface Budget {
  /** Milliseconds to read a document in. */
  readonly reading: number;
  /** Milliseconds to judge what was read; a trial that does both has one time after the other. */
  readonly judging: number;
  /** Milliseconds to judge what was read but for its passages, once that time is used up. */
  readonly rest: number;
  /** Megabytes of a thread's heap, and by which the process may grow outside the main thread's heap meanwhile. */
  readonly memory: number;
}

/**
 * Our choice, on two slow processors: a page of 8 MB is read in 3 s and 350 MB, and 3 MB of near misses for ten quotations
 * make a night 7 s longer (`test/hostile/heavy-night.long.test.ts`). A source that uses up all its times makes a night three quarters
 * of a minute longer, and a process of which one thread has all its memory stays near 600 MB.
 */
export const BUDGET: Budget = { reading: 30_000, judging: 12_000, rest: 3_000, memory: 384 };

/**
 * Times its budget that a task may take by the clock on the wall, our choice: a thread that shares two processors with twenty others still
 * ends, and one that waits for what never comes is ended.
 */
const CLOCK_PATIENCE = 10;

/** Milliseconds of processor time that a thread has used in all; null where that cannot be said. Tests hand in another. */
export type ProcessorTime = (thread: number) => number | null;

/** Milliseconds of one tick in which Linux tells a thread's time to programs (`USER_HZ`, 100 a second on every machine of today). */
const TICK = 10;

/** What a thread says of itself: a place in the memory that it shares with the watchdog for each. */
export const SAID = {
  /** Its id with the system: 0 until it begins, -1 where the system tells none. */
  id: 0,
  /** 1 once the bytes are read, and what was read is judged. */
  hasRead: 1,
} as const;

/** Milliseconds of processor time that a task has to read, and to judge what it read; 0 for what it does not do. `spent`: what others took to read the same. */
export interface Given extends Pick<Budget, 'reading' | 'judging'> {
  readonly spent: number;
}

/** One try at a task, which ends when its budget does. */
export class Trial {
  readonly signal = new EventEmitter();
  /** What the thread says of itself while it works, by {@link SAID}. */
  readonly said = new Int32Array(
    new SharedArrayBuffer(Object.keys(SAID).length * Int32Array.BYTES_PER_ELEMENT),
  );
  readonly began = performance.now();
  /** Why it was stopped; null when it was not. */
  stopped: Shortfall | null = null;
  /** True when it was stopped for memory that another task may have taken. */
  perhapsInnocent = false;
  /** Processor time of the thread when it was first looked at, and when it was first seen to judge; null until then. */
  #usedBefore: number | null = null;
  #isJudging = false;
  #spentReading = 0;

  /** `given`: milliseconds of processor time that it has, to read and then to judge; `before`: bytes outside the main thread when it began. */
  constructor(
    private readonly budget: Budget,
    private readonly given: Given,
    readonly before: number,
    private readonly usedBy: ProcessorTime = processorTimeOf,
  ) {}

  stop(why: Shortfall): void {
    if (this.stopped !== null) return;
    this.stopped = why;
    this.signal.emit('abort');
  }

  /** Stops it for its memory; `alone` when no other task was under way. */
  tooLarge(alone: boolean): void {
    this.perhapsInnocent = !alone;
    this.stop({ kind: 'memory', megabytes: this.budget.memory });
  }

  /** Stops it when its time is over; `now` as {@link performance.now} gives it. */
  look(now: number): void {
    const patience = CLOCK_PATIENCE * (this.given.reading + this.given.judging);
    if (now - this.began >= patience) this.stop({ kind: 'stalled', seconds: patience / 1000 });
    const thread = Atomics.load(this.said, SAID.id);
    const used = thread === 0 ? null : this.usedBy(thread);
    if (used === null) return;
    if (this.hasRead && !this.#isJudging) this.#usedBefore = used;
    this.#isJudging = this.hasRead;
    this.#usedBefore ??= used;
    const taken = used - this.#usedBefore;
    if (!this.#isJudging) this.#spentReading = taken;
    const [all, left] = this.#isJudging
      ? [this.given.judging, 0]
      : [this.given.reading, this.given.spent];
    if (taken + left >= all) this.stop({ kind: 'time', seconds: all / 1000 });
  }

  /** Milliseconds that its thread was seen to read. */
  get spentReading(): number {
    return this.#spentReading;
  }

  /** True once the bytes were read; a task without any has nothing to read. */
  get hasRead(): boolean {
    return this.given.reading === 0 || Atomics.load(this.said, SAID.hasRead) === 1;
  }
}

/**
 * Linux counts each thread's time by itself, as user and as system (proc(5), fields 14 and 15 of `stat`). V8's helpers, which collect
 * garbage and compile beside it, and Node's threads for files are not in it. Elsewhere it is the time of the whole process, which is no less.
 */
function processorTimeOf(thread: number): number | null {
  if (thread < 0) {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
  try {
    const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'latin1');
    // The second field is a name, and may hold blanks and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK;
  } catch {
    // It has just ended.
    return null;
  }
}

/** Milliseconds between two looks at time and memory. pdf.js doubles a buffer in about as much when that has some 100 MB. */
const EVERY = 10;
/** Bytes. */
const MEGABYTE = 1024 * 1024;

/** The tasks under way. While there are any, their time and the process's memory are watched, and what is past its budget is stopped. */
export class Watchdog {
  readonly #trials = new Set<Trial>();
  #timer: NodeJS.Timeout | undefined;

  /** `elsewhere` says how many bytes of the process are not the main thread's. */
  constructor(
    private readonly budget: Budget,
    private readonly elsewhere = bytesElsewhere,
  ) {}

  begin(given: Given): Trial {
    const trial = new Trial(this.budget, given, this.elsewhere());
    this.#trials.add(trial);
    this.#timer ??= setInterval(() => this.#look(), EVERY).unref();
    return trial;
  }

  end(trial: Trial): void {
    this.#trials.delete(trial);
    if (this.#trials.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  stop(why: Shortfall): void {
    for (const trial of this.#trials) trial.stop(why);
  }

  #look(): void {
    const now = performance.now();
    const allowed = this.budget.memory * MEGABYTE;
    const bytes = this.elsewhere(
      allowed + Math.min(...[...this.#trials].map(({ before }) => before)),
    );
    const alone = this.#trials.size === 1;
    for (const trial of this.#trials) {
      trial.look(now);
      if (bytes - trial.before > allowed) trial.tooLarge(alone);
    }
  }
}

/**
 * Bytes of the process that are not the main thread's: the threads' heaps, and what they hold outside of any heap, which no
 * limit of V8's sees (a stream that unpacks, a buffer that doubles). A process that is within `allowed` as a whole is not looked into: that
 * took a fiftieth of a first night.
 */
function bytesElsewhere(allowed = 0): number {
  const all = process.memoryUsage.rss();
  if (all <= allowed) return all;
  const { rss, heapTotal, external } = process.memoryUsage();
  return rss - heapTotal - external;
}
