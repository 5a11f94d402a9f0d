import { MONTH_NAMES, monthNamed } from './text/dates.js';
import { foldedText } from './text/fold.js';
import notationNames from './text/notation-names.json' with { type: 'json' };
import { HAN_NUMERALS, hanNumber, numerals } from './text/numbers.js';
import { QUESTION_MARK } from './text/sentences.js';
import type { Word, WordRun } from './text/tokens.js';

/** Names of units, currencies and numbers, parted by bars, as the judge compares words. */
interface NotationNames {
  /** Release of ICU whose CLDR names the units. */
  readonly icu: string;
  /** By unit: `%`, `km`, `kg`, `ha`, a power of ten (`e6`), a month (`@1`), or a currency’s code behind `¤`. */
  readonly units: Readonly<Record<string, string>>;
  /** Cardinal numbers in words, by their value: zero to a hundred, and the hundreds. */
  readonly numbers: Readonly<Record<string, string>>;
}

const names: NotationNames = notationNames;

/** Units, a row of equals each: what the CLDR does not name, or names otherwise. */
// biome-ignore format: a table
const ROWS = [
  '%|pct', 'km|kilometres', 'kg|kilogrammes', 'km 2|square kilometres|square kilometers', 'm 2|square metres|square meters',
  'e6|mn', 'e9|bn', 'e4|万', 'e8|亿', 'am|a m', 'pm|p m', '¤XOF|f cfa|fcfa|franc cfa|francs cfa',
] as const;

const keyOf = (words: readonly Word[]): string => words.map(({ key }) => key).join(' ');

const CURRENCIES = Intl.supportedValuesOf('currency');

const COUNTED_IN = numerals.counted.map((words) => words.split(' '));
/** Numbers by words that are too short to be taken from every language; a hyphen stands where a language has none. */
const SHORT_NUMBERS = COUNTED_IN.flatMap((words) =>
  words.map((word, i) => [foldedText(word), String(i > 20 ? 10 * (i - 18) : i)] as const),
).filter(([word]) => word !== '-');

/** What names name, by name: the tables of units and of numbers. Made when two texts first differ. */
let things: ReadonlyMap<string, string> | null = null;
const thingsByName = (): ReadonlyMap<string, string> =>
  new Map([
    ...Object.entries(numerals.forms).flatMap(([n, forms]) =>
      forms.split(' ').map((form) => [foldedText(form), n] as const),
    ),
    ...[...Object.entries(names.numbers), ...Object.entries(names.units)].flatMap(([thing, all]) =>
      all.split('|').map((name) => [name, thing] as const),
    ),
    ...SHORT_NUMBERS,
    ...ROWS.map((row) => row.split('|')).flatMap((row) =>
      row.map((name) => [name, row[0] as string] as const),
    ),
  ]);

/** What a name of one or more words names: a number in digits, `e6`, `@5`, `km`, `¤EUR`. */
export const thingNamed = (name: string): string | null => {
  things ??= thingsByName();
  return things.get(name) ?? null;
};

/** Words of the longest name: Thai is compared syllable by syllable. */
const LONGEST_NAME = 10;
/** Letters of the shortest number that a word may begin with. */
const MIN_STEM_LENGTH = 4;
/** Letters of what a word has behind the number that it begins with, at most: `dokuzunda`, `siebenmal`. */
const MAX_SUFFIX_LENGTH = 5;
/** Letters of an ending that is a number's case alone, at most: `dvaceti`. */
const MAX_ENDING_LENGTH = 2;
const DIGITS = /^\d+$/u;
const isCount = (token = ''): boolean => /^(?:\d[\d.,]*|e\d+)$/u.test(token);

/** A word that begins with the name of a number, as that and what follows it. */
function withNumber(word: string): string {
  for (
    let end = word.length - 1;
    end >= Math.max(MIN_STEM_LENGTH, word.length - MAX_SUFFIX_LENGTH);
    end--
  ) {
    const number = thingNamed(word.slice(0, end));
    if (number === null || !DIGITS.test(number)) continue;
    return word.length - end <= MAX_ENDING_LENGTH && !/^(?:th|[dt]e)$/u.test(word.slice(end))
      ? number
      : `${number} ${word.slice(end)}`;
  }
  return word;
}

