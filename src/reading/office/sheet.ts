import type { Block, Document } from '../../model/document.js';

/** A cell that is not empty; row and column from 0. */
export interface SheetCell {
  readonly row: number;
  readonly column: number;
  /** As shown, white space collapsed. */
  readonly text: string;
  readonly isHidden: boolean;
  /** Of a merged cell: the rows and columns that it fills. */
  readonly fills?: readonly [rows: number, columns: number] | undefined;
}

export interface WorkbookSheet {
  /** `''` where the file names none, as a CSV does. */
  readonly name: string;
  readonly isHidden: boolean;
  /** Row by row. */
  readonly cells: readonly SheetCell[];
}

/** Rows that programs of spreadsheets have at most (Excel's specifications and limits; LibreOffice has as many). */
export const MOST_ROWS = 1_048_576;
/** Columns that they have at most (the same). */
export const MOST_COLUMNS = 16_384;
/** Rows or columns that a cell fills at most, as in pages. */
const MOST_FILLED = 100;
/** Characters of a sheet's name that its places say: Excel allows 31. Our choice. */
const MOST_OF_NAME = 100;
/** Rows of headings at most. Our choice. */
const MOST_HEADS = 5;

/**
 * The cells of sheets as blocks, behind the names of their sheets. What stands in a hidden sheet, row or column is hidden text: who opens the
 * file does not see it, and one click shows it. A passage there is found, and its place says so.
 */
export function sheetBlocks(sheets: readonly WorkbookSheet[]): Pick<Document, 'blocks' | 'hidden'> {
  const blocks: Block[] = [];
  const hidden: Block[] = [];
  for (const [i, sheet] of sheets.entries()) {
    if (sheet.cells.length === 0) continue;
    if (sheet.name !== '')
      (sheet.isHidden ? hidden : blocks).push({ text: sheet.name, role: 'main', heading: 2 });
    const table = tableOf(sheet.cells);
    for (const cell of sheet.cells) {
      const block = {
        ...blockOf(cell, table, i),
        ...(sheet.name !== '' && { sheet: sheet.name.slice(0, MOST_OF_NAME) }),
      };
      (sheet.isHidden || cell.isHidden ? hidden : blocks).push(block);
    }
  }
  return { blocks, ...(hidden.length > 0 && { hidden }) };
}

/** The table of a sheet: what stands above its first row of two cells is a title, what stands below its last one a note. */
interface Table {
  /** Its rows that have cells, by their numbers: rows that are empty are none of it. */
  readonly rowAt: ReadonlyMap<number, number>;
  readonly left: number;
  /** Rows of headings, the first ones. */
  readonly heads: number;
}

function tableOf(cells: readonly SheetCell[]): Table | null {
  const counts = new Map<number, number>();
  for (const { row } of cells) counts.set(row, (counts.get(row) ?? 0) + 1);
  const rows = [...counts].toSorted(([a], [b]) => a - b);
  const hasTwo = ([, count]: readonly [number, number]): boolean => count > 1;
  const from = rows.findIndex(hasTwo);
  if (from === -1) return null;
  const own = rows.slice(from, rows.findLastIndex(hasTwo) + 1);
  const rowAt = new Map(own.map(([row], i) => [row, i]));
  const inTable = cells.filter(({ row }) => rowAt.has(row));
  const left = inTable.reduce((least, { column }) => Math.min(least, column), MOST_COLUMNS);
  return { rowAt, left, heads: headRows(inTable, rowAt) };
}

/** The first row, those that a merged cell of it fills, and the row below one whose cell is over several columns: it names each of them. */
function headRows(cells: readonly SheetCell[], rowAt: ReadonlyMap<number, number>): number {
  let heads = 1;
  for (const { row, fills: [rows, columns] = [1, 1] } of cells) {
    const at = rowAt.get(row) as number;
    if (at < heads) heads = Math.max(heads, at + rows + (columns > 1 ? 1 : 0));
  }
  return Math.min(heads, MOST_HEADS);
}

function blockOf({ row, column, text, fills }: SheetCell, table: Table | null, id: number): Block {
  const block: Block = { text, role: 'main', row: row + 1 };
  const at = table?.rowAt.get(row);
  if (!table || at === undefined) return block;
  return {
    ...block,
    cell: [id, at, column - table.left],
    ...(at < table.heads && { head: true }),
    ...(fills && { fills: [filledRows(row, fills[0], table), Math.min(MOST_FILLED, fills[1])] }),
  };
}

/** How many rows of the table a merged cell fills: empty ones do not count. */
function filledRows(row: number, rows: number, { rowAt }: Table): number {
  let filled = 0;
  for (let i = 0; i < Math.min(MOST_FILLED, rows); i++) if (rowAt.has(row + i)) filled++;
  return filled;
}
