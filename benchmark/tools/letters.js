import { answer, standsIf } from './adapter.js';
import { letters, textOf } from './text.js';

/** Search by letters and digits: case, white space and every mark are ignored. */
await answer(async (passage, page) => {
  const text = letters(await textOf(page));
  return text === '' ? 'cannot-say' : standsIf(text.includes(letters(passage)));
});