/** Keys with the names of things replaced by what they name, the longest first; a currency only beside its number. */
function withThings(keys: string): string {
  // A power of ten of Korean is typed together with what it counts: `370만원`.
  const words = keys
    .replace(/(?<= \d+ )([천만억])(?=\p{Script=Hangul})/gu, '$1 ')
    .trim()
    .split(' ');
  const found: { readonly name: string; thing: string; readonly isNumber: boolean }[] = [];
  for (let at = 0; at < words.length; ) {
    let length = Math.min(LONGEST_NAME, words.length - at);
    while (length > 1 && thingNamed(words.slice(at, at + length).join(' ')) === null) length--;
    const name = words.slice(at, at + length).join(' ');
    const thing = thingNamed(name) ?? withNumber(name);
    const [last, isNumber] = [found.at(-1), thing !== name && DIGITS.test(thing)];
    // `двадцати пяти`: a smaller number behind a round one.
    if (
      isNumber &&
      last?.isNumber === true &&
      Number(last.thing) > 0 &&
      Number(last.thing) % 10 ** thing.length === 0
    )
      last.thing = String(Number(last.thing) + Number(thing));
    else found.push({ name, thing, isNumber });
    at += length;
  }
  const isBeside = (i: number): boolean =>
    isCount(found[i - 1]?.thing) || isCount(found[i + 1]?.thing);
  return ` ${found.map(({ name, thing }, i) => (/^¤\w+$/u.test(thing) && !isBeside(i) ? name : thing)).join(' ')} `;
}

const ORDINALS = numerals.ordinals.map((forms) => forms.replace(/ .*/u, ''));
const ORDINAL = new RegExp(`(?<= )(${ORDINALS.join('|')})(?= )`, 'gu');
const HAN_NUMBER = new RegExp(
  `(?<= )(?<! \\d+ )[${HAN_NUMERALS}](?: [${HAN_NUMERALS}])*(?= )`,
  'gu',
);

/** `2.1 e6` as digits, and what is added to it: `1 e4 8 e3 838`. */
const MAGNITUDE =
  /(?<= )\d{1,9}(?:\.\d{1,9})?(?: e\d+)+(?: \d{1,9}(?: e\d+)+)*(?: \d{1,4})?(?= )/gu;
function asDigits(all: string): string {
  let [sum, least] = [0n, Number.POSITIVE_INFINITY];
  for (const [, whole = '', fraction = '', powers = ''] of all.matchAll(
    /(\d+)(?:\.(\d+))?((?: e\d+)*)/gu,
  )) {
    const power = powers.split(' e').reduce((n, one) => n + Number(one), 0);
    const zeros = power - fraction.length;
    if (zeros < 0 || (least !== Number.POSITIVE_INFINITY && whole.length + power > least))
      return all;
    sum += BigInt(`${whole}${fraction}`) * 10n ** BigInt(zeros);
    least = power;
  }
  return String(sum);
}

/** A month beside a day: `3 Apr`, `April 3rd`. */
const DAY_FIRST = /(?<= )0?(\d{1,2})(?: (?:st|nd|rd|th))? (@\d+)(?= )/gu;
const MONTH_FIRST = /(?<= )(?<!\d )(@\d+) 0?(\d{1,2})(?: (?:st|nd|rd|th))?(?= )/gu;
const DAY = '0?([1-9]|[12]\\d|3[01])';
const MONTH = '0?([1-9]|1[0-2])';
const YEAR = '((?:19|20)\\d\\d)';
const date = (form: string): RegExp => new RegExp(`(?<= )${form}(?= )`, 'gu');
/** Dates in figures: with their year first, or last and the day first; parted by points or as an ordinal each, so that no month is first; by other signs, so that it may be. */
const YEAR_FIRST = date(
  `${YEAR}(?:[-/.]| (?:[-年년] )?)${MONTH}(?:[-/.]| (?:[-月월] )?)${DAY}(?: [日일号])?`,
);
const DAY_BY_POINT = date(`${DAY}(?:\\.| |(?: tháng ))${MONTH}(?:\\.| |(?: năm ))${YEAR}`);
const DAY_BY_SIGN = date(`${DAY}(?:/| - )${MONTH}(?:/| - )${YEAR}`);
const MONTH_OF_YEAR = date(`${MONTH}(?:[/.]| - )${YEAR}`);
/** A day, its month and the year, with short words between: `8 de octubre de 2024`. */
const IN_WORDS = date(`${DAY}(?: \\p{L}{1,3} )?(@\\d+)(?: \\p{L}{1,3})? ${YEAR}`);

/** The mark of the month that a word names; null for any other. */
export const monthMark = (key: string): string | null => {
  const month = key.length > 2 ? monthNamed(key) : null;
  return month === null ? null : `@${month}`;
};

