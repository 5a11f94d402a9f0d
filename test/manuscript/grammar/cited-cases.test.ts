import { describe, expect, it } from 'vitest';
import {
  parseReference,
  parseReferences,
} from '../../../src/manuscript/grammar/parse-reference.js';
import { isSameSource } from '../../../src/manuscript/import/same-source.js';
import { read, runsOf } from './line.js';

const STRASBOURG = 'European Court of Human Rights';
const LUXEMBOURG = 'Court of Justice of the European Union';

const LINES: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  [
    'MS (Bangladesh) v Secretary of State for the Home Department [2025] UKUT 305 (IAC)',
    {
      publisher: 'UKUT (IAC)',
      title: 'MS (Bangladesh) v Secretary of State for the Home Department',
      published: '2025',
    },
  ],
  [
    'See R (Ayinde) v London Borough of Haringey [2025] EWHC 1383 (Admin), para 12.',
    {
      publisher: 'EWHC (Admin)',
      title: 'R (Ayinde) v London Borough of Haringey',
      published: '2025',
      pinpoint: 'para 12',
    },
  ],
  [
    'AA (unattended children) Afghanistan CG [2012] UKUT 16 (IAC) at [45]–[47]',
    {
      publisher: 'UKUT (IAC)',
      title: 'AA (unattended children) Afghanistan CG',
      published: '2012',
      pinpoint: 'para 45',
    },
  ],
  [
    'UK Upper Tribunal, AA (unattended children) Afghanistan CG [2012] UKUT 16 (IAC), 1 February 2012',
    {
      publisher: 'UK Upper Tribunal',
      title: 'AA (unattended children) Afghanistan CG',
      published: '2012-02-01',
    },
  ],
  [
    'HJ (Iran) v SSHD [2010] UKSC 31, [2011] 1 AC 596, https://example.org/hj, accessed 3 May 2024',
    {
      publisher: 'UKSC',
      title: 'HJ (Iran) v SSHD',
      published: '2010',
      url: 'https://example.org/hj',
      accessed: '2024-05-03',
    },
  ],
  [
    '[FA (Iraq) v SSHD](https://example.org/fa) [2010] EWCA Civ 696',
    {
      publisher: 'EWCA Civ',
      title: 'FA (Iraq) v SSHD',
      published: '2010',
      url: 'https://example.org/fa',
    },
  ],
  [
    'M.S.S. v. Belgium and Greece [GC], no. 30696/09, § 263, ECHR 2011',
    { publisher: STRASBOURG, title: 'M.S.S. v. Belgium and Greece', pinpoint: '§ 263' },
  ],
  [
    'ECtHR, J.K. and Others v. Sweden, Application no. 59166/12, 23 August 2016, para. 98',
    {
      publisher: 'ECtHR',
      title: 'J.K. and Others v. Sweden',
      published: '2016-08-23',
      pinpoint: 'para. 98',
    },
  ],
  [
    'Case C-465/07 Elgafaji v Staatssecretaris van Justitie [2009] ECR I-921, EU:C:2009:94',
    { publisher: LUXEMBOURG, title: 'Elgafaji v Staatssecretaris van Justitie' },
  ],
  [
    'CJEU, C-148/13 to C-150/13, A, B and C v Staatssecretaris, 2 December 2014, ECLI:EU:C:2014:2406',
    { publisher: 'CJEU', title: 'A, B and C v Staatssecretaris', published: '2014-12-02' },
  ],
  ['[2021] IESC 3', { publisher: 'IESC', title: '[2021] IESC 3', published: '2021' }],
];

/** Sentences that speak of a case, and documents about one. */
const NO_CASE: readonly (readonly [string, string | null])[] = [
  [
    'MS (Bangladesh) v SSHD [2025] UKUT 305 (IAC) punished citations that nobody had checked.',
    null,
  ],
  [
    'The Upper Tribunal held in MS (Bangladesh) [2025] UKUT 305 (IAC) that somebody has to check.',
    null,
  ],
  [
    'Free Movement, “What MS (Bangladesh) [2025] UKUT 305 (IAC) means”, 3 May 2025, https://example.org/ms',
    'What MS (Bangladesh) [2025] UKUT 305 (IAC) means',
  ],
];

describe('a line that cites a case', () => {
  it.each(LINES)('“%s” is a source by its court', (line, expected) => {
    expect(read(line)).toEqual(expected);
  });

  it.each(NO_CASE)('is none in “%s”', (line, title) => {
    expect(parseReference(runsOf(line))?.title ?? null).toBe(title);
  });

  it('is cited as it is printed, and has no address that it does not print', () => {
    const [one] = parseReferences(
      runsOf('AS (Safety of Kabul) Afghanistan CG [2020] UKUT 130 (IAC), headnote'),
    );
    expect(one).toBeUndefined();
    const [first, second] = parseReferences(
      runsOf('See MS [2025] UKUT 305; Ayinde [2025] EWHC 1383 (Admin).'),
    );
    expect([first?.cited, second?.cited]).toEqual([
      'See MS [2025] UKUT 305',
      'Ayinde [2025] EWHC 1383 (Admin).',
    ]);
    expect([first?.url, second?.url]).toEqual([null, null]);
  });

  const pairs: readonly (readonly [boolean, string, string])[] = [
    [true, 'MS (Bangladesh) [2025] UKUT 305', 'MS (Bangladesh) v SSHD [2025] UKUT 305 (IAC)'],
    [true, 'Elgafaji, C-465/07', 'Elgafaji v Staatssecretaris van Justitie, C-465/07, para 3'],
    [false, 'AA (Iraq) [2012] UKUT 16 (IAC)', 'AA (Iraq) [2012] UKUT 17 (IAC)'],
    [false, 'Smith [2012] UKUT 16 (IAC)', 'Smith [2012] UKUT 16 (AAC)'],
  ];
  it('is another source than what is written about it', () => {
    const about =
      'Free Movement, “MS (Bangladesh) [2025] UKUT 305: what it means”, 3 May 2025, https://example.org/ms';
    const [article, judgment] = [about, 'MS (Bangladesh) [2025] UKUT 305'].map((line) =>
      parseReference(runsOf(line)),
    );
    if (article == null || judgment == null) throw new Error('not read');
    expect(isSameSource(article, judgment)).toBeNull();
  });

  it.each(pairs)('is one source, or two, by its citation: %s for “%s” and “%s”', (same, a, b) => {
    const [one, other] = [a, b].map((line) => parseReference(runsOf(line)));
    if (one == null || other == null) throw new Error('not read');
    expect(isSameSource(one, other)).toBe(same ? 'title' : null);
  });
});
