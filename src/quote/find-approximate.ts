import search from 'approx-string-match';
import { fold, lettersOf } from '../text/fold.js';
import { hasHan, simplify } from '../text/scripts.js';
import type { Haystack, Span } from './haystack.js';
import type { Part } from './parse-quote.js';

/**
 * Letters of one probe: within one machine word of the search, and short enough to fit between two edits. With a tenth
 * of the words of a passage changed 97.9 % are located, with three tenths 84 % (48 letters: 94 % and 52 %).
 */
const PROBE = 24;
/** Probes of a part, spread evenly over it: a passage that lost its beginning is still found by its end. */
const PROBES = 8;
/** Share of a probe that may differ. At up to 30 % no probe of 1,484 hit a wrong page (docs/judging.md, 2); 30 % locates half a per cent more, at more cost. */
const ERRORS = 0.25;
/** Share of the probes that must agree on a place. A wrong place costs a comparison, no more. */
const QUORUM = 0.2;
/** Different letters that a probe must have: one of `aaaa…` would be seen at every letter of a page of them. */
const VARIED = 8;

const isVaried = (probe: string): boolean => new Set(probe).size >= Math.min(VARIED, probe.length / 2);

interface Sighting {
  /** Where the part would begin, in letters of the page. */
  readonly start: number;
  readonly errors: number;
}

function probesOf(letters: string): readonly { at: number; text: string }[] {
  if (letters.length <= PROBE) return [{ at: 0, text: letters }];
  const count = Math.min(PROBES, Math.ceil(letters.length / PROBE));
  const step = (letters.length - PROBE) / Math.max(1, count - 1);
  return Array.from({ length: count }, (_, i) => Math.round(i * step)).map((at) => ({
    at,
    text: letters.slice(at, at + PROBE),
  }));
}

/** Where most probes agree that the part begins, within `slack` letters. */
function agree(sightings: readonly Sighting[], slack: number): { start: number; votes: number } | null {
  const sorted = [...sightings].sort((a, b) => a.start - b.start);
  let best: { start: number; votes: number } | null = null;
  for (let i = 0, j = 0; i < sorted.length; i++) {
    while (j < sorted.length && (sorted[j] as Sighting).start - (sorted[i] as Sighting).start <= slack) j++;
    if (best === null || j - i > best.votes) best = { start: (sorted[i] as Sighting).start, votes: j - i };
  }
  return best;
}

/**
 * The place of the page that resembles a part most, wide enough to hold all of it, or null when nothing does.
 * It proves nothing: the caller compares word by word.
 */
export function findApproximate(part: Part, haystack: Haystack): Span | null {
  const letters = lettersOf(fold(part.segments.join(' '))).text;
  const needle = simplify(letters);
  const page = hasHan(letters) ? haystack.oneScript : haystack.letters;
  if (needle === '') return null;
  const probes = probesOf(needle).filter((probe) => isVaried(probe.text));
  const sightings = probes.flatMap(({ at, text: probe }) => {
    const matches = search(page.text, probe, Math.floor(probe.length * ERRORS));
    return matches.slice(0, 64).map((m) => ({ start: m.start - at, errors: m.errors }));
  });
  const slack = Math.ceil(needle.length * 0.2) + 40;
  const place = agree(sightings, slack);
  if (place === null || place.votes < Math.max(1, Math.ceil(probes.length * QUORUM))) return null;
  const origin = (i: number): number => page.at[Math.max(0, Math.min(page.at.length - 1, i))] as number;
  return { start: origin(place.start - slack), end: origin(place.start + needle.length + 2 * slack) + 1 };
}
