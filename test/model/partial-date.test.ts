import { describe, expect, test } from 'vitest';
import { latestOf } from '../../src/model/watchlist.js';

describe('the last instant that a date can mean', () => {
  test.each([
    ['2025', '2025-12-31T23:59:59.999Z'],
    ['2025-09', '2025-09-30T23:59:59.999Z'],
    ['2025-12', '2025-12-31T23:59:59.999Z'],
    ['2024-02', '2024-02-29T23:59:59.999Z'],
    ['2025-09-29', '2025-09-29T23:59:59.999Z'],
    ['2024-12-31', '2024-12-31T23:59:59.999Z'],
  ])('%s: %s', (date, instant) => {
    expect(new Date(latestOf(date)).toISOString()).toBe(instant);
  });
});
