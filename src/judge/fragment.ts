import { UNSPACED } from './fold.js';

/** Words at each end of a passage that a text fragment names; the browser finds what lies between. */
const WORDS = 5;
/** Passages up to this many characters are named whole. */
const WHOLE = 80;
/** Characters of a script without spaces that stand for {@link WORDS} words. */
const UNSPACED_WORDS = 10;

/** Escapes what has a meaning in a text directive (`-`, `,` and `&`) besides what a URL needs; half a surrogate pair has no escape. */
const encode = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Cs}/gu, '')).replaceAll('-', '%2D');

/** The words of a text with what follows them: a browser finds no fragment that begins or ends inside one. */
const wordsIn = (text: string): readonly string[] =>
  UNSPACED.test(text) ? [...text] : text.split(/(?<=\s)/u);

const countFor = (text: string): number => (UNSPACED.test(text) ? UNSPACED_WORDS : WORDS);
const startOf = (text: string): string => wordsIn(text).slice(0, countFor(text)).join('').trim();
const endOf = (text: string): string => wordsIn(text).slice(-countFor(text)).join('').trim();

/**
 * An address that opens at the passage: a text fragment (https://wicg.github.io/scroll-to-text-fragment/) on a web
 * page, `#page=` in a PDF. `found` is the passage as it stands, its blocks separated by line feeds.
 */
export function linkToPassage(url: string, found: string, page: number | null): string {
  const bare = url.replace(/#.*$/su, '');
  if (page !== null) return `${bare}#page=${page}`;
  const lines = found
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const [first = '', last = ''] = [lines[0], lines.at(-1)];
  const isWhole = lines.length === 1 && (first.length <= WHOLE || wordsIn(first).length <= 2 * WORDS);
  return `${bare}#:~:text=${isWhole ? encode(first) : `${encode(startOf(first))},${encode(endOf(last))}`}`;
}
