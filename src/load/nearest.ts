import { distance } from 'fastest-levenshtein';

/** The share of a word's letters that may differ: two letters of four, so that `form` still suggests `from`. */
const TOLERANCE = 0.4;

/** `; did you mean "accessed"?` for the candidate nearest to `word`, or nothing when none is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  let best: string | null = null;
  let least = Math.ceil(word.length * TOLERANCE) + 1;
  for (const candidate of candidates) {
    const steps = distance(word.toLowerCase(), candidate.toLowerCase());
    if (steps < least) [best, least] = [candidate, steps];
  }
  return best === null ? '' : `; did you mean ${JSON.stringify(best)}?`;
}
