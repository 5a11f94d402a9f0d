import type { Quote } from '../../src/model/watchlist.js';
import { type Dice, type FillerLanguage, sentence } from './prose.js';

/** Stands for a footnote mark until a page is set: sites print it as `<sup>`, a PDF leaves it out. */
export const FOOTNOTE = '\uE000';

const OMISSION = /\s*\[\s*(?:\.\.\.|…)\s*\]\s*/u;

/** Takes a report's own marks out of a passage: `[T]he` is `The`, `[26 February 2019]` was never there. */
const withoutEditor = (text: string): string =>
  text
    .replace(/\[(\p{L})\](?=\p{L})/gu, '$1')
    .replace(/[ \t]*\[[^\]]*\]/gu, '')
    .replace(/\*([^*\n]+)\*/gu, '$1');

/** What the report left out: whole sentences between sentences, a note or an aside inside one. */
function omitted(before: string, after: string, from: Dice, language: FillerLanguage): string {
  const space = language === 'en' ? ' ' : '';
  if (before === '' || /[.!?。！？]["'”’」』）)]*$/u.test(before)) {
    const sentences = Array.from({ length: from.roll(1, 3) }, () => sentence(from, language)).join(
      space,
    );
    return after === '' ? `${space}${sentences}` : `${space}${sentences}${space}`;
  }
  const gap = /^[,.;:，。；：]/u.test(after) ? '' : space;
  if (from.roll(0, 1) === 0) return `${FOOTNOTE}${gap}`;
  return language === 'en' ? ` (see table ${from.roll(1, 9)})${gap}` : `（見圖${from.roll(1, 9)}）`;
}

/** The words of a quote that stand in its source: the original where the report prints a translation. */
export const sourceText = (quote: Quote): string => quote.original?.text ?? quote.text;

/** A quoted passage as its source prints it, in paragraphs: omissions filled in, the report's marks taken out. */
export function standing(text: string, from: Dice, language: FillerLanguage): readonly string[] {
  const parts = text.split(OMISSION).map((part) => withoutEditor(part).trim());
  let whole = parts[0] ?? '';
  for (const next of parts.slice(1)) {
    const after = /[.!?]$/u.test(whole) ? next.replace(/^[.,;]\s*/u, '') : next;
    whole += omitted(whole, after, from, language) + after;
  }
  return whole
    .split(/\n+/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
