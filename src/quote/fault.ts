import type { DiffPart } from '../model/content-verdict.js';
import type { QuoteReason } from '../model/quote-reason.js';
import { type Word, wordsOf } from '../text/tokens.js';
import { diffText } from '../text/word-diff.js';
import type { Comparison } from './compare.js';
import type { Haystack } from './haystack.js';
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
  return hiddenWords(parts, comparisons, haystack).size > 0
    ? { kind: 'other-words', share: similarity }
    : null;
}

/**
 * The words of the page under each bare `…`, by the part that follows it, where one of them weighs: that is no omission mark, and the
 * author's own stands no longer as it stood.
 */
export function hiddenWords(
  parts: readonly Part[],
  comparisons: readonly Comparison[],
  { text }: Haystack,
): ReadonlyMap<number, readonly Word[]> {
  const extents = comparisons.map((c) => extentOf(c)[0]);
  const hidden = parts.flatMap(({ after }, i): readonly (readonly [number, readonly Word[]])[] => {
    const [before, here] = [extents[i - 1], extents[i]];
    if (after !== 'ellipsis' || !before || !here) return [];
    const gap = text.slice(before.end, here.start);
    return mayLeaveOut(gap) ? [] : [[i, wordsOf(gap)]];
  });
  return new Map(hidden);
}

const OMITTED: DiffPart = { op: 'same', text: ' [...] ' };

/** What is shown in the place of an omission mark: that something is left out, or what it hides. */
export const underMark = (hidden: readonly Word[] = []): readonly DiffPart[] =>
  hidden.length === 0 ? [OMITTED] : diffText([{ op: 'added', words: hidden, seam: null }]);
