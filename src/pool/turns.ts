/** Lets so many tasks run side by side, or one by itself; those that go by themselves are next. */
export class Turns {
  readonly #waiting: { readonly places: number; readonly start: () => void }[] = [];
  #free: number;

  constructor(private readonly places: number) {
    this.#free = places;
  }

  inTurn<T>(job: () => Promise<T>): Promise<T> {
    return this.#run(1, 'push', job);
  }

  byItself<T>(job: () => Promise<T>): Promise<T> {
    return this.#run(this.places, 'unshift', job);
  }

  async #run<T>(places: number, at: 'push' | 'unshift', job: () => Promise<T>): Promise<T> {
    await new Promise<void>((start) => {
      this.#waiting[at]({ places, start });
      this.#next();
    });
    try {
      return await job();
    } finally {
      this.#free += places;
      this.#next();
    }
  }

  #next(): void {
    for (
      let first = this.#waiting[0];
      first !== undefined && first.places <= this.#free;
      first = this.#waiting[0]
    ) {
      this.#waiting.shift();
      this.#free -= first.places;
      first.start();
    }
  }
}
