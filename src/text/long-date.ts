import type { PartialDate } from '../model/partial-date.js';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `2025-03-15` or an ISO instant as `15 March 2025`, `2025-03` as `March 2025`, `2025` as itself; anything else unchanged. */
export const longDate = (date: PartialDate): string => {
  const [, year, month, dayOfMonth] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?$/.exec(date) ?? [];
  const name = MONTHS[Number(month) - 1];
  if (year === undefined || (month !== undefined && name === undefined)) return date;
  return [dayOfMonth === undefined ? '' : String(Number(dayOfMonth)), name ?? '', year]
    .filter(Boolean)
    .join(' ');
};
