import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHttpDate, retryAfter } from '../../src/web/retry.js';
import { answer } from './replies.js';

const NOW = Date.UTC(2025, 2, 15);
const named = (value: string) => retryAfter(answer(429, { 'retry-after': value }), NOW);

describe('Retry-After', () => {
  it.each([
    ['7', 7_000],
    [' 120 ', 120_000],
    ['0', 0],
    ['1.5', 1_500],
    ['0.25', 250],
    ['Sat, 15 Mar 2025 00:00:30 GMT', 30_000],
    ['Saturday, 15-Mar-25 00:00:30 GMT', 30_000],
    ['Sat Mar 15 00:00:30 2025', 30_000],
    ['Sun Mar 16 00:00:00 2025', 86_400_000],
    ['Sat Mar  1 00:00:00 2025', 0],
    ['Fri, 14 Mar 2025 00:00:00 GMT', 0],
  ])('of %s names a time', (value, ms) => expect(named(value)).toBe(ms));

  it.each([
    '',
    '-5',
    '+5',
    '1e3',
    '.5',
    '5.',
    '1,5',
    '5s',
    'soon',
    'NaN',
    '7, 7',
    '2025-03-15T00:00:30Z',
    'Mar 15 2025',
    'Sat, 15 Mar 2025 00:00:30 +0100',
    'Sat, 15 Mar 2025 00:00:30 UTC',
    'sat, 15 mar 2025 00:00:30 gmt',
    'Sat, 15 Mar 2025 24:00:30 GMT',
    'Sat, 5 Mar 2025 00:00:30 GMT',
    'Mon, 15 Mar 2025 00:00:30 GMT',
    'Sun, 30 Feb 2025 00:00:00 GMT',
    'Saturday, 15 Mar 25 00:00:30 GMT',
    'Sat Mar 1 00:00:00 2025',
  ])('of %j names none', (value) => expect(named(value)).toBeNull());

  it('counts in a 429 and a 503, not in another answer, nor in a capture of one', () => {
    const header = { 'retry-after': '7' };
    expect(retryAfter(answer(429, header), NOW)).toBe(7_000);
    expect(retryAfter(answer(503, header), NOW)).toBe(7_000);
    expect(retryAfter(answer(200, header), NOW)).toBeNull();
    const captured = { ...header, 'memento-datetime': 'Thu, 29 Jan 2015 03:49:04 GMT' };
    expect(retryAfter(answer(429, captured), NOW)).toBeNull();
  });
});

describe('an HTTP date', () => {
  it('of any second is read in each of the three forms', () => {
    const seconds = fc.integer({ min: Date.UTC(1995, 0) / 1000, max: Date.UTC(2060, 0) / 1000 });
    fc.assert(
      fc.property(seconds, (second) => {
        const time = second * 1000;
        const fixdate = new Date(time).toUTCString();
        const [day = '', date = '', month = '', year = '', clock = ''] = fixdate
          .replace(',', '')
          .split(' ');
        const long = new Date(time).toLocaleDateString('en-GB', {
          weekday: 'long',
          timeZone: 'UTC',
        });
        const forms = [
          fixdate,
          `${long}, ${date}-${month}-${year.slice(2)} ${clock} GMT`,
          `${day} ${month} ${date.replace(/^0/, ' ')} ${clock} ${year}`,
        ];
        expect(forms.map((form) => parseHttpDate(form, NOW))).toEqual([time, time, time]);
      }),
    );
  });

  it('with a year of two digits that would be more than fifty years ahead is of the century before', () => {
    expect(parseHttpDate('Sunday, 06-Nov-94 08:49:37 GMT', NOW)).toBe(
      Date.UTC(1994, 10, 6, 8, 49, 37),
    );
  });
});
