// Where a program had no character for a quotation mark or an apostrophe, and left a question mark or U+FFFD in its place.

import type { Span } from './haystack.js';
import { undoDoubleEncoding } from './text/double-encoding.js';
import { carriesMarks, foldedText, UNMAPPED, UNSPACED } from './text/fold.js';
import { hasSentenceSign, QUESTION_MARK } from './text/sentences.js';
import { isSameWord, type Word, wordsOf } from './text/tokens.js';
import { makesAnother } from './weight.js';

const GREEK = /\p{Script=Greek}/u;
const ELLIPSIS = /…|\.\s?\.\s?\./u;
const CAPITALS = /^\p{Lu}{2,}$/u;
const SMALL = /^\p{Ll}{2,}$/u;
const CAPITAL = /^\p{Lu}\p{Ll}+$/u;
/** Words that are the name of somebody when written in capitals: the United States, the WHO, Islamic State, COP, ICE, TIP. */
const OTHER_IN_CAPITALS = new Set(
  'us it who is un aids ice aid tip fed mod cop cops saw now start care seal seals step hope dot id ai eu ira pen rap sad'.split(
    ' ',
  ),
);
/** Words of which a first capital makes another one. */
const OTHER_WITH_CAPITAL = new Set([
  'may',
  'march',
  'august',
  'polish',
  'turkey',
  'china',
  'mali',
  'chad',
]);

/** `other`: differs, and makes no other word. */
type CaseDifference = 'none' | 'capitals' | 'capital' | 'other';

function caseDifference({ bare: a }: Word, { bare: b }: Word): CaseDifference {
  if (a === b) return 'none';
  if ((CAPITALS.test(a) && SMALL.test(b)) || (SMALL.test(a) && CAPITALS.test(b))) return 'capitals';
  return (CAPITAL.test(a) && SMALL.test(b)) || (SMALL.test(a) && CAPITAL.test(b))
    ? 'capital'
    : 'other';
}

const gapOf = (word: Word): string => word.raw.slice(word.bare.length);

/** True when the word is another one by its case alone (`US`, `us`), and no heading in capitals explains it. */
function isOtherByCase(pairs: readonly Pair[], i: number): boolean {
  const differs = (at: number): CaseDifference | null => {
    const [[q], [p]] = pairs[at] as Pair;
    return q && p && /\p{Lu}|\p{Ll}/u.test(q.bare) ? caseDifference(q, p) : null;
  };
  const here = differs(i);
  if (here === null || here === 'none' || here === 'other') return false;
  const key = ((pairs[i] as Pair)[0][0] as Word).key;
  if (here === 'capital' ? i === 0 || !OTHER_WITH_CAPITAL.has(key) : !OTHER_IN_CAPITALS.has(key))
    return false;
  const near = [-1, 1].map((step) => {
    for (let at = i + step; at >= 0 && at < pairs.length; at += step) {
      const found = differs(at);
      if (found !== null) return found;
    }
    return null;
  });
  return !near.some((neighbour) => neighbour !== null && neighbour !== 'none');
}

