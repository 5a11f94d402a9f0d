import type { Block } from '../model/document.js';
import type { Element } from './tree.js';

/** Rows or columns that one cell may span: browsers allow 1,000 and 65,534, and nobody reads such a table. */
const MOST_SPANNED = 100;

interface Table {
  readonly id: number;
  row: number;
  /** Where the next cell of the row begins. */
  next: number;
  /** Rows that a cell from above still fills, by column. */
  readonly filled: number[];
  cell: Pick<Block, 'cell' | 'head'>;
}

const spanOf = (stated: string | undefined): number => Math.min(MOST_SPANNED, Math.max(1, Number(stated) || 1));

/** Follows the tables of a page during a walk, and tells in which cell of which row and column the text at hand stands. */
export class TableCells {
  #count = 0;
  readonly #open: Table[] = [];

  get cell(): Pick<Block, 'cell' | 'head'> {
    return this.#open.at(-1)?.cell ?? {};
  }

  enter({ name, attribs }: Element): void {
    if (name === 'table') this.#open.push({ id: this.#count++, row: -1, next: 0, filled: [], cell: {} });
    const table = this.#open.at(-1);
    if (table === undefined) return;
    if (name === 'tr') {
      table.row++;
      table.next = 0;
      for (const [column, rows] of table.filled.entries()) table.filled[column] = Math.max(0, (rows ?? 0) - 1);
    } else if (name === 'td' || name === 'th') {
      while ((table.filled[table.next] ?? 0) > 0) table.next++;
      table.cell = { cell: [table.id, table.row, table.next], ...(name === 'th' && { head: true as const }) };
      for (let n = spanOf(attribs.colspan); n > 0; n--) table.filled[table.next++] = spanOf(attribs.rowspan);
    }
  }

  leave({ name }: Element): void {
    const table = this.#open.at(-1);
    if (name === 'table') this.#open.pop();
    else if (table !== undefined && (name === 'td' || name === 'th')) table.cell = {};
  }
}
