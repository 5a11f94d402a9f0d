import { isInMainText, isLost, type QuoteVerdict, seenAt } from '../../model/quote.js';
import { type ArchivedCopy, isOwnPage, type SourceVerdict } from '../../model/verdict.js';
import type { Citation, PartialDate, Source } from '../../model/watchlist.js';
import type { CitedSource } from './citation-line.js';

/** A source as cited today. `verdicts`: latest first. Only a day on which it was read at its own address, no passage lost, is a new day of access. */
export function citeSource(source: Source, citation: Citation | null, verdicts: readonly SourceVerdict[]): CitedSource {
  const { id, publisher, title, published, lang } = source;
  const [latest] = verdicts;
  const read = dayOf(verdicts.find((verdict) => wasRead(verdict, citation)));
  const printed = citation?.accessed ?? null;
  return {
    id,
    publisher,
    title,
    published,
    lang,
    url: latest?.link.status === 'moved' ? (latest.finalUrl ?? source.url) : source.url,
    pinpoint: citation === null ? null : printedPinpoint(citation),
    accessed: later(printed, read),
    verified: stoodOn(verdicts, citation),
    archive: archivedCopy(verdicts),
  };
}

const dayOf = (verdict: SourceVerdict | undefined): PartialDate | null => verdict?.at.slice(0, 10) ?? null;

/** The later of two dates; of `2025-10` and a day in it, the day. */
const later = (a: PartialDate | null, b: PartialDate | null): PartialDate | null =>
  a === null || b === null ? (a ?? b) : a > b ? a : b;

const quotesOf = ({ citations }: SourceVerdict, citation: Citation | null): readonly QuoteVerdict[] =>
  citations.filter(({ id }) => citation === null || id === citation.id).flatMap(({ quotes }) => quotes);

function wasRead(verdict: SourceVerdict, citation: Citation | null): boolean {
  const { witness, link, content } = verdict;
  return (
    isOwnPage(witness) &&
    (link.status === 'alive' || link.status === 'moved') &&
    content.change !== 'unread' &&
    content.change !== 'replaced' &&
    !quotesOf(verdict, citation).some(isLost)
  );
}

const stoodOn = (verdicts: readonly SourceVerdict[], citation: Citation | null): PartialDate | null => {
  const verdict = verdicts.find((one) => stood(one, citation));
  const seen = verdict && quotesOf(verdict, citation).map((quote) => seenAt(quote, verdict.at));
  return seen?.sort()[0]?.slice(0, 10) ?? null;
};

function stood(verdict: SourceVerdict, citation: Citation | null): boolean {
  const quotes = quotesOf(verdict, citation);
  return quotes.length > 0 && quotes.every(isInMainText);
}

const archivedCopy = (verdicts: readonly SourceVerdict[]): ArchivedCopy | null =>
  verdicts.find(({ archive }) => archive?.carriesPassage === true)?.archive ?? null;

const printedPinpoint = ({ page }: Pick<Citation, 'page'>): string | null =>
  page !== null && /^\d+(?:\s?[-–]\s?\d+)?$/u.test(page) ? `page ${page}` : page;
