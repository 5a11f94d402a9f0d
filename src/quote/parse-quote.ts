import { fold, lettersOf } from '../text/fold.js';

/**
 * A stretch of a quotation that must stand in one piece, but for the editor's insertions:
 * its segments follow one another with at most a few words between them.
 */
export interface Part {
  /** Verbatim, without the insertions; never without a letter. */
  readonly segments: readonly string[];
}

/** `[...]`, `[…]`, `(...)`, `(…)`, and a bare `…` or `. . .`: something was left out here. */
const OMISSION = /\[\s*(?:\.\s*){2,}\]|\[\s*…+\s*\]|\(\s*(?:\.\s*){3,}\)|\(\s*…+\s*\)|…+|(?:\.\s?){3,}/u;
/** `[sic]` in its usual spellings. */
const SIC = /\s?\[\s*sic!?\.?\s*\]/giu;
/** `[12]`, `[a]` after a word: a footnote mark that was copied along. */
const NOTE_MARK = /(?<=[\p{L}\p{N}.,;:!?”"’'])\[\d{1,3}\]/gu;
/** `[T]he`, `organi[z]ed`: letters that the editor changed or added inside a word. */
const CHANGED_LETTER = /\[(\p{L}{1,3})\](?=\p{L})|(?<=\p{L})\[(\p{L}{1,3})\]/gu;
/** Any other bracket: the editor's words, in addition to the author's or in their place. */
const INSERTION = /\[[^\][]{0,300}\]/u;

/** Strips what stands at the seams of a quotation and proves nothing: quote marks, stray full stops, spaces. */
const trimSeams = (s: string): string =>
  s.replace(/^[^\p{L}\p{N}\p{Sc}]+/u, '').replace(/[^\p{L}\p{N}\p{Sc}%‰]+$/u, '');

/**
 * Splits a quotation at its omission marks. Parts and segments without a letter or digit disappear, so that
 * the result is empty for a quotation that says nothing.
 */
export function partsOf(quote: string): readonly Part[] {
  return quote
    .replace(SIC, '')
    .replace(NOTE_MARK, '')
    .split(OMISSION)
    .map((part) => ({
      segments: part
        .replace(CHANGED_LETTER, (_, before: string, after: string) => before ?? after)
        .split(INSERTION)
        .map(trimSeams)
        .filter((segment) => segment !== ''),
    }))
    .filter((part) => part.segments.length > 0);
}

/** How many letters and digits a text has. */
export const weightOf = (text: string): number => lettersOf(fold(text)).text.length;
