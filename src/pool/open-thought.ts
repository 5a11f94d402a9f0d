import type { Budget } from './budget.js';
import { createPool } from './pool.js';
import { type Thought, thoughtIn } from './thought.js';

/**
 * What reading a file that was handed in may cost. A person waits for it, once: a PDF of 300 pages takes some ten seconds and 400 MB on a slow
 * processor, and a report has no more pages than that.
 */
const REPORT_BUDGET: Budget = { reading: 60_000, judging: 30_000, rest: 30_000, memory: 400 };

/** The threads that think. */
export function openThought(budget = REPORT_BUDGET): {
  readonly thought: Thought;
  close(): Promise<void>;
} {
  const pool = createPool({
    workerUrl: new URL('../pool/worker.js', import.meta.url),
    budget,
  });
  return { thought: thoughtIn(pool), close: () => pool.close() };
}

/** Thinks in threads that are opened for one job. */
export async function withThought<T>(job: (thought: Thought) => Promise<T>): Promise<T> {
  const { thought, close } = openThought();
  return job(thought).finally(close);
}
