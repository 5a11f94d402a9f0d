import type { DiffPart } from '../model/content-verdict.js';
import type { QuoteVerdict } from '../model/quote-verdict.js';
import { shorten } from '../text/whitespace.js';
import { diffTexts } from '../text/word-diff.js';
import { plain } from './terminal/screen.js';

/** Characters of a page's text that are shown. */
const LONGEST = 600;

/** What the page has in the place of a quotation that does not stand: null where nothing resembles it; and the difference word by word. */
export function nearestWords(quote: QuoteVerdict): {
  readonly near: string | null;
  readonly diff: readonly DiffPart[];
} {
  const near = quote.found ?? quote.nearest ?? null;
  const diff = quote.diff.length > 0 || near === null ? quote.diff : diffTexts(quote.text, near);
  return { near: near === null ? null : shorten(plain(near), LONGEST), diff };
}
