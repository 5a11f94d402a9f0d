import { month, type Period, year } from './period.js';

/** Years of another count, which begin with those of the Gregorian calendar; those of the Hijri calendars do not: {@link file://./hijri.ts}. */
interface Era {
  /** Its groups: the year, and the month where it is named. */
  readonly pattern: string;
  /** What makes a year of it one of the Gregorian calendar. */
  readonly add: number;
}

const HAN_YEAR = '\\s?(元|\\d{1,3})\\s?年(?:\\s?(\\d{1,2})\\s?月)?';

/** What makes a year of the Buddhist count one of ours. */
export const BUDDHIST = -543;
/** A month in Thai, beside which a year is of the Buddhist count whether it says so or not. */
export const THAI_MONTH = '(?<![ก-๎])([ก-๎]+)\\s(?:พ\\.\\s?ศ\\.\\s?)?(2[45]\\d{2})(?!\\d)';

/** Offsets of the Japanese eras, of Minguo and of the Buddhist count of Thailand: the Unicode CLDR's calendar data. */
export const ERAS: readonly Era[] = [
  { pattern: `令和${HAN_YEAR}`, add: 2018 },
  { pattern: `平成${HAN_YEAR}`, add: 1988 },
  { pattern: `昭和${HAN_YEAR}`, add: 1925 },
  { pattern: `民[國国]${HAN_YEAR}`, add: 1911 },
  { pattern: '(?:พ\\.\\s?ศ\\.|พุทธศักราช|ปี)\\s?(2[45]\\d{2})(?!\\d)', add: BUDDHIST },
];

/** The time that a match of an era's pattern names; null when its year has no such month. */
export function inEra({ add }: Era, [first, m]: readonly (string | undefined)[]): Period | null {
  const y = (first === '元' ? 1 : Number(first)) + add;
  return m === undefined ? year(y) : month(y, Number(m));
}
