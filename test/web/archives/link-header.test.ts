import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLinkHeader } from '../../../src/web/archives/memento/timegate.js';

describe('a Link header', () => {
  it('of a memento names the original and the captures around it', () => {
    const header =
      '<https://www.fws.gov/birds/>; rel="original", ' +
      '<https://web.archive.org/web/https://www.fws.gov/birds/>; rel="timegate", ' +
      '<https://web.archive.org/web/20171228222143/https://www.fws.gov/birds/>; ' +
      'rel="next memento"; datetime="Thu, 28 Dec 2017 22:21:43 GMT"';
    expect(parseLinkHeader(header)).toEqual([
      { url: 'https://www.fws.gov/birds/', rel: ['original'], datetime: null },
      {
        url: 'https://web.archive.org/web/https://www.fws.gov/birds/',
        rel: ['timegate'],
        datetime: null,
      },
      {
        url: 'https://web.archive.org/web/20171228222143/https://www.fws.gov/birds/',
        rel: ['next', 'memento'],
        datetime: '2017-12-28T22:21:43.000Z',
      },
    ]);
  });

  it.each([
    ['without quotes', '<http://a.org/>;rel=Memento', ['memento']],
    ['with spaces about', '  <http://a.org/> ; REL = "First  Memento" ;', ['first', 'memento']],
    [
      'with a repeated rel, of which the first counts',
      '<http://a.org/>; rel=first; rel=last',
      ['first'],
    ],
    [
      'with quotes inside quotes',
      '<http://a.org/>; title="a \\"b\\", rel=x"; rel=memento',
      ['memento'],
    ],
    ['without parameters', '<http://a.org/>', []],
  ])('may be written %s', (_, header, rel) => {
    expect(parseLinkHeader(header)).toEqual([{ url: 'http://a.org/', rel, datetime: null }]);
  });

  it.each([null, '', 'nonsense', '<http://a.org', ',,,'])('that is %j names nothing', (header) => {
    expect(parseLinkHeader(header)).toEqual([]);
  });

  it('keeps commas and semicolons of addresses and dates', () => {
    const address = fc.webUrl({ withQueryParameters: true }).map((url) => `${url}/a,b;c`);
    const second = fc.integer({ min: 0, max: 4_000_000_000 }).map((s) => new Date(s * 1000));
    fc.assert(
      fc.property(fc.array(fc.tuple(address, second), { minLength: 1, maxLength: 5 }), (links) => {
        const header = links
          .map(([url, date]) => `<${url}>; rel="memento"; datetime="${date.toUTCString()}"`)
          .join(', ');
        expect(parseLinkHeader(header)).toEqual(
          links.map(([url, date]) => ({ url, rel: ['memento'], datetime: date.toISOString() })),
        );
      }),
    );
  });
});
