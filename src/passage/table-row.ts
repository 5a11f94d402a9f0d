import type { QuoteVerdict } from '../model/quote.js';
import type { Haystack, Span } from './haystack.js';
import { type Base, located, placed, type Text } from './match-verdict.js';
import { wordsOf } from './text/tokens.js';

/** A cell of a row: the words in it, and those of each heading over it, from the top. */
interface Cell extends Span {
  readonly column: number;
  readonly words: readonly string[];
  readonly headings: readonly (readonly string[])[];
}

/** The words of a cell or of cells in a row, whatever parts them: `Year: 2019; rejected = 12`, `2019 – 12`. */
const keysOf = (text: string): readonly string[] =>
  wordsOf(text.replace(/[:：=|]/gu, ' $& ').replace(/(?<=\s)[-–—/](?=\s)/gu, ';')).map(
    ({ key }) => key,
  );

const TABLES = new WeakMap<Haystack, ReturnType<typeof tablesOf>>();

/** The rows of a page's tables, by table. A first row is one of headings; a merged cell stands in each row that it fills, and a row has no other label of the row above, which may be of its total. */
function tablesOf(haystack: Haystack): readonly (readonly (readonly Cell[])[])[] {
  const tables = new Map<number, Cell[][]>();
  const headings = new Map<string, (readonly string[])[]>();
  for (const [
    i,
    { cell, head, text, fills: [rows, columns] = [1, 1] },
  ] of haystack.blocks.entries()) {
    if (cell === undefined) continue;
    const [table, row, column] = cell;
    const over = [...(headings.get(`${table} ${column}`) ?? [])];
    const own = { column, words: keysOf(text), headings: over, ...haystack.placeOf(i) };
    for (
      let at = column;
      (row === 0 || (head === true && column > 0)) && at < column + columns;
      at++
    )
      headings.set(`${table} ${at}`, [...(headings.get(`${table} ${at}`) ?? []), own.words]);
    const all = tables.get(table) ?? [];
    tables.set(table, all);
    for (let at = row; at < row + rows; at++) {
      const cells = all[at] ?? [];
      all[at] = cells;
      const last = cells.at(-1);
      if (last?.column === column)
        cells.splice(-1, 1, { ...last, words: [...last.words, ...own.words], end: own.end });
      else cells.push(own);
    }
  }
  return [...tables.values()].map((rows) =>
    Array.from(rows, (cells = []) => cells.toSorted((a, b) => a.column - b.column)),
  );
}

/** The headings with which a cell may be given: all over it, or one that no other cell of its row is under, or that follows the one before; none in its order. */
function headingsOf(
  { column, headings }: Cell,
  row: readonly Cell[],
  isNext: boolean,
): readonly (readonly string[])[] {
  const isOwn = (heading: readonly string[]): boolean =>
    isNext ||
    row.every(
      (other) =>
        other.column === column || !other.headings.some((one) => one.join() === heading.join()),
    );
  return [headings.flat(), ...headings.filter(isOwn), ...(isNext ? [[]] : [])];
}

/** The cells that the words give from there on, one after another, each behind its heading or before it; the row's label, and what follows it in order, may have none. */
function cellsIn(
  words: readonly string[],
  from: number,
  row: readonly Cell[],
): { cells: readonly Cell[]; end: number } {
  const cells: Cell[] = [];
  let [end, next] = [from, 0];
  for (;;) {
    const [best] = row
      .filter((cell) => !cells.includes(cell) && cell.words.length > 0)
      .flatMap((cell) =>
        headingsOf(cell, row, cell.column === next).flatMap((over) =>
          [
            [...over, ...cell.words],
            [...cell.words, ...over],
          ].map((keys) => ({ cell, over, keys })),
        ),
      )
      .filter(({ keys }) => keys.every((key, i) => words[end + i] === key))
      .sort((a, b) => b.keys.length - a.keys.length);
    if (best === undefined) return { cells, end };
    cells.push(best.cell);
    end += best.keys.length;
    next =
      best.over.length === 0 || best.cell.column === 0 || best.cell.column === next
        ? best.cell.column + 1
        : -1;
  }
}

/** Cells of which a row is quoted: one stands anywhere. */
const FEWEST = 2;

/** The cells of one row, or of several from the top down with the label of each, that the words give; null where they give anything else. */
function rowsIn(
  words: readonly string[],
  table: readonly (readonly Cell[])[],
): readonly Cell[] | null {
  const found: Cell[] = [];
  let end = 0;
  for (const row of table) {
    const next = cellsIn(words, end, row);
    if (next.cells.length < FEWEST || (end > 0 && next.cells[0]?.column !== 0)) continue;
    found.push(...next.cells);
    end = next.end;
    if (end === words.length) return found;
  }
  return null;
}

/** A quotation that gives a row of a table cell by cell, as it stands there; null where it does not. */
export function inTableRow(base: Base, { haystacks, url }: Text): QuoteVerdict | null {
  const words = keysOf(base.text);
  for (const haystack of haystacks) {
    const tables = TABLES.get(haystack) ?? tablesOf(haystack);
    TABLES.set(haystack, tables);
    if (!haystack.spend(tables.reduce((n, rows) => n + rows.length, 0) * words.length)) return null;
    const found = tables.map((table) => rowsIn(words, table)).find((cells) => cells !== null);
    if (!found) continue;
    const cells = found.toSorted((a, b) => a.start - b.start);
    const stands = {
      verdict: 'intact',
      tier: 'letters',
      similarity: 1,
      omitted: [],
      why: { kind: 'table-row' },
    } as const;
    return placed({ ...base, ...located(haystack, cells, url), ...stands }, haystack, cells);
  }
  return null;
}
