import type { SectionTally } from '../standing.js';

/** Some of the citations of a section: from one of its rows to before another. */
export interface Portion {
  readonly section: SectionTally;
  readonly from: number;
  readonly to: number;
}

/** What stands on which page. */
export type Parts = readonly (readonly Portion[])[];

/** Citations of a page, our choice: what a browser has ready in a second, and folds. */
const CITATIONS = 10_000;

/** The sections of the reports cut into pages, in their order; at least one page, though it be empty. */
export function inParts(
  sections: readonly SectionTally[],
  size = CITATIONS,
): readonly (readonly Portion[])[] {
  const parts: Portion[][] = [[]];
  let room = size;
  for (const section of sections)
    for (let from = 0; from < section.rows.length; ) {
      if (room === 0) {
        parts.push([]);
        room = size;
      }
      const to = Math.min(section.rows.length, from + room);
      parts.at(-1)?.push({ section, from, to });
      room -= to - from;
      from = to;
    }
  return parts;
}

/** The file of a page, from 1. */
export const partFile = (n: number): string => (n === 1 ? 'index.html' : `citations-${n}.html`);
