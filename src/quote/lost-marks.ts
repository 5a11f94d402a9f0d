// Where a program had no character for a quotation mark or an apostrophe, and left a question mark or U+FFFD in its place.

import { encodedOnce } from '../text/encoded-once.js';
import { foldedText, UNMAPPED } from '../text/fold.js';
import type { Word } from '../text/tokens.js';

/** What an encoding without a character has instead of it: that of a question, and no other script's. */
const LOST = '?';

/** What follows a word, with one mark for all that quote. */
const gapOf = ({ bare, raw }: Word): string => foldedText(`a${raw.slice(bare.length)}`).slice(1);
/** As it was before marks were lost. */
const whole = (text: string): string => text.replaceAll(LOST, '"').replaceAll(UNMAPPED, '"');

/** True when a question mark stands between two pieces where the same word has its apostrophe on the other side: `don?t`. `at` is its place in that word. */
export const isLostWithin = (gap: string, joined: Word, at: number): boolean =>
  gap === LOST && foldedText(joined.bare.charAt(at)) === '"';

/** True when two words differ by U+FFFD alone, where the other side has an apostrophe in the word or a quotation mark behind it. */
export function isSameButForLost(quoted: Word, page: Word): boolean {
  const isAs = (lost: Word, { bare, raw }: Word): boolean =>
    lost.bare.includes(UNMAPPED) &&
    !raw.includes(UNMAPPED) &&
    bare.length <= lost.bare.length &&
    whole(foldedText(lost.bare)) === foldedText(raw.slice(0, lost.bare.length));
  return isAs(quoted, page) || isAs(page, quoted);
}

/** The key of a quoted word without U+FFFD, as a word of the page may have it; none for any other. */
export const keysWithoutLost = ({ key }: Word): readonly string[] =>
  key.includes(UNMAPPED) ? [key.replaceAll(UNMAPPED, '')] : [];

/** True when the word that was found by such a key has no mark where the quotation has U+FFFD. */
export const isOtherByLoss = (quoted: Word, page: Word): boolean =>
  quoted.key !== page.key && quoted.key.includes(UNMAPPED) && !isSameButForLost(quoted, page);

/** A mark that opens a quotation: behind a blank, a bracket or a dash, and right before the next word; behind a colon French has a blank there. */
const OPENING = /[\s([-]["?]+$|:\s?["?]\s$/u;
const MARK = /["?]/u;
/** Behind a comma or a full stop, or before one, nobody asks. */
const BEHIND_STOP = /[,.]\?/gu;
const NO_QUESTION = /[,.]\?|\?"?[,.;:]/u;
const CAPITAL = /^\p{Lu}/u;

/** What follows a word, without the question marks behind a comma or a full stop. */
export const withoutLostStops = (gap: string): string => gap.replace(BEHIND_STOP, '');

/** True when the last mark in what follows these words opens a quotation. */
function isOpen(words: readonly (Word | undefined)[]): boolean {
  const last = words.findLast((word) => word !== undefined && MARK.test(gapOf(word)));
  return last !== undefined && OPENING.test(gapOf(last));
}

/** One side of a comparison: its words up to the one behind which a mark stands, and the next. */
export interface Side {
  readonly word: Word;
  readonly before: readonly (Word | undefined)[];
  readonly next: Word | undefined;
}

/**
 * True when the question marks behind a word stand for quotation marks, for the other side has them in the same places and
 * nothing else differs. Behind a letter one may ask: there the side that has it must have opened what it closes, or neither has
 * and the sentence goes on. Behind its last word the page may have more than the quotation.
 */
export function isLostBehind(quoted: Side, page: Side): boolean {
  const [mine, theirs] = [gapOf(quoted.word), gapOf(page.word)];
  if (mine.includes(LOST) === theirs.includes(LOST)) return false;
  const isLast = quoted.next === undefined;
  if (!isLast && whole(mine) !== whole(theirs)) return false;
  if (isLast && (mine.trim() === '' || !whole(theirs).trim().startsWith(whole(mine).trim()))) return false;
  const [lost, other] = mine.includes(LOST) ? [quoted, page] : [page, quoted];
  // What opens is no question; what is left closes.
  const closing = gapOf(lost.word).replace(OPENING, ' ');
  if (!closing.includes(LOST) || NO_QUESTION.test(closing) || isOpen(lost.before)) return true;
  return lost.next !== undefined && !CAPITAL.test(lost.next.bare) && !isOpen(other.before);
}

/** U+FFFD before a Latin word, and behind a comma or a full stop: in a quotation, a mark that was copied so. */
const COPIED = new RegExp(
  String.raw`(?<![^\s([–—-])${UNMAPPED}(?=\p{Script=Latin})|(?<=[,.])${UNMAPPED}(?![\p{L}\p{N}${UNMAPPED}])`,
  'gu',
);

/** A quotation as it was before it was encoded twice, or lost its quotation marks, on the way from the page. */
export function asCopiedRight(quote: string): string {
  const once = encodedOnce(quote);
  return once.includes(UNMAPPED) ? once.replace(COPIED, '"') : once;
}
