import type { Budget } from '../pool/budget.js';
import { createPool } from '../pool/pool.js';
import { type Thought, thoughtIn } from '../pool/thought.js';

/**
 * What reading a report may cost. A person waits for it, once: a PDF of 300 pages takes some ten seconds and 400 MB on a slow
 * processor, and a report has no more pages than that.
 */
const BUDGET: Budget = { reading: 120_000, judging: 120_000, memory: 1024 };

/** The threads that think, for a command that needs neither a store nor the web. */
export function openThought(): { readonly thought: Thought; close(): Promise<void> } {
  const pool = createPool({ budget: BUDGET });
  return { thought: thoughtIn(pool), close: () => pool.close() };
}
