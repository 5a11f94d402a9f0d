import { UNSPACED } from '../text/fold.js';
import { type Word, wordsOf } from '../text/tokens.js';
import type { Span } from './haystack.js';

/** Characters around a stretch that are split with it, so that signs, glued digits and question marks at its ends are seen. */
export const CONTEXT = 40;

/** The words of a stretch of a page, `at` being their place on the page, and the words right before and after it. */
export interface PageWords {
  readonly words: readonly Word[];
  readonly before: Word | undefined;
  readonly after: Word | undefined;
}

/** Splits a stretch of a page into words. A word that it cuts belongs to it. */
export function pageWords(text: string, { start, end }: Span): PageWords {
  const from = Math.max(0, start - CONTEXT);
  const all = wordsOf(text.slice(from, end + CONTEXT), from);
  const first = all.findIndex((word) => word.at + word.bare.length > start);
  const past = all.findLastIndex((word) => word.at < end) + 1;
  if (first < 0 || past <= first) return { words: [], before: undefined, after: undefined };
  return { words: all.slice(first, past), before: all[first - 1], after: all[past] };
}

/** What the page has between a word and the next. */
const gapAfter = (word: Word): string => word.raw.slice(word.bare.length);

const isCurrency = (word: Word): boolean => /^\p{Sc}$/u.test(word.key);
const isSpaced = (word: Word): boolean => !UNSPACED.test(word.bare);

/** True when a number goes on in the letters beside it, or they in it: `COP28`, `1990s`; but not `2019The`, which a page set without a space. */
function isGlued(left: Word, right: Word): boolean {
  if (gapAfter(left) !== '') return false;
  if (left.kind === 'word') return right.kind === 'number' && isSpaced(left);
  return (
    left.kind === 'number' && right.kind === 'word' && isSpaced(right) && !/^\p{Lu}\p{Ll}/u.test(right.bare)
  );
}

const LONELY = /^[ \u00a0\u2009\u202f]?$/u;

/** True when a sign at the end of `left` and the beginning of `right` belongs to the number on the other side. */
function isSigned(left: Word, right: Word): boolean {
  const gap = gapAfter(left);
  if (left.kind === 'sign')
    return (
      right.kind === 'number' &&
      !/[%‰°]/u.test(left.key) &&
      (left.key === '-' || left.key === '+' ? gap === '' : LONELY.test(gap))
    );
  if (left.kind !== 'number' || right.kind !== 'sign' || !LONELY.test(gap)) return false;
  if (/[%‰°]/u.test(right.key)) return true;
  const goesOn = gapAfter(right).trim() === '' && gapAfter(right).length < 2;
  return isCurrency(right) ? gap === '' || !goesOn : gap === '' && /[-+~×÷=]/u.test(right.key);
}

/** Why the words do not stand by themselves: the sign, digits or letters that go on at an end; null when they do. */
export function goesOn({ words, before, after }: PageWords, { start, end }: Span): Word | null {
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return null;
  if (first.at < start) return first;
  if (last.at + last.bare.length > end) return last;
  if (before && (isGlued(before, first) || isSigned(before, first))) return before;
  return after && (isGlued(last, after) || isSigned(last, after)) ? after : null;
}
