import type { RenderState } from './capture.js';
import type { Shortfall, Told, UnreadReason } from './document.js';
import type { LinkReason } from './link.js';

export type ContentChange =
  | 'first-visit'
  | 'unchanged'
  | 'cosmetic'
  | 'edited'
  | 'replaced'
  | 'unread';

/** A run of words: both texts have it, only the earlier has it, or only the later. */
export interface DiffPart {
  readonly op: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** A publisher's new note that something was wrong, in its first words. `doubt`: what came beside a quoted passage, in its place or above the text, and may take it back, whoever says it. */
export interface NoticeOfChange {
  readonly kind: 'correction' | 'retraction' | 'doubt';
  readonly words: string;
}

/** Did the document change since it was last read? */
export interface ContentVerdict {
  readonly change: ContentChange;
  /** Of the bytes as sent, in hex. */
  readonly sha256: string | null;
  /** Of the visible text, in hex. */
  readonly textSha256: string | null;
  readonly why: ContentReason;
  /** What changed in the main text, shortened to its surroundings. Empty unless `edited`. */
  readonly diff: readonly DiffPart[];
  /** SHA-256 of the text that it changed from, when it was edited or replaced. */
  readonly before?: string | undefined;
  /** How far the page got in a browser; absent where what was received was read. */
  readonly rendered?: RenderState | undefined;
  /** True on the night on which the document is back after another one had stood in its place. */
  readonly back?: true | undefined;
  readonly notice?: NoticeOfChange | undefined;
  /** Names what changed, when it was edited: the same change has the same name on whatever night. Absent when all that changed takes back edits. */
  readonly edit?: string | undefined;
  /** Names of edits that were taken back: their old text stands again. */
  readonly undone?: readonly string[] | undefined;
}

/** What a content verdict rests on. Shares are 0 to 1, of the earlier text's words. */
export type ContentReason =
  | Told
  | { readonly kind: 'first-visit' | 'same-bytes' | 'same-text' | 'nothing-read' }
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
  /** Longer than the limit: only its beginning was read. */
  | { readonly kind: 'cut' }
  /** In a browser it was still at work when its time was over. */
  | { readonly kind: 'unsettled' }
  /** The text was read, and the passages could not be looked for within the budget. */
  | { readonly kind: 'unmatched'; readonly why: Shortfall }
  | { readonly kind: 'link'; readonly why: LinkReason }
  | { readonly kind: 'document'; readonly why: UnreadReason };
