import { isMagnitude } from '../text/numbers.js';
import { CLOSING_SIGNS, COLONS, SEMICOLONS, SENTENCE_SIGN, UNSPACED_SIGN } from '../text/sentence-ends.js';
import type { Word } from '../text/tokens.js';
import type { Haystack, Span } from './haystack.js';

const SHAPES = [
  String.raw`\d{1,3}(?:\.\d{1,3}){1,3}\.?`,
  // With the full stop of its own script: `१।`, `၁။`, `۱۔`.
  String.raw`\p{Nd}{1,3}(?:[.)\]]|${UNSPACED_SIGN})`,
  // A capital with a full stop is an initial: `J. Smith`.
  String.raw`\p{Ll}[.)\]]|\p{Lu}[)\]]|[ivx]{1,5}[.)\]]|[IVX]{2,5}[.)\]]`,
].join('|');
/** The number or letter of a paragraph or of an item, as a whole beginning of a line: `12.`, `(a)`, `iv)`, `3.198`, `§ 4`, and Word's own bullet, an `o`; never a bare number. */
const AT_LINE = new RegExp(String.raw`^[\s•▪–-]*(?:[(\[]?(?:${SHAPES})|§ ?\d{1,3}|o)\s+["“‘«'(]{0,3}$`, 'u');
const TYPED = new RegExp(String.raw`^(?:${SHAPES})\s+["“‘'(]*$`, 'u');
const ENDS_CLAUSE = new RegExp(
  String.raw`(?:[${SEMICOLONS}${COLONS}]|${SENTENCE_SIGN})[${CLOSING_SIGNS}\s]*[([]?$`,
  'u',
);
/** Characters after a label that tell whether it is a figure. */
const AHEAD = 20;

const WORD = /[\p{L}\p{N}]/u;
/** Where the line begins in which `at` is. */
const lineOf = ({ text }: Haystack, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

/** True when all that a gap of the page has is the label of a paragraph or an item, at the beginning of its line. */
export function isLabel(haystack: Haystack, { start, end }: Span): boolean {
  const { text } = haystack;
  const line = lineOf(haystack, end);
  if (line <= start || WORD.test(text.slice(start, line))) return false;
  const after = text.slice(end, end + AHEAD);
  return AT_LINE.test(text.slice(line, end)) && !/^\p{Ll}/u.test(after) && !isMagnitude(after);
}

/**
 * True for the label of an item that was typed into a quotation, after the end of a clause or at its beginning, where the
 * page's next word, at `at`, begins a line: lists are numbered by the browser. `before` is the quoted word before it.
 */
export const isTypedLabel = (
  removed: readonly Word[],
  before: Word | undefined,
  haystack: Haystack,
  at: number,
): boolean =>
  removed.length === 1 &&
  TYPED.test((removed[0] as Word).raw) &&
  (before === undefined || ENDS_CLAUSE.test(before.raw)) &&
  !WORD.test(haystack.text.slice(lineOf(haystack, at), at));
