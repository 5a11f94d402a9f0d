import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import type { EvidenceProblem } from '../model/capture.js';
import { jsonIn } from '../model/problem.js';
import { type Extent, fileSize, fileText, hashOf, slice } from './disk.js';
import type { LogStray } from './hash-chain.js';
import { isFiled, type LeftLine, type LogLine, remains, type Tip } from './log.js';
import { inflateMember, MEMBER, type ReadRecord, readRecords } from './warc.js';

/**
 * Bytes in a folder of evidence that no line of its log lists. A killed process can leave some, by the order in which it writes
 * (docs/evidence.md): records before their line, a line before the head. The next process writes down what it finds
 * ({@link LeftLine}) before anything else, so that such bytes can stand unlisted in one place only: where the last write was.
 */
export interface UnlistedBytes {
  /** What was written and is not as it was. */
  readonly problems: readonly EvidenceProblem[];
  /** What a killed process left. */
  readonly notes: readonly EvidenceProblem[];
  /** What none can have left. */
  readonly foreign: readonly EvidenceProblem[];
}

/** What the log says of the bytes beside it, gathered line by line. */
export class ListedBytes {
  readonly extents = new Map<string, (Extent & { readonly n: number })[]>();
  readonly left: LeftLine[] = [];
  /** UUIDs of the records that lines list. */
  readonly ids = new Set<string>();
  /** The file of the latest line that lists bytes: where the last write was. */
  lastFile: string | null = null;
  /** The latest line of a process that wrote down what another had left. */
  lastStrict = 0;
  /** The first of them; lines of before tolerate what they found. */
  firstStrict = Number.POSITIVE_INFINITY;
  /** Lines behind the one that the head names. */
  readonly beyond: LogLine[] = [];

  /** `head` is the number of the line that the head names; `shape` reads what no line lists. */
  constructor(
    private readonly head: number,
    readonly shape: typeof shapeOf = shapeOf,
  ) {}

  add(line: LogLine): void {
    if (line.n > this.head) this.beyond.push(line);
    if (line.kind === 'left') this.left.push(line);
    if (line.kind === 'left' || ('strict' in line && line.strict === true)) {
      this.lastStrict = Math.max(this.lastStrict, line.n);
      this.firstStrict = Math.min(this.firstStrict, line.n);
    }
    if (!isFiled(line)) return;
    this.ids.add(line.id);
    this.lastFile = line.file;
    const { n, offset, length } = line;
    const own = this.extents.get(line.file) ?? [];
    this.extents.set(line.file, own);
    own.push({ n, offset, length });
  }

  /** Where what lines list of a file ends, what was left included that a line writes down. */
  endOf(file: string): number {
    const left = this.left
      .filter((line) => line.file === file)
      .map(({ offset, bytes }) => offset + bytes);
    return Math.max(
      0,
      ...(this.extents.get(file) ?? []).map(({ offset, length }) => offset + length),
      ...left,
    );
  }

  /** True when a process that writes down what was left has written since the last line about a file. */
  isClosed(file: string): boolean {
    return this.lastStrict > (this.extents.get(file)?.at(-1)?.n ?? 0);
  }
}

const LOG = 'log.jsonl';
const WARC = /^run-(\d{6,})(?:-\d+)?\.warc\.gz$/u;

const FOREIGN = 'that citewatch did not write';
const MISPLACED = 'that no killed process can have left here';
const TWICE = 'its line lists bytes that an earlier line lists';
const BEYOND =
  'its line stands further behind the line that the file “head” names than one write reaches';

type Told = { readonly [K in keyof UnlistedBytes]: EvidenceProblem[] };

/** Looks through a folder for what its log does not list. `strays` are the lines of the log that are none of the chain’s. */
export async function reviewUnlistedBytes(
  folder: string,
  listed: ListedBytes,
  strays: readonly LogStray[],
): Promise<UnlistedBytes> {
  const told: Told = { problems: [], notes: [], foreign: [] };
  for (const entry of entriesOf(folder)) {
    const fault = await entryFault(folder, entry);
    if (fault !== null) told.foreign.push({ file: entry.name, ...fault });
  }
  const open = await openFile(folder, listed);
  for (const file of warcFiles(folder)) await reviewFile(folder, file, listed, file === open, told);
  for (const stray of strays) await reviewStray(folder, stray, listed, told);
  const [first, ...more] = listed.beyond;
  const out = more.find((line) => first !== undefined && !isOneWrite(first, line));
  if (out !== undefined) told.foreign.push({ ...out, message: BEYOND });
  return told;
}

