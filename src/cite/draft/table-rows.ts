import { parseReferences } from '../grammar/parse-reference.js';
import { runSlicer } from '../grammar/run-slicer.js';
import { paragraphText, type ReportParagraph } from '../manuscript.js';
import type { Reference } from '../reference.js';
import { isUndated, quotedLine } from './cited-in-line.js';
import { askedBetween } from './earlier.js';
import { inBrackets } from './marked-text.js';
import { type Passage, passagesOf } from './passages.js';
import { passagesWithin } from './quoted.js';

/** The paragraphs of a cell of a table, in order. */
export type Cell = readonly ReportParagraph[];

/** A row of a table whose cells part a quotation from its citation. */
export interface CitingRow {
  /** What is cited, each with what is quoted from it. */
  readonly cited: readonly { readonly reference: Reference; readonly passages: readonly Passage[] }[];
  /** The paragraphs that quote. */
  readonly quoting: Cell;
}

/** Parts paragraphs into rows of tables, each by its cells, and what stands in none, each by itself. */
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

/**
 * Reads a row with a citation in one cell and a quotation in another. What several documents are cited for is asked. Null where
 * no cell cites or none quotes, and where a cell that quotes says itself where from.
 */
export function citingRow(cells: readonly Cell[]): CitingRow | null {
  const read = cells.map((cell) => ({ cell, lines: cell.flatMap(linesOf), passages: quotedInCell(cell) }));
  const quoting = read.filter(({ lines, passages }) => passages.length > 0 && lines.length === 0);
  const citing = read.flatMap(({ lines }) => lines);
  const documents = citing.filter(({ title }) => title !== null);
  const named = documents.length > 0 ? documents : citing.filter(({ url }) => url !== null);
  const [only, other] = named;
  const saysItself = read.some(
    ({ cell, lines, passages }) => passages.length > 0 && (lines.length > 0 || cell.some(isCitedWithin)),
  );
  if (only === undefined || quoting.length === 0 || saysItself) return null;
  const passages = quoting.flatMap((one) => one.passages);
  const all = { quoting: quoting.flatMap(({ cell }) => cell) };
  if (other === undefined) return { ...all, cited: [{ reference: filled(only, citing), passages }] };
  const asked = askedBetween(named);
  return {
    ...all,
    cited: [...named.map((reference) => ({ reference, passages: [] })), { reference: asked, passages }],
  };
}

/** The citations that are a paragraph each, or a line of one each. */
function linesOf(paragraph: ReportParagraph): readonly Reference[] {
  if (quotedLine(paragraph) !== null) return [];
  const broken = [...paragraphText(paragraph).matchAll(/(?:^|\n)[^\n]+/gu)];
  const slice = runSlicer(paragraph.runs);
  const pieces = broken.map(({ 0: piece, index }) => parseReferences(slice(index, index + piece.length)));
  const lines = pieces.every(({ length }) => length > 0) ? pieces.flat() : parseReferences(paragraph.runs);
  return lines.filter((line) => !isUndated(line) || line.url !== null);
}

function quotedInCell(cell: Cell): readonly Passage[] {
  const { passages, prose } = passagesOf(cell);
  const said = new Set(prose.map(({ place }) => place));
  const own = cell.filter(({ place }) => said.has(place));
  const marked = passages.flatMap(({ passage }) => (passage.marked ? [passage] : []));
  return [
    ...marked,
    ...own.flatMap((paragraph) => (linesOf(paragraph).length > 0 ? [] : passagesWithin(paragraph))),
  ];
}

const isCitedWithin = (paragraph: ReportParagraph): boolean =>
  paragraph.runs.some(({ notes, items }) => notes.length > 0 || items.length > 0) ||
  (paragraphText(paragraph) !== '' && inBrackets(paragraph.runs).marks.length > 0) ||
  quotedLine(paragraph) !== null;

/** A citation with the address and the day on which it was read, where another cell says these. */
function filled(only: Reference, citing: readonly Reference[]): Reference {
  const others = citing.filter((one) => one !== only && one.title === null);
  const address = only.url === null ? others.find(({ url }) => url !== null) : undefined;
  return {
    ...only,
    url: address?.url ?? only.url,
    addressFrom: address?.addressFrom ?? only.addressFrom,
    accessed: only.accessed ?? others.find(({ accessed }) => accessed !== null)?.accessed ?? null,
  };
}
