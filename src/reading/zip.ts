import { inflateRawSync } from 'node:zlib';
import { type CheerioAPI, load } from 'cheerio/slim';
import type { Block, Document } from '../model/document.js';
import { isoDate } from '../passage/text/dates.js';
import { collapseWhitespace } from '../passage/text/sentences.js';
import { TableCells } from './blocks.js';
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
  const entries = new Map(zipDirectory(view).records.map((one) => [one.name, one]));
  const unzip = (name: string): Uint8Array | null => {
    const entry = entries.get(name);
    if (!entry) return null;
    const { record, local } = entry;
    const start = local + LOCAL_SIZE + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28);
    const data = view.subarray(start, start + record.readUInt32LE(20));
    return record.readUInt16LE(10) === 0 ? data : inflateRawSync(data, { maxOutputLength: LARGEST });
  };
  return Object.assign(unzip, { names: [...entries.keys()] });
}

/** The records of an archive's directory in their order, each with the offset of its file's own header, and where the directory and the record behind it begin. */
export function zipDirectory(view: Buffer) {
  const end = endOf(view);
  const start = view.readUInt32LE(end + 16);
  const count = Math.min(view.readUInt16LE(end + 10), MOST_ENTRIES);
  const records: { readonly name: string; readonly record: Buffer; readonly local: number }[] = [];
  for (let at = start; records.length < count && view.readUInt32LE(at) === ENTRY; ) {
    const name = at + ENTRY_SIZE + view.readUInt16LE(at + 28);
    const next = name + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
    const record = view.subarray(at, next);
    records.push({ name: view.toString('utf8', at + ENTRY_SIZE, name), record, local: view.readUInt32LE(at + 42) });
    at = next;
  }
  return { records, start, end };
}

function endOf(view: Buffer): number {
  const first = Math.max(0, view.length - END_SIZE - LONGEST_COMMENT);
  for (let at = view.length - END_SIZE; at >= first; at--) if (view.readUInt32LE(at) === END) return at;
  throw new Error('no directory');
}

/** Reads a Word document (DOCX); other archives are not read. */
export function readZip(bytes: Uint8Array, contentType: string | null): Document {
  try {
    const unzip = openZip(bytes);
    const main = related(unzip, '', 'officeDocument', 'word/document.xml');
    const body = xml(unzip, main);
    return body ? readDocx(body, main, unzip) : unreadFile('archive', mediaType(contentType));
  } catch {
    return unreadFile('broken-archive', mediaType(contentType));
  }
}

function xml(unzip: Unzip, name: string): CheerioAPI | null {
  const bytes = unzip(name);
  return bytes && load(new TextDecoder().decode(bytes), { xml: true });
}

/** Where the relationships of a part stand (ECMA-376 part 2, 9.3.4). */
export const relationsOf = (part: string): string => part.replace(/([^/]*)$/u, '_rels/$1.rels');

/** The part to which another leads by a kind of relationship, or the `usual` one: Word on the web writes `document2.xml` and `footnotes2.xml`. */
export function partRelated(
  relations: readonly Readonly<Record<string, string>>[],
  of: string,
  kind: string,
  usual: string,
): string {
  const target = relations.find(({ Type }) => Type?.endsWith(`/${kind}`))?.Target ?? usual;
  return new URL(target, `file:///${of}`).pathname.slice(1);
}

function related(unzip: Unzip, of: string, kind: string, usual: string): string {
  const relations = xml(unzip, relationsOf(of))?.('Relationship').get() ?? [];
  return partRelated(
    relations.map(({ attribs }) => attribs),
    of,
    kind,
    usual,
  );
}

function readDocx(body: CheerioAPI, main: string, unzip: Unzip): Document {
  const levels = headingStyles(xml(unzip, related(unzip, main, 'styles', 'styles.xml')));
  const notes = ['footnotes', 'endnotes'].flatMap(
    (kind) => xml(unzip, related(unzip, main, kind, `${kind}.xml`)) ?? [],
  );
  const blocks = [body, ...notes].flatMap((part) => paragraphs(part.root()[0] as Tree, levels));
  const core = xml(unzip, 'docProps/core.xml');
  const fact = (name: string): string => collapseWhitespace(core?.(name).last().text() ?? '');
  return {
    ...plainText('text', blocks, blocks.length === 0 ? { kind: 'empty-word-file' } : null),
    title: titleIn(fact('dc\\:title')),
    lang: fact('dc\\:language') || null,
    dates: { published: isoDate(fact('dcterms\\:created')), modified: isoDate(fact('dcterms\\:modified')) },
  };
}

// Text that was deleted or moved away under change tracking, or that repeats a text box for older programs.
const UNSHOWN: ReadonlySet<string> = new Set(['w:del', 'w:moveFrom', 'mc:Fallback', 'w:instrText', 'w:delText']);

/** What Word calls a table and its parts, as HTML does. */
const CELLS: Readonly<Record<string, string>> = { 'w:tbl': 'table', 'w:tr': 'tr', 'w:tc': 'td' };

const childOf = (parent: Element | undefined, name: string): Element | undefined =>
  parent?.children.find((child): child is Element => 'attribs' in child && child.name === name);

function paragraphs(body: Tree, levels: ReadonlyMap<string, number>): Block[] {
  const blocks: Block[] = [];
  // Text boxes put paragraphs inside paragraphs, so there is one text for each that is open.
  const open: { text: string; level: number }[] = [];
  let inText = false;
  const tables = new TableCells();
  walk(body, {
    enter(element) {
      const { name, attribs } = element;
      const paragraph = open.at(-1);
      if (UNSHOWN.has(name)) return false;
      const span = childOf(childOf(element, 'w:tcPr'), 'w:gridSpan')?.attribs['w:val'];
      tables.enter({ name: CELLS[name] ?? '', attribs: { colspan: span ?? '' } });
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
      tables.leave(CELLS[name] ?? '');
      if (name !== 'w:p') return;
      const { text = '', level = 0 } = open.pop() ?? {};
      const block: Block = { text: collapseWhitespace(text), role: 'main', ...tables.cell };
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
