/**
 * What one task may cost. Past it the thread is ended, and what it was to judge is unknown. Times are of the thread's own processor time, so
 * that what is unreadable does not depend on who else computes.
 */
export interface Budget {
  /** Milliseconds to read a document in. */
  readonly reading: number;
  /** Milliseconds to judge what was read; where one trial does both, it has both times. */
  readonly judging: number;
  /** Megabytes that a thread's heap may have, and by which the process may grow outside the main thread's heap meanwhile. */
  readonly memory: number;
}

/**
 * Our choice, on two slow processors: a page of 8 MB is read in 3 s and 350 MB, and 3 MB of near misses for ten quotations
 * make a night 7 s longer (`test/hostile/heavy-night.slow.test.ts`). A source that uses up both its times, is read once more and judged but
 * for its passages makes a night a minute and a half longer, and a process of which one thread has all its memory stays near 600 MB.
 */
export const BUDGET: Budget = { reading: 30_000, judging: 15_000, memory: 384 };
