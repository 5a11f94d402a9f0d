import type { PdfLine } from './lines.js';

// Where no other source is named, these were chosen by eye on the PDFs that the seed report cites, and on pages typeset
// for the tests (test/extract/pdf.test.ts), each of which dies of a number that is far off.

/** Lines that start at an edge before a gutter is looked for left of it. */
const STARTS = 3;
/** Points within which two lines start at the same edge: more than rounding moves them, less than any indent. */
const EDGE = 2;
/** Edges that are tried on a page, those of most lines first. It bounds the cost: pages have at most four columns. */
const MOST_EDGES = 12;
/** Points that a gutter is wide at least. Typesetters set 12 or more; a ragged line may reach into it. */
const GUTTER = 5;
/** Lines of each column that stand beside lines of the other: two are a caption beside a figure. */
const ABREAST = 3;
/** Share of its column's width that a middling line of prose fills; the cells of a table of figures do not. */
const PROSE_FILL = 0.6;
/** Characters of a middling line of prose; the cells of a table of names have fewer. */
const PROSE_CHARACTERS = 18;
/** Points that a column is wide at least: some ten letters of body text. */
const NARROWEST = 60;
/** Heights of the font within which a line follows another of its paragraph: lines are set 1.15 to 1.4 apart. */
const CLOSE = 1.5;

/**
 * Puts lines in reading order: one group after the other, each read from top to bottom.
 * Columns of prose become groups of their own; a line across the gutter, such as a heading, parts what is above it
 * from what is below; rows of a table stay together. `lines` from top to bottom.
 */
export function inReadingOrder(lines: readonly PdfLine[]): PdfLine[][] {
  const gutter = bestGutter(lines);
  if (gutter === null) return lines.length > 0 ? [[...lines]] : [];
  const groups: PdfLine[][] = [];
  let flat: PdfLine[] = [];
  for (const run of runsBeside(lines, gutter)) {
    if (!areColumns(run, gutter)) {
      flat.push(...run);
      continue;
    }
    const own = endsAbove(flat.at(-1), run) ? 1 : 0;
    flat.push(...run.slice(0, own));
    if (flat.length > 0) groups.push(flat);
    flat = [];
    const [left, right] = sides(run.slice(own), gutter);
    groups.push(...inReadingOrder(left), ...inReadingOrder(right));
  }
  return flat.length > 0 ? [...groups, flat] : groups;
}

/** True when a run's first line is the short last one of the paragraph above it, which runs across the gutter. */
function endsAbove(above: PdfLine | undefined, [line, next]: readonly PdfLine[]): boolean {
  if (!above || !line || line.y - above.y > CLOSE * line.size) return false;
  return next === undefined || next.y - line.y > line.size / 2;
}

const crosses = (line: PdfLine, gutter: number): boolean => line.x0 < gutter - EDGE && line.x1 > gutter;

/** Parts lines into those that cross a gutter and, between them, runs of lines that do not. */
function runsBeside(lines: readonly PdfLine[], gutter: number): PdfLine[][] {
  const runs: PdfLine[][] = [];
  let crossing: boolean | null = null;
  for (const line of lines) {
    const now = crosses(line, gutter);
    if (now === crossing) runs.at(-1)?.push(line);
    else runs.push([line]);
    crossing = now;
  }
  return runs;
}

const sides = (run: readonly PdfLine[], gutter: number): [PdfLine[], PdfLine[]] => [
  run.filter((line) => line.x0 < gutter - EDGE),
  run.filter((line) => line.x0 >= gutter - EDGE),
];

/** The gutter beside which most lines stand in columns; null when the lines stand in one. */
function bestGutter(lines: readonly PdfLine[]): number | null {
  let [best, most] = [null as number | null, 0];
  for (const gutter of edges(lines)) {
    let beside = 0;
    for (const run of runsBeside(lines, gutter)) if (areColumns(run, gutter)) beside += run.length;
    if (beside > most) [best, most] = [gutter, beside];
  }
  return best;
}

/** Places at which several lines start, the leftmost apart. */
function edges(lines: readonly PdfLine[]): number[] {
  const found: { x: number; count: number }[] = [];
  for (const { x0 } of lines.toSorted((a, b) => a.x0 - b.x0)) {
    const edge = found.at(-1);
    if (edge && x0 - edge.x < EDGE) edge.count++;
    else found.push({ x: x0, count: 1 });
  }
  return found
    .slice(1)
    .filter(({ count }) => count >= STARTS)
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_EDGES)
    .map(({ x }) => x);
}

function areColumns(run: readonly PdfLine[], gutter: number): boolean {
  const [left, right] = sides(run, gutter);
  if (left.length < ABREAST || right.length < ABREAST) return false;
  if (gutter - Math.max(...left.map((line) => line.x1)) < GUTTER) return false;
  const top = Math.max(left[0]?.y ?? 0, right[0]?.y ?? 0);
  const bottom = Math.min(left.at(-1)?.y ?? 0, right.at(-1)?.y ?? 0);
  const between = (line: PdfLine): boolean => line.y >= top - line.size && line.y <= bottom + line.size;
  if (left.filter(between).length < ABREAST || right.filter(between).length < ABREAST) return false;
  return width(left) >= NARROWEST && width(right) >= NARROWEST && (isProse(left) || isProse(right));
}

const width = (lines: readonly PdfLine[]): number =>
  Math.max(...lines.map((line) => line.x1)) - Math.min(...lines.map((line) => line.x0));

function isProse(lines: readonly PdfLine[]): boolean {
  const fills = lines.map((line) => line.x1 - line.x0).sort((a, b) => a - b);
  const characters = lines.reduce((sum, line) => sum + line.text.length, 0) / lines.length;
  return (
    (fills[Math.floor(fills.length / 2)] ?? 0) >= PROSE_FILL * width(lines) && characters >= PROSE_CHARACTERS
  );
}
