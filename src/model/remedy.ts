import type { DiffPart } from './content.js';
import type { QuoteStatus } from './quote.js';
import type { SourceVerdict } from './verdict.js';
import type { Copy, Decision, PartialDate, Source } from './watchlist.js';

/** One edit that a person makes in a `sources.json`: it changes one source, one citation or one decision. */
export type SourceEdit =
  | { readonly kind: 'decision'; readonly decision: Decision }
  /** `before` is the address that it had, or null; `copy` is kept beside the new one, and `decision` says why that may stay. */
  | {
      readonly kind: 'address';
      readonly source: string;
      readonly url: string;
      readonly before: string | null;
      readonly copy?: Copy;
      readonly decision?: Decision;
    }
  | { readonly kind: 'accessed'; readonly citation: string; readonly accessed: PartialDate }
  | { readonly kind: 'copy'; readonly source: string; readonly copy: Copy }
  | {
      readonly kind: 'edition';
      readonly source: string;
      readonly to: Pick<Source, 'title' | 'url' | 'edition' | 'published'>;
      readonly before: Pick<Source, 'edition' | 'url'>;
    }
  /** `index` counts the quotations of the citation from 0. */
  | {
      readonly kind: 'quote';
      readonly citation: string;
      readonly index: number;
      readonly before: string;
      readonly text: string;
    }
  /** The citation goes, and its source stays. */
  | { readonly kind: 'drop'; readonly citation: string }
  /** Another source of the file is the same document: it is cited in its place, and the source goes with its decisions. */
  | { readonly kind: 'merge'; readonly source: string; readonly into: string };

/** What mends a finding, in the order in which remedies are offered. */
export const REMEDY_KINDS = [
  'moved',
  'archived',
  'original',
  'printed',
  'merge',
  'edition',
  'quote',
  'accessed',
  'capture',
  'drop',
] as const;
export type RemedyKind = (typeof REMEDY_KINDS)[number];

/** What shows that a remedy mends: what was read, and what was said there of every passage that is quoted of the source. */
export interface RemedyProof {
  /** The address of the page or of the archived copy; of our own capture, that of the page. */
  readonly at: string;
  /** When it was read or captured, ISO. */
  readonly seen: string;
  readonly quotes: readonly {
    readonly quote: string;
    readonly verdict: QuoteStatus;
    readonly diff: readonly DiffPart[];
  }[];
}

/** What a person can do about a finding: an edit of `sources.json`, and what shows that it mends. */
export interface Remedy {
  /** The same on every night: `archived:usdos-tip-2024-china`, `quote:ASI2025-01/31#1`. */
  readonly id: string;
  readonly kind: RemedyKind;
  readonly source: string;
  readonly edit: SourceEdit;
  /** Null where nothing was read that shows it: it is a proposal. */
  readonly proof: RemedyProof | null;
  /** The citation lines as the edit makes them, in Asylos' style, each once; absent where no line changes. */
  readonly lines?: readonly string[] | undefined;
}

/** Why an edit would make a file that is not accepted: another source has the address already, so that the two are one, or in a validator's words. */
export type Misfit =
  | { readonly kind: 'same-source'; readonly source: string; readonly other: string }
  | { readonly kind: 'refused'; readonly problem: string };

/** A remedy that was tried: the file as it makes it, and what was read of its source with that. */
export interface TriedRemedy {
  readonly remedy: Remedy;
  /** The whole file; equal to what it was where the edit does not fit it any more. */
  readonly text: string;
  /** Null where nothing had to be read again. */
  readonly verdict: SourceVerdict | null;
  /** False where the document was to be read again and could not be. */
  readonly isThere: boolean;
  /** Passages that were read again and do not stand; `known` where the remedy says so itself, and whoever takes it has seen it. */
  readonly fallen: readonly { readonly id: string; readonly known: boolean }[];
  /** Null where the file with its edit is accepted. */
  readonly misfit: Misfit | null;
  /** True where the text may be written: all of it is as the remedy says, or nothing of it can be read. */
  readonly stands: boolean;
}

/** True where every passage stands in what was read. */
export const isProven = ({ proof }: Pick<Remedy, 'proof'>): boolean =>
  proof?.quotes.every(({ verdict }) => verdict === 'intact') === true;
