import { foldedText, UNSPACED } from './fold.js';

const ACRONYM = /(?<![\p{L}\p{N}])\p{Lu}{2,}(?![\p{L}\p{N}])/gu;
/** Acronyms of states and unions, which many publishers bear: `UK Parliament` is not the `UK Home Office`. */
const STATES = new Set(['UK', 'US', 'USA', 'UN', 'EU', 'AU']);
/** Words of names that no acronym has to count. */
const SMALL = new Set([
  'of',
  'the',
  'and',
  'for',
  'on',
  'in',
  'to',
  'by',
  'from',
  'about',
  'de',
  'des',
  'du',
  'la',
  'le',
  'für',
  'der',
  'und',
]);

/** True for an article, a preposition or an “and” of a name. */
export const isSmall = (word: string): boolean => SMALL.has(word.toLowerCase());

/** A name in small letters, its words between single spaces. */
export const plainName = (text: string): string =>
  foldedText(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const CHARACTER = new RegExp(UNSPACED, 'gu');

/** The same, each word between spaces; of writing without them, each character. */
const wordsOf = (text: string): string =>
  ` ${plainName(text).replace(CHARACTER, ' $& ')} `.replace(/ +/gu, ' ');

/** True where a text has a name in it, as words of their own: `RFA` is not in `surfaces`. What has no letter or figure (`———`) is no name. */
export const hasName = (text: string, name: string): boolean =>
  plainName(name) !== '' && wordsOf(text).includes(wordsOf(name));

/** True where one name is the other, a part of it, or its initials; a name that is missing says nothing against it. */
export function isSamePublisher(a: string | null, b: string | null): boolean {
  if (a === null || b === null || a === b) return true;
  if (hasName(a, b) || hasName(b, a)) return true;
  const [ofA, ofB] = [acronymsIn(a), acronymsIn(b)];
  return (
    [...ofA, ...initialsOf(a)].some((one) => ofB.includes(one)) ||
    initialsOf(b).some((one) => ofA.includes(one))
  );
}

const acronymsIn = (name: string): readonly string[] =>
  (name.match(ACRONYM) ?? []).filter((one) => one === name || !STATES.has(one));

/** The initials of a name with its small words and without them; an acronym in it is spelled whole (`USDOS`). */
export const initialsOf = (name: string): readonly string[] => {
  const words = name
    .replace(/\([^()]{0,40}\)/gu, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return [words, words.filter((word) => !isSmall(word))]
    .map((some) =>
      some.map((word) => (STATES.has(word) ? word : (word[0] ?? '').toUpperCase())).join(''),
    )
    .filter(({ length }) => length > 1);
};
