import { hash, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';

const gzip = promisify<zlib.InputType, zlib.ZlibOptions, Buffer>(zlib.gzip);
const gunzip = promisify<zlib.InputType, zlib.ZlibOptions, Buffer>(zlib.gunzip);

/** A record of a WARC file (WARC 1.1, ISO 28500:2017): named fields and a block of bytes. */
export interface WarcRecord {
  /** In the order in which they are written; `Content-Length` and `WARC-Block-Digest` are added. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly block: Uint8Array;
}

/** A record as it was read: field names in lower case. */
export interface ReadRecord {
  readonly fields: ReadonlyMap<string, string>;
  readonly block: Buffer;
}

/** Measured on 170 real pages: half the time of zlib's default level (6), for a sixth more bytes. */
const LEVEL = 1;
/** Bytes that records may unpack to, our choice: what a source of a hundred long PDFs does not. */
const MOST_UNPACKED_BYTES = 1024 ** 3;
/** Bytes. */
const MEGABYTE = 1024 ** 2;
/** Bytes of a gzip member's head without a name, and of its sum and length behind (RFC 1952, 2.3). */
export const MEMBER = { head: 10, foot: 8 };

const VERSION = 'WARC/1.1';
const BREAK = '\r\n';
const END_OF_HEAD = BREAK + BREAK;

/** A digest as WARC names it, in the hex that `sha256sum` prints. */
export const digestLabel = (sha256: string): string => `sha256:${sha256}`;

/** SHA-256 in hex. */
export const sha256Of = (bytes: Uint8Array | string): string => hash('sha256', bytes);

/**
 * A record as it stands in a `.warc.gz`: one gzip member of its own, so that it can be cut out and read alone.
 * Throws when a field would break out of its line.
 *
 * Why not the package `warcio`: it throws on an address or a server's `warc-…` header that has `,,,` in it, splits other
 * headers there, and writes their bytes in another encoding than they came in.
 */
export async function writeRecord({ fields, block }: WarcRecord): Promise<Buffer> {
  const lines = [
    ...fields,
    ['WARC-Block-Digest', digestLabel(sha256Of(block))] as const,
    ['Content-Length', String(block.length)] as const,
  ].map(fieldLine);
  const head = Buffer.from(`${VERSION}${BREAK}${lines.join('')}${BREAK}`);
  return gzip(Buffer.concat([head, block, Buffer.from(END_OF_HEAD)]), { level: LEVEL });
}

function fieldLine([name, value]: readonly [string, string]): string {
  if (/[\r\n]/u.test(value)) throw new Error(`the WARC field ${name} has a line break in it`);
  return `${name}: ${value}${BREAK}`;
}

/** Reads what {@link writeRecord} wrote, one record or several after another. Throws when it is anything else, or unpacks to more than a gigabyte. */
export async function readRecords(packed: Uint8Array): Promise<readonly ReadRecord[]> {
  const bytes = await gunzipRecord(packed);
  const records: ReadRecord[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { head, end } = cutHead(bytes, at);
    if (!head.startsWith(`${VERSION}${BREAK}`)) throw new Error('not a WARC 1.1 record');
    const fields = new Map(head.split(BREAK).slice(1).map(fieldOf));
    const length = Number(fields.get('content-length'));
    const block = bytes.subarray(end, end + length);
    at = end + length + END_OF_HEAD.length;
    if (!Number.isInteger(length) || at > bytes.length)
      throw new Error('a WARC record is cut short');
    if (fields.get('warc-block-digest') !== digestLabel(sha256Of(block)))
      throw new Error('a WARC record’s block is not the one that its digest names');
    records.push({ fields, block });
  }
  return records;
}

/** Says in our words what zlib says in its own. */
async function gunzipRecord(packed: Uint8Array): Promise<Buffer> {
  try {
    return await gunzip(packed, { maxOutputLength: MOST_UNPACKED_BYTES });
  } catch (error) {
    const isLonger = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new Error(
      isLonger
        ? `it unpacks to more than ${MOST_UNPACKED_BYTES / MEGABYTE} MB`
        : 'it is no gzip, or a broken one',
    );
  }
}

function fieldOf(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}

function cutHead(bytes: Buffer, from: number): { head: string; end: number } {
  const stop = bytes.indexOf(END_OF_HEAD, from);
  if (stop < 0) throw new Error('a WARC record has no end to its head');
  return { head: bytes.toString('utf8', from, stop), end: stop + END_OF_HEAD.length };
}

/** The head of an HTTP message, its bytes read as Latin-1. */
export const httpHeadOf = (message: Buffer): string =>
  message.toString('latin1', 0, cutHead(message, 0).end);

export const payloadOf = (message: Buffer): Buffer => message.subarray(cutHead(message, 0).end);

/** What a gzip member holds, given from behind its head, and how many bytes of it were read. Throws beyond `most` bytes. */
export function inflateMember(
  packed: Uint8Array,
  most?: number,
): { readonly text: Buffer; readonly read: number } {
  const options = { info: true, ...(most !== undefined && { maxOutputLength: most }) };
  // Node tells how much was read only beside what came out.
  const { buffer, engine } = zlib.inflateRawSync(packed, options) as unknown as {
    readonly buffer: Buffer;
    readonly engine: { readonly bytesWritten: number };
  };
  return { text: buffer, read: engine.bytesWritten };
}

/** Of packed records, where each one's gzip member stands: what {@link writeRecord} wrote, several after another. */
export function membersOf(
  packed: Uint8Array,
): readonly { readonly offset: number; readonly length: number }[] {
  const members: { offset: number; length: number }[] = [];
  for (let offset = 0; offset < packed.length; ) {
    const length =
      MEMBER.head + inflateMember(packed.subarray(offset + MEMBER.head)).read + MEMBER.foot;
    members.push({ offset, length });
    offset += length;
  }
  return members;
}

/** What the records say of themselves, so that nobody takes them for a recording of the wire. */
export const NOTE =
  'Rebuilt from what the HTTP client reports. The payload is the body as received, with its transfer and content ' +
  'encodings undone; header names are in lower case and repeated headers are joined; headers that no longer fit the ' +
  'payload are kept as x-orig-…; the reason phrase and the HTTP version are not known. The request has its header ' +
  'fields as they were sent, but for a proxy’s password; HTTP/2 is written as HTTP/1.1 would be. Of redirects the ' +
  'address, the status and the time are kept, of the last connection its certificates, as resource records in the ' +
  'same file. WARC-Date is when the first request was sent, by the clock of the machine.';

export const recordUri = (id: string): string => `<urn:uuid:${id}>`;

/** An address without what a server never sees of it. */
export const target = (url: string): string => url.replace(/#.*$/su, '');

/** The fields that every record has; `uri` is what it is of. */
export const recordFields = (
  type: string,
  id: string,
  date: string,
  contentType: string,
  uri?: string,
): (readonly [name: string, value: string])[] => [
  ['WARC-Type', type],
  ['WARC-Record-ID', recordUri(id)],
  ['WARC-Date', date],
  ['Content-Type', contentType],
  ...(uri === undefined ? [] : [['WARC-Target-URI', uri] as const]),
];

/** Foreign text as it may stand in one line of a record. */
export const oneLine = (value: string): string => value.replace(/[\r\n\0]/gu, ' ');

/** The record that opens a file, and says of it who wrote it; none where no file is opened. */
export function warcinfoRecord(
  { at, userAgent }: { readonly at: string; readonly userAgent: string },
  file: string | null,
): readonly WarcRecord[] {
  if (file === null) return [];
  const info = { software: userAgent, format: 'WARC File Format 1.1', description: NOTE };
  const block = Object.entries(info).map(([name, value]) => `${name}: ${oneLine(value)}\r\n`);
  const fields = recordFields('warcinfo', randomUUID(), at, 'application/warc-fields');
  return [{ fields: [...fields, ['WARC-Filename', file]], block: Buffer.from(block.join('')) }];
}
