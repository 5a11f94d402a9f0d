import { isAscii, isUtf8 } from 'node:buffer';
import { decodeBuffer } from 'encoding-sniffer';
import { parseAddress } from '../model/address.js';
import {
  type Block,
  type Document,
  type FileSort,
  NORMALISER,
  type UnreadReason,
} from '../model/document.js';
import { collapseWhitespace } from '../passage/text/sentences.js';
import { markupWords as words } from './markup-words.js';

/** What bytes are, by their own evidence first and by what the server calls them second. */
type Kind =
  | { readonly kind: 'html' | 'pdf' | 'zip' | 'text' }
  /** `type` is the server's name for it, `''` when it gave none. */
  | { readonly kind: 'other'; readonly sort: FileSort; readonly type: string };

/** Bytes at the start of a file within which readers of PDF look for its mark (PDF Reference 1.7, appendix H, note 13). */
const PDF_WITHIN = 1024;
/** Bytes within which markup must begin. Browsers look at 1,445 (WHATWG MIME Sniffing); licence comments may be longer. */
const HTML_WITHIN = 4096;
const HTML_START =
  /^(?:<\?xml[^>]*>|<!--[\s\S]*?-->|\s)*<(?:!doctype\s+html|html|head|body|title|meta|script|style|link|table|div|h1|p|iframe|center|font)[\s>]/i;
const MARKUP_TYPE = /^(?:text\/html|application\/xhtml\+xml)$/;
const TEXT_TYPE =
  /^text\/|^application\/(?:.*\+)?(?:json|xml|javascript|yaml|x-ndjson)$|^message\//;

