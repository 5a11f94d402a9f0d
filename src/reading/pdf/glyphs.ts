import type { PDFPageProxy } from 'pdfjs-dist';
import type { Stretch } from '../../model/document.js';
import { loadEngine } from './engine.js';

/** What a page draws for one letter, or for several that its producer joined. In the page's own coordinates. */
type Glyph = Drawn & { readonly transform: Matrix };

export type Matrix = readonly [number, number, number, number, number, number];
/** The matrix that moves nothing (ISO 32000, 8.3.3). */
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
/** Units in an em, by the format (ISO 32000, 9.2.4): of all fonts but those that are drawn by the file itself (9.6.4). */
const EM = 1000;

export const times = ([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix => [
  a * g + c * h,
  b * g + d * h,
  a * i + c * j,
  b * i + d * j,
  a * k + c * l + e,
  b * k + d * l + f,
];

/** A glyph, or a number that moves the next one back, as pdf.js has them. */
type Shown =
  | { readonly unicode: string; readonly width: number; readonly isSpace: boolean }
  | number;

/** What the operators of a page set, as it holds at its beginning (ISO 32000, 8.4 and 9.3). */
const AT_FIRST = {
  ctm: IDENTITY,
  size: 0,
  /** Share of an em that a unit of the font's widths is. */
  unit: 1 / EM,
  spacing: 0,
  wordSpacing: 0,
  scale: 1,
  leading: 0,
  rise: 0,
};

type State = Readonly<typeof AT_FIRST>;

class Pen {
  readonly glyphs: Glyph[] = [];
  state: State = AT_FIRST;
  #saved: State[] = [];
  #line = IDENTITY;
  #text = IDENTITY;
  /** The marked contents that are open: letters, or null for those that say none. */
  readonly marked: (string | null)[] = [];
  /** The glyphs of the outermost of them that says its letters. */
  #joined: Glyph[] = [];

  constructor(readonly unitOf: (font: string) => number) {}

  save(): void {
    this.#saved.push(this.state);
  }

  restore(): void {
    this.state = this.#saved.pop() ?? this.state;
  }

  set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
  }

  transform(matrix: Matrix): void {
    this.set({ ctm: times(this.state.ctm, matrix) });
  }

  moveTo(matrix: Matrix): void {
    [this.#line, this.#text] = [matrix, matrix];
  }

  moveBy(x: number, y: number): void {
    this.moveTo(times(this.#line, [1, 0, 0, 1, x, y]));
  }

  end(): void {
    const letters = this.marked.pop() ?? null;
    if (letters === null || this.#isTold()) return;
    // A mark may be drawn first, above its letter.
    const first = this.#joined.find((glyph) => glyph.width > 0) ?? this.#joined[0];
    const width = this.#joined.reduce((sum, glyph) => sum + glyph.width, 0);
    if (first) this.glyphs.push({ ...first, str: letters, width });
    this.#joined = [];
  }

  show(shown: readonly Shown[]): void {
    const { ctm, size, unit, spacing, wordSpacing, scale, rise } = this.state;
    for (const glyph of shown) {
      if (typeof glyph === 'number') {
        this.#advance((-glyph / EM) * size);
        continue;
      }
      const transform = times(ctm, times(this.#text, [size * scale, 0, 0, size, 0, rise]));
      const width = glyph.width * unit * Math.hypot(transform[0], transform[1]);
      const drawn = {
        str: glyph.unicode,
        transform,
        width,
        height: Math.hypot(transform[2], transform[3]),
      };
      (this.#isTold() ? this.#joined : this.glyphs).push(drawn);
      this.#advance(glyph.width * unit * size + spacing + (glyph.isSpace ? wordSpacing : 0));
    }
  }

  #isTold(): boolean {
    return this.marked.some((letters) => letters !== null);
  }

  #advance(by: number): void {
    this.#text = times(this.#text, [1, 0, 0, 1, by * this.state.scale, 0]);
  }
}

// biome-ignore lint/suspicious/noExplicitAny: pdf.js gives no types to the arguments of its operators
type Arguments = any;

/** What pdf.js's operators do to the pen, by their names. */
const ACTIONS: Readonly<Record<string, (pen: Pen, args: Arguments) => void>> = {
  save: (pen) => pen.save(),
  restore: (pen) => pen.restore(),
  transform: (pen, args) => pen.transform(args),
  paintFormXObjectBegin: (pen, [matrix]) => {
    pen.save();
    pen.transform(matrix ?? IDENTITY);
  },
  paintFormXObjectEnd: (pen) => pen.restore(),
  beginText: (pen) => pen.moveTo(IDENTITY),
  setFont: (pen, [name, size]) => pen.set({ size, unit: pen.unitOf(name) }),
  setCharSpacing: (pen, [spacing]) => pen.set({ spacing }),
  setWordSpacing: (pen, [wordSpacing]) => pen.set({ wordSpacing }),
  setHScale: (pen, [percent]) => pen.set({ scale: percent / 100 }),
  setLeading: (pen, [leading]) => pen.set({ leading: -leading }),
  setTextRise: (pen, [rise]) => pen.set({ rise }),
  setTextMatrix: (pen, args) => {
    const [a, b, c, d, e, f] = args.length === 1 ? args[0] : args;
    pen.moveTo([a, b, c, d, e, f]);
  },
  moveText: (pen, [x, y]) => pen.moveBy(x, y),
  setLeadingMoveText: (pen, [x, y]) => {
    pen.set({ leading: y });
    pen.moveBy(x, y);
  },
  nextLine: (pen) => pen.moveBy(0, pen.state.leading),
  beginMarkedContent: (pen) => pen.marked.push(null),
  endMarkedContent: (pen) => pen.end(),
  showText: (pen, [shown]) => pen.show(shown),
};

/** What a unit of the widths of a page's font is, once the page's operators are known: a font of glyphs that are drawn by operators says it itself. */
function unitOf({ commonObjs }: PDFPageProxy, font: string): number {
  const { isType3Font, fontMatrix } = commonObjs.has(font) ? commonObjs.get(font) : {};
  return isType3Font === true && fontMatrix?.[0] ? Math.abs(fontMatrix[0]) : 1 / EM;
}

/** Every glyph of a page, spaces included, in drawing order. `spans`: letters of its `/Span`s, used where pdf.js meets as many. */
export async function glyphsOf(
  page: PDFPageProxy,
  spans: readonly (string | null)[],
): Promise<readonly Glyph[]> {
  const { OPS, AnnotationMode } = await loadEngine();
  const { fnArray, argsArray } = await page.getOperatorList({
    annotationMode: AnnotationMode.DISABLE,
  });
  const actions = new Map(
    Object.entries(ACTIONS).map(([name, action]) => [OPS[name as keyof typeof OPS], action]),
  );
  const isSpan = (i: number): boolean =>
    fnArray[i] === OPS.beginMarkedContentProps && argsArray[i]?.[0] === 'Span';
  const told = fnArray.filter((_, i) => isSpan(i)).length === spans.length ? [...spans] : [];
  const pen = new Pen((font) => unitOf(page, font));
  for (const [i, operator] of fnArray.entries())
    if (operator === OPS.beginMarkedContentProps)
      pen.marked.push(isSpan(i) ? (told.shift() ?? null) : null);
    else actions.get(operator)?.(pen, argsArray[i]);
  return pen.glyphs;
}

/** What a piece of text is beside its letters. */
type Dress = Pick<Stretch, 'href' | 'bold'>;

/** A rectangle of a page that something is said of, in the page's own coordinates. */
export interface Area extends Dress {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

/** What both of pdf.js's ways of reading a page give. */
export interface Drawn {
  readonly str: string;
  /** How its font is turned and scaled, and where it is drawn. */
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
}

/** Links of one page that are looked at: more than any page has lines for. */
const MOST_LINKS = 1_000;
/** Share of the font's height at which the middle of small letters is, above the line. */
const MIDDLE = 0.25;

/** The middle of a piece of text, whichever way it runs. */
function middleOf({ transform, width, height }: Drawn): readonly [number, number] {
  const [a = 1, b = 0, , , x = 0, y = 0] = transform;
  const scale = Math.hypot(a, b) || 1;
  const [along, up] = [width / 2 / scale, (MIDDLE * height) / scale];
  return [x + a * along - b * up, y + b * along + a * up];
}

/** What the areas say of a piece of text. */
export function dressOf(piece: Drawn, areas: readonly Area[]): Dress {
  const [x, y] = middleOf(piece);
  const here = areas.filter((a) => x >= a.left && x <= a.right && y >= a.bottom && y <= a.top);
  return Object.assign(
    {},
    ...here.map(({ href, bold }) => ({
      ...(href !== undefined && { href }),
      ...(bold && { bold }),
    })),
  );
}

/** Share of the font's height by which an area's edge may miss a piece's end: links are drawn a little wider than their words. */
const EDGE_PLAY = 0.3;

/** True when the edge of an area goes through a piece of text that runs straight, so that only its glyphs tell what it covers. */
export function isCutByEdge(piece: Drawn, areas: readonly Area[]): boolean {
  const [, y] = middleOf(piece);
  const [, b = 0, , , x = 0] = piece.transform;
  const play = EDGE_PLAY * piece.height;
  const within = (edge: number): boolean => edge > x + play && edge < x + piece.width - play;
  return (
    b === 0 && areas.some((a) => y >= a.bottom && y <= a.top && (within(a.left) || within(a.right)))
  );
}

/** True when a piece of a line begins within another, as quotation marks of a second font do within Chinese: only the glyphs tell their order. */
export function areInterleaved(pieces: readonly Drawn[]): boolean {
  const placeOf = ({ transform: [, , , , x = 0, y = 0] }: Drawn) => ({ x, y });
  const inLines = pieces.toSorted(
    (a, b) => placeOf(a).y - placeOf(b).y || placeOf(a).x - placeOf(b).x,
  );
  return inLines.some((piece, i) => {
    const [here, next] = [placeOf(piece), inLines[i + 1]];
    if (next === undefined || placeOf(next).y !== here.y) return false;
    return placeOf(next).x + EDGE_PLAY * piece.height < here.x + piece.width;
  });
}

/** True where a font's own name says that it is bold. Known only once the page's operators are. */
const isBold = ({ commonObjs }: PDFPageProxy, font: string): boolean =>
  commonObjs.has(font) && /bold|black|heavy/i.test(String(commonObjs.get(font)?.name ?? ''));

/** The areas of a page whose text is bold: of `items`, as pdf.js reads them. */
export async function boldAreas(
  page: PDFPageProxy,
  items: readonly (Drawn & { readonly fontName: string })[],
): Promise<readonly Area[]> {
  // Fonts are loaded with them.
  await page.getOperatorList();
  return items
    .filter(({ fontName }) => isBold(page, fontName))
    .map(({ transform: [, , , , x = 0, y = 0], width, height }) => ({
      left: x,
      right: x + width,
      bottom: y,
      top: y + height,
      bold: true,
    }));
}

/** The areas of a page's links that lead out of the file. A link over several lines has one for each where the file tells them apart. */
export async function linkAreas(page: PDFPageProxy): Promise<readonly Area[]> {
  const annotations: readonly {
    readonly url?: string;
    readonly rect: readonly number[];
    readonly quadPoints?: ArrayLike<number> | null;
  }[] = await page.getAnnotations();
  return annotations
    .slice(0, MOST_LINKS)
    .flatMap(({ url, rect, quadPoints }) =>
      typeof url === 'string'
        ? quadsOf(quadPoints ?? null, rect).map((quad) => ({ ...quad, href: url }))
        : [],
    );
}

/** Numbers of a quadrilateral: four corners (ISO 32000, 12.5.6.5). */
const QUAD = 8;

function quadsOf(points: ArrayLike<number> | null, rect: readonly number[]): readonly Area[] {
  const all = Array.from(points ?? []);
  const quads = Array.from({ length: Math.floor(all.length / QUAD) }, (_, i) =>
    all.slice(i * QUAD, (i + 1) * QUAD),
  );
  return (quads.length > 0 ? quads : [[...rect]]).map((corners) => {
    const [xs, ys] = [corners.filter((_, i) => i % 2 === 0), corners.filter((_, i) => i % 2 === 1)];
    return {
      left: Math.min(...xs),
      right: Math.max(...xs),
      bottom: Math.min(...ys),
      top: Math.max(...ys),
    };
  });
}

/** Stretches of links, of bold text and marks, each by themselves; those of one kind with nothing but white space between them are one. */
export function mergeStretches(stretches: readonly Stretch[], text: string): readonly Stretch[] {
  const of = (pick: (stretch: Stretch) => Dress): readonly Stretch[] => {
    const together: Stretch[] = [];
    for (const { from, to, ...stretch } of stretches) {
      const own = pick(stretch as Stretch);
      const last = together.at(-1);
      if (own.href === undefined && own.bold === undefined) continue;
      if (last && last.href === own.href && text.slice(last.to, from).trim() === '')
        together[together.length - 1] = { ...last, to };
      else together.push({ from, to, ...own });
    }
    return together;
  };
  const marks = stretches.filter(({ mark }) => mark !== undefined);
  return [...of(({ href }) => ({ href })), ...of(({ bold }) => ({ bold })), ...marks];
}
