import type { SectionTally } from '../standing.js';

/** Some of the citations of a section: from one of its rows to before another. */
export interface Portion {
  readonly section: SectionTally;
  readonly from: number;
  readonly to: number;
}

/** What stands on which page. */
export type Parts = readonly (readonly Portion[])[];

/** Citations up to which all stand on one page, our choice: what a browser has ready in a second, folded. */
const WHOLE = 10_000;
/** Citations of a page where there are more, our choice: what is held in memory while it is written, and a telephone opens. */
const PART = 2_500;

/** The sections of the reports cut into pages, in their order; at least one page, though it be empty. */
export function inParts(sections: readonly SectionTally[], isWhole = false): Parts {
  const all = sections.reduce((n, { rows }) => n + rows.length, 0);
  const size = isWhole || all <= WHOLE ? Number.POSITIVE_INFINITY : PART;
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
