/** A piece of work that begins by asking a host for something. */
export interface Job {
  /** Never rejects. */
  begin(): Promise<void>;
}

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
  async begin<T>(work: (thing: T) => Promise<void>, thing: T): Promise<void> {
    if (!this.isStopped) await work(thing).catch((error: unknown) => this.fail(error));
    this.left -= 1;
    if (this.left === 0) this.end();
  }
}

/** One of a batch: a closure takes three times as much, and of a long list all wait in their lanes. */
export class BatchJob<T> implements Job {
  constructor(
    private readonly batch: Batch,
    private readonly work: (thing: T) => Promise<void>,
    private readonly thing: T,
  ) {}

  begin(): Promise<void> {
    return this.batch.begin(this.work, this.thing);
  }
}
