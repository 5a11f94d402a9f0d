import { monthNamed, NUMBERED_MONTH } from './months.js';

/** Characters of the longest text that may be nothing but a date: `Wednesday, 27 de septiembre de 2023`. */
const LONGEST = 48;
const WEEKDAY = /^\p{L}{2,12}\.?,?\s+(?=\p{L}*\s*\d)/u;
const DAY_FIRST =
  /^(?<day>\d{1,2})(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?(?<name>[\p{L}\p{M}]{3,12}(?: [\p{L}\p{M}]{3,7})?)\.?,?\s+(?:de\s+|del\s+)?(?<year>\d{4})$/iu;
const MONTH_FIRST = /^(?<name>\p{L}{3,12})\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>\d{4})$/iu;
const YEAR_FIRST = /^(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})$/u;

/**
 * The day that a text names when it is nothing else than a date, as days since 1970; null when it says anything besides,
 * names no day, or could be read two ways (`03/04/2020`). A weekday before it may stand.
 */
export function wholeDate(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST) return null;
  for (const candidate of [trimmed, trimmed.replace(WEEKDAY, '')])
    for (const form of [DAY_FIRST, MONTH_FIRST, YEAR_FIRST, ...NUMBERED_MONTH]) {
      const day = dayOf(form.exec(candidate)?.groups);
      if (day !== null) return day;
    }
  return null;
}

function dayOf(groups: Record<string, string | undefined> | undefined): number | null {
  if (groups === undefined) return null;
  const { year, month, day, name } = groups;
  const of = name === undefined ? Number(month) : monthNamed(name);
  if (of === null) return null;
  const date = new Date(Date.UTC(Number(year), of - 1, Number(day)));
  return date.getUTCMonth() === of - 1 && date.getUTCDate() === Number(day)
    ? date.getTime() / 86_400_000
    : null;
}
