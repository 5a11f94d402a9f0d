import { describe, expect, it } from 'vitest';
import { caseCitationsIn } from '../../../src/manuscript/grammar/case-citation.js';
import LINES from './running-text.json' with { type: 'json' };

/** `key | name | chamber`, with `CG` for guidance. */
const told = (text: string): readonly string[] =>
  caseCitationsIn(text).map(({ key, name, chamber, guidance }) =>
    [key, name ?? '-', chamber ?? '-', ...(guidance ? ['CG'] : [])].join(' | '),
  );

const CITED: readonly (readonly [string, readonly string[]])[] = [
  [
    'Cour EDH, G.C., 23 février 2012, Hirsi Jamaa et autres c. Italie, req. n° 27765/09.',
    ['27765/09 | Hirsi Jamaa et autres c. Italie | -'],
  ],
  [
    'MS (Bangladesh) v SSHD [2025] UKUT 305 (IAC)',
    ['[2025] UKUT 305 (IAC) | MS (Bangladesh) v SSHD | IAC'],
  ],
  [
    'As the Upper Tribunal held in MS (Bangladesh) [2025] UKUT 305, nobody checks.',
    ['[2025] UKUT 305 | MS (Bangladesh) | -'],
  ],
  [
    'See MS (Bangladesh) [2025] UKUT 305; Ayinde [2025] EWHC 1383 (Admin).',
    ['[2025] UKUT 305 | MS (Bangladesh) | -', '[2025] EWHC 1383 (Admin) | Ayinde | Admin'],
  ],
  [
    'R (on the application of Ayinde) v London Borough of Haringey [2025] EWHC 1383 (Admin) at [12]',
    [
      '[2025] EWHC 1383 (Admin) | R (on the application of Ayinde) v London Borough of Haringey | Admin',
    ],
  ],
  [
    'AA (unattended children) Afghanistan CG [2012] UKUT 16 (IAC)',
    ['[2012] UKUT 16 (IAC) | AA (unattended children) Afghanistan | IAC | CG'],
  ],
  [
    'FS (Iran – Christian Converts) Iran (CG) [2004] UKIAT 00303',
    ['[2004] UKIAT 303 | FS (Iran – Christian Converts) Iran | - | CG'],
  ],
  ['SM (Zimbabwe) [2005] UKIAT 00100 (CG)', ['[2005] UKIAT 100 | SM (Zimbabwe) | - | CG']],
  [
    'Al-Sirri v Secretary of State for the Home Department [2012] UKSC 54, [2013] 1 AC 745',
    ['[2012] UKSC 54 | Al-Sirri v Secretary of State for the Home Department | -'],
  ],
  [
    'R v Secretary of State for the Home Department, ex parte Razgar [2004] UKHL 27',
    ['[2004] UKHL 27 | R v Secretary of State for the Home Department, ex parte Razgar | -'],
  ],
  ['FA (Iraq) v SSHD [2010] EWCA Civ 696', ['[2010] EWCA Civ 696 | FA (Iraq) v SSHD | Civ']],
  ['HJ (Iran) v. SSHD ([2010] UKSC 31)', ['[2010] UKSC 31 | HJ (Iran) v. SSHD | -']],
  [
    'UK Upper Tribunal, AM v Entry Clearance Officer, Islamabad [2012] UKUT 5 (IAC)',
    ['[2012] UKUT 5 (IAC) | AM v Entry Clearance Officer, Islamabad | IAC'],
  ],
  [
    'The Supreme Court, [2012] UKSC 38, and UKSC, [2012] UKSC 39',
    ['[2012] UKSC 38 | - | -', '[2012] UKSC 39 | - | -'],
  ],
  [
    'Before Smith v Jones [2012] UKSC 38 and [2013] UKSC 1',
    ['[2012] UKSC 38 | Smith v Jones | -', '[2013] UKSC 1 | - | -'],
  ],
  [
    'As in AS (Safety of Kabul) Afghanistan CG [2018] UKUT 118 (IAC)',
    ['[2018] UKUT 118 (IAC) | AS (Safety of Kabul) Afghanistan | IAC | CG'],
  ],
  ['In C-465/07 the Court held', ['C-465/07 | - | -']],
  [
    'Case C-285/12 Diakité v Commissaire général aux réfugiés',
    ['C-285/12 | Diakité v Commissaire | -'],
  ],
  [
    'AS v SSHD [2012] UKUT 5 (IAC), distinguished in [2013] EWCA Civ 3',
    ['[2012] UKUT 5 (IAC) | AS v SSHD | IAC', '[2013] EWCA Civ 3 | - | Civ'],
  ],
  ['A v B [2020] CSIH 12', ['[2020] CSIH 12 | A v B | -']],
  [
    'Smith v Procurator Fiscal, Perth [2017] SAC (Crim) 6',
    ['[2017] SAC (Crim) 6 | Smith v Procurator Fiscal, Perth | Crim'],
  ],
  ['X v Minister for Justice [2021] IESC 3', ['[2021] IESC 3 | X v Minister for Justice | -']],
  [
    'Plaintiff M1/2021 v Minister for Home Affairs [2022] HCA 17',
    ['[2022] HCA 17 | Plaintiff M1/2021 v Minister for Home Affairs | -'],
  ],
  ['AB (Iraq) [2015] NZIPT 800123', ['[2015] NZIPT 800123 | AB (Iraq) | -']],
  [
    'Minister of Home Affairs v Watchenuka [2003] ZASCA 142',
    ['[2003] ZASCA 142 | Minister of Home Affairs v Watchenuka | -'],
  ],
  ['[2023] EWCOP 12 (T3)', ['[2023] EWCOP 12 (T3) | - | T3']],
  ['Diakité, ECLI:EU:C:2014:39.', ['ECLI:EU:C:2014:39 | Diakité | -']],
  [
    'Case C-465/07 Elgafaji v Staatssecretaris van Justitie, EU:C:2009:94, para 43',
    [
      'C-465/07 | Elgafaji v Staatssecretaris van Justitie | -',
      'ECLI:EU:C:2009:94 | Elgafaji v Staatssecretaris van Justitie | -',
    ],
  ],
  [
    'CJEU, C\u2011465/07, Elgafaji v Staatssecretaris van Justitie, 17 February 2009',
    ['C-465/07 | Elgafaji v Staatssecretaris van Justitie | -'],
  ],
  ['C-57/09 and C-465/07', ['C-57/09 | - | -', 'C-465/07 | - | -']],
  [
    'Joined Cases C-148/13 to C-150/13 A, B and C v Staatssecretaris [2014]',
    ['C-148/13 | A, B and C v Staatssecretaris | -'],
  ],
  ['Case C-148/13 to C-150/13', ['C-148/13 | - | -']],
  ['Case 26/62 Van Gend en Loos', ['26/62 | - | -']],
  ['EuGH, Urteil vom 17. Februar 2009, Rs. C-465/07, Elgafaji', ['C-465/07 | Elgafaji | -']],
  [
    'M.S.S. v. Belgium and Greece [GC], no. 30696/09, § 263, ECHR 2011',
    ['30696/09 | M.S.S. v. Belgium and Greece | -'],
  ],
  [
    'ECtHR, J.K. and Others v. Sweden, Application no. 59166/12, 23 August 2016',
    ['59166/12 | J.K. and Others v. Sweden | -'],
  ],
  [
    'Sufi and Elmi v. the United Kingdom (Applications nos. 8319/07 and 11449/07)',
    ['8319/07 | Sufi and Elmi v. the United Kingdom | -'],
  ],
  ['CEDH, Saadi c. Italie, requête n° 37201/06', ['37201/06 | Saadi c. Italie | -']],
  ['ECLI:CE:ECHR:2011:0121JUD003069609', ['ECLI:CE:ECHR:2011:0121JUD003069609 | - | -']],
];

