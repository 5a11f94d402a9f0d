import type { Currency } from '../model/verdict.js';
import type { PartialDate } from '../model/watchlist.js';

const DAY = 86_400_000;

/** The last instant that a partial date can mean, as a time stamp. */
export function latestOf(date: PartialDate): number {
  const [year = 0, month, day] = date.split('-').map(Number);
  return (
    Date.UTC(
      year,
      month === undefined ? 12 : day === undefined ? month : month - 1,
      day === undefined ? 1 : day + 1,
    ) - 1
  );
}

/** Was the page last read recently enough to rely on? A partial date counts from its last day. */
export function judgeCurrency(accessed: PartialDate | null, now: Date, staleAfter: number): Currency {
  if (accessed === null) return 'undated';
  return now.getTime() - latestOf(accessed) > staleAfter * DAY ? 'stale' : 'fresh';
}
