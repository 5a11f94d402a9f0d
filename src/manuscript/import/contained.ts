import { asciiDigit, foldedText, UNSPACED } from '../../passage/text/fold.js';
import type { Reference } from '../reference.js';

/** What parts a note: names, titles and locators stand between these. */
const SEGMENTS = /[^,;:()[\]{}<>“”„«»"‹›《》〈〉「」『』，；：。、،؛]+/gu;
const TOKEN = new RegExp(String.raw`\p{N}+|${UNSPACED.source}|(?:(?!${UNSPACED.source})[\p{L}\p{M}])+`, 'gu');
const YEAR = /^(?:19|20)\d{2}$/u;
const NUMBER = /^\d/u;
const WHOLE = new RegExp(`^${UNSPACED.source}$`, 'u');
/** Letters of the word for a page or a paragraph, and words between it and its number, at most. Our choice. */
const [LONGEST_PLACE, BEFORE, BEHIND] = [10, 1, 2];

const tokensOf = (text: string): readonly string[] =>
  [...foldedText(text).toLowerCase().matchAll(TOKEN)].map(([token]) => token.replace(/\p{N}/gu, asciiDigit));

/** A note that says in short what was said before: its tokens without its locator. Null for one that says nothing else. */
interface Shortened {
  readonly words: readonly string[];
  /** Words beside a number, which name the place there unless the full note has them. */
  readonly loose: ReadonlySet<number>;
}

function shortened(text: string): Shortened {
  const words: string[] = [];
  const loose = new Set<number>();
  for (const [segment] of text.matchAll(SEGMENTS)) {
    const own = tokensOf(segment);
    const numbers = own.flatMap((token, i) => (NUMBER.test(token) && !YEAR.test(token) ? [i] : []));
    for (const [i, token] of own.entries()) {
      const reach = WHOLE.test(token) ? BEHIND : BEFORE;
      const isBeside = numbers.some((at) => at - i <= reach && i - at <= BEHIND);
      if (isBeside && token.length <= LONGEST_PLACE) loose.add(words.length);
      words.push(token);
    }
  }
  return { words, loose };
}

/** The references of which a note has only words, but for its locator; a year or a name that one has not speaks against it. */
export function containing(text: string, all: readonly Reference[]): readonly Reference[] {
  const { words, loose } = shortened(text);
  const named = words.filter((word) => /\p{L}/u.test(word));
  if (named.length === 0) return [];
  const fits = all.map((reference) => {
    const own = new Set(tokensOf(reference.cited));
    const missing = words.flatMap((word, i) => (own.has(word) ? [] : [{ word, isLoose: loose.has(i) }]));
    const lacks = missing.filter(({ isLoose }) => !isLoose);
    // One sign of a script without spaces may say “the text of”.
    const isContained = lacks.length === 0 || (lacks.length === 1 && WHOLE.test(lacks[0]?.word ?? ''));
    const has = named.filter((word) => own.has(word));
    return { reference, isContained: isContained && has.join('').length > 1, count: has.length };
  });
  const most = Math.max(0, ...fits.flatMap(({ isContained, count }) => (isContained ? [count] : [])));
  return fits.flatMap(({ reference, isContained, count }) => (isContained && count === most ? [reference] : []));
}
