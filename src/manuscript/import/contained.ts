import { asciiDigit, foldedText, UNSPACED } from '../../passage/text/fold.js';
import { initialsOf } from '../../passage/text/names.js';
import type { Reference } from '../reference.js';

/** What parts a note: names, titles and locators stand between these. */
const SEGMENTS = /[^,;:()[\]{}<>“”„«»"‹›《》〈〉「」『』，；：。、،؛]+/gu;
const TOKEN = new RegExp(String.raw`\p{N}+|${UNSPACED.source}|(?:(?!${UNSPACED.source})[\p{L}\p{M}])+`, 'gu');
const PLACE = /^(?!(?:19|20)\d{2}$)\d/u;
const SYLLABLE = new RegExp(`^${UNSPACED.source}$`, 'u');
/** Letters of the word for a page or a paragraph, and words between it and its number, at most. Our choice. */
const [LONGEST_PLACE, BEFORE, BEHIND] = [10, 1, 2];
/** Words of a formula at most, our choice. */
const MOST_OF_FORMULA = 3;

const tokensOf = (text: string): readonly string[] =>
  [...foldedText(text).toLowerCase().matchAll(TOKEN)].map(([token]) => token.replace(/\p{N}/gu, asciiDigit));

/** Words that send back, as a file's own notes have them: those at the end of several that name no address, in whatever language (`op. cit.`, `dz. cyt.`, `مرجع سابق`). */
export function formulasIn(notes: readonly string[]): ReadonlySet<string> {
  const ends = notes.flatMap((text) => {
    const segments = [...text.matchAll(SEGMENTS)].map(([segment]) => tokensOf(segment));
    const last = segments.findLast((tokens) => tokens.length > 0 && !tokens.some((token) => PLACE.test(token)));
    const isShort = last !== undefined && last.length <= MOST_OF_FORMULA && segments.length > 1;
    return isShort && !text.includes('://') ? [last.join(' ')] : [];
  });
  return new Set(ends.filter((one, i) => ends.indexOf(one) !== i));
}

/** The tokens of a note; `isLoose` are numbers and words beside them, which name a place there unless the full note has them, and formulas. */
const looseTokens = (text: string, formulas: ReadonlySet<string>) =>
  [...text.matchAll(SEGMENTS)].flatMap(([segment]) => {
    const own = tokensOf(segment);
    if (formulas.has(own.join(' '))) return own.map((token) => ({ token, isLoose: true }));
    const places = own.flatMap((token, i) => (PLACE.test(token) ? [i] : []));
    return own.map((token, i) => {
      const reach = SYLLABLE.test(token) ? BEHIND : BEFORE;
      const isBeside = places.some((at) => at - i <= reach && i - at <= BEHIND);
      return { token, isLoose: isBeside && token.length <= LONGEST_PLACE };
    });
  });

/** The references of which a note has only words, but for its locator; a year or a name that one has not speaks against it. */
export function containing(
  text: string,
  all: readonly Reference[],
  formulas: ReadonlySet<string> = new Set(),
): readonly Reference[] {
  const tokens = looseTokens(text, formulas);
  const fits = all.map((reference) => {
    const own = new Set([
      ...tokensOf(reference.cited),
      ...initialsOf(reference.publisher ?? '').map((one) => one.toLowerCase()),
    ]);
    const lacks = tokens.filter(({ token, isLoose }) => !isLoose && !own.has(token));
    const has = tokens.filter(({ token }) => /\p{L}/u.test(token) && own.has(token)).map(({ token }) => token);
    // One sign of a script without spaces may say “the text of”.
    const isContained = lacks.length === 0 || (lacks.length === 1 && SYLLABLE.test(lacks[0]?.token ?? ''));
    return { reference, count: isContained && has.join('').length > 1 ? has.length : 0 };
  });
  const most = Math.max(1, ...fits.map(({ count }) => count));
  return fits.flatMap(({ reference, count }) => (count === most ? [reference] : []));
}
