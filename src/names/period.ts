/**
 * How a time is named. `annual`: a summary that comes out beside quarterly issues. `fiscal`: a year that begins in one
 * and ends in the next. `span`: from one month to another, such as a year to date.
 */
export type Unit = 'day' | 'month' | 'quarter' | 'half' | 'span' | 'annual' | 'fiscal' | 'year';

/** The time by which a text names an issue of a series: `27 December 2024`, `August 2026`, `Q3 2026`, `2025`. */
export interface Issue {
  /** In one spelling, however the text spells it. */
  readonly name: string;
  readonly unit: Unit;
  /** First and last day that the name can mean, ISO. */
  readonly from: string;
  readonly to: string;
  /** The words of the text that name it. */
  readonly words: string;
}

/** A time, whatever words name it. */
export type Period = Omit<Issue, 'words'>;

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

const two = (n: number): string => String(n).padStart(2, '0');
const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const isMonth = (month: number): boolean => month >= 1 && month <= 12;
const monthName = (month: number): string => MONTHS[month - 1] as string;

/** A day; null when the calendar has none such. */
export function oneDay(year: number, month: number, date: number): Period | null {
  if (!isMonth(month) || date < 1 || date > lastDay(year, month)) return null;
  const iso = `${year}-${two(month)}-${two(date)}`;
  return { name: `${date} ${monthName(month)} ${year}`, unit: 'day', from: iso, to: iso };
}

const between = (
  unit: Unit,
  name: string,
  from: readonly [number, number],
  to: readonly [number, number],
) => ({
  name,
  unit,
  from: `${from[0]}-${two(from[1])}-01`,
  to: `${to[0]}-${two(to[1])}-${lastDay(...to)}`,
});

export const year = (y: number): Period => between('year', String(y), [y, 1], [y, 12]);

/** Null when the calendar has no such month. */
export const month = (y: number, m: number): Period | null =>
  isMonth(m) ? between('month', `${monthName(m)} ${y}`, [y, m], [y, m]) : null;

/** Null when a year has no such quarter. */
export const quarter = (y: number, q: number): Period | null =>
  q >= 1 && q <= 4 ? between('quarter', `Q${q} ${y}`, [y, 3 * q - 2], [y, 3 * q]) : null;

/** Null when a year has no such half. */
export const half = (y: number, h: number): Period | null =>
  h === 1 || h === 2 ? between('half', `H${h} ${y}`, [y, 6 * h - 5], [y, 6 * h]) : null;

/** A summary of a year comes out when the year is over. */
export const annual = (y: number): Period => ({
  ...year(y),
  name: `${y} annual`,
  unit: 'annual',
  from: `${y}-12-31`,
});

/** `2023–24`, `FY24`: known by the year in which it ends; when in a year it begins differs by country. */
export const fiscal = (end: number): Period =>
  between('fiscal', `${end - 1}–${two(end % 100)}`, [end - 1, 1], [end, 12]);

/** The months from one to another: a quarter or a half where they are one. Null when they run backwards. */
export function months(from: readonly [number, number], to: readonly [number, number]): Period | null {
  const [[y1, m1], [y2, m2]] = [from, to];
  const length = (y2 - y1) * 12 + m2 - m1 + 1;
  if (!isMonth(m1) || !isMonth(m2) || length < 2) return null;
  if (y1 === y2 && length === 3 && m2 % 3 === 0) return quarter(y2, m2 / 3);
  if (y1 === y2 && length === 6 && m2 % 6 === 0) return half(y2, m2 / 6);
  const start = y1 === y2 ? monthName(m1) : `${monthName(m1)} ${y1}`;
  return between('span', `${start} to ${monthName(m2)} ${y2}`, from, to);
}
