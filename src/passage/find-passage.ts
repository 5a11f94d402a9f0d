import type { Tier } from '../model/quote.js';
import type { Haystack, Span } from './haystack.js';
import { findHomographs, goesOn, pageWords, pairWords } from './homographs.js';
import { farthest, isBesideText, strays } from './parse-quote.js';
import { mayLeaveOut, mayReplace, type Part, type PartPlace } from './part.js';
import { letterEnd, lowerBound, UNMAPPED, UNSPACED } from './text/fold.js';
import { hasHan } from './text/scripts.js';
import { type Word, wordsOf } from './text/tokens.js';

/** In the order in which they are tried. */
export const TIERS: readonly Tier[] = ['exact', 'folded', 'letters', 'script'];

/** Letters that may stand in place of an editor's insertion: about ten words, for most insertions add and few replace. */
const INSERTION_REACH = 60;

/** Starts of a part that are tried before giving up, so that `aaaa…` in `aaaa…` stays linear. */
const MAX_STARTS = 2_000;

const SEEN: Readonly<
  Record<Tier, (haystack: Haystack) => { text: string; at: readonly number[] | null }>
> = {
  exact: ({ text }) => ({ text, at: null }),
  folded: (haystack) => haystack.folded,
  letters: (haystack) => haystack.letters,
  script: (haystack) => haystack.oneScript,
};

const isLetter = (c: string): boolean => /\p{L}/u.test(c) && !UNSPACED.test(c);
const isLatin = (c: string): boolean => /\p{Script=Latin}/u.test(c);
const isDigit = (c: string): boolean => /\p{Nd}/u.test(c);

/** The character that ends before `at`, and the letter that carries it when it is a mark. */
function characterBefore(text: string, at: number): string {
  let start = at;
  do {
    start -= /[\udc00-\udfff]/u.test(text.charAt(start - 1)) && start > 1 ? 2 : 1;
  } while (start > 0 && /\p{M}/u.test(text.slice(start, start + 1)));
  return start < 0 ? '' : String.fromCodePoint(text.codePointAt(start) as number);
}

/** True when a word or a number goes on across the seam between `text[at-1]` and `text[at]`: "5 million" does not stand in "1.5 million". */
export function cutsWord(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  const before = characterBefore(text, at);
  const after = String.fromCodePoint(text.codePointAt(at) as number);
  if (/[\p{M}\ufffd]/u.test(after) || before === UNMAPPED) return true;
  // No word goes on from one script into another: there a page set two things side by side without a space.
  if (isLetter(before) && isLetter(after)) return isLatin(before) === isLatin(after);
  if (isDigit(before) && isDigit(after)) return true;
  if (isDigit(after) && /[.,]/u.test(before)) return isDigit(text.charAt(at - 2));
  return isDigit(before) && /[.,]/u.test(after) && isDigit(text.charAt(at + 1));
}

/** Finds one part at or after `from` (in the haystack's own units). */
function findPart(
  part: Part,
  haystack: Haystack,
  tier: Tier,
  from: number,
  counts: (place: Span) => boolean = () => true,
): PartPlace | null {
  const seen = SEEN[tier](haystack);
  const back = (i: number): number => (seen.at === null ? i : (seen.at[i] as number));
  const needles = part.needles(tier);
  const first = needles[0] as string;
  let at = seen.at === null ? from : lowerBound(seen.at, from);
  for (let tries = 0; tries < MAX_STARTS; tries++) {
    at = seen.text.indexOf(first, at);
    if (at < 0) return null;
    const found = followSegments(seen.text, at, needles)?.map(({ start, end }) => ({
      start: back(start),
      end: letterEnd(haystack.text, back(end - 1)),
    }));
    const place = found && stands(part, haystack, found) ? placeOf(part, found) : null;
    if (place !== null && counts(place)) return place;
    at++;
  }
  return null;
}

const placeOf = ({ insertions }: Part, segments: readonly Span[]): PartPlace => ({
  start: (segments[0] as Span).start,
  end: (segments.at(-1) as Span).end,
  replaced: segments.slice(1).map(({ start }, i) => ({
    start: (segments[i] as Span).end,
    end: start,
    insertion: insertions[i] ?? '',
  })),
});

