import { EventEmitter } from 'node:events';
import type { Shortfall } from '../model/shortfall.js';
import type { Snapshot } from '../model/visit.js';
import type { Budget } from './budget.js';

/** One try at a task, which ends when its budget does. */
export class Trial {
  readonly #budget: Budget;
  /** What tells the thread to end: an `AbortController` costs ten times as much. */
  readonly signal = new EventEmitter();
  #stopped: Shortfall | null = null;
  #alone = true;
  #read: Snapshot | null = null;
  /** As {@link performance.now} gives it. */
  readonly began = performance.now();
  /** Milliseconds that it has for what it is at, and when they are over. */
  #given = 0;
  #ends = 0;

  /** `before`: bytes outside the main thread when it began; `reads`: the task begins with reading. */
  constructor(
    budget: Budget,
    reads: boolean,
    readonly id: number,
    readonly before: number,
  ) {
    this.#budget = budget;
    this.#begin(reads ? budget.reading : budget.judging);
  }

  /** Takes what the thread has read; from now on it judges that. */
  hear(snapshot: Snapshot): void {
    this.#read = snapshot;
    this.#begin(this.#budget.judging);
  }

  /** Why it was stopped; null when it was not. */
  get stopped(): Shortfall | null {
    return this.#stopped;
  }

  /** True when it was stopped for memory that another task may have taken. */
  get perhapsInnocent(): boolean {
    return !this.#alone;
  }

  /** What the task has read so far, or null. */
  get read(): Snapshot | null {
    return this.#read;
  }

  stop(why: Shortfall): void {
    if (this.#stopped !== null) return;
    this.#stopped = why;
    this.signal.emit('abort');
  }

  /** Stops it for its memory; `alone` when no other task was under way. */
  tooLarge(alone: boolean): void {
    this.#alone = alone;
    this.stop({ kind: 'memory', megabytes: this.#budget.memory });
  }

  /** Stops it when its time is over; `now` as {@link performance.now} gives it. */
  look(now: number): void {
    if (now >= this.#ends) this.stop({ kind: 'time', seconds: this.#given / 1000 });
  }

  #begin(milliseconds: number): void {
    this.#given = milliseconds;
    this.#ends = performance.now() + milliseconds;
  }
}
