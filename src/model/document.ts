import type { Unrendered } from './capture.js';

/** Main text carries the document; furniture is boilerplate: menus, banners, footers and other text around it. */
export type BlockRole = 'main' | 'furniture';

/** A paragraph, a heading, a list item or a table cell, as a reader sees it. */
export interface Block {
  /** White space collapsed, never empty. */
  readonly text: string;
  readonly role: BlockRole;
  /** Level of a heading, 1 to 6. */
  readonly heading?: number | undefined;
  readonly item?: true | undefined;
  /** Of an item of a list within an item: how many it stands in, from 2. */
  readonly depth?: number | undefined;
  /** Which table, row and column it stands in, each from 0; `head` for a header cell. Absent in readings of before. */
  readonly cell?: readonly [table: number, row: number, column: number] | undefined;
  readonly head?: true | undefined;
  /** Of a merged cell: the rows and columns that it fills. */
  readonly fills?: readonly [rows: number, columns: number] | undefined;
  /** True for what the document quotes as a block. */
  readonly quoted?: true | undefined;
  readonly caption?: true | undefined;
  /** Who else than the author of the document speaks there, by the page's own markup: a box beside it, or a reader. */
  readonly place?: 'aside' | 'comment' | undefined;
  /** Note marks that the markup proves, which are no part of the text: each stood after its first `at` characters. */
  readonly notes?: readonly { readonly at: number; readonly mark: string }[] | undefined;
  /** Page of a PDF, from 1. */
  readonly page?: number | undefined;
  /** Sheet of a spreadsheet, and the row there, from 1 as its programs count. */
  readonly sheet?: string | undefined;
  readonly row?: number | undefined;
}

/** A link of a page, its address made absolute. */
export interface Link {
  readonly url: string;
  readonly text: string;
  /** The `rel` words, in lower case; {@link EMBEDDED} for what the page shows within itself. */
  readonly rel: string;
}

/** The `rel` of what a page shows in a frame or by a plug-in. */
export const EMBEDDED = 'embedded';

/** What was read from an answer's bytes. */
export interface Document {
  readonly type: 'html' | 'pdf' | 'text' | 'other';
  readonly title: string | null;
  /** What the page says that its site is called, and which DOI it has; absent where it says nothing. */
  readonly site?: string | undefined;
  readonly doi?: string | undefined;
  /** As the document declares it (BCP 47), or null. */
  readonly lang: string | null;
  /** In reading order. */
  readonly blocks: readonly Block[];
  /**
   * Text that the page carries and does not show (behind a click, for search engines, data of scripts), no part of the
   * visible text, its hashes or what is compared: a passage is looked for in it before it is called missing.
   */
  readonly hidden?: readonly Block[] | undefined;
  /** Text that the page shows struck out, and so does not say any more: no part of the visible text either. */
  readonly struck?: readonly Block[] | undefined;
  readonly links: readonly Link[];
  /** Target of a `<meta http-equiv=refresh>` of at most ten seconds, absolute. */
  readonly refresh: string | null;
  readonly passwordForm: boolean;
  /** What the page asks of its reader by its markup: to prove that he is a person, or to press or fill in something. Absent where nothing. */
  readonly asks?: 'proof' | 'answer' | undefined;
  /** Whether the page has the part that its address names (`#…`); absent when the address names none. */
  readonly partFound?: boolean | undefined;
  /** Dates that the document states of itself. */
  readonly dates: { readonly published: string | null; readonly modified: string | null };
  /** Why there is no text; null when there is. */
  readonly unread: UnreadReason | null;
  /** Version of the rules that made this reading ({@link NORMALISER}). */
  readonly normaliser: number;
}

/**
 * Characters that a name has at most: a title, a heading, the text of a link, what a site is called. Our choice: names are compared with
 * names, and on a page that was made for it one of 300,000 took seconds. The longest titles of the seed's documents have some 300.
 */
export const LONGEST_NAME = 1_000;

/**
 * Paragraphs of a page, and links, that are looked at one by one: for the name of an edition, for a notice. Our choice: to read the date in each
 * of 3,000 takes half a second, and on a page that was made for it there are a hundred thousand. Passages are looked for in all of a page.
 */
export const MOST_LOOKED_AT = 3_000;

/** The part of a document that is looked at one by one. */
export const frontOf = (document: Document): Document => ({
  ...document,
  blocks: document.blocks.slice(0, MOST_LOOKED_AT),
  links: document.links.slice(0, MOST_LOOKED_AT),
});

/** The version of a reading that failed for reasons of our own (time, memory): it is made again at the next chance. */
export const NOT_READ = 0;

/** Raised whenever extraction would read the same bytes differently. */
export const NORMALISER = 18;

/** The visible text: blocks in order, one a line. */
export const visibleText = (document: Document): string =>
  document.blocks.map((b) => b.text).join('\n');

/** What a file is whose text is not read. */
export type FileSort =
  | 'image'
  | 'media'
  | 'sound'
  | 'video'
  | 'font'
  | 'old-office'
  | 'protected-office'
  | 'rich-text'
  | 'compressed'
  | 'archive'
  | 'broken-archive'
  | 'binary'
  | 'other';

