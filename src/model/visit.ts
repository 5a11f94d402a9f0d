import { createHash } from 'node:crypto';
import type { CaptureFault } from './capture.js';
import { type Document, visibleText } from './document.js';
import type { LinkReason, LinkStatus } from './link.js';
import type { Answered, Failed, Validators } from './outcome.js';
import type { Governor, Omission, QuotePlace } from './quote.js';
import type { Ending, SourceVerdict } from './verdict.js';

/** An outcome without its bytes, as it is kept. */
export type OutcomeFacts =
  | (Omit<Answered, 'body'> & {
      /** SHA-256 of the bytes, in hex; absent when there were none. */
      readonly sha256?: string | undefined;
      /** What is wrong with the capture that was kept of them; absent where it is sound. */
      readonly captureFault?: CaptureFault | undefined;
    })
  | Failed;

/** The text of a document as read on one night: what later nights are compared with. */
export interface Snapshot {
  /** Of the bytes, in hex. */
  readonly sha256: string;
  /** Of the visible text, in hex. */
  readonly textSha256: string;
  readonly document: Document;
}

/** A reading together with its fingerprints. `sha256` is that of the bytes, in hex. */
export const snapshotOf = (sha256: string, document: Document): Snapshot => ({
  sha256,
  textSha256: createHash('sha256').update(visibleText(document)).digest('hex'),
  document,
});

/** The last moment of a `Date` (ECMA-262, 21.4.1.1), in milliseconds since 1970. */
export const FOREVER = 8.64e15;

/** One look at one address, as it is recorded. */
export interface Visit {
  readonly run: number;
  /** Id of the source, or the address itself for pages that no report cites (index pages, newer editions). */
  readonly subject: string;
  readonly at: string;
  readonly outcome: OutcomeFacts | null;
  readonly validators: Validators | null;
  /** SHA-256 (of bytes) of the snapshot that this visit read, or was told is unchanged; null when nothing was read. */
  readonly snapshot: string | null;
  /** Null for addresses that no report cites. */
  readonly verdict: SourceVerdict | null;
  /** Digest of what the verdict rests on besides the answer and the nights before (rules, source, citations): another one is that of another question. */
  readonly basis?: string | undefined;
  /**
   * Milliseconds since 1970 before which nothing but the page itself has a say in the verdict: no witness, no edition, no register. Null
   * where something has.
   */
  readonly aloneUntil?: number | null | undefined;
  /** Milliseconds since 1970 up to which "not modified" leaves all of this as it is, but for its dates. Null where it might not. */
  readonly restsUntil?: number | null | undefined;
  /** What is remembered after this visit; null where there is no verdict, and where later visits have taken its place. */
  readonly memory: SourceMemory | null;
}

/** A visit among those that make up the life of its subject. */
export interface LifeVisit extends Visit {
  /** That it was made in a run that saw nothing of the web; absent otherwise. */
  readonly offline?: true | undefined;
}

/** A look at a page that no report cites, which said nothing. */
export const emptyVisit = (run: number, subject: string, at: string): Visit => ({
  run,
  subject,
  at,
  outcome: null,
  validators: null,
  snapshot: null,
  verdict: null,
  memory: null,
});

/** What earlier nights know of one subject. */
export interface History {
  /** The latest earlier visit that was judged. */
  readonly previous: Visit | null;
  /** The latest earlier visit whose text was read and accepted, with that text. */
  readonly baseline: { readonly visit: Visit; readonly snapshot: Snapshot } | null;
  /** The reading before a replacement that was believed, kept beside the new one until the document is back. */
  readonly former?: Snapshot | null | undefined;
}

export const NO_HISTORY: History = { previous: null, baseline: null };

/** What the nights before remember of a subject. */
export const memoryOf = ({ previous }: History): SourceMemory => previous?.memory ?? EMPTY_MEMORY;

/** Places of the main text that changed lately, by the paragraphs around: the latest nights, oldest first, `+` where it changed and `-` where not. */
export type VolatilePlaces = Readonly<Record<string, string>>;

/**
 * Pieces of the main text that came or left lately, by a hash of their words: the latest nights, oldest first, `+`
 * came, `-` left, `*` and `/` the same in exchange for another, `.` neither.
 */
