import { SOURCE_LABEL, sliceRuns } from '../grammar/line.js';
import { parseReference, parseReferences } from '../grammar/parse-reference.js';
import { datesIn } from '../grammar/printed-date.js';
import {
  type Manuscript,
  paragraphText,
  plainRun,
  type ReportParagraph,
  type TextRun,
} from '../manuscript.js';
import { archivedOf, type Reference } from '../reference.js';
import { bibliographyWords as words } from './bibliography.js';
import { extractBracketCitations } from './marked-text.js';
import { ambiguousCitation } from './note-reader.js';
import {
  endsWithColon,
  inlineQuotations,
  isSentence,
  isUndated,
  type Passage,
  passagesOf,
  quotedLine,
} from './passages.js';

/** `leads`: the line cites the passages below it; `open`: those above may be its own or those of the line above. */
type LineOrder = 'leads' | 'open';

/** Citation lines that lead (a colon ends them, or passages stand only below them, twice or more), or whose order is open because prose stands above the first. */
export function lineOrders(
  paragraphs: readonly ReportParagraph[],
): ReadonlyMap<ReportParagraph, LineOrder> {
  const stretches: ReportParagraph[][] = [[]];
  for (const paragraph of paragraphs)
    if (paragraph.kind === 'heading' || paragraph.cell !== null || paragraph.listed)
      stretches.push([]);
    else stretches.at(-1)?.push(paragraph);
  // A chapter that quotes nothing says nothing of the order: it may be the list of sources.
  const quoting = stretches.filter((stretch) => passagesOf(stretch).passages.length > 0);
  const lines = new Set(quoting.flat().filter(isLine));
  if (leadThroughout(paragraphs, lines)) return new Map([...lines].map((line) => [line, 'leads']));
  const orders = quoting.flatMap((stretch) => ordersIn(stretch, lines));
  const isLed = ([line, order]: (typeof orders)[number]): boolean =>
    order === 'leads' && !endsWithColon(paragraphText(line));
  const isProven = orders.filter(isLed).length >= ENOUGH;
  return new Map(orders.filter((one) => isProven || !isLed(one)));
}

/** Lines without a colon that prove that a report sets them first; with one, a passage may have lost its own. Our choice. */
const ENOUGH = 2;

/** Share of lines that stand directly above a passage at least where lines lead. Our choice. */
const MOST = 0.8;

/** True where nearly all lines stand above a passage, and some directly below none: those would cite nothing where lines follow. */
function leadThroughout(
  paragraphs: readonly ReportParagraph[],
  lines: ReadonlySet<ReportParagraph>,
): boolean {
  const places = paragraphs.flatMap((paragraph, at) => (lines.has(paragraph) ? [at] : []));
  const quotes = (paragraph: ReportParagraph): boolean =>
    paragraph.kind !== 'heading' && kindOf([paragraph]) === 'quoted';
  const first = places.filter((at) => at === 0 || !quotes(paragraphs[at - 1] as ReportParagraph));
  // Below a heading there is nothing that a line could cite above it, and the name of a chapter may stand between it and its passages.
  const isHeaded = first.filter((at) => paragraphs[at - 1]?.kind === 'heading').length >= ENOUGH;
  const reach = (at: number): number =>
    paragraphs.findIndex((one, i) => i > at && (one.kind === 'heading' || lines.has(one)));
  const below = (at: number): readonly ReportParagraph[] =>
    isHeaded
      ? paragraphs.slice(at + 1, reach(at) < 0 ? undefined : reach(at))
      : paragraphs.slice(at + 1, at + 2);
  return (
    (isHeaded || first.length > ENOUGH) &&
    places.filter((at) => below(at).some(quotes)).length >= MOST * places.length
  );
}

interface Segment {
  readonly line: ReportParagraph | null;
  readonly below: ReportParagraph[];
}

function ordersIn(
  stretch: readonly ReportParagraph[],
  lines: ReadonlySet<ReportParagraph>,
): readonly (readonly [ReportParagraph, LineOrder])[] {
  const segments: Segment[] = [{ line: null, below: [] }];
  for (const paragraph of stretch)
    if (lines.has(paragraph)) segments.push({ line: paragraph, below: [] });
    else segments.at(-1)?.below.push(paragraph);
  const [before, ...lined] = segments as [Segment, ...Segment[]];
  const kinds = lined.map(({ below }) => kindOf(below));
  // Where a line stands first and a passage last, lines that follow would leave both without the other.
  const isBound = before.below.length === 0 && kinds.length > 1;
  const isEach =
    kinds.slice(0, -1).every((kind) => kind === 'quoted' || (isBound && kind === 'quoted-first')) &&
    (kinds.at(-1) ?? 'prose') !== 'prose';
  const all =
    before.below.length === 0
      ? 'leads'
      : lined.length > 1 && kindOf(before.below) === 'prose'
        ? 'open'
        : null;
  return lined.flatMap(({ line }, i): readonly (readonly [ReportParagraph, LineOrder])[] => {
    if (line === null) return [];
    if (endsWithColon(paragraphText(line)) && kinds[i] !== 'prose') return [[line, 'leads']];
    const above = lined[i - 1]?.line;
    // What a colon leads on to is of the line below it as well.
    if (above && endsWithColon(paragraphText(above)) && kinds[i - 1] === 'quoted')
      return [[line, 'open']];
    if (kinds[i] === 'prose') return [];
    if (!isEach || all === null) return [];
    return endsWithColon(paragraphText(before.below.at(-1) ?? line))
      ? [[line, 'leads']]
      : [[line, all]];
  });
}

