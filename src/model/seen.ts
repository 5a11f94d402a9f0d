import type { QuoteVerdict } from './quote-verdict.js';
import type { SourceVerdict } from './verdict.js';

/** What a finding rests on, as the last run that saw it read it: a later night may not see the page. */
export interface Seen
  extends Pick<SourceVerdict, 'at' | 'witness' | 'byHand'>,
    Partial<Pick<SourceVerdict, 'link' | 'finalUrl' | 'content' | 'edition' | 'archive'>> {
  readonly run: number;
  /** Of the passage that it is about. */
  readonly quote?: QuoteVerdict | undefined;
}
