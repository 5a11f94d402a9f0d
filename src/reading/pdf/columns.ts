import { abreast, EDGE, edgesOf, type PdfLine, prevailingSize } from './lines.js';
import { ENDED, isDeliberateBreak } from './paragraphs.js';

// Where no other source is named, these were chosen by eye on the PDFs that the seed report cites, and on pages typeset
// for the tests (test/reading/pdf.test.ts), each of which dies of a number that is far off.

/** Lines that start at an edge before a gutter is looked for left of it: the last column of a page may be as short. */
const STARTS = 2;
/** The same of each of two columns before it, where it is as far from the second as that is from the first: it may have one line then. */
const EVEN = 3;
/** Edges that are tried on a page, those of most lines first. It bounds the cost: pages have at most four columns. */
const MOST_EDGES = 12;
/** Points that a gutter is wide at least. Typesetters set 12 or more; a ragged line may reach into it. */
const GUTTER = 5;
/** Share of a column's lines that may reach into the gutter: long words of headings do. */
const REACHING = 0.1;
/** Lines of each column that stand beside lines of the other: two of a cell may be a row of a table, two of prose are none. */
const ABREAST = { cells: 3, prose: 2, otherSize: 1, even: 1 } as const;
/** Share of its column's width that a middling line of prose fills; the cells of a table of figures do not. */
const PROSE_FILL = 0.6;
/** Characters of a middling line of prose, an ideograph or a syllable of Hangul counted as two; the cells of a table of names have fewer. */
const PROSE_CHARACTERS = 18;
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const charactersOf = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0);
/** Points that a column is wide at least: some ten letters of body text. */
const NARROWEST = 60;
/** Share by which the sizes of two lines of one paragraph may differ: less than a point of ten. */
const SAME_SIZE = 0.08;
/** Heights of the font within which a line follows another of its paragraph: lines are set 1.15 to 1.4 apart. */
const CLOSE = 1.5;

/** Puts lines (from top to bottom) in reading order: columns of prose by themselves, boxes after the text beside them, rows of a table together. */
export const inReadingOrder = (lines: readonly PdfLine[]): PdfLine[][] =>
  ordered(lines, evenEdges(lines));

/** `even`: edges of the whole page at which a column of one line may stand. */
function ordered(lines: readonly PdfLine[], even: readonly number[]): PdfLine[][] {
  const gutter = bestGutter(lines, even);
  if (gutter === null) return lines.length > 0 ? [[...lines]] : [];
  const groups: PdfLine[][] = [];
  let [flat, boxes] = [[] as PdfLine[], [] as PdfLine[][]];
  const finish = (): void => {
    groups.push(...ordered(flat, even), ...boxes);
    [flat, boxes] = [[], []];
  };
  const runs = runsBeside(lines, gutter);
  for (const [i, run] of runs.entries()) {
    if (!areColumns(run, gutter, even)) {
      flat.push(...run);
      continue;
    }
    const own = endsAbove(flat.at(-1), run) ? 1 : 0;
    flat.push(...run.slice(0, own));
    const columns = sides(run.slice(own), gutter);
    const text = columns.filter(
      (side) => runsOn(flat.at(-1), side[0]) || runsOn(side.at(-1), runs[i + 1]?.[0], side.at(-2)),
    );
    if (text.length === 1) {
      flat.push(...(text[0] as PdfLine[]));
      boxes.push(
        ...columns.filter((side) => side !== text[0]).flatMap((side) => ordered(side, even)),
      );
    } else {
      finish();
      groups.push(...columns.flatMap((side) => ordered(side, even)));
    }
  }
  finish();
  return groups;
}

/** Share by which the distance of two lines of one paragraph may differ from that of two others: rounding. */
const SAME_STEP = 0.05;

/** True when a line goes on in the next one: no sentence ends there, or the line before it, `above`, is as far away, and it follows closely in the same font. */
function runsOn(line: PdfLine | undefined, next: PdfLine | undefined, above?: PdfLine): boolean {
  if (!line || !next) return false;
  const step = next.y - line.y;
  const isSameStep = above !== undefined && Math.abs(line.y - above.y - step) < SAME_STEP * step;
  if (ENDED.test(line.text) && !isSameStep) return false;
  return (
    step > 0 && step <= CLOSE * line.size && Math.abs(next.size - line.size) < SAME_SIZE * line.size
  );
}

/** True when a run's first line is the short last one of the paragraph above it, which runs across the gutter. */
function endsAbove(above: PdfLine | undefined, [line, next]: readonly PdfLine[]): boolean {
  if (!above || !line || line.y - above.y > CLOSE * line.size) return false;
  return next === undefined || next.y - line.y > line.size / 2;
}

