import { parseAddress } from '../../model/address.js';
import type { LibraryProblem } from '../../model/manuscript.js';
import type { Reference } from '../reference.js';
import { entriesOfBibtex } from './bibtex.js';
import { entriesOfCslJson, referenceOfItem } from './csl-json.js';
import { type Entries, entriesOf, entriesOfRis, entriesOfZoteroCsv } from './tables.js';

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

export async function readLibrary(text: string, kind: LibraryKind): Promise<LibraryReading> {
  const { entries, problems } = await READERS[kind](text);
  if (entries.length === 0)
    return { kind: 'problems', problems: problems.length > 0 ? problems : [{ line: 1, kind: 'no-entries' }] };
  return {
    kind: 'read',
    references: entries.map(({ line, item }) => ({ line, reference: referenceOfItem(item) })),
    problems,
  };
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
  const start = text.slice(0, SHOWN).replace(/^\ufeff/u, '');
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
  const lines = text.split(/\r\n?|\n/u).filter((line) => line.trim() !== '' && !COMMENT.test(line));
  return lines.filter((line) => LINE.test(line)).length * 2 >= lines.length;
}

/** Reads a list of addresses, one a line, with a title after it or none. Empty lines and comments (`#`) are passed over. */
function entriesOfAddressList(text: string): Entries {
  const lines = text
    .replace(/^\ufeff/u, '')
    .split(/\r\n?|\n/u)
    .map((written, i) => ({ line: i + 1, match: LINE.exec(written), written }))
    .filter(({ written }) => written.trim() !== '' && !COMMENT.test(written));
  const read = lines.map(({ line, match }) => ({
    line,
    item: { URL: match?.[1], title: match?.[2]?.trim() },
  }));
  const isAddress = ({ item: { URL: url = '' } }: (typeof read)[number]): boolean =>
    parseAddress(url.replace(/^www\./iu, 'https://www.')) !== null;
  return entriesOf(
    read.filter(isAddress),
    read.filter((entry) => !isAddress(entry)).map(({ line }) => ({ line, kind: 'no-address' })),
  );
}
