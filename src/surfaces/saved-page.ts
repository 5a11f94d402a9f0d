import type { SavedFormat } from '../model/document.js';
import { isClosed, isCutShort } from '../model/link.js';
import type { QuoteVerdict } from '../model/quote.js';
import type { ReadByHand, SourceVerdict } from '../model/verdict.js';
import type { Citation, Source } from '../model/watchlist.js';
import { shellWord } from './escape.js';
import { quoteReason } from './words/documents.js';
import type { Locale } from './words/locale.js';
import { quoteWords, sentence } from './words/words.js';

/** What came of handing in a page that somebody saved. */
export interface Hearing {
  readonly source: Source;
  readonly byHand: ReadByHand;
  readonly format: SavedFormat;
  /** False when the file does not say where it is from. */
  readonly saysWhere: boolean;
  /** Where it says that it is from, where nobody knows the source's address; else null. */
  readonly from: string | null;
  /** When it was saved by what the file says, ISO; null where it says nothing. */
  readonly dated: string | null;
  readonly quotes: readonly { readonly citation: Citation; readonly quote: QuoteVerdict }[];
  /** When the page itself was read last, ISO, where the latest run read it; else null. */
  readonly live: string | null;
  /** Its line in the log of the evidence. */
  readonly n: number;
}

/** True when every passage stands in it, and it is young enough to count. */
export const confirmsAllQuotes = ({ quotes, byHand }: Hearing): boolean =>
  !byHand.isStale && quotes.every(({ quote }) => quote.verdict === 'intact');

/** What is to be known of a hearing as a whole, each a sentence. */
export const savedPageFacts = (
  locale: Locale,
  { byHand, saysWhere, from, dated, live, n }: Hearing,
): readonly string[] =>
  [
    sentence(byHandWords(locale, byHand)),
    ...Object.values(locale.messages.hearing).map((fact) =>
      locale.fill(fact, {
        ...byHand,
        saysWhere: from === null ? saysWhere : 'unheld',
        from,
        dated,
        live,
        n,
      }),
    ),
  ].filter((fact) => fact !== '');

export interface SavedPageView {
  readonly facts: readonly string[];
  readonly quotes: readonly QuoteVerdict[];
}

/** What is shown of a page that was handed in just now, or since the last run. */
export const savedPageView = (
  locale: Locale,
  heard: Hearing | { readonly byHand: ReadByHand; readonly quotes: readonly QuoteVerdict[] },
): SavedPageView =>
  'n' in heard
    ? { facts: savedPageFacts(locale, heard), quotes: heard.quotes.map(({ quote }) => quote) }
    : {
        facts: [sentence(byHandWords(locale, heard.byHand)), locale.messages.handIn.since],
        quotes: heard.quotes,
      };

/** What the saved page says of a passage, in a sentence. */
export const savedQuoteWords = (locale: Locale, quote: QuoteVerdict): string =>
  quote.verdict === 'intact'
    ? sentence(quoteReason(locale, quote.why))
    : `${sentence(quoteWords(locale, quote))} ${sentence(quoteReason(locale, quote.why))}`;

/** When a page was read by hand, by whom, and how long ago: the end of a sentence that begins with the page. */
export const byHandWords = (locale: Locale, read: ReadByHand): string =>
  locale.fill(locale.messages.byHand.read, read);

/** What a person can do where programs are kept out, and the line to paste when it is done. */
type HandInOffer = { readonly how: string; readonly line: string };

/** True where a page keeps citewatch out, or shows its text to people alone. */
export function isBotBlocked({ link, content }: SourceVerdict): boolean {
  if (link.status === 'blocked' || isClosed(link) || isCutShort(link)) return true;
  const { why } = content;
  return (
    (link.status === 'alive' || link.status === 'moved') &&
    content.change === 'unread' &&
    (why.kind === 'cut' ||
      (why.kind === 'document' && ['script', 'no-visible-text'].includes(why.why.kind)))
  );
}

/**
 * What to do for a source whose page keeps citewatch out or shows it no text, though passages of it are quoted; null for any other,
 * and where somebody has done it.
 */
export function handInOffer(locale: Locale, source: SourceVerdict): HandInOffer | null {
  const isQuoted = source.citations.some(({ quotes }) => quotes.length > 0);
  if (!isQuoted || !isBotBlocked(source) || source.byHand?.isStale === false) return null;
  return {
    how: locale.messages.handIn.page,
    line: `citewatch witness ${shellWord(source.id)} FILE`,
  };
}
