import { addressKey, parseAddress } from '../../model/address.js';
import type { Document } from '../../model/document.js';
import type { PartialDate } from '../../model/partial-date.js';
import type { Series, Source } from '../../model/watchlist.js';
import { printedIn } from '../../names/edition-name.js';
import { asPreciseAs, type EditionMark, isCounted, issueOf, marksOf } from '../../names/issue.js';
import type { Unit } from '../../names/period.js';
import type { Family } from '../family.js';
import type { Listing, Work } from '../registers/register.js';

/** What a detector says of an edition that may be newer. */
export interface Hint {
  readonly edition: string;
  /** By which its page is known as this edition; null when its name says none. */
  readonly mark: EditionMark | null;
  readonly url: string | null;
  readonly published: PartialDate | null;
  /** True when a person has seen it (`sources.json`) or a register states it. Others count only when they have been read. */
  readonly trusted: boolean;
  /** The page that led to it; null for an address that was worked out. */
  readonly seenAt: string | null;
}

/** Everything that detectors may look at. */
export interface Clues {
  readonly source: Source;
  readonly series: Series | null;
  readonly family: Family;
  /** How precisely the series names times. */
  readonly unit: Unit;
  /** The latest edition that `sources.json` knows to be out, by all that its name says: what is not later is no news. */
  readonly known: readonly EditionMark[];
  /** The series' index pages, as read tonight. */
  readonly listings: readonly Listing[];
  /** Records of the source's DOIs, as read tonight. */
  readonly works: readonly Work[];
  /** The cited document as read tonight; null when it was not read. */
  readonly document: Document | null;
  /** The words of a banner on it that says that it is not the latest, or null. */
  readonly banner: string | null;
  readonly now: Date;
}

/** The name of the edition to which a link leads, as its text prints it. */
export const namedBy = (mark: EditionMark | null, text: string): string =>
  mark === null ? 'a later version' : printedIn(text, mark);

/** One way to learn of a newer edition. */
export type Detector = (clues: Clues) => readonly Hint[];

/** Published by `now`, as far as its date tells: a partial date counts from its first day. */
export const isOut = (published: PartialDate | null, now: Date): boolean =>
  published === null || Date.parse(published) <= now.getTime();

/** What is named after a part of a year counts what happened in it. */
const COUNTS: ReadonlySet<Unit> = new Set(['quarter', 'half', 'span']);

/** What names a time cannot be out before that time has begun; what counts a quarter, before that is over. */
export const hasBegun = (mark: EditionMark | null, now: Date): boolean =>
  mark === null ||
  isCounted(mark) ||
  Date.parse(COUNTS.has(mark.unit) ? mark.to : mark.from) <= now.getTime();

/** Marks with their times as precise as the series names them; those that cannot be made so are left out. */
export const inUnit = (marks: readonly EditionMark[], unit: Unit): readonly EditionMark[] =>
  marks.flatMap((mark) => (isCounted(mark) ? mark : (asPreciseAs(mark, unit) ?? [])));

/** What tells an edition from others: its name, and the day on which it came out where that names no time. */
export function marksOfEdition(
  edition: string | null,
  published: PartialDate | null,
  unit: Unit,
): readonly EditionMark[] {
  const named = marksOf(edition ?? '');
  const day = named.every(isCounted) ? issueOf(published ?? '') : null;
  return inUnit(day === null ? named : [...named, day], unit);
}

/** `2021-2025.state.gov`: where an administration's pages go when it ends, under the same paths. */
const ARCHIVE_HOST = /^\d{4}-\d{4}\./u;

/** An address without what does not set editions apart: the trifles of {@link addressKey}, and a move to an archive host. */
export const placeOf = (url: string): string => addressKey(url).replace(ARCHIVE_HOST, '');

/** A text without percent signs; as it is when they mean nothing. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The words of an address: its path, without folders that only date an upload. */
export const wordsOfPath = (url: string): string =>
  decoded(parseAddress(url)?.pathname ?? '')
    .replace(/\/\d{4}\/\d{1,2}(?=\/)/gu, '')
    .replace(/\.\w{2,5}$/u, '');
