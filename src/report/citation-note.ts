import type { PartialDate } from '../model/partial-date.js';
import { isLost } from '../model/quote-verdict.js';
import type { SourceVerdict } from '../model/verdict.js';
import { day } from './dates.js';
import { CONTENT, linkWords, quoteWords, WITNESS } from './words.js';

/** What the day of access of a use is, and was. */
export interface AccessDay {
  readonly id: string;
  /** As the report has it. */
  readonly before: PartialDate | null;
  /** As it is printed now. */
  readonly now: PartialDate | null;
}

/** Why the day of access that is printed is not today's; null when it is. `latest`: the latest look, null for none. */
export function citationNote(
  { id, before, now }: AccessDay,
  latest: SourceVerdict | null,
  today: PartialDate,
): string | null {
  if (now === today) return null;
  const printed =
    now === null
      ? 'no day of access is printed'
      : now === before
        ? `the date of the report is kept (${day(now)})`
        : `it was last read on ${day(now)}`;
  return `${id}: ${printed}. ${latest === null ? 'citewatch has not looked at it yet' : lookWords(id, latest)}\n`;
}

/** What the latest look found, as far as it bears on the day of access. */
function lookWords(id: string, latest: SourceVerdict): string {
  const { at, link, witness, content, citations } = latest;
  const quotes = citations.filter((use) => use.id === id).flatMap((use) => use.quotes);
  const found = [
    `address: ${linkWords(link)}`,
    `text: ${CONTENT[content.change]}, read ${WITNESS[witness]}`,
    ...quotes.filter(isLost).map((quote) => `${quote.id}: ${quoteWords(quote)}`),
  ];
  return `Latest look, ${day(at)}: ${found.join('; ')}`;
}
