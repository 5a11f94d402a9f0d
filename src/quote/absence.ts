import type { QuoteReason } from '../model/quote-reason.js';
import { inAnotherLanguage } from '../text/language.js';
import { findApproximate } from './find-approximate.js';
import type { Haystack } from './haystack.js';
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
  const letters = Math.min(SAMPLE, shown?.letters.text.length ?? 0);
  if (letters < LITTLE || (letters < wording.length * MOST_FOLDED && letters < weightOf(wording)))
    return { kind: 'little-text', letters };
  return inAnotherLanguage(wording, text.slice(0, SAMPLE)) ? { kind: 'other-language' } : null;
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
