import { pipeline, Readable, type Transform } from 'node:stream';
import * as zlib from 'node:zlib';

type Bytes = AsyncIterable<Uint8Array>;

/** zstd came with Node 22.15; elsewhere it is not offered to servers. */
const zstd = (zlib as { createZstdDecompress?: () => Transform }).createZstdDecompress;

/** What servers are told that they may use. */
export const ACCEPT_ENCODING = zstd ? 'gzip, deflate, br, zstd' : 'gzip, deflate, br';

/** The code of an error that says: the body is packed in a way that nobody asked for. */
export const UNKNOWN_ENCODING = 'ERR_UNKNOWN_ENCODING';

/**
 * Names that say how a body is packed: IANA's registry of content codings, without `identity`. Others (`utf-8`, `none`,
 * `text/html`) are mistakes of servers whose body came as it is; browsers ignore them.
 */
// biome-ignore format: a table
const CODINGS: ReadonlySet<string> = new Set([
  'aes128gcm', 'br', 'compress', 'dcb', 'dcz', 'deflate', 'exi', 'gzip', 'pack200-gzip', 'x-compress', 'x-gzip', 'zstd',
]);

/**
 * Codings that are undone; curl's limit (`MAX_ENCODE_STACK`, after CVE-2022-32206) and undici's. Each may unpack a
 * thousandfold.
 */
const MOST_CODINGS = 5;

/**
 * Undoes a `Content-Encoding` header, the coding applied last first, piece by piece as it is asked for: a bomb unpacks
 * no further than its reader reads. `limit` is put around a packed body as sent and around what each decoder gives: a coding
 * inside another may unpack to gigabytes of which the reader sees nothing. Throws zlib's errors for a body that does not unpack, and
 * {@link UNKNOWN_ENCODING} for one that is not to be unpacked.
 */
export function decodeContent(
  packed: Bytes,
  contentEncoding: string | undefined,
  limit: (bytes: Bytes) => Bytes,
): Bytes {
  const codings = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => CODINGS.has(name));
  if (codings.length > MOST_CODINGS)
    throw refused(`It is packed ${codings.length} times over; at most ${MOST_CODINGS} are undone.`);
  // What is not packed its reader limits himself.
  if (codings.length === 0) return packed;
  return codings.reduceRight((bytes, coding) => limit(undo(bytes, coding)), limit(packed));
}

const refused = (message: string): Error => Object.assign(new Error(message), { code: UNKNOWN_ENCODING });

async function* undo(packed: Bytes, coding: string): Bytes {
  const source = packed[Symbol.asyncIterator]();
  const first = await source.next();
  // An empty body is empty in every coding, whatever the header says.
  if (first.done) return;
  const decoder = decoderOf(coding, first.value);
  yield* pipeline(Readable.from(rejoin(first.value, source)), decoder, () => {
    // The reader of the last stream is told of the error.
  });
}

async function* rejoin(first: Uint8Array, rest: AsyncIterator<Uint8Array>): Bytes {
  yield first;
  yield* { [Symbol.asyncIterator]: () => rest };
}

function decoderOf(coding: string, first: Uint8Array): Transform {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip();
    case 'deflate':
      // RFC 9110 means zlib's format, but some servers send bare deflate: zlib's first byte ends in 8.
      return ((first[0] ?? 0) & 15) === 8 ? zlib.createInflate() : zlib.createInflateRaw();
    case 'br':
      return zlib.createBrotliDecompress();
    case 'zstd':
      if (zstd) return zstd();
      break;
  }
  throw refused(`The body is packed as "${coding}".`);
}