function followSegments(
  text: string,
  start: number,
  needles: readonly string[],
): readonly Span[] | null {
  const spans = [{ start, end: start + (needles[0] as string).length }];
  for (const needle of needles.slice(1)) {
    const from = (spans.at(-1) as Span).end;
    const next = text.slice(from, from + INSERTION_REACH + needle.length).indexOf(needle);
    if (next < 0) return null;
    spans.push({ start: from + next, end: from + next + needle.length });
  }
  return spans;
}

/** True when each segment stands there word for word, begins and ends with whole words and numbers, and nothing of weight stands between them. */
function stands(part: Part, haystack: Haystack, spans: readonly Span[]): boolean {
  const { text } = haystack;
  if (spans.some(({ start, end }) => cutsWord(text, start) || cutsWord(text, end))) return false;
  if (!haystack.spend((spans.at(-1) as Span).end - (spans[0] as Span).start)) return false;
  return spans.every((span, i) => {
    const page = pageWords(text, span);
    if (goesOn(page, span) !== null) return false;
    const pairs = pairWords(part.words[i] as readonly Word[], page.words);
    if (pairs === null || findHomographs(pairs).length > 0) return false;
    const next = spans[i + 1];
    return (
      next === undefined ||
      mayReplace(wordsOf(text.slice(span.end, next.start)), part.insertions[i] ?? '')
    );
  });
}

/** True when the parts stand in the text once more, after the place where they stand first. */
export function standsTwice(parts: readonly Part[], haystack: Haystack): boolean {
  const first = findInOrder(parts, haystack, 'letters');
  return first !== null && findInOrder(parts, haystack, 'letters', first[0]?.end) !== null;
}

/** False when the letters of a part are nowhere in the text, so that no tier finds it. What stands as it is needs no letters. */
export const mayStand = (parts: readonly Part[], haystack: Haystack): boolean =>
  parts.every((part) => {
    if (part.needles('exact').every((needle) => haystack.text.includes(needle))) return true;
    const han = part.segments.some(hasHan);
    return part.needles(han ? 'script' : 'letters').every((needle) => haystack.has(needle, han));
  });

/** Other places of the first part that are tried where a short part stands too far from it. */
const MOST_TRIES = 20;

/** Finds all parts in order, each after the one before, short ones near it and not in furniture beside it, and nothing of weight under a bare `…`; null when one does not stand. */
export function findInOrder(
  parts: readonly Part[],
  haystack: Haystack,
  tier: Tier,
  start = 0,
): readonly PartPlace[] | null {
  let from = start;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const spans = findFrom(parts, haystack, tier, from);
    if (
      spans === null ||
      (farthest(parts, spans) === null && strays(parts, spans, haystack).size === 0)
    )
      return spans;
    from = (spans[0] as Span).end;
  }
  return null;
}

function findFrom(
  parts: readonly Part[],
  haystack: Haystack,
  tier: Tier,
  start: number,
): readonly PartPlace[] | null {
  const spans: PartPlace[] = [];
  let from = start;
  for (const part of parts) {
    const before = spans.at(-1);
    const counts = (place: Span): boolean =>
      before === undefined || !isBesideText(part, place, before, haystack);
    const span = findPart(part, haystack, tier, from, counts);
    if (span === null) return null;
    const hides = part.after === 'ellipsis' && spans.length > 0;
    if (hides && !mayLeaveOut(haystack.text.slice(from, span.start))) return null;
    spans.push(span);
    from = span.end;
  }
  return spans;
}

/** Finds one part by its letters: after `from` if it can, else wherever it stands. */
export const findAnywhere = (part: Part, haystack: Haystack, from: number): PartPlace | null =>
  findPart(part, haystack, 'letters', from) ??
  (from > 0 ? findPart(part, haystack, 'letters', 0) : null);

/** Letters around a likeness that are compared besides. */
const MARGIN = 40;

/** Fuzzy matching: the places of the page that resemble a part most although letters differ, wide enough to hold all of it. The caller compares word by word. */
export const findFuzzy = (part: Part, haystack: Haystack): readonly Span[] =>
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
