const MONTHS = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';
const TIME = String.raw`\d\d:\d\d:\d\d`;

/** The form that RFC 9110, 5.6.7, prefers; `toUTCString` writes it too. */
const IMF_FIXDATE = new RegExp(`^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d (?:${MONTHS}) \\d{4} ${TIME} GMT$`);
/** `Sunday, 06-Nov-94 08:49:37 GMT`. */
const RFC_850 = new RegExp(
  `^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (\\d\\d)-(${MONTHS})-(\\d\\d) (${TIME}) GMT$`,
);
/** C's asctime: `Sun Nov  6 08:49:37 1994`. */
const ASCTIME = new RegExp(`^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (${MONTHS}) ( \\d|\\d\\d) (${TIME}) (\\d{4})$`);

/** From this many years ahead on, RFC 9110 reads a year of two digits as one of the past. */
const YEARS_AHEAD = 50;

/**
 * An HTTP date in one of the three forms of RFC 9110, as milliseconds since 1970. Null for anything else, and for a date
 * that does not exist or falls on another day of the week.
 */
export function parseHttpDate(text: string, now: number): number | null {
  const fixdate = asFixdate(text, new Date(now).getUTCFullYear());
  const time = Date.parse(fixdate ?? '');
  return !Number.isNaN(time) && new Date(time).toUTCString() === fixdate ? time : null;
}

function asFixdate(text: string, thisYear: number): string | null {
  if (IMF_FIXDATE.test(text)) return text;
  const [, longDay, day850, month850, year850, time850] = RFC_850.exec(text) ?? [];
  if (longDay !== undefined) {
    const year = thisYear - (thisYear % 100) + Number(year850);
    return `${longDay.slice(0, 3)}, ${day850} ${month850} ${year - thisYear > YEARS_AHEAD ? year - 100 : year} ${time850} GMT`;
  }
  const [, day, month, date, time, year] = ASCTIME.exec(text) ?? [];
  return date === undefined ? null : `${day}, ${date.replace(' ', '0')} ${month} ${year} ${time} GMT`;
}
