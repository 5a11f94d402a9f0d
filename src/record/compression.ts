import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import {
  brotliCompress,
  brotliCompressSync,
  brotliDecompress,
  brotliDecompressSync,
  constants,
  inflateRaw,
  inflateRawSync,
} from 'node:zlib';
import { deflated } from '../model/deflated.js';
import { DamagedStore, writtenJson } from './damage.js';

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);
const inflate = promisify(inflateRaw);

/**
 * Measured on prose of 20 kB: under half the time of quality 2, for a tenth more bytes, and a third of that of gzip's default level.
 */
const QUALITY = { [constants.BROTLI_PARAM_QUALITY]: 1 };
/**
 * Bytes up to which a value is packed, and unpacked, where it is needed: most pages are of this size, and the way to another thread
 * and back costs as much processor time as packing them.
 */
const SMALL = 65_536;
/** Bytes up to which a value is kept as it is: half of one of SQLite's pages, for which packing would cost more than it saves. */
const TINY = 2_048;
/** By how much packing makes a page of text shorter, as a rule: so much room is taken for it, and as much again where it needs more. */
const PACKED = 3;
/** With a window of 16 kB, which is enough for a small value and quicker to lay out. */
const SMALL_QUALITY = { ...QUALITY, [constants.BROTLI_PARAM_LGWIN]: 14 };

/** Bytes as they are kept in the store: up to `plain` of them as they are, large ones packed outside the main thread. */
export async function pack(bytes: Uint8Array, plain = TINY): Promise<Buffer> {
  if (bytes.length <= plain) return Buffer.concat([bytes, PLAIN_SEAL, sumOf(bytes)]);
  const packed =
    bytes.length <= SMALL
      ? brotliCompressSync(bytes, { params: SMALL_QUALITY, chunkSize: Math.ceil(bytes.length / PACKED) })
      : await compress(bytes, { params: QUALITY });
  return Buffer.concat([packed, SEAL, sumOf(packed)]);
}

/** The same of bytes that are kept elsewhere too, and deflated once for both. */
export async function packShared(bytes: Uint8Array): Promise<Buffer> {
  const packed = await deflated(bytes);
  return Buffer.concat([packed, DEFLATED_SEAL, sumOf(packed)]);
}

/** Brotli has no sum of its own: a flipped bit may give another text. These bytes say that four of its SHA-256 follow. */
const SEAL = Buffer.from('citw');
/** The same behind what is not packed, and behind what is deflated. */
const PLAIN_SEAL = Buffer.from('citp');
const DEFLATED_SEAL = Buffer.from('citd');
/** Bytes of that sum: of four thousand million turned bits one is missed. */
const SUM = 4;
const sumOf = (sealed: Uint8Array): Buffer => hash('sha256', sealed, 'buffer').subarray(0, SUM);

/** How a value stands before its seal. */
interface Unsealed {
  readonly value: Uint8Array;
  readonly as: 'plain' | 'brotli' | 'deflated';
}

const SEALS = [
  [SEAL, 'brotli'],
  [PLAIN_SEAL, 'plain'],
  [DEFLATED_SEAL, 'deflated'],
] as const;

/** What stands before the seal; all of it where an earlier version left none. */
function unsealed(bytes: Uint8Array): Unsealed {
  const end = bytes.length - SEAL.length - SUM;
  const seal = bytes.subarray(Math.max(0, end), end + SEAL.length);
  const as = SEALS.find(([one]) => one.equals(seal))?.[1];
  if (as === undefined) return { value: bytes, as: 'brotli' };
  const value = bytes.subarray(0, end);
  if (sumOf(value).equals(bytes.subarray(end + SEAL.length))) return { value, as };
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
    json =
      as === 'plain'
        ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
        : brotliDecompressSync(value);
  } catch (cause) {
    throw new DamagedStore('what was packed cannot be unpacked', { cause });
  }
  return writtenJson(json.toString());
}

/** A value as it is kept in the store: JSON, packed where it is longer than `plain` bytes. */
export const packJson = (value: unknown, plain = TINY): Promise<Buffer> =>
  pack(Buffer.from(JSON.stringify(value)), plain);

/** What {@link packJson} was given. The store wrote it itself, so that its type is taken at its word. */
export async function unpackJson<T>(packed: Uint8Array): Promise<T> {
  const json = (await unpack(packed)) as Buffer;
  return writtenJson(json.toString());
}
