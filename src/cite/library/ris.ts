import type { LibraryProblem } from '../../model/import.js';
import type { CslItem } from '../csl-item.js';
import { accessIn, type Entries, entriesOf, type LibraryEntry, nameOf } from './entries.js';

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
      if (written.trim() !== '' && open.last.length > 0)
        open.last.push(`${open.last.pop()} ${written.trim()}`);
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

/** The addresses of the first tag that has one: a file on somebody's disk is none. */
const addressesIn = (fields: ReadonlyMap<string, readonly string[]>): string | undefined => {
  const stated = TAGS.url.map((tag) => fields.get(tag)?.join(' ') ?? '').filter(Boolean);
  return stated.find((one) => /^(?:https?:\/\/|www\.)/iu.test(one)) ?? stated[0];
};

/** EndNote parts the day from the year: `DA  - 26 February`. */
const withYear = (day: string | undefined, year: string | undefined): string | undefined =>
  day === undefined || year === undefined || /\d{4}/u.test(day) ? day : `${day} ${year}`;
