import type { PDFPageProxy } from 'pdfjs-dist';

/** A run of text on a page. Points; `y` is the baseline's distance from the top of the upright page. */
export interface TextItem {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  /** Height of the font. */
  readonly size: number;
}

/** Text of a page that runs one way, turned upright. */
export interface Sheet {
  /** From 1. */
  readonly page: number;
  readonly height: number;
  readonly pieces: readonly TextItem[];
}

interface Turned extends TextItem {
  /** Quarter turns of the text, 0 to 3, by the page's own up; {@link ASKEW} between them. */
  readonly turn: number;
  readonly rtl: boolean;
}

type Item = Awaited<ReturnType<PDFPageProxy['getTextContent']>>['items'][number];

/** The turn of what runs between the four quarter turns 0 to 3, as watermarks do. */
const ASKEW = 4;
/** Radians (six degrees) up to which text is straight: scans are a little crooked, watermarks run at 30 degrees and more. */
const STRAIGHT = 0.1;

/** Reads the text of one page: what runs as most of it does comes first, then sideways tables, stamps and watermarks. */
export async function readSheets(page: PDFPageProxy): Promise<Sheet[]> {
  const { items } = await page.getTextContent();
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const turned = items.flatMap((item) => place(item, transform));
  return [0, 1, 2, 3, ASKEW]
    .map((turn) => turned.filter((piece) => piece.turn === turn))
    .filter((pieces) => pieces.length > 0)
    .sort((a, b) => b.length - a.length)
    .map((pieces) => upright(pieces, page.pageNumber, width, height));
}

function upright(turned: readonly Turned[], page: number, width: number, height: number): Sheet {
  const turn = turned[0]?.turn ?? 0;
  const [across, down] = turn % 2 === 0 ? [width, height] : [height, width];
  const straight = turned.map((piece) => turnBack(piece, turn, width, height));
  const rtl = straight.filter((piece) => piece.rtl).length > straight.length / 2;
  // Mirrored, a page that is read from right to left has the order of any other.
  const pieces = rtl ? straight.map((p) => ({ ...p, x0: across - p.x1, x1: across - p.x0 })) : straight;
  return { page, height: down, pieces };
}

function place(item: Item, [a, b, c, d, e, f]: number[]): Turned[] {
  if (!('str' in item) || item.str.trim() === '') return [];
  const [ia, ib, ic, id, ie, jf] = item.transform as [number, number, number, number, number, number];
  const [va = 1, vb = 0, vc = 0, vd = 1, ve = 0, vf = 0] = [a, b, c, d, e, f];
  const x = va * ie + vc * jf + ve;
  const y = vb * ie + vd * jf + vf;
  const [dx, dy] = [va * ia + vc * ib, vb * ia + vd * ib];
  const quarters = Math.atan2(dy, dx) / (Math.PI / 2);
  const straight = Math.abs(quarters - Math.round(quarters)) * (Math.PI / 2) < STRAIGHT;
  const turn = straight ? (Math.round(quarters) + 4) % 4 : ASKEW;
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
