import type { Block } from '../model/document.js';
import type { Element } from './tree.js';

/** Rows or columns that a cell spans, a hundred at most: browsers allow more, and nobody reads such a table. */
const spanOf = (stated = ''): number => Math.min(100, Math.max(1, Number(stated) || 1));

/** Follows the tables of a page during a walk, and knows in which cell the text at hand stands. */
export class TableCells {
  cell: Pick<Block, 'cell' | 'head' | 'fills'> = {};
  #tables = 0;
  /** Those that are open; `filled`: rows that a cell from above still fills, by column. */
  readonly #open: { id: number; row: number; next: number; filled: number[] }[] = [];

  enter({ name, attribs }: Element): void {
    if (name === 'table') this.#open.push({ id: this.#tables++, row: -1, next: 0, filled: [] });
    const table = this.#open.at(-1);
    if (table !== undefined && name === 'tr') {
      [table.row, table.next] = [table.row + 1, 0];
      table.filled = table.filled.map((rows) => Math.max(0, rows - 1));
    } else if (table !== undefined && (name === 'td' || name === 'th')) {
      while ((table.filled[table.next] ?? 0) > 0) table.next++;
      const fills = [spanOf(attribs.rowspan), spanOf(attribs.colspan)] as const;
      this.cell = {
        cell: [table.id, table.row, table.next],
        ...(name === 'th' && { head: true }),
        ...(Math.max(...fills) > 1 && { fills }),
      };
      for (let n = fills[1]; n > 0; n--) table.filled[table.next++] = fills[0];
    }
  }

  leave(name: string): void {
    if (name === 'table') this.#open.pop();
    if (name === 'table' || name === 'td' || name === 'th') this.cell = {};
  }
}
