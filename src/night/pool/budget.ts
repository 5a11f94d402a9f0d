import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Shortfall } from '../../model/document.js';

/**
 * What one task may cost. Past it the thread is ended, and what it was to judge is unknown. Times are of the thread's own processor time, so
 * that what is unreadable does not depend on who else computes.
 */
export interface Budget {
  /** Milliseconds to read a document in. */
  readonly reading: number;
  /** Milliseconds to judge what was read; where one trial does both, it has both times. */
  readonly judging: number;
  /** Megabytes that a thread's heap may have, and by which the process may grow outside the main thread's heap meanwhile. */
  readonly memory: number;
}

/**
 * Our choice, on two slow processors: a page of 8 MB is read in 3 s and 350 MB, and 3 MB of near misses for ten quotations
 * make a night 7 s longer (`test/hostile/heavy-night.slow.test.ts`). A source that uses up both its times, is read once more and judged but
 * for its passages makes a night a minute and a half longer, and a process of which one thread has all its memory stays near 600 MB.
 */
export const BUDGET: Budget = { reading: 30_000, judging: 15_000, memory: 384 };

/**
 * Times its budget for which a task may be under way by the clock on the wall, our choice: a thread that shares two processors with twenty
 * others still comes to its end, and one that waits for what never comes is ended.
 */
const CLOCK_PATIENCE = 10;

/** Milliseconds that a thread has been at work in all; null where that cannot be said. Tests hand in another. */
export type ProcessorTime = (thread: number) => number | null;

/** Milliseconds of one tick in which Linux tells a thread's time to programs (`USER_HZ`, 100 a second on every machine of today). */
const TICK = 10;

/** One try at a task, which ends when its budget does. */
export class Trial {
  /** What tells the thread to end: an `AbortController` costs ten times as much. */
  readonly signal = new EventEmitter();
  /** Where the thread says as it begins who it is: its id with the system, 0 until then, -1 where the system tells none. */
  readonly thread = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  #stopped: Shortfall | null = null;
  #alone = true;
  /** As {@link performance.now} gives it. */
  readonly began = performance.now();
  /** What the thread had been at work when it was first looked at; null until it has begun. */
  #workedBefore: number | null = null;
  /** Before this it cannot have used up its time: nobody works faster than the clock on the wall. */
  #lookAt = this.began;

  /** `given`: milliseconds of processor time that it has; `before`: bytes outside the main thread when it began. */
  constructor(
    private readonly budget: Budget,
    private readonly given: number,
    readonly before: number,
    private readonly workedBy: ProcessorTime = processorTimeOf,
  ) {}

  /** Why it was stopped; null when it was not. */
  get stopped(): Shortfall | null {
    return this.#stopped;
  }

  /** True when it was stopped for memory that another task may have taken. */
  get perhapsInnocent(): boolean {
    return !this.#alone;
  }

  stop(why: Shortfall): void {
    if (this.#stopped !== null) return;
    this.#stopped = why;
    this.signal.emit('abort');
  }

  /** Stops it for its memory; `alone` when no other task was under way. */
  tooLarge(alone: boolean): void {
    this.#alone = alone;
    this.stop({ kind: 'memory', megabytes: this.budget.memory });
  }

  /** Stops it when its time is over; `now` as {@link performance.now} gives it. */
  look(now: number): void {
    if (now < this.#lookAt) return;
    const patience = CLOCK_PATIENCE * this.given;
    if (now - this.began >= patience) this.stop({ kind: 'stalled', seconds: patience / 1000 });
    const thread = Atomics.load(this.thread, 0);
    const worked = thread === 0 ? null : this.workedBy(thread);
    if (worked === null) return;
    this.#workedBefore ??= worked;
    const left = this.given - (worked - this.#workedBefore);
    if (left <= 0) this.stop({ kind: 'time', seconds: this.given / 1000 });
    this.#lookAt = Math.min(now + left, this.began + patience);
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
