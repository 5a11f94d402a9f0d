import { expect, test } from 'vitest';
import { EMPTY_LEDGER } from '../../src/model/manuscript.js';
import { renderCertificate } from '../../src/surfaces/certificate.js';
import { RUN } from './fixture-night.js';
import { citation, link, source } from './fixture-run.js';

const RULES = 'd1'.repeat(32);

test('what could not be checked stands on a certificate by its reasons, the most frequent first', () => {
  const refused = (id: string, http: number) =>
    source(id, 'A publisher', `Report ${id}`, `https://${id}.example/`, {
      link: link({ status: 'blocked', http, why: { kind: 'blocked', why: { kind: 'refused', http } } }),
      citations: [citation(1, '1', [])],
    });
  const page = renderCertificate({
    ...{ files: [{ name: 'report.docx', sha256: '1', ledger: EMPTY_LEDGER }], program: 'citewatch 1', rules: RULES },
    ...{ beside: [], cases: [], claims: [], uncited: [] },
    run: { ...RUN, findings: [], sources: [refused('a', 403), refused('b', 429), refused('c', 429)] },
  });
  const [often, once] = ['Report b', 'Report a'].map((title) => page.indexOf(title));
  expect(often).toBeGreaterThan(0);
  expect(once).toBeGreaterThan(often as number);
  expect(page).not.toContain('Report c');
  // By the digest that an exhibit and a replay name, and not by that of one machine's nights.
  expect(page).toContain(`rules ${RULES.slice(0, 12)}`);
});
