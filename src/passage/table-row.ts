import type { QuoteVerdict } from '../model/quote.js';
import type { Haystack, Span } from './haystack.js';
import { type Base, located, placed, type Text } from './match-verdict.js';
import { wordsOf } from './text/tokens.js';

/** A cell of a table: the words in it, and those of each heading over it. */
interface Cell extends Span {
  readonly column: number;
  readonly words: readonly string[];
  readonly headings: readonly (readonly string[])[];
}

/** The words of a cell or of cells in a row, whatever parts them: `Year: 2019; rejected = 12`, `2019 – 12`. */
const keysOf = (text: string): readonly string[] =>
  wordsOf(text.replace(/[:：=|]/gu, ' $& ').replace(/(?<=\s)[-–—/](?=\s)/gu, ';')).map(({ key }) => key);

const ROWS = new WeakMap<Haystack, readonly (readonly Cell[])[]>();

/** The rows of a page's tables. A first row is one of headings; a row has no label of another, which may be of its total. */
function rowsOf(haystack: Haystack): readonly (readonly Cell[])[] {
  const rows = new Map<string, Cell[]>();
  const headings = new Map<string, (readonly string[])[]>();
  for (const [i, { cell, head, text }] of haystack.blocks.entries()) {
    if (cell === undefined) continue;
    const [table, row, column] = cell;
    const over = headings.get(`${table} ${column}`) ?? [];
    const own = { column, words: keysOf(text), headings: [...over], ...haystack.placeOf(i) };
    if (row === 0 || (head === true && column > 0)) headings.set(`${table} ${column}`, [...over, own.words]);
    const cells = rows.get(`${table} ${row}`) ?? [];
    const last = cells.at(-1);
    if (last?.column === column) cells.splice(-1, 1, { ...last, words: [...last.words, ...own.words], end: own.end });
    else cells.push(own);
    rows.set(`${table} ${row}`, cells);
  }
  return [...rows.values()];
}

/** The cells that the words give one after another, each behind its heading; the row's label, and what follows it in order, may have none. Null where they give anything else. */
function cellsIn(words: readonly string[], row: readonly Cell[]): readonly Cell[] | null {
  const found: Cell[] = [];
  let [at, next] = [0, 0];
  while (at < words.length) {
    const [best] = row
      .filter((cell) => !found.includes(cell) && cell.words.length > 0)
      .flatMap((cell) => [...cell.headings, ...(cell.column === next ? [[]] : [])].map((over) => ({ cell, over })))
      .filter(({ cell, over }) => [...over, ...cell.words].every((key, i) => words[at + i] === key))
      .sort((a, b) => b.over.length + b.cell.words.length - a.over.length - a.cell.words.length);
    if (best === undefined) return null;
    found.push(best.cell);
    at += best.over.length + best.cell.words.length;
    next = best.over.length === 0 || best.cell.column === 0 ? best.cell.column + 1 : -1;
  }
  return found;
}

/** Cells of which a row is quoted: one stands anywhere. */
const FEWEST = 2;

/** A quotation that gives a row of a table cell by cell, as it stands there; null where it does not. */
export function inTableRow(base: Base, { haystacks, url }: Text): QuoteVerdict | null {
  const words = keysOf(base.text);
  for (const haystack of haystacks) {
    const rows = ROWS.get(haystack) ?? rowsOf(haystack);
    ROWS.set(haystack, rows);
    if (!haystack.spend(rows.length * words.length)) return null;
    const found = rows.map((row) => cellsIn(words, row)).find((cells) => (cells?.length ?? 0) >= FEWEST);
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
