import { describe, expect, it } from 'vitest';
import { reportName, rowAddress } from '../../src/report/publication.js';

describe('the address of a row', () => {
  it('is the page’s, and the id as a browser reads it back', () => {
    const address = rowAddress('https://example.org/reports/', 'ASI2025-01/31#1 100%');
    expect(address).toBe('https://example.org/reports/#ASI2025-01%2F31%231%20100%25');
    expect(decodeURIComponent(new URL(address).hash.slice(1))).toBe('ASI2025-01/31#1 100%');
  });

  it('is within the page where the page has no address', () => {
    expect(rowAddress('', 'usdos')).toBe('#usdos');
  });

  it('takes the place of another fragment, and stands half a letter', () => {
    expect(rowAddress('https://example.org/#top', 'a\ud800')).toBe('https://example.org/#a%EF%BF%BD');
  });
});

describe('the name of a report', () => {
  it.each([
    ['China: Loan sharks', 'China report'],
    ['A country report: Loan sharks', 'A country report'],
    ['COI Report on Sudan: Update', 'COI Report on Sudan'],
    ['Länderbericht Syrien: Lage', 'Länderbericht Syrien'],
    ['Sudan : Update', 'Sudan report'],
    ['Report: Loan sharks in China', 'Report: Loan sharks in China'],
    ['A report', 'A report'],
    // Its twin: a place that only looks like the word.
    ['Newport: Housing', 'Newport report'],
  ])('of “%s” is “%s”', (title, name) => {
    expect(reportName([], { titles: new Map([['R', title]]) })).toBe(name);
  });
});
