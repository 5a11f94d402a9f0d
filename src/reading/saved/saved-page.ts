import type { SavedFault, SavedFormat } from '../../model/document.js';

/** The page in a file that a person saved. */
export interface SavedPage {
  readonly format: SavedFormat;
  /** Addresses that the file says it was saved from; none where it says nothing. */
  readonly says: readonly string[];
  /** When it says that it was saved, ISO; null where it says nothing. */
  readonly dated: string | null;
  readonly bytes: Uint8Array;
  /** As a `Content-Type` header names it, or null. */
  readonly contentType: string | null;
}

/** Thrown where a file cannot be heard, for a reason that its author can mend. */
export class SavedPageError extends Error {
  constructor(readonly fault: SavedFault) {
    super(fault.kind);
  }
}

/** Characters of a stated date that are looked at: longer ones are none. */
const LONGEST_DATE = 100;

/** A date as files state it, ISO; null when it is none. */
export function parseStatedDate(text: string | undefined): string | null {
  const time =
    text === undefined || text.length > LONGEST_DATE ? Number.NaN : Date.parse(text.trim());
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

/** True for an address of the web, as opposed to a file's or a program's own. */
export const isWeb = (address: string): boolean => /^https?:\/\/./iu.test(address);

/** Bytes of a head that are read: mail programs and servers stop at 8 to 64 kB. */
const LONGEST_HEAD = 65_536;

/** The head of a message, or of a record. */
interface HeadFields {
  /** The first line, where it is no field: `HTTP/1.1 200 OK`, `WARC/1.1`. */
  readonly first: string;
  /** Names in lower case, the first of each; lines that were folded are joined. */
  readonly fields: ReadonlyMap<string, string>;
  /** Where what follows begins, in bytes. */
  readonly end: number;
}

/** Reads the head that begins at `from`; null where none ends. Bytes are read as Latin-1. */
export function readHeadFields(bytes: Buffer, from = 0): HeadFields | null {
  const most = bytes.toString('latin1', from, from + LONGEST_HEAD);
  const blank = /\r\n\r\n|\n\n/u.exec(most);
  if (blank === null) return null;
  const lines = most
    .slice(0, blank.index)
    .replace(/\r?\n[ \t]+/gu, ' ')
    .split(/\r?\n/u);
  const fields = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return { first: lines[0] ?? '', fields, end: from + blank.index + blank[0].length };
}

// Why no library: those that read mail join all its HTML, adverts in frames too, drop where a part came from and read what was cut short.
// postal-mime 4 keeps each line as an object besides: 19 MB of empty lines take more than 4 GB.

/** Multiparts in multiparts that are opened: browsers make one, mail programs two. */
const DEEPEST = 4;
/** Parts that are looked at: a page has a few hundred pictures and sheets. */
const MOST_PARTS = 10_000;

/** True for a page saved as MHTML (RFC 2557): what browsers call “Webpage, Single File”. */
export function isMhtml(bytes: Buffer): boolean {
  const { first, fields } = readHeadFields(bytes) ?? {
    first: '',
    fields: new Map<string, string>(),
  };
  const type = fields.get('content-type') ?? '';
  return (
    /^[\w-]+[ \t]*:/u.test(first) &&
    /^(?:multipart\/|text\/html|application\/xhtml\+xml)/iu.test(type)
  );
}

/** Reads the page itself, its root: frames, pictures and sheets are left out. Throws {@link SavedPageError}. */
export function readMhtml(bytes: Buffer): SavedPage {
  const head = readHeadFields(bytes);
  if (head === null) throw new SavedPageError({ kind: 'broken', format: 'mhtml' });
  const root = rootOf({ fields: head.fields, body: bytes.subarray(head.end) }, DEEPEST);
  if (root === null) throw new SavedPageError({ kind: 'no-page', format: 'mhtml' });
  const places = [
    head.fields.get('snapshot-content-location'),
    root.fields.get('content-location'),
  ];
  return {
    format: 'mhtml',
    says: places.flatMap((place) =>
      place !== undefined && isWeb(place) ? [place.replace(/\s/gu, '')] : [],
    ),
    dated: parseStatedDate(head.fields.get('date')),
    bytes: decoded(root),
    contentType: root.fields.get('content-type') ?? null,
  };
}

type Part = Pick<HeadFields, 'fields'> & { readonly body: Buffer };

const typeOf = ({ fields }: Part): string => fields.get('content-type') ?? '';

/** The page in a part: itself, or the part that a multipart names as its root (RFC 2387), or else its first page. */
function rootOf(part: Part, depth: number): Part | null {
  if (/^(?:text\/html|application\/xhtml\+xml)\b/iu.test(typeOf(part))) return part;
  if (!/^multipart\//iu.test(typeOf(part)) || depth === 0) return null;
  const start = parameter(part, START);
  const parts = partsOf(part);
  const named =
    start === null ? undefined : parts.find(({ fields }) => fields.get('content-id') === start);
  for (const one of named === undefined ? parts : [named, ...parts]) {
    const root = rootOf(one, depth - 1);
    if (root !== null) return root;
  }
  return null;
}

const BOUNDARY = /;\s*boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;"]{1,200}))/iu;
const START = /;\s*start\s*=\s*(?:"([^"]{1,200})"|([^\s;"]{1,200}))/iu;