export type ReturningPieces = Readonly<Record<string, string>>;

/** How an address stood when it was last judged. */
export interface LinkMemory {
  readonly status: LinkStatus;
  /** When that status began, ISO. */
  readonly since: string;
  /** Failing days in a row up to then. */
  readonly failures: number;
  /** When it was judged, ISO. */
  readonly at: string;
}

/** A page that stands where the document was, shares next to nothing with it, and is not believed yet. */
export interface UnknownDocumentMemory {
  /** When it first came, ISO. */
  readonly since: string;
  /** When it last came, ISO. */
  readonly at: string;
  /** Days on which the same page came. */
  readonly days: number;
  /** The smallest hashes of its shingles: by them it is known again. */
  readonly sketch: readonly number[];
  /** What gave it away as no document, on whichever night: it is never believed. Absent while nothing has. */
  readonly because?: LinkReason | undefined;
}

/** A short line of a page in which only figures changed, and of which it is not known yet whether it stands. */
export interface TurningLine {
  /** What it says besides its figures. */
  readonly line: string;
  /** As it stood, and as it stands. */
  readonly was: string;
  readonly is: string;
  /** Nights in a row on which it stood so. */
  readonly nights: number;
  /** How often it turned meanwhile. */
  readonly turns: number;
}

/** An edit that was told, by the paragraphs that left and came with it: hashes of what they say. */
export interface EditMemory {
  readonly name: string;
  readonly left: readonly number[];
  readonly came: readonly number[];
}

/** What a passage left out of the page, and what it stood under, when that was last accepted, and where it stood. */
export interface OmissionMemory {
  /** Hash of the wording that was looked for: other words leave out others. */
  readonly wording: number;
  /** The rules by which the page was read: what other rules read is no news. */
  readonly rules: string;
  readonly omitted: readonly Omission[];
  /** The best place in which a night has seen it: what stood in the text and stands in a comment has moved. */
  readonly where: QuotePlace;
  /** What is left out since, by its hash, and when that was first seen (ISO); absent while it is the same. */
  readonly changed?: { readonly to: number; readonly since: string } | undefined;
  /** Absent where no night has read it: what comes to be known is no change. */
  readonly governors?: readonly Governor[] | undefined;
  /** The same of what it stands under. */
  readonly contextChanged?: OmissionMemory['changed'];
}

/**
 * What one source's nights leave for the next, and no reader is told (docs/architecture.md). A store gives fields that
 * it does not know their value in {@link EMPTY_MEMORY}: a new one needs no migration.
 */
export interface SourceMemory {
  /** Null before the first night. */
  readonly link: LinkMemory | null;
  /** The latest nights that could judge the address, oldest first: `+` up, `-` down. */
  readonly nights: string;
  readonly volatile: VolatilePlaces;
  /** Nights in a row on which only a fraction of the text came. */
  readonly shrunken: number;
  /** Null while the document itself comes. */
  readonly stranger: UnknownDocumentMemory | null;
  /** The smallest hashes of the shingles of what came last in the document's place; null when that was nothing with a text. */
  readonly shown: readonly number[] | null;
  /** SHA-256 (of bytes) of the last reading before a replacement that was believed; null when none was. */
  readonly former: string | null;
  readonly returning: ReturningPieces;
  readonly turning: readonly TurningLine[];
  /** The latest edits, oldest first. */
  readonly edits: readonly EditMemory[];
  /** When each passage last stood, ISO, by its letters (its id counts it in its citation, and authors count anew); one that never stood is not in it. */
  readonly stood: Readonly<Record<string, string>>;
  /** The end that its server, or the page by itself, last spoke of; null for none. */
  readonly ending: Ending | null;
  /** What each passage left out, by the id of its citation and its letters. */
  readonly omitted: Readonly<Record<string, OmissionMemory>>;
}

export const EMPTY_MEMORY: SourceMemory = {
  link: null,
  nights: '',
  volatile: {},
  shrunken: 0,
  stranger: null,
  shown: null,
  former: null,
  returning: {},
  turning: [],
  edits: [],
  stood: {},
  ending: null,
  omitted: {},
};
