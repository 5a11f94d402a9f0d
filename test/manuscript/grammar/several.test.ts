import { describe, expect, it } from 'vitest';
import { parseReferences } from '../../../src/manuscript/grammar/parse-reference.js';
import { isIbid, opCitOf, pinpointIn } from '../../../src/manuscript/grammar/reference-tail.js';
import { runsOf } from './line.js';

const titles = (line: string) => parseReferences(runsOf(line)).map(({ title }) => title);

describe('several citations in one note', () => {
  it.each([
    [
      'UNHCR, Guidance on Peru, 3 May 2024; HRW, Peru votes, 4 May 2024',
      ['Guidance on Peru', 'Peru votes'],
    ],
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
      'BINUH. The quarter in figures, April–June 2024. Lima: BINUH; 2024 Jul 30. Available from: https://b.example/q [cited 2024 Oct 14].',
      ['The quarter in figures, April–June 2024'],
    ],
    [
      'UNHCR, Guidance on Peru, 3 May 2024, https://u.example/g; https://b.example/q, accessed 4 May 2024',
      ['Guidance on Peru', null],
    ],
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
    ['ibid 78.', '78'],
    ['Ibid., para. 3.2.', 'para. 3.2'],
    ['Ibid., S. 12 f.', 'S. 12 f.'],
    ['Ibíd., pág. 12.', 'pág. 12'],
    ['Ibid.', null],
  ])('says which page: %s', (text, pinpoint) => {
    expect(pinpointIn(text)).toBe(pinpoint);
  });

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
    'Ibíd., pág. 12.',
    'Ibídem',
    'Loc. cit.',
    'As above',
  ])('to the note before: %s', (text) => {
    expect(isIbid(text)).toBe(true);
  });

  it.each([
    'Ibidem Press, “Peru votes”, 3 May 2024',
    'ID card, p. 4',
    'Idle hands',
    'As above all in the north',
    'Ibídem Editores, p. 4',
    'Loc. cit. and others',
    'ibid. says the same, but HRW does not',
  ])('not: %s', (text) => {
    expect(isIbid(text)).toBe(false);
  });

  it.each([
    ['HRW, op. cit., p. 4', 'HRW', null, 'p. 4'],
    ['op. cit.', null, null, null],
    ['Soto, óp. cit., p. 15.', 'Soto', null, 'p. 15'],
    ['Müller, a.a.O., S. 3', 'Müller', null, 'S. 3'],
    ['Müller, a.a.O. (Fn. 12), S. 3 f.', 'Müller', '12', 'S. 3 f.'],
    ['HRW, op. cit., note 12', 'HRW', '12', null],
    ['HRW, op. cit. 12', 'HRW', null, '12'],
    ['see note 12', null, '12', null],
    ['See note 12, para. 3.2.', null, '12', 'para. 3.2'],
    ['See above, footnote 7', null, '7', null],
    ['Soto (n 12) 45', 'Soto', '12', '45'],
    ['Soto (n 12) 45.', 'Soto', '12', '45'],
    ['HRW, supra note 4', 'HRW', '4', null],
    ['HRW, supra note 4, p. 12', 'HRW', '4', 'p. 12'],
  ])('to a note further up: %s', (text, author, note, pinpoint) => {
    expect(opCitOf(text)).toEqual({ author, note, pinpoint });
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
