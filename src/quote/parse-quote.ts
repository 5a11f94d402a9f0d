import { foldedLetters, UNSPACED } from '../text/fold.js';
import type { ChangedLetters } from './changed-letters.js';
import { betweenWords, Part, type Seam } from './part.js';
import { REMARK } from './remarks.js';

/** Ways to say that something was left out: `[...]`, `(…)`, `<...>`, `[—]`, `(---)`, `***`, `– – –`, `[snip]`, `（略）`. */
const OMISSION = new RegExp(
  [
    String.raw`\[\s*(?:[-–—]{1,3}|(?:\.\s*){2,}|…+\.?|(?:text |sentences? |paragraphs? )?omitted|snip|omissis)\s*\]`,
    String.raw`\(\s*(?:[-–—]{3}|(?:\.\s*){3,}|…+|omissis)\s*\)`,
    String.raw`<\s*(?:\.{3}|…)\s*>|\/\s*(?:\.{3}|…)\s*\/|\{\s*(?:\.{3}|…)\s*\}`,
    String.raw`\*\s?\*\s?\*|(?<=\s)[-–—] [-–—] [-–—](?=\s)`,
    String.raw`[（([]\s*(?:[前中后後以下]?略|…+)\s*[）)\]]`,
  ].join('|'),
  'iu',
);
/** A bare `…` or `. . .`: the editor's or the author's own. */
const ELLIPSIS = /…+|(?:\.\s?){3,}/u;
/** `[12]`, `[a]` after a word: a footnote mark that was copied along. */
const NOTE_MARK = /(?<=[\p{L}\p{N}.,;:!?”"’'])\[\d{1,3}\]/gu;
/** A letter of a script that is written with spaces: in others a bracket next to a character holds words. */
const LETTER = String.raw`(?:(?!${UNSPACED.source})\p{L})`;
/** `[T]he`, `organi[z]ed`, `officer[]`: letters that the editor changed, added or took away. */
const CHANGED_LETTER = new RegExp(
  String.raw`\[(${LETTER}{1,3})\](?=${LETTER})|(?<=${LETTER})\[((?:['’]?${LETTER}{1,6})?)\]`,
  'gu',
);
/** `[The d]ebtors`: words and the first letters of the next. */
const WORDS_AND_LETTERS = /\[([^\][]*\s)(\p{L}{1,3})\](?=\p{L})/gu;
/** An insertion within another. */
const NESTED = /\[([^\][]{0,300})\[([^\][]{0,300})\]([^\][]{0,300})\]/gu;
/** The brackets of other scripts as ours, one within another as one, and changed letters apart from the words before them. */
const withBrackets = (quote: string): string =>
  quote
    .replace(MARKS, '')
    .replace(/[【〔［]/gu, '[')
    .replace(/[】〕］]/gu, ']')
    .replace(NESTED, '[$1$2$3]')
    .replace(WORDS_AND_LETTERS, '[$1] $2');

/** A quotation without the letters that its editor may have added to words (`arrest[ed]`); null when it has none. Letters before a word stay: `[un]just` is not “just”. */
export function withoutAddedLetters(quote: string): string | null {
  const bare = quote.replace(CHANGED_LETTER, (found, before?: string) => (before === undefined ? '' : found));
  return bare === quote ? null : bare;
}

/** Around letters that were changed, until a part knows their places: code points that no text has. */
const [OPEN, CLOSE] = ['\ufdd0', '\ufdd1'];
const MARKS = /[\ufdd0\ufdd1]/gu;

/** A text without the marks around changed letters, and where these are. */
function unmarked(text: string): { readonly plain: string; readonly changes: readonly ChangedLetters[] } {
  const changes: ChangedLetters[] = [];
  let plain = '';
  for (const [i, piece] of text.split(MARKS).entries()) {
    if (i % 2 === 1) changes.push({ at: plain.length, length: piece.length });
    plain += piece;
  }
  return { plain, changes };
}

/** Any other bracket: the editor's words, in addition to the author's or in their place. */
const INSERTION = /\[([^\][]{0,300})\]/u;

function partOf(text: string, after: Seam): Part | null {
  if (!text.includes('[')) {
    const whole = betweenWords(text);
    return whole && new Part([whole.segment], [], whole.closing, after);
  }
  const pieces = text
    .replace(CHANGED_LETTER, (_, before?: string, after?: string) => `${OPEN}${before ?? after}${CLOSE}`)
    .split(INSERTION);
  const segments: string[] = [];
  const changes: (readonly ChangedLetters[])[] = [];
  const insertions: string[] = [];
  let [inserted, closing] = ['', ''];
  for (const [i, piece] of pieces.entries()) {
    const { plain, changes: all } = unmarked(piece);
    const found = i % 2 === 0 ? betweenWords(plain) : null;
    if (i % 2 === 1) inserted += ` ${plain}`;
    if (found === null) continue;
    changes.push(all.map(({ at, length }) => ({ at: at - found.start, length })));
    if (segments.length > 0) insertions.push(inserted.trim());
    segments.push(found.segment);
    [inserted, closing] = ['', found.closing];
  }
  return segments.length === 0 ? null : new Part(segments, insertions, closing, after, changes);
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

/** A sign of whoever edited a quotation: what omissions, remarks, note marks and changed letters begin with. Most have none. */
const EDITED = /[[(<{*/（【〔［\ufdd0\ufdd1]|[-–—] [-–—]/u;

function parsed(quote: string, literally: boolean): readonly Part[] {
  const sure = EDITED.test(quote)
    ? withBrackets(quote).replace(REMARK, '').replace(NOTE_MARK, '').split(OMISSION)
    : [quote];
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

/**
 * A quotation with all the marks that its editor may have made, as one part; null when it has none. The author may have made them:
 * courts quote with `[t]he`, `[sic]` and `[...]`.
 */
export function wholeAsPrinted(quote: string): Part | null {
  const whole = EDITED.test(quote) ? betweenWords(quote) : null;
  return whole && new Part([whole.segment], [], whole.closing, 'start');
}

/** True when a quotation has a bare `…` between its words. */
export const hasEllipsis = (parts: readonly Part[]): boolean =>
  parts.some(({ after }, i) => i > 0 && after === 'ellipsis');

/** True when a text has at least so many letters and digits. */
export const weighs = (text: string, least: number): boolean =>
  weightOf(text.slice(0, 4 * least)) >= least || weightOf(text) >= least;

/** How many letters and digits a text has. */
export const weightOf = (text: string): number => foldedLetters(text).length;
