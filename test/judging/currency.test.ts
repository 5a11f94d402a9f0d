import { describe, expect, test } from 'vitest';
import { judgeCurrency } from '../../src/judging/uses.js';
import { latestOf } from '../../src/model/watchlist.js';

describe('a partial date reaches to its last instant', () => {
  test.each([
    ['2025-03-15', '2025-03-15T23:59:59.999Z'],
    ['2025-02', '2025-02-28T23:59:59.999Z'],
    ['2024-02', '2024-02-29T23:59:59.999Z'],
    ['2025-12', '2025-12-31T23:59:59.999Z'],
    ['2025', '2025-12-31T23:59:59.999Z'],
  ])('%s', (date, last) => {
    expect(new Date(latestOf(date)).toISOString()).toBe(last);
  });
});

describe('currency', () => {
  const now = new Date('2025-10-01T03:00:00Z');
  test('counts days since the authors last read the page', () => {
    expect(judgeCurrency('2025-04-01', now, 183)).toBe('fresh');
    expect(judgeCurrency('2025-03-31', now, 183)).toBe('stale');
    expect(judgeCurrency('2025', now, 183)).toBe('fresh');
  });
  test('is undated without a date', () => {
    expect(judgeCurrency(null, now, 183)).toBe('undated');
  });
});
