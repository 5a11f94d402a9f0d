import { collapseWhitespace } from '../text/whitespace.js';

/** Characters of a title that are kept: what is longer is no title, and all that looks at titles stays quick. */
export const LONGEST_TITLE = 1_000;

/** What a document states as its title; null when that says nothing. */
export const titleIn = (stated: string | null | undefined): string | null =>
  collapseWhitespace(stated ?? '')
    .slice(0, LONGEST_TITLE)
    .toWellFormed() || null;
