import type { QuoteVerdict } from '../model/quote-verdict.js';
import type { SavedFormat } from '../model/saved-file.js';
import type { ReadByHand } from '../model/verdict.js';
import type { Citation, Source } from '../model/watchlist.js';
import { byHandWords } from './by-hand.js';
import { day } from './dates.js';
import { quoteReason } from './reasons/quote.js';
import { quoteWords, sentence } from './words.js';

/** What came of handing in a page that somebody saved. */
export interface Hearing {
  readonly source: Source;
  readonly byHand: ReadByHand;
  readonly format: SavedFormat;
  /** False when the file does not say where it is from. */
  readonly saysWhere: boolean;
  /** When it was saved by what the file says, ISO; null where it says nothing. */
  readonly dated: string | null;
  /** The passages, each with what the saved page says of it. */
  readonly quotes: readonly { readonly citation: Citation; readonly quote: QuoteVerdict }[];
  /** When the page itself was read last, ISO, where the latest run read it; else null. */
  readonly live: string | null;
  /** Its line in the log of the evidence. */
  readonly n: number;
}

/** True when every passage stands in it, and it is young enough to count. */
export const hearsAll = ({ quotes, byHand }: Hearing): boolean =>
  !byHand.isStale && quotes.every(({ quote }) => quote.verdict === 'intact');

/** What is to be known of a hearing as a whole, each a sentence. */
export const hearingFacts = ({ byHand, saysWhere, dated, live, n }: Hearing): readonly string[] => [
  sentence(byHandWords(byHand)),
  saysWhere
    ? 'The file says that it is from this address.'
    : 'The file does not say where it is from: that it is this page is the word of whoever handed it in.',
  ...(dated === null ? [] : [`The file itself says that it was saved on ${day(dated.slice(0, 10))}.`]),
  `It is kept in the evidence as line ${n} of the log (SHA-256 ${byHand.sha256}).`,
  byHand.isStale
    ? 'It does not count: save the page anew.'
    : live === null
      ? 'The next runs count it, as long as they cannot read the page themselves.'
      : `The latest run read the page itself, on ${day(live)}: as long as it can, its own reading decides, and this one does not count.`,
];

/** What is shown of a saved page beside its source. */
export interface HeardPage {
  readonly facts: readonly string[];
  readonly quotes: readonly QuoteVerdict[];
}

/** What is shown of a page that was handed in just now, or since the last run. */
export const heardPage = (
  heard: Hearing | { readonly byHand: ReadByHand; readonly quotes: readonly QuoteVerdict[] },
): HeardPage =>
  'n' in heard
    ? { facts: hearingFacts(heard), quotes: heard.quotes.map(({ quote }) => quote) }
    : {
        facts: [sentence(byHandWords(heard.byHand)), 'It was handed in since the last run.'],
        quotes: heard.quotes,
      };

/** What the saved page says of a passage, in a sentence. */
export const heardWords = (quote: QuoteVerdict): string =>
  quote.verdict === 'intact'
    ? sentence(quoteReason(quote.why))
    : `${sentence(quoteWords(quote))} ${sentence(quoteReason(quote.why))}`;
