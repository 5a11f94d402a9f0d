import { describe, expect, it, test } from 'vitest';
import { isIbid } from '../../../src/manuscript/grammar/reference-tail.js';
import { read } from './line.js';

const REPORT = { publisher: 'IACHR', title: 'Report on Karvan', published: '2024-03-04' };

describe('the sign of a document in a series', () => {
  it.each([
    'IACHR, Report on Karvan, OEA/Ser.L/V/II. Doc. 9/24, 4 March 2024',
    'IACHR, Report on Karvan, OEA/Ser.L/V/II., Doc. 9/24, 4 March 2024',
    'IACHR, “Report on Karvan”, OEA/Ser.L/V/II. Doc. 9/24, 4 March 2024, https://iachr.example/9',
    'IACHR, Report on Karvan, A/HRC/40/52, Add. 1, 4 March 2024',
  ])('is no publisher, and no part of the title: %s', (line) => {
    expect(read(line)).toMatchObject(REPORT);
  });

  it.each(['Doctors Without Borders', 'AP/Reuters Document Service'])('is no name: %s', (name) => {
    expect(read(`“Report on Karvan”, ${name}, 4 March 2024, https://x.example/9`)).toMatchObject({
      publisher: name,
    });
  });
});

describe('the word url without its link', () => {
  it.each(['url', 'url, p. 7', 'URL.'])('says nothing of the document: %s', (end) => {
    expect(read(`IACHR, Report on Karvan, 4 March 2024, ${end}`)).toMatchObject(REPORT);
  });

  it('is a word within a title', () => {
    expect(read('IACHR, “The url, explained”, 4 March 2024')?.title).toBe('The url, explained');
    expect(read('IACHR, The url of Karvan, 4 March 2024')?.title).toBe('The url of Karvan');
  });
});

test.each([
  ['Stand: 04/2024', '2024-04'],
  ['Stand 4/2024', '2024-04'],
  ['updated 04/2024', '2024-04'],
  ['Stand: 14/2024', undefined],
])('%s is a month where it is one', (printed, published) => {
  const line = `WHO: Gesundheit in Karvan, ${printed}, S. 9, https://who.example/k`;
  expect(read(line)?.published).toBe(published);
});

test('a month in figures by itself may be the number of a law', () => {
  expect(read('Government of Karvan, Law No. 04/2024, 3 May 2024')).toMatchObject({
    title: 'Law No. 04/2024',
    published: '2024-05-03',
  });
});

test.each([
  ['A. a. O., S. 22.', true],
  ['a.a.O.', true],
  ['Müller, a. a. O., S. 22.', false],
  ['AAO Report, S. 22', false],
])('%s is of the source before: %s', (note, is) => {
  expect(isIbid(note)).toBe(is);
});
