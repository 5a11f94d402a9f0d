import { EventEmitter } from 'node:events';
import type { Shortfall } from '../model/shortfall.js';
import type { Budget } from './budget.js';

/** One try at a task, which ends when its budget does. */
export class Trial {
  /** What tells the thread to end: an `AbortController` costs ten times as much. */
  readonly signal = new EventEmitter();
  #stopped: Shortfall | null = null;
  #alone = true;
  /** As {@link performance.now} gives it. */
  readonly began = performance.now();

  /** `given`: milliseconds that it has; `before`: bytes outside the main thread when it began. */
  constructor(
    private readonly budget: Budget,
    private readonly given: number,
    readonly before: number,
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
    if (now - this.began >= this.given) this.stop({ kind: 'time', seconds: this.given / 1000 });
  }
}
