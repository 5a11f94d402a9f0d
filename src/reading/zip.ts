import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { type CheerioAPI, load } from 'cheerio/slim';
import type { Block, Document } from '../model/document.js';
import { isoDate } from '../passage/text/dates.js';
import { collapseWhitespace } from '../passage/text/sentences.js';
import { titleIn } from './metadata.js';
import { mediaType, plainText, unreadFile } from './sniff.js';
import { type Element, type Tree, walk } from './tree.js';

/** Bytes that one file of an archive may have, unpacked: far more than the XML of a long report; what unpacks to more is a trap. */
const LARGEST = 64 * 1024 * 1024;
/** Files of an archive that are listed; a Word document has some dozens. */
const MOST_ENTRIES = 10_000;

/** Signature of the record at an archive's end (PKWARE APPNOTE 4.3.16). */
const END = 0x06054b50;
/** Bytes of that record, without its comment. */
const END_SIZE = 22;
/** Bytes of the longest comment behind it: its length is a 16-bit number. */
const LONGEST_COMMENT = 0xffff;
/** Signature of a file's record in the directory (PKWARE APPNOTE 4.3.12). */
const ENTRY = 0x02014b50;
/** Bytes of that record, without its names. */
const ENTRY_SIZE = 46;
/** Bytes of the header before a file's data, without its names (PKWARE APPNOTE 4.3.7). */
const LOCAL_SIZE = 30;

/** Unpacks one file of an archive by its name; null when it is not there. Throws for a broken archive. */
type Unzip = ((name: string) => Uint8Array | null) & {
  /** Of all files, as the archive has them: what they say is no path of ours. */
  readonly names: readonly string[];
};

/**
 * Reads an archive's directory. Throws when there is none.
 *
 * Why not `unzipSync` of fflate, which writes our archives: it believes the size that an archive states, allocates that much, and cuts
 * off silently what is longer. A document whose end is cut off would lose its passages.
 */
export function openZip(bytes: Uint8Array): Unzip {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const entries = readDirectory(view);
  const unzip = (name: string): Uint8Array | null => {
    const entry = entries.get(name);
    if (!entry) return null;
    const { method, packed, local } = entry;
    const start = local + LOCAL_SIZE + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28);
    const data = view.subarray(start, start + packed);
    return method === 0 ? data : inflateRawSync(data, { maxOutputLength: LARGEST });
  };
  return Object.assign(unzip, { names: [...entries.keys()] });
}

/** `local`: offset of a file's own header. */
function readDirectory(view: Buffer) {
  const end = endOf(view);
  const count = Math.min(view.readUInt16LE(end + 10), MOST_ENTRIES);
  const entries = new Map<string, Readonly<Record<'method' | 'packed' | 'local', number>>>();
  let at = view.readUInt32LE(end + 16);
  for (let i = 0; i < count && view.readUInt32LE(at) === ENTRY; i++) {
    const name = view.readUInt16LE(at + 28);
    entries.set(view.toString('utf8', at + ENTRY_SIZE, at + ENTRY_SIZE + name), {
      method: view.readUInt16LE(at + 10),
      packed: view.readUInt32LE(at + 20),
      local: view.readUInt32LE(at + 42),
    });
    at += ENTRY_SIZE + name + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  }
  return entries;
}

function endOf(view: Buffer): number {
  const first = Math.max(0, view.length - END_SIZE - LONGEST_COMMENT);
  for (let at = view.length - END_SIZE; at >= first; at--) if (view.readUInt32LE(at) === END) return at;
  throw new Error('no directory');
}

/** Flag of a file of which the sizes stand behind its data (PKWARE APPNOTE 4.4.4, bit 3). */
const SIZES_BEHIND = 0x0008;
/** What stands for a size that a 32-bit field does not hold (PKWARE APPNOTE 4.4.8). */
const BEYOND = 0xffffffff;
/** Flag of a name in UTF-8 (PKWARE APPNOTE 4.4.4, bit 11). */
const UTF8 = 0x0800;

/**
 * An archive with other files in the place of those of these names, and what it lacks at its end. All else keeps its bytes, packed as it is, and its order. Throws for a
 * broken archive, and for one of more than 4 GB.
 */
export function replaceInZip(bytes: Uint8Array, files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = endOf(view);
  const records = recordsIn(view, end);
  const directory = view.readUInt32LE(end + 16);
  const starts = [...records.map(({ local }) => local), directory].sort((a, b) => a - b);
  const parts: Buffer[] = [view.subarray(0, starts[0])];
  let at = starts[0] as number;
  const put = (...pieces: readonly Buffer[]): number => {
    const from = at;
    parts.push(...pieces);
    for (const piece of pieces) at += piece.length;
    return from;
  };
  const written = new Map<number, Buffer>();
  for (const { name, local, record } of records.toSorted((a, b) => a.local - b.local)) {
    const file = files.get(name);
    const next = starts.find((start) => start > local) ?? directory;
    const fresh = file && packedFile(record, file);
    const entry = fresh?.entry ?? Buffer.from(record);
    entry.writeUInt32LE(put(...(fresh?.local ?? [view.subarray(local, next)])), 42);
    written.set(local, entry);
  }
  const entries = records.map(({ local }) => written.get(local) as Buffer);
  const known = new Set(records.map(({ name }) => name));
  for (const [name, file] of files) {
    if (known.has(name)) continue;
    const record = Buffer.concat([Buffer.alloc(ENTRY_SIZE), Buffer.from(name)]);
    record.writeUInt32LE(ENTRY);
    record.writeUInt16LE(20, 4);
    record.writeUInt16LE(20, 6);
    record.writeUInt16LE(UTF8, 8);
    record.writeUInt16LE(name.length, 28);
    // The first day that the format knows (4.4.6), as of a file that says none.
    record.writeUInt16LE(0x21, 14);
    const { entry, local } = packedFile(record, file);
    entry.writeUInt32LE(put(...local), 42);
    entries.push(entry);
  }
  const tail = Buffer.from(view.subarray(end));
  const start = put(...entries);
  tail.writeUInt16LE(entries.length, 8);
  tail.writeUInt16LE(entries.length, 10);
  tail.writeUInt32LE(at - start, 12);
  tail.writeUInt32LE(start, 16);
  return Buffer.concat([...parts, tail]);
}

