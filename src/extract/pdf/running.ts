import { collapseWhitespace } from '../../text/whitespace.js';
import { abreast, type PdfLine } from './lines.js';

/** The lines of one page. */
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

/**
 * Takes off what runs at the head and the foot of pages: page numbers, and lines that come again at the same height. `isKept`
 * tells what is none of them though it comes again, as a note `Ibid.` does.
 */
export function withoutRunningLines(
  sheets: readonly LinedSheet[],
  isKept: (line: PdfLine, sheet: LinedSheet) => boolean = () => false,
): LinedSheet[] {
  const margins = sheets.map(marginRows);
  const heights = new Map<string, number[]>();
  for (const { top, bottom } of margins) {
    for (const { key, y } of [...top, ...bottom]) heights.set(key, [...(heights.get(key) ?? []), y]);
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
  const rowOf = (row: PdfLine, margin: readonly PdfLine[]): Row => {
    const text = collapseWhitespace(row.text);
    const key = text.toLowerCase().replace(/\d+|\b[ivxl]+\b/g, '#');
    return { key, text, y: row.y, lines: margin.filter((line) => Math.abs(line.y - row.y) < row.size / 2) };
  };
  return {
    top: abreast(top)
      .slice(0, ROWS)
      .map((row) => rowOf(row, top)),
    bottom: abreast(bottom)
      .slice(-ROWS)
      .reverse()
      .map((row) => rowOf(row, bottom)),
  };
}