const crosses = (line: PdfLine, gutter: number): boolean =>
  line.x0 < gutter - EDGE && line.x1 > gutter;

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
function bestGutter(lines: readonly PdfLine[], even: readonly number[]): number | null {
  let [best, most] = [null as number | null, 0];
  for (const gutter of edges(lines, even)) {
    let beside = 0;
    for (const run of runsBeside(lines, gutter))
      if (areColumns(run, gutter, even)) beside += run.length;
    if (beside > most) [best, most] = [gutter, beside];
  }
  return best;
}

/** Places at which a line starts as far from a column as that is from the one before it. */
const evenEdges = (lines: readonly PdfLine[]): readonly number[] => {
  const found = edgesOf(lines, 1);
  const columns = found.filter(({ count }) => count >= EVEN).map(({ x }) => x);
  return found
    .map(({ x }) => x)
    .filter((x) =>
      columns.some((b) => columns.some((a) => a < b && Math.abs(x - b - (b - a)) < EDGE)),
    );
};

/** Places at which several lines start, or the one of a last column, the leftmost apart. */
const edges = (lines: readonly PdfLine[], even: readonly number[]): number[] =>
  edgesOf(lines, 1)
    .slice(1)
    .filter(({ x, count }) => count >= STARTS || even.includes(x))
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_EDGES)
    .map(({ x }) => x);

function areColumns(run: readonly PdfLine[], gutter: number, even: readonly number[]): boolean {
  const [left, right] = sides(run, gutter);
  const least = ABREAST[kindOf(left, right, even.includes(gutter))];
  const starting = right.filter((line) => Math.abs(line.x0 - gutter) < EDGE);
  if (left.length < least || starting.length < least) return false;
  const reaching = left.filter((line) => gutter - line.x1 < GUTTER).length;
  if (reaching > REACHING * left.length) return false;
  const top = Math.max(left[0]?.y ?? 0, right[0]?.y ?? 0);
  const bottom = Math.min(left.at(-1)?.y ?? 0, right.at(-1)?.y ?? 0);
  const between = (line: PdfLine): boolean =>
    line.y >= top - line.size && line.y <= bottom + line.size;
  if (left.filter(between).length < least || right.filter(between).length < least) return false;
  return width(left) >= NARROWEST && width(right) >= NARROWEST && (isProse(left) || isProse(right));
}

const kindOf = (
  left: readonly PdfLine[],
  right: readonly PdfLine[],
  isEven: boolean,
): keyof typeof ABREAST => {
  if (areSetApart(left, right)) return 'otherSize';
  if (!isProse(left) || !isProse(right)) return 'cells';
  return isEven ? 'even' : 'prose';
};

/** True for a caption or a box beside text, which is in a font of another size. */
function areSetApart(left: readonly PdfLine[], right: readonly PdfLine[]): boolean {
  const [a, b] = [prevailingSize(left), prevailingSize(right)];
  return Math.abs(a - b) > SAME_SIZE * Math.max(a, b);
}

const width = (lines: readonly PdfLine[]): number =>
  Math.max(...lines.map((line) => line.x1)) - Math.min(...lines.map((line) => line.x0));

function isProse(parts: readonly PdfLine[]): boolean {
  // Justified words may stand as far apart as columns do.
  const lines = abreast(parts);
  const fills = lines.map((line) => line.x1 - line.x0).sort((a, b) => a - b);
  if ((fills[Math.floor(fills.length / 2)] ?? 0) < PROSE_FILL * width(lines)) return false;
  const characters = lines.reduce((sum, line) => sum + charactersOf(line.text), 0) / lines.length;
  return characters >= PROSE_CHARACTERS || isWrapped(lines);
}

/** Lines of a column of which at most a share ends where the next one's first word had room: prose in wide letters; each cell of a table ends as it happens to. */
const WRAPPED = { lines: 6, roomy: 0.25 } as const;

function isWrapped(lines: readonly PdfLine[]): boolean {
  const right = Math.max(...lines.map((line) => line.x1));
  const steps = lines
    .slice(1)
    .flatMap((line, i) => (/\S\s+\S/u.test(line.text) ? [[lines[i], line]] : []));
  const roomy = steps.filter(([above, line]) =>
    isDeliberateBreak(above as PdfLine, line as PdfLine, right),
  );
  return steps.length >= WRAPPED.lines && roomy.length <= WRAPPED.roomy * steps.length;
}