/** The files of captures in a folder; none when it is absent. What only looks like one is none. */
export const warcFiles = (folder: string): readonly string[] =>
  entriesOf(folder).flatMap((entry) =>
    entry.isFile() && WARC.test(entry.name) ? [entry.name] : [],
  );

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Beginnings of what the head says, as a killed process leaves them before they take its place. */
const HALF_HEAD = /^(?:\d{1,16}(?: [0-9a-f]{0,64}\n?)?)?\0*$/u;

const FILES_ONLY = 'and citewatch puts files only here';

async function entryFault(
  folder: string,
  entry: Dirent,
): Promise<Pick<EvidenceProblem, 'offset' | 'message'> | null> {
  const { name } = entry;
  if (entry.isSymbolicLink()) return { message: `is a link, ${FILES_ONLY}` };
  if (!entry.isFile())
    return { message: `is ${entry.isDirectory() ? 'a folder' : 'no file'}, ${FILES_ONLY}` };
  if (name === LOG || name === 'head' || WARC.test(name)) return null;
  const size = (await fileSize(join(folder, name))) ?? 0;
  // A lock is held on an empty file; what a head is to say is written beside it first.
  if (name === 'lock' && size === 0) return null;
  const isHalf = name === 'head.new' && size < 100;
  if (isHalf && HALF_HEAD.test((await fileText(join(folder, name))) ?? '')) return null;
  return { offset: 0, message: `${size} bytes ${FOREIGN}` };
}

/** The one file at whose end a killed process can have left bytes that are written down nowhere. */
async function openFile(folder: string, listed: ListedBytes): Promise<string | null> {
  // Where the run's file could not be gone on with, or it was another run, the last write began a file.
  const begun: string[] = [];
  for (const file of warcFiles(folder)) {
    if (listed.endOf(file) > 0) continue;
    const { length, foreignAt } = await readUnlisted(folder, file, 0, listed);
    if (length > 0 && foreignAt === null) begun.push(file);
  }
  const [only = listed.lastFile, another] = begun;
  return another === undefined ? only : null;
}

/** Where the listed records of a file end, and what is wrong with their places: two in one, and bytes between two. */
function reviewExtents(file: string, { extents }: ListedBytes) {
  const problems: EvidenceProblem[] = [];
  let end = 0;
  for (const { n, offset, length } of extents.get(file) ?? []) {
    if (offset < end) problems.push({ n, file, offset, message: TWICE });
    else if (offset > end)
      problems.push({ file, offset: end, message: `${offset - end} bytes ${FOREIGN}` });
    end = Math.max(end, offset + length);
  }
  return { end, problems };
}

async function reviewFile(
  folder: string,
  file: string,
  listed: ListedBytes,
  isOpen: boolean,
  { notes, foreign }: Told,
): Promise<void> {
  const { end, problems } = reviewExtents(file, listed);
  foreign.push(...problems);
  const size = (await fileSize(join(folder, file))) ?? 0;
  if (size <= end) return;
  const line = listed.left.find((left) => left.file === file && left.offset === end);
  const isKnown = line !== undefined && (await isAsLeft(folder, line));
  const left = await readUnlisted(folder, file, end, listed, isKnown ? line.bytes : undefined);
  const note = { file, offset: end, message: unlistedWords(left) };
  if (isKnown) {
    notes.push(note);
    const more = size - end - line.bytes;
    if (more > 0)
      foreign.push({ file, offset: end + line.bytes, message: `${more} bytes ${FOREIGN}` });
    return;
  }
  const { foreignAt } = left;
  if (foreignAt !== null)
    foreign.push({ file, offset: foreignAt, message: `${size - foreignAt} bytes ${FOREIGN}` });
  else if (isOpen || !listed.isClosed(file)) notes.push(note);
  else foreign.push({ file, offset: end, message: `${size - end} bytes ${MISPLACED}` });
}

const isAsLeft = async (
  folder: string,
  { file, offset, bytes, leftSha256 }: LeftLine,
): Promise<boolean> => (await hashOf(join(folder, file), offset, bytes)) === leftSha256;

/** What is left behind the last record that is listed. */
export interface Shape {
  /** Whole records in it. */
  readonly whole: number;
  /** True when its end was not written any more. */
  readonly torn: boolean;
  /** From where on it is not what this program writes; null for nowhere. */
  readonly foreignAt: number | null;
}

interface Left extends Shape {
  readonly length: number;
}

