import type { FilePlace } from '../model/import.js';
import type { CslItem } from './csl-item.js';

/** A stretch of text of one kind. */
export interface TextRun {
  readonly text: string;
  /** The address that a click on it opens; null for none, and for a link within the file. */
  readonly href: string | null;
  /** Ids of the notes whose marks stand behind it, in order. The mark itself is not part of `text`. */
  readonly notes: readonly string[];
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
  /** By the ids that runs name. */
  readonly notes: Readonly<Record<string, Note>>;
}

/** What a reader of the report reads of a paragraph. */
export const paragraphText = ({ runs }: Pick<ReportParagraph, 'runs'>): string =>
  runs.map(({ text }) => text).join('');
