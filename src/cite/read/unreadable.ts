/**
 * Why a file cannot be read: it is protected by a password; it is a Word document of before 2007; it is none of its
 * kind, or parts of it are missing or damaged; there is no text in it; it is nested beyond all reason.
 */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly why: 'encrypted' | 'old-word' | 'broken' | 'empty' | 'nested';
}

/** A file that cannot be read. */
export const unreadable = (why: Unreadable['why']): Unreadable => ({ kind: 'unreadable', why });
