import search from 'approx-string-match';
import { answer, standsIf } from './adapter.js';
import { collapsed, textOf } from './text.js';

/** Fuzzy search: stands where the best window of the text is as alike as the argument says (1 less the share of letters to be edited). */
const least = Number(process.argv[2]);
const plain = (text) => collapsed(text).toLowerCase();

await answer(async (passage, page) => {
  const text = plain(await textOf(page));
  const sought = plain(passage);
  // In steps of one letter; what is left of the sum of two decimals would take one away.
  const errors = Math.floor(sought.length * (1 - least) + 1e-9);
  return text === ''
    ? 'cannot-say'
    : standsIf(text.includes(sought) || search(text, sought, errors).length > 0);
});
