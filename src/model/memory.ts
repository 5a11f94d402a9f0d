import type { LinkReason } from './link-reason.js';
import type { LinkStatus } from './link-verdict.js';
import type { Omission, QuotePlace } from './quote-verdict.js';

/**
 * Places of a page's main text that changed lately: by the paragraphs around a place, the latest nights, oldest first,
 * `+` where it changed and `-` where it did not.
 */
export type VolatilePlaces = Readonly<Record<string, string>>;

/**
 * Pieces of a page's main text that came or left lately: by a hash of its words, a piece's latest nights, oldest first, `+`
 * where it came, `-` where it left, `*` and `/` where it did so in exchange for another, and `.` where it did neither.
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
export interface StrangerMemory {
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

/** What a passage left out of the page when that was last accepted, and where it stood. */
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
}

/**
 * What one source's nights leave behind for the next, and no reader is told: plain data, kept beside the verdict
 * (docs/architecture.md). A store gives fields that it has never heard of their value in {@link NOTHING_REMEMBERED}, so
 * that a new one needs no migration.
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
  readonly stranger: StrangerMemory | null;
  /** The smallest hashes of the shingles of what came last in the document's place; null when that was nothing with a text. */
  readonly shown: readonly number[] | null;
  /** SHA-256 (of bytes) of the last reading before a replacement that was believed; null when none was. */
  readonly former: string | null;
  readonly returning: ReturningPieces;
  readonly turning: readonly TurningLine[];
  /** The latest edits, oldest first. */
  readonly edits: readonly EditMemory[];
  /** When each passage last stood, ISO, by the id of its quote; one that never stood is not in it. */
  readonly stood: Readonly<Record<string, string>>;
  /** What each passage left out, by the id of its quote. */
  readonly omitted: Readonly<Record<string, OmissionMemory>>;
}

/** The memory of a source that was never looked at. */
export const NOTHING_REMEMBERED: SourceMemory = {
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
  omitted: {},
};
