import type { Haystack, Span } from './haystack.js';
import { weightOf } from './parse-quote.js';
import type { Part } from './part.js';

/** Letters below which a part of a passage stands anywhere, and proves something only near the part beside it. */
const SHORT_PART = 25;
/** Characters within which it is near: some paragraphs. */
const NEAR = 5_000;

const lettersOfPart = ({ segments }: Part): number =>
  segments.reduce((n, segment) => n + weightOf(segment), 0);

/** True for a part that says too little to be known by itself. */
const isShort = (part: Part): boolean => lettersOfPart(part) < SHORT_PART;

/** How far a short part stands from the part before or after it, in characters, when that is too far; null when all are near. */
export function farthest(parts: readonly Part[], spans: readonly (Span | null)[]): number | null {
  let most: number | null = null;
  for (let i = 1; i < parts.length; i++) {
    const [before, after] = [spans[i - 1], spans[i]];
    if (!before || !after) continue;
    const gap = Math.max(after.start - before.end, before.start - after.end);
    if (gap <= NEAR || gap <= (most ?? 0)) continue;
    if ([i - 1, i].some((at) => isShort(parts[at] as Part))) most = gap;
  }
  return most;
}

/** True for a short part that stands in furniture, while the part beside it stands in the main text. */
export const isBesideText = (part: Part, at: Span, neighbour: Span, haystack: Haystack): boolean =>
  isShort(part) && !haystack.isMain(at.start) && haystack.isMain(neighbour.start);

/** The short parts that prove nothing where they stand: too far from the part beside them, or in furniture while that is not. */
export function strays(
  parts: readonly Part[],
  spans: readonly (Span | null)[],
  haystack: Haystack,
): ReadonlySet<number> {
  const found = new Set<number>();
  for (const [i, part] of parts.entries())
    for (const beside of [i - 1, i + 1]) {
      const [here, there] = [spans[i], spans[beside]];
      if (!here || !there || !isShort(part) || found.has(beside)) continue;
      const gap = Math.max(there.start - here.end, here.start - there.end);
      if (gap > NEAR || isBesideText(part, here, there, haystack)) found.add(i);
    }
  return found;
}