function unlistedWords({ length, whole, torn }: Left): string {
  const unlisted =
    whole === 0 ? [] : [`${whole} whole ${whole === 1 ? 'record' : 'records'} without a line`];
  const half = torn ? ['a record that was half written'] : [];
  const what = [...unlisted, ...half].join(' and ');
  return `${length} bytes that the log does not list: ${what}, left by a process that was killed`;
}

/** What stands in a file behind what is listed, read as far as it is this program's. */
async function readUnlisted(
  folder: string,
  file: string,
  offset: number,
  { ids, shape: read }: ListedBytes,
  length = Number.POSITIVE_INFINITY,
): Promise<Left> {
  const whole = (await fileSize(join(folder, file))) ?? 0;
  const bytes = await slice(join(folder, file), offset, Math.min(length, whole - offset));
  const { length: size } = bytes;
  const shape = await read(bytes, { file, offset, ids });
  // A machine that lost its power may have made room for bytes that never came.
  const end = bytes.findLastIndex((byte) => byte !== 0) + 1;
  if (shape.foreignAt === null || size - end < LEAST_PADDING) return { length: size, ...shape };
  return {
    length: size,
    ...(await read(bytes.subarray(0, end), { file, offset, ids })),
    torn: true,
  };
}

/** Zeros that are no part of a gzip member's end: its length has at most four. */
const LEAST_PADDING = 16;

export interface Where {
  readonly file: string;
  readonly offset: number;
  readonly ids: ReadonlySet<string>;
}

/** Bytes of a gzip member's head that are the same in all that we wrote: no name, no comment, no time (RFC 1952, 2.3). */
const MEMBER_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]);
/** Bytes that a record may come to; more is no record of ours. */
const MOST_RECORD_BYTES = 512 * 1024 ** 2;

/** What bytes behind the last record that is listed are. */
export async function shapeOf(packed: Uint8Array, where: Where): Promise<Shape> {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.length);
  let whole = 0;
  for (let at = 0; at < bytes.length; whole++) {
    const rest = bytes.subarray(at);
    const offset = where.offset + at;
    const foreign = { whole, torn: false, foreignAt: offset };
    const start = MEMBER_HEAD.subarray(0, rest.length);
    const member = rest.subarray(0, start.length).equals(start) ? gunzipPrefix(rest) : null;
    if (member === null) return foreign;
    if (member.length === null)
      return beginsAsOurs(member.text, where.ids)
        ? { whole, torn: true, foreignAt: null }
        : foreign;
    const record = await recordIn(rest.subarray(0, member.length));
    if (record === null || !isOurs(record, { ...where, offset })) return foreign;
    at += member.length;
  }
  return { whole, torn: false, foreignAt: null };
}

/** A gzip member at the beginning of bytes: its length, null when it is cut short, and what it says; null when it is none. */
function gunzipPrefix(
  bytes: Buffer,
): { readonly length: number | null; readonly text: Buffer } | null {
  const packed = bytes.subarray(MEMBER.head);
  if (packed.length === 0) return { length: null, text: packed };
  try {
    const { text, read } = inflateMember(packed, MOST_RECORD_BYTES);
    const length = MEMBER.head + read + MEMBER.foot;
    return { length: length > bytes.length ? null : length, text };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'Z_BUF_ERROR') return null;
    // 2 is Z_SYNC_FLUSH: what came out so far.
    return {
      length: null,
      text: inflateRawSync(packed, { finishFlush: 2, maxOutputLength: MOST_RECORD_BYTES }),
    };
  }
}

const OPENING = 'WARC/1.1\r\nWARC-Type: ';
const TYPES = ['warcinfo', 'response', 'revisit', 'request', 'metadata', 'resource'];

/** True when half a record's beginning is one of ours, and no copy of one that is listed. */
function beginsAsOurs(text: Buffer, ids: ReadonlySet<string>): boolean {
  const said = text.toString('latin1', 0, 200);
  const isOpening = TYPES.some((type) => {
    const whole = `${OPENING}${type}\r\nWARC-Record-ID: <urn:uuid:`;
    return said.length < whole.length ? whole.startsWith(said) : said.startsWith(whole);
  });
  const [, id] = /<urn:uuid:([0-9a-f-]{36})>/u.exec(said) ?? [];
  return isOpening && (id === undefined || !ids.has(id));
}

async function recordIn(member: Buffer): Promise<ReadRecord | null> {
  try {
    const [record, ...more] = await readRecords(member);
    return record === undefined || more.length > 0 ? null : record;
  } catch {
    return null;
  }
}

