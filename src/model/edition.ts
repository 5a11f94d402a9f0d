import type { DiffPart } from './content.js';
import type { Shortfall, Told } from './document.js';
import type { LinkReason } from './link.js';
import type { QuoteStatus } from './quote.js';
import type { Edition, Series } from './watchlist.js';

export type EditionStatus =
  | 'current'
  | 'superseded'
  | 'acknowledged'
  | 'replaced-in-place'
  | 'withdrawn'
  | 'overdue'
  | 'unknown';

/** A later edition, as it is printed where it was seen (`Volume XIII`), and what became of each quoted passage in it. */
export interface NewerEdition extends Edition {
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

/** What an edition verdict rests on. Editions are named as their publisher names them; `null` where no name is recorded. */
export type EditionReason =
  | Told
  | { readonly kind: 'no-series' }
  /** The lists that were read, or the addresses that were worked out, were held against it. */
  | { readonly kind: 'none-found'; readonly after: string | null }
  /** Nobody recorded which edition is cited. */
  | { readonly kind: 'unnamed' }
  /** Nothing in the cited edition's own name, title or address tells it from others. */
  | { readonly kind: 'names-unread' }
  /** So many of the pages that list its editions were read, and none of them names one that it could be held against. */
  | { readonly kind: 'nothing-compared'; readonly after: string | null; readonly read: number }
  /** What the lists name cannot be held against the name of the cited one. */
  | {
      readonly kind: 'incomparable';
      readonly cited: string | null;
      readonly seen: readonly { readonly name: string; readonly url: string }[];
    }
  /** The publisher's page `at` leads to a later edition, which could not be read. */
  | {
      readonly kind: 'later-unread';
      readonly edition: string;
      readonly at: string;
      readonly why: LinkReason | null;
    }
  /** None came for a whole further interval: it comes out less often now, under another name, or no more. */
  | { readonly kind: 'waited'; readonly after: string; readonly due: string }
  /** `due`: the day by which the next was to come out, by the series' cadence. */
  | { readonly kind: 'none-by'; readonly after: string; readonly due: string }
  | { readonly kind: 'out'; readonly latest: string; readonly cited: string | null }
  /** A decision keeps the cited one, in its own words. */
  | { readonly kind: 'kept'; readonly latest: string; readonly decision: string }
  /** A notice on the document itself. */
  | { readonly kind: 'notice'; readonly words: string }
  /** The publisher's register says so; `explanation` is its own, `''` when it gave none. */
  | { readonly kind: 'withdrawn'; readonly on: string | null; readonly explanation: string }
  /** Crossref records a notice (a DOI) of this type against it. */
  | { readonly kind: 'retracted'; readonly type: string; readonly notice: string }
  /** The same of a correction or an expression of concern, which takes less back. */
  | { readonly kind: 'noted'; readonly type: string; readonly notice: string }
  /** `change` is the last that the list's page says of itself. */
  | {
      readonly kind: 'unlisted';
      readonly page: string;
      readonly change: { readonly on: string; readonly note: string } | null;
    }
  | { readonly kind: 'cover-moved'; readonly from: string; readonly to: string }
  /** The document at the cited edition's address says that it is another one. */
  | { readonly kind: 'cover-differs'; readonly cited: string; readonly found: string }
  /** `made`: when the files were made by their own account, where that differs. */
  | {
      readonly kind: 'other-document';
      readonly cited: string | null;
      readonly made: { readonly now: string; readonly before: string } | null;
    }
  | { readonly kind: 'not-compared'; readonly why: Shortfall }
  | { readonly kind: 'both'; readonly why: EditionReason; readonly also: EditionReason };

/** Each of the reasons that stand together; one may be kept from an earlier night. */
export const reasonsIn = (why: EditionReason): readonly EditionReason[] =>
  why.kind === 'both' ? [...reasonsIn(why.why), ...reasonsIn(why.also)] : [why];

/** Whether a section in which a passage stood is there still in a newer edition. */
export type SectionFate =
  | Told
  | { readonly kind: 'there'; readonly heading: string }
  | { readonly kind: 'gone'; readonly heading: string };
