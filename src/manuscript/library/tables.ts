import { CsvError, type Info, parse } from 'csv-parse/sync';
import type { LibraryProblem } from '../../model/manuscript.js';
import { lowerBound } from '../../passage/text/fold.js';
import type { CslItem } from './csl-item.js';

/** An entry of a library, and the line that it begins on, from 1. */
export interface LibraryEntry {
  readonly line: number;
  readonly item: CslItem;
}

export interface Entries {
  readonly entries: readonly LibraryEntry[];
  readonly problems: readonly LibraryProblem[];
}

/** Entries of a library, of which those that name no document are problems. */
export function entriesOf(found: readonly LibraryEntry[], problems: readonly LibraryProblem[]): Entries {
  const names = ({ item: { title, URL, DOI } }: LibraryEntry): boolean =>
    Boolean(title?.trim() || URL?.trim() || DOI?.trim());
  const nameless = found.filter((entry) => !names(entry));
  return {
    entries: found.filter(names),
    problems: [...problems, ...nameless.map(({ line }) => ({ line, kind: 'no-title-or-address' as const }))].sort(
      (a, b) => a.line - b.line,
    ),
  };
}

export function lineFinder(text: string): (place: number) => number {
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index);
  return (place) => lowerBound(ends, place) + 1;
}

/** A name as reference managers write it in one string, `Family, Given`; without a comma it is an institution's. */
function nameOf(written: string): NonNullable<CslItem['author']>[number] {
  const [family = '', ...given] = written.split(',').map((part) => part.trim());
  return given.length > 0 && given[0] !== '' ? { family, given: given.join(', ') } : { literal: family };
}

const ACCESSED = /\b(?:accessed|retrieved|visited)(?: on)?:? ([^.;)\]]{6,40})/iu;

export const accessIn = (note: string): string | undefined => ACCESSED.exec(note)?.[1];

const TAGGED = /^([A-Z][A-Z\d])(?: {2}- ?| - | -$)(.*)$/u;

/** Reads RIS: lines with a two-letter tag, from `TY` to `ER`. A line without a tag goes on from the one before. */
export function entriesOfRis(text: string): Entries {
  const found: LibraryEntry[] = [];
  const problems: LibraryProblem[] = [];
  let open: { line: number; fields: Map<string, string[]>; last: string[] } | null = null;
  const close = (): void => {
    if (open !== null) found.push({ line: open.line, item: itemOf(open.fields) });
    open = null;
  };
  for (const [i, written] of text
    .replace(/^\ufeff/u, '')
    .split(/\r\n?|\n/u)
    .entries()) {
    const [, tag, value = ''] = TAGGED.exec(written.trimEnd()) ?? [];
    if (tag === 'TY') {
      close();
      open = { line: i + 1, fields: new Map(), last: [] };
    } else if (tag === 'ER') close();
    else if (open === null) {
      if (written.trim() !== '') problems.push({ line: i + 1, kind: 'broken' });
    } else if (tag === undefined) {
      if (written.trim() !== '' && open.last.length > 0) open.last.push(`${open.last.pop()} ${written.trim()}`);
    } else {
      open.last = open.fields.get(tag) ?? [];
      open.last.push(value.trim());
      open.fields.set(tag, open.last);
    }
  }
  close();
  return entriesOf(found, problems);
}

/** Tags that programs use for one thing, those of most of them first (RIS of Zotero, Mendeley, EndNote, ProQuest). */
const TAGS = {
  title: ['TI', 'T1', 'CT', 'ST'],
  container: ['T2', 'JO', 'JF', 'JA', 'BT', 'T3'],
  publisher: ['PB'],
  author: ['AU', 'A1', 'A2'],
  url: ['UR', 'L2', 'LK', 'L1'],
  doi: ['DO', 'M3'],
  issued: ['DA', 'PY', 'Y1'],
  accessed: ['Y2', 'UDA', 'UD'],
  language: ['LA'],
} as const;

function itemOf(fields: ReadonlyMap<string, readonly string[]>): CslItem {
  const all = (name: keyof typeof TAGS): readonly string[] =>
    TAGS[name]
      .map((tag) => (fields.get(tag) ?? []).filter((value) => value !== ''))
      .find((values) => values.length > 0) ?? [];
  const first = (name: keyof typeof TAGS): string | undefined => all(name)[0];
  const noted = fields.get('N1')?.join('\n') ?? '';
  return {
    type: fields.get('TY')?.[0],
    title: first('title'),
    'container-title': first('container'),
    publisher: first('publisher'),
    author: all('author').map(nameOf),
    URL: addressesIn(fields),
    DOI: first('doi'),
    language: first('language'),
    issued: { raw: withYear(first('issued'), fields.get('PY')?.[0])?.replace(/(?<!\/)\/+$/u, '') },
    accessed: { raw: (first('accessed') ?? accessIn(noted))?.replace(/(?<!\/)\/+$/u, '') },
  };
}

const addressesIn = (fields: ReadonlyMap<string, readonly string[]>): string | undefined => {
  const stated = TAGS.url.map((tag) => fields.get(tag)?.join(' ') ?? '').filter(Boolean);
  return stated.find((one) => /^(?:https?:\/\/|www\.)/iu.test(one)) ?? stated[0];
};

/** EndNote parts the day from the year: `DA  - 26 February`. */
const withYear = (day: string | undefined, year: string | undefined): string | undefined =>
  day === undefined || year === undefined || /\d{4}/u.test(day) ? day : `${day} ${year}`;

type Row = { readonly info: Info; readonly record: Readonly<Record<string, string>> };

const ADDRESS = ['url', 'link', 'address', 'web address'];
const ACCESSED_COLUMN = ['access date', 'accessed', 'date accessed', 'last accessed', 'date of access'];

/** Reads the table that Zotero exports: a cell may hold commas, quotes and ends of lines. */
export function entriesOfZoteroCsv(text: string): Entries {
  const [header = ''] = text.split(/\r?\n/u, 1);
  const delimiter = [',', ';', '\t'].toSorted((a, b) => header.split(b).length - header.split(a).length)[0] as string;
  const problems: LibraryProblem[] = [];
  const rows = rowsOf(text, delimiter, problems);
  if (rows[0] && !['title', ...ADDRESS].some((name) => name in (rows[0] as Row).record))
    return { entries: [], problems: [{ line: 1, kind: 'no-columns' }] };
  const found = rows.map(({ info, record }, i): LibraryEntry => {
    // A row is told by where it ends; it begins behind the one before.
    const line = (rows[i - 1]?.info.lines ?? 1) + 1;
    return { line: Math.min(line, info.lines), item: itemOfRow(record) };
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

function itemOfRow(record: Readonly<Record<string, string | undefined>>): LibraryEntry['item'] {
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
    accessed: { raw: cell(...ACCESSED_COLUMN) },
  };
}