/** Why a document has no text. */
export type UnreadReason =
  | Told
  /** A file of another kind than is read; `type` is the server's name for it, `''` when it gave none. */
  | { readonly kind: 'file'; readonly sort: FileSort; readonly type: string }
  | { readonly kind: 'empty-file' | 'empty-word-file' | 'no-visible-text' }
  /** A file of Word, Excel or LibreOffice, or a table, has more paragraphs and cells, more text, or unpacks to more. */
  | {
      readonly kind: 'office-too-long';
      readonly blocks: number;
      readonly characters: number;
      readonly megabytes: number;
    }
  /** `pdf-form`: its text is a form of Adobe's (XFA), which only Adobe's program shows. */
  | {
      readonly kind:
        | 'pdf-form'
        | 'pdf-without-pages'
        | 'pdf-encrypted'
        | 'pdf-broken'
        | 'pdf-pages-broken';
    }
  /** The page shows its text by script: a person sees it. `browser` is why a browser showed nothing; absent where none was asked. */
  | { readonly kind: 'script'; readonly browser?: Unrendered | undefined }
  | { readonly kind: 'pdf-too-long'; readonly pages: number; readonly most: number }
  /** A stream of it unpacks to more than `megabytes`. */
  | { readonly kind: 'pdf-bomb'; readonly megabytes: number }
  | { readonly kind: 'pdf-scan'; readonly pages: number }
  /** Reading it came to no end within its budget. */
  | { readonly kind: 'beyond-budget'; readonly why: Shortfall };

/** What a stretch of a text is beside its letters: characters from `from` up to `to`, which are the same for a mark that stands between two. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** The address that a click on it opens. */
  readonly href?: string | undefined;
  readonly bold?: true | undefined;
  /** A raised number or sign, which is no part of the text: `12`, `*`, `3, 4`. */
  readonly mark?: string | undefined;
}

/** A paragraph as a PDF sets it. */
export interface SetParagraph {
  /** White space collapsed, never empty. */
  readonly text: string;
  /** Where it begins, from 1. */
  readonly page: number;
  /** Height of its font, in points. */
  readonly size: number;
  /** Points by which its lines are set in from where most of the pages' text begins. */
  readonly indent: number;
  /** In order; those of one link, or of bold text, may follow each other. */
  readonly stretches: readonly Stretch[];
}

/** Text that a PDF sets small at the foot of a page, behind a number or a sign that is raised in the text of this page. */
export interface SetNote {
  readonly label: string;
  readonly page: number;
  /** Without the label. */
  readonly paragraphs: readonly SetParagraph[];
}

/** The text of a PDF in reading order, without what runs at the head and the foot of its pages. */
export interface PdfText {
  /** What the file says that it is called; null when it says nothing. */
  readonly title: string | null;
  /** Height of the font of most of the text, in points. */
  readonly bodySize: number;
  /** Those that run on over a page are joined. */
  readonly paragraphs: readonly SetParagraph[];
  readonly notes: readonly SetNote[];
  /** What its link annotations open, be there text below them or not. */
  readonly addresses?: readonly string[];
}

export type PdfReading =
  | { readonly kind: 'read'; readonly text: PdfText }
  | { readonly kind: 'unread'; readonly why: UnreadReason };

/** What a person may save a page as, of what is read. */
export type SavedFormat = 'html' | 'mhtml' | 'pdf' | 'warc' | 'wacz';

/** Why a file that a person saved cannot be heard. */
export type SavedFault =
  | { readonly kind: 'empty' }
  /** More bytes than are taken, packed or unpacked. */
  | { readonly kind: 'too-long'; readonly most: number }
  /** None of the formats that are read. */
  | { readonly kind: 'other-format' }
  | { readonly kind: 'broken'; readonly format: SavedFormat }
  /** It has no page in it. */
  | { readonly kind: 'no-page'; readonly format: SavedFormat }
  /** It says that it was saved from another address. */
  | { readonly kind: 'other-address'; readonly says: string }
  /** None of its records is of the address: the pages that it has, and how many more. */
  | { readonly kind: 'not-in-it'; readonly pages: readonly string[]; readonly more: number }
  /** It has the address, but not its text: an error, a redirect, or a record that was cut short. */
  | { readonly kind: 'not-whole' }
  /** Reading it came to no end within its budget. */
  | { readonly kind: 'beyond-budget'; readonly why: Shortfall };

/** Bytes that a file handed in may have, and what is unpacked of it: a page with all its pictures, several times over. Our choice. */
export const MAX_SAVED_BYTES = 64 * 1024 * 1024;

/** A reason in words, from a store of an earlier version or a hand that reports in sentences. Judges give kinds and figures; `report/reasons/` says them. */
export interface Told {
  readonly kind: 'told';
  readonly sentence: string;
}

export const told = (sentence: string): Told => ({ kind: 'told', sentence });

/** Why a task of the pool came to no end. */
export type Shortfall =
  /** Its thread was at work for longer: seconds of processor time. */
  | { readonly kind: 'time'; readonly seconds: number }
  /** So many seconds passed by the clock, and its thread had not been at work for its time: it waited, or the machine was overloaded. */
  | { readonly kind: 'stalled'; readonly seconds: number }
  | { readonly kind: 'memory'; readonly megabytes: number }
  | { readonly kind: 'stopping' }
  /** The system's own words. */
  | { readonly kind: 'broken'; readonly message: string };
