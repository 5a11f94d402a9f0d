import { CsvError, type Info, parse } from 'csv-parse/sync';
import {
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import * as z from 'zod';
import { parseAddress } from '../../model/address.js';
import type { LibraryProblem } from '../../model/manuscript.js';
import { type CslItem, cslItemOf, type Reference } from '../reference.js';
import { entriesOfBibtex } from './bibtex.js';
import {
  accessIn,
  type Entries,
  type LibraryEntry,
  lineFinder,
  referenceOfItem,
} from './csl-json.js';

/** A form in which reference managers write a library, or a plain list of addresses. */
export type LibraryKind = 'csl-json' | 'ris' | 'bibtex' | 'zotero-csv' | 'address-list';

/** The references of a library, with the line that each begins on and what was not read beside them; problems alone when nothing was read. */
export type LibraryReading =
  | {
      readonly kind: 'read';
      readonly references: readonly { readonly line: number; readonly reference: Reference }[];
      readonly problems: readonly LibraryProblem[];
    }
  | { readonly kind: 'problems'; readonly problems: readonly LibraryProblem[] };

const READERS: Readonly<Record<LibraryKind, (text: string) => Entries | Promise<Entries>>> = {
  'csl-json': entriesOfCslJson,
  ris: entriesOfRis,
  bibtex: entriesOfBibtex,
  'zotero-csv': entriesOfZoteroCsv,
  'address-list': entriesOfAddressList,
};

const BYTE_ORDER_MARK = /^\ufeff/u;
const LINE_END = /\r\n?|\n/u;

const namesDocument = ({ item: { title, URL, DOI } }: LibraryEntry): boolean =>
  Boolean(title?.trim() || URL?.trim() || DOI?.trim());

export async function readLibrary(text: string, kind: LibraryKind): Promise<LibraryReading> {
  const { found, problems: broken } = await READERS[kind](text.replace(BYTE_ORDER_MARK, ''));
  const entries = found.filter(namesDocument);
  const nameless = found.filter((entry) => !namesDocument(entry));
  const problems = [
    ...broken,
    ...nameless.map(({ line }) => ({ line, kind: 'no-title-or-address' }) as const),
  ];
  if (problems.length + entries.length === 0) problems.push({ line: 1, kind: 'no-entries' });
  problems.sort((a, b) => a.line - b.line);
  if (entries.length === 0) return { kind: 'problems', problems };
  const references = entries.map(({ line, item }) => ({ line, reference: referenceOfItem(item) }));
  return { kind: 'read', references, problems };
}

const SIGNS: readonly (readonly [LibraryKind, RegExp])[] = [
  ['csl-json', /^\s{0,99}(?:\[\s{0,99}(?:\{|\])|\{\s{0,99}")/u],
  ['ris', /^TY {1,2}- /mu],
  ['bibtex', /^[ \t]*@\w{1,40}\s{0,20}[{(]/mu],
  ['zotero-csv', /^[^\n]{0,4000}"?(?:Item Type|Publication Title)"?[,;\t]/iu],
  ['address-list', /^(?:[^\S\n]*(?:#[^\n]*)?\n)*[^\S\n]*<?(?:https?:\/\/|www\.)/iu],
];
const ENDINGS: Readonly<Record<string, LibraryKind>> = {
  json: 'csl-json',
  ris: 'ris',
  bib: 'bibtex',
  bibtex: 'bibtex',
  csv: 'zotero-csv',
  txt: 'address-list',
  urls: 'address-list',
};

/** Characters at the beginning of a file that show its form. Our choice. */
const SHOWN = 20_000;

/** The form of a library, by what its text shows, else by the file's name; null for what is none. */
export function libraryKindOf(name: string, text: string): LibraryKind | null {
  const start = text.slice(0, SHOWN).replace(BYTE_ORDER_MARK, '');
  const ending = name.toLowerCase().split('.').at(-1) ?? '';
  const shown = SIGNS.find(([, sign]) => sign.test(start))?.[0] ?? ENDINGS[ending] ?? null;
  // A text may be a report as well.
  return shown === 'address-list' && ending === 'txt' && !listsAddresses(start) ? null : shown;
}

const COMMENT = /^\s*(?:#|\/\/|;)/u;
/** An address and the title that may follow, behind white space or a comma. */
const LINE = /^\s*<?((?:https?:\/\/|www\.)[^\s<>"]{3,4000}?)>?(?:[\s,;|]\s*(.{1,1000}))?\s*$/iu;

/** True for a text of which no more lines are something else than are addresses. */
function listsAddresses(text: string): boolean {
  const lines = text.split(LINE_END).filter((line) => line.trim() !== '' && !COMMENT.test(line));
  return lines.filter((line) => LINE.test(line)).length * 2 >= lines.length;
}

/** Reads a list of addresses, one a line, with a title after it or none. Empty lines and comments (`#`) are passed over. */
function entriesOfAddressList(text: string): Entries {
  const found: LibraryEntry[] = [];
  const problems: LibraryProblem[] = [];
  for (const [i, written] of text.split(LINE_END).entries()) {
    if (written.trim() === '' || COMMENT.test(written)) continue;
    const [, URL = '', title] = LINE.exec(written) ?? [];
    if (parseAddress(URL.replace(/^www\./iu, 'https://www.')) === null)
      problems.push({ line: i + 1, kind: 'no-address' });
    else found.push({ line: i + 1, item: { URL, title: title?.trim() } });
  }
  return { found, problems };
}

/** An entry as Zotero keeps it itself, also behind `data`. */
const OF_ZOTERO = z.union([
  z.object({ itemType: z.string() }),
  z.object({ data: z.object({ itemType: z.string() }) }),
]);

/** Reads CSL-JSON: a list of entries, one entry, or an object with `items`. */
function entriesOfCslJson(json: string): Entries {
  const lineAt = lineFinder(json);
  const errors: ParseError[] = [];
  const root = treeOf(json, errors);
  const found: LibraryEntry[] = [];
  const broken = new Set(errors.map(({ offset }) => lineAt(offset)));
  const problems: LibraryProblem[] = [...broken].map((line) => ({ line, kind: 'broken' }));
  if (root === undefined) return { found, problems: [problems[0] ?? { line: 1, kind: 'broken' }] };
  // Where a file breaks off within a word, what it says there may be half an address.
  const half = errors.find(
    ({ error }) => printParseErrorCode(error) === 'UnexpectedEndOfString',
  )?.offset;
  for (const node of listIn(root)) {
    const [line, value]: [number, unknown] = [lineAt(node.offset), getNodeValue(node)];
    const item = cslItemOf(value);
    if (half !== undefined && half >= node.offset && half <= node.offset + node.length) continue;
    if (OF_ZOTERO.safeParse(value).success) problems.push({ line, kind: 'own-json-of-zotero' });
    else if (item === null) problems.push({ line, kind: 'broken' });
    else found.push({ line, item });
  }
  return { found, problems };
}

function treeOf(json: string, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(json, errors, { allowTrailingComma: true });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function listIn(root: Node): readonly Node[] {
  if (root.type === 'array') return root.children ?? [];
  const items = root.children?.find(({ children }) => children?.[0]?.value === 'items')
    ?.children?.[1];
  return items?.type === 'array' ? (items.children ?? []) : [root];
}

/** A name as reference managers write it in one string, `Family, Given`; without a comma it is an institution's. */
function nameOf(written: string): NonNullable<CslItem['author']>[number] {
  const [family = '', ...given] = written.split(',').map((part) => part.trim());
  return given.length > 0 && given[0] !== ''
    ? { family, given: given.join(', ') }
    : { literal: family };
}

const TAGGED = /^([A-Z][A-Z\d])(?: {2}- ?| - | -$)(.*)$/u;

/** Reads RIS: lines with a two-letter tag, from `TY` to `ER`. A line without a tag goes on from the one before. */
function entriesOfRis(text: string): Entries {
  const found: LibraryEntry[] = [];
  const problems: LibraryProblem[] = [];
  let open: { line: number; fields: Map<string, string[]>; last: string[] } | null = null;
  const close = (): void => {
    if (open !== null) found.push({ line: open.line, item: itemOf(open.fields) });
    open = null;
  };
  for (const [i, written] of text.split(LINE_END).entries()) {
    const [, tag, value = ''] = TAGGED.exec(written.trimEnd()) ?? [];
    if (tag === 'TY') {
      close();
      open = { line: i + 1, fields: new Map(), last: [] };
    } else if (tag === 'ER') close();
    else if (open === null) {
      if (written.trim() !== '') problems.push({ line: i + 1, kind: 'broken' });
    } else if (tag === undefined) {
      if (written.trim() !== '' && open.last.length > 0)
        open.last.push(`${open.last.pop()} ${written.trim()}`);
    } else {
      open.last = open.fields.get(tag) ?? [];
      open.last.push(value.trim());
      open.fields.set(tag, open.last);
    }
  }
  close();
  return { found, problems };
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
const ACCESSED_COLUMN = [
  'access date',
  'accessed',
  'date accessed',
  'last accessed',
  'date of access',
];

/** Reads the table that Zotero exports: a cell may hold commas, quotes and ends of lines. */
function entriesOfZoteroCsv(text: string): Entries {
  const [header = ''] = text.split(/\r?\n/u, 1);
  const delimiter = [',', ';', '\t'].toSorted(
    (a, b) => header.split(b).length - header.split(a).length,
  )[0] as string;
  const problems: LibraryProblem[] = [];
  const rows = rowsOf(text, delimiter, problems);
  if (rows[0] && !['title', ...ADDRESS].some((name) => name in (rows[0] as Row).record))
    return { found: [], problems: [{ line: 1, kind: 'no-columns' }] };
  const found = rows.map(({ info, record }, i): LibraryEntry => {
    // A row is told by where it ends; it begins behind the one before.
    const line = (rows[i - 1]?.info.lines ?? 1) + 1;
    return { line: Math.min(line, info.lines), item: itemOfRow(record) };
  });
  return { found, problems };
}

function rowsOf(text: string, delimiter: string, problems: LibraryProblem[]): readonly Row[] {
  const rows: Row[] = [];
  try {
    parse(text, {
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

function itemOfRow(record: Readonly<Record<string, string | undefined>>): CslItem {
  const cell = (...names: readonly string[]): string | undefined =>
    names.map((name) => record[name]?.trim()).find(Boolean);
  return {
    // Its table names the key alone, and not whose library it is.
    id: `items/${cell('key')}`,
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