/** What paragraphs are: passages only, passages and then prose, or prose. A passage with its own citation is prose here. */
function kindOf(below: readonly ReportParagraph[]): 'quoted' | 'quoted-first' | 'prose' {
  const { passages, prose } = passagesOf(below);
  const [first] = passages;
  if (first === undefined || first.passage.place !== below[0]?.place || below.some(isCitedItself))
    return 'prose';
  return prose.length === 0 ? 'quoted' : 'quoted-first';
}

const isCitedItself = ({ runs }: ReportParagraph): boolean =>
  runs.some(({ notes, items }) => notes.length > 0 || items.length > 0) ||
  extractBracketCitations(runs).marks.length > 0;

function isLine(paragraph: ReportParagraph): boolean {
  if (passagesOf([paragraph]).passages.length > 0 || quotedLine(paragraph) !== null) return false;
  if (SOURCE_LABEL.test(paragraphText(paragraph).trim())) return true;
  if (isCitedItself(paragraph)) return false;
  const line = parseReference(paragraph.runs);
  return line !== null && !isUndated(line);
}

export type Cell = readonly ReportParagraph[];

/** A row of a table whose cells part a quotation from its citation. */
interface CitingRow {
  readonly cited: readonly {
    readonly reference: Reference;
    readonly passages: readonly Passage[];
  }[];
  readonly quoting: Cell;
}

/** Groups paragraphs into rows of tables, each by its cells; a paragraph outside tables is a row of its own. */
export function rowsIn(paragraphs: readonly ReportParagraph[]): readonly (readonly Cell[])[] {
  const rows: ReportParagraph[][][] = [];
  let last = null as ReportParagraph['cell'];
  for (const paragraph of paragraphs) {
    const { cell } = paragraph;
    const row = cell !== null && cell.row === last?.row ? rows.at(-1) : undefined;
    if (row === undefined) rows.push([[paragraph]]);
    else if (cell?.number === last?.number) row.at(-1)?.push(paragraph);
    else row.push([paragraph]);
    last = cell;
  }
  return rows;
}

/** With each row of a table that lists sources as one line of a list: who published what is a column each, and no row quotes. */
export function withTabulatedSources(manuscript: Manuscript): Manuscript {
  let header: readonly Cell[] | null = null;
  const paragraphs = rowsIn(manuscript.paragraphs).flatMap((cells) => {
    if (!cells[0]?.[0]?.cell) header = null;
    else if (header === null) header = cells;
    else return listedRow(header, cells) ?? cells.flat();
    return cells.flat();
  });
  return { ...manuscript, paragraphs };
}

const headedBy = (names: readonly string[]): RegExp => new RegExp(`^(?:${names.join('|')})$`, 'iu');
const PUBLISHERS = headedBy(words.columns.publisher);
const TITLES = headedBy(words.columns.title);

const cellText = (cell: Cell | undefined): string =>
  (cell ?? []).map(paragraphText).join(' ').trim();

function listedRow(header: readonly Cell[], cells: readonly Cell[]): ReportParagraph | null {
  const base = header[0]?.[0]?.cell?.number ?? 0;
  const column = (heading: RegExp): number =>
    header.findIndex((cell) => heading.test(cellText(cell)));
  const cellAt = (at: number): Cell | undefined =>
    cells.find(([first]) => ((first?.cell?.number ?? 0) - base) % header.length === at);
  const [publisher, title] = [cellAt(column(PUBLISHERS)), cellAt(column(TITLES))];
  const first = publisher?.[0];
  if (publisher === undefined || first === undefined || title === undefined || publisher === title)
    return null;
  const italic = title.map(({ runs, ...one }) => ({
    ...one,
    runs: runs.map((run) => ({ ...run, italic: true })),
  }));
  const runs = joinedRuns([
    publisher,
    italic,
    ...cells.filter((cell) => cell !== publisher && cell !== title),
  ]);
  const line = { ...first, cell: null, listed: true, runs };
  return parseReference(runs) === null ||
    cells.some((cell) => cell !== title && quotedInCell(cell).length > 0)
    ? null
    : line;
}

