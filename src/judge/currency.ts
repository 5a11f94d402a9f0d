import type { PartialDate } from '../model/partial-date.js';
import { latestOf } from '../model/partial-date.js';
import type { Currency } from '../model/verdict.js';

/** Milliseconds. */
const DAY = 86_400_000;

/** Was the page last read recently enough to rely on? A partial date counts from its last day. */
export function judgeCurrency(accessed: PartialDate | null, now: Date, staleAfter: number): Currency {
  if (accessed === null) return 'undated';
  return now.getTime() > freshUntil(accessed, staleAfter) ? 'stale' : 'fresh';
}

/** Milliseconds since 1970 up to which a page that was read then may be relied on. */
export const freshUntil = (accessed: PartialDate, staleAfter: number): number =>
  latestOf(accessed) + staleAfter * DAY;
