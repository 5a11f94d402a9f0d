import type { UnreadReason } from './unread-reason.js';

/** Main text carries the document; furniture is boilerplate: menus, banners, footers and other text around it. */
export type BlockRole = 'main' | 'furniture';

/** A paragraph, a heading, a list item or a table cell, as a reader sees it. */
export interface Block {
  /** White space collapsed, never empty. */
  readonly text: string;
  readonly role: BlockRole;
  /** Level of a heading, 1 to 6. */
  readonly heading?: number | undefined;
  /** True for an item of a list. */
  readonly item?: true | undefined;
  /** True for what the document quotes as a block. */
  readonly quoted?: true | undefined;
  /** True for a picture's caption. */
  readonly caption?: true | undefined;
  /** Who else than the author of the document speaks there, by the page's own markup: a box beside it, or a reader. */
  readonly place?: 'aside' | 'comment' | undefined;
  /** Note marks that the markup proves, which are no part of the text: each stood after its first `at` characters. */
  readonly notes?: readonly { readonly at: number; readonly mark: string }[] | undefined;
  /** Page of a PDF, from 1. */
  readonly page?: number | undefined;
}

/** A link of a page, its address made absolute. */
export interface Link {
  readonly url: string;
  readonly text: string;
  /** The `rel` words, in lower case; {@link EMBEDDED} for what the page shows within itself. */
  readonly rel: string;
}

/** The `rel` of what a page shows in a frame or by a plug-in. */
export const EMBEDDED = 'embedded';

/** What was read from an answer's bytes. */
export interface Document {
  readonly type: 'html' | 'pdf' | 'text' | 'other';
  readonly title: string | null;
  /** As the document declares it (BCP 47), or null. */
  readonly lang: string | null;
  /** In reading order. */
  readonly blocks: readonly Block[];
  /**
   * Text that the page carries and does not show: behind a click, for search engines, or as data for its scripts. No part of
   * the visible text, of its hashes or of what is compared: a passage is looked for in it before it is called missing.
   */
  readonly hidden?: readonly Block[] | undefined;
  /** Text that the page shows struck out, and so does not say any more: no part of the visible text either. */
  readonly struck?: readonly Block[] | undefined;
  readonly links: readonly Link[];
  /** Target of a `<meta http-equiv=refresh>` of at most ten seconds, absolute. */
  readonly refresh: string | null;
  /** True when the page asks for a password. */
  readonly passwordForm: boolean;
  /** Whether the page has the part that its address names (`#…`); absent when the address names none. */
  readonly partFound?: boolean | undefined;
  /** Dates that the document states of itself. */
  readonly dates: { readonly published: string | null; readonly modified: string | null };
  /** Why there is no text; null when there is. */
  readonly unread: UnreadReason | null;
  /** Version of the rules that made this reading ({@link NORMALISER}). */
  readonly normaliser: number;
}

/** The version of a reading that failed for reasons of our own (time, memory): it is made again at the next chance. */
export const NOT_READ = 0;

/** Raised whenever extraction would read the same bytes differently. */
export const NORMALISER = 12;

/** The visible text: blocks in order, one a line. */
export const visibleText = (document: Document): string => document.blocks.map((b) => b.text).join('\n');
