import { isUnproven } from '../model/quote-verdict.js';
import type { SourceVerdict } from '../model/verdict.js';

/** What tonight still lacks: `text` when the document could not be read, `passage` when a quoted one does not stand in it. */
export type Need = 'text' | 'passage';

/** Why another witness is called for a source, or null when the live page said it all. */
export function needOf(verdict: SourceVerdict): Need | null {
  const quotes = verdict.citations.flatMap((citation) => citation.quotes);
  if (quotes.length === 0 || verdict.link.status === 'no-url' || verdict.link.status === 'unjudged')
    return null;
  if (verdict.witness === 'none') return quotes.every(({ verdict }) => verdict === 'intact') ? null : 'text';
  return quotes.some((quote) => quote.verdict === 'missing' || isUnproven(quote)) ? 'passage' : null;
}