/** The mark of the currency whose code a word is, in capitals as codes are; null for any other. */
export const codeOf = ({ bare }: Word): string | null =>
  /^[A-Z]{3}$/u.test(bare) && CURRENCIES.includes(bare) ? `¤${bare}` : null;

/** Keys of words with blanks between and around them, in one notation: numbers in digits, units by one name and behind their numbers, dates as a day, a month and a year, times with a colon, ranges with “to”. A date in figures has a mark: `?` where its month may be first, else `!`. */
export function inOneNotation(keys: string): string {
  return (
    withThings(keys)
      // Fewer than three digits behind it are a fraction, whatever the sign.
      .replace(/(?<= \d{1,3}),(?=\d{1,2} )/gu, '.')
      .replace(HAN_NUMBER, (signs) => String(hanNumber(signs.replaceAll(' ', '')) ?? signs))
      .replace(ORDINAL, (word) => `${ORDINALS.indexOf(word) + 1} th`)
      .replace(YEAR_FIRST, '$3@$2! $1')
      .replace(DAY_BY_POINT, '$1@$2! $3')
      .replace(
        DAY_BY_SIGN,
        (_, day: string, month: string, year: string) =>
          `${day}@${month}${Number(day) > 12 || day === month ? '!' : '?'} ${year}`,
      )
      .replace(MONTH_OF_YEAR, '@$1 $2')
      .replace(MONTH_FIRST, '$2$1')
      .replace(DAY_FIRST, '$1$2')
      .replace(/(?<=\d )(?:st|nd|rd)(?= )/gu, 'th')
      .replace(MAGNITUDE, asDigits)
      .replace(/(?<= )(?<!\d )(¤\w+|%) ([\d.,]+)(?= )/gu, '$2 $1')
      // `$ 1 to $ 2`: the unit of both is named once, and last.
      .replace(/(?<=\d )(¤\w+|%) (\S{1,3} [\d.,]+ )(?:\1 )?(?![¤%])/gu, '$2$1 ')
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

/** Roman numerals that are typed in Cyrillic letters. */
const LATIN: Readonly<Record<string, string>> = { Х: 'x', І: 'i', М: 'm', С: 'c' };
const numeralOf = ({ bare, raw }: Word): string | null => {
  if (/^[nN]$/u.test(bare) && raw.startsWith('°', 1)) return 'no';
  return /^[ХІМС]{2,}$/u.test(bare)
    ? bare.replace(/./gu, (letter) => LATIN[letter] as string)
    : null;
};

/** What words say, in one notation. */
const notationOf = (words: readonly Word[]): string => {
  const sign = ({ raw }: Word, i: number) =>
    words[i + 1]?.kind === 'number' ? TYPED[raw] : undefined;
  const keys = words.map(
    (word, i) =>
      sign(word, i) ??
      codeOf(word) ??
      numeralOf(word) ??
      negated(word) ??
      monthMark(word.key) ??
      word.key,
  );
  return inOneNotation(` ${keys.join(' ')} `);
};

/** True for an English month: English alone writes the month first in figures as well. */
const isEnglishMonth = ({ bare }: Word): boolean =>
  MONTH_NAMES.some((name) => name.startsWith(bare) && bare.length > 2);

const inWords = (said: string): string =>
  said.replaceAll(/[!?]/gu, '').replace(IN_WORDS, '$1$2 $3');

/** True for words of which some are in another notation, and all say the same. */
export function isSameNotation(mine: readonly Word[], theirs: readonly Word[]): boolean {
  const [one, other] = [notationOf(mine), notationOf(theirs)];
  if (asksIn(mine) !== asksIn(theirs)) return false;
  if (one === other) return true;
  const isEither = `${one}${other}`.includes('?') && [...mine, ...theirs].some(isEnglishMonth);
  return !isEither && /[!?]/u.test(`${one}${other}`) && inWords(one) === inWords(other);
}

const asksIn = (words: readonly Word[]): boolean =>
  words.some(({ raw }) => QUESTION_MARK.test(raw));

/** Words beside a difference that are read with it: a month and its year. */
const BESIDE = 4;
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
    for (let end = Math.min(runs.length, from + LONGEST_SAME); end > from; end--)
      if (
        runs[end - 1]?.op !== 'same' &&
        (runs[end]?.op ?? 'same') === 'same' &&
        isSameUpTo(from, end)
      )
        return end;
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
