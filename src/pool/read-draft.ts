import { isUtf8 } from 'node:buffer';
import { offeredIn, withOursTaken } from '../manuscript/annotate/offered.js';
import { caseCitationsIn } from '../manuscript/grammar/case-citation.js';
import { frontMatterOf } from '../manuscript/import/bibliography.js';
import { draftOf, draftOfReferences, type ReportDraft } from '../manuscript/import/draft.js';
import {
  type LibraryKind,
  libraryKindOf,
  readLibrary,
} from '../manuscript/library/read-library.js';
import {
  type FrontMatter,
  LONGEST_LINE,
  type Manuscript,
  NOTHING_SAID,
  paragraphText,
  refusedBytes,
  type Unreadable,
  unreadable,
  unreadableFor,
} from '../manuscript/manuscript.js';
import { readHtmlReport } from '../manuscript/read/html.js';
import { readMarkdown } from '../manuscript/read/markdown.js';
import { readOpenDocument } from '../manuscript/read/open-document.js';
import { manuscriptOfPdf } from '../manuscript/read/pdf.js';
import { readWord } from '../manuscript/read/word.js';
import type { CaseCitation } from '../model/case.js';
import type { FileSort } from '../model/document.js';
import type { ImportFailure, LibraryProblem } from '../model/manuscript.js';
import { jsonIn } from '../model/problem.js';
import { readPdfReport } from '../reading/pdf/read-pdf.js';
import { decode, sniff, utf16Of } from '../reading/sniff.js';
import { openZip, type Unzip } from '../reading/zip.js';

/** A file that was handed in. */
export interface Handed {
  readonly bytes: Uint8Array;
  /** Its name without the folder: the ending says what bytes do not. */
  readonly name: string;
}

/** What a file cites, or why it could not be read. */
export type ReadDraft =
  | {
      readonly kind: 'draft';
      readonly draft: ReportDraft;
      readonly problems: readonly LibraryProblem[];
    }
  | Failure;

type Failure = Exclude<ImportFailure, { readonly kind: 'beyond-budget' }>;
/** A file as it was read: a report, or what a library has. */
type Read = ReadDraft | ReadManuscript;
interface ReadManuscript {
  readonly kind: 'manuscript';
  readonly manuscript: Manuscript;
  readonly offered?: { readonly keys: readonly string[]; readonly taken: Manuscript };
}

/** Reads what a report or an export of a reference manager cites. */
export async function readDraft(handed: Handed): Promise<ReadDraft> {
  const read = await readHanded(handed);
  if (read.kind !== 'manuscript') return read;
  const { manuscript, offered } = read;
  const draft = {
    ...draftOf(manuscript),
    ...(offered && { offered: { ...offered, taken: draftOf(offered.taken) } }),
  };
  return draft.citations.length > 0
    ? { kind: 'draft', draft, problems: [] }
    : savedPageFailure(handed);
}

/** Endings of names that say what a file is. */
const NAMED = /\.(pdf|docx|docm|odt)$/iu;

/** A text that is called a PDF is what a browser saved in place of one: a page that leads to it, or an error. */
function savedPageFailure({ bytes, name }: Handed): Failure {
  const named = NAMED.exec(name)?.[1]?.toUpperCase();
  return named === undefined || isPdf(bytes, name) || isZip(bytes)
    ? { kind: 'nothing-cited' }
    : { kind: 'misnamed', named, is: isHtml(bytes) ? 'html' : 'text' };
}

/** The judgments that a file cites, or why it could not be read. */
export type ReadCases =
  | Failure
  | { readonly kind: 'cases'; readonly cases: readonly CaseCitation[] };

/** Reads the cases that a file cites anywhere in its text and its notes, each once under each name. */
export async function readCases(handed: Handed): Promise<ReadCases> {
  const read = await readHanded(handed);
  if (read.kind !== 'manuscript' && read.kind !== 'draft') return read;
  const texts =
    read.kind === 'manuscript'
      ? textsOf(read.manuscript)
      : read.draft.citations.map(
          ({ cited, source }) => `${read.draft.sources[source ?? -1]?.title ?? ''}; ${cited}`,
        );
  const cases = texts.flatMap((text) => caseCitationsIn(text.replace(/\s+/gu, ' ')));
  return {
    kind: 'cases',
    cases: [...new Map(cases.map((one) => [`${one.key} ${one.name}`, one])).values()],
  };
}

