import type { PDFPageProxy } from 'pdfjs-dist';

/** A run of text on a page. Points; `y` is the baseline's distance from the top of the upright page. */
export interface Piece {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  /** Height of the font. */
  readonly size: number;
}

/** The text of a page as it was drawn, the page turned the way most of its text runs. */
export interface Sheet {
  /** From 1. */
  readonly page: number;
  readonly height: number;
  readonly pieces: readonly Piece[];
}

interface Turned extends Piece {
  /** Quarter turns of the text, 0 to 3, by the page's own up. */
  readonly turn: number;
  readonly rtl: boolean;
}

type Item = Awaited<ReturnType<PDFPageProxy['getTextContent']>>['items'][number];

/** Reads the pieces of one page. Text that runs another way than most (stamps, watermarks at the margin) is left out. */
export async function readSheet(page: PDFPageProxy): Promise<Sheet> {
  const { items } = await page.getTextContent();
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const turned = items.flatMap((item) => place(item, transform));
  const turn = mostFrequent(turned.map((piece) => piece.turn));
  const upright = turned
    .filter((piece) => piece.turn === turn)
    .map((piece) => turnBack(piece, turn, width, height));
  const rtl = upright.filter((piece) => piece.rtl).length > upright.length / 2;
  const [across, down] = turn % 2 === 0 ? [width, height] : [height, width];
  // Mirrored, a page that is read from right to left has the order of any other.
  const pieces = rtl
    ? upright.map((piece) => ({ ...piece, x0: across - piece.x1, x1: across - piece.x0 }))
    : upright;
  return { page: page.pageNumber, height: down, pieces };
}

function place(item: Item, [a, b, c, d, e, f]: number[]): Turned[] {
  if (!('str' in item) || item.str.trim() === '') return [];
  const [ia, ib, ic, id, ie, jf] = item.transform as [number, number, number, number, number, number];
  const [va = 1, vb = 0, vc = 0, vd = 1, ve = 0, vf = 0] = [a, b, c, d, e, f];
  const x = va * ie + vc * jf + ve;
  const y = vb * ie + vd * jf + vf;
  const [dx, dy] = [va * ia + vc * ib, vb * ia + vd * ib];
  const turn = (Math.round(Math.atan2(dy, dx) / (Math.PI / 2)) + 4) % 4;
  const size = item.height || Math.hypot(ic, id);
  return [{ text: item.str, x0: x, x1: x + item.width, y, size, turn, rtl: item.dir === 'rtl' }];
}

/** Puts text that runs down, upside down or up the page upright. */
function turnBack(piece: Turned, turn: number, width: number, height: number): Turned {
  const length = piece.x1 - piece.x0;
  const { x0: x, y } = piece;
  const start = [x, y, width - x, height - y][turn] ?? x;
  const baseline = [y, width - x, height - y, x][turn] ?? y;
  return { ...piece, x0: start, x1: start + length, y: baseline };
}

function mostFrequent(numbers: readonly number[]): number {
  const counts = [0, 0, 0, 0];
  for (const number of numbers) counts[number] = (counts[number] ?? 0) + 1;
  return counts.indexOf(Math.max(...counts));
}
