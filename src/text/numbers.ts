import { fold } from './fold.js';

const DIGIT = String.raw`\p{Nd}`;
const SPACE = String.raw`[ \u00a0\u2009\u202f]`;
const CURRENCY = String.raw`(?:\p{Sc}${SPACE}?)?`;
const DASH = '[-‐‑‒–—−﹣－]';

/** A fraction without its nought, as after a space or a currency sign: `.5`, `$.50`. Behind Arabic or Hebrew the point may be a full stop that a PDF draws on the other side. */
const BARE = String.raw`(?<=^|[\s(<>≤≥=~±+−\p{Sc}-])(?<![\p{Script=Arabic}\p{Script=Hebrew}]\s)\.${DIGIT}+`;
/** Digits with what groups and divides them: `1,664`, `12 300.5`, `1’000`, `12,50,000`. */
const PLAIN = String.raw`(?:${BARE}|${DIGIT}{1,3}(?:[ \u00a0\u2009\u202f'’]${DIGIT}{3})+(?!${DIGIT})(?:[.,٫]${DIGIT}+)?|${DIGIT}+(?:[.,٫٬]${DIGIT}+)*)`;
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
const BY_SPACE = /[ "]/gu;

function plainForm(digits: string, divisible: boolean): string {
  if (/[ "]/u.test(digits)) return digits.replace(BY_SPACE, '').replace(',', '.');
  if (digits.startsWith('.')) return `0${digits}`;
  if (BY_COMMA.test(digits) || BY_LAKH.test(digits)) return digits.replaceAll(',', '');
  const oneGroup = digits.indexOf('.') === digits.lastIndexOf('.') && !digits.includes(',');
  if (BY_POINT.test(digits) && !(oneGroup && divisible)) return digits.replaceAll('.', '').replace(',', '.');
  return digits;
}

/**
 * One form for all ways to write a number: digits of any script, thousands by comma, point, space or apostrophe.
 * `after` is the text that follows it: `1.231 billion` is no 1,231.
 */
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
