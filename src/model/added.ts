import type { Severity } from './finding.js';
import type { LinkVerdict } from './link-verdict.js';
import type { FailureKind } from './outcome.js';
import { isLost, type QuoteVerdict } from './quote-verdict.js';

/** What a `sources.json` cites that an earlier one did not. */
export interface Added {
  /** Ids of the sources that are cited anew, or for something new, in the order of the file. */
  readonly sources: readonly string[];
  /** Ids of citations whose address was not cited, or not so often. */
  readonly citations: ReadonlySet<string>;
  /** Ids of quotations that were not quoted from their address, or not so often: `ASI2025-01/31#1`. */
  readonly quotes: ReadonlySet<string>;
}

/** Failures that no other night mends: the address itself is wrong. */
const WRONG: ReadonlySet<FailureKind> = new Set(['dns', 'bad-url', 'refused-scheme', 'refused-address']);

/** How grave it is that an address that was just cited is as it is; null for one that leads to its document. A server in trouble is no dead address. */
export function gravityOfAddress({ status, why }: LinkVerdict): Severity | null {
  if (status === 'alive' || status === 'moved') return null;
  const isDead =
    status === 'gone' || status === 'soft-404' || (why.kind === 'failed' && WRONG.has(why.failure));
  return isDead ? 'high' : 'medium';
}

/** The same of words that were just quoted: `high` where they do not stand, `medium` where that could not be checked. */
export const gravityOfQuote = (quote: QuoteVerdict): Severity | null =>
  isLost(quote) ? 'high' : quote.verdict === 'unverifiable' ? 'medium' : null;
