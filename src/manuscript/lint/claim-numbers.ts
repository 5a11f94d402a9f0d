import { inOneNotation } from '../../passage/notation.js';
import { monthNamed } from '../../passage/text/dates.js';
import type { Word } from '../../passage/text/tokens.js';
import { claimWords as lists } from './words.js';

/** A number from one word of a sentence to another, in digits or in words. */
export interface Numeral {
  readonly from: number;
  readonly to: number;
  /** Of a share in per cent, of a time in days. */
  readonly value: number;
  readonly unit: 'share' | 'time' | 'money' | 'things';
  /** True for `dozens` and `several hundred`: so many at least. */
  readonly open?: boolean;
  /** True for a share in words. */
  readonly rough?: boolean;
}

/** Words of the longest number that is read: `two hundred and fifty thousand`. Our choice. */
const LONGEST = 5;
/** From here on a number behind "of" may be a year. */
const FIRST_YEAR = 1900;
/** Up to there, exclusive, a number alone may be one. */
const END_YEAR = 2100;
/** Days, by the first letters of what is counted in English, French and German. */
const TIMES: readonly (readonly [RegExp, number])[] = [
  [/^(?:hours?|heures?|stunden?)$/u, 1 / 24],
  [/^(?:days?|jours?|tagen?|tage)$/u, 1],
  [/^(?:weeks?|semaines?|wochen?)$/u, 7],
  [/^(?:months?|mois|monate?n?)$/u, 30.4],
  [/^(?:years?|ans?|années?|jahre?n?)$/u, 365],
  [/^(?:decades?|décennies?|jahrzehnte?n?)$/u, 3650],
];
const MONEY =
  /^(?:\p{Sc}|dollars?|euros?|francs?|franken|yuan|dong|shillings?|pounds?|rupees?|dinars?|usd|eur|gbp|f?cfa)$/u;
const PARTS: readonly (readonly [RegExp, number])[] = [
  [/^(?:hal(?:f|ves)|moitiés?|hälfte)$/u, 2],
  [/^(?:thirds?|tiers|drittel)$/u, 3],
  [/^(?:quarters?|quarts?|viertel)$/u, 4],
  [/^(?:fifths?|cinquièmes?|fünftel)$/u, 5],
  [/^(?:tenths?|dixièmes?|zehntel)$/u, 10],
];
/** So many at least, of words for more than one such number. */
const OPEN: Readonly<Record<string, number>> = lists.openNumbers;
const SEVERAL = /^(?:several|many|plusieurs|mehrere|einige|quelques)$/u;
/** Before so many at least. */
const LEAST =
  /\b(?:at least|more than|over|above|exceed\w*|au moins|plus de|mindestens|mehr als|über)(?: an?| une?)?$/u;
const LABEL =
  /^(?:nos?|nr|n|articles?|art|sections?|law|loi|gesetz|chapter|rule|resolution|paragraph|form)$/u;
const ONE = /^(?:an?|one|une?|eine?[nrms]?)$/u;
const OF = /^(?:in|of|out|sur|von|the|les|den|der)$/u;

const numberIn = (words: readonly Word[]): number => {
  const said = inOneNotation(
    ` ${words
      .map(({ key }) => key)
      .filter((key) => key !== 'and')
      .join(' ')} `,
  ).trim();
  return /^\d[\d,.]*$/u.test(said) ? Number(said.replaceAll(',', '')) : Number.NaN;
};
const SPELT = new Set(lists.spelt.split(' '));
const isNumber = ({ kind, key }: Word): boolean => kind === 'number' || SPELT.has(key);

/** The numbers of a sentence, but for years, days of a month and what is only numbered. */
export function numeralsIn(words: readonly Word[]): readonly Numeral[] {
  const found: Numeral[] = [];
  for (let at = 0; at < words.length; at++) {
    const one = partAt(words, at) ?? plainAt(words, at);
    if (one === null) continue;
    if (one.value > 1) found.push(one);
    at = one.to;
  }
  return found;
}

const beforeAt = (words: readonly Word[], at: number): string =>
  [at - 3, at - 2, at - 1].map((i) => keyAt(words, i)).join(' ');
const keyAt = (words: readonly Word[], at: number): string => words[at]?.key ?? '';

