import type { TextItem } from './text-items.js';

/** A line of text, or the part of one that stands in one column. */
export interface PdfLine {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly size: number;
}

// All in heights of the font, chosen by eye on the PDFs that the seed report cites.

/** Height within which pieces stand in one line: a raised mark sits up to 0.4 above its line, the next line at least 1 below. */
const SAME_LINE = 0.5;
/** Width from which a gap parts a line: word spaces of justified text stay below, gutters and tabs above. */
const COLUMN_GAP = 1;
/** Width from which a gap is a space between words. A space is a quarter wide in most fonts, kerning a tenth at most. */
const WORD_GAP = 0.18;
/** The same between ideographs, which stand apart by themselves where a line is justified. */
const IDEOGRAPH_GAP = 0.6;
const IDEOGRAPHS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uffee]/u;

// A raised number is the mark of a footnote, except after a unit or a ten: m², 10⁶.
const MARK = /^\s*(?:\d{1,3}(?:\s*[,–-]\s*\d{1,3})*|[*†‡§]+)\s*$/;
const EXPONENT_BASE = /(?:\b[ckm]?m|10)\s*$/;
/** Share of the line's height below which a raised number is a mark: word processors set superscripts at 0.58 to 0.7. */
const MARK_SIZE = 0.8;
/** Share of the line's height by which a mark is raised at least: word processors raise by 0.33, typesetters by less. */
const MARK_RISE = 0.15;

/** Gathers a page's pieces into lines, from top to bottom; a line is parted where a gap may be a column's gutter. */
export function linesOf(pieces: readonly TextItem[]): PdfLine[] {
  return rows(pieces).flatMap((row) => {
    const lines: PdfLine[] = [];
    let part: TextItem[] = [];
    for (const piece of row.toSorted((a, b) => a.x0 - b.x0)) {
      const last = part.at(-1);
      if (last && piece.x0 - last.x1 > COLUMN_GAP * Math.max(piece.size, last.size)) {
        lines.push(line(part));
        part = [];
      }
      part.push(piece);
    }
    return [...lines, line(part)].filter(({ text }) => text.trim() !== '');
  });
}

/** Joins the lines that stand beside each other, left to right. `lines` from top to bottom. */
export function abreast(lines: readonly PdfLine[]): PdfLine[] {
  return rows(lines).map((row) => line(row.toSorted((a, b) => a.x0 - b.x0)));
}

function rows<T extends TextItem>(pieces: readonly T[]): T[][] {
  const found: { y: number; size: number; pieces: T[] }[] = [];
  for (const piece of pieces.toSorted((a, b) => a.y - b.y)) {
    const row = found.at(-1);
    if (row && Math.abs(piece.y - row.y) < SAME_LINE * Math.max(piece.size, row.size)) {
      row.pieces.push(piece);
      if (piece.size > row.size) Object.assign(row, { y: piece.y, size: piece.size });
    } else found.push({ y: piece.y, size: piece.size, pieces: [piece] });
  }
  return found.map((row) => row.pieces);
}

function line(pieces: readonly TextItem[]): PdfLine {
  const size = prevailingSize(pieces);
  const y = pieces.find((piece) => piece.size === size)?.y ?? 0;
  let text = '';
  let end = Number.POSITIVE_INFINITY;
  for (const piece of pieces) {
    const raised = piece.size < MARK_SIZE * size && piece.y < y - MARK_RISE * size;
    if (raised && MARK.test(piece.text) && !EXPONENT_BASE.test(text)) continue;
    text += separator(text, piece, piece.x0 - end, size) + piece.text;
    end = piece.x1;
  }
  return { text, x0: pieces[0]?.x0 ?? 0, x1: Math.max(...pieces.map((piece) => piece.x1)), y, size };
}

function separator(before: string, piece: TextItem, gap: number, size: number): string {
  if (before === '' || /\s$/.test(before) || /^\s/.test(piece.text)) return '';
  const dense = IDEOGRAPHS.test(before.at(-1) ?? '') && IDEOGRAPHS.test(piece.text[0] ?? '');
  return gap > (dense ? IDEOGRAPH_GAP : WORD_GAP) * size ? ' ' : '';
}

/** The font height of most of the characters. */
export function prevailingSize(pieces: readonly Pick<TextItem, 'text' | 'size'>[]): number {
  const characters = new Map<number, number>();
  for (const { text, size } of pieces) characters.set(size, (characters.get(size) ?? 0) + text.length);
  let [best, most] = [0, 0];
  for (const [size, count] of characters) if (count > most) [best, most] = [size, count];
  return best;
}
