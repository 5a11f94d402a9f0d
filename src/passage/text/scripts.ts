import { createRequire } from 'node:module';
import type { Folded } from './fold.js';
import functionWords from './function-words.json' with { type: 'json' };

/** Words that every text of a language in Latin letters uses, parted by spaces. */
interface FunctionWords {
  /** By ISO 639-1 code. */
  readonly languages: Readonly<Record<string, string>>;
}

const words: FunctionWords = functionWords;

const HAN = /\p{Script=Han}/u;
type OpenCc = typeof import('opencc-js/t2cn');
/** Loaded and made when the first character asks: its tables take longer than a page to read, and most reports have no Chinese source. */
let converter: ReturnType<OpenCc['Converter']> | null = null;
/** Simplified forms, character by character: whole words would change lengths, and a passage is compared by characters. */
const CACHE = new Map<string, string>();

// OpenCC leaves 著 as it is, for it may mean "work"; as a particle, which is by far more common, it is 着.
function simplified(c: string): string {
  const known = CACHE.get(c);
  if (known !== undefined) return known;
  converter ??= (createRequire(import.meta.url)('opencc-js/t2cn') as OpenCc).Converter({
    from: 't',
    to: 'cn',
  });
  const converted = c === '著' ? '着' : (converter(c) ?? c);
  const same = converted.length === c.length ? converted : c;
  CACHE.set(c, same);
  return same;
}

/** True when a text has characters that the two Chinese scripts may write differently. */
export const hasHan = (text: string): boolean => HAN.test(text);

/** Traditional characters as simplified ones, by the tables of OpenCC; offsets stay as they are. */
export const inOneScript = ({ text, at }: Folded): Folded => ({ text: simplify(text), at });

/** A text with its traditional characters as simplified ones, of the same length. */
export const simplify = (text: string): string =>
  HAN.test(text) ? Array.from(text, (c) => (HAN.test(c) ? simplified(c) : c)).join('') : text;

/** Scripts that tell languages apart by themselves; Latin letters do not. */
// biome-ignore format: a table
const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['Hang', /\p{Script=Hangul}/gu], ['Jpan', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu], ['Hani', /\p{Script=Han}/gu],
  ['Arab', /\p{Script=Arabic}/gu], ['Cyrl', /\p{Script=Cyrillic}/gu], ['Hebr', /\p{Script=Hebrew}/gu],
  ['Thai', /\p{Script=Thai}/gu], ['Deva', /\p{Script=Devanagari}/gu], ['Grek', /\p{Script=Greek}/gu],
];

/** The languages of each function word. Some are words of several: the whole count decides. */
const LANGUAGES = new Map<string, readonly string[]>();
for (const [language, list] of Object.entries(words.languages))
  for (const word of new Set(list.split(' ')))
    LANGUAGES.set(word, [...(LANGUAGES.get(word) ?? []), language]);
const BEYOND_LATIN = /[^\0-\u024f]/u;

/** How much of a text is in a language: letters of its script, or function words, by name. */
type Census = ReadonlyMap<string, number>;

function censusOf(text: string): Census {
  const found = new Map(Object.keys(words.languages).map((name) => [name, 0]));
  for (const word of text.toLowerCase().match(/\p{Script=Latin}+/gu) ?? [])
    for (const name of LANGUAGES.get(word) ?? []) found.set(name, (found.get(name) ?? 0) + 1);
  if (!BEYOND_LATIN.test(text)) return found;
  // One character of these says as much as a word.
  return new Map([
    ...SCRIPTS.map(([name, letters]) => [name, text.match(letters)?.length ?? 0] as const),
    ...found,
  ]);
}

/** The page that was counted last: all of its missing passages ask for it, and a count takes longer than a search. */
let counted: { readonly page: string; readonly census: Census } | null = null;

/** Function words, or characters, that show which language a text may be in: a short sentence has as many. */
const ENOUGH = 2;
/** The same for a page, which is longer. */
const SURE = 10;
/** How often a text's own language must outdo the page's: languages share some words. */
const CLEARLY = 3;
/** Share of a page's own function words up to which another language's stand on it by chance: names, words spelt alike. */
const CHANCE = 0.25;

/** True when `text` is clearly in another language than `page`, as where a site serves translations by the reader's place. */
export function isOtherLanguage(text: string, page: string): boolean {
  if (counted?.page !== page) counted = { page, census: censusOf(page) };
  const [own, there] = [censusOf(text), counted.census];
  const [language, count] = leading(own);
  const [other, most] = leading(there);
  return (
    language !== other &&
    count >= ENOUGH &&
    most >= SURE &&
    count >= CLEARLY * (own.get(other) ?? 0) &&
    (there.get(language) ?? 0) <= CHANCE * most
  );
}

/** The language of which a text has the most common words; null when it has too few to tell, or letters beyond Latin. */
export function detectLanguage(text: string): string | null {
  const [language, count] = leading(censusOf(text));
  return count >= ENOUGH && language in words.languages ? language : null;
}

/** Share of the words of an English text that its commonest make up, at the least: of running text it is a third. */
const ENGLISH_SHARE = 0.1;

/** The commonest words of a language; none of one that is not listed. */
export const functionWordsOf = (lang: string): readonly string[] =>
  Object.entries(words.languages).flatMap(([one, list]) => (one === lang ? list.split(' ') : []));

/** True for a text in English, of which the lists of `weight.ts` are complete. */
export function isEnglish(text: string): boolean {
  const [language, count] = leading(censusOf(text));
  const words = text.match(/\p{L}[\p{L}\p{M}]*/gu)?.length ?? 0;
  return language === 'en' && count >= Math.max(ENOUGH, ENGLISH_SHARE * words);
}

const leading = (census: Census): readonly [string, number] =>
  [...census].reduce((best, one) => (one[1] > best[1] ? one : best), ['', 0]);
