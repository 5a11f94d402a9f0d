// Short forms and what they are short for, in any language: by their letters, their point and their place.

import conventional from './abbreviations.json' with { type: 'json' };
import { isSameNotation, monthMark, thingNamed } from './notation.js';
import { foldedText } from './text/fold.js';
import { endsSentence } from './text/sentences.js';
import { isSameWord, type Word } from './text/tokens.js';
import { isGrave } from './weight.js';

const HAS_VOWELS = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}]/u;
const isVowel = (letter = ''): boolean =>
  /[aeiouyаеиоуыэюяіїєαεηιουω\u0561\u0565\u0567\u0568\u056b\u0578\u0585\u10d0\u10d4\u10d8\u10dd\u10e3]/u.test(
    letter.normalize('NFD').charAt(0),
  );

const gapOf = ({ raw, bare }: Word): string => raw.slice(bare.length);
/** A point behind a word, a raised ending upon it, or no vowel in three letters and more: no word is so. */
const isShort = (word: Word): boolean =>
  /^[.°]/u.test(gapOf(word)) ||
  /[ºª]$/u.test(word.bare) ||
  (word.key.length > 2 && HAS_VOWELS.test(word.key) && ![...word.key].some(isVowel));
/** A point, or what short forms of scripts without capitals have before their last letters: `ארה"ב`, `ዶ/ር`. */
const isJoined = (word: Word): boolean =>
  isShort(word) || (/^["״/]$/u.test(gapOf(word)) && !/\p{Lu}|\p{Ll}/u.test(word.bare));

/** Pieces of the longest short form (`d. w. z.`), and words of the longest that it may stand for. */
const [MOST_PIECES, MOST_WORDS] = [4, 6];
/** Letters from which on a short form that no convention names may be for one word only. */
const TELLING_LETTERS = 3;

/** True for letters that shorten a word: some of its own, in order; one letter twice is a plural's (`гг.`). */
function shortens(letters: string, word: string): boolean {
  const [first = '', ...others] = /^(\p{L})\1$/u.test(letters) ? [...letters].slice(1) : [...letters];
  let at = 0;
  return (
    letters.length < word.length &&
    word.startsWith(first) &&
    others.every((one) => {
      at = word.indexOf(one, at + 1);
      return at > 0;
    })
  );
}

/** True for a word that is cut where no language cuts: before a consonant or behind a vowel. */
const isCutElsewhere = (letters: string, { key }: Word): boolean =>
  letters.length > 1 &&
  key.startsWith(letters) &&
  HAS_VOWELS.test(key) &&
  (isVowel(letters.at(-1)) || !isVowel(key.charAt(letters.length)));

/** True where the letters of the pieces stand for these words in order, each piece for one or more. */
function standFor([piece, ...pieces]: readonly string[], [word, ...words]: readonly Word[]): boolean {
  if (piece === undefined || word === undefined) return piece === undefined && word === undefined;
  for (let end = piece.length; end > 0; end--) {
    const rest = end < piece.length ? [piece.slice(end), ...pieces] : pieces;
    if (shortens(piece.slice(0, end), word.key) && standFor(rest, words)) return true;
  }
  return false;
}

/** What short forms conventionally stand for, of all languages, by the form in small letters: the words of each sense. */
const CONVENTIONS = new Map<string, readonly (readonly string[])[]>();
for (const one of Object.values(conventional.languages).flatMap((all) => all.split('|'))) {
  const [form = '', ...words] = foldedText(one).split(' ');
  CONVENTIONS.set(form, [...(CONVENTIONS.get(form) ?? []), words]);
}

/** The form as {@link CONVENTIONS} has it: without blanks and its last point. */
const formOf = (pieces: readonly Word[]): string =>
  pieces.map((piece, i) => piece.key + (i < pieces.length - 1 ? foldedText(gapOf(piece)).trim() : '')).join('');

/** True for a word in another case or gender: all of three letters, all but one of six, all but two of more, and no more than three behind them. */
function isFormOf(word: string, { key }: Word): boolean {
  const need = word.length - (word.length < 4 ? 0 : word.length < 7 ? 1 : 2);
  return key.startsWith(word.slice(0, need)) && key.length <= word.length + 3;
}

/** True for letters that may be short for the name of a thing: of a currency or of per cent, of a unit as it begins; of a number, a power of ten or a month none is but by convention. */
const mayName = (thing: string, letters: string, { key }: Word): boolean =>
  letters.length > 1 && (/^[¤%]/u.test(thing) || (/^k|^ha/u.test(thing) && key.startsWith(letters)));

/** One side of a difference, and how far it is read. */
interface Side {
  readonly words: readonly Word[];
  readonly at: number;
}

/** True where other words may be shortened alike: what no convention says, of two letters and fewer, and of three where it is not beside a number; a word that weighs; and where the point may be a sentence's. */
function isUncertain(
  pieces: readonly Word[],
  long: readonly Word[],
  { words, at }: Side,
  next: Word | undefined,
): boolean {
  const letters = pieces.map(({ key }) => key).join('');
  const [word, before, after] = [long[0] as Word, words[at - 1], words[at + pieces.length]];
  const isCount = before?.kind === 'number' || /^(?:e\d|\d)/u.test(thingNamed(before?.key ?? '') ?? '');
  const senses = CONVENTIONS.get(formOf(pieces));
  const thing = long.map(({ key }) => thingNamed(key) ?? monthMark(key)).find((one) => one !== null);
  const isOf = (sense: readonly string[]): boolean =>
    sense.length === long.length && sense.every((part, i) => isFormOf(part, long[i] as Word));
  const isTelling =
    letters.length > TELLING_LETTERS ||
    (letters.length === TELLING_LETTERS &&
      (isCount || after?.kind === 'number' || long.length > 1) &&
      !long.some(isGrave));
  if (senses !== undefined ? !senses.some(isOf) : thing !== undefined ? !mayName(thing, letters, word) : !isTelling)
    return true;
  if (senses === undefined && long.length === 1 && isCutElsewhere(letters, word)) return true;
  if (after !== undefined && next !== undefined && !endsSentence((long.at(-1) as Word).raw))
    return /^\p{Lu}/u.test(after.bare) && after.bare !== next.bare;
  return !isCount && [...letters].some(isVowel);
}

type Both = readonly [mine: number, theirs: number];

/** An article that is written together with its noun: `l’art.` */
const ELIDED = /^\p{L}{1,2}['’ʼ](?=\p{L})/u;
const elisionOf = ({ bare }: Word | undefined = { bare: '' } as Word): string =>
  foldedText(ELIDED.exec(bare)?.[0] ?? '');
function withoutElision(word: Word): Word {
  const bare = word.bare.replace(ELIDED, '');
  return bare === word.bare ? word : { ...word, raw: bare + gapOf(word), bare, key: foldedText(bare) };
}

/** How many words of one side may be short for how many of the other, from there on. */
function* shortFor(short: Side, long: Side): Generator<Both> {
  if (elisionOf(short.words[short.at]) !== elisionOf(long.words[long.at])) return;
  for (let n = Math.min(MOST_PIECES, short.words.length - short.at); n > 0; n--) {
    const pieces = short.words.slice(short.at, short.at + n).map(withoutElision);
    const [last, ...others] = pieces.toReversed() as [Word, ...Word[]];
    const isForm = isShort(last) || (others[0] !== undefined && gapOf(others[0]).length === 1);
    if (!isForm || !others.every(isJoined) || pieces.some(({ kind }) => kind !== 'word')) continue;
    const letters = pieces.map(({ key }) => key);
    const parted = others.every(isShort) ? letters : [letters.join('')];
    for (let m = Math.min(MOST_WORDS, long.words.length - long.at); m > 0; m--) {
      const words = long.words.slice(long.at, long.at + m).map(withoutElision);
      if (words.some(({ kind }) => kind !== 'word') || words.slice(0, -1).some(isShort)) continue;
      if (standFor(parted, words) && !isUncertain(pieces, words, short, long.words[long.at + m])) yield [n, m];
    }
  }
}

/** Both sides from there on, with what may be short on one of them written alike: each way to read them. */
function* spelledOut(mine: Side, theirs: Side): Generator<readonly [readonly Word[], readonly Word[]]> {
  for (let ahead = 0; mine.at + theirs.at + ahead < mine.words.length + theirs.words.length; ahead++)
    for (let i = 0; i <= ahead; i++) {
      const own = { ...mine, at: mine.at + i };
      const other = { ...theirs, at: theirs.at + ahead - i };
      const [q, p] = [own.words[own.at], other.words[other.at]];
      if (q === undefined || p === undefined) continue;
      const back = [...shortFor(other, own)].map(([n, m]): Both => [m, n]);
      const found: readonly Both[] = isSameWord(q, p) ? [[1, 1]] : [...shortFor(own, other), ...back];
      for (const [ofMine, ofTheirs] of found)
        for (const [rest, others] of spelledOut(
          { ...own, at: own.at + ofMine },
          { ...other, at: other.at + ofTheirs },
        )) {
          const shared = own.words.slice(own.at, own.at + ofMine);
          yield [
            [...own.words.slice(mine.at, own.at), ...shared, ...rest],
            [...other.words.slice(theirs.at, other.at), ...shared, ...others],
          ];
        }
      if (found.length > 0) return;
    }
  yield [mine.words.slice(mine.at), theirs.words.slice(theirs.at)];
}

/** Ways to read two sides that are tried. */
const MOST_READINGS = 50;

/** True for words that say the same in another notation, or of which some are short for others. */
export function isSameInFull(mine: readonly Word[], theirs: readonly Word[]): boolean {
  if (isSameNotation(mine, theirs)) return true;
  if (![...mine, ...theirs].some(isJoined)) return false;
  let tries = 0;
  for (const [one, other] of spelledOut({ words: mine, at: 0 }, { words: theirs, at: 0 })) {
    if (isSameNotation(one, other)) return true;
    if (++tries > MOST_READINGS) return false;
  }
  return false;
}