/** The directory's records, in its order. */
function recordsIn(view: Buffer, end: number) {
  const count = view.readUInt16LE(end + 10);
  let at = view.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    const length = view.readUInt16LE(at + 28);
    const size = ENTRY_SIZE + length + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
    const record = view.subarray(at, at + size);
    const local = record.readUInt32LE(42);
    if (record.readUInt32LE() !== ENTRY || local === BEYOND) throw new Error('a directory that is not understood');
    at += size;
    return { name: record.toString('utf8', ENTRY_SIZE, ENTRY_SIZE + length), local, record };
  });
}

/** A file packed anew under the record of the one whose place it takes, and what stands before its data. */
function packedFile(record: Buffer, file: Uint8Array) {
  const packed = deflateRawSync(file);
  const entry = Buffer.from(record);
  entry.writeUInt16LE(entry.readUInt16LE(8) & ~SIZES_BEHIND, 8);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(crc32(file), 16);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(file.length, 24);
  const header = Buffer.alloc(LOCAL_SIZE);
  header.writeUInt32LE(0x04034b50);
  // From the version needed to the length of the name both records say the same (4.3.7, 4.3.12).
  entry.copy(header, 4, 6, 30);
  const name = entry.subarray(ENTRY_SIZE, ENTRY_SIZE + entry.readUInt16LE(28));
  return { entry, local: [header, name, packed] };
}

/** Reads a Word document (DOCX); other archives are not read. */
export function readZip(bytes: Uint8Array, contentType: string | null): Document {
  try {
    const unzip = openZip(bytes);
    const body = xml(unzip, 'word/document.xml');
    return body ? readDocx(body, unzip) : unreadFile('archive', mediaType(contentType));
  } catch {
    return unreadFile('broken-archive', mediaType(contentType));
  }
}

function xml(unzip: Unzip, name: string): CheerioAPI | null {
  const bytes = unzip(name);
  return bytes && load(new TextDecoder().decode(bytes), { xml: true });
}

function readDocx(body: CheerioAPI, unzip: Unzip): Document {
  const levels = headingStyles(xml(unzip, 'word/styles.xml'));
  const blocks = paragraphs(body.root()[0] as Tree, levels);
  const core = xml(unzip, 'docProps/core.xml');
  const fact = (name: string): string => collapseWhitespace(core?.(name).last().text() ?? '');
  return {
    ...plainText('text', blocks, blocks.length === 0 ? { kind: 'empty-word-file' } : null),
    title: titleIn(fact('dc\\:title')),
    lang: fact('dc\\:language') || null,
    dates: { published: isoDate(fact('dcterms\\:created')), modified: isoDate(fact('dcterms\\:modified')) },
  };
}

// Text that was deleted under change tracking, or that repeats a text box for older programs.
const UNSHOWN: ReadonlySet<string> = new Set(['w:del', 'mc:Fallback', 'w:instrText', 'w:delText']);

function paragraphs(body: Tree, levels: ReadonlyMap<string, number>): Block[] {
  const blocks: Block[] = [];
  // Text boxes put paragraphs inside paragraphs, so there is one text for each that is open.
  const open: { text: string; level: number }[] = [];
  let inText = false;
  walk(body, {
    enter({ name, attribs }) {
      const paragraph = open.at(-1);
      if (UNSHOWN.has(name)) return false;
      if (name === 'w:p') open.push({ text: '', level: 0 });
      if (name === 'w:t') inText = true;
      if (!paragraph) return true;
      if (name === 'w:pStyle') paragraph.level = levels.get(attribs['w:val'] ?? '') ?? 0;
      if (name === 'w:tab' || name === 'w:br' || name === 'w:cr') paragraph.text += ' ';
      if (name === 'w:noBreakHyphen') paragraph.text += '-';
      return true;
    },
    leave({ name }) {
      if (name === 'w:t') inText = false;
      if (name !== 'w:p') return;
      const { text = '', level = 0 } = open.pop() ?? {};
      const block: Block = { text: collapseWhitespace(text), role: 'main' };
      if (block.text !== '') blocks.push(level > 0 ? { ...block, heading: level } : block);
    },
    text(data) {
      const paragraph = open.at(-1);
      if (inText && paragraph) paragraph.text += data;
    },
  });
  return blocks;
}

/** Levels of the heading styles by their ids, which differ from language to language; their names do not. */
function headingStyles(styles: CheerioAPI | null): Map<string, number> {
  const levels = new Map<string, number>([['Title', 1]]);
  for (const { attribs, parent } of styles?.('w\\:style > w\\:name').get() ?? []) {
    const level = /^heading ([1-6])$/i.exec(attribs['w:val'] ?? '')?.[1];
    if (level) levels.set((parent as Element).attribs['w:styleId'] ?? '', Number(level));
  }
  return levels;
}
