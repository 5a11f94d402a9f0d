import { hasHan } from '../text/scripts.js';
import type { Haystack, Span } from './haystack.js';
import type { Part } from './part.js';

/** Letters around a likeness that are compared besides. */
const MARGIN = 40;

/**
 * The places of the page that resemble a part most, wide enough to hold all of it; none when nothing does.
 * They prove nothing: the caller compares word by word.
 */
export const findApproximate = (part: Part, haystack: Haystack): readonly Span[] =>
  haystack.placesOf(part, () => placesLike(part, haystack));

function placesLike(part: Part, haystack: Haystack): readonly Span[] {
  const han = part.segments.some(hasHan);
  const needle = part.needles(han ? 'script' : 'letters').join('');
  const { at } = han ? haystack.oneScript : haystack.letters;
  if (at.length === 0) return [];
  const origin = (i: number): number => at[Math.max(0, Math.min(at.length - 1, i))] as number;
  return haystack
    .gramsOf(han)
    .placesLike(needle)
    .map(({ start, slack }) => ({
      start: origin(start - slack - MARGIN),
      end: origin(start + needle.length + 2 * slack + MARGIN) + 1,
    }));
}
