import type { EditionVerdict } from '../../model/edition-verdict.js';
import { type QuoteVerdict, standsInText } from '../../model/quote-verdict.js';
import type { ScheduleRow } from '../../model/schedule.js';
import { day } from '../dates.js';
import { quoteReason } from '../reasons/quote.js';
import { EDITION, sentence } from '../words.js';

/** How an extract stands, as a sentence that a tribunal can rely on. */
export function standingWords({ quote, verdict, checkedAt }: ScheduleRow): string {
  if (quote === null)
    return checkedAt === null
      ? 'Not verified: no passage is quoted, and the source was not looked at yet.'
      : `No passage is quoted. The source was last looked at on ${day(checkedAt)}.`;
  if (checkedAt === null) return 'Not verified: the source was not looked at yet.';
  if (verdict === null)
    return `Not verified: the quotation was not looked for when the source was last looked at, on ${day(checkedAt)}.`;
  // A reason may be a sentence of its own.
  const why = quoteReason(verdict.why).replace(/\.$/u, '');
  switch (verdict.verdict) {
    case 'intact':
      return `Last verified on ${day(checkedAt)}: ${why}.${omissionWords(verdict)}`;
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

const omissionWords = ({ omissionChanged }: QuoteVerdict): string =>
  omissionChanged === undefined
    ? ''
    : ` What it leaves out of the source changed, as seen on ${day(omissionChanged.since)}.`;

const OUTDATED: readonly EditionVerdict['status'][] = ['superseded', 'withdrawn', 'replaced-in-place'];

/** What a judge should know of the edition that is cited, with the name of a newer one; null for nothing. */
export function editionNote(edition: EditionVerdict | null): string | null {
  if (edition === null) return null;
  const { status, newer } = edition;
  const newest = newer.at(-1);
  // An older edition that the authors keep on purpose is still an older one.
  const known = status === 'acknowledged' && newest !== undefined ? 'superseded' : status;
  if (!OUTDATED.includes(known)) return null;
  const named =
    newest === undefined || known !== 'superseded'
      ? ''
      : `: ${newest.edition}${newest.published === null ? '' : `, ${day(newest.published)}`}`;
  return sentence(`${EDITION[known]}${named}`);
}

/** How a row counts: what stands in the document's own text, what does not, and what nobody can tell. */
export function standingOfRow({
  quote,
  verdict,
}: ScheduleRow): 'stands' | 'lost' | 'unchecked' | 'reference' {
  if (quote === null) return 'reference';
  if (verdict === null || verdict.verdict === 'unverifiable') return 'unchecked';
  return standsInText(verdict) ? 'stands' : 'lost';
}
