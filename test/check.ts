import type { Run } from '../src/model/run.js';
import { check as checkRows } from '../src/night/night.js';

/** A night as `check` plays it, its verdicts in a list, so that a test may look at each. */
export async function check(...night: Parameters<typeof checkRows>): Promise<Run> {
  const run = await checkRows(...night);
  return { ...run, sources: [...run.sources] };
}
