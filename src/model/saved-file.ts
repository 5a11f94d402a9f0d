import type { Shortfall } from './shortfall.js';

/** What a person may save a page as, of what is read. */
export type SavedFormat = 'html' | 'mhtml' | 'pdf' | 'warc' | 'wacz';

/** Why a file that a person saved cannot be heard. */
export type SavedFault =
  | { readonly kind: 'empty' }
  /** More bytes than are taken, packed or unpacked. */
  | { readonly kind: 'too-long'; readonly most: number }
  /** None of the formats that are read. */
  | { readonly kind: 'other-format' }
  | { readonly kind: 'broken'; readonly format: SavedFormat }
  /** It has no page in it. */
  | { readonly kind: 'no-page'; readonly format: SavedFormat }
  /** It says that it was saved from another address. */
  | { readonly kind: 'other-address'; readonly says: string }
  /** None of its records is of the address: the pages that it has, and how many more. */
  | { readonly kind: 'not-in-it'; readonly pages: readonly string[]; readonly more: number }
  /** It has the address, but not its text: an error, a redirect, or a record that was cut short. */
  | { readonly kind: 'not-whole' }
  /** Reading it came to no end within its budget. */
  | { readonly kind: 'beyond-budget'; readonly why: Shortfall };

/** Bytes that a file handed in may have, and what is unpacked of it: a page with all its pictures, several times over. Our choice. */
export const MOST_SAVED = 64 * 1024 * 1024;
