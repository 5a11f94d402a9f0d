import type { LinkReason } from './link-reason.js';
import type { Shortfall } from './shortfall.js';
import type { Told } from './told.js';
import type { UnreadReason } from './unread-reason.js';

/** What a content verdict rests on. Shares are 0 to 1, of the earlier text's words. */
export type ContentReason =
  | Told
  | { readonly kind: 'first-visit' }
  | { readonly kind: 'same-bytes' }
  | { readonly kind: 'same-text' }
  /** Only furniture, clocks, counters or typography differ. */
  | { readonly kind: 'trifles' }
  /** Only places differ that change on most nights. */
  | { readonly kind: 'volatile' }
  | { readonly kind: 'edited'; readonly removed: number; readonly added: number }
  | { readonly kind: 'replaced'; readonly share: number }
  | { readonly kind: 'shrunken'; readonly share: number }
  /** Another page stands in its place, on so many days: nothing of the document is on it, nor of its title where it was never read. */
  | { readonly kind: 'stranger'; readonly days: number; readonly first?: true | undefined }
  /** What differs stood, or lacked, on an earlier night too. */
  | { readonly kind: 'returned' }
  | { readonly kind: 'nothing-read' }
  /** Longer than the limit: only its beginning was read. */
  | { readonly kind: 'cut' }
  /** In a browser it was still at work when its time was over. */
  | { readonly kind: 'unsettled' }
  /** The text was read, and the passages could not be looked for within the budget. */
  | { readonly kind: 'unmatched'; readonly why: Shortfall }
  | { readonly kind: 'link'; readonly why: LinkReason }
  | { readonly kind: 'document'; readonly why: UnreadReason };
