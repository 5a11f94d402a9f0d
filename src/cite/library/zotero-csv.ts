import { CsvError, type Info, parse } from 'csv-parse/sync';
import type { LibraryProblem } from '../../model/import.js';
import { type Entries, entriesOf, type LibraryEntry, nameOf } from './entries.js';

type Row = { readonly info: Info; readonly record: Readonly<Record<string, string>> };

/** Names of columns, that of Zotero first; the others are those of tables that people make. */
const ADDRESS = ['url', 'link', 'address', 'web address'];
const ACCESSED = ['access date', 'accessed', 'date accessed', 'last accessed', 'date of access'];

/** Reads the table that Zotero exports: a cell may hold commas, quotes and ends of lines. */
export function entriesOfZoteroCsv(text: string): Entries {
  const [header = ''] = text.split(/\r?\n/u, 1);
  const delimiter = [',', ';', '\t'].toSorted(
    (a, b) => header.split(b).length - header.split(a).length,
  )[0] as string;
  const problems: LibraryProblem[] = [];
  const rows = rowsOf(text, delimiter, problems);
  if (rows[0] && !['title', ...ADDRESS].some((name) => name in (rows[0] as Row).record))
    return { entries: [], problems: [{ line: 1, kind: 'no-columns' }] };
  const found = rows.map(({ info, record }, i): LibraryEntry => {
    // A row is told by where it ends; it begins behind the one before.
    const line = (rows[i - 1]?.info.lines ?? 1) + 1;
    return { line: Math.min(line, info.lines), item: itemOf(record) };
  });
  return entriesOf(found, problems);
}

function rowsOf(text: string, delimiter: string, problems: LibraryProblem[]): readonly Row[] {
  const rows: Row[] = [];
  try {
    parse(text, {
      bom: true,
      delimiter,
      info: true,
      columns: (names: readonly string[]) => names.map((name) => name.trim().toLowerCase()),
      relax_column_count: true,
      skip_empty_lines: true,
      // What stands before a cell that is never closed is kept.
      on_record: (row: unknown) => {
        rows.push(row as Row);
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    problems.push({ line: (rows.at(-1)?.info.lines ?? 1) + 1, kind: 'broken' });
  }
  return rows;
}

function itemOf(record: Readonly<Record<string, string | undefined>>): LibraryEntry['item'] {
  const cell = (...names: readonly string[]): string | undefined =>
    names.map((name) => record[name]?.trim()).find(Boolean);
  return {
    id: cell('key'),
    type: cell('item type'),
    title: cell('title'),
    'container-title': cell('publication title'),
    publisher: cell('publisher'),
    author: cell('author')?.split(';').map(nameOf),
    URL: cell(...ADDRESS),
    DOI: cell('doi'),
    language: cell('language'),
    issued: { raw: cell('date', 'publication year') },
    accessed: { raw: cell(...ACCESSED) },
  };
}
