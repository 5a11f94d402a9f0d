import type { QuoteReason } from '../model/quote-reason.js';
import type { Comparison } from './compare.js';
import type { Haystack, Span } from './haystack.js';
import { farthest } from './near.js';
import type { Part } from './part.js';
import { mayLeaveOut, type PartPlace } from './seam.js';

/** From where a part begins to where it ends on the page; empty when it stands nowhere. */
export const extentOf = ({ spans, replaced }: Comparison): readonly PartPlace[] => {
  const [first, last] = [spans[0], spans.at(-1)];
  return first && last ? [{ start: first.start, end: last.end, replaced }] : [];
};

/** What is wrong with a passage that was located; null when nothing differs but what may. `similarity` is the share of it that stands. */
export function faultOf(
  parts: readonly Part[],
  comparisons: readonly Comparison[],
  haystack: Haystack,
  similarity: number,
): QuoteReason | null {
  if (comparisons.some((c) => c.runs.some((r) => r.op !== 'same')))
    return { kind: 'other-words', share: similarity };
  const extents = comparisons.map((c) => extentOf(c)[0] ?? null);
  const astray = farthest(parts, extents);
  if (astray !== null) return { kind: 'pieces', pieces: parts.length, furthest: astray };
  const gaps = comparisons.flatMap((c) => c.gaps);
  if (gaps.length > 0) return { kind: 'pieces', pieces: gaps.length + 1, furthest: Math.max(...gaps) };
  const spans = comparisons.flatMap((c) => c.spans);
  if (spans.some((span, i) => span.start < (spans[i - 1]?.end ?? 0))) return { kind: 'other-order' };
  return hidesWords(parts, extents, haystack) ? { kind: 'other-words', share: similarity } : null;
}

/** A bare `…` that hides words which weigh is no omission mark: the author's own stands no longer as it stood. */
const hidesWords = (parts: readonly Part[], extents: readonly (Span | null)[], { text }: Haystack): boolean =>
  parts.some(({ after }, i) => {
    const [before, here] = [extents[i - 1], extents[i]];
    return after === 'ellipsis' && before && here ? !mayLeaveOut(text.slice(before.end, here.start)) : false;
  });
