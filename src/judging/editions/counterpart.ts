import { withoutProvisions } from '../../passage/text/edition-dates.js';
import {
  countedIn,
  isPublication,
  isSameMark,
  marksIn,
  marksOf,
} from '../../passage/text/edition-name.js';
import { numberNamed, withPlainDigits } from '../../passage/text/numbers.js';

/** What a text has where the cited document's name has its edition's. */
export interface Counterpart {
  readonly words: string;
  /** Words that differ, and numbers that are no years where the other is one: no number beside them tells anything. */
  readonly strange: readonly string[];
  /** Its numbers, the heaviest first, and how it lies to the cited edition by them. */
  readonly at: readonly number[];
  readonly order: 'later' | 'same' | 'earlier';
}

/** The names of the cited document, beside which others are read. No word of their language need be known. */
export interface CitedNames {
  /** Null for a text that is not the same as one of the names but for the edition. */
  readonly counterpart: (text: string) => Counterpart | null;
  /** True for a text that is built as the list calls the cited document: it may be of another edition. */
  readonly isAlike: (text: string) => boolean;
  /** True where its number is called one, or stands behind what the series or a publication is called: it counts editions. */
  readonly isNumbered: boolean;
}

const HAN_NUMERALS = '[一二三四五六七八九十]';
/** Short for “number”, in whatever language: `n.º`, `αρ.`, `№`, `#`. */
const SHORT_WORD = String.raw`(?:(?<![\p{L}\p{M}])[\p{L}\p{M}]{1,4}(?:\.\s?[ºª°]?|[º°])|[#№])\s*(?=\p{Nd}{1,3}(?!\p{Nd}))`;
/** Numbers, Han numerals and words, one by one: `第13号` is three. A digit beside a letter of a script with capitals is a part of a name: `G7`. */
const TOKENS = new RegExp(
  String.raw`(?:${SHORT_WORD})?\p{Nd}+(?![\p{Lu}\p{Ll}\p{Nd}])|${HAN_NUMERALS}+|[\p{Lu}\p{Ll}\p{N}\p{M}]+|(?:(?!${HAN_NUMERALS})[\p{Lo}\p{Lm}\p{M}])+`,
  'gu',
);
const SHORT_FOR_NUMBER = new RegExp(SHORT_WORD, 'u');
/** A word before a number, and the one before that, for the first may mean “number”: `Raportti nro 9`. */
const BESIDE = /(?:([\p{L}\p{M}]+)[\s._(–-]{1,3})?(?<![\p{L}\p{M}])([\p{L}\p{M}]+)[\s._(–-]{0,3}$/u;

interface Token {
  readonly text: string;
  readonly number: number | null;
  readonly from: number;
  readonly to: number;
  /** What stands before it, without white space. */
  readonly sign: string;
}

function tokensOf(text: string): readonly Token[] {
  let last = 0;
  return [...text.matchAll(TOKENS)].map(({ 0: all, index }) => {
    const own = all.replace(SHORT_FOR_NUMBER, '').normalize('NFKC');
    const sign = text.slice(last, index).replace(/\s+/gu, '');
    last = index + all.length;
    return { text: own.toLowerCase(), number: numberOf(own), from: index, to: last, sign };
  });
}

/** The number that a token is, whole; a C among letters follows a B. */
const numberOf = (token: string): number | null =>
  /^(?:\P{Nd}+|\p{Nd}+)$/u.test(token) && !/^[CDLM]$/u.test(token)
    ? numberNamed(withPlainDigits(token))
    : null;
export const isYear = (n: number): boolean => n >= 1900 && n < 2100;

const isRun = (some: readonly Token[], all: readonly Token[], from = 0): boolean =>
  some.every(({ text, number }, i) => {
    const other = all[from + i];
    return number === null ? text === other?.text : number === other?.number;
  });

/** `called`: what the citation calls the cited document, and what that calls itself; `listed`: what lists call it. */
export function citedNames(
  called: readonly string[],
  edition: string,
  series: string,
  listed: readonly string[] = [],
): CitedNames {
  const labels = [...listed, ...called];
  // The number of a chapter or an article tells no editions apart.
  const name = withoutProvisions(edition) === withPlainDigits(edition) ? tokensOf(edition) : [];
  const frames = labels.flatMap((label) => {
    const own = tokensOf(label);
    const start = placeOf(name, own);
    const end = start + name.length;
    if (start < 0 || !own.some(isWord)) return [];
    const number = own.slice(start, end).find((token) => token.number !== null);
    return [
      { own, start, end, isNumbered: number !== undefined && isNumber(label, number, series) },
    ];
  });
  const counterpart = (text: string): Counterpart | null => {
    const there = frames.length === 0 ? [] : tokensOf(text);
    const frame = frames.find(
      ({ own, start, end }) =>
        there.length === own.length &&
        isRun(own.slice(0, start), there) &&
        isRun(own.slice(end), there, end),
    );
    return frame === undefined
      ? null
      : compare(edition, name, there.slice(frame.start, frame.end), text);
  };
  const kinds = labels.map((label) => kindOf(label, edition));
  const isUnnamed = kinds.slice(0, listed.length).every((kind) => kind.name.length === 0);
  const alike = kinds.filter((kind, i) => kind.name.length > 0 || (isUnnamed && i < listed.length));
  return {
    counterpart,
    isAlike: (text) =>
      counterpart(text) !== null || alike.some((kind) => isOfKind(tokensOf(text), kind)),
    isNumbered: frames.some((frame) => frame.isNumbered),
  };
}

const isWord = ({ text, number }: Token): boolean =>
  number === null && /\p{L}{2}|\p{Lo}/u.test(text);
const placeOf = (name: readonly Token[], own: readonly Token[]): number =>
  name.length === 0 ? -1 : own.findIndex((_, i) => isRun(name, own, i));

/** What stands before the edition's name, or that begins with (`Issue 9`), and the name, however it is written there; all of a label that does not write it. */
interface Kind {
  readonly lead: readonly Token[];
  readonly name: readonly Token[];
}

function kindOf(label: string, edition: string): Kind {
  const own = tokensOf(label);
  const mark = marksIn(label).find((one) =>
    marksOf(edition).some((other) => isSameMark(one, other)),
  );
  const name = [edition, mark?.words ?? ''].map(tokensOf).find((one) => placeOf(one, own) >= 0);
  if (name === undefined) return { lead: own, name: [] };
  const start = placeOf(name, own);
  const words = own.slice(0, start).some(isWord)
    ? 0
    : name.findIndex((token) => token.number !== null);
  const at = start + Math.max(0, words);
  return { lead: own.slice(0, at), name: own.slice(at, start + name.length) };
}

/** True for what begins as a name does, and goes on behind the same sign, with a word or a number as that, and with a number if that has one. */
function isOfKind(there: readonly Token[], { lead, name }: Kind): boolean {
  const [own, found] = [name[0], there[lead.length]];
  if (!lead.some(isWord) || !isRun(lead, there)) return false;
  if (own === undefined) return true;
  const hasNumber = (some: readonly Token[]): boolean => some.some(({ number }) => number !== null);
  const isSame = found?.sign === own.sign && (found.number === null) === (own.number === null);
  return isSame && (!hasNumber(name) || hasNumber(there.slice(lead.length)));
}

function isNumber(label: string, { from, to }: Token, series: string): boolean {
  if (
    SHORT_FOR_NUMBER.test(label.slice(from, to)) ||
    countedIn(label).some(({ unit }) => unit === 'number')
  )
    return true;
  const names = tokensOf(series).filter(
    (_, i, all) => all[i + 1] === undefined || all[i + 1]?.number === null,
  );
  return (BESIDE.exec(label.slice(0, from)) ?? [])
    .slice(1)
    .some(
      (word = '') => isPublication(word) || names.some(({ text }) => text === word.toLowerCase()),
    );
}

/** Compares by years first, then by what stands before: `2025. II. félév`, `Semester II 2025`. Null where a word stands for a number. */
function compare(
  edition: string,
  name: readonly Token[],
  found: readonly Token[],
  text: string,
): Counterpart | null {
  const pairs = name.map(({ number }, i) => [number, found[i]?.number ?? null] as const);
  if (pairs.some(([a, b]) => (a === null) !== (b === null))) return null;
  const numbers = pairs.flatMap(([a, b]) => (a === null || b === null ? [] : [[a, b] as const]));
  const strange = numbers.some(([a, b]) => isYear(a) !== isYear(b))
    ? found
    : found.filter((token, i) => token.number === null && token.text !== name[i]?.text);
  const weighed = [...numbers.filter(([a]) => isYear(a)), ...numbers.filter(([a]) => !isYear(a))];
  const [a, b] = weighed.find(([a, b]) => a !== b) ?? [0, 0];
  return {
    words: name.reduceRight(
      (words, { from, to, number }, i) =>
        number === null
          ? words
          : words.slice(0, from) + text.slice(found[i]?.from, found[i]?.to) + words.slice(to),
      edition,
    ),
    strange: strange.map((token) => token.text),
    at: weighed.map(([, b]) => b),
    order: b > a ? 'later' : b < a ? 'earlier' : 'same',
  };
}