const textsOf = ({ paragraphs, notes }: Manuscript): readonly string[] =>
  [...paragraphs, ...Object.values(notes).flatMap((note) => note.paragraphs)].map(paragraphText);

/** What a file is, its first bytes say, and its ending where they do not. */
async function readHanded(handed: Handed): Promise<Read> {
  const refused = refusedBytes(handed.bytes);
  if (refused !== null) return refused;
  if (isPdf(handed.bytes, handed.name)) return await pdf(handed.bytes);
  if (isZip(handed.bytes)) return archive(handed.bytes);
  const sort = sortOf(handed.bytes);
  if (sort !== null) return { kind: 'other-file', sort };
  return handed.bytes.length > MOST_OF_TEXT ? unreadable('too-long') : await text(handed);
}

const isZip = (bytes: Uint8Array): boolean => latin1(bytes, 4) === 'PK\u0003\u0004';

/** Bytes at the start of a file within which readers of PDF look for its mark (PDF Reference 1.7, appendix H, note 13). */
const PDF_WITHIN = 1024;

/** A text may speak of PDF in its first lines, so that what stands before the mark is a PDF's by name alone. */
const isPdf = (bytes: Uint8Array, name: string): boolean =>
  latin1(bytes, 4) === '%PDF' ||
  (/\.pdf$/iu.test(name) && latin1(bytes, PDF_WITHIN).includes('%PDF-'));

/** What a file is whose bytes say that it is no text; null for a text. */
function sortOf(bytes: Uint8Array): FileSort | null {
  if (utf16Of(bytes) !== null) return null;
  const kind = sniff(bytes, null);
  // A text may begin with the letters by which files of sound are known.
  const isText = isUtf8(bytes) && !bytes.includes(0);
  return kind.kind === 'other' && (!isText || kind.sort === 'rich-text') ? kind.sort : null;
}

/**
 * Bytes of a text, before anything is made of it: our choice, a library of twenty thousand titles, or HTML with its pictures in it. What
 * is packed has its limit where it is unpacked.
 */
const MOST_OF_TEXT = 32 * 1024 * 1024;

/** What the first page of a PDF says of it: title, publisher and date; nothing of one that cannot be read. */
export async function frontMatterOfPdf(bytes: Uint8Array): Promise<FrontMatter> {
  const read = await readPdfReport(bytes);
  const manuscript = read.kind === 'read' ? manuscriptOfPdf(read.text) : null;
  return manuscript === null || 'kind' in manuscript ? NOTHING_SAID : frontMatterOf(manuscript);
}

async function pdf(bytes: Uint8Array): Promise<Read> {
  const read = await readPdfReport(bytes);
  return read.kind === 'read'
    ? toRead(manuscriptOfPdf(read.text))
    : { kind: 'unread-pdf', why: read.why };
}

/** The text of a Word file, as Word and, with a number, Word on the web call it. */
const WORD_TEXT = /^word\/document\d*\.xml$/u;

function archive(bytes: Uint8Array): Read {
  try {
    const unzip = openZip(bytes);
    const read = readPacked(unzip);
    const keys = read.kind === 'manuscript' ? offeredIn(unzip) : [];
    const taken = keys.length === 0 ? null : readPacked(withOursTaken(unzip));
    return read.kind === 'manuscript' && taken?.kind === 'manuscript'
      ? { ...read, offered: { keys, taken: taken.manuscript } }
      : read;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return unreadableFor(error);
  }
}

function readPacked(unzip: Unzip): Read {
  if (unzip.names.some((name) => WORD_TEXT.test(name))) return toRead(readWord(unzip));
  const isOdt = unzip('content.xml') !== null;
  return isOdt ? toRead(readOpenDocument(unzip)) : { kind: 'unknown-format' };
}