function runAt(
  words: readonly Word[],
  at: number,
): { readonly to: number; readonly value: number } | null {
  const word = words[at];
  if (word === undefined || !isNumber(word)) return null;
  const stop = words.findIndex(
    ({ raw, bare }, i) => i >= at && /[^\s-]/u.test(raw.slice(bare.length)),
  );
  for (
    let to = Math.min(at + LONGEST, words.length, stop < 0 ? words.length : stop + 1) - 1;
    to >= at;
    to--
  ) {
    if (!isNumber(words[to] as Word)) continue;
    const value = numberIn(words.slice(at, to + 1));
    if (Number.isFinite(value)) return { to, value };
  }
  return null;
}

/** `Two thirds`, `a quarter`, `half`, `half a million`, `12 of the 40`, `one in three`. */
function partAt(words: readonly Word[], at: number): Numeral | null {
  const isOne = ONE.test(keyAt(words, at));
  const run =
    runAt(words, at) ??
    (isOne && /^(?:sur|von)$/u.test(keyAt(words, at + 1)) ? { to: at, value: 1 } : null);
  const next = run === null ? (isOne ? at + 1 : at) : run.to + 1;
  const amid = runAt(words, at + 3);
  if (
    isOne &&
    amid !== null &&
    /^(?:in|sur)$/u.test(keyAt(words, at + 2)) &&
    !TIMES.some(([form]) => form.test(keyAt(words, amid.to + 1)))
  )
    return { from: at, to: amid.to, value: 100 / amid.value, unit: 'share', rough: true };
  const [, whole = 0] = PARTS.find(([form]) => form.test(keyAt(words, next))) ?? [];
  if (whole === 2 && ONE.test(keyAt(words, next + 1)) && keyAt(words, next + 2) === 'million')
    return {
      from: at,
      to: next + 2,
      value: 5e5,
      unit: 'things',
      open: LEAST.test(beforeAt(words, at)),
    };
  if (whole === 2 || (whole > 0 && (run !== null || isOne)))
    return {
      from: at,
      to: next,
      value: (100 * (run?.value ?? 1)) / whole,
      unit: 'share',
      rough: true,
    };
  if (run === null || !OF.test(keyAt(words, next))) return null;
  let behind = next + 1;
  while (OF.test(keyAt(words, behind))) behind++;
  const total = runAt(words, behind);
  if (total === null || total.value >= FIRST_YEAR || run.value > total.value || total.value < 2)
    return null;
  return {
    from: at,
    to: total.to,
    value: (100 * run.value) / total.value,
    unit: 'share',
    rough: true,
  };
}

/** A number with what it counts. */
function plainAt(words: readonly Word[], at: number): Numeral | null {
  const least = OPEN[keyAt(words, at)];
  if (least !== undefined) return { from: at, to: at, value: least, unit: 'things', open: true };
  const isOne = ONE.test(keyAt(words, at)) && /^(?:dec|déc|jahrz)/u.test(keyAt(words, at + 1));
  const run = isOne ? { to: at, value: 1 } : runAt(words, at);
  if (run === null) return null;
  const { to, value } = run;
  const isYear =
    to === at &&
    /^\d{4}$/u.test(words[at]?.bare ?? '') &&
    Number.isInteger(value) &&
    value >= FIRST_YEAR &&
    value < END_YEAR;
  const beside = [keyAt(words, at - 1), keyAt(words, to + 1)];
  const behind = words[at - 1]?.raw ?? '';
  const isName = /\p{L}[-–]$/u.test(behind);
  const isDay = (isMonth(beside[0] ?? '') && !behind.includes(',')) || isMonth(beside[1] ?? '');
  if (isYear || isName || LABEL.test(beside[0] ?? '') || isDay)
    return { from: at, to, value: 0, unit: 'things' };
  const open = isOne || SEVERAL.test(beside[0] ?? '') || LEAST.test(beforeAt(words, at));
  const cent = [1, 2].find((step) => /^(?:%|percent|cent|prozent)$/u.test(keyAt(words, to + step)));
  if (cent !== undefined && (cent === 1 || /^(?:per|pour)$/u.test(beside[1] ?? '')))
    return { from: at, to: to + cent, value, unit: 'share', open };
  const days = TIMES.find(([form]) => form.test(beside[1] ?? ''))?.[1];
  if (days !== undefined) return { from: at, to, value: value * days, unit: 'time', open };
  const isMoney = [at - 1, to + 1, to + 2].some((i) => MONEY.test(keyAt(words, i)));
  return { from: at, to, value, unit: isMoney ? 'money' : 'things', open };
}

const isMonth = (key: string): boolean => key.length > 2 && monthNamed(key) !== null;
