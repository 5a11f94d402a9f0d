import type { Counted } from './counted.js';
import { withPlainDigits } from './numerals.js';

/** One spelling of letters that Arabic and Persian keyboards give differently, sign for sign. */
const oneSpelling = (text: string): string =>
  text.replace(/[یى]/gu, 'ي').replace(/[أإ]/gu, 'ا').replaceAll('ک', 'ك');

/**
 * Months of the solar calendar as Iran and Afghanistan name them, and of the lunar one; a row is a month. From the Unicode
 * CLDR's names, checked by hand.
 */
const MONTHS: readonly string[] = [
  'فروردین حمل محرم',
  'اردیبهشت ثور صفر',
  'خرداد جوزا ربيع_الأول',
  'تیر سرطان ربيع_الآخر ربيع_الثاني',
  'مرداد اسد جمادى_الأولى',
  'شهریور سنبله جمادى_الآخرة جمادى_الثانية',
  'مهر میزان رجب',
  'آبان عقرب شعبان',
  'آذر قوس رمضان',
  'دی جدی شوال',
  'بهمن دلو ذو_القعدة ذي_القعدة',
  'اسفند حوت ذو_الحجة ذي_الحجة',
];
const BY_NAME = new Map(
  MONTHS.flatMap((names, i) =>
    names.split(' ').map((name) => [oneSpelling(name.replace('_', ' ')), i + 1] as const),
  ),
);
/** The years 1300 to 1499 of either calendar; a number of four digits is one among Arabic letters, or where it says so. */
const YEAR = '(?<!\\d)(1[34]\\d{2})(?!\\d)';
const AMONG_LETTERS = new RegExp(
  `(?:(?<!\\p{L})(${[...BY_NAME.keys()].join('|')})(?: ?ماه)?(?: (?:لعام|من عام|لسنة|سال))?[ ،,]+)?${YEAR}(?: ?(?:هـ|ه|هجرية|هجري|شمسي|ق|ش)(?!\\p{L}))?`,
  'u',
);
const SAID = new RegExp(`()${YEAR} ?(?:AH|A\\.H\\.|SH|S\\.H\\.)(?!\\p{L})`, 'u');
/** Letters or digits of Arabic and Persian, or nothing else: the name of an edition. */
const AMONG = /(?=\p{L})\p{Script=Arabic}|[٠-٩۰-۹]|^1[34]\d{2}$/u;

/**
 * The year of the Hijri calendars that a text names, or the month of it. It is counted and not turned into one of ours: it
 * begins in another month, and the solar and the lunar year of one number are forty years apart. No series has both.
 */
export function hijriIn(text: string): readonly Counted[] {
  const plain = withPlainDigits(text);
  // Both expressions are long, and most titles have no year.
  if (!/\d{4}/u.test(plain)) return [];
  const match = (AMONG.test(text) ? AMONG_LETTERS : SAID).exec(oneSpelling(plain));
  if (match === null) return [];
  const [whole, name = '', year] = match;
  const month = BY_NAME.get(name);
  const at = [Number(year), month ?? []].flat();
  const words = text.slice(match.index, match.index + whole.length);
  return [{ unit: month === undefined ? 'hijri year' : 'hijri month', at, name: at.join('/'), words }];
}
