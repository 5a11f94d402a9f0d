import type { Stretch } from '../../model/document.js';
import { UNMAPPED } from '../../passage/text/fold.js';
import { collapseWhitespace } from '../../passage/text/sentences.js';
import { inLogicalOrder, type TextItem } from './text-items.js';

/** A line of text, or the part of one that stands in one column. */
export interface PdfLine {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly size: number;
  readonly stretches?: readonly Stretch[];
  /** What it is written of in reading order, where it was asked for where that is drawn. */
  readonly pieces?: readonly Written[];
}

// All in heights of the font, chosen by eye on the PDFs that the seed report cites.

/** Height within which pieces stand in one line: a raised mark sits up to 0.4 above its line, the next line at least 1 below. */
const SAME_LINE = 0.5;
/** Width from which a gap parts a line: word spaces of justified text stay below, gutters and tabs above. */
const COLUMN_GAP = 1;
/** Width from which a gap parts a line where other lines start too: cells have 4 points or more around their text. */
const CELL_GAP = 0.5;
/** Lines that start at such a place at least. Chosen by eye, as all of these. */
const CELLS = 3;
/** Width from which a gap is a space between words. A space is a quarter wide in most fonts, kerning a tenth at most. */
const WORD_GAP = 0.18;
/** The same between ideographs, which stand apart by themselves where a line is justified. */
const IDEOGRAPH_GAP = 0.6;
const IDEOGRAPHS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uffee]/u;

// A raised number is the mark of a footnote, except after a unit or a ten: m², 10⁶.
const MARK = /^\s*(?:\d{1,3}(?:(?:\s+|\s*[,–-]\s*)\d{1,3})*|[*†‡§]+|[,–-])\s*$/;
const EXPONENT_BASE = /(?:\b[ckm]?m|10)\s*$/;
/** Characters before a raised number in which such a unit is looked for. */
const LONGEST_BASE = 8;
/** Share of the line's height below which a raised number is a mark: word processors set superscripts at 0.58 to 0.7. */
const MARK_SIZE = 0.8;
/** The same in a report, which a browser may have printed: it sets them at 1/1.2 of the text (CSS Fonts 4, 2.5, `smaller`). */
const PRINTED_MARK_SIZE = 0.86;
/** Share of the line's height by which a mark is raised at least: word processors raise by 0.33, typesetters by less. */
const MARK_RISE = 0.15;

/** Gathers a page's pieces into lines, from top to bottom; a line is parted where a gap may be a column's gutter. `rtl`: the pieces are mirrored. `closed`: it is a report, in which the room of a mark is no space. */
export function linesOf(pieces: readonly TextItem[], rtl = false, closed = false): PdfLine[] {
  const firsts = stretches(pieces, []).map(([first]) => first as TextItem);
  const starts = edgesOf(firsts, CELLS).map(({ x }) => x);
  return stretches(pieces, starts)
    .map((part) => line(part, rtl, closed))
    .filter(({ text }) => text.trim() !== '');
}

/** The pieces of each line, left to right. `starts`: where lines are known to start. */
function stretches(pieces: readonly TextItem[], starts: readonly number[]): readonly TextItem[][] {
  return rows(pieces).flatMap((row) => {
    const parts = partedAtGaps(row, starts);
    // What stands level with a heading of another column need not stand level with its neighbours.
    return parts.length === 1 ? parts : parts.flatMap((part) => stretches(part, starts));
  });
}

/** The pieces of a row, parted where a gap may be a column's gutter, or a cell's border. */
function partedAtGaps(row: readonly TextItem[], starts: readonly number[]): TextItem[][] {
  const parts: TextItem[][] = [];
  let [end, size] = [Number.POSITIVE_INFINITY, 0];
  for (const piece of row.toSorted(leftToRight)) {
    const part = parts.at(-1);
    const isStart = starts.some((x) => Math.abs(piece.x0 - x) < EDGE);
    const room = (isStart ? CELL_GAP : COLUMN_GAP) * Math.max(piece.size, size);
    if (part && piece.x0 - end <= room) part.push(piece);
    else {
      parts.push([piece]);
      end = piece.x1;
    }
    end = Math.max(end, piece.x1);
    size = piece.size;
  }
  return parts.filter((part) => part.some(({ text }) => text.trim() !== ''));
}

