import * as zlib from 'node:zlib';
import { constants, gunzipSync } from 'node:zlib';
import { parseAddress, sameAddress } from '../../model/address.js';
import { MAX_SAVED_BYTES, type SavedFormat } from '../../model/document.js';
import { openZip } from '../zip.js';
import {
  isWeb,
  parseStatedDate,
  readHeadFields,
  type SavedPage,
  SavedPageError,
} from './saved-page.js';

// Why not the reader of the evidence: it reads what was written there, and refuses whatever else there is among recordings.

/** Records that are looked at: a page with all it loads makes some hundreds. */
const MOST_RECORDS = 100_000;
/** Files of records in a WACZ that are opened. */
const MOST_FILES = 50;
/** Redirects that are followed in a recording; as many as browsers follow. */
const MOST_HOPS = 20;
/** Addresses that are named of a recording without the one that is looked for, our choice. */
const NAMED = 5;

/** Bytes of a packed file that show what it is; they unpack to a thousand times as many at most. */
const PIECE = 1_024;

interface Recorded {
  readonly url: string;
  readonly date: string;
  readonly isCut: boolean;
  readonly answer: NonNullable<ReturnType<typeof readAnswer>>;
}

/** Reads a WARC file (ISO 28500), packed or not: the latest recording of the address, or of the only page where that is null. Throws {@link SavedPageError}. */
export const readWarc = (bytes: Buffer, url: string | null): SavedPage =>
  chosen('warc', [...recordsIn('warc', unpacked('warc', bytes, MAX_SAVED_BYTES))], url);

/** Reads a WACZ, a ZIP with such files in it. Throws {@link SavedPageError}. */
export function readWacz(bytes: Buffer, url: string | null): SavedPage {
  const unzip = openZip(bytes);
  const names = unzip.names.filter((name) => /^archive\/[^/]+\.warc(?:\.gz)?$/iu.test(name));
  if (names.length === 0) throw new SavedPageError({ kind: 'no-page', format: 'wacz' });
  const records: Recorded[] = [];
  let room = MAX_SAVED_BYTES;
  for (const name of names.slice(0, MOST_FILES)) {
    const file = unpacked('wacz', Buffer.from(unzip(name) ?? []), room);
    room -= file.length;
    records.push(...recordsIn('wacz', file));
  }
  return chosen('wacz', records, url);
}

/** True for a WARC file, packed or not. */
export function isWarc(bytes: Buffer): boolean {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString('latin1', 0, 5) === 'WARC/';
  try {
    // A piece of the first record is enough to see: it ends in the middle.
    const first = gunzipSync(bytes.subarray(0, PIECE), { finishFlush: constants.Z_SYNC_FLUSH });
    return first.toString('latin1', 0, 5) === 'WARC/';
  } catch {
    return false;
  }
}

function unpacked(format: SavedFormat, bytes: Buffer, room: number): Buffer {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    const whole = isPacked ? gunzipSync(bytes, { maxOutputLength: Math.max(1, room) }) : bytes;
    if (whole.length <= room) return whole;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE')
      throw new SavedPageError({ kind: 'broken', format });
  }
  throw new SavedPageError({ kind: 'too-long', most: MAX_SAVED_BYTES });
}

/** Answers and resources of the web, in the order of the file. What comes behind a record that is broken is not read. */
function* recordsIn(format: SavedFormat, bytes: Buffer): Generator<Recorded> {
  for (let at = 0, n = 0; at < bytes.length && n < MOST_RECORDS; n++) {
    const head = readHeadFields(bytes, at);
    const length = Number(head?.fields.get('content-length') ?? Number.NaN);
    if (
      head === null ||
      !/^WARC\/[\d.]+$/u.test(head.first) ||
      !Number.isInteger(length) ||
      length < 0
    )
      throw new SavedPageError({ kind: 'broken', format });
    const { fields } = head;
    const end = head.end + length;
    if (end > bytes.length) throw new SavedPageError({ kind: 'broken', format });
    const url = fields.get('warc-target-uri')?.replace(/^<|>$/gu, '') ?? '';
    const type = fields.get('warc-type');
    const block = bytes.subarray(head.end, end);
    const answer =
      type === 'response'
        ? readAnswer(block)
        : type === 'resource'
          ? {
              http: 200,
              contentType: fields.get('content-type') ?? null,
              location: null,
              body: () => block,
            }
          : null;
    if (answer !== null && isWeb(url))
      yield {
        url,
        date: fields.get('warc-date') ?? '',
        isCut: fields.has('warc-truncated'),
        answer,
      };
    // Two line breaks behind each; some writers leave one out.
    at = end;
    while (bytes[at] === 0x0d || bytes[at] === 0x0a) at++;
  }
}

