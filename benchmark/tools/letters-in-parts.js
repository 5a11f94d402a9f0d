import { answer, standsIf } from './adapter.js';
import { documentOf, isPdf, letters, textOf } from './text.js';

/**
 * What a careful afternoon makes of the search by letters: what is struck out, hidden or a footnote's mark is dropped, brackets are taken out,
 * the parts of a quotation with omissions are looked for in order, and a page with little text says nothing. A bar for whoever claims more.
 */
const HIDDEN =
  'sup a, del, s, strike, [hidden], [style*="display:none"], [style*="display: none"], [style*="visibility:hidden"]';
const OMISSION = /\[(?:…|\.{3})\]|\((?:…|\.{3})\)|…|\.{3}/u;
/** Letters below which a page shows no document. */
const LITTLE = 200;

async function shown(page) {
  if (isPdf(page.contentType)) return textOf(page);
  const document = documentOf(page);
  for (const element of document.querySelectorAll(HIDDEN)) element.remove();
  return textOf({
    ...page,
    contentType: 'text/html; charset=utf-8',
    bytes: Buffer.from(document.toString()),
  });
}

await answer(async (passage, page) => {
  const text = letters(await shown(page));
  const parts = passage.replace(/\[(\p{L})\]/gu, '$1').split(OMISSION);
  let at = 0;
  const found = parts
    .map((part) => letters(part.replace(/\[[^\]]*\]/gu, '')))
    .every((part) => {
      const place = text.indexOf(part, at);
      at = place + part.length;
      return place >= 0;
    });
  return !found && text.length < LITTLE ? 'cannot-say' : standsIf(found);
});
