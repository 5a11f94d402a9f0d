import { fold, lettersOf } from '../text/fold.js';
import { betweenWords, Part, type Seam } from './part.js';

/** `[...]`, `[…]`, `(...)`, `(…)`, `[—]`, `***`, `（略）`: something was left out here. */
const OMISSION =
  /\[\s*[-–—]\s*\]|\*\s?\*\s?\*|[（(]\s*[前中后後以下]?略\s*[）)]|\[\s*(?:\.\s*){2,}\]|\[\s*…+\s*\]|\(\s*(?:\.\s*){3,}\)|\(\s*…+\s*\)/u;
/** A bare `…` or `. . .`: the editor's or the author's own. */
const ELLIPSIS = /…+|(?:\.\s?){3,}/u;
/** `[sic]` in its usual spellings, and what else an editor says of a quotation and not in it. */
const REMARK =
  /\s?[[(]\s*(?:sic!?\.?|(?:my|our|own)\s(?:emphasis|italics|translation)|(?:my |our )?(?:emphasis|italics|underlining) (?:added|mine|ours|in (?:the )?original))\s*[\])]/giu;
/** `[12]`, `[a]` after a word: a footnote mark that was copied along. */
const NOTE_MARK = /(?<=[\p{L}\p{N}.,;:!?”"’'])\[\d{1,3}\]/gu;
/** `[T]he`, `organi[z]ed`: letters that the editor changed or added inside a word. */
const CHANGED_LETTER = /\[(\p{L}{1,3})\](?=\p{L})|(?<=\p{L})\[(\p{L}{1,3})\]/gu;
/** `[The d]ebtors`: words and the first letters of the next. */
const WORDS_AND_LETTERS = /\[([^\][]*\s)(\p{L}{1,3})\](?=\p{L})/gu;
/** The brackets of other scripts as ours, and changed letters apart from the words before them. */
const withBrackets = (quote: string): string =>
  quote
    .replace(/[【〔［]/gu, '[')
    .replace(/[】〕］]/gu, ']')
    .replace(WORDS_AND_LETTERS, '[$1] $2');

/** A quotation without the letters that its editor may have added to words (`arrest[ed]`); null when it has none. Letters before a word stay: `[un]just` is not “just”. */
export function withoutAddedLetters(quote: string): string | null {
  const bare = quote.replace(CHANGED_LETTER, (found, before?: string) => (before === undefined ? '' : found));
  return bare === quote ? null : bare;
}

/** Any other bracket: the editor's words, in addition to the author's or in their place. */
const INSERTION = /\[([^\][]{0,300})\]/u;

function partOf(text: string, after: Seam): Part | null {
  const pieces = text
    .replace(CHANGED_LETTER, (_, before: string, inside: string) => before ?? inside)
    .split(INSERTION);
  const segments: string[] = [];
  const insertions: string[] = [];
  let [inserted, closing] = ['', ''];
  for (const [i, piece] of pieces.entries()) {
    const found = i % 2 === 0 ? betweenWords(piece) : null;
    if (i % 2 === 1) inserted += ` ${piece}`;
    if (found === null) continue;
    if (segments.length > 0) insertions.push(inserted.trim());
    segments.push(found.segment);
    [inserted, closing] = ['', found.closing];
  }
  return segments.length === 0 ? null : new Part(segments, insertions, closing, after);
}

/** Quotations that were split last: each is held against several texts, and asked about again where it does not stand. */
const PARSED = { literally: new Map<string, readonly Part[]>(), freely: new Map<string, readonly Part[]>() };
/** Quotations that are remembered, our choice: with more, what is made for each lives long and is costly to clear away. */
const MOST_PARSED = 8;

/**
 * Splits a quotation at its omission marks. Parts and segments without a letter or digit disappear, so that
 * the result is empty for a quotation that says nothing. `literally`: a bare `…` is held to be the author's own.
 */
export function partsOf(quote: string, literally = false): readonly Part[] {
  const known = PARSED[literally ? 'literally' : 'freely'];
  const found = known.get(quote);
  if (found !== undefined) return found;
  if (known.size >= MOST_PARSED) known.clear();
  const parts = parsed(quote, literally);
  known.set(quote, parts);
  return parts;
}

function parsed(quote: string, literally: boolean): readonly Part[] {
  const sure = withBrackets(quote).replace(REMARK, '').replace(NOTE_MARK, '').split(OMISSION);
  const parts: Part[] = [];
  let seam: Seam = 'start';
  for (const [i, stretch] of sure.entries()) {
    if (i > 0) seam = 'omission';
    for (const [j, text] of (literally ? [stretch] : stretch.split(ELLIPSIS)).entries()) {
      if (j > 0 && seam !== 'omission') seam = 'ellipsis';
      const part = partOf(text, seam);
      if (part === null) continue;
      parts.push(part);
      seam = 'ellipsis';
    }
  }
  return parts;
}

/** True when a quotation has a bare `…` between its words. */
export const hasEllipsis = (parts: readonly Part[]): boolean =>
  parts.some(({ after }, i) => i > 0 && after === 'ellipsis');

/** How many letters and digits a text has. */
export const weightOf = (text: string): number => lettersOf(fold(text)).text.length;
