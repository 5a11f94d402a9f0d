import { answer, standsIf } from './adapter.js';
import { collapsed, textOf } from './text.js';

/** Plain search in the text, as Ctrl+F does it, kindly: white space is no difference. */
await answer(async (passage, page) => {
  const text = collapsed(await textOf(page));
  return text === '' ? 'cannot-say' : standsIf(text.includes(collapsed(passage)));
});
