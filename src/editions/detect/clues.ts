import { addressKey } from '../../model/address.js';
import type { Document } from '../../model/document.js';
import type { PartialDate } from '../../model/partial-date.js';
import type { Series, Source } from '../../model/watchlist.js';
import type { Family } from '../family.js';
import { asPreciseAs, issueOf } from '../issue.js';
import type { Issue, Unit } from '../names/period.js';
import type { Listing, Work } from '../registers/register.js';

/** What a detector says of an edition that may be newer. */
export interface Hint {
  readonly edition: string;
  /** Null when its name says no date. */
  readonly issue: Issue | null;
  readonly url: string | null;
  readonly published: PartialDate | null;
  /** True when a person has seen it (`sources.json`) or a register states it. Others count only when they have been read. */
  readonly trusted: boolean;
}

/** Everything that detectors may look at. */
export interface Clues {
  readonly source: Source;
  readonly series: Series | null;
  readonly family: Family;
  /** How precisely the series names its issues. */
  readonly unit: Unit;
  /** The latest issue that `sources.json` knows to be out: what is not later is no news. */
  readonly known: Issue | null;
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

/** One way to learn of a newer edition. */
export type Detector = (clues: Clues) => readonly Hint[];

/** Published by `now`, as far as its date tells: a partial date counts from its first day. */
export const isOut = (published: PartialDate | null, now: Date): boolean =>
  published === null || Date.parse(published) <= now.getTime();

/** An issue cannot be out before its time has begun. */
export const hasBegun = (issue: Issue, now: Date): boolean => Date.parse(issue.from) <= now.getTime();

/** The issue of an edition: by its name, else by the day on which it came out. */
export const issueOfEdition = (edition: string, published: PartialDate | null, unit: Unit): Issue | null => {
  const issue = issueOf(edition) ?? issueOf(published ?? '');
  return issue === null ? null : asPreciseAs(issue, unit);
};

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
  decoded(URL.canParse(url) ? new URL(url).pathname : '')
    .replace(/\/\d{4}\/\d{1,2}(?=\/)/gu, '')
    .replace(/\.\w{2,5}$/u, '');
