/** What one task may cost. Past it the thread is ended, and what it was to judge is unknown. */
export interface Budget {
  /** Milliseconds to read a document in. */
  readonly reading: number;
  /** Milliseconds to judge what was read, from when it is read. */
  readonly judging: number;
  /** Megabytes that a thread's heap may have, and by which the process may grow outside the main thread's heap meanwhile. */
  readonly memory: number;
}

/**
 * Our choice. A person would not wait longer for a page either, and one source that uses up both times, and a third to be
 * judged without its passages, makes a night at most a minute longer. The memory leaves room for a main thread of 200 MB in
 * a process of 600 MB, which the smallest CI machines have.
 */
export const BUDGET: Budget = { reading: 30_000, judging: 15_000, memory: 384 };