/** False for a record that this program did not put there: of another file or run, or a copy of one that is listed. */
function isOurs({ fields, block }: ReadRecord, { file, offset, ids }: Where): boolean {
  const type: string = fields.get('warc-type') ?? '';
  const [, id = ''] =
    /^<urn:uuid:([0-9a-f-]{36})>$/u.exec(fields.get('warc-record-id') ?? '') ?? [];
  if (!TYPES.includes(type) || id === '' || ids.has(id)) return false;
  // A file is opened by a record about itself.
  if ((type === 'warcinfo') !== (offset === 0)) return false;
  if (type === 'warcinfo') return fields.get('warc-filename') === file;
  const said = jsonIn(block.toString()) as { readonly run?: unknown } | null | undefined;
  return type !== 'metadata' || said?.run === Number(WARC.exec(file)?.[1]);
}

const NOT_OURS = `a line ${FOREIGN}`;
const TORN = 'a line that was half written when the process was killed, and listed nothing';
const ALTERED = 'its line in the log was altered';

/** Lines that have no place in the chain: what the next process found and wrote down, or what is the log's end. */
async function reviewStray(
  folder: string,
  { lines, place, before, next }: LogStray,
  listed: ListedBytes,
  told: Told,
): Promise<void> {
  const faultOf = (message: string) =>
    lines.map(({ text, place: { offset } }) => ({ ...remains(text), file: LOG, offset, message }));
  let isLeft: boolean;
  if (next?.kind === 'left' && next.file === LOG && next.offset === place.offset)
    // The line break behind it is the next process's.
    isLeft = next.bytes === place.length && (await isAsLeft(folder, next));
  else {
    const lists = await Promise.all(lines.map(({ text }) => wouldList(folder, text, listed)));
    // Of a process that was killed before the head could name its line, and somebody altered that.
    if (next === null && lists.every((is) => is)) {
      told.problems.push(...faultOf(ALTERED).map((one, i) => ({ ...one, n: before.n + 1 + i })));
      return;
    }
    const isHalf = lines.every(({ text }) => isHalfLine(text, before));
    isLeft = isHalf && (next === null || next.n < listed.firstStrict);
  }
  if (isLeft) told.notes.push(...faultOf(TORN));
  else told.foreign.push(...faultOf(NOT_OURS));
}

/** True for a whole line that names bytes which no other line lists. */
async function wouldList(folder: string, text: string, listed: ListedBytes): Promise<boolean> {
  const { file = '', offset = 0 } = remains(text);
  if (!isWhole(text) || !WARC.test(file)) return false;
  return listed.endOf(file) === offset && ((await fileSize(join(folder, file))) ?? 0) > offset;
}

/** True for the beginning of a line that would stand behind `tip`: all but its end. */
function isHalfLine(text: string, tip: Tip): boolean {
  const said = text.replace(/\0+$/u, '');
  const opening = `{"n":${tip.n + 1},"kind":"`;
  if (said.length <= opening.length) return opening.startsWith(said);
  return (
    said.startsWith(opening) &&
    /^[a-z]+(?:$|"(?:$|,))/u.test(said.slice(opening.length)) &&
    !isWhole(said)
  );
}

/** What the end of each line looks like. */
const SEALED_END = /"previous":"[0-9a-f]{64}","sha256":"[0-9a-f]{64}"\}$/u;

const isWhole = (text: string): boolean => SEALED_END.test(text) || jsonIn(text) !== undefined;

/** True for lines that are written at once. */
function isOneWrite(one: LogLine, other: LogLine): boolean {
  if (one.kind === 'left') return other.kind === 'left';
  const isCapture =
    one.kind === 'capture' && (other.kind === 'capture' || other.kind === 'certificate');
  return isCapture && one.file === other.file;
}

/**
 * What is to be written down as left before anything else is: what stands unlisted where the last write was and is what this program
 * writes, in the log and in a file. In a log of before, wherever it stands.
 */
export async function findLeftoverBytes(
  folder: string,
  listed: ListedBytes,
  torn: LogStray | null,
): Promise<readonly (Extent & { readonly file: string })[]> {
  const found: (Extent & { readonly file: string })[] = [];
  if (torn?.lines.every(({ text }) => isHalfLine(text, torn.before)) === true)
    found.push({ file: LOG, ...torn.place });
  const open = await openFile(folder, listed);
  for (const file of warcFiles(folder)) {
    const end = listed.endOf(file);
    if (
      ((await fileSize(join(folder, file))) ?? 0) <= end ||
      (file !== open && listed.isClosed(file))
    )
      continue;
    const left = await readUnlisted(folder, file, end, listed);
    if (left.foreignAt === null) found.push({ file, offset: end, length: left.length });
  }
  return found;
}
