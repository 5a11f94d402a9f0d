import { statSync } from 'node:fs';
import { loadAhead } from '../web/asking-thread.js';

/** Bytes of a `sources.json` that is taken to name so many sources that a thread will ask for them: more than 1,000 of the usual length. */
const LONG = 1_000_000;

/** Has the thread that asks begin to load, where a file is so long that it will surely be needed. */
export function makeReady(sources: string): void {
  if (sizeOf(sources) >= LONG) loadAhead();
}

/** Of what is not there, or may not be looked at, somebody else will say so. */
function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
