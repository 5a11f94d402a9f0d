import type { FindingKind } from './finding.js';

/** What of the findings a reader wants to hear; an empty list leaves out nothing. */
export interface Selection {
  /** Ids of reports. */
  readonly reports: readonly string[];
  /** Sections of reports; `7` stands for `7b` and `7.1` too. */
  readonly sections: readonly string[];
  readonly kinds: readonly FindingKind[];
}

/** How often a reader wants to hear of them, at the soonest: whole hours, in a time zone of the IANA's. */
export type Rhythm =
  | { readonly every: 'night' }
  | { readonly every: 'day'; readonly hour: number; readonly timeZone: string }
  /** `weekday`: 0 for Sunday to 6. */
  | { readonly every: 'week'; readonly weekday: number; readonly hour: number; readonly timeZone: string };

/** What somebody asked to be told, and how often. */
export interface Subscription {
  readonly selection: Selection;
  readonly rhythm: Rhythm;
}

/** Somebody to whom digests are sent by mail. */
export interface Subscriber extends Subscription {
  /** `Name <a@b>`, or `a@b` alone. */
  readonly address: string;
}

/** Everything, whenever there is something to tell. */
export const EVERYTHING: Subscription = {
  selection: { reports: [], sections: [], kinds: [] },
  rhythm: { every: 'night' },
};

/** The names of the days, Sunday first, as `Date` counts them. */
export const WEEKDAYS = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;