/** Height by which a mark without width may stand beyond its letter, into the next one, and belong to it still. Chosen by eye. */
const MARK_REACH = 0.1;

/** Where a piece begins; a mark has no width, and stands where its letter ends. */
const placeOf = ({ x0, x1, size }: TextItem): number =>
  x1 - x0 < MARK_REACH * size ? x0 - MARK_REACH * size : x0;
const leftToRight = (a: TextItem, b: TextItem): number => placeOf(a) - placeOf(b);

/** Joins the lines that stand beside each other, left to right. `lines` from top to bottom. */
export function abreast(lines: readonly PdfLine[]): PdfLine[] {
  return rows(lines).map((row) => line(row.toSorted(leftToRight), null));
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

/** Writes the pieces of a line as text. `rtl`: how the page is read; null where each piece is a line of text in itself. */
function line(pieces: readonly TextItem[], rtl: boolean | null, closed = false): PdfLine {
  const size = prevailingSize(pieces);
  const y = pieces.find((piece) => piece.size === size)?.y ?? 0;
  const kept: TextItem[] = [];
  const most = closed ? PRINTED_MARK_SIZE : MARK_SIZE;
  let before = '';
  let lead = '';
  for (const piece of pieces) {
    const raised = piece.size < most * size && piece.y < y - MARK_RISE * size;
    if (raised && MARK.test(parted(piece.text)) && !EXPONENT_BASE.test(before)) {
      const last = kept.pop();
      if (last)
        kept.push({ ...withMark(last, piece.text.trim()), ...(closed && { x1: piece.x1 }) });
      else lead += piece.text.trim();
      continue;
    }
    before = `${before}${piece.text}`.slice(-LONGEST_BASE);
    kept.push(piece);
  }
  const spaced = kept.flatMap((piece, i) => (isParted(kept, i, size) ? [SPACE, piece] : [piece]));
  const ordered: readonly Written[] = rtl === null ? spaced : inLogicalOrder(spaced, rtl);
  const stretches = [
    ...(lead === '' ? [] : [{ from: 0, to: 0, mark: lead }]),
    ...stretchesOf(ordered),
  ];
  return {
    text: ordered.map((piece) => piece.text).join(''),
    x0: pieces[0]?.x0 ?? 0,
    x1: Math.max(...pieces.map((piece) => piece.x1)),
    y,
    size,
    ...(stretches.length > 0 && { stretches }),
    ...(pieces.some((piece) => piece.drawn || 'pieces' in piece) && {
      pieces: ordered.flatMap((piece) => piece.pieces ?? piece),
    }),
  };
}

/** Word sets the marks of two notes close: `1415` is 14 and 15. */
const parted = (mark: string): string =>
  mark.replace(/(?<!\d)(?:\d{4}|\d{6})(?=\s*$)/, (digits) => {
    const [a, b] = [digits.slice(0, digits.length / 2), digits.slice(digits.length / 2)];
    return Number(b) === Number(a) + 1 ? `${a} ${b}` : digits;
  });

/** A piece of a line, or a line of several that stand beside each other. */
type Written = Pick<TextItem, 'text' | 'stretches' | 'drawn'> & Pick<PdfLine, 'pieces'>;
const SPACE: Written = { text: ' ' };

/** A piece with a mark behind it; the digits of one mark may come one by one. */
function withMark(piece: TextItem, mark: string): TextItem {
  const [stretches, at] = [piece.stretches ?? [], piece.text.length];
  const last = stretches.at(-1);
  if (last?.mark === undefined || last.from < at)
    return { ...piece, stretches: [...stretches, { from: at, to: at, mark: parted(mark) }] };
  return {
    ...piece,
    stretches: [...stretches.slice(0, -1), { ...last, mark: parted(last.mark + mark) }],
  };
}

/** Stretches of pieces that are written one behind the other. */
function stretchesOf(pieces: readonly Written[]): readonly Stretch[] {
  let at = 0;
  return pieces.flatMap(({ text, stretches = [] }) => {
    at += text.length;
    return shiftStretches(stretches, at - text.length);
  });
}

/** The same stretches of a text that has `by` characters more before it. */
export const shiftStretches = (stretches: readonly Stretch[], by: number): readonly Stretch[] =>
  stretches.map((stretch) => ({ ...stretch, from: stretch.from + by, to: stretch.to + by }));

/** True when a space stands before a piece that none of the pieces has. */
function isParted(pieces: readonly TextItem[], i: number, size: number): boolean {
  const [last, piece] = [pieces[i - 1], pieces[i]];
  if (!last || !piece || /\s$/.test(last.text) || /^\s/.test(piece.text)) return false;
  const gap = piece.x0 - last.x1;
  const dense = IDEOGRAPHS.test(last.text.at(-1) ?? '') && IDEOGRAPHS.test(piece.text[0] ?? '');
  if (gap <= (dense ? IDEOGRAPH_GAP : WORD_GAP) * size) return false;
  const isUnknown = [last, piece].some(({ text }) => text === UNMAPPED);
  if (piece.single !== true && !isUnknown) return true;
  // Letters that are set apart stand apart alike, and one that is not known may be a letter.
  const [before, after] = [pieces[i - 2], pieces[i + 1]];
  const others = [
    ...(before ? [last.x0 - before.x1] : []),
    ...(after ? [after.x0 - piece.x1] : []),
  ];
  if (others.length === 0) return piece.single !== true;
  return gap > Math.max(0, ...others) + WORD_GAP * size;
}

/** Points within which two lines start at the same edge: more than rounding moves them, less than any indent. */
export const EDGE = 2;

/** Places at which `least` lines or more start, from left to right. */
export function edgesOf(
  lines: readonly Pick<TextItem, 'x0'>[],
  least: number,
): readonly { readonly x: number; readonly count: number }[] {
  const found: { x: number; count: number }[] = [];
  for (const { x0 } of lines.toSorted((a, b) => a.x0 - b.x0)) {
    const edge = found.at(-1);
    if (edge && x0 - edge.x < EDGE) edge.count++;
    else found.push({ x: x0, count: 1 });
  }
  return found.filter(({ count }) => count >= least);
}

/** The font height of most of the characters. */
export function prevailingSize(pieces: readonly Pick<TextItem, 'text' | 'size'>[]): number {
  const characters = new Map<number, number>();
  for (const { text, size } of pieces)
    characters.set(size, (characters.get(size) ?? 0) + text.length);
  let [best, most] = [0, 0];
  for (const [size, count] of characters) if (count > most) [best, most] = [size, count];
  return best;
}

export interface LinedSheet {
  readonly page: number;
  readonly height: number;
  /** From top to bottom. */
  readonly lines: readonly PdfLine[];
}

/** Share of the page's height that is its upper or lower margin: 4.5 cm of an A4 page, where heads and feet run. */
const MARGIN = 0.15;
/** Rows that a head or a foot has at most: title, rule, and page number. Chosen by eye. */
const ROWS = 3;
/** Points by which the same head may be higher or lower on another page: half a line. Chosen by eye. */
const DRIFT = 6;
/** Pages below which a file is short. */
const SHORT_FILE = 5;
/** Pages on which a line must stand at one height to be a running one: a heading may come twice by itself in a long file. */
const AGAIN = { inShort: 2, inLong: 3 } as const;
/** Of texts whose white space is collapsed. */
const PAGE_NUMBER =
  /^[\s\-–—|•[\]]{0,20}(?:page|pg\.?|p\.|seite|página|стр\.)?\s?(?:\d{1,3}|[ivxl]{1,7})(?:\s?(?:of|\/|de|von|sur|из)\s?\d{1,4})?[\s\-–—|•.[\]]{0,20}(?:page)?$|^第\s*\d{1,4}\s*[页頁](?:\s*[共/]\s*\d{1,4}\s*[页頁])?$/i;

interface Row {
  readonly key: string;
  readonly text: string;
  readonly y: number;
  readonly lines: readonly PdfLine[];
}

/** Takes off page numbers and running heads and feet: lines that recur at one height. `isKept` tells what recurs and stays, as a note `Ibid.`. */
export function withoutRunningLines(
  sheets: readonly LinedSheet[],
  isKept: (line: PdfLine, sheet: LinedSheet) => boolean = () => false,
): LinedSheet[] {
  const margins = sheets.map(marginRows);
  const heights = new Map<string, number[]>();
  for (const { top, bottom } of margins) {
    for (const { key, y } of [...top, ...bottom])
      heights.set(key, [...(heights.get(key) ?? []), y]);
  }
  const enough = sheets.length < SHORT_FILE ? AGAIN.inShort : AGAIN.inLong;
  const comesAgain = ({ key, y }: Row): boolean =>
    (heights.get(key) ?? []).filter((other) => Math.abs(other - y) <= DRIFT).length >= enough;

  return sheets.map((sheet, i) => {
    const { top = [], bottom = [] } = margins[i] ?? {};
    const running = new Set<PdfLine>();
    for (const rows of [top, bottom]) {
      // A page number is the outermost line, or stands next to a running one.
      let outermost = true;
      for (const row of rows) {
        const runs = comesAgain(row) || (outermost && PAGE_NUMBER.test(row.text));
        const drop = runs && !row.lines.some((line) => isKept(line, sheet));
        if (drop) for (const line of row.lines) running.add(line);
        else outermost = false;
      }
    }
    return { ...sheet, lines: sheet.lines.filter((line) => !running.has(line)) };
  });
}

/** The first and last rows of a page, as far as they stand in its margins; the outermost first. */
function marginRows({ lines, height }: LinedSheet): { top: Row[]; bottom: Row[] } {
  const top = lines.filter((line) => line.y < height * MARGIN);
  const bottom = lines.filter((line) => line.y > height * (1 - MARGIN));
  const rowsOf = (margin: readonly PdfLine[]): Row[] =>
    abreast(margin).map((row) => {
      const text = collapseWhitespace(row.text);
      const key = text.toLowerCase().replace(/\d+|\b[ivxl]+\b/g, '#');
      return {
        key,
        text,
        y: row.y,
        lines: margin.filter((line) => Math.abs(line.y - row.y) < row.size / 2),
      };
    });
  return { top: rowsOf(top).slice(0, ROWS), bottom: rowsOf(bottom).slice(-ROWS).reverse() };
}

/** Numbered lines of a page from which on they are numbered one by one, or every fifth: items of a list are fewer, our choice. */
const MIN_NUMBERED_LINES = 5;
/** Share of the numbered lines of a page that must count so. Our choice. */
const MIN_COUNTING_SHARE = 0.9;

/** Takes off the numbers of a page's lines, as records of a hearing and bills have them in a margin: each says how many lines it stands below the one before. Where most rows have several cells besides, they are a table's. */
export function withoutLineNumbers(lines: readonly PdfLine[]): readonly PdfLine[] {
  const all = rows(lines).map((row) => row.toSorted(leftToRight));
  for (const side of [0, -1]) {
    const marks = all.flatMap((row, at) => {
      const line = row.at(side) as PdfLine;
      return /^\s*\d{1,3}\s*$/.test(line.text)
        ? [{ line, at: at - Number(line.text), isPlain: row.length <= 2 }]
        : [];
    });
    const counting = marks.filter(({ at }, i) =>
      [marks[i - 1], marks[i + 1]].some((other) => other?.at === at),
    );
    const isCounted =
      counting.length >= Math.max(MIN_NUMBERED_LINES, MIN_COUNTING_SHARE * marks.length);
    if (!isCounted || marks.filter(({ isPlain }) => isPlain).length < marks.length / 2) continue;
    const numbers = new Set(counting.map(({ line }) => line));
    return lines.filter((line) => !numbers.has(line));
  }
  return lines;
}
