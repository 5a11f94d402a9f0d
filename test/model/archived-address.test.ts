import { describe, expect, it } from 'vitest';
import { isArchiveToday } from '../../src/model/address.js';
import {
  capturedAt,
  copiesIn,
  isArchiveUrl,
  originalBehind,
  originalOf,
} from '../../src/model/archived-address.js';

describe('archive.today', () => {
  it.each(['today', 'ph', 'is', 'li', 'md', 'vn', 'fo'])('is known as archive.%s', (tld) => {
    expect(isArchiveToday(`https://archive.${tld}/AbC12`)).toBe(true);
    expect(isArchiveToday(`http://www.archive.${tld}/20240101000000/https://example.org/`)).toBe(
      true,
    );
  });

  it.each([
    'https://web.archive.org/web/20240101000000/https://archive.ph/AbC12',
    'https://archive.org/details/x',
    'https://notarchive.is/',
    'https://archive.is.example.org/',
  ])('is not %s', (url) => expect(isArchiveToday(url)).toBe(false));
});

const WAYBACK = 'https://web.archive.org/web';

describe('the address of a capture', () => {
  it.each([
    [`${WAYBACK}/20240624090000/https://a.org/b?c=d`, 'https://a.org/b?c=d'],
    [`${WAYBACK}/20240624090000id_/https://a.org/b#c`, 'https://a.org/b#c'],
    [`${WAYBACK}/20240624090000if_/https://a.org/b`, 'https://a.org/b'],
    ['http://web.archive.org/web/2024*/http:/a.org/', 'http://a.org/'],
    [`${WAYBACK}/*/https://a.org/`, 'https://a.org/'],
    [`${WAYBACK}/https://a.org/?next=https://b.org/`, 'https://a.org/?next=https://b.org/'],
    [`${WAYBACK}/a.org/b`, 'http://a.org/b'],
    [`${WAYBACK}/2024/a.org/b`, 'http://a.org/b'],
    [`${WAYBACK}/2024/a.org/login?next=https://b.org/`, 'http://a.org/login?next=https://b.org/'],
    [`${WAYBACK}/20240624090000/https%3A%2F%2Fa.org%2Fb%3Fc%3Dd`, 'https://a.org/b?c=d'],
    [`${WAYBACK}/20240624090000/a.org%2Fb`, 'http://a.org/b'],
    ['https://www.archive.org/web/20240624090000/http://a.org/', 'http://a.org/'],
    [
      'https://archive.org/wayback/available?url=https%3A%2F%2Fa.org%2Fb&timestamp=2024',
      'https://a.org/b',
    ],
    ['https://archive.ph/newest/https://a.org/', 'https://a.org/'],
    ['https://archive.is/2024.01.01-120000/https://a.org/', 'https://a.org/'],
    ['https://arquivo.pt/wayback/20240624090000/https://a.org/', 'https://a.org/'],
    ['https://wayback.archive-it.org/1234/20240624090000/https://a.org/', 'https://a.org/'],
    [
      'https://webarchive.nationalarchives.gov.uk/ukgwa/20240624090000/https://a.org/',
      'https://a.org/',
    ],
    ['https://webarchive.nationalarchives.gov.uk/+/http://a.org/', 'http://a.org/'],
    ['https://webarchive.loc.gov/all/20240624090000/https://a.org/', 'https://a.org/'],
    ['https://some.library.example/wayback/20240624090000/https://a.org/', 'https://a.org/'],
  ])('%s tells what was captured', (url, original) => {
    expect(isArchiveUrl(url)).toBe(true);
    expect(originalOf(url)).toBe(original);
    expect(originalBehind(url)).toBe(original);
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
    'https://blog.example/web/2020/http-is-dead',
    'https://blog.example/2020/how-we-use-web.archive.org/web/',
    'no address',
  ])('is not %s', (url) => {
    expect(isArchiveUrl(url)).toBe(false);
    expect(originalOf(url)).toBeNull();
    expect(originalBehind(url)).toBeNull();
  });
});

describe('the original that is watched in the place of a capture', () => {
  it('is that of a capture of a capture', () => {
    expect(
      originalBehind(`${WAYBACK}/2024/https://archive.ph/2020.01.01-000000/https://a.org/`),
    ).toBe('https://a.org/');
  });

  it.each([
    ['the archive itself', `${WAYBACK}/2024/https://web.archive.org/`],
    ['a capture that does not tell', `${WAYBACK}/2024/https://archive.ph/AbC12`],
    ['a host of somebody’s own network', `${WAYBACK}/20240624090000/http://intranet/b`],
    ['this machine', `${WAYBACK}/20240624090000/http://localhost:8080/b`],
    ['a name below a private one', `${WAYBACK}/20240624090000/http://files.office.internal/b`],
    ['an address without a name', `${WAYBACK}/20240624090000/http://192.168.1.5/b`],
    ['the same in IPv6', `${WAYBACK}/20240624090000/http://[fd00::1]/b`],
    ['one with a password', `${WAYBACK}/20240624090000/http://me:secret@a.org/b`],
    ['a site that has a date before an address', 'https://news.example/20240624/https://a.org/'],
  ])('is none behind %s', (_, url) => expect(originalBehind(url)).toBeNull());
});

describe('the moment of a capture', () => {
  it.each([
    [`${WAYBACK}/20240624091530/https://a.org/`, '2024-06-24T09:15:30.000Z'],
    [`${WAYBACK}/20240624id_/https://a.org/`, '2024-06-24T00:00:00.000Z'],
    [`${WAYBACK}/2024/a.org`, '2024-01-01T00:00:00.000Z'],
    [`${WAYBACK}/20249924/https://a.org/`, null],
    [`${WAYBACK}/2024*/https://a.org/`, null],
    [`${WAYBACK}/https://a.org/2024/06/b`, null],
    ['https://a.org/2024/b', null],
  ])('of %s is %s', (url, at) => expect(capturedAt(url)).toBe(at));
});

it('only a capture that names its moment is a copy, each once, and none of archive.today', () => {
  const capture = `${WAYBACK}/20240624091530/https://a.org/`;
  const others = [
    `${WAYBACK}/*/https://a.org/`,
    'https://perma.cc/ABCD-1234',
    'https://archive.ph/2024/https://a.org/',
  ];
  expect(copiesIn([capture, capture.replace('https:', 'http:'), ...others])).toEqual([
    { url: capture, by: 'web.archive.org' },
  ]);
});
