import type { MainText } from './paragraphs.js';

/** Days by which a line of a date may differ: a server in another time zone prints the day before or after. */
const TIME_ZONE = 1;

/** Days by which a page's own date may move and mean nothing: one that says today's date every night moves by days. */
const TURNS_BY_ITSELF = 31;

/** Days that have no counterpart among others, but for so many days. */
function withoutCounterpart(
  days: readonly number[],
  others: readonly number[],
  within: number,
): readonly number[] {
  const there = others.toSorted((a, b) => a - b);
  let at = 0;
  return days
    .toSorted((a, b) => a - b)
    .filter((day) => {
      while ((there[at] ?? Number.POSITIVE_INFINITY) < day - within) at++;
      if ((there[at] ?? Number.POSITIVE_INFINITY) > day + within) return true;
      at++;
      return false;
    });
}

/** Dates that stand by themselves in one reading and have no counterpart in the other, but for a time zone's day. */
export const datesOnlyIn = (
  { dates }: Pick<MainText, 'dates'>,
  other: Pick<MainText, 'dates'>,
): readonly number[] => withoutCounterpart(dates, other.dates, TIME_ZONE);

/** Dates that changed. */
export interface ChangedDates {
  readonly gone: readonly number[];
  readonly come: readonly number[];
}

/**
 * Dates that stand by themselves and came or went, and days of publication or change for which the page now states others, more
 * than a month away: it has been revised. As many other dates as before are lines that turned, and are waited for.
 */
export function changedDates(before: MainText, after: MainText): ChangedDates {
  const was = withoutCounterpart(before.stated, after.stated, TURNS_BY_ITSELF);
  const is = withoutCounterpart(after.stated, before.stated, TURNS_BY_ITSELF);
  const isRevised = was.length > 0 && is.length > 0;
  const isAsMany = before.dates.length === after.dates.length;
  return {
    gone: [...(isAsMany ? [] : datesOnlyIn(before, after)), ...(isRevised ? was : [])],
    come: [...(isAsMany ? [] : datesOnlyIn(after, before)), ...(isRevised ? is : [])],
  };
}
