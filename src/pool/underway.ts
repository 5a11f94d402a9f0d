import type { Shortfall } from '../model/shortfall.js';
import type { Budget } from './budget.js';
import { bytesElsewhere } from './memory.js';
import { Trial } from './trial.js';

/** Milliseconds between two looks at time and memory. pdf.js doubles a buffer in about as much when that has some 100 MB. */
const EVERY = 10;
/** Milliseconds for which a look will do before a task that follows short ones, our choice: pages that are read in a few have made little of it. */
const RECENT = 50;
/** Bytes. */
const MEGABYTE = 1024 * 1024;

/** The tasks under way. While there are any, time and the process's memory are watched: who takes too long is stopped, and who made it grow too large. */
export class Underway {
  readonly #trials = new Set<Trial>();
  readonly #budget: Budget;
  #bytes = 0;
  /** When that was measured, and whether in the middle of a task, or one has ended since that went on for so long that it may have taken much. */
  #measured = Number.NEGATIVE_INFINITY;
  #isOld = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(budget: Budget) {
    this.#budget = budget;
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
    this.#bytes = bytesElsewhere();
    this.#measured = performance.now();
    this.#isOld = isOld;
  }
}
