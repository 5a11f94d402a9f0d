import { describe, expect, it } from 'vitest';
import { isArchiveToday } from '../../../src/model/address.js';
import { isArchiveUrl, originalOf } from '../../../src/web/archives/cdx.js';

describe('archive.today', () => {
  it.each(['today', 'ph', 'is', 'li', 'md', 'vn', 'fo'])('is known as archive.%s', (tld) => {
    expect(isArchiveToday(`https://archive.${tld}/AbC12`)).toBe(true);
    expect(isArchiveToday(`http://www.archive.${tld}/20240101000000/https://example.org/`)).toBe(true);
  });

  it.each([
    'https://web.archive.org/web/20240101000000/https://archive.ph/AbC12',
    'https://archive.org/details/x',
    'https://notarchive.is/',
    'https://archive.is.example.org/',
  ])('is not %s', (url) => expect(isArchiveToday(url)).toBe(false));
});

describe('the address of a capture', () => {
  it.each([
    ['https://web.archive.org/web/20240624090000/https://a.org/b?c=d', 'https://a.org/b?c=d'],
    ['https://web.archive.org/web/20240624090000id_/https://a.org/b#c', 'https://a.org/b#c'],
    ['http://web.archive.org/web/2024*/http:/a.org/', 'http://a.org/'],
    ['https://web.archive.org/web/https://a.org/?next=https://b.org/', 'https://a.org/?next=https://b.org/'],
    ['https://web.archive.org/web/2024/a.org/b', 'http://a.org/b'],
    ['https://archive.ph/newest/https://a.org/', 'https://a.org/'],
    ['https://archive.is/2024.01.01-120000/https://a.org/', 'https://a.org/'],
    ['https://arquivo.pt/wayback/20240624090000/https://a.org/', 'https://a.org/'],
    ['https://wayback.archive-it.org/1234/20240624090000/https://a.org/', 'https://a.org/'],
    ['https://webarchive.nationalarchives.gov.uk/ukgwa/20240624090000/https://a.org/', 'https://a.org/'],
    ['https://some.library.example/wayback/20240624090000/https://a.org/', 'https://a.org/'],
  ])('%s tells what was captured', (url, original) => {
    expect(isArchiveUrl(url)).toBe(true);
    expect(originalOf(url)).toBe(original);
  });

  it.each(['https://perma.cc/ABCD-1234', 'https://archive.ph/AbC12', 'https://web.archive.org/'])(
    '%s does not tell',
    (url) => {
      expect(isArchiveUrl(url)).toBe(true);
      expect(originalOf(url)).toBeNull();
    },
  );

  it.each([
    'https://www.state.gov/reports/2024-trafficking-in-persons-report/china/',
    'https://www.dfat.gov.au/sites/default/files/20240624/report.pdf',
    'https://a.org/login?next=https://b.org/',
    'https://archive.org/details/x',
    'no address',
  ])('is not %s', (url) => {
    expect(isArchiveUrl(url)).toBe(false);
    expect(originalOf(url)).toBeNull();
  });
});
