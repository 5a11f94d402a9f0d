/** A piece of work that begins by asking a host for something. Never rejects. */
export type Job = () => Promise<void>;

/** Pieces of work that have an end together. */
export class Batch {
  /** Rejects with the first error of any of them; no other is begun then. */
  readonly done: Promise<void>;
  private end!: () => void;
  private stop!: (error: unknown) => void;
  private isStopped = false;

  /** `left` says how many there are. */
  constructor(private left: number) {
    this.done = new Promise((resolve, reject) => {
      this.end = resolve;
      this.stop = reject;
    });
    if (left === 0) this.end();
  }

  fail(error: unknown): void {
    this.isStopped = true;
    this.stop(error);
  }

  /** One of them: `work` on a thing. */
  job<T>(work: (thing: T) => Promise<void>, thing: T): Job {
    return async () => {
      if (!this.isStopped) await work(thing).catch((error: unknown) => this.fail(error));
      this.left -= 1;
      if (this.left === 0) this.end();
    };
  }
}
