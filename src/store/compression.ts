import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import {
  brotliCompress,
  brotliCompressSync,
  brotliDecompress,
  brotliDecompressSync,
  constants,
  crc32,
  inflateRaw,
  inflateRawSync,
} from 'node:zlib';
import { deflated } from '../model/deflated.js';
import { DamagedStore, parseStoredJson } from './locks.js';

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);
const inflate = promisify(inflateRaw);

/** Measured on 139 real pages of up to 64 kB: four fifths of the time of quality 1, for 3 % more bytes. */
const QUALITY = { [constants.BROTLI_PARAM_QUALITY]: 0 };
/**
 * Bytes up to which a value is packed, and unpacked, where it is needed: most pages are of this size, and the way to another thread
 * and back costs as much processor time as packing them.
 */
const SMALL = 65_536;
/** Bytes up to which a value is kept as it is: half of one of SQLite's pages, for which packing would cost more than it saves. */
const TINY = 2_048;
/** By how much packing makes a page of text shorter, as a rule: so much room is taken for it, and as much again where it needs more. */
const PACKED = 3;
/** With a window as long as the longest small value: one of 16 kB takes as long, and a tenth more bytes. */
const SMALL_QUALITY = { ...QUALITY, [constants.BROTLI_PARAM_LGWIN]: 16 };

/** Bytes as they are kept in the store: up to `plain` of them as they are, large ones packed outside the main thread. */
export async function pack(bytes: Uint8Array, plain = TINY): Promise<Buffer> {
  if (bytes.length <= plain) return sealUp(bytes, PLAIN);
  const packed =
    bytes.length <= SMALL
      ? brotliCompressSync(bytes, { params: SMALL_QUALITY, chunkSize: Math.ceil(bytes.length / PACKED) })
      : await compress(bytes, { params: QUALITY });
  return sealUp(packed, BROTLI);
}

/** The same of bytes that are kept elsewhere too, and deflated once for both. */
export async function packShared(bytes: Uint8Array): Promise<Buffer> {
  return sealUp(await deflated(bytes), DEFLATED);
}

/** How a value may stand in the store. Brotli has no sum of its own: a flipped bit may give another text. */
interface Form {
  /** Says which it is, and that four bytes of its sum follow. */
  readonly seal: string;
  readonly as: 'plain' | 'brotli' | 'deflated';
  readonly sum: (value: Uint8Array) => number;
}

const sha256 = (value: Uint8Array): number => hash('sha256', value, 'buffer').readUInt32BE();

const BROTLI: Form = { seal: 'citw', as: 'brotli', sum: sha256 };
const DEFLATED: Form = { seal: 'citd', as: 'deflated', sum: sha256 };
/** Of a small value a SHA-256 would take longer than all else. */
const PLAIN: Form = { seal: 'citc', as: 'plain', sum: crc32 };
/** By their seals, with that of an earlier version. */
const FORMS = new Map(
  [BROTLI, DEFLATED, PLAIN, { ...PLAIN, seal: 'citp', sum: sha256 }].map((form) => [form.seal, form]),
);
/** Bytes of a seal. */
const SEAL = 4;
/** Bytes of the sum behind it, our choice: of four thousand million turned bits one is missed. */
const SUM = 4;

/** A value in its form, sealed. */
function sealUp(value: Uint8Array, { seal, sum }: Form): Buffer {
  const all = Buffer.allocUnsafe(value.length + SEAL + SUM);
  all.set(value);
  all.write(seal, value.length, 'latin1');
  all.writeUInt32BE(sum(value), value.length + SEAL);
  return all;
}

/** What stands before the seal; all of it where an earlier version left none. */
function unsealed(bytes: Uint8Array): Pick<Form, 'as'> & { readonly value: Buffer } {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = all.length - SEAL - SUM;
  const form = FORMS.get(all.toString('latin1', Math.max(0, end), end + SEAL));
  if (form === undefined) return { value: all, as: 'brotli' };
  const value = all.subarray(0, end);
  if (form.sum(value) === all.readUInt32BE(end + SEAL)) return { value, as: form.as };
  throw new DamagedStore('what was kept is not as it was');
}

/** Of what is not the end of its stream, all that is there. */
const OPEN_END = { finishFlush: constants.Z_SYNC_FLUSH };

/** What {@link pack} or {@link packShared} was given. Throws a {@link DamagedStore} when it is not as it was packed. */
export async function unpack(sealed: Uint8Array): Promise<Uint8Array> {
  const { value, as } = unsealed(sealed);
  if (as === 'plain') return value;
  const isSmall = value.length <= SMALL;
  try {
    if (as === 'deflated') return isSmall ? inflateRawSync(value, OPEN_END) : await inflate(value, OPEN_END);
    return isSmall ? brotliDecompressSync(value) : await decompress(value);
  } catch (cause) {
    throw new DamagedStore('what was packed cannot be unpacked', { cause });
  }
}

/** A JSON value at once, for those who go through many. */
export function unpackJsonNow<T>(sealed: Uint8Array): T {
  const { value, as } = unsealed(sealed);
  let json: Buffer;
  try {
    json = as === 'plain' ? value : brotliDecompressSync(value);
  } catch (cause) {
    throw new DamagedStore('what was packed cannot be unpacked', { cause });
  }
  return parseStoredJson(json.toString());
}

/** Room in which small values are written down: to take some for each takes longer than to write it. */
const ROOM = Buffer.allocUnsafeSlow(32_768);
/** Bytes that a UTF-16 unit takes in UTF-8 at most (RFC 3629). */
const UTF8 = 3;

/** A text as it is kept in the store: in UTF-8, packed where it is longer than `plain` bytes. */
export const packText = (text: string, plain = TINY): Promise<Buffer> =>
  UTF8 * text.length > ROOM.length
    ? pack(Buffer.from(text), plain)
    : pack(ROOM.subarray(0, ROOM.write(text)), plain);

/** What {@link packText} was given. */
export const unpackText = async (packed: Uint8Array): Promise<string> =>
  ((await unpack(packed)) as Buffer).toString();

/** A value as it is kept in the store: as JSON. */
export const packJson = async (value: unknown, plain = TINY): Promise<Buffer> =>
  packText(JSON.stringify(value), plain);

/** What {@link packJson} was given. The store wrote it itself, so that its type is taken at its word. */
export const unpackJson = async <T>(packed: Uint8Array): Promise<T> =>
  parseStoredJson(await unpackText(packed));
