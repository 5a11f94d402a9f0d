import type { DiffPart } from '../model/content-verdict.js';
import type { QuoteReason } from '../model/quote-reason.js';
import type { QuoteVerdict } from '../model/quote-verdict.js';
import { UNMAPPED } from '../text/fold.js';
import { inAnotherLanguage } from '../text/language.js';
import { findApproximate } from './find-approximate.js';
import { HARD_TO_READ, type Haystack, unmappedIn } from './haystack.js';
import { partsOf, weightOf } from './parse-quote.js';

/** Characters of a page, and letters of it, that are looked at. */
const SAMPLE = 20_000;
/** Letters below which a page shows no document: a teaser, a landing page, a notice. A report's opening paragraph has more. */
const LITTLE = 250;
/** Letters into which one character is folded at most: the Arabic ligature U+FDFA becomes eighteen. */
const MOST_FOLDED = 18;

/**
 * Why a passage that was not found may stand in the document all the same, or null when nothing speaks against its absence:
 * absence needs more proof than presence (docs/judging.md, 15).
 */
export function whyNotAbsent(wording: string, [shown]: readonly Haystack[]): QuoteReason | null {
  const text = shown?.text ?? '';
  const unmapped = shown?.unmapped ?? { letters: 0, among: 0 };
  if (unmapped.letters > 0 && unmapped.among >= weightOf(wording))
    return { kind: 'unmapped-letters', letters: unmapped.letters };
  const unknown = shown === undefined ? 0 : unmappedAmong(wording, shown);
  if (unknown > 0) return { kind: 'unmapped-letters', letters: unknown };
  const letters = Math.min(SAMPLE, shown?.letters.text.length ?? 0);
  if (letters < LITTLE || (letters < wording.length * MOST_FOLDED && letters < weightOf(wording)))
    return { kind: 'little-text', letters };
  return inAnotherLanguage(wording, text.slice(0, SAMPLE)) ? { kind: 'other-language' } : null;
}

/** Letters of the longest passage that is looked for letter by letter: some paragraphs. */
const LONGEST = 2_000;
/** Share of a passage's letters of which it has to be known that they stand. */
const KNOWN = 0.5;

/** How many of a passage's letters are not known where all others stand, part after part; 0 where those do not stand. */
function unmappedAmong(wording: string, { text, letters }: Haystack): number {
  if (!text.includes(UNMAPPED)) return 0;
  const needles = partsOf(wording).flatMap((part) => part.needles('letters'));
  const length = needles.join('').length;
  if (length === 0 || length > LONGEST) return 0;
  const found = inOrder(needles.map(orUnmapped), letters.text);
  const unknown = unmappedIn(found);
  return unknown <= (1 - KNOWN) * length ? unknown : 0;
}

/** Finds letters, each of which may be one that is not known. */
const orUnmapped = (needle: string): RegExp =>
  new RegExp([...needle].map((letter) => `[${letter}${UNMAPPED}]`).join(''), 'gu');

/** Letters between two parts of a passage: a page or two. */
const BETWEEN = 5_000;
/** Places of the first part that are tried. */
const MOST_TRIES = 50;

/** The parts of a text that were found one after another; empty when they do not stand so. */
function inOrder([first, ...others]: readonly RegExp[], text: string): string {
  const next = (part: RegExp, from: number): readonly [start: number, end: number] | null => {
    part.lastIndex = from;
    const found = part.exec(text);
    return found === null ? null : [found.index, part.lastIndex];
  };
  for (let tries = 0, from = 0; first !== undefined && tries < MOST_TRIES; tries++) {
    const start = next(first, from);
    if (start === null) return '';
    let found: string | null = text.slice(...start);
    let [, end] = start;
    for (const part of others) {
      const place = next(part, end);
      if (place === null || place[0] - end > BETWEEN) {
        found = null;
        break;
      }
      found += text.slice(...place);
      [, end] = place;
    }
    if (found !== null) return found;
    from = start[0] + 1;
  }
  return '';
}

/** Characters around a passage that belong to its first and last words, whose letters may be what is not known. */
const MARGIN = 30;

/** Says of a passage that was located with other words, where those have letters that are not known, that it cannot be told. */
export function unlessUnmapped(
  verdict: QuoteVerdict,
  wording: string,
  [shown]: readonly Haystack[],
): QuoteVerdict {
  if (verdict.verdict !== 'altered' || verdict.found === null || !shown?.text.includes(UNMAPPED))
    return verdict;
  const untold = (letters: number): QuoteVerdict => {
    const why = { kind: 'unmapped-letters', letters } as const;
    return { ...verdict, verdict: 'unverifiable', diff: [], weighty: false, why };
  };
  const among = unmappedAmong(wording, shown);
  if (among > 0) return untold(among);
  const found = verdict.found.split(' [...] ').map((piece) => {
    const at = shown.text.indexOf(piece);
    return at < 0 ? piece : shown.text.slice(Math.max(0, at - MARGIN), at + piece.length + MARGIN);
  });
  const text = found.join(' ');
  const letters = unmappedIn(text);
  const atEnds = unmappedIn(text.slice(0, 2 * MARGIN)) + unmappedIn(text.slice(-2 * MARGIN)) > 0;
  const explained = (part: DiffPart, i: number, diff: readonly DiffPart[]): boolean =>
    isUnmapped(part, i, diff) || (atEnds && (i === 0 || i === diff.length - 1));
  if (letters === 0 || (letters < HARD_TO_READ * text.length && !verdict.diff.every(explained)))
    return verdict;
  return untold(letters);
}

/** True for what is the same, and for what differs beside a letter that is not known. */
function isUnmapped({ op }: DiffPart, at: number, diff: readonly DiffPart[]): boolean {
  if (op === 'same') return true;
  let [first, last] = [at, at];
  while (first > 0 && diff[first - 1]?.op !== 'same') first--;
  while (last + 1 < diff.length && diff[last + 1]?.op !== 'same') last++;
  return diff.slice(first, last + 1).some((part) => part.op === 'added' && part.text.includes(UNMAPPED));
}

/** The text that resembles a passage most, in whole words, or null when nothing does: for who looks for it by eye. */
export function nearestText(wording: string, [shown]: readonly Haystack[]): string | null {
  if (shown === undefined) return null;
  for (const part of partsOf(wording)) {
    const [place] = findApproximate(part, shown);
    if (place === undefined) continue;
    const words = shown.text.slice(place.start, place.end).replace(/\s+/gu, ' ');
    const inside = place.start > 0 ? words.replace(/^\S{0,40} /u, '') : words;
    return inside.replace(/ \S{0,40}$/u, '').trim() || null;
  }
  return null;
}