const MAGIC: readonly (readonly [string, FileSort])[] = [
  ['\x89PNG', 'image'],
  ['GIF8', 'image'],
  ['\xff\xd8\xff', 'image'],
  ['RIFF', 'media'],
  ['ID3', 'sound'],
  ['\xd0\xcf\x11\xe0', 'old-office'],
  ['{\\rtf', 'rich-text'],
  ['\x1f\x8b', 'compressed'],
  ['Rar!', 'compressed'],
  ['7z\xbc\xaf', 'compressed'],
];
const FAMILIES: readonly (readonly [RegExp, FileSort])[] = [
  [/^image\//, 'image'],
  [/^audio\//, 'sound'],
  [/^video\//, 'video'],
  [/^font\//, 'font'],
];

/** The media type of a `Content-Type` header, in lower case and without parameters; `''` when there is none. */
export const mediaType = (contentType: string | null): string =>
  (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

const latin1 = (bytes: Uint8Array, end: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(end, bytes.length)).toString('latin1');

const isUtf16 = (bytes: Uint8Array): boolean => byteOrderMark(bytes)?.startsWith('utf-16') === true;

/** Decides what bytes are. A server's `Content-Type` counts only where the bytes do not speak for themselves. */
export function sniff(bytes: Uint8Array, contentType: string | null): Kind {
  const type = mediaType(contentType);
  const start = latin1(bytes, HTML_WITHIN);
  if (start.slice(0, PDF_WITHIN).includes('%PDF-')) return { kind: 'pdf' };
  if (start.startsWith('PK\x03\x04')) return { kind: 'zip' };
  const magic = MAGIC.find(([mark]) => start.startsWith(mark));
  if (magic?.[1] === 'old-office' && isProtected(bytes)) return other('protected-office', type);
  if (magic) return other(magic[1], type);

  const readable = isUtf16(bytes)
    ? start.slice(2).replaceAll('\0', '')
    : start.replace(/^\xef\xbb\xbf/, '');
  const declaredUtf16 = /charset=["']?utf-16/i.test(contentType ?? '');
  const binary = !isUtf16(bytes) && !declaredUtf16 && start.includes('\0');
  if (!binary && HTML_START.test(readable)) return { kind: 'html' };
  if (type === 'application/pdf') return { kind: 'pdf' };
  const family = FAMILIES.find(([one]) => one.test(type))?.[1];
  if (binary) return other(family ?? 'binary', type);
  if (MARKUP_TYPE.test(type)) return { kind: 'html' };
  if (type === '' || TEXT_TYPE.test(type)) return { kind: 'text' };
  return other(family ?? 'other', type);
}

/** What an Office Open XML file that a password protects is called within the file around it (MS-OFFCRYPTO 2.3.4.4). */
const PROTECTED = Buffer.from('EncryptedPackage\0', 'utf16le');
/** Bytes of an entry of such a file's directory (MS-CFB 2.6.1). */
const CFB_ENTRY = 128;
/** Bytes from the start of an entry to the length of its name (MS-CFB 2.6.1). */
const CFB_NAME_LENGTH = 64;

/** True where a directory has an entry of that name: a document may only speak of it. */
function isProtected(bytes: Uint8Array): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const at = view.indexOf(PROTECTED);
  return at > 0 && at % CFB_ENTRY === 0 && view[at + CFB_NAME_LENGTH] === PROTECTED.length;
}

const other = (sort: FileSort, type: string): Kind => ({ kind: 'other', sort, type });

const BLANK_LINES = /\r?\n[ \t]*(?:\r?\n[ \t]*)+|\r[ \t]*\r|\f/;

/** A document of plain text, with its paragraphs as blocks. */
export function readText(text: string): Document {
  const blocks = text
    .split(BLANK_LINES)
    .map(collapseWhitespace)
    .filter((paragraph) => paragraph !== '')
    .map((paragraph): Block => ({ text: paragraph, role: 'main' }));
  return plainText('text', blocks, blocks.length === 0 ? { kind: 'empty-file' } : null);
}

/** A file whose text is not read; `type` is the server's name for it. */
export const unreadFile = (sort: FileSort, type: string): Document =>
  plainText('other', [], { kind: 'file', sort, type });

/** A document that states nothing of itself but its text. */
export const plainText = (
  type: Document['type'],
  blocks: readonly Block[],
  unread: UnreadReason | null,
): Document => ({
  type,
  title: null,
  lang: null,
  blocks,
  links: [],
  refresh: null,
  passwordForm: false,
  dates: { published: null, modified: null },
  unread,
  normaliser: NORMALISER,
});

/** What is known of bytes apart from themselves. */
export interface ByteHint {
  /** The `Content-Type` header, or null. */
  readonly contentType: string | null;
  /** The address that answered; relative links start from it. */
  readonly url: string;
}

const CSV_TYPE =
  /^(?:text|application)\/(?:x-)?(?:csv|comma-separated-values|tab-separated-values)$/u;
const CSV_NAME = /\.(?:csv|tsv|tab)$/iu;

/** True where the server or the address calls a text a table. */
export const isCalledCsv = ({ contentType, url }: ByteHint): boolean =>
  CSV_TYPE.test(mediaType(contentType)) || CSV_NAME.test(parseAddress(url)?.pathname ?? '');

const UTF8 = 'utf-8';
const BY_TOP_LEVEL: ReadonlyMap<string, string> = new Map(Object.entries(words.encodings));
const BY_LANGUAGE: ReadonlyMap<string, string> = new Map(Object.entries(words.languages));
/** What the markup says of its language. */
const LANGUAGE = /<html[^>]{0,300}?\slang\s*=\s*["']?([\w-]+)/i;
/**
 * Bytes in which a declaration is looked for. Browsers look in 1,024 (WHATWG HTML, "prescan a byte stream"); pages that
 * put scripts and comments first declare later, and a declaration is still the best evidence there is.
 */
const META_WITHIN = 4096;
const META =
  /<(?:meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)|\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+))/i;
/**
 * Of the sequences that are not ASCII, the share that may be broken before a text is not believed to be UTF-8. Chosen
 * with room on both sides: a cut-off end breaks one, and text in a legacy encoding breaks nearly all.
 */
const BROKEN_SHARE = 0.05;

/** Bytes as text, in the encoding that their evidence speaks for: byte order mark, valid UTF-8, declarations, language, place. */
export function decode(bytes: Uint8Array, hint: ByteHint): string {
  const label = encodingOf(bytes, hint);
  // Node's own decoder knows these; its windows-1252 and EUC-KR lack characters that the web's have.
  if (/^utf-|^iso-2022-jp$/.test(label)) return new TextDecoder(label).decode(bytes);
  return decodeBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    userEncoding: label,
  });
}

/** The canonical name of the encoding, such as `gbk`. */
function encodingOf(bytes: Uint8Array, hint: ByteHint): string {
  const mark = byteOrderMark(bytes);
  if (mark) return mark;
  const declared = [headerLabel(hint.contentType), metaLabel(bytes)].filter(
    (label) => label !== null,
  );
  const utf16 = unmarkedUtf16(bytes);
  if (utf16) return utf16;
  if (isAscii(bytes)) return declared.find((label) => label === 'iso-2022-jp') ?? UTF8;
  // Text in a legacy encoding is never valid UTF-8 by chance, so bytes overrule what the server says.
  if (isUtf8(bytes) || nearlyUtf8(bytes)) return UTF8;
  return declared.find((label) => !label.startsWith('utf-')) ?? undeclared(bytes, hint);
}

/** The encoding that readers of the page's language or place are used to. */
function undeclared(bytes: Uint8Array, { url }: ByteHint): string {
  const tags = LANGUAGE.exec(latin1(bytes, META_WITHIN))?.[1]?.toLowerCase().split('-') ?? [];
  const ofLanguage = tags.map((_, i) => BY_LANGUAGE.get(tags.slice(0, tags.length - i).join('-')));
  const usual =
    ofLanguage.find((one) => one !== undefined) ??
    BY_TOP_LEVEL.get(topLevel(url)) ??
    'windows-1252';
  return usual === 'windows-1251' && isKoi8(bytes) ? 'koi8-u' : usual;
}

/** True where windows-1251 would have more capitals (C0 to DF) than small letters: in KOI8-R and KOI8-U it is the other way round (RFC 2319). */
function isKoi8(bytes: Uint8Array): boolean {
  const [capitals, small] = [0xc0, 0xe0].map(
    (from) => bytes.filter((byte) => byte >= from && byte < from + 0x20).length,
  );
  return (capitals as number) > (small as number);
}

function byteOrderMark([a, b, c]: Uint8Array): string | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return UTF8;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return null;
}

/** UTF-16 without a mark: markup in it has a NUL beside every ASCII letter. */
function unmarkedUtf16(bytes: Uint8Array): string | null {
  const [a, b, c, d] = bytes;
  if (a === 0 && c === 0 && b !== 0 && d !== 0) return 'utf-16be';
  if (b === 0 && d === 0 && a !== 0 && c !== 0) return 'utf-16le';
  return null;
}

/** The UTF-16 of bytes that are a text in it, by their mark or by their first two characters, which are ASCII; else null. */
export function utf16Of(bytes: Uint8Array): string | null {
  const mark = byteOrderMark(bytes);
  if (mark === null) return unmarkedUtf16(bytes);
  return mark === UTF8 ? null : mark;
}

/** A cut-off end or a stray byte does not make a UTF-8 page something else. */
function nearlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder(UTF8).decode(bytes);
  let broken = 0;
  let whole = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) broken++;
    else if (code > 0x7f) whole++;
  }
  return whole > 0 && broken <= whole * BROKEN_SHARE;
}

function canonical(label: string | undefined): string | null {
  if (!label) return null;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

const headerLabel = (contentType: string | null): string | null =>
  canonical(/charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(contentType ?? '')?.[1]);

function metaLabel(bytes: Uint8Array): string | null {
  const match = META.exec(latin1(bytes, META_WITHIN));
  return canonical(match?.[1] ?? match?.[2]);
}

const topLevel = (url: string): string => parseAddress(url)?.hostname.split('.').pop() ?? '';