/** A verb, or a possessor, behind an apostrophe: without it `we’re` is `were`, `she’ll` `shell`, `it’s` `its`. */
const CONTRACTED = /['’ʼ‘´`](?:re|ll|ve|[dms])$/iu;
/** Or what may be one that was lost. */
const APOSTROPHE = /['’ʼ‘´`\ufffd]/u;

const isOtherByApostrophe = ({ bare: a }: Word, { bare: b }: Word): boolean =>
  (CONTRACTED.test(a) && !APOSTROPHE.test(b)) || (CONTRACTED.test(b) && !APOSTROPHE.test(a));

/** True when a word is followed by a question mark: in Greek that is a semicolon. */
const asks = (word: Word): boolean =>
  QUESTION_MARK.test(gapOf(word)) || (GREEK.test(word.bare) && /[;\u037e]/u.test(gapOf(word)));

const sideAt = (pairs: readonly Pair[], i: number, side: 0 | 1): Side => ({
  word: pairs[i]?.[side].at(-1) as Word,
  before: pairs.slice(0, i).map((pair) => pair[side].at(-1)),
  next: pairs[i + 1]?.[side][0],
});

/** True when one side asks and the other states, or the quotation shows an omission mark that the page does not have. */
function isOtherByMark(quoted: Word, page: Word, isLast: boolean): boolean {
  const [mine, theirs] = [gapOf(quoted), gapOf(page)];
  if (ELLIPSIS.test(mine) && !isLast && !ELLIPSIS.test(theirs)) return true;
  if (asks(quoted))
    return (
      !asks(page) ||
      QUESTION_MARK.test(withoutLostStops(mine)) !== QUESTION_MARK.test(withoutLostStops(theirs))
    );
  // What asks nothing and ends a sentence states something.
  return asks(page) && (!isLast || hasSentenceSign(quoted.raw, quoted.bare.length));
}

/** Pairs of equal words that differ in sense: by a capital, an apostrophe or a question mark. The quotation's own last mark may be missing. */
export function findHomographs(pairs: readonly Pair[]): readonly number[] {
  const found: number[] = [];
  for (const [i, [quoted, page]] of pairs.entries()) {
    const [q, p] = [quoted.at(-1), page.at(-1)];
    // Most words, and what follows them, are the same to the letter.
    if (q === undefined || p === undefined || (q.raw === p.raw && q.bare === p.bare)) continue;
    if (
      (quoted.length === 1 &&
        page.length === 1 &&
        (isOtherByCase(pairs, i) || isOtherByApostrophe(q, p))) ||
      isOtherByLoss(q, p) ||
      (isOtherByMark(q, p, i === pairs.length - 1) &&
        !isLostBehind(sideAt(pairs, i, 0), sideAt(pairs, i, 1)))
    )
      found.push(i);
  }
  return found;
}

/** What an encoding without a character has instead of it: that of a question, and no other script's. */
const LOST = '?';

/** What follows a word, with one mark for all that quote. */
const lostGap = (word: Word): string => foldedText(`a${gapOf(word)}`).slice(1);
/** As it was before marks were lost. */
const whole = (text: string): string => text.replaceAll(LOST, '"').replaceAll(UNMAPPED, '"');

/** True when a question mark stands between two pieces where the same word has its apostrophe on the other side: `don?t`. `at` is its place in that word. */
const isLostWithin = (gap: string, joined: Word, at: number): boolean =>
  gap === LOST && foldedText(joined.bare.charAt(at)) === '"';

/** True when two words differ by U+FFFD alone, where the other side has an apostrophe in the word or a quotation mark behind it. */
function isSameButForLost(quoted: Word, page: Word): boolean {
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
const isOtherByLoss = (quoted: Word, page: Word): boolean =>
  quoted.key !== page.key && quoted.key.includes(UNMAPPED) && !isSameButForLost(quoted, page);

/** A mark that opens a quotation: behind a blank, a bracket or a dash, and right before the next word; behind a colon French has a blank there. */
const OPENING = /[\s([-]["?]+$|:\s?["?]\s$/u;
const MARK = /["?]/u;
/** Behind a comma or a full stop, or before one, nobody asks. */
const NO_QUESTION = /[,.]\?|\?"?[,.;:]/u;

const withoutLostStops = (gap: string): string => gap.replace(/[,.]\?/gu, '');

function isOpen(words: readonly (Word | undefined)[]): boolean {
  const last = words.findLast((word) => word !== undefined && MARK.test(lostGap(word)));
  return last !== undefined && OPENING.test(lostGap(last));
}

/** One side of a comparison: its words up to the one behind which a mark stands, and the next. */
interface Side {
  readonly word: Word;
  readonly before: readonly (Word | undefined)[];
  readonly next: Word | undefined;
}

/** True when question marks behind a word stand for lost quotation marks: the other side has those in the same places, and what they close was opened. */
function isLostBehind(quoted: Side, page: Side): boolean {
  const [mine, theirs] = [lostGap(quoted.word), lostGap(page.word)];
  if (mine.includes(LOST) === theirs.includes(LOST)) return false;
  const isLast = quoted.next === undefined;
  if (!isLast && whole(mine) !== whole(theirs)) return false;
  if (isLast && (mine.trim() === '' || !whole(theirs).trim().startsWith(whole(mine).trim())))
    return false;
  const [lost, other] = mine.includes(LOST) ? [quoted, page] : [page, quoted];
  // What opens is no question; what is left closes.
  const closing = lostGap(lost.word).replace(OPENING, ' ');
  if (!closing.includes(LOST) || NO_QUESTION.test(closing) || isOpen(lost.before)) return true;
  return lost.next !== undefined && !/^\p{Lu}/u.test(lost.next.bare) && !isOpen(other.before);
}

/** U+FFFD before a Latin word, and behind a comma or a full stop: in a quotation, a mark that was copied so. */
const COPIED = new RegExp(
  String.raw`(?<![^\s([–—-])${UNMAPPED}(?=\p{Script=Latin})|(?<=[,.])${UNMAPPED}(?![\p{L}\p{N}${UNMAPPED}])`,
  'gu',
);

/** Characters as the source of a page has them. */
const REFERENCE = /&(?:#(?<code>\d{2,6})|(?<name>amp|lt|gt|quot|apos|nbsp));/gu;
const REFERRED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};
const withoutReferences = (quote: string): string =>
  quote.replace(REFERENCE, (_, code?: string, name = '') =>
    code === undefined ? (REFERRED[name] as string) : String.fromCodePoint(Number(code)),
  );

/** A quotation as it was before it was encoded twice, copied as a page's source has it, or lost its quotation marks, on the way from the page. */
export function repairMojibake(quote: string): string {
  const once = undoDoubleEncoding(withoutReferences(quote));
  return once.includes(UNMAPPED) ? once.replace(COPIED, '"') : once;
}

/** Characters around a stretch that are split with it, so that signs, glued digits and question marks at its ends are seen. */
const CONTEXT = 40;

/** The words of a stretch of a page, `at` being their place on the page, and the words right before and after it. */
interface PageWords {
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

const isSpaced = (word: Word): boolean => !UNSPACED.test(word.bare);

/** True when a number goes on in the letters beside it, or they in it: `COP28`, `1990s`; but not `2019The`, which a page set without a space. */
function isGlued(left: Word, right: Word): boolean {
  if (gapOf(left) !== '') return false;
  if (left.kind === 'word') return right.kind === 'number' && isSpaced(left);
  return (
    left.kind === 'number' &&
    right.kind === 'word' &&
    isSpaced(right) &&
    !/^\p{Lu}\p{Ll}/u.test(right.bare)
  );
}

const LONELY = /^[ \u00a0\u2009\u202f]?$/u;

/** True when a sign at the end of `left` and the beginning of `right` belongs to the number on the other side. */
function isSigned(left: Word, right: Word): boolean {
  const gap = gapOf(left);
  if (left.kind === 'sign')
    return (
      right.kind === 'number' &&
      !/[%‰°]/u.test(left.key) &&
      (left.key === '-' || left.key === '+' ? gap === '' : LONELY.test(gap))
    );
  if (left.kind !== 'number' || right.kind !== 'sign' || !LONELY.test(gap)) return false;
  if (/[%‰°]/u.test(right.key)) return true;
  const goesOn = gapOf(right).trim() === '' && gapOf(right).length < 2;
  return /^\p{Sc}$/u.test(right.key)
    ? gap === '' || !goesOn
    : gap === '' && /[-+~×÷=]/u.test(right.key);
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

/** Letters of the shortest word that may be written together with another, or apart from it, and mean the same: `a moral` is not `amoral`, nor `every day` `everyday`. */
const SHORTEST_PIECE = 3;
/** Words that are written together on one side or the other. */
const LONGEST_GROUP = 12;
/** The last of them is the end of a line that may stand in the middle of a Korean word (`LINE_END`). */
const JOINER = /[-‐‑‒–—'’ʼ\u00ad/·\u2028]/u;

const HANGUL = /\p{Script=Hangul}/u;

/** True when a page that sets words together forgot the space: `reportedPolice`. */
const isGlitch = (joined: Word, at: number): boolean =>
  /^\p{Ll}\p{Lu}$/u.test(joined.bare.slice(at - 1, at + 1));

/** True where Persian ends a part of a word by a joiner that joins nothing, for which many type a space: `می‌گویند`. */
const endsMorpheme = ({ bare }: Word, at: number): boolean =>
  /^\p{Script=Arabic}\u200c$/u.test(bare.slice(at - 1, at + 1));

/** True for the letters of an acronym, each with its point: `U.S.` for `US`, and not for `us`. */
const isAcronymOf = (pieces: readonly Word[], joined: Word): boolean =>
  CAPITALS.test(joined.bare) &&
  pieces.every(
    (piece, i) =>
      piece.bare.length === 1 && (i === pieces.length - 1 || /^\. ?$/u.test(gapOf(piece))),
  );

/** True for numbers in cells of a table, which are quoted with a space between and look like one in groups of three digits: `118 412`. */
const areCellsOf = (pieces: readonly Word[], joined: Word): boolean =>
  pieces.length > 1 &&
  joined.bare === pieces.map(({ bare }) => bare).join(' ') &&
  pieces.slice(0, -1).every((piece) => /^\s*[\n|]\s*$/u.test(gapOf(piece)));

/** True when words written apart on one side mean what they mean written together on the other. */
function mayJoin(pieces: readonly Word[], joined: Word | undefined): boolean {
  if (pieces.length === 1) return true;
  if (joined !== undefined && (areCellsOf(pieces, joined) || isAcronymOf(pieces, joined)))
    return true;
  if (pieces.some((piece) => piece.kind !== 'word')) return false;
  let [at, gaps] = [0, 0];
  return pieces.slice(0, -1).every((piece, i) => {
    at += piece.bare.length;
    const next = pieces[i + 1] as Word;
    const gap = gapOf(piece);
    if (
      joined !== undefined &&
      (isLostWithin(gap, joined, at + gaps) || endsMorpheme(joined, at + gaps))
    ) {
      gaps++;
      return true;
    }
    if (gap === '' || JOINER.test(gap) || UNSPACED.test(piece.bare)) return true;
    // A column or a page may end in the middle of a Korean word, as a line may.
    if (gap === '\n' && HANGUL.test(piece.bare) && HANGUL.test(next.bare)) return true;
    if (gap === '.' && /^[ªº]$/u.test(next.bare)) return true;
    if (joined !== undefined && isGlitch(joined, at)) return true;
    return [piece, next].every((word) => word.key.length >= SHORTEST_PIECE && !makesAnother(word));
  });
}

/** Words of a quotation and those of the page that are the same, as few of both as can be. */
export type Pair = readonly [quoted: readonly Word[], page: readonly Word[]];

const lengthOf = (words: readonly Word[]): number =>
  words.reduce((n, word) => n + word.key.length, 0);
const keyOf = (words: readonly Word[]): string => words.map((word) => word.key).join('');

const markedOf = (words: readonly Word[]): string =>
  words.map((word) => word.marked ?? word.key).join('');

/** The words that begin both lists, neither of them one word alone, and are written alike but for spaces between them; null when there are none. */
function firstGroup(quoted: readonly Word[], page: readonly Word[]): Pair | null {
  const [q, p] = [quoted[0], page[0]];
  let [i, j] = [1, 1];
  for (;;) {
    const [mine, theirs] = [quoted.slice(0, i), page.slice(0, j)];
    const ahead = lengthOf(mine) - lengthOf(theirs);
    if (ahead === 0) {
      const same =
        keyOf(mine) === keyOf(theirs) &&
        carriesMarks(markedOf(theirs), markedOf(mine)) &&
        mayJoin(mine, j === 1 ? p : undefined) &&
        mayJoin(theirs, i === 1 ? q : undefined);
      return same ? [mine, theirs] : null;
    }
    if (i + j > LONGEST_GROUP) return null;
    if (ahead < 0) i++;
    else j++;
    if (i > quoted.length || j > page.length) return null;
  }
}

/** Pairs the words of a quotation with those of the page; null where they are not the same words. */
export function pairWords(quoted: readonly Word[], page: readonly Word[]): readonly Pair[] | null {
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  while (i < quoted.length && j < page.length) {
    const [q, p] = [quoted[i] as Word, page[j] as Word];
    const pair: Pair | null =
      isSameWord(q, p) || isSameButForLost(q, p)
        ? [[q], [p]]
        : firstGroup(quoted.slice(i, i + LONGEST_GROUP), page.slice(j, j + LONGEST_GROUP));
    if (pair === null) return null;
    pairs.push(pair);
    i += pair[0].length;
    j += pair[1].length;
  }
  return i === quoted.length && j === page.length ? pairs : null;
}
