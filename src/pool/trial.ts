import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { Shortfall } from '../model/shortfall.js';
import type { Snapshot } from '../model/visit.js';
import type { Budget } from './budget.js';
import { bytesElsewhere } from './memory.js';

/** One try at a task, which ends when its budget does. */
export class Trial {
  /** Bytes outside the main thread when it began. */
  readonly began = bytesElsewhere();
  readonly #budget: Budget;
  readonly #controller = new AbortController();
  readonly #channel = new MessageChannel();
  #alone = true;
  #read: Snapshot | null = null;
  #timer: NodeJS.Timeout | undefined;

  /** `reads`: the task begins with reading. */
  constructor(budget: Budget, reads: boolean) {
    this.#budget = budget;
    this.#begin(reads ? budget.reading : budget.judging);
    this.#channel.port1.on('message', (snapshot: Snapshot) => {
      this.#read = snapshot;
      this.#begin(budget.judging);
    });
  }

  /** Where the thread tells what it has read, before it judges that. */
  get port(): MessagePort {
    return this.#channel.port2;
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
    // A result may overtake the message that was sent before it.
    this.#read ??= receiveMessageOnPort(this.#channel.port1)?.message ?? null;
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
    this.#channel.port1.close();
  }

  #begin(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.stop({ kind: 'time', seconds: milliseconds / 1000 }), milliseconds);
  }
}
