import { hasSentenceSign } from '../text/sentence-ends.js';
import { findInOrder } from './find-exact.js';
import type { Haystack, Span } from './haystack.js';
import { omissionsOf } from './omissions.js';
import type { Part } from './part.js';

/** Places of a passage that are looked at. */
const MOST_PLACES = 10;

/** True when a short passage is a whole sentence at each of its places: it says the same at all of them. */
export function isAlwaysSentence(parts: readonly Part[], haystack: Haystack): boolean {
  const [part, second] = parts;
  if (part === undefined || second !== undefined) return false;
  const last = part.segments.at(-1) as string;
  if (!hasSentenceSign(last + part.closing, last.length)) return false;
  let spans = findInOrder(parts, haystack, 'letters');
  for (let tries = 0; spans !== null && tries < MOST_PLACES; tries++) {
    if (omissionsOf(haystack, spans).length > 0) return false;
    spans = findInOrder(parts, haystack, 'letters', (spans[0] as Span).end);
  }
  return spans === null;
}
