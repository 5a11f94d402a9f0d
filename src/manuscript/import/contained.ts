import { asciiDigit, foldedText, UNSPACED } from '../../passage/text/fold.js';
import type { Reference } from '../reference.js';

/** What parts a note: names, titles and locators stand between these. */
const SEGMENTS = /[^,;:()[\]{}<>“”„«»"‹›《》〈〉「」『』，；：。、،؛]+/gu;
const TOKEN = new RegExp(String.raw`\p{N}+|${UNSPACED.source}|(?:(?!${UNSPACED.source})[\p{L}\p{M}])+`, 'gu');
const PLACE = /^(?!(?:19|20)\d{2}$)\d/u;
const SYLLABLE = new RegExp(`^${UNSPACED.source}$`, 'u');
/** Letters of the word for a page or a paragraph, and words between it and its number, at most. Our choice. */
const [LONGEST_PLACE, BEFORE, BEHIND] = [10, 1, 2];

const tokensOf = (text: string): readonly string[] =>
  [...foldedText(text).toLowerCase().matchAll(TOKEN)].map(([token]) => token.replace(/\p{N}/gu, asciiDigit));

/** The tokens of a note; `isLoose` are numbers and words beside them, which name a place there unless the full note has them. */
const looseTokens = (text: string) =>
  [...text.matchAll(SEGMENTS)].flatMap(([segment]) => {
    const own = tokensOf(segment);
    const places = own.flatMap((token, i) => (PLACE.test(token) ? [i] : []));
    return own.map((token, i) => {
      const reach = SYLLABLE.test(token) ? BEHIND : BEFORE;
      const isBeside = places.some((at) => at - i <= reach && i - at <= BEHIND);
      return { token, isLoose: isBeside && token.length <= LONGEST_PLACE };
    });
  });

/** The references of which a note has only words, but for its locator; a year or a name that one has not speaks against it. */
export function containing(text: string, all: readonly Reference[]): readonly Reference[] {
  const tokens = looseTokens(text);
  const fits = all.map((reference) => {
    const own = new Set(tokensOf(reference.cited));
    const lacks = tokens.filter(({ token, isLoose }) => !isLoose && !own.has(token));
    const has = tokens.filter(({ token }) => /\p{L}/u.test(token) && own.has(token)).map(({ token }) => token);
    // One sign of a script without spaces may say “the text of”.
    const isContained = lacks.length === 0 || (lacks.length === 1 && SYLLABLE.test(lacks[0]?.token ?? ''));
    return { reference, count: isContained && has.join('').length > 1 ? has.length : 0 };
  });
  const most = Math.max(1, ...fits.map(({ count }) => count));
  return fits.flatMap(({ reference, count }) => (count === most ? [reference] : []));
}
