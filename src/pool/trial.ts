import type { Shortfall } from '../model/shortfall.js';
import type { Snapshot } from '../model/visit.js';
import type { Budget } from './budget.js';

/** One try at a task, which ends when its budget does. */
export class Trial {
  readonly #budget: Budget;
  readonly #controller = new AbortController();
  #alone = true;
  #read: Snapshot | null = null;
  #timer: NodeJS.Timeout | undefined;

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

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Why it was stopped; null when it was not. */
  get stopped(): Shortfall | null {
    return this.signal.aborted ? this.signal.reason : null;
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
    this.#controller.abort(why);
  }

  /** Stops it for its memory; `alone` when no other task was under way. */
  tooLarge(alone: boolean): void {
    this.#alone = alone;
    this.stop({ kind: 'memory', megabytes: this.#budget.memory });
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #begin(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.stop({ kind: 'time', seconds: milliseconds / 1000 }), milliseconds);
  }
}
