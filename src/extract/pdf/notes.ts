import type { Paragraph } from './paragraphs.js';

/** Share of the body text's size below which text is a note: word processors set 10 beside 11 or 12 points. */
export const NOTE_SIZE = 0.93;
/** Of a text that ends within a sentence. */
export const UNFINISHED = /[\p{L}\p{N},;-]\s*$/u;
/** Of one that begins within it. */
export const CONTINUES = /^\p{Ll}/u;

/**
 * Where a paragraph runs on to the next page, puts the footnotes that stand between its two halves before the first:
 * so the halves stand together, as a reader takes them. `next` is the first paragraph of the next page.
 */
export function notesAside(
  paragraphs: readonly Paragraph[],
  next: Paragraph | undefined,
  body: number,
): readonly Paragraph[] {
  const last = paragraphs.findLastIndex(({ size }) => size >= NOTE_SIZE * body);
  const [half, notes] = [paragraphs[last], paragraphs.slice(last + 1)];
  const runsOn = half && next && UNFINISHED.test(half.text) && CONTINUES.test(next.text);
  return runsOn ? [...paragraphs.slice(0, last), ...notes, half] : paragraphs;
}
