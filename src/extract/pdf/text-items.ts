import type { PDFPageProxy } from 'pdfjs-dist';
import type { Stretch } from '../../model/pdf-text.js';
import { UNMAPPED } from '../../text/fold.js';
import type { ActualTexts } from './actual-text.js';
import {
  type Area,
  areInterleaved,
  boldAreas,
  type Drawn,
  dressOf,
  isCutByEdge,
  linkAreas,
} from './dress.js';
import { glyphsOf } from './glyphs.js';
import { RIGHT } from './logical-order.js';

/** A run of text on a page. Points; `y` is the baseline's distance from the top of the upright page. */
export interface TextItem {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  /** Height of the font. */
  readonly size: number;
  /** True for a single glyph of a page that has glyphs for its spaces too: a gap beside it may be no space. */
  readonly single?: true;
  /** What parts of it are beside letters, where that was asked for; marks always. */
  readonly stretches?: readonly Stretch[];
}

/** Text of a page that runs one way, turned upright. */
export interface Sheet {
  /** From 1. */
  readonly page: number;
  readonly height: number;
  /** True when most of it is read from right to left; its pieces are mirrored then, so that they stand as any others do. */
  readonly rtl: boolean;
  readonly pieces: readonly TextItem[];
}

interface Turned extends TextItem {
  /** Quarter turns of the text, 0 to 3, by the page's own up; {@link ASKEW} between them. */
  readonly turn: number;
}

/** The turn of what runs between the four quarter turns 0 to 3, as watermarks do. */
const ASKEW = 4;
/** Radians (six degrees) up to which text is straight: scans are a little crooked, watermarks run at 30 degrees and more. */
const STRAIGHT = 0.1;

/** What a font without a map to letters gives in their place. */
const NO_LETTER = /[\0\ufffd\p{Co}]/gu;
/**
 * What pdf.js's own strings get wrong, which its single glyphs have right: joined letters, their order, letters set apart
 * (it sees a space wherever two stand apart by a tenth of the font's height).
 */
const NEEDS_GLYPHS = new RegExp(`${RIGHT.source}|${NO_LETTER.source}|\\p{M}|(?:^|\\s)(?:\\p{L}\\s){4}`, 'u');

/** Reads the text of one page: what runs as most of it does comes first, then sideways tables, stamps and watermarks. `dressed`: with its links, and which of it is bold. */
export async function readSheets(page: PDFPageProxy, actual: ActualTexts, dressed = false): Promise<Sheet[]> {
  const content = await page.getTextContent();
  const items = content.items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item] : []));
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const links = dressed ? await linkAreas(page) : [];
  const areas = dressed ? [...links, ...(await boldAreas(page, items))] : [];
  const needsGlyphs =
    items.some((item) => NEEDS_GLYPHS.test(item.str) || isCutByEdge(item, links)) ||
    (dressed && areInterleaved(items));
  const turned = needsGlyphs
    ? await glyphPieces(page, actual, transform, areas)
    : items.map((item) => place(item, transform, areas));
  return [0, 1, 2, 3, ASKEW]
    .map((turn) => turned.filter((piece) => piece.turn === turn))
    .filter((pieces) => pieces.some(({ text }) => text.trim() !== ''))
    .sort((a, b) => b.length - a.length)
    .map((pieces) => upright(pieces, page.pageNumber, width, height));
}

/** Share of a page's glyphs that are spaces, from which it has one wherever words part. English has 17 %, Chinese next to none. */
const SPACED = 0.02;

async function glyphPieces(
  page: PDFPageProxy,
  actual: ActualTexts,
  viewport: number[],
  areas: readonly Area[],
): Promise<Turned[]> {
  const spans = page.ref ? actual.of(page.ref as { num: number; gen: number }) : [];
  const glyphs = await glyphsOf(page, spans);
  const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
  const shown = glyphs.filter(
    ({ transform: [, , , , x, y] }) => x >= left && x <= right && y >= bottom && y <= top,
  );
  const spaces = shown.filter(({ str }) => str.trim() === '').length;
  return shown.map((glyph) => ({
    ...place(glyph, viewport, areas),
    ...(spaces > SPACED * shown.length && { single: true as const }),
  }));
}

const ALL_LETTERS = /\p{L}/gu;
const ALL_RIGHT = new RegExp(RIGHT, 'gu');
const lettersOf = (pieces: readonly TextItem[], letters: RegExp): number =>
  pieces.reduce((sum, { text }) => sum + (text.match(letters)?.length ?? 0), 0);

function upright(turned: readonly Turned[], page: number, width: number, height: number): Sheet {
  const turn = turned[0]?.turn ?? 0;
  const [across, down] = turn % 2 === 0 ? [width, height] : [height, width];
  const straight = turned.map((piece) => turnBack(piece, turn, width, height));
  const rtl = lettersOf(straight, ALL_RIGHT) > lettersOf(straight, ALL_LETTERS) / 2;
  const pieces = rtl ? straight.map((p) => ({ ...p, x0: across - p.x1, x1: across - p.x0 })) : straight;
  return { page, height: down, rtl, pieces };
}

function place(item: Drawn, [a, b, c, d, e, f]: number[], areas: readonly Area[]): Turned {
  const [ia, ib, ic, id, ie, jf] = item.transform as [number, number, number, number, number, number];
  const [va = 1, vb = 0, vc = 0, vd = 1, ve = 0, vf = 0] = [a, b, c, d, e, f];
  const x = va * ie + vc * jf + ve;
  const y = vb * ie + vd * jf + vf;
  const [dx, dy] = [va * ia + vc * ib, vb * ia + vd * ib];
  const quarters = Math.atan2(dy, dx) / (Math.PI / 2);
  const straight = Math.abs(quarters - Math.round(quarters)) * (Math.PI / 2) < STRAIGHT;
  const turn = straight ? (Math.round(quarters) + 4) % 4 : ASKEW;
  const size = item.height || Math.hypot(ic, id);
  const text = item.str.replace(NO_LETTER, UNMAPPED);
  const dress = dressOf(item, areas);
  const stretches = Object.keys(dress).length > 0 && { stretches: [{ from: 0, to: text.length, ...dress }] };
  return { text, x0: x, x1: x + item.width, y, size, turn, ...stretches };
}

/** Puts text that runs down, upside down or up the page upright. */
function turnBack(piece: Turned, turn: number, width: number, height: number): Turned {
  const length = piece.x1 - piece.x0;
  const { x0: x, y } = piece;
  const start = [x, y, width - x, height - y][turn] ?? x;
  const baseline = [y, width - x, height - y, x][turn] ?? y;
  return { ...piece, x0: start, x1: start + length, y: baseline };
}
