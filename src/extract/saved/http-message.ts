import * as zlib from 'node:zlib';
import { MOST_SAVED } from '../../model/saved-file.js';
import { readHeadFields } from './head-fields.js';

/** An answer as a recording has it. */
export interface RecordedAnswer {
  readonly http: number;
  readonly contentType: string | null;
  readonly location: string | null;
  /** Its body with transfer and content encodings undone; null where it does not unpack within what a file may come to. */
  readonly body: () => Buffer | null;
}

/** Codings that are undone; as many as of a live answer. */
const MOST_CODINGS = 5;

/** Reads a recorded answer; null when it is none. */
export function readAnswer(message: Buffer): RecordedAnswer | null {
  const head = readHeadFields(message);
  const http = Number(/^HTTP\/\d(?:\.\d)? (\d{3})\b/u.exec(head?.first ?? '')?.[1]);
  if (head === null || Number.isNaN(http)) return null;
  const { fields, end } = head;
  return {
    http,
    contentType: fields.get('content-type') ?? null,
    location: fields.get('location') ?? null,
    body: () => bodyOf(fields, message.subarray(end)),
  };
}

function bodyOf(fields: ReadonlyMap<string, string>, sent: Buffer): Buffer | null {
  const codings = (fields.get('content-encoding') ?? '').toLowerCase().split(',').slice(0, MOST_CODINGS);
  const whole = /\bchunked\b/iu.test(fields.get('transfer-encoding') ?? '') ? joined(sent) : sent;
  try {
    return codings.reduceRight((bytes, coding) => unpacked(bytes, coding.trim()), whole);
  } catch {
    return null;
  }
}

const LIMIT = { maxOutputLength: MOST_SAVED };

/** zstd came with Node 22.15. */
const unzstd = (zlib as { zstdDecompressSync?: (bytes: Buffer, limit: typeof LIMIT) => Buffer })
  .zstdDecompressSync;

/** Some recorders keep the header and undo the coding: bytes that are not packed stay as they are. */
function unpacked(bytes: Buffer, coding: string): Buffer {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return bytes[0] === 0x1f && bytes[1] === 0x8b ? zlib.gunzipSync(bytes, LIMIT) : bytes;
    case 'deflate':
      return ((bytes[0] ?? 0) & 15) === 8
        ? zlib.inflateSync(bytes, LIMIT)
        : zlib.inflateRawSync(bytes, LIMIT);
    case 'br':
      return zlib.brotliDecompressSync(bytes, LIMIT);
    case 'zstd':
      if (unzstd !== undefined) return unzstd(bytes, LIMIT);
      throw new Error('zstd is not known to this Node');
    default:
      return bytes;
  }
}

/** Undoes the chunked transfer coding (RFC 9112, 7.1); what is not in chunks was joined by the recorder. */
function joined(sent: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0; at < sent.length; ) {
    const line = sent.indexOf('\r\n', at);
    const size = /^([\da-f]{1,8})(?:;|$)/iu.exec(sent.toString('latin1', at, Math.min(line, at + 100)))?.[1];
    if (line < 0 || size === undefined) return chunks.length === 0 ? sent : Buffer.concat(chunks);
    const length = Number.parseInt(size, 16);
    if (length === 0) break;
    chunks.push(sent.subarray(line + 2, line + 2 + length));
    at = line + 2 + length + 2;
  }
  return Buffer.concat(chunks);
}
