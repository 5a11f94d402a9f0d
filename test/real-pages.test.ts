import { expect, test } from 'vitest';
import { describeAccuracy } from './fixtures/accuracy.js';
import { COMMITTED, readPages } from './fixtures/real-pages.js';

describeAccuracy('21 real pages in 10 languages and 3 encodings', COMMITTED, {
  found: 0.99,
  strangers: 0.99,
  furniture: 0.9,
});

test('their titles are read as they are given', async () => {
  const pages = await readPages(COMMITTED);
  expect(pages).toHaveLength(21);
  expect(pages.map(({ document }) => document.title)).toEqual(pages.map(({ title }) => title));
});
