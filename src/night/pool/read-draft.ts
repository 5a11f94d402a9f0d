import { isUtf8 } from 'node:buffer';
import { caseCitationsIn } from '../../manuscript/grammar/case-citation.js';
import { frontMatterOf } from '../../manuscript/import/bibliography.js';
import { draftOf, draftOfReferences, type ReportDraft } from '../../manuscript/import/draft.js';
import { type LibraryKind, libraryKindOf, readLibrary } from '../../manuscript/library/read-library.js';
import {
  type FrontMatter,
  type Manuscript,
  NOTHING_SAID,
  paragraphText,
  refusedBytes,
  type Unreadable,
  unreadable,
  unreadableFor,
} from '../../manuscript/manuscript.js';
import { readHtmlReport } from '../../manuscript/read/html.js';
import { readMarkdown } from '../../manuscript/read/markdown.js';
import { readOpenDocument } from '../../manuscript/read/open-document.js';
import { manuscriptOfPdf } from '../../manuscript/read/pdf.js';
import { readWord } from '../../manuscript/read/word.js';
import type { CaseCitation } from '../../model/case.js';
import type { ImportFailure, LibraryProblem } from '../../model/manuscript.js';
import { readPdfReport } from '../../reading/pdf/read-pdf.js';
import { decode } from '../../reading/sniff.js';
import { openZip } from '../../reading/zip.js';

/** A file that was handed in. */
export interface Handed {
  readonly bytes: Uint8Array;
  /** Its name without the folder: the ending says what bytes do not. */
  readonly name: string;
}

/** What a file cites, or why it could not be read. */
export type ReadDraft =
  | { readonly kind: 'draft'; readonly draft: ReportDraft; readonly problems: readonly LibraryProblem[] }
  | Failure;

type Failure = Exclude<ImportFailure, { readonly kind: 'beyond-budget' }>;
/** A file as it was read: a report, or what a library has. */
type Read = ReadDraft | { readonly kind: 'manuscript'; readonly manuscript: Manuscript };

/** Reads what a report or an export of a reference manager cites. */
export async function readDraft(handed: Handed): Promise<ReadDraft> {
  const read = await readHanded(handed);
  if (read.kind !== 'manuscript') return read;
  const draft = draftOf(read.manuscript);
  return draft.citations.length > 0 ? { kind: 'draft', draft, problems: [] } : { kind: 'nothing-cited' };
}

/** The judgments that a file cites, or why it could not be read. */
export type ReadCases = Failure | { readonly kind: 'cases'; readonly cases: readonly CaseCitation[] };

/** Reads the cases that a file cites anywhere in its text and its notes, each once under each name. */
export async function readCases(handed: Handed): Promise<ReadCases> {
  const read = await readHanded(handed);
  if (read.kind !== 'manuscript' && read.kind !== 'draft') return read;
  const texts =
    read.kind === 'manuscript'
      ? textsOf(read.manuscript)
      : read.draft.citations.map(({ cited, source }) => `${read.draft.sources[source ?? -1]?.title ?? ''}; ${cited}`);
  const cases = texts.flatMap((text) => caseCitationsIn(text.replace(/\s+/gu, ' ')));
  return { kind: 'cases', cases: [...new Map(cases.map((one) => [`${one.key} ${one.name}`, one])).values()] };
}

const textsOf = ({ paragraphs, notes }: Manuscript): readonly string[] =>
  [...paragraphs, ...Object.values(notes).flatMap((note) => note.paragraphs)].map(paragraphText);

/** What a file is, its first bytes say, and its ending where they do not. */
async function readHanded(handed: Handed): Promise<Read> {
  const refused = refusedBytes(handed.bytes);
  if (refused !== null) return refused;
  const signature = new TextDecoder('latin1').decode(handed.bytes.subarray(0, 4));
  if (signature === '%PDF') return await pdf(handed.bytes);
  if (signature === 'PK\u0003\u0004') return archive(handed.bytes);
  return handed.bytes.length > MOST_OF_TEXT ? unreadable('too-long') : await text(handed);
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
  return read.kind === 'read' ? taken(manuscriptOfPdf(read.text)) : { kind: 'unread-pdf', why: read.why };
}

/** The text of a Word file, as Word and, with a number, Word on the web call it. */
const WORD_TEXT = /^word\/document\d*\.xml$/u;

function archive(bytes: Uint8Array): Read {
  let read: Manuscript | Unreadable | null;
  try {
    const unzip = openZip(bytes);
    if (unzip.names.some((name) => WORD_TEXT.test(name))) read = readWord(unzip);
    else read = unzip('content.xml') === null ? null : readOpenDocument(unzip);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return unreadableFor(error);
  }
  return read === null ? { kind: 'unknown-format' } : taken(read);
}

async function text({ bytes, name }: Handed): Promise<Read> {
  const html = isHtml(bytes);
  const content = html ? decode(bytes, { contentType: null, url: '' }) : textIn(bytes);
  if (typeof content === 'object') return content;
  if (content.trim() === '') return unreadable('empty');
  if (content.includes('\0') || (!html && UNKNOWN.test(content))) return { kind: 'unknown-format' };
  if (!html && MAIL.test(content)) return unreadable('mail');
  const library = html ? null : libraryKindOf(name, content);
  if (library !== null) return await fromLibrary(content, library);
  try {
    return taken(html ? readHtmlReport(content) : readMarkdown(content));
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

const taken = (manuscript: Manuscript | Unreadable): Read =>
  'kind' in manuscript ? manuscript : { kind: 'manuscript', manuscript };

/** HTML, behind the first lines of XML or without them. */
const HTML = /^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,200}-->\s*)?<(?:!doctype html|html|head|body)[\s>]/iu;
/** XML of another kind, RTF, EndNote's own lines, and those of PubMed: each can be saved or exported otherwise. */
const UNKNOWN = /^\ufeff?\s*(?:<\?xml\s|<svg\s|<rdf:RDF\s|\{\\rtf|%0 \w|PMID ?- \d)/iu;
/** The head of an e-mail (RFC 5322, 2.2), up to a field that only mail programs write. */
const MAIL =
  /^\ufeff?(?:From [^\n]*\n)?(?:[\w-]{1,80}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,80}(?:MIME-Version|Message-ID|Received|Return-Path):/iu;
/** Bytes at the beginning of a file that show whether it is HTML. */
const SHOWN = 400;

/** True for HTML in whatever encoding: of its first letters, UTF-16 and marks of byte order leave bytes beside them that are no text. */
const isHtml = (bytes: Uint8Array): boolean =>
  HTML.test(
    new TextDecoder('latin1').decode(bytes.subarray(0, SHOWN)).replace(/[\0\u00ef\u00bb\u00bf\u00fe\u00ff]/gu, ''),
  );

const UTF_16 = /^(?:\u00ff\u00fe|\u00fe\u00ff)/u;

/** The text of a file that does not say how it is encoded: UTF-8, or UTF-16 with its mark. Any other would be guessed, letter by letter. */
function textIn(bytes: Uint8Array): string | Unreadable {
  const [a = 0, b = 0] = bytes;
  const encoding = UTF_16.test(String.fromCharCode(a, b)) ? (a === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8';
  const text = new TextDecoder(encoding).decode(bytes);
  const isOther = encoding === 'utf-8' && !isUtf8(bytes) && !text.includes('\0');
  return isOther ? unreadable('not-utf-8') : text;
}
