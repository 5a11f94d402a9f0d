import { expect, it } from 'vitest';
import { parseAddition, statedDay, statedLang } from '../../src/settings/addition.js';

it('what a page states is taken where sources.json may say it, and left open elsewhere', () => {
  expect(statedDay('2024-12-27T00:00:00Z')).toBe('2024-12-27');
  expect(statedDay('2024-02-30T00:00:00Z')).toBeNull();
  expect(statedDay(null)).toBeNull();
  expect(statedLang('zh-Hant')).toBe('zh-Hant');
  expect(statedLang('in English')).toBeNull();
});

it.each([
  ['10.1093/ijrl/eeae012', 'https://doi.org/10.1093/ijrl/eeae012', 'worked-out'],
  [' doi: 10.1093/ijrl/eeae012 ', 'https://doi.org/10.1093/ijrl/eeae012', 'worked-out'],
  // An address stays what was seen, whatever is in it.
  [
    'https://academic.oup.com/doi/10.1093/ijrl/eeae012',
    'https://academic.oup.com/doi/10.1093/ijrl/eeae012',
    'seen',
  ],
])('a DOI is its address at the resolver: %s', (pasted, url, addressFrom) => {
  expect(parseAddition(pasted, { quote: 'They fled.' }, '2026-01-01')).toMatchObject({
    url,
    addressFrom,
  });
});

it('what only looks like a DOI is no address', () => {
  for (const pasted of ['10.12/abc', '10.1093', 'see 10.1093/ijrl/eeae012'])
    expect(() => parseAddition(pasted, { quote: 'They fled.' }, '2026-01-01')).toThrow();
});
