import { describe, expect, test } from 'vitest';
import {
  asPrinted,
  isSameEdition,
  marksOf,
  normalizeEditionName,
} from '../../../src/passage/text/edition-name.js';

describe('the plain name of an edition', () => {
  test.each([
    ['Volume XIII', 'volume 13'],
    ['第三版', 'edition 3'],
    ['Vol. 12 (No. 4)', 'volume 12, no. 4'],
    ['Volume 36, Issues 1–2', 'volume 36, no. 1'],
    ['CPI ’25', 'CPI 2025'],
    ['First quarter 2026', 'Q1 2026'],
    ['FY25', '2024–25'],
    ['v2.10', 'version 2.10'],
    ['2025', '2025'],
    ['Karvan, Part B', 'Karvan, Part B'],
  ])('%s is %s, and that is its own', (printed, plain) => {
    expect(normalizeEditionName(printed)).toBe(plain);
    expect(normalizeEditionName(plain)).toBe(plain);
  });
});

describe('two names', () => {
  test.each([
    ['third  Edition', '3rd edition', true],
    ['Third edition', '4th edition', false],
    ['v2.1', 'version 2.10', false],
    ['Part A 2025', 'Part B 2025', false],
    ['June 2025', '2025', false],
    ['', null, false],
    [null, null, true],
  ])('%s and %s are of one edition: %s', (one, other, is) => {
    expect(isSameEdition(one, other)).toBe(is);
  });
});

describe('a name as printed', () => {
  test.each([
    ['27 DECEMBER 2024', '27 December 2024'],
    ['VOLUME XIII', 'Volume XIII'],
    ['Volume  XIII', 'Volume XIII'],
    ['FY24', 'FY24'],
  ])('%s is %s: what a cover shouts is said', (words, printed) => {
    expect(marksOf(words).map(asPrinted)).toEqual([printed]);
  });
});
