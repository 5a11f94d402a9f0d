import { promisify } from 'node:util';
import {
  brotliCompress,
  brotliCompressSync,
  brotliDecompress,
  brotliDecompressSync,
  constants,
} from 'node:zlib';
import { DamagedStore, writtenJson } from './damage.js';

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);

/**
 * Measured on 157 real pages: a third of the time of gzip's default level, for the same size. Quality 5 takes three times as
 * long for a seventh less.
 */
const QUALITY = { [constants.BROTLI_PARAM_QUALITY]: 2 };
/**
 * Bytes up to which a value is packed, and unpacked, where it is needed: most pages are of this size, and the way to another thread
 * and back costs as much processor time as packing them.
 */
const SMALL = 65_536;
/** With a window of 16 kB, which is enough for a small value and quicker to lay out. */
const SMALL_QUALITY = { ...QUALITY, [constants.BROTLI_PARAM_LGWIN]: 14 };

/** Bytes as they are kept in the store. Large ones are packed outside the main thread. */
export async function pack(bytes: Uint8Array): Promise<Buffer> {
  return bytes.length <= SMALL
    ? brotliCompressSync(bytes, { params: SMALL_QUALITY })
    : compress(bytes, { params: QUALITY });
}

/** What {@link pack} was given. Throws a {@link DamagedStore} when it is not as it was packed. */
export async function unpack(packed: Uint8Array): Promise<Uint8Array> {
  try {
    return packed.length <= SMALL ? brotliDecompressSync(packed) : await decompress(packed);
  } catch (cause) {
    throw new DamagedStore('what was packed cannot be unpacked', { cause });
  }
}

/** A value as it is kept in the store: JSON, packed. */
export const packJson = (value: unknown): Promise<Buffer> => pack(Buffer.from(JSON.stringify(value)));

/** What {@link packJson} was given. The store wrote it itself, so that its type is taken at its word. */
export async function unpackJson<T>(packed: Uint8Array): Promise<T> {
  const json = (await unpack(packed)) as Buffer;
  return writtenJson(json.toString());
}
