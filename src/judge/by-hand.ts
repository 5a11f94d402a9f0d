import type { ReadByHand } from '../model/verdict.js';

/**
 * Days for which a page that a person saved speaks for its source, our choice: a quarter of a year, half of what a date of access
 * is good for, since nobody but that person has seen it.
 */
const GOOD_FOR = 90;

/** Milliseconds. */
const DAY = 86_400_000;

/** A file that was handed in: when, and what was said of when it was saved, by whoever did, and by itself (ISO). */
export interface HandedInDates {
  readonly at: string;
  readonly said?: string | undefined;
  readonly dated?: string | undefined;
}

/** When a file was saved, ISO: the earliest of what is said of it, so that no word makes it younger than it says itself. */
export const savedAt = ({ at, said, dated }: HandedInDates): string =>
  [said, dated].reduce<string>((first, one) => (one !== undefined && one < first ? one : first), at);

/** How a file that was handed in counts on a night. */
export function readByHand(
  record: HandedInDates & { readonly by?: string | undefined; readonly payloadSha256: string },
  now: Date,
): ReadByHand {
  const at = savedAt(record);
  const days = Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / DAY));
  return { at, by: record.by ?? null, days, isStale: days > GOOD_FOR, sha256: record.payloadSha256 };
}
