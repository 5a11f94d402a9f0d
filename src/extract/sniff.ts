import type { FileSort } from '../model/unread-reason.js';

/** What bytes are, by their own evidence first and by what the server calls them second. */
export type Kind =
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
const TEXT_TYPE = /^text\/|^application\/(?:.*\+)?(?:json|xml|javascript|yaml|x-ndjson)$|^message\//;

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

function isUtf16(bytes: Uint8Array): boolean {
  const [a, b] = bytes;
  return (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
}

/** Decides what bytes are. A server's `Content-Type` counts only where the bytes do not speak for themselves. */
export function sniff(bytes: Uint8Array, contentType: string | null): Kind {
  const type = mediaType(contentType);
  const start = latin1(bytes, HTML_WITHIN);
  if (start.slice(0, PDF_WITHIN).includes('%PDF-')) return { kind: 'pdf' };
  if (start.startsWith('PK\x03\x04')) return { kind: 'zip' };
  const magic = MAGIC.find(([mark]) => start.startsWith(mark));
  if (magic) return other(magic[1], type);

  const readable = isUtf16(bytes) ? start.slice(2).replaceAll('\0', '') : start.replace(/^\xef\xbb\xbf/, '');
  const declaredUtf16 = /charset=["']?utf-16/i.test(contentType ?? '');
  const binary = !isUtf16(bytes) && !declaredUtf16 && start.includes('\0');
  if (!binary && HTML_START.test(readable)) return { kind: 'html' };
  if (type === 'application/pdf') return { kind: 'pdf' };
  if (binary) return other(FAMILIES.find(([family]) => family.test(type))?.[1] ?? 'binary', type);
  if (MARKUP_TYPE.test(type)) return { kind: 'html' };
  if (type === '' || TEXT_TYPE.test(type)) return { kind: 'text' };
  return other(FAMILIES.find(([family]) => family.test(type))?.[1] ?? 'other', type);
}

const other = (sort: FileSort, type: string): Kind => ({ kind: 'other', sort, type });
