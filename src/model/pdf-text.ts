import type { UnreadReason } from './unread-reason.js';

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
}

/** A PDF's text, or why it could not be read. */
export type PdfReading =
  | { readonly kind: 'read'; readonly text: PdfText }
  | { readonly kind: 'unread'; readonly why: UnreadReason };
