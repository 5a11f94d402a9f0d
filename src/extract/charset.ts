import { isAscii, isUtf8 } from 'node:buffer';
import { decodeBuffer } from 'encoding-sniffer';
import { parseAddress } from '../model/address.js';

/** What is known of a text's encoding apart from its bytes. */
export interface CharsetHint {
  readonly contentType: string | null;
  readonly url: string;
}

const UTF8 = 'utf-8';
// What a browser of the place falls back to when nothing is declared (WHATWG Encoding, "legacy" tables).
const BY_TOP_LEVEL: ReadonlyMap<string, string> = new Map(
  Object.entries({
    cn: 'gb18030',
    tw: 'big5',
    hk: 'big5',
    mo: 'big5',
    jp: 'shift_jis',
    kr: 'euc-kr',
    ru: 'windows-1251',
    by: 'windows-1251',
  }),
);
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

/** Bytes as text, in the encoding that their evidence speaks for: byte order mark, valid UTF-8, declarations, place. */
export function decode(bytes: Uint8Array, hint: CharsetHint): string {
  const label = encodingOf(bytes, hint);
  // Node's own decoder knows these; its windows-1252 and EUC-KR lack characters that the web's have.
  if (/^utf-|^iso-2022-jp$/.test(label)) return new TextDecoder(label).decode(bytes);
  return decodeBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { userEncoding: label });
}

/** The canonical name of the encoding, such as `gbk`. */
function encodingOf(bytes: Uint8Array, hint: CharsetHint): string {
  const mark = byteOrderMark(bytes);
  if (mark) return mark;
  const declared = [headerLabel(hint.contentType), metaLabel(bytes)].filter((label) => label !== null);
  const utf16 = unmarkedUtf16(bytes);
  if (utf16) return utf16;
  if (isAscii(bytes)) return declared.find((label) => label === 'iso-2022-jp') ?? UTF8;
  // Text in a legacy encoding is never valid UTF-8 by chance, so bytes overrule what the server says.
  if (isUtf8(bytes) || nearlyUtf8(bytes)) return UTF8;
  return (
    declared.find((label) => !label.startsWith('utf-')) ??
    BY_TOP_LEVEL.get(topLevel(hint.url)) ??
    'windows-1252'
  );
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
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, META_WITHIN));
  const match = META.exec(start.toString('latin1'));
  return canonical(match?.[1] ?? match?.[2]);
}

const topLevel = (url: string): string => parseAddress(url)?.hostname.split('.').pop() ?? '';