const LOOK_ALIKES = [
  'In [2012] 3 pages were added.',
  'See [2012] pages 3 and 4.',
  '[2011] 1 AC 596, [2005] INLR 633, [2001] Imm AR 529, [1998] QB 12, [2010] BCLC 5, [2004] 3 All ER 1',
  'The Immigration Rules, SI 2012/1234, and S.I. 2006 No. 1003',
  '[2019] UKSI 745',
  '2014 c. 22; A/C.3/65/L.12; A/HRC/C-12/21',
  'Regulation (EEC) No 1612/68 of the Council',
  'Directive no. 68/15, Law No. 12/98, Decree no. 123/45',
  'Smith v Jones, Regulation No 1612/68',
  'appeal number PA/01234/2019, HU/05678/2020 and AC-12345/21',
  'the planning application no. 123/45',
  'IRQ105461.E, ASA 17/4137/2021, MDE-C-12/21',
  'OJ C 123/45 and COM/2012/345; flight T-1000/2',
  '[2020] Report 5 and [2021] UN 5',
  'ECLI is an identifier; EU:C is its beginning',
];

describe('cases in a text', () => {
  it.each(CITED)('“%s” are told with their names', (text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  it.each(LOOK_ALIKES)('“%s” cites none', (text) => {
    expect(told(text)).toEqual([]);
  });

  it('give what was printed, and its parts', () => {
    expect(
      caseCitationsIn('AA (unattended children) Afghanistan CG [2012] UKUT 00016 (IAC), para 3'),
    ).toEqual([
      {
        name: 'AA (unattended children) Afghanistan',
        cited: '[2012] UKUT 00016 (IAC)',
        kind: 'neutral',
        key: '[2012] UKUT 16 (IAC)',
        year: 2012,
        court: 'UKUT',
        number: '16',
        chamber: 'IAC',
        guidance: true,
      },
    ]);
  });

  it('cost no more a letter in a long text that is made to cost it', () => {
    /** Milliseconds, the least of three; so little that a clock does not show it counts as one. */
    const cost = (piece: string, times: number): number => {
      const text = `${piece.repeat(times)} [2012] UKSC 38`;
      const once = (): number => {
        const started = performance.now();
        caseCitationsIn(text);
        return performance.now() - started;
      };
      return Math.max(1, Math.min(once(), once(), once()));
    };
    const growth = (piece: string): number => cost(piece, 8_000) / cost(piece, 1_000);
    // Eight times the text: what looks back at all of it takes 64 times as long every time, whatever else the machine does.
    for (const piece of ['(', '[2012] ', 'A. ', 'C-1/11, ', 'no. 1/11, ', '((', '"('])
      expect(
        [1, 2, 3, 4, 5].some(() => growth(piece) < 24),
        piece,
      ).toBe(true);
  }, 60_000);
});

describe('fifty sentences by somebody who had not read the grammar', () => {
  it('lose at most the second of two cases that were joined, and lend at most one case to what is none', () => {
    const keysIn = (text: string) => new Set(caseCitationsIn(text).map(({ key }) => key));
    const lost = LINES.flatMap(({ text, cases }) => cases.filter((one) => !keysIn(text).has(one)));
    const made = LINES.flatMap(({ text, cases }) =>
      [...keysIn(text)].filter((one) => !cases.includes(one)),
    );
    expect({ lost, made }).toEqual({ lost: ['C-99/11', '11449/07'], made: ['C-4/11'] });
  });
});