/** The words of cells as one line; the number of an item or a page says nothing of a document. */
const joinedRuns = (cells: readonly Cell[]): readonly TextRun[] =>
  cells
    .filter((cell) => /\p{L}/u.test(cellText(cell)) || datesIn(cellText(cell)).length > 0)
    .flatMap((cell, i) => [
      ...(i === 0 ? [] : [plainRun(', ')]),
      ...cell.flatMap(({ runs }) => runs),
    ]);

/** Reads a row with a citation in one cell and a quotation in another; null for others, and where a quoting cell cites itself. */
export function citingRow(cells: readonly Cell[]): CitingRow | null {
  const marked = cells.map((cell) => ({
    cell,
    lines: cell.flatMap(linesOf),
    passages: quotedInCell(cell),
  }));
  const isParted = marked.filter(({ passages }) => passages.length > 0).length > 1;
  const read = marked.map((one) => (isParted && isTitled(one) ? { ...one, passages: [] } : one));
  const quoting = read.filter(({ lines, passages }) => passages.length > 0 && lines.length === 0);
  const citing = read.flatMap(({ lines }) => lines);
  const documents = citing.filter(({ title }) => title !== null);
  const named = documents.length > 0 ? documents : citing.filter(({ url }) => url !== null);
  const beside = read.filter(({ passages }) => passages.length === 0).map(({ cell }) => cell);
  const whole =
    documents.length === 0 && named.length === 1 ? parseReference(joinedRuns(beside)) : null;
  const [only, other] = whole?.title != null && whole.url === named[0]?.url ? [whole] : named;
  const saysItself = read.some(
    ({ cell, lines, passages }) =>
      passages.length > 0 && (lines.length > 0 || cell.some(isCitedWithin)),
  );
  if (only === undefined || quoting.length === 0 || saysItself) return null;
  const passages = quoting.flatMap((one) => one.passages);
  const all = { quoting: quoting.flatMap(({ cell }) => cell) };
  if (other === undefined)
    return { ...all, cited: [{ reference: filled(only, citing), passages }] };
  const asked = ambiguousCitation(named);
  return {
    ...all,
    cited: [
      ...named.map((reference) => ({ reference, passages: [] })),
      { reference: asked, passages },
    ],
  };
}

/** Parts a row in which quotations stand uncited in some cells, by those and the cells beside them; null for others. */
export function uncitedRow(
  cells: readonly Cell[],
): { readonly quoting: readonly Cell[]; readonly beside: readonly Cell[] } | null {
  const isQuoting = (cell: Cell): boolean => quotedInCell(cell).length > 0;
  const quoting = cells.filter(isQuoting);
  if (quoting.length === 0 || quoting.some((cell) => cell.some(isCitedWithin))) return null;
  return { quoting, beside: cells.filter((cell) => !isQuoting(cell)) };
}

/** True for a cell that would be a citation line with the year that another cell has, so that what it quotes is its title. */
const isTitled = ({
  cell,
  passages,
}: {
  readonly cell: Cell;
  readonly passages: readonly Passage[];
}): boolean =>
  !passages.some(({ text }) => isSentence(text)) &&
  parseReference([...cell.flatMap(({ runs }) => runs), plainRun(', 2000')])?.publisher != null;

function linesOf(paragraph: ReportParagraph): readonly Reference[] {
  if (quotedLine(paragraph) !== null) return [];
  const broken = [...paragraphText(paragraph).matchAll(/(?:^|\n)[^\n]+/gu)];
  const pieces = broken.map(({ 0: piece, index }) =>
    parseReferences(sliceRuns(paragraph.runs, index, index + piece.length)),
  );
  const lines = pieces.every(({ length }) => length > 0)
    ? pieces.flat()
    : parseReferences(paragraph.runs);
  return lines.filter((line) => !isUndated(line) || line.url !== null);
}

export function quotedInCell(cell: Cell): readonly Passage[] {
  const { passages, prose } = passagesOf(cell);
  const said = new Set(prose.map(({ place }) => place));
  const own = cell.filter(({ place }) => said.has(place));
  const marked = passages.flatMap(({ passage }) => (passage.marked ? [passage] : []));
  return [
    ...marked,
    ...own.flatMap((paragraph) =>
      linesOf(paragraph).length > 0 ? [] : inlineQuotations(paragraph),
    ),
  ];
}

const isCitedWithin = (paragraph: ReportParagraph): boolean =>
  isCitedItself(paragraph) || quotedLine(paragraph) !== null;

function filled(only: Reference, citing: readonly Reference[]): Reference {
  const others = citing.filter((one) => one !== only && one.title === null);
  const address = only.url === null ? others.find(({ url }) => url !== null) : undefined;
  return {
    ...only,
    url: address?.url ?? only.url,
    addressFrom: address?.addressFrom ?? only.addressFrom,
    ...archivedOf(only, address ?? only),
    accessed: only.accessed ?? others.find(({ accessed }) => accessed !== null)?.accessed ?? null,
  };
}
