import { describe, expect, it } from 'vitest';
import { isSameCaseName } from '../../../src/manuscript/find/case-names.js';

/** What a document says, what the register says, and whether it is one case. */
const NAMES: readonly (readonly [string, string, boolean])[] = [
  ['MS (Bangladesh)', 'MS (Bangladesh) v Secretary of State for the Home Department', true],
  ['MS (Bangladesh)', 'KS (Bangladesh) v Secretary of State for the Home Department', false],
  ['MS (Bangladesh)', 'MS (India) v Secretary of State for the Home Department', false],
  ['SH (Bangladesh)', 'MS (Bangladesh) v Secretary of State for the Home Department', false],
  ['MS v SSHD', 'MS (Bangladesh) v Secretary of State for the Home Department', true],
  ['MS (Bangladesh) v Home Secretary', 'MS (Bangladesh) v SSHD', true],
  ['MS (Bangladesh) v Entry Clearance Officer', 'MS (Bangladesh) v SSHD', false],
  ['AM v Entry Clearance Officer, Islamabad', 'AM (Pakistan) v ECO Islamabad', true],
  ['Re A (Children)', 'A (Children), Re', true],
  ['Ayinde', 'R (Ayinde) v The London Borough of Haringey', true],
  [
    'R (Ayinde) v Haringey LBC',
    'AYINDE, R (ON THE APPLICATION OF) V THE LONDON BOROUGH OF HARINGEY',
    true,
  ],
  ['R (Ayinde) v London Borough of Camden', 'Ayinde v London Borough of Haringey', false],
  ['Frederick Ayinde v Haringey', 'Ayinde v London Borough of Haringey', true],
  ['Ayindo v Haringey', 'Ayinde v London Borough of Haringey', false],
  ['John Smith v Jones', 'John Brown v Jones', false],
  ['Al-Haroun v Qatar National Bank', 'Al Haroun v Qatar National Bank QPSC', true],
  ['Smith v HMRC', 'Smith v Commissioners for Her Majesty’s Revenue and Customs', true],
  ['Smith v Commissioners for HM Revenue and Customs', 'Smith v HMRC', true],
  ['M.S.S. v. Belgium and Greece', 'M.S.S. c. BELGIQUE ET GRÈCE', true],
  ['MSS v Belgium', 'M.S.S. v. BELGIUM AND GREECE', true],
  ['M.S.S. v. Italy', 'M.S.S. v. BELGIUM AND GREECE', false],
  ['M.S. v. Belgium', 'M.S.S. v. BELGIUM AND GREECE', false],
  ['Öcalan v. Turkey', 'ÖCALAN v. TÜRKİYE', true],
  ['Elmi v. the United Kingdom', 'SUFI AND ELMI v. THE UNITED KINGDOM', true],
  [
    'A, B and C v Staatssecretaris',
    'A and Others v Staatssecretaris van Veiligheid en Justitie',
    true,
  ],
  [
    'D, E and F v Staatssecretaris',
    'A and Others v Staatssecretaris van Veiligheid en Justitie',
    false,
  ],
  ['Elgafaji', 'Meki Elgafaji and Noor Elgafaji v Staatssecretaris van Justitie', true],
  ['AA (unattended children) Afghanistan', 'AA (unaccompanied minors: risk) Afghanistan CG', true],
  ['AS (Safety of Kabul) Afghanistan', 'AS (Safety of Kabul) Afghanistan CG', true],
  ['AS (Safety of Kabul) Afghanistan', 'AS (Safety of Kabul) Iraq CG', false],
];

describe('the name of a case', () => {
  it.each(NAMES)('“%s” is that of “%s”: %s', (cited, registered, same) => {
    expect(isSameCaseName(cited, registered)).toBe(same);
  });
});
