import type { LibraryProblem } from '../../model/import.js';
import type { Reference } from '../reference.js';
import { entriesOfAddressList, listsAddresses } from './address-list.js';
import { entriesOfBibtex } from './bibtex.js';
import { entriesOfCslJson } from './csl-json.js';
import type { Entries } from './entries.js';
import { referenceOfItem } from './reference-of-item.js';
import { entriesOfRis } from './ris.js';
import { entriesOfZoteroCsv } from './zotero-csv.js';

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

/** Reads the export of a reference manager. */
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

/** What a library's text shows of its form. */
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

/** Characters at the beginning of a file that show its form. */
const SHOWN = 20_000;

/** The form of a library, by what its text shows, else by the file's name; null for what is none. */
export function libraryKindOf(name: string, text: string): LibraryKind | null {
  const start = text.slice(0, SHOWN).replace(/^\ufeff/u, '');
  const ending = name.toLowerCase().split('.').at(-1) ?? '';
  const shown = SIGNS.find(([, sign]) => sign.test(start))?.[0] ?? ENDINGS[ending] ?? null;
  // A text may be a report as well.
  return shown === 'address-list' && ending === 'txt' && !listsAddresses(start) ? null : shown;
}
