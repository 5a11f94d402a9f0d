import { expect, it } from 'vitest';
import { statedDay, statedLang } from '../../src/settings/addition.js';

it('what a page states is taken where sources.json may say it, and left open elsewhere', () => {
  expect(statedDay('2024-12-27T00:00:00Z')).toBe('2024-12-27');
  expect(statedDay('2024-02-30T00:00:00Z')).toBeNull();
  expect(statedDay(null)).toBeNull();
  expect(statedLang('zh-Hant')).toBe('zh-Hant');
  expect(statedLang('in English')).toBeNull();
});
