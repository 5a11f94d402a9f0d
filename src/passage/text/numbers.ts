import { asciiDigit, fold } from './fold.js';
import list from './numerals.json' with { type: 'json' };

/** Numbers in words, parted by spaces. */
interface Numerals {
  /** First to twelfth; of inflected ones the part before a case or gender. English, French, German, Spanish, Portuguese, Italian, Dutch, Russian, Turkish, Arabic, Persian, Indonesian, the first four of the Nordic languages. */
  readonly ordinals: readonly string[];
  /** English ordinals from the thirteenth on, by which committees count their reports. */
  readonly teens: string;
  /** Their tens, which may stand before another ordinal. */
  readonly tens: string;
  /** English cardinals that are written out beside a noun: `Volume Two`. */
  readonly cardinals: string;
  /** Cardinal numbers from zero to twenty, and the tens up to ninety, a language each: English, French, German, Spanish, Portuguese, Italian, Dutch, Swedish, Russian, Polish, Czech, Croatian, Romanian, Hungarian, Ukrainian (beside persons), Swahili (of persons), Kurmanji, Somali, Uzbek, Indonesian. A hyphen where there is none in one word, or where the word has another sense. */
  readonly counted: readonly string[];
  /** Forms of cardinal numbers in one word, by their value: of every gender and case of the spell-out rules; none of one, none that names two numbers, and no function word. */
  readonly forms: Readonly<Record<string, string>>;
}

export const numerals: Numerals = list;

const DIGIT = String.raw`\p{Nd}`;
const SPACE = String.raw`[ \u00a0\u2009\u202f]`;
const CURRENCY = String.raw`(?:\p{Sc}${SPACE}?)?`;
const DASH = '[-‐‑‒–—−﹣－]';

/** A fraction without its nought, as after a space or a currency sign: `.5`, `$.50`. Behind Arabic or Hebrew the point may be a full stop that a PDF draws on the other side. */
const BARE = String.raw`(?<=^|[\s(<>≤≥=~±+−\p{Sc}-])(?<![\p{Script=Arabic}\p{Script=Hebrew}]\s)\.${DIGIT}+`;
/** Digits with what groups and divides them: `1,664`, `12 300.5`, `1’000`, `12,50,000`, `１，２３４`. */
const PLAIN = String.raw`(?:${BARE}|[０-９]{1,3}(?:，[０-９]{3})+(?![０-９])|${DIGIT}{1,3}(?:[ \u00a0\u2009\u202f'’]${DIGIT}{3})+(?!${DIGIT})(?:[.,٫]${DIGIT}+)?|${DIGIT}+(?:[.,٫٬]${DIGIT}+)*)`;
const RAISED = '[⁺⁻]?[⁰¹²³⁴-⁹]+';
/** A fraction of small digits, as some fonts and markup build it: `¹⁄₃`. */
const BUILT = `[⁰¹²³⁴-⁹]+[⁄/](?:[₀-₉]+|${DIGIT}+)`;

/** A number as a pattern: with its powers, and whole where it is a fraction, a time or a ratio (`1/2`, `10:30`, `10⁶`, `10^6`). */
export const NUMBER = String.raw`${BUILT}|${PLAIN}(?:[/⁄∕:：∶]${PLAIN})*(?:\^[-−–+]?${DIGIT}+|(?!${BUILT})${RAISED})?|${RAISED}|\p{N}`;

/** Mathematical signs that set items apart, as bullets and arrows do, or stand for such: they say nothing of the number after them. */
const NO_SIGN = '[|¬∙⋅∗∘∣∥←-⇿]';
/**
 * A sign that belongs to the number beside it, as a pattern: currency, per cent, comparison, root, difference, plus, minus and
 * `#` before it; a range, a product, degrees or a plus after it. A hyphen after a letter (`COVID-19`) is none, nor are the
 * degrees of a scale that is named (`40 °C`, `40 C`).
 */
