import type { LibraryProblem } from '../../model/import.js';
import type { CslItem } from '../csl-item.js';

/** An entry of a library, and the line that it begins on, from 1. */
export interface LibraryEntry {
  readonly line: number;
  readonly item: CslItem;
}

/** What was found in a library: each part of it is an entry or a problem. */
export interface Entries {
  readonly entries: readonly LibraryEntry[];
  readonly problems: readonly LibraryProblem[];
}

/** Entries of a library, of which those that name no document are problems. */
export function entriesOf(found: readonly LibraryEntry[], problems: readonly LibraryProblem[]): Entries {
  const names = ({ item: { title, URL, DOI } }: LibraryEntry): boolean =>
    Boolean(title?.trim() || URL?.trim() || DOI?.trim());
  const nameless = found.filter((entry) => !names(entry));
  return {
    entries: found.filter(names),
    problems: [
      ...problems,
      ...nameless.map(({ line }) => ({ line, kind: 'no-title-or-address' as const })),
    ].sort((a, b) => a.line - b.line),
  };
}

/** Finds the lines, from 1, of places in a text. */
export function lineFinder(text: string): (place: number) => number {
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index);
  return (place) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] as number) < place) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

/** A name as reference managers write it in one string, `Family, Given`; without a comma it is an institution's. */
export function nameOf(written: string): NonNullable<CslItem['author']>[number] {
  const [family = '', ...given] = written.split(',').map((part) => part.trim());
  return given.length > 0 && given[0] !== '' ? { family, given: given.join(', ') } : { literal: family };
}

const ACCESSED = /\b(?:accessed|retrieved|visited)(?: on)?:? ([^.;)\]]{6,40})/iu;

/** The day of access in what somebody noted at an entry, as written; undefined where it says none. */
export const accessIn = (note: string): string | undefined => ACCESSED.exec(note)?.[1];
