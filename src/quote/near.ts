import type { Span } from './haystack.js';
import { weightOf } from './parse-quote.js';
import type { Part } from './part.js';

/** Letters below which a part of a passage stands anywhere, and proves something only near the part beside it. */
const SHORT_PART = 25;
/** Characters within which it is near: some paragraphs. */
const NEAR = 5_000;

const lettersOfPart = ({ segments }: Part): number =>
  segments.reduce((n, segment) => n + weightOf(segment), 0);

/** How far a short part stands from the part before or after it, in characters, when that is too far; null when all are near. */
export function farthest(parts: readonly Part[], spans: readonly (Span | null)[]): number | null {
  let most: number | null = null;
  for (let i = 1; i < parts.length; i++) {
    const [before, after] = [spans[i - 1], spans[i]];
    if (!before || !after) continue;
    const gap = Math.max(after.start - before.end, before.start - after.end);
    if (gap <= NEAR || gap <= (most ?? 0)) continue;
    if ([i - 1, i].some((at) => lettersOfPart(parts[at] as Part) < SHORT_PART)) most = gap;
  }
  return most;
}
