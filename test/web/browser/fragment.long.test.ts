import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMITTED, CORPUS, truthsOf } from '../../fixtures/real-pages.js';
import { hasBrowser, Reader } from './browser.js';
import { landingsOn } from './landings.js';

const reader = new Reader();
beforeAll(() => (hasBrowser ? reader.open() : undefined));
afterAll(() => reader.close());

/** Pages of the corpus that are opened: one in four. */
const EVERY = 4;

describe.skipIf(!hasBrowser)('on real pages', () => {
  test('links land on every passage that the browser shows', async () => {
    const { shown, lost } = await landingsOn(reader, COMMITTED, truthsOf(COMMITTED));
    expect(shown).toBeGreaterThan(15);
    expect(lost).toEqual([]);
  });
  const corpus = truthsOf(CORPUS).filter((_, i) => i % EVERY === 0);
  test.skipIf(corpus.length === 0)(
    'links land on at least 97 % of the corpus’s passages',
    async () => {
      const { shown, lost } = await landingsOn(reader, CORPUS, corpus);
      expect(shown).toBeGreaterThan(corpus.length / 2);
      expect(lost.length / shown, lost.join('\n')).toBeLessThanOrEqual(0.03);
    },
    300_000,
  );
});