async function text({ bytes, name }: Handed): Promise<Read> {
  const html = isHtml(bytes);
  const content = html ? decode(bytes, { contentType: null, url: '' }) : textIn(bytes);
  if (typeof content === 'object') return content;
  if (content.trim() === '') return unreadable('empty');
  if (content.includes('\0') || (!html && UNKNOWN.test(content))) return { kind: 'unknown-format' };
  if (!html && MAIL.test(content)) return unreadable('mail');
  if (isWatchlist(content)) return unreadable('watchlist');
  const library = html ? null : libraryKindOf(name, content);
  if (library !== null) return await fromLibrary(content, library);
  try {
    return toRead(html ? readHtmlReport(content) : readMarkdown(content));
  } catch (error) {
    // Parsers that call themselves come to the end of the stack.
    if (error instanceof RangeError) return { kind: 'unreadable', why: 'nested' };
    throw error;
  }
}

async function fromLibrary(content: string, kind: LibraryKind): Promise<Read> {
  const { problems, ...reading } = await readLibrary(content, kind);
  return reading.kind === 'read'
    ? { kind: 'draft', draft: draftOfReferences(reading.references), problems }
    : { kind: 'entries', problems };
}

function toRead(manuscript: Manuscript | Unreadable): Read {
  if ('kind' in manuscript) return manuscript;
  const all = [
    ...manuscript.paragraphs,
    ...Object.values(manuscript.notes).flatMap(({ paragraphs }) => paragraphs),
  ];
  return all.some(isTooLong) ? unreadable('long-line') : { kind: 'manuscript', manuscript };
}

const isTooLong = ({ runs }: Manuscript['paragraphs'][number]): boolean =>
  runs.reduce((sum, { text }) => sum + text.length, 0) > LONGEST_LINE;

/** HTML, behind the first lines of XML and remarks, or without them. */
const HTML = /^(?:<\?xml[^>]{0,200}>|<!--[\s\S]*?-->|\s)*<(?:!doctype html|html|head|body)[\s>]/iu;
/** XML of another kind, RTF, EndNote's own lines, and those of PubMed: each can be saved or exported otherwise. */
const UNKNOWN = /^\ufeff?\s*(?:<\?xml\s|<svg\s|<rdf:RDF\s|\{\\rtf|%0 \w|PMID ?- \d)/iu;
/** The head of an e-mail (RFC 5322, 2.2), up to a field, or a date with its offset (3.3), that only mail programs write. */
const MAIL =
  /^\ufeff?(?:From [^\n]*\n)?(?:[\w-]{1,80}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,80}(?:(?:MIME-Version|Message-ID|Received|Return-Path):|Date: (?:\w{3}, )?\d{1,2} \w{3} \d{4} [\d:]{5,8} [+-]\d{4})/iu;
/** Bytes at the beginning of a file that show whether it is HTML, our choice: remarks of a licence may come first. */
const SHOWN = 4096;

/** True for HTML in whatever encoding: of its first letters, UTF-16 and marks of byte order leave bytes beside them that are no text. */
const isHtml = (bytes: Uint8Array): boolean =>
  HTML.test(latin1(bytes, SHOWN).replace(/[\0\u00ef\u00bb\u00bf\u00fe\u00ff]/gu, ''));

const latin1 = (bytes: Uint8Array, length: number): string =>
  new TextDecoder('latin1').decode(bytes.subarray(0, length));

/** True for a `sources.json`, which names what a report cites and is none. */
function isWatchlist(content: string): boolean {
  const json: unknown = content.trimStart().startsWith('{') ? jsonIn(content) : null;
  const { reports, sources } = (json ?? {}) as Readonly<Record<string, unknown>>;
  return Array.isArray(reports) && Array.isArray(sources);
}

/** The text of a file that does not say how it is encoded: UTF-8, or UTF-16 by its mark or its ASCII. Any other would be guessed, letter by letter. */
function textIn(bytes: Uint8Array): string | Unreadable {
  const encoding = utf16Of(bytes) ?? 'utf-8';
  const text = new TextDecoder(encoding).decode(bytes);
  const isOther = encoding === 'utf-8' && !isUtf8(bytes) && !text.includes('\0');
  return isOther ? unreadable('not-utf-8') : text;
}
