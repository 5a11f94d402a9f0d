import type { Shortfall } from '../model/shortfall.js';
import { bytesElsewhere } from './memory.js';
import type { Trial } from './trial.js';

/** Milliseconds between two looks at the memory. pdf.js doubles a buffer in about as much when that has some 100 MB. */
const EVERY = 10;
/** Bytes. */
const MEGABYTE = 1024 * 1024;

/** The tasks under way. While there are any, the process's memory is watched, and who made it grow too large is stopped. */
export class Underway {
  readonly #trials = new Set<Trial>();
  readonly #limit: number;
  #timer: NodeJS.Timeout | undefined;

  /** `limit`: megabytes by which the process may grow while a task runs. */
  constructor(limit: number) {
    this.#limit = limit * MEGABYTE;
  }

  add(trial: Trial): void {
    this.#trials.add(trial);
    this.#timer ??= setInterval(() => this.#look(), EVERY).unref();
  }

  delete(trial: Trial): void {
    this.#trials.delete(trial);
    if (this.#trials.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  stop(why: Shortfall): void {
    for (const trial of this.#trials) trial.stop(why);
  }

  #look(): void {
    const bytes = bytesElsewhere();
    const alone = this.#trials.size === 1;
    for (const trial of this.#trials) if (bytes - trial.began > this.#limit) trial.tooLarge(alone);
  }
}