export const SIGN = [
  String.raw`[\p{Sc}%‰٪％]`,
  String.raw`(?<![\p{L}\p{N}])#(?=${DIGIT})`,
  String.raw`(?<=${DIGIT}${SPACE}?)°(?!${SPACE}?[CFK](?!\p{L}))`,
  String.raw`(?!${NO_SIGN}|[+−])[\p{Sm}∆＜＞～](?=${SPACE}?${CURRENCY}\.?${DIGIT})`,
  `−(?=${SPACE}?${CURRENCY}${DIGIT})`,
  String.raw`(?<![\p{L}\p{N}\p{M}%)\]"”’])[-‐‑‒–﹣－+＋](?=${CURRENCY}${DIGIT})`,
  `(?<=${DIGIT}%?${SPACE}?)(?:${DASH}|[~～〜])(?=${SPACE}?${CURRENCY}${DIGIT})`,
  `(?<=${DIGIT}${SPACE}?)[×÷=](?=${SPACE}?${DIGIT})`,
  `(?<=${DIGIT})[+＋](?!${DIGIT})`,
].join('|');

/** What makes `1.231` a fraction and no thousand: one part in a thousand of a million is still a number that people print. */
const MAGNITUDE =
  /^[\s\u00a0-]{0,2}(?:[%‰٪]|per ?cent|m(?:n|io|illi|rd)|b(?:n|illi)|tr(?:n|illi)|мл[нр]|милли|процент|مليون|مليار|[万萬亿億兆])/iu;
/** True when a text begins with what makes the number before it a figure: per cent, a million. */
export const isMagnitude = (after: string): boolean => MAGNITUDE.test(after);
/** What is measured, and so may have three decimals: of men or of dollars nobody counts thousandths. */
const MEASURE =
  /^[\s\u00a0-]{0,2}(?:[ckm]?m|k?g|ha|l|t|tons?|tonnes?|(?:kilo)?(?:met(?:er|re)|gram(?:me)?|lit(?:er|re))s?|hectares?)(?![\p{L}\p{N}])/iu;
const BY_COMMA = /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/u;
const BY_POINT = /^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/u;
/** Lakhs and crores, as South Asia groups them: by two digits before the last three. */
const BY_LAKH = /^[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d+)?$/u;

function plainForm(digits: string, divisible: boolean): string {
  if (/[ "]/u.test(digits)) return digits.replace(/[ "]/gu, '').replace(',', '.');
  if (digits.startsWith('.')) return `0${digits}`;
  if (BY_COMMA.test(digits) || BY_LAKH.test(digits)) return digits.replaceAll(',', '');
  const oneGroup = digits.indexOf('.') === digits.lastIndexOf('.') && !digits.includes(',');
  if (BY_POINT.test(digits) && !(oneGroup && divisible))
    return digits.replaceAll('.', '').replace(',', '.');
  return digits;
}

/** One form of a number in any script and grouping. `after` is the text that follows: `1.231 billion` is no 1,231. */
export function numberForm(written: string, after: string): string {
  const raised = /^(.*?)([⁺⁻]?(?<![⁰¹²³⁴-⁹])[⁰¹²³⁴-⁹]+)$/u.exec(written);
  const power = raised?.[1] ? `^${fold(raised[2] as string).text}` : '';
  const folded = fold(power === '' ? written : (raised?.[1] as string)).text.replace('∶', ':');
  const [base = '', ...exponent] = folded.split('^');
  const forms = base
    .split(/([/:])/u)
    .map((digits) => plainForm(digits, MAGNITUDE.test(after) || MEASURE.test(after)));
  return forms.join('') + exponent.map((e) => `^${e}`).join('') + power;
}

/** One form for the ways to print a sign: all dashes are minus. */
export const signForm = (written: string): string => fold(written).text.replace(/[≈∼〜]/u, '~');

const TEENS = numerals.teens.split(' ');
const TENS = numerals.tens.split(' ');
const CARDINALS = numerals.cardinals.split(' ');
const COMPOUND = `(?:${TENS.join('|')})y[- ]\\p{L}+`;
const HAN = '一二三四五六七八九';
/** 一 to 九十九. */
const HAN_ORDINAL = new RegExp(`^(?:[${HAN}]?十[${HAN}]?|[${HAN}])$`, 'u');
/** Values of the Roman numerals. */
const ROMAN: Readonly<Record<string, number>> = {
  I: 1,
  V: 5,
  X: 10,
  L: 50,
  C: 100,
  D: 500,
  M: 1000,
};
const ROMAN_FORM = /^(?=.)M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/u;
/** `Ire`, `IIe`, `IVème`; “Le” and “De” are words. */
const ROMAN_ORDINAL = /^(?:(I)(?:er|re|ère)|([IVXL]{2,}|[IVX])(?:e|ème|ª|º))$/u;
/** German cases (`dritten`) and Russian genders and cases (`третье`, `второго`). */
const ENDING = /^(?:[rnsm]|ый|ий|ой|ая|ья|ое|ье|ого|ьего|ом|ем)?$/u;

