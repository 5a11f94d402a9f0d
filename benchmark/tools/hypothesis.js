import search from 'approx-string-match';
import { answer, standsIf } from './adapter.js';
import { documentOf, isPdf, pdfPages } from './text.js';

/**
 * How the Hypothesis client finds the quotation of an annotation again (its `match-quote`): the body's text as it is, exactly, or with at
 * most half as many errors as the quotation has characters, 256 at most; of a PDF page by page, without white space. Without the text before
 * and behind, which a quotation in a report does not have, its score only ranks. It is made to anchor a note, not to verify a quotation.
 */
const MOST_ERRORS = 256;

const anchors = (text, quotation) =>
  text.includes(quotation) ||
  search(text, quotation, Math.min(MOST_ERRORS, quotation.length / 2)).length > 0;

const unspaced = (text) => text.replace(/\s+/gu, '');

await answer(async (passage, page) => {
  const isPrinted = isPdf(page.contentType);
  const texts = isPrinted
    ? (await pdfPages(page.bytes)).map(unspaced)
    : [documentOf(page).body.textContent];
  if (texts.every((text) => text.trim() === '')) return 'cannot-say';
  return standsIf(texts.some((text) => anchors(text, isPrinted ? unspaced(passage) : passage)));
});
