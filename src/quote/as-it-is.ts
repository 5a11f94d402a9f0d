import type { Span } from './haystack.js';
import { CONTEXT } from './page-words.js';
import { mayAsk } from './tells.js';

const NUMERIC = /\p{N}/u;
const LETTER = /[A-Za-z]/;
/** What ends a word before a passage, and after it: no part of either, nor of a number or a sign. */
const BEFORE = /[ \n“"(]/;
const AFTER = /[ \n.,;:!)”"]/;

/**
 * True when a segment stands at a place of a page letter for letter, with whole words of Latin letters at its ends, no number in
 * it and no question behind it: then its words are those of the page, and say the same, and need not be split. `closing` is what
 * the quotation has after it. False proves nothing.
 */
export function standsAsItIs(text: string, { start, end }: Span, segment: string, closing: string): boolean {
  return (
    text.startsWith(segment, start) &&
    segment.length === end - start &&
    LETTER.test(segment.charAt(0)) &&
    LETTER.test(segment.charAt(segment.length - 1)) &&
    BEFORE.test(text.charAt(start - 1) || ' ') &&
    AFTER.test(text.charAt(end) || ' ') &&
    !NUMERIC.test(segment) &&
    !mayAsk(closing + text.slice(end, end + CONTEXT))
  );
}
