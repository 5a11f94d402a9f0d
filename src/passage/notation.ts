import { monthNamed } from './text/dates.js';
import { foldedText } from './text/fold.js';
import names from './text/notation-names.json' with { type: 'json' };
import { HAN_NUMERALS, hanNumber } from './text/numbers.js';
import numerals from './text/numerals.json' with { type: 'json' };
import { QUESTION_MARK } from './text/sentences.js';
import type { Word, WordRun } from './text/tokens.js';

/** Units, a row of equals each: what the CLDR does not name, or names otherwise. */
// biome-ignore format: a table
const ROWS = [
  '%|pct', 'km|kilometres|kilometers', 'kg|kilograms|kilogrammes', 'km 2|square kilometres|square kilometers',
  'm 2|square metres|square meters', 'million|mn', 'billion|bn', 'am|a m', 'pm|p m',
] as const;

const keyOf = (words: readonly Word[]): string => words.map(({ key }) => key).join(' ');

const CURRENCIES = Intl.supportedValuesOf('currency');

const COUNTED_IN = numerals.counted.map((words) => words.split(' '));
/** The numbers of which English has a word: to twenty, and the tens. */
export const COUNTED: ReadonlySet<string> = new Set(COUNTED_IN[0]);
/** Numbers by words that are too short to be taken from every language; a hyphen stands where a language has none. */
const SHORT_NUMBERS = COUNTED_IN.flatMap((words) =>
  words.map((word, i) => [foldedText(word), String(i > 20 ? 10 * (i - 18) : i)] as const),
).filter(([word]) => word !== '-');

/** What names name, by name: the tables of units and of numbers. Made when two texts first differ. */
let things: ReadonlyMap<string, string> | null = null;
const thingsByName = (): ReadonlyMap<string, string> =>
  new Map(
    [...Object.entries(names.numbers), ...Object.entries(names.units)]
      .flatMap(([thing, all]) => all.split('|').map((name) => [name, thing] as const))
      .concat(
        SHORT_NUMBERS,
        ROWS.map((row) => row.split('|')).flatMap((row) => row.map((name) => [name, row[0] as string] as const)),
      ),
  );

/** Words of the longest name: Thai is compared syllable by syllable. */
const LONGEST_NAME = 10;

/** Keys with the names of things replaced by what they name, the longest first. */
function withThings(keys: string): string {
  things ??= thingsByName();
  const words = keys.trim().split(' ');
  const found: string[] = [];
  for (let at = 0; at < words.length; ) {
    let length = Math.min(LONGEST_NAME, words.length - at);
    while (length > 1 && !things.has(words.slice(at, at + length).join(' '))) length--;
    const name = words.slice(at, at + length).join(' ');
    found.push(things.get(name) ?? name);
    at += length;
  }
  return ` ${found.join(' ')} `;
}

const ORDINALS = numerals.ordinals.map((forms) => forms.replace(/ .*/u, ''));
const ORDINAL = new RegExp(`(?<= )(${ORDINALS.join('|')})(?= )`, 'gu');
const HAN_NUMBER = new RegExp(`(?<= )(?<!\\d )[${HAN_NUMERALS}](?: [${HAN_NUMERALS}])*(?= )`, 'gu');

/** Each magnitude as zeros. */
const ZEROS: Readonly<Record<string, number>> = { thousand: 3, million: 6, billion: 9, 万: 4, 亿: 8 };
/** `2.1 million` as digits: the fraction moves to the left. */
const asDigits = (all: string, whole: string, fraction = '', magnitude = ''): string => {
  const zeros = (ZEROS[magnitude] ?? 0) - fraction.length;
  return zeros < 0 ? all : `${whole}${fraction}${'0'.repeat(zeros)}`;
};
const MAGNITUDE = new RegExp(`(?<= )(\\d{1,9})(?:\\.(\\d{1,9}))? (${Object.keys(ZEROS).join('|')})(?= )`, 'gu');

/** A month beside a day: `3 Apr`, `April 3rd`. */
const DAY_FIRST = /(?<= )0?(\d{1,2})(?: (?:st|nd|rd|th))? (@\d+)(?= )/gu;
const MONTH_FIRST = /(?<= )(?<!\d )(@\d+) 0?(\d{1,2})(?: (?:st|nd|rd|th))?(?= )/gu;

/** The mark of the month that a word names; null for any other. */
export const monthMark = (key: string): string | null => {
  const month = key.length > 2 ? monthNamed(key) : null;
  return month === null ? null : `@${month}`;
};

/** The mark of the currency whose code a word is, in capitals as codes are; null for any other. */
export const codeOf = ({ bare }: Word): string | null =>
  /^[A-Z]{3}$/u.test(bare) && CURRENCIES.includes(bare) ? `¤${bare}` : null;