/** What may stand where a number does, in digits, Roman or Han numerals, or a word. */
export const NUMERAL = `\\d+(?:[\\p{L}ªº.'’-]{0,5}(?![\\p{L}\\d]))?|${COMPOUND}|[\\p{L}\\p{M}]+`;

/** The number that a word names: `3`, `3rd`, `4.ª`, `XII`, `第三`, `Third`, `two`; null when it names none. */
export function numberNamed(word: string): number | null {
  const digits = /^\d{1,4}/u.exec(word)?.[0];
  if (digits !== undefined) return Number(digits);
  return (
    romanNumber(word) ?? (HAN_ORDINAL.test(word) ? hanNumber(word) : null) ?? spelledNumber(word)
  );
}

/** Capitals only: “I” is a numeral beside a noun, “i” and “mix” are words. */
function romanNumber(ordinal: string): number | null {
  const word =
    ROMAN_ORDINAL.exec(ordinal)?.find((part, i) => i > 0 && part !== undefined) ?? ordinal;
  if (!ROMAN_FORM.test(word)) return null;
  const values = [...word].map((letter) => ROMAN[letter] as number);
  return values.reduce((sum, value, i) => sum + (value < (values[i + 1] ?? 0) ? -value : value), 0);
}

/** What multiplies the digits of Han, in simplified characters. */
const HAN_UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, 万: 1e4, 亿: 1e8 };
export const HAN_NUMERALS = `零两〇${HAN}${Object.keys(HAN_UNITS).join('')}`;

/** The number that Han numerals name: `二十三`, `一万`, `二〇二〇`; null for `一两`, one or two. */
export function hanNumber(numerals: string): number | null {
  const signs = [...numerals.replaceAll('零', '〇').replaceAll('两', '二')];
  const digits = signs.map((sign) => `〇${HAN}`.indexOf(sign));
  if (!digits.includes(-1))
    return digits.length === 1 || digits.length > 3 || digits.includes(0)
      ? Number(digits.join(''))
      : null;
  let [total, section, digit] = [0, 0, 0];
  for (const [i, sign] of signs.entries()) {
    const unit = HAN_UNITS[sign];
    if (unit === undefined) digit = digits[i] as number;
    else if (unit < 1e4) [section, digit] = [section + (digit || 1) * unit, 0];
    else [total, section, digit] = [(total + section + digit || 1) * unit, 0, 0];
  }
  return total + section + digit;
}

function spelledNumber(word: string): number | null {
  const lower = word.toLowerCase().replace('ё', 'е');
  const high = highOrdinal(lower);
  if (high !== null) return high;
  const cardinal = CARDINALS.indexOf(lower);
  if (cardinal >= 0) return cardinal + 1;
  const isForm = (stem: string): boolean =>
    lower.startsWith(stem) &&
    ENDING.test(lower.slice(stem.length)) &&
    (stem !== lower || !/[а-я]$/u.test(stem));
  const ordinal = numerals.ordinals.findIndex((stems) => stems.split(' ').some(isForm));
  return ordinal < 0 ? null : ordinal + 1;
}

/** `thirteenth`, `thirtieth`, `thirty-second`; null for what is none. */
function highOrdinal(word: string): number | null {
  if (TEENS.includes(word)) return 13 + TEENS.indexOf(word);
  const [, tens = '', rest] = /^(\p{L}+?)(?:ieth|y[- ](\p{L}+))$/u.exec(word) ?? [];
  const ten = TENS.indexOf(tens);
  if (ten < 0) return null;
  const one = rest === undefined ? 0 : (spelledNumber(rest) ?? 10);
  return one < 10 ? (ten + 2) * 10 + one : null;
}

/** A text with the decimal digits of any script (Arabic, Persian, Devanagari, full width) as ASCII ones, unit for unit. */
export const withPlainDigits = (text: string): string =>
  text.replace(/(?!\d)\p{Nd}/gu, (digit) => (digit.length > 1 ? digit : asciiDigit(digit)));
