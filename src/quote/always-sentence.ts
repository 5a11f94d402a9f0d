import { findInOrder } from './find-exact.js';
import type { Haystack, Span } from './haystack.js';
import { omissionsOf } from './omissions.js';
import type { Part } from './part.js';

/** Places of a passage that are looked at. */
const MOST_PLACES = 10;

const SENTENCE_END = /[.!?。！？؟।۔]/u;

/** True when a short passage is a whole sentence at each of its places: it says the same at all of them. */
export function isAlwaysSentence(parts: readonly Part[], haystack: Haystack): boolean {
  const [part, second] = parts;
  if (part === undefined || second !== undefined || !SENTENCE_END.test(part.closing)) return false;
  let spans = findInOrder(parts, haystack, 'letters');
  for (let tries = 0; spans !== null && tries < MOST_PLACES; tries++) {
    if (omissionsOf(haystack, spans).length > 0) return false;
    spans = findInOrder(parts, haystack, 'letters', (spans[0] as Span).end);
  }
  return spans === null;
}
