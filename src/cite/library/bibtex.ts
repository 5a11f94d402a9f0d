import type { LibraryProblem } from '../../model/import.js';
import type { CslItem, CslName } from '../csl-item.js';
import { type Entries, entriesOf, type LibraryEntry, lineFinder } from './entries.js';

type Fields = Readonly<Record<string, unknown>>;

const ENTRY = /^[ \t]*@(\w{1,40})\s{0,20}[{(]\s{0,20}([^\s,{}()]{0,200})/gmu;
const NO_ENTRY = /^(?:string|comment|preamble)$/iu;

const DEFINITION = /^[ \t]*@string\s{0,20}[{(][^\n]{1,500}/gimu;
/** What the parser says of an abbreviation that nothing defines: it is kept as it is written. */
const UNDEFINED = /^Unresolved @string/u;

/** Reads BibTeX and BibLaTeX; accents and signs of LaTeX become letters. */
export async function entriesOfBibtex(text: string): Promise<Entries> {
  // It brings a model of English for titles, which nothing else needs.
  const { parse } = await import('@retorquere/bibtex-parser');
  const fieldsOf = (bibtex: string): Fields | null => {
    try {
      const { entries, errors } = parse(bibtex, {
        sentenceCase: false,
        caseProtection: false,
        unsupported: 'ignore',
      });
      return errors.every(({ error }) => UNDEFINED.test(error)) ? (entries[0]?.fields ?? null) : null;
    } catch {
      // It throws what its grammars say of an entry that they cannot read.
      return null;
    }
  };
  const lineAt = lineFinder(text);
  const definitions = [...text.matchAll(DEFINITION)].map(([definition]) => definition).join('\n');
  const starts = [...text.matchAll(ENTRY)].filter(([, type = '']) => !NO_ENTRY.test(type));
  const found: LibraryEntry[] = [];
  const problems: LibraryProblem[] = [];
  for (const [i, { index, 1: type, 2: key }] of starts.entries()) {
    // Each by itself, so that a brace that is not closed spoils no other one.
    const fields = fieldsOf(withPercents(`${definitions}\n${text.slice(index, starts[i + 1]?.index)}`));
    const line = lineAt(index);
    if (fields === null) problems.push({ line, kind: 'broken' });
    else found.push({ line, item: { id: key, type, ...itemOf(fields) } });
  }
  return entriesOf(found, problems);
}

/** A place of the web in what is written of how something was published, `\\url{…}`, and when it was read. */
const ADDRESS = /https?:\/\/[^\s"<>{}]{3,2000}(?<![.,;:])/u;
const ACCESSED = /\b(?:accessed|retrieved|visited)(?: on)?:? ([^.;)\]]{6,40})/iu;

/** An entry whose addresses keep their percent signs, behind which LaTeX has a comment. */
const withPercents = (entry: string): string =>
  entry.replace(/https?:\/\/[^\s"<>{}]{3,2000}/gu, (address) => address.replace(/(?<!\\)%/gu, '\\%'));

/** An address without the signs that keep its characters from LaTeX: `x\_y`, `{\textasciitilde}u`. */
const unescaped = (address: string | undefined): string | undefined =>
  address
    ?.replace(/\{\\textasciitilde\}|\\textasciitilde(?:\{\}|\s|(?!\p{L}))/gu, '~')
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
    language: text('langid', 'language', 'hyphenation')?.replace(LANGID, (name) => LANGUAGES[name] ?? name),
    issued: { raw: text('date') ?? [text('year'), text('month'), text('day')].filter(Boolean).join('-') },
    accessed: { raw: text('urldate', 'lastchecked', 'lastaccessed') ?? ACCESSED.exec(remarks)?.[1] },
  };
}

const written = (value: unknown): string =>
  typeof value === 'string'
    ? value.trim()
    : Array.isArray(value)
      ? value.map(written).filter(Boolean).join(', ')
      : '';

/** An author as the parser has it: a person, or an institution in braces. */
function nameIn(author: unknown): CslName {
  const { name, lastName, firstName, prefix } = author as Readonly<Record<string, string | undefined>>;
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
