import type { PDFPageProxy } from 'pdfjs-dist';
import type { Stretch } from '../../model/pdf-text.js';

/** What a piece of text is beside its letters. */
export type Dress = Pick<Stretch, 'href' | 'bold'>;

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

const covers = (area: Area, x: number, y: number): boolean =>
  x >= area.left && x <= area.right && y >= area.bottom && y <= area.top;

/** What the areas say of a piece of text. */
export function dressOf(piece: Drawn, areas: readonly Area[]): Dress {
  const [x, y] = middleOf(piece);
  return Object.assign(
    {},
    ...areas
      .filter((area) => covers(area, x, y))
      .map(({ href, bold }) => ({ ...(href !== undefined && { href }), ...(bold && { bold }) })),
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
  return b === 0 && areas.some((a) => y >= a.bottom && y <= a.top && (within(a.left) || within(a.right)));
}

/** True when a piece of a line begins within another, as quotation marks of a second font do within Chinese: only the glyphs tell their order. */
export function areInterleaved(pieces: readonly Drawn[]): boolean {
  const placeOf = ({ transform: [, , , , x = 0, y = 0] }: Drawn) => ({ x, y });
  const inLines = pieces.toSorted((a, b) => placeOf(a).y - placeOf(b).y || placeOf(a).x - placeOf(b).x);
  return inLines.some((piece, i) => {
    const [here, next] = [placeOf(piece), inLines[i + 1]];
    if (next === undefined || placeOf(next).y !== here.y) return false;
    return placeOf(next).x + EDGE_PLAY * piece.height < here.x + piece.width;
  });
}

const BOLD = /bold|black|heavy/i;

/** True where a font's own name says that it is bold. Known only once the page's operators are. */
const isBold = ({ commonObjs }: PDFPageProxy, font: string): boolean =>
  commonObjs.has(font) && BOLD.test(String(commonObjs.get(font)?.name ?? ''));

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
  const annotations: readonly Annotation[] = await page.getAnnotations();
  return annotations
    .slice(0, MOST_LINKS)
    .flatMap(({ url, rect, quadPoints }) =>
      typeof url === 'string'
        ? quadsOf(quadPoints ?? null, rect).map((quad) => ({ ...quad, href: url }))
        : [],
    );
}

interface Annotation {
  readonly url?: string;
  readonly rect: readonly number[];
  readonly quadPoints?: ArrayLike<number> | null;
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
    return { left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys) };
  });
}

/** Stretches of links, of bold text and marks, each by themselves; those of one kind with nothing but white space between them are one. */
export function runsTogether(stretches: readonly Stretch[], text: string): readonly Stretch[] {
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
