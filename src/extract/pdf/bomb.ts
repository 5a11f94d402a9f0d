import { inflateSync } from 'node:zlib';

/**
 * Bytes, unpacked, of which one stream of a PDF may have at most so many: what one file in an archive may have
 * (`zip/unzip.ts`). pdf.js holds up to three times as much while it unpacks a stream.
 */
export const LARGEST_STREAM = 64 * 1024 * 1024;
/** Flate packs nothing tighter (zlib, technical details: "maximum compression factor"). */
const TIGHTEST = 1032;
/** Bytes of a stream's dictionary that are looked at; it names what the stream is near its beginning. */
const DICTIONARY = 2_000;

/** Pictures may be large, and reading the text does not unpack them. */
const PICTURE = /\/Subtype\s{0,9}\/Image\b/;

/**
 * True when a stream of the file unpacks to more than {@link LARGEST_STREAM}. Streams behind two filters or a password are
 * not seen through: those meet the budget of memory of the thread that reads.
 */
export function isBomb(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = file.indexOf('stream'); at >= 0; at = file.indexOf('stream', at + 1)) {
    if (file[at - 1] === END) continue;
    const end = file.indexOf('endstream', at);
    const packed = (end < 0 ? file.length : end) - at;
    if (packed * TIGHTEST > LARGEST_STREAM && !isPicture(file, at) && overflows(file, at)) return true;
  }
  return false;
}

/** The letter before the keyword in `endstream`. */
const END = 'd'.charCodeAt(0);
const CR = '\r'.charCodeAt(0);
const LF = '\n'.charCodeAt(0);

const isPicture = (file: Buffer, at: number): boolean => {
  const dictionary = file.toString('latin1', Math.max(0, at - DICTIONARY), at);
  return PICTURE.test(dictionary.slice(dictionary.lastIndexOf(' obj') + 1));
};

function overflows(file: Buffer, keyword: number): boolean {
  let start = keyword + 'stream'.length;
  while (file[start] === CR || file[start] === LF) start++;
  try {
    inflateSync(file.subarray(start), { maxOutputLength: LARGEST_STREAM });
    return false;
  } catch (error) {
    // Whatever else is wrong with it is for pdf.js to say.
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
  }
}
