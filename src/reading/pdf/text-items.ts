import { inflateSync } from 'node:zlib';
import type { PDFPageProxy } from 'pdfjs-dist';
import type { Stretch } from '../../model/document.js';
import { UNMAPPED } from '../../passage/text/fold.js';
import {
  type Area,
  areInterleaved,
  boldAreas,
  type Drawn,
  dressOf,
  glyphsOf,
  isCutByEdge,
  linkAreas,
  type Matrix,
  times,
} from './glyphs.js';

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
  /** Where its page draws it, where that was asked for. */
  readonly drawn?: Drawn & { readonly page: number };
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

/** A letter of a script that runs from right to left. */
const RIGHT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** What single glyphs have right and pdf.js's strings wrong: ligatures, order, letters set apart (it sees a space at a tenth of the font's height). */
const NEEDS_GLYPHS = new RegExp(
  `${RIGHT.source}|${NO_LETTER.source}|\\p{M}|(?:^|\\s)(?:\\p{L}\\s){4}`,
  'u',
);

/** Reads the text of one page: what runs as most of it does comes first, then sideways tables, stamps and watermarks. `dressed`: with its links, and which of it is bold. */
export async function readSheets(
  page: PDFPageProxy,
  actual: ActualTexts,
  dressed = false,
): Promise<Sheet[]> {
  const content = await page.getTextContent();
  const items = content.items.flatMap((item) =>
    'str' in item && item.str.trim() !== '' ? [item] : [],
  );
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const links = dressed ? await linkAreas(page) : [];
  const areas = dressed ? [...links, ...(await boldAreas(page, items))] : [];
  const needsGlyphs =
    items.some((item) => NEEDS_GLYPHS.test(item.str) || isCutByEdge(item, links)) ||
    (dressed && areInterleaved(items));
  const turned = needsGlyphs
    ? await glyphPieces(page, actual, transform, areas, dressed)
    : items.map((item) => place(item, transform, areas, dressed ? page.pageNumber : null));
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
  dressed: boolean,
): Promise<Turned[]> {
  const spans = page.ref ? actual.of(page.ref as { num: number; gen: number }) : [];
  const glyphs = await glyphsOf(page, spans);
  const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
  const shown = glyphs.filter(
    ({ transform: [, , , , x, y] }) => x >= left && x <= right && y >= bottom && y <= top,
  );
  const spaces = shown.filter(({ str }) => str.trim() === '').length;
  return shown.map((glyph) => ({
    ...place(glyph, viewport, areas, dressed ? page.pageNumber : null),
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
  const pieces = rtl
    ? straight.map((p) => ({ ...p, x0: across - p.x1, x1: across - p.x0 }))
    : straight;
  return { page, height: down, rtl, pieces };
}

/** `page`: null where nobody asks where it is drawn. */
function place(
  item: Drawn,
  viewport: number[],
  areas: readonly Area[],
  page: number | null,
): Turned {
  const [, , c, d] = item.transform as Matrix;
  const [dx, dy, , , x, y] = times(viewport as unknown as Matrix, item.transform as Matrix);
  const quarters = Math.atan2(dy, dx) / (Math.PI / 2);
  const straight = Math.abs(quarters - Math.round(quarters)) * (Math.PI / 2) < STRAIGHT;
  const turn = straight ? (Math.round(quarters) + 4) % 4 : ASKEW;
  const size = item.height || Math.hypot(c, d);
  const text = item.str.replace(NO_LETTER, UNMAPPED);
  const dress = dressOf(item, areas);
  const stretches = Object.keys(dress).length > 0 && {
    stretches: [{ from: 0, to: text.length, ...dress }],
  };
  const drawn = page !== null && { drawn: { ...item, page } };
  return { text, x0: x, x1: x + item.width, y, size, turn, ...drawn, ...stretches };
}

/** Puts text that runs down, upside down or up the page upright. */
function turnBack(piece: Turned, turn: number, width: number, height: number): Turned {
  const { x0: x, x1, y } = piece;
  const start = [x, y, width - x, height - y][turn] ?? x;
  return { ...piece, x0: start, x1: start + (x1 - x), y: [y, width - x, height - y, x][turn] ?? y };
}

const DIGIT = /\p{Nd}/u;
/** What stands within a number. */
const WITHIN_NUMBER = /^[.,:/٫٬-]$/;

type Piece = Pick<TextItem, 'text'>;
type Direction = 'left' | 'right' | 'digit' | 'none';

const directionOf = (text: string): Direction => {
  if (!/\p{L}/u.test(text)) return DIGIT.test(text) ? 'digit' : RIGHT.test(text) ? 'right' : 'none';
  return RIGHT.test(text) ? 'right' : 'left';
};

/** The pieces of a line, given from its beginning as seen, in reading order: Latin names and numbers in Arabic text are turned round. */
export function inLogicalOrder<T extends Piece>(pieces: readonly T[], rtl: boolean): readonly T[] {
  const directions = pieces.map(({ text }) => directionOf(text));
  const against: Direction = rtl ? 'left' : 'right';
  const ordered: T[] = [];
  for (let i = 0; i < pieces.length; ) {
    const end = directions[i] === 'none' ? i : endOfRun(pieces, directions, i, against);
    if (end <= i + 1) ordered.push(pieces[i++] as T);
    else {
      const run = pieces.slice(i, end).reverse();
      ordered.push(...(rtl ? run : numbersAsSeen(run)));
      i = end;
    }
  }
  return ordered;
}

/** One past the last piece of a run that begins at `start` and goes against the line; `start` when none does. */
function endOfRun(
  pieces: readonly Piece[],
  directions: readonly Direction[],
  start: number,
  against: Direction,
): number {
  let first = directions[start];
  if (first !== against && (first !== 'digit' || against === 'right')) return start;
  let end = start + 1;
  for (let i = end; i < pieces.length; i++) {
    const direction = directions[i] as Direction;
    if (direction === 'digit' || direction === against) {
      // Digits make a number, or a name with letters, only where they touch.
      if (first === 'digit' && !pieces.slice(end, i).every(({ text }) => WITHIN_NUMBER.test(text)))
        break;
      if (direction === against) first = direction;
      end = i + 1;
    } else if (direction !== 'none') break;
  }
  return end;
}

/** In a run that was turned round, what is made of digits keeps its order. */
function numbersAsSeen<T extends Piece>(run: readonly T[]): readonly T[] {
  const ordered: T[] = [];
  let number: T[] = [];
  for (const piece of run) {
    if (DIGIT.test(piece.text)) number.unshift(piece);
    else {
      ordered.push(...number, piece);
      number = [];
    }
  }
  return [...ordered, ...number];
}

/** Where an object of the file begins. */
const OBJECT = /(?<![\d.])(\d{1,10}) (\d{1,5}) obj\b/g;
/** Characters of a dictionary that are looked at: those of pages and streams have some hundred. */
const TEXT_DICTIONARY = 4_000;
const CONTENTS = /\/Contents\s{0,9}(?:\[([^\]]{0,2000})\]|(\d{1,10} \d{1,5} R))/;
const REFERENCE = /(\d{1,10}) (\d{1,5}) R/g;
const FILTER = /\/Filter\b\s{0,9}\[?\s{0,9}\/(\w{1,20})/;
/** A stretch that its producer says the letters of; its other properties are of no account. */
const SPAN =
  /\/Span\s{0,9}(?:<<((?:[^>]|>(?!>\s{0,9}BDC)){0,500})>>|\/[^\s/<>[\]()]{1,60})\s{0,9}BDC\b/g;
const ACTUAL_TEXT = /\/ActualText\s{0,9}<\s{0,9}FEFF([\dA-F\s]{0,400})>/i;
/** Characters of a letter or a syllable, the longest of Khmer included: what claims to be more may not be what is seen. */
const SYLLABLE = 16;

/** Unpacked bytes of one stream, at most: the limit of a file in an archive (`zip/unzip.ts`). pdf.js holds up to three times as much. */
export const LARGEST_STREAM = 64 * 1024 * 1024;

/** `/ActualText`: the letters of a stretch of glyphs, needed for Indic scripts. Chromium writes it, pdf.js passes over it. */
export class ActualTexts {
  readonly #file: string;
  #objects: ReadonlyMap<string, number> | null = null;

  constructor(bytes: Uint8Array) {
    this.#file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  }

  /** Of each `/Span` of a page, in order: its letters, or null where it does not say them. Empty when the page's content is not to be read. */
  of(page: { readonly num: number; readonly gen: number }): readonly (string | null)[] {
    const [, several, one] = CONTENTS.exec(this.#dictionary(`${page.num} ${page.gen}`)) ?? [];
    const content = [...(several ?? one ?? '').matchAll(REFERENCE)]
      .map(([, num, gen]) => this.#stream(`${num} ${gen}`))
      .join('\n');
    return [...content.matchAll(SPAN)].map(([, properties = '']) => lettersIn(properties));
  }

  #dictionary(name: string): string {
    const start = this.#at(name);
    return start < 0
      ? ''
      : (this.#file.slice(start, start + TEXT_DICTIONARY).split('endobj', 1)[0] as string);
  }

  #stream(name: string): string {
    const [dictionary = ''] = this.#dictionary(name).split('stream', 1);
    const keyword = this.#file.indexOf('stream', this.#at(name));
    const end = this.#file.indexOf('endstream', keyword);
    if (dictionary === '' || keyword < 0 || end < 0) return '';
    const start = keyword + (this.#file.startsWith('\r\n', keyword + 6) ? 8 : 7);
    const filter = FILTER.exec(dictionary)?.[1];
    if (filter === undefined) return this.#file.slice(start, end);
    return filter === 'FlateDecode'
      ? inflated(Buffer.from(this.#file.slice(start, end), 'latin1'))
      : '';
  }

  /** Where the last object of a number begins: a file that was saved again has several. */
  #at(name: string): number {
    this.#objects ??= new Map(
      [...this.#file.matchAll(OBJECT)].map(({ 0: found, 1: num, 2: gen, index }) => [
        `${num} ${gen}`,
        index + found.length,
      ]),
    );
    return this.#objects.get(name) ?? -1;
  }
}

function inflated(packed: Buffer): string {
  try {
    return inflateSync(packed, { maxOutputLength: LARGEST_STREAM }).toString('latin1');
  } catch {
    return '';
  }
}

function lettersIn(properties: string): string | null {
  const digits = ACTUAL_TEXT.exec(properties)?.[1]?.replace(/\s/g, '');
  if (digits === undefined || digits.length % 4 !== 0) return null;
  const text = Buffer.from(digits, 'hex').swap16().toString('utf16le');
  return text.length <= SYLLABLE ? text : null;
}

/** Flate packs nothing tighter (zlib, technical details: "maximum compression factor"). */
const TIGHTEST = 1032;
/** Bytes of a stream's dictionary that are looked at; it names what the stream is near its beginning. */
const DICTIONARY = 2_000;

/** True when a stream unpacks to more than {@link LARGEST_STREAM}. Streams behind two filters or a password meet the reader's memory budget. */
export function isDecompressionBomb(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = file.indexOf('stream'); at >= 0; at = file.indexOf('stream', at + 1)) {
    // The `d` of `endstream`.
    if (file[at - 1] === 0x64) continue;
    const end = file.indexOf('endstream', at);
    const packed = (end < 0 ? file.length : end) - at;
    if (packed * TIGHTEST > LARGEST_STREAM && !isPicture(file, at) && overflows(file, at))
      return true;
  }
  return false;
}

/** Pictures may be large, and reading the text does not unpack them. */
const isPicture = (file: Buffer, at: number): boolean => {
  const dictionary = file.toString('latin1', Math.max(0, at - DICTIONARY), at);
  return /\/Subtype\s{0,9}\/Image\b/.test(dictionary.slice(dictionary.lastIndexOf(' obj') + 1));
};

function overflows(file: Buffer, keyword: number): boolean {
  let start = keyword + 'stream'.length;
  while ('\r\n'.includes(String.fromCharCode(file[start] ?? 0))) start++;
  try {
    inflateSync(file.subarray(start), { maxOutputLength: LARGEST_STREAM });
    return false;
  } catch (error) {
    // Whatever else is wrong with it is for pdf.js to say.
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
  }
}
