import { expect, test } from 'vitest';
import { inLogicalOrder } from '../../../src/reading/pdf/text-items.js';

const ordered = (seen: string, rtl: boolean): string =>
  inLogicalOrder(
    [...seen].map((text) => ({ text })),
    rtl,
  )
    .map(({ text }) => text)
    .join('');

test.each([
  ['a number among Arabic letters', 'اب 21 دب', 'اب 12 دب'],
  ['a number with its point', 'اب 5.21 دب', 'اب 12.5 دب'],
  ['two numbers with a space between them', 'اب 21 43 دب', 'اب 12 34 دب'],
  ['a name of two words and a number', 'اب 91-divoC dloC دب', 'اب Cold Covid-19 دب'],
  ['a number, and a name after it', 'اب 91 divoC دب', 'اب 19 Covid دب'],
  ['letters alone', 'اب دب', 'اب دب'],
])('from right to left: %s', (_, seen, read) => {
  // What is seen is told from the right on, as the line is read.
  expect(ordered(seen, true)).toBe(read);
});
test.each([
  ['Arabic words', 'in بد 12 اب words', 'in با 12 دب words'],
  ['no number by itself', 'in 12 words', 'in 12 words'],
])('from left to right: %s', (_, seen, read) => {
  expect(ordered(seen, false)).toBe(read);
});
