import type { DiffPart } from './content-verdict.js';
import type { EditionReason, SectionFate } from './edition-reason.js';
import type { PartialDate } from './partial-date.js';
import type { QuoteStatus } from './quote-verdict.js';
import type { Series } from './watchlist.js';

export type EditionStatus =
  | 'current'
  | 'superseded'
  | 'acknowledged'
  | 'replaced-in-place'
  | 'withdrawn'
  | 'overdue'
  | 'unknown';

/** A later edition, and what became of each quoted passage in it. */
export interface NewerEdition {
  /** As it is printed where it was seen: `Volume XIII`. Compared by what it means (`names/edition-name.ts`). */
  readonly edition: string;
  readonly url: string | null;
  readonly published: PartialDate | null;
  readonly quotes: readonly {
    readonly quote: string;
    readonly verdict: QuoteStatus;
    readonly diff: readonly DiffPart[];
    /** For a missing passage: whether the section in which it stood is there still. */
    readonly section?: SectionFate | undefined;
  }[];
}

/** Has a newer edition come out, and does the passage survive in it? */
export interface EditionVerdict {
  readonly status: EditionStatus;
  /** Latest last. */
  readonly newer: readonly NewerEdition[];
  readonly why: EditionReason;
  /** The series that a source of none seems to be an edition of, as `sources.json` would declare it. */
  readonly proposed?: Series | undefined;
  /** When a replacement in place was seen, ISO. */
  readonly since?: string | undefined;
}
