import type { ContentVerdict } from '../../../src/model/content.js';
import type { QuoteVerdict } from '../../../src/model/quote.js';
import { historyOf, playNight, useOf } from '../nights.js';
import { type Given, heading, pageOf, readingOf } from '../pages.js';

/** Prose around what a test is about. */
export const [FIRST, SECOND, LAST] = [
  'The harvest committee met in the lower town, and its clerk read out the letters of nine families to their landlords.',
  'A clinic travelled through the hills in the spring of that year, and its doctors saw the children of most of the families.',
  'The next report of the monitors is expected in the autumn, after they have spoken with the teachers of the new school.',
];
/** The same with something between its second paragraph and its last. */
export const page = (...beside: readonly Given[]): readonly Given[] => [
  heading('The lower town'),
  FIRST,
  SECOND,
  ...beside,
  LAST,
];
/** What the second of two nights says of the text of a page, and of the passage that stood on it on the first. */
export function secondNight(
  quote: string,
  before: readonly Given[],
  now: readonly Given[],
): { readonly content: ContentVerdict; readonly quote: QuoteVerdict | undefined } {
  const uses = [useOf(quote)];
  const first = playNight(1, { uses, document: pageOf(...before) });
  const history = historyOf(first, readingOf(pageOf(...before), 'bytes 1'));
  const { content, citations } = playNight(2, { uses, document: pageOf(...now), history }).verdict;
  return { content, quote: citations[0]?.quotes[0] };
}
