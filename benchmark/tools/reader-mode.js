import { Readability } from '@mozilla/readability';
import { answer, standsIf } from './adapter.js';
import { documentOf, isPdf, letters, textOf } from './text.js';

/** Search by letters in what reader mode shows of the page; a PDF has none, and is searched whole. */
const read = (page) =>
  isPdf(page.contentType) ? textOf(page) : new Readability(documentOf(page)).parse()?.textContent;

await answer(async (passage, page) => {
  const text = letters((await read(page)) ?? '');
  return text === '' ? 'cannot-say' : standsIf(text.includes(letters(passage)));
});
