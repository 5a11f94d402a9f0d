import type { ImportFailure } from '../../model/import.js';

/** A file that cannot be read, and why. */
export type Unreadable = Extract<ImportFailure, { readonly kind: 'unreadable' }>;

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
