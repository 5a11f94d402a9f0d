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
export const day = (date: PartialDate): string => {
  const [, year, month, dayOfMonth] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?$/.exec(date) ?? [];
  const name = MONTHS[Number(month) - 1];
  if (year === undefined || (month !== undefined && name === undefined)) return date;
  return [dayOfMonth === undefined ? '' : String(Number(dayOfMonth)), name ?? '', year]
    .filter(Boolean)
    .join(' ');
};

const utc = (iso: string): string | null => {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
};

/** An ISO instant as `15 March 2025, 02:07 UTC`. */
export const moment = (iso: string): string => {
  const at = utc(iso);
  return at === null ? iso : `${day(at)}, ${at.slice(11, 16)} UTC`;
};