const parameter = (part: Part, name: RegExp): string | null => {
  const [, quoted, plain] = name.exec(typeOf(part)) ?? [];
  return quoted ?? plain ?? null;
};

/** The bytes that end a line, alone or behind each other (RFC 2045, 2.1). */
const LINE_FEED = 0x0a;
/** The first of the two. */
const RETURN = 0x0d;

/** What may stand behind a boundary on its line (RFC 2046, 5.1.1): other lines are text, or of a longer boundary. */
const REST_OF_DELIMITER = /^(--)?[ \t]*\r?$/u;

function partsOf(part: Part): readonly Part[] {
  const boundary = parameter(part, BOUNDARY);
  const { body } = part;
  const parts: Part[] = [];
  if (boundary === null) return parts;
  const delimiter = Buffer.from(`--${boundary}`, 'latin1');
  let open = -1;
  for (
    let at = body.indexOf(delimiter);
    at >= 0;
    at = body.indexOf(delimiter, at + delimiter.length)
  ) {
    if (at > 0 && body[at - 1] !== LINE_FEED) continue;
    const lineFeed = body.indexOf(LINE_FEED, at);
    const lineEnd = lineFeed < 0 ? body.length : lineFeed;
    const rest = REST_OF_DELIMITER.exec(body.toString('latin1', at + delimiter.length, lineEnd));
    if (rest === null) continue;
    if (open >= 0) parts.push(partIn(body.subarray(open, at - (body[at - 2] === RETURN ? 2 : 1))));
    if (rest[1] !== undefined || parts.length === MOST_PARTS) return parts;
    open = lineEnd + 1;
  }
  // Its end is missing: the file was cut short.
  throw new SavedPageError({ kind: 'broken', format: 'mhtml' });
}

function partIn(bytes: Buffer): Part {
  const head = readHeadFields(bytes);
  return head === null
    ? { fields: new Map(), body: bytes }
    : { fields: head.fields, body: bytes.subarray(head.end) };
}

function decoded({ fields, body }: Part): Buffer {
  switch (/[\w-]+/u.exec(fields.get('content-transfer-encoding') ?? '')?.[0].toLowerCase()) {
    case 'quoted-printable':
      return fromQuotedPrintable(body);
    case 'base64':
      return fromBase64(body);
    default:
      return body;
  }
}

/** Undoes base64, in which some writers close each line with `=`: Node stops at the first. */
function fromBase64(body: Buffer): Buffer {
  const plain = Buffer.allocUnsafe(body.length);
  let length = 0;
  for (const [unit] of body.toString('latin1').matchAll(/[^=]+/gu))
    length += plain.write(unit, length, 'base64');
  return plain.subarray(0, length);
}

/** The codes of signs that quoted-printable gives a meaning (RFC 2045, 6.7), by ASCII. */
const EQUALS_SIGN = 0x3d;
/** The same. */
const BLANK = 0x20;
/** The same. */
const TAB = 0x09;
/** What a byte is worth as a hexadecimal digit; NaN for none. */
const DIGITS = Array.from({ length: 256 }, (_, byte) =>
  Number.parseInt(String.fromCharCode(byte), 16),
);

/** Undoes quoted-printable (RFC 2045, 6.7). What is no code stays as it stands. */
function fromQuotedPrintable(body: Buffer): Buffer {
  const plain = Buffer.allocUnsafe(body.length);
  let length = 0;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] as number;
    if (byte !== EQUALS_SIGN) {
      plain[length++] = byte;
      continue;
    }
    const code = 16 * digitAt(body, at + 1) + digitAt(body, at + 2);
    const lineFeed = softBreakFrom(body, at + 1);
    if (!Number.isNaN(code)) at += 2;
    else if (lineFeed >= 0) at = lineFeed;
    if (lineFeed < 0) plain[length++] = Number.isNaN(code) ? byte : code;
  }
  return plain.subarray(0, length);
}

const digitAt = (body: Buffer, at: number): number => DIGITS[body[at] as number] ?? Number.NaN;

/** Where the line ends that goes on in the next, or -1: mail servers add blanks to it. */
function softBreakFrom(body: Buffer, from: number): number {
  let at = from;
  while (body[at] === BLANK || body[at] === TAB) at++;
  if (body[at] === RETURN) at++;
  return body[at] === LINE_FEED ? at : -1;
}