const isPage = ({ answer }: Recorded): boolean =>
  answer.http === 200 && /html|pdf/iu.test(answer.contentType ?? '');

function chosen(
  format: SavedFormat,
  records: readonly Recorded[],
  asked: string | null,
): SavedPage {
  const pages = [...new Set(records.filter(isPage).map((one) => one.url))];
  const url = asked ?? (pages.length === 1 ? (pages[0] as string) : '');
  let wanted = url;
  for (let hops = 0; hops <= MOST_HOPS; hops++) {
    const own = records.filter((one) => sameAddress(one.url, wanted));
    if (own.length === 0) break;
    const [latest] = own.filter(isPage).sort((a, b) => (a.date < b.date ? 1 : -1));
    const bytes = latest === undefined || latest.isCut ? null : latest.answer.body();
    if (latest !== undefined && bytes !== null) {
      const { date, answer } = latest;
      return {
        format,
        says: [url],
        dated: parseStatedDate(date),
        bytes,
        contentType: answer.contentType,
      };
    }
    const next = own.findLast(({ answer }) => answer.http >= 300 && answer.http < 400)?.answer
      .location;
    const leads = next == null ? null : parseAddress(next, wanted);
    if (latest !== undefined || leads === null || sameAddress(leads.href, wanted))
      throw new SavedPageError({ kind: 'not-whole' });
    wanted = leads.href;
  }
  const more = Math.max(0, pages.length - NAMED);
  throw new SavedPageError({ kind: 'not-in-it', pages: pages.slice(0, NAMED), more });
}

/** Codings that are undone; as many as of a live answer. */
const MOST_CODINGS = 5;

/** Reads a recorded answer; null when it is none. */
function readAnswer(message: Buffer) {
  const head = readHeadFields(message);
  const http = Number(/^HTTP\/\d(?:\.\d)? (\d{3})\b/u.exec(head?.first ?? '')?.[1]);
  if (head === null || Number.isNaN(http)) return null;
  const { fields, end } = head;
  return {
    http,
    contentType: fields.get('content-type') ?? null,
    location: fields.get('location') ?? null,
    /** With transfer and content encodings undone; null where it does not unpack within what a file may come to. */
    body: (): Buffer | null => bodyOf(fields, message.subarray(end)),
  };
}

function bodyOf(fields: ReadonlyMap<string, string>, sent: Buffer): Buffer | null {
  const codings = (fields.get('content-encoding') ?? '')
    .toLowerCase()
    .split(',')
    .slice(0, MOST_CODINGS);
  const whole = /\bchunked\b/iu.test(fields.get('transfer-encoding') ?? '') ? joined(sent) : sent;
  try {
    return codings.reduceRight((bytes, coding) => unpackedBody(bytes, coding.trim()), whole);
  } catch {
    return null;
  }
}

const LIMIT = { maxOutputLength: MAX_SAVED_BYTES };

/** Some recorders keep the header and undo the coding: bytes that are not packed stay as they are. */
function unpackedBody(bytes: Buffer, coding: string): Buffer {
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
      return zlib.zstdDecompressSync(bytes, LIMIT);
    default:
      return bytes;
  }
}

/** Undoes the chunked transfer coding (RFC 9112, 7.1); what is not in chunks was joined by the recorder. */
function joined(sent: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0; at < sent.length; ) {
    const line = sent.indexOf('\r\n', at);
    const size = /^([\da-f]{1,8})(?:;|$)/iu.exec(
      sent.toString('latin1', at, Math.min(line, at + 100)),
    )?.[1];
    if (line < 0 || size === undefined) return chunks.length === 0 ? sent : Buffer.concat(chunks);
    const length = Number.parseInt(size, 16);
    if (length === 0) break;
    chunks.push(sent.subarray(line + 2, line + 2 + length));
    at = line + 2 + length + 2;
  }
  return Buffer.concat(chunks);
}
