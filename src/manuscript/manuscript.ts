import type { FilePlace, ImportFailure } from '../model/manuscript.js';
import type { PartialDate } from '../model/watchlist.js';
import type { CslItem } from './reference.js';

/** A stretch of text of one kind. */
export interface TextRun {
  readonly text: string;
  /** The address that a click on it opens; null for none, and for a link within the file. */
  readonly href: string | null;
  /** True for what is set in italics: in most houses the title of a work. */
  readonly italic?: boolean | undefined;
  /** Ids of the notes whose marks stand behind it, in order. The mark itself is not part of `text`. */
  readonly notes: readonly string[];
  /** Raised numbers behind it that no note is declared for: as read, and as text where they are no marks. */
  readonly raised?: { readonly numbers: string; readonly text: string } | undefined;
  /** What a reference manager put behind it, when it is one of its citations. */
  readonly items: readonly CslItem[];
}

/** A cell of a table, by numbers that are its own and its row's in the whole file. */
export interface TableCell {
  readonly row: number;
  readonly number: number;
}

/** A paragraph, a heading or an item of a list, as a reader of the report sees it. */
export interface ReportParagraph {
  readonly kind: 'heading' | 'text' | 'item';
  /** 1 to 6 for a heading, else 0. */
  readonly level: number;
  /** True when it is set in from the text around it, as quotations without quotation marks are. */
  readonly indented: boolean;
  /** True when the file itself says that it stands in the list of sources, be there a heading or not. */
  readonly listed: boolean;
  /** Where in a table it stands; null outside, and in rows of one cell, which only set it. */
  readonly cell: TableCell | null;
  /** In reading order, white space collapsed, a line break of the author kept as `\n`. */
  readonly runs: readonly TextRun[];
  readonly place: FilePlace;
}

/** A foot- or endnote. */
export interface Note {
  /** As printed: `12`, `iv`, `*`. */
  readonly label: string;
  readonly paragraphs: readonly ReportParagraph[];
}

/** A report as it was handed in, whatever the form of the file: its text in reading order, with its links and notes. */
export interface Manuscript {
  /** What the file itself says that it is called; null when it says nothing. */
  readonly title: string | null;
  readonly paragraphs: readonly ReportParagraph[];
  /** By the ids that runs name; one that no run names has no mark. */
  readonly notes: Readonly<Record<string, Note>>;
  /** Addresses that stand in no text: in a menu or a footer of a page, or behind a picture. */
  readonly around?: readonly string[];
}

/** Text that is no link and has no notes. */
export const plainRun = (text: string): TextRun => ({ text, href: null, notes: [], items: [] });

/** What a reader of the report reads of a paragraph. */
export const paragraphText = ({ runs }: Pick<ReportParagraph, 'runs'>): string =>
  runs.map(({ text }) => text).join('');

/** Characters of a line, or of a paragraph, at most; an image that is written into the file has some. marked fails between 4 and 8 million, measured. */
export const LONGEST_LINE = 2_000_000;

/** A file that cannot be read, and why. */
export type Unreadable = Extract<ImportFailure, { readonly kind: 'unreadable' }>;

export const unreadable = (why: Unreadable['why']): Unreadable => ({ kind: 'unreadable', why });

/** The first bytes of a compound file ([MS-CFB] 2.2): a Word document of before 2007, or one of later with a password. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];
/** The stream in which Office keeps what it encrypted ([MS-OFFCRYPTO] 2.3.4.4). */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');
/** That of a Word document ([MS-DOC] 2.1.1); a workbook and a mail have others. */
const OLD_WORD = Buffer.from('WordDocument', 'utf16le');

/** The streams in which Outlook keeps the fields of a mail ([MS-OXMSG] 2.2). */
const OUTLOOK = Buffer.from('__substg1.0_', 'utf16le');

/** What the bytes of a file say against reading it, before it is unpacked; null when they say nothing. */
export function refusedBytes(bytes: Uint8Array): Unreadable | null {
  if (bytes.length === 0) return unreadable('empty');
  if (COMPOUND.some((byte, i) => bytes[i] !== byte)) return null;
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (file.includes(ENCRYPTED)) return unreadable('encrypted');
  if (file.includes(OLD_WORD)) return unreadable('old-word');
  return file.includes(OUTLOOK) ? unreadable('mail') : null;
}

/** What an archive's reader threw: damage of any kind, more than it unpacks (`ERR_BUFFER_TOO_LARGE` of Node), or tags in tags without end. */
export function unreadableFor(error: Error): Unreadable {
  if ('code' in error)
    return unreadable(error.code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'broken');
  return unreadable(error instanceof RangeError ? 'nested' : 'broken');
}

/** What a document says of itself on its first page. */
export interface FrontMatter {
  readonly title: string | null;
  readonly publisher: string | null;
  readonly published: PartialDate | null;
}

export const NOTHING_SAID: FrontMatter = { title: null, publisher: null, published: null };
