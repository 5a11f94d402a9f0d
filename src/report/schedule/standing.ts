import type { ScheduleRow } from '../../model/schedule.js';
import { isInSight, type QuoteVerdict } from '../../model/verdict.js';
import { day } from '../dates.js';
import { quoteReason } from '../reasons/quote.js';

/** How an extract stands, as a sentence that a tribunal can rely on. */
export function standingWords({ quote, verdict, checkedAt }: ScheduleRow): string {
  if (quote === null)
    return checkedAt === null
      ? 'Not verified: no passage is quoted, and the source was not looked at yet.'
      : `No passage is quoted. The source was last looked at on ${day(checkedAt)}.`;
  if (checkedAt === null) return 'Not verified: the source was not looked at yet.';
  if (verdict === null)
    return `Not verified: the quotation was not looked for when the source was last looked at, on ${day(checkedAt)}.`;
  const why = quoteReason(verdict.why);
  switch (verdict.verdict) {
    case 'intact':
      return `Last verified on ${day(checkedAt)}: ${why}.`;
    case 'altered':
      return `Does not stand as quoted. On ${day(checkedAt)}: ${why}. ${stoodWords(verdict)}`;
    case 'missing':
      return `Not found in the source. On ${day(checkedAt)}: ${why}. ${stoodWords(verdict)}`;
    case 'unverifiable':
      return verdict.stood === undefined
        ? `Could not be checked, last tried on ${day(checkedAt)}: ${why}.`
        : `Last verified on ${day(verdict.stood)}; could not be checked since, last tried on ${day(checkedAt)}: ${why}.`;
  }
}

const stoodWords = ({ stood }: QuoteVerdict): string =>
  stood === undefined ? 'It was never seen to stand.' : `It last stood on ${day(stood)}.`;

/** How a row counts: what stands for all to see, what does not, and what nobody can tell. */
export function standingOfRow({
  quote,
  verdict,
}: ScheduleRow): 'stands' | 'lost' | 'unchecked' | 'reference' {
  if (quote === null) return 'reference';
  if (verdict === null || verdict.verdict === 'unverifiable') return 'unchecked';
  return isInSight(verdict) ? 'stands' : 'lost';
}
