import { longDate } from '../../text/long-date.js';
import type { CitedSource } from './cited-source.js';

/** The parts that are there, with commas between them. */
export const commas = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join(', ');

/** When it came out; `n.d.` where nobody knows. */
export const publishedOn = ({ published }: Pick<CitedSource, 'published'>): string =>
  published === null ? 'n.d.' : longDate(published);

/** `archived at https://…, captured 1 March 2025`, or null. */
export const archivedAt = ({ archive }: Pick<CitedSource, 'archive'>): string | null =>
  archive === null ? null : `archived at ${archive.url}, captured ${longDate(archive.capturedAt)}`;
