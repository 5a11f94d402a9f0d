import type { SetParagraph } from '../../model/pdf-text.js';

// Where no other source is named, these were chosen by eye on reports about countries of origin.

/** Least size of a heading as a share of the body text's: word processors set their smallest at 12 beside 11 points. */
const HEADING_SIZE = 1.09;
/** Characters of the longest heading; what is longer is a summary that is set large or bold. */
const LONGEST_HEADING = 200;
/** Share of a bold heading's characters that are bold: the space behind its number may not be. */
const ALL_BOLD = 0.9;
/** Levels that a manuscript tells apart. */
const DEEPEST = 6;

const SENTENCE = /[.;,:。]$/u;
const NUMBER = /^((?:\d{1,2}\.){0,4})(\d{1,2}|[a-z])[.)]?\s/u;

/** Level of each paragraph as a heading, 0 for none: by size and weight, or by a number that follows the last heading's. */
export function headingsOf(paragraphs: readonly SetParagraph[], bodySize: number): readonly number[] {
  const styles = paragraphs.map((paragraph) => styleOf(paragraph, bodySize));
  const ranks = [...new Set(styles.filter((style) => style > 0))].sort((a, b) => b - a);
  /** By the number that would come next: level of the heading before it, 0 where that was none. */
  const next = new Map<string, number>();
  return paragraphs.map(({ text, indent }, i) => {
    const style = styles[i] as number;
    const own = Math.min(ranks.indexOf(style) + 1, DEEPEST);
    const [, above = '', number] = NUMBER.exec(text) ?? [];
    if (number === undefined) return own;
    const isShort = text.length <= LONGEST_HEADING && !SENTENCE.test(text) && indent === 0;
    const following = isShort ? (next.get(above + number) ?? 0) : 0;
    const level = following > 0 ? following : own;
    next.set(above + after(number), level);
    return level;
  });
}

const after = (number: string): string =>
  /\d/u.test(number) ? String(Number(number) + 1) : String.fromCharCode(number.charCodeAt(0) + 1);

/** What ranks headings: their size in half points, twice, and one more where they are bold; 0 for other text. */
function styleOf({ text, size, stretches }: SetParagraph, bodySize: number): number {
  if (text.length > LONGEST_HEADING) return 0;
  const bold = stretches.reduce((sum, s) => sum + (s.bold ? s.to - s.from : 0), 0) >= ALL_BOLD * text.length;
  const isLarge = size >= HEADING_SIZE * bodySize;
  if (!isLarge && !(bold && !SENTENCE.test(text) && size >= bodySize)) return 0;
  return Math.round(size * 2) * 2 + (bold ? 1 : 0);
}
