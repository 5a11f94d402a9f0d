import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import {
  brotliCompress,
  brotliDecompressSync,
  constants,
  crc32,
  deflateRaw,
  inflateRawSync,
} from 'node:zlib';
import { DamagedStore, parseStoredJson } from './locks.js';

const compress = promisify(brotliCompress);
const deflate = promisify(deflateRaw);

/** Measured on 139 real pages of up to 64 kB: four fifths of the time of quality 1, for 3 % more bytes. */
const QUALITY = { [constants.BROTLI_PARAM_QUALITY]: 0 };
/** Bytes up to which a value is kept as it is: half a page of SQLite's, for which packing costs more than it saves. */
const TINY = 2_048;

/** How a value may stand in the store. Brotli has no checksum of its own: a flipped bit may give another text. */
interface Form {
  readonly sum: (value: Uint8Array) => number;
  readonly unpack: (value: Buffer) => Buffer;
}

const sha256 = (value: Uint8Array): number => hash('sha256', value, 'buffer').readUInt32BE();
const asItIs = (value: Buffer): Buffer => value;
/** An unfinished stream gives all that is there. */
const inflate = (value: Buffer): Buffer =>
  inflateRawSync(value, { finishFlush: constants.Z_SYNC_FLUSH });

const BROTLI: Form = { sum: sha256, unpack: brotliDecompressSync };
/** The forms by their seals: the four bytes behind a value, before four bytes of its sum. `citp` is an earlier version's. */
const FORMS = new Map<string, Form>([
  ['citw', BROTLI],
  ['citd', { sum: sha256, unpack: inflate }],
  // The SHA-256 of a small value would take longer than all else.
  ['citc', { sum: crc32, unpack: asItIs }],
  ['citp', { sum: sha256, unpack: asItIs }],
]);
/** Bytes of a seal. */
const SEAL = 4;
/** Bytes of the sum, our choice: of four thousand million flipped bits one is missed. */
const SUM = 4;

function sealBytes(value: Uint8Array, seal: 'citw' | 'citd' | 'citc'): Buffer {
  const end = Buffer.alloc(SEAL + SUM, seal, 'latin1');
  end.writeUInt32BE((FORMS.get(seal) as Form).sum(value), SEAL);
  return Buffer.concat([value, end]);
}

/** Throws a {@link DamagedStore} when the value is not as it was packed. */
function decode(kept: Uint8Array): Buffer {
  const all = Buffer.from(kept.buffer, kept.byteOffset, kept.byteLength);
  const end = Math.max(0, all.length - SEAL - SUM);
  const form = FORMS.get(all.toString('latin1', end, end + SEAL));
  const value = form === undefined ? all : all.subarray(0, end);
  if (form !== undefined && form.sum(value) !== all.readUInt32BE(end + SEAL))
    throw new DamagedStore('what was kept is not as it was');
  try {
    // The first versions sealed nothing.
    return (form ?? BROTLI).unpack(value);
  } catch (cause) {
    throw new DamagedStore('what was packed cannot be unpacked', { cause });
  }
}

/** Packs bytes for the store; up to `plain` bytes stay as they are. */
export const pack = async (bytes: Uint8Array, plain = TINY): Promise<Buffer> =>
  bytes.length <= plain
    ? sealBytes(bytes, 'citc')
    : sealBytes(await compress(bytes, { params: QUALITY }), 'citw');

/** Packs bytes that the evidence keeps too: they are deflated once for both. */
export const packShared = async (bytes: Uint8Array): Promise<Buffer> =>
  sealBytes(await deflate(bytes, { level: 1, finishFlush: constants.Z_SYNC_FLUSH }), 'citd');

/** The bytes that {@link pack} or {@link packShared} was given. Rejects with a {@link DamagedStore} when they are damaged. */
export const unpack = async (packed: Uint8Array): Promise<Uint8Array> => decode(packed);

/** Packs a text, in UTF-8. */
const packText = (text: string, plain = TINY): Promise<Buffer> => pack(Buffer.from(text), plain);

/** The text that {@link packText} was given. */
export const unpackText = (packed: Uint8Array): string => decode(packed).toString();

/** Packs a value as JSON. */
export const packJson = (value: unknown, plain = TINY): Promise<Buffer> =>
  packText(JSON.stringify(value), plain);

/** The value that {@link packJson} was given. The store wrote it itself, so its type is not checked. */
export const unpackJson = <T>(packed: Uint8Array): T => parseStoredJson(unpackText(packed));
