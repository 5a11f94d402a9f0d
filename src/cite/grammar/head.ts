import type { PrintedDate } from '../reference.js';
import { isCountry } from './countries.js';
import { nameBefore } from './names.js';
import { type DayFirst, datesIn } from './printed-date.js';

/** What stands before a title. */
export interface LineHead {
  /** As printed; empty for none. Whether it is a name is not said. */
  readonly name: string;
  readonly published: PrintedDate | null;
  /** True where the form puts the publisher here, so that a name behind the title is that of a series. */
  readonly ofPublisher: boolean;
}

/** A year in brackets with the letter that tells an author's documents of that year apart, or with the day. */
const YEAR_FIRST = /(?:(?<=\p{Ll}{3})\.)? \((?<year>(?:19|20)\d{2})(?:[a-z]|, (?<day>[^()]{1,20}))\)/u;

/**
 * Reads `Smith, J. (2023)`, `Reuters, 3 May 2024`, and as in Canada `Voice of the East. 14 Feb. 2020. Jane Doe.`, where of a state's
 * authorities the country stands first: `Peru. 2020. Ministry of Health.`
 */
export function headOf(line: string, dayFirst: DayFirst): LineHead {
  const head = line.replace(YEAR_FIRST, (_, year: string, day?: string) =>
    day === undefined ? ` (${year})` : ` (${day}, ${year})`,
  );
  const undated = { name: nameBefore(head), published: null, ofPublisher: false };
  const found = datesIn(head, dayFirst).at(-1);
  if (found === undefined) return undated;
  const [before, after] = [head.slice(0, found.start), head.slice(found.end)];
  const published = { printed: found.printed, iso: found.iso };
  if (before.endsWith('. ') && after.startsWith('.')) {
    const [first, then] = [before.slice(0, -2), nameBefore(after.slice(1)).replace(/\.$/u, '')];
    return { name: isCountry(first) && then !== '' ? then : first, published, ofPublisher: true };
  }
  if (!/[,(] ?$/u.test(before) || !/^[\s).,:]*$/u.test(after)) return undated;
  return { name: nameBefore(before.replace(/(?<![\s(,])[\s(,]+$/u, '')), published, ofPublisher: false };
}
