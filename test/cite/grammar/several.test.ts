import { describe, expect, it } from 'vitest';
import { parseReferences } from '../../../src/cite/grammar/parse-reference.js';
import { isIbid, opCitOf } from '../../../src/cite/grammar/short-form.js';
import { runsOf } from './line.js';

const titles = (line: string) => parseReferences(runsOf(line)).map(({ title }) => title);

describe('several citations in one note', () => {
  it.each([
    ['UNHCR, Guidance on Peru, 3 May 2024; HRW, Peru votes, 4 May 2024', ['Guidance on Peru', 'Peru votes']],
    [
      '(UNHCR: Guidance on Peru, 3 May 2024, p. 4; HRW: Peru votes, 4 May 2024).',
      ['Guidance on Peru', 'Peru votes'],
    ],
    [
      'UNHCR, [Guidance; on Peru](https://example.org/a), 2024; HRW, “Law; order”, 4 May 2024',
      ['Guidance; on Peru', 'Law; order'],
    ],
    ['HRW, “Peru votes”, 4 May 2024', ['Peru votes']],
    [
      'Soto, J.; Rojas, K. (2023). The rights of workers in Peru. Andean Journal, 12(3).',
      ['The rights of workers in Peru'],
    ],
  ])('are parted: %s', (line, expected) => {
    expect(titles(line)).toEqual(expected);
  });

  it.each(['The police act; the courts do not.', '(see above; he said so in May 2019)', ''])(
    'are not seen in: %s',
    (line) => {
      expect(titles(line)).toEqual([]);
    },
  );
});

describe('a note that refers back', () => {
  it.each([
    'ibid.',
    'Ibid',
    'Ibid, p. 4',
    'ibid., para. 3.2',
    'Ibidem.',
    'ebd.',
    'Ebd., S. 12 f.',
    'ebenda',
    'Id. at 12',
    'See ibid., pp. 4-6',
  ])('to the note before: %s', (text) => {
    expect(isIbid(text)).toBe(true);
  });

  it.each([
    'Ibidem Press, “Peru votes”, 3 May 2024',
    'ID card, p. 4',
    'Idle hands',
    'ibid. says the same, but HRW does not',
  ])('not: %s', (text) => {
    expect(isIbid(text)).toBe(false);
  });

  it.each([
    ['HRW, op. cit., p. 4', 'HRW', null],
    ['op. cit.', null, null],
    ['Müller, a.a.O., S. 3', 'Müller', null],
    ['see note 12', null, '12'],
    ['See above, footnote 7', null, '7'],
    ['Soto (n 12) 45', 'Soto', '12'],
    ['HRW, supra note 4', 'HRW', '4'],
  ])('to a note further up: %s', (text, author, note) => {
    expect(opCitOf(text)).toEqual({ author, note });
  });

  it.each([
    'HRW, “Peru votes”, 3 May 2024',
    'the note of 12 May',
    'he asked to see notes of 12 persons',
    'a coop. city',
  ])('not further up: %s', (text) => {
    expect(opCitOf(text)).toBeNull();
  });
});
