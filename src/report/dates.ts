import { longDate } from '../text/long-date.js';

/** A date, or the day of an instant, as reports print it: see {@link longDate}. */
export const day = longDate;

const utc = (iso: string): string | null => {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
};

/** An ISO instant as `15 March 2025, 02:07 UTC`. */
export const moment = (iso: string): string => {
  const at = utc(iso);
  return at === null ? iso : `${day(at)}, ${at.slice(11, 16)} UTC`;
};
