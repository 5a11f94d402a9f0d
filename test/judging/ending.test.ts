import { describe, expect, it, test } from 'vitest';
import { announcedEnd, announces, statedEnd } from '../../src/judging/ending.js';
import { MOST_LOOKED_AT } from '../../src/model/document.js';
import { furniture, heading, pageOf } from './pages.js';

const NOW = new Date('2026-10-01T02:00:00Z');
const source = { publisher: 'Radio Free Asia', url: 'https://www.rfa.org/english/news/1.html' };
const said = (text: string) =>
  announcedEnd(pageOf(heading('An article'), furniture(text), 'Its text.'), source, NOW);

describe('a header', () => {
  it.each([
    ['sunset', 'Sat, 31 Oct 2026 23:59:59 GMT', '2026-10-31'],
    ['sunset', 'Tue, 01 Sep 2026 00:00:00 GMT', '2026-09-01'],
    ['deprecation', '@1798675200', '2026-12-31'],
  ])('%s: %s states an end', (by, value, on) => {
    expect(statedEnd({ [by]: value }, NOW)).toEqual({ by, on });
  });

  it.each([
    ['sunset', 'Thu, 31 Oct 2019 23:59:59 GMT'],
    ['sunset', 'soon'],
    ['sunset', '1'],
    ['sunset', ''],
    ['deprecation', 'true'],
    ['deprecation', '@1488326400'],
    ['expires', 'Sat, 31 Oct 2026 23:59:59 GMT'],
  ])('%s: %s states none', (name, value) => {
    expect(statedEnd({ [name]: value }, NOW)).toBeNull();
  });
});

test('a sunset goes before a deprecation, unless it is long past', () => {
  const deprecation = '@1798675200';
  const stated = (sunset: string) => statedEnd({ deprecation, sunset }, NOW)?.by;
  expect(stated('Sat, 31 Oct 2026 23:59:59 GMT')).toBe('sunset');
  expect(stated('Thu, 31 Oct 2019 23:59:59 GMT')).toBe('deprecation');
});

describe('a page announces the end of its site', () => {
  test.each([
    ['Radio Free Asia will cease operations on October 31, 2026.', '2026-10-31'],
    ['On October 31, 2026, Radio Free Asia will cease operations.', '2026-10-31'],
    ['From 31 October 2026, the Radio Free Asia will go dark.', '2026-10-31'],
    ['RFA is shutting down on Friday, 31 October 2026. Thank you for your trust.', '2026-10-31'],
    ['This website will be discontinued on 31 December 2026.', '2026-12-31'],
    ['As of 1 March 2027 this site will no longer be updated.', '2027-03-01'],
    ['We are closing our doors on 31 October 2026. Our archive moves to a library.', '2026-10-31'],
    ['Dieses Portal wird zum 31.12.2026 eingestellt.', '2026-12-31'],
    ['Ce site fermera définitivement le 31 décembre 2026.', '2026-12-31'],
    ['Este portal dejará de actualizarse el 31 de diciembre de 2026.', '2026-12-31'],
    ['本站将于2026年12月31日停止服务。', '2026-12-31'],
    ['当サイトは2026年12月31日をもって閉鎖いたします。', '2026-12-31'],
    ['Наш сайт прекращает работу 31 декабря 2026 года.', '2026-12-31'],
  ])('%s', (text, on) => {
    expect(said(text)).toEqual({ by: 'notice', on, words: text });
  });
});

describe('a page announces no end of its site', () => {
  test.each([
    [
      'a programme that closes',
      'The resettlement programme will close on 31 December 2026, the ministry said.',
    ],
    [
      'another that did, and what it serves',
      'The scheme has ended on 31 October 2026. It was a service to families.',
    ],
    [
      'consent',
      'We updated our cookie policy. From 1 December 2026 this site uses other cookies, if you agree.',
    ],
    [
      'consent that ends',
      'We will no longer be using these cookies on this site from 1 December 2026: accept or refuse.',
    ],
    ['an event', 'Our conference on this site ends on 5 May 2027.'],
    ['a survey', 'Our survey closes on 5 May 2027. Help us improve this website.'],
    [
      'maintenance',
      'This site will be unavailable on Sunday 6 December 2026 from 2 to 4 for maintenance.',
    ],
    [
      'maintenance that shuts down',
      'This site will be shut down on 6 December 2026 for maintenance. We are back soon.',
    ],
    ['a window of the clock', 'This site will shut down on 6 December 2026 at 22:00.'],
    ['a holiday', 'Our services will close on 24 December 2026 and reopen on 4 January 2027.'],
    ['a programming interface', 'Version 2 of the interface will be retired on 31 December 2026.'],
    ['an end long past', 'This website has been discontinued on 31 December 2019.'],
    ['an end without a day', 'This website will be discontinued soon.'],
    [
      'somebody else',
      'From 31 October 2026, the ministry will cease operations, Radio Free Asia was told.',
    ],
    ['an office', 'Radio Free Asia will close its office in the capital on 31 December 2026.'],
    [
      'what somebody else says',
      'The editor wrote: “This website will be discontinued on 31 December 2026”.',
    ],
  ])('but of %s', (_, text) => {
    expect(said(text)).toBeNull();
  });

  it('by the headline that leads to an article', () => {
    const text = 'This website will be discontinued on 31 December 2026.';
    const page = pageOf(furniture(text));
    expect(announcedEnd(page, source, NOW)).not.toBeNull();
    const links = [{ url: 'https://www.rfa.org/english/news/2.html', text, rel: '' }];
    expect(announcedEnd({ ...page, links }, source, NOW)).toBeNull();
  });
});

it('a notice stands on another page as a paragraph of its own, however that is set', () => {
  const notice = 'This website will close on 31 October 2026.';
  expect(
    announces(
      pageOf(heading('Home'), furniture(`THIS website  will close on 31 October 2026.`)),
      notice,
    ),
  ).toBe(true);
  expect(
    announces(pageOf(heading('Home'), furniture(notice.replace('October', 'November'))), notice),
  ).toBe(false);
  expect(announces(pageOf(heading('Home'), `${notice} So says the ministry.`), notice)).toBe(false);
});

it('a notice at the top of a page is read, however many days stand below it', () => {
  const notice = furniture('This website will close on 31 October 2026.');
  const days = Array.from(
    { length: 2 * MOST_LOOKED_AT },
    (_, n) => `On 4 March ${1900 + (n % 100)} it rained in village ${n}.`,
  );
  expect(announcedEnd(pageOf(notice, heading('A chronicle'), ...days), source, NOW)).not.toBeNull();
  expect(announcedEnd(pageOf(heading('A chronicle'), ...days), source, NOW)).toBeNull();
});
