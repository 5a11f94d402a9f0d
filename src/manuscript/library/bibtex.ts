import type { LibraryProblem } from '../../model/manuscript.js';
import { MONTH_NAMES } from '../../passage/text/dates.js';
import type { CslItem, CslName } from '../reference.js';
import { accessIn, type Entries, type LibraryEntry, lineFinder } from './csl-json.js';

type Fields = Readonly<Record<string, unknown>>;

const NO_ENTRY = /^(?:string|comment|preamble)$/iu;
/** Months are words, so that `3~ # may` is a day of May; what a file defines itself comes later, and holds. */
const MONTHS = MONTH_NAMES.map(
  (name) => `@string{${name.slice(0, 3).toLowerCase()} = "${name}"}`,
).join('\n');
/** A key that has spaces, which the parser takes for no key. */
const SPACED_KEY = /^(@\w{1,40}\s{0,20}[{(])[^{}()=,"]{0,200}\s[^{}()=,"]{0,200}(?=,)/u;
const CROSSREF = /\bcrossref\s{0,20}=\s{0,20}["{]\s{0,20}([^\s"{},]{1,200})/iu;
/** What the parser says of an abbreviation that nothing defines: it is kept as it is written. */
const UNDEFINED = /^Unresolved @string/u;

/** Reads BibTeX and BibLaTeX; accents and signs of LaTeX become letters. */
export async function entriesOfBibtex(text: string): Promise<Entries> {
  // It brings a model of English for titles, which nothing else needs.
  const { parse } = await import('@retorquere/bibtex-parser').catch((cause: unknown) => {
    throw new Error(
      'BibTeX needs what is not installed. Run: npm install @retorquere/bibtex-parser',
      { cause },
    );
  });
  const fieldsOf = (bibtex: string): Fields | null => {
    try {
      const { entries, errors } = parse(bibtex, {
        sentenceCase: false,
        caseProtection: false,
        unsupported: 'ignore',
      });
      return errors.every(({ error }) => UNDEFINED.test(error))
        ? (entries[0]?.fields ?? null)
        : null;
    } catch {
      // It throws what its grammars say of an entry that they cannot read.
      return null;
    }
  };
  const lineAt = lineFinder(text);
  const all = bibtexParts(text);
  const definitions = all.flatMap(({ type, written }) => (/^string$/iu.test(type) ? written : []));
  const byKey = new Map(all.map((part) => [part.key.toLowerCase(), part.written]));
  const found: LibraryEntry[] = [];
  const problems: LibraryProblem[] = [];
  for (const { type, key, written, start, isTorn } of all) {
    if (NO_ENTRY.test(type)) continue;
    const parent = byKey.get(CROSSREF.exec(written)?.[1]?.toLowerCase() ?? '') ?? '';
    // Each by itself, so that a brace that is not closed spoils no other one.
    const own = written.replace(SPACED_KEY, '$1');
    const fields = fieldsOf(withPercents([MONTHS, ...definitions, own, parent].join('\n')));
    const line = lineAt(start);
    if (fields === null || isTorn) problems.push({ line, kind: 'broken' });
    if (fields !== null) found.push({ line, item: { id: key, type, ...itemOf(fields) } });
  }
  return { found, problems };
}

const ADDRESS = /https?:\/\/[^\s"<>{}]{3,2000}(?<![.,;:])/u;
const PRINTED = /^\\(?:url|href)\s?\{([^{}]*)\}[\s\S]*/u;

/** An entry whose addresses keep their percent signs, behind which LaTeX has a comment. */
const withPercents = (entry: string): string =>
  entry.replace(/https?:\/\/[^\s"<>{}]{3,2000}/gu, (address) =>
    address.replace(/(?<!\\)%/gu, '\\%'),
  );

/** An address without the signs that keep its characters from LaTeX: `x\_y`, `{\textasciitilde}u`. */
const unescaped = (address: string | undefined): string | undefined =>
  address
    ?.replace(PRINTED, '$1')
    .replace(/\{\\textasciitilde\}|\\textasciitilde(?:\{\}|\s|(?!\p{L}))|\$\\sim\$/gu, '~')
    .replace(/\{\\([_%#&$~])\}|\\([_%#&$~])/gu, '$1$2');

function itemOf(fields: Fields): CslItem {
  const text = (...names: readonly string[]): string | undefined =>
    names.map((name) => written(fields[name])).find((value) => value !== '');
  const authors = Array.isArray(fields.author) ? fields.author : [];
  const remarks = text('note', 'howpublished') ?? '';
  return {
    title: [text('title'), text('subtitle')].filter(Boolean).join(': ') || undefined,
    'container-title': text('journaltitle', 'journal', 'booktitle', 'maintitle'),
    publisher: text('institution', 'organization', 'publisher', 'school'),
    author: authors.map(nameIn),
    URL: unescaped(
      text('url') ?? ADDRESS.exec(written(fields.howpublished))?.[0] ?? ADDRESS.exec(remarks)?.[0],
    ),
    DOI: text('doi'),
    language: text('langid', 'language', 'hyphenation')?.replace(
      LANGID,
      (name) => LANGUAGES[name] ?? name,
    ),
    issued: { raw: text('date') ?? dayIn(text('year'), text('month'), text('day')) },
    accessed: { raw: text('urldate', 'lastchecked', 'lastaccessed') ?? accessIn(remarks) },
  };
}

const dayIn = (year = '', month = '', day = ''): string =>
  /^\d{0,2}$/u.test(month)
    ? [year, month, day].filter(Boolean).join('-')
    : [day, month, year].filter(Boolean).join(' ');

const written = (value: unknown): string =>
  typeof value === 'string'
    ? value.trim()
    : Array.isArray(value)
      ? value.map(written).filter(Boolean).join(', ')
      : '';

function nameIn(author: unknown): CslName {
  const { name, lastName, firstName, prefix } = author as Readonly<
    Record<string, string | undefined>
  >;
  if (name !== undefined) return { literal: name };
  return { family: [prefix, lastName].filter(Boolean).join(' '), given: firstName };
}

/** Names of languages in babel that are no English words for them. */
const LANGUAGES: Readonly<Record<string, string>> = {
  ngerman: 'de',
  naustrian: 'de-AT',
  american: 'en-US',
  usenglish: 'en-US',
  british: 'en-GB',
  ukenglish: 'en-GB',
  francais: 'fr',
  brazilian: 'pt-BR',
};
const LANGID = /^[a-z]{5,10}$/u;

interface BibtexPart {
  readonly type: string;
  readonly key: string;
  readonly written: string;
  readonly start: number;
  /** True where fields stand behind its last brace, which closed it too early. */
  readonly isTorn: boolean;
}

const OPENING = /@(\w{1,40})\s{0,20}[{(]\s{0,20}([^,{}()"=]{0,200})/gu;
/** An entry begins a line, or stands behind another one. */
const BEGINS = /(?:^|\n)[ \t]*$/u;
/** Characters before an entry that are looked at: nobody sets one in further. */
const SET_IN = 100;
const TORN = /^\s{0,200}[,}]/u;

/** The parts of a BibTeX file, each up to the brace that closes it, else up to the next one. An `@` inside one begins none. */
function bibtexParts(text: string): readonly BibtexPart[] {
  const closing = closingBraces(text);
  const parts: BibtexPart[] = [];
  // Of the part before: 0 for none.
  let end = 0;
  for (const { 0: opening, 1: type = '', 2: key = '', index: start } of text.matchAll(OPENING)) {
    if (start < end || !BEGINS.test(text.slice(Math.max(end, start - SET_IN), start))) continue;
    const close = closing.get(start + opening.search(/[{(]/u));
    end = close === undefined ? start + 1 : close + 1;
    const written = close === undefined ? '' : text.slice(start, end);
    parts.push({
      type,
      key: key.trim(),
      written,
      start,
      isTorn: written !== '' && TORN.test(text.slice(end, end + 250)),
    });
  }
  return parts.map((part, i) =>
    part.written === '' ? { ...part, written: text.slice(part.start, parts[i + 1]?.start) } : part,
  );
}

function closingBraces(text: string): ReadonlyMap<number, number> {
  const open: number[] = [];
  const closing = new Map<number, number>();
  for (const { 0: brace, index } of text.matchAll(/[{}]/gu)) {
    if (brace === '{') open.push(index);
    else if (open.length > 0) closing.set(open.pop() as number, index);
  }
  return closing;
}