/** Keys of words with blanks between and around them, in one notation: numbers in digits, units by one name, currencies behind their numbers, days before months, times with a colon, ranges with “to”. */
export function inOneNotation(keys: string): string {
  return (
    withThings(keys)
      // Fewer than three digits behind it are a fraction, whatever the sign.
      .replace(/(?<= \d{1,3}),(?=\d{1,2} )/gu, '.')
      .replace(HAN_NUMBER, (signs) => String(hanNumber(signs.replaceAll(' ', '')) ?? signs))
      .replace(ORDINAL, (word) => `${ORDINALS.indexOf(word) + 1} th`)
      .replace(MONTH_FIRST, '$2$1')
      .replace(DAY_FIRST, '$1$2')
      .replace(/(?<=\d )(?:st|nd|rd)(?= )/gu, 'th')
      .replace(MAGNITUDE, asDigits)
      .replace(/(?<= )(¤\w+) ([\d.,]+)(?= )/gu, '$2 $1')
      .replace(/(?<= (?:[01]?\d|2[0-3]))\.(?=[0-5]\d )/gu, ':')
      .replace(/(?<=\d )-(?= \d)/gu, 'to')
      // A Korean noun that counts, with a blank before it or without: `50여 명`.
      .replace(/(?<=\d )(\p{Script=Hangul}) (?=\p{Script=Hangul})/gu, '$1')
  );
}

/** Letters that are typed before a number for the sign of a currency, which is the same letter with strokes. */
const TYPED: Readonly<Record<string, string>> = { N: '₦', P: '₱', K: '₭', W: '₩', G: '₲', D: '₫' };

const CONTRACTED: Readonly<Record<string, string>> = { ca: 'can', wo: 'will', sha: 'shall' };
/** A negated verb as two words: `didn’t`, `cannot`; null for any other word. */
export function negated({ bare, key }: Word): string | null {
  const stem = /^(\p{L}+)n['’]t$/iu.exec(bare)?.[1]?.toLowerCase();
  if (stem !== undefined) return `${CONTRACTED[stem] ?? stem} not`;
  return key === 'cannot' ? 'can not' : null;
}

/** What words say, in one notation. */
const notationOf = (words: readonly Word[]): string => {
  const sign = ({ raw }: Word, i: number) => (words[i + 1]?.kind === 'number' ? TYPED[raw] : undefined);
  const keys = words.map(
    (word, i) => sign(word, i) ?? codeOf(word) ?? negated(word) ?? monthMark(word.key) ?? word.key,
  );
  return inOneNotation(` ${keys.join(' ')} `);
};
/** True for words of which some are in another notation, and all say the same. */
export const isSameNotation = (mine: readonly Word[], theirs: readonly Word[]): boolean =>
  notationOf(mine) === notationOf(theirs) && asksIn(mine) === asksIn(theirs);

const asksIn = (words: readonly Word[]): boolean => words.some(({ raw }) => QUESTION_MARK.test(raw));

/** Words beside a difference that are read with it: a month and its year. */
const BESIDE = 2;
/** Runs of a difference: a day on one side of its month, and on the other. */
const LONGEST_SAME = 5;

/** The runs without differences of which both sides are the same. What differs though its words are equal (`US`, `us`) stays. */
export function settled(
  runs: readonly WordRun[],
  isSame: (mine: readonly Word[], theirs: readonly Word[]) => boolean,
): readonly WordRun[] {
  const isSameUpTo = (from: number, end: number): boolean => {
    const [mine = [], theirs = []] = (['added', 'removed'] as const).map((other) => [
      ...(runs[from - 1]?.words.slice(-BESIDE) ?? []),
      ...runs.slice(from, end).flatMap(({ op, words }) => (op === other ? [] : words)),
      ...(runs[end]?.words.slice(0, BESIDE) ?? []),
    ]);
    return keyOf(mine) !== keyOf(theirs) && isSame(mine, theirs);
  };
  const endOfSame = (from: number): number | null => {
    for (let end = from + 1; end <= Math.min(runs.length, from + LONGEST_SAME); end++)
      if (runs[end - 1]?.op !== 'same' && (runs[end]?.op ?? 'same') === 'same' && isSameUpTo(from, end)) return end;
    return null;
  };
  const found: WordRun[] = [];
  for (let i = 0; i < runs.length; i++) {
    const run = runs[i] as WordRun;
    const isStart = run.op !== 'same' && (runs[i - 1]?.op ?? 'same') === 'same';
    const end = isStart ? endOfSame(i) : null;
    if (end === null) found.push(run);
    else {
      const words = runs.slice(i, end).flatMap((one) => (one.op === 'removed' ? [] : one.words));
      found.push({ op: 'same', words, seam: null });
      i = end - 1;
    }
  }
  return found;
}
