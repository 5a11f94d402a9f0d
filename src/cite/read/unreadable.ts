/**
 * Why a file cannot be read: it is protected by a password; it is a Word document of before 2007; it is none of its
 * kind, or parts of it are missing or damaged; it unpacks to more than any report; there is no text in it;
 * it is nested, or one of its lines is long, beyond all reason; it is text that is not UTF-8 and does not say what else.
 */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly why:
    | 'encrypted'
    | 'old-word'
    | 'broken'
    | 'too-large'
    | 'empty'
    | 'nested'
    | 'long-line'
    | 'not-utf-8';
}

/** A file that cannot be read. */
export const unreadable = (why: Unreadable['why']): Unreadable => ({ kind: 'unreadable', why });

/** The first bytes of a compound file ([MS-CFB] 2.2): a Word document of before 2007, or one of later with a password. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];
/** The stream in which Office keeps what it encrypted ([MS-OFFCRYPTO] 2.3.4.4). */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

/** What the bytes of a file say against reading it, before it is unpacked; null when they say nothing. */
export function refusedBytes(bytes: Uint8Array): Unreadable | null {
  if (bytes.length === 0) return unreadable('empty');
  if (COMPOUND.some((byte, i) => bytes[i] !== byte)) return null;
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return unreadable(file.includes(ENCRYPTED) ? 'encrypted' : 'old-word');
}

/** What an archive's reader threw: damage of any kind, or more than it unpacks (`ERR_BUFFER_TOO_LARGE` of Node). */
export const unreadableFor = (error: Error): Unreadable =>
  unreadable('code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'broken');
