import type { Answered } from '../model/outcome.js';
import { isUnproven, type QuoteVerdict } from '../model/quote-verdict.js';
import type { Use } from '../model/watchlist.js';
import { weightOf } from '../quote/parse-quote.js';
import { linkNow } from './link/judge-link.js';
import { type Cited, lacksTitle, pageSimilarity } from './page-similarity.js';
import { isStranger } from './stranger.js';
import { ask, type Heard, type Testimony } from './witness.js';

/** Letters from which on a passage is located on no other page by chance. */
const TELLING_LETTERS = 25;

/**
 * What a capture says of the quotations, or null when it does not show the document: a wall, a consent page, an error page,
 * a teaser, or another document at an address that was used again (docs/judging.md, 16). A capture is judged as a live page
 * is, by its passages, its signs, and what is known of the document; `original` is the address that was captured.
 * `isNextEdition`: it is by its cover the next edition of the series, which replaces this one and may share nothing with it.
 */
export function hearCapture(
  testimony: Testimony,
  original: string,
  uses: readonly Use[],
  cited: Cited,
  isNextEdition = false,
): Heard | null {
  const { document } = testimony;
  if (document.unread !== null) return null;
  const heard = ask(testimony, uses);
  const quotes = [...heard.quotes.values()];
  if (isNextEdition || quotes.some(isLocated)) return heard;
  const { baseline, title } = cited;
  if (baseline === null ? lacksTitle(document, title) : isStranger(baseline, document)) return null;
  const { status, signs } = linkNow(replayed(original), document, false, cited);
  const shows = status === 'alive' && signs === undefined && pageSimilarity(document, cited) !== 'other';
  return shows && !quotes.every(isUnproven) ? heard : null;
}

const isLocated = ({ verdict, text }: QuoteVerdict): boolean =>
  (verdict === 'intact' || verdict === 'altered') && weightOf(text) >= TELLING_LETTERS;

/** Archives replay what was answered with 200; its headers are their own, and its bytes were read. */
const replayed = (url: string): Answered => ({
  kind: 'answered',
  url,
  finalUrl: url,
  hops: [],
  requests: 1,
  received: 0,
  at: '',
  elapsed: 0,
  http: 200,
  headers: {},
  body: null,
});
