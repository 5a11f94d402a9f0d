import { describe, expect, test } from 'vitest';
import { COI_PRACTICE } from './practice/table.js';
import { judgedOn } from './twins/judged.js';

/**
 * What is right and still doubted, by its row and the number of its page: an е for the ё of a quotation, which may be
 * another word (все, всё); capitals without the accents of small letters; `[s]he` for “he”.
 */
const DOUBTED: readonly string[] = [
  'a number that fits the sentence 1',
  'Russian ё 1',
  'Greek capitals and sigmas 1',
];

describe.each(COI_PRACTICE)('COI practice: $what', ({ what, quote, intact, altered }) => {
  test.each(intact.map((page, i) => ({ page, name: `${what} ${i}` })))(
    'stands: $page',
    async ({ page, name }) => {
      const { verdict, diff } = await judgedOn(quote, page);
      expect(verdict, JSON.stringify(diff)).toBe(DOUBTED.includes(name) ? 'altered' : 'intact');
    },
  );
  test.each(altered)('does not: %s', async (page) => {
    expect((await judgedOn(quote, page)).verdict).not.toBe('intact');
  });
});

test('at least 95 % of it is right, each page has its altered twin, and no row is there twice', () => {
  const pages = COI_PRACTICE.flatMap(({ intact }) => intact);
  expect(pages.length).toBeGreaterThan(200);
  expect(DOUBTED.length / pages.length).toBeLessThan(0.05);
  for (const { what, intact, altered } of COI_PRACTICE)
    expect(altered.length, what).toBeGreaterThanOrEqual(intact.length);
  const names = COI_PRACTICE.map(({ what }) => what);
  expect(names).toEqual([...new Set(names)]);
});
