import { CsvError, parse } from 'csv-parse/sync';
import type { Document } from '../../model/document.js';
import { collapseWhitespace } from '../../passage/text/sentences.js';
import { plainText } from '../sniff.js';
import { type SheetCell, sheetBlocks, type WorkbookSheet } from './sheet.js';
import { MOST_CHARACTERS, SizeLimit, TooLong, tooLongFile } from './size.js';

type Row = readonly string[];

/** What parts cells. csv-parse's own search for it fails at letters beyond ASCII (7.0.3). */
const DELIMITERS = [',', ';', '\t', '|'];
/** Rows from which the delimiter is told. Our choice. */
const SAMPLE = 50;
/** Share of the rows with anything in them that have as many cells as most: titles and notes stand around a table, and prose has commas anywhere. Our choice. */
const REGULAR_SHARE = 0.75;

/** Reads a table of comma-separated values, be they separated by commas, semicolons, tabs or bars; null for a text that is none. */
export function readCsv(text: string): Document | null {
  if (text.length > MOST_CHARACTERS) return tooLongFile();
  const shares = DELIMITERS.map((delimiter) => regularShare(rowsOf(text, delimiter, SAMPLE) ?? []));
  const best = Math.max(...shares);
  const rows = rowsOf(text, DELIMITERS[shares.indexOf(best)] as string);
  if (rows === null) return best < REGULAR_SHARE ? null : tooLongFile();
  if (regularShare(rows) < REGULAR_SHARE) return null;
  return { ...plainText('text', [], null), ...sheetBlocks([sheetOf(rows)]) };
}

/** The rows of a table, `most` at most: none where its quotation marks say that it is no table; null where it is too long. */
function rowsOf(text: string, delimiter: string, most?: number): readonly Row[] | null {
  const limit = new SizeLimit();
  const readRow = (cells: string[]): string[] => {
    const shown = cells.map(collapseWhitespace);
    // Empty cells count, too: they take memory here.
    for (const cell of shown) limit.count(cell);
    return shown;
  };
  const options = {
    bom: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    on_record: readRow,
  };
  try {
    return parse(text, most === undefined ? options : { ...options, to: most });
  } catch (error) {
    if (error instanceof TooLong) return null;
    if (error instanceof CsvError) return [];
    throw error;
  }
}

/** The share of rows that have as many cells as most, two at least; 0 where fewer than two rows do. */
function regularShare(rows: readonly Row[]): number {
  const filled = rows.filter((row) => row.some((cell) => cell !== ''));
  const counts = new Map<number, number>();
  for (const { length } of filled)
    if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return most < 2 ? 0 : most / filled.length;
}

const sheetOf = (rows: readonly Row[]): WorkbookSheet => ({
  name: '',
  isHidden: false,
  cells: rows.flatMap((row, i) =>
    row.flatMap((text, column): SheetCell[] =>
      text === '' ? [] : [{ row: i, column, text, isHidden: false }],
    ),
  ),
});
