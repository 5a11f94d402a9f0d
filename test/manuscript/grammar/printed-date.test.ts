import { describe, expect, it } from 'vitest';
import { datesIn, saysDayFirst } from '../../../src/manuscript/grammar/printed-date.js';
import { read } from './line.js';

describe('dates as they are printed', () => {
  it.each([
    ['3 May 2024', '2024-05-03'],
    ['01 July 2019', '2019-07-01'],
    ['3rd of May 2024', '2024-05-03'],
    ['14 Oct 2022', '2022-10-14'],
    ['12 Oct. 2021', '2021-10-12'],
    ['May 3, 2024', '2024-05-03'],
    ['May 3 2024', '2024-05-03'],
    ['25. Juli 2014', '2014-07-25'],
    ['3 de mayo de 2023', '2023-05-03'],
    ['1er mai 2024', '2024-05-01'],
    ['2019年12月18日', '2019-12-18'],
    ['2019年12月', '2019-12'],
    ['2024-05-03', '2024-05-03'],
    ['2024/5/3', '2024-05-03'],
    ['23/05/2024', '2024-05-23'],
    ['05/23/2024', '2024-05-23'],
    ['05/05/2024', '2024-05-05'],
    ['23.5.2024', '2024-05-23'],
    ['03/05/2024', null],
    ['3.5.2024', null],
    ['March 2025', '2025-03'],
    ['Sept. 2025', '2025-09'],
    ['Spring 2025', '2025'],
    ['2019', '2019'],
    ['September–October 2023', '2023'],
    ['3–5 May 2024', '2024-05'],
    ['2014-March 2016', null],
  ])('are read: %s', (text, iso) => {
    expect(datesIn(text, false)).toEqual([{ printed: text, iso, start: 0, end: text.length }]);
  });

  it.each([
    '31 February 2024',
    '45 May 2024',
    'Chapter 2024x',
    '12345',
    '2021-2030',
    '3.198',
    'A/RES/2019b',
  ])('are not seen in: %s', (text) => {
    expect(datesIn(text, false).filter(({ printed }) => printed.length > 8)).toEqual([]);
    expect(datesIn(text, false).map(({ printed }) => printed)).not.toContain(text);
  });

  it('begin with the day where the words around them are German or Nordic', () => {
    expect(saysDayFirst('BFA, Bericht, 3.5.2024')).toBe(true);
    expect(saysDayFirst('WHO, Report, 3.5.2024')).toBe(false);
    expect(datesIn('3.5.2024', true)[0]?.iso).toBe('2024-05-03');
    expect(datesIn('3/5/2024', true)[0]?.iso).toBeNull();
  });

  it('are found in order, each once', () => {
    const found = datesIn('2019: from 3 May 2024 to June 2025', false);
    expect(found.map(({ iso }) => iso)).toEqual(['2019', '2024-05-03', '2025-06']);
  });
});

describe('the day of publication', () => {
  const publishedIn = (tail: string) => {
    const { published, accessed, doubts } =
      read(`AI, “Peru votes”, ${tail}, https://example.org/peru`) ?? {};
    return [published, accessed, doubts];
  };
  it.each([
    '3 May 2024',
    'Lima, 3 May 2024',
    'published 3 May 2024',
    'Friday 3 May 2024',
    '(3 May 2024)',
  ])('stands behind no words or known ones: %s', (tail) => {
    expect(publishedIn(tail)).toEqual(['2024-05-03', undefined, undefined]);
  });
  it.each([
    'Archived from the original on 3 May 2024',
    'Pristupljeno: 3 May 2024',
    'قرئ يوم: 2024-05-03',
    'قرئ يوم 2024-05-03',
    'withdrawn 3 May 2024',
  ])('is open where others do, which is told: %s', (tail) => {
    const [published, , doubts] = publishedIn(tail);
    expect([published, doubts]).toEqual([
      undefined,
      expect.arrayContaining([{ kind: 'unread-date', printed: expect.stringMatching(/2024/u) }]),
    ]);
  });
  it('is the known one of two', () => {
    expect(publishedIn('Archived from the original on 24 November 2010. 3 May 2024')[0]).toBe(
      '2024-05-03',
    );
    expect(publishedIn('3 May 2024. Archived from the original on 24 November 2010')[0]).toBe(
      '2024-05-03',
    );
  });
});

it('a title keeps the country before its colon, and no braces of TeX', () => {
  expect(
    read('Karvan: Treatment of returnees, AI, 3 May 2024, https://example.org/k')?.title,
  ).not.toBe('Treatment of returnees');
  expect(read('Peru: Treatment of returnees, 3 May 2024, https://example.org/k')).not.toMatchObject(
    {
      publisher: 'Peru',
    },
  );
  expect(read('AI, “The {Peru} Files”, 3 May 2024')?.title).toBe('The Peru Files');
});
