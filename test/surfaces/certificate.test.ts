import { describe, expect, it, test } from 'vitest';
import type { Lint } from '../../src/model/lint.js';
import { EMPTY_LEDGER } from '../../src/model/manuscript.js';
import { type Checked, renderCertificate } from '../../src/surfaces/certificate.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { RUN } from './fixture-night.js';
import { citation, finding, link, quote, source } from './fixture-run.js';

const RULES = 'd1'.repeat(32);
/** A certificate of a run that found nothing and could read all. */
const NOTHING: Checked = {
  files: [{ name: 'report.docx', sha256: '1', ledger: EMPTY_LEDGER }],
  program: 'citewatch 1',
  rules: RULES,
  beside: [],
  cases: [],
  claims: [],
  uncited: [],
  run: { ...RUN, findings: [], sources: [] },
};

test('what could not be checked stands on a certificate by its reasons, the most frequent first', () => {
  const refused = (id: string, http: number) =>
    source(id, 'A publisher', `Report ${id}`, `https://${id}.example/`, {
      link: link({
        status: 'blocked',
        http,
        why: { kind: 'blocked', why: { kind: 'refused', http } },
      }),
      citations: [citation(1, '1', [])],
    });
  const page = renderCertificate(ENGLISH, {
    ...NOTHING,
    run: {
      ...RUN,
      findings: [],
      sources: [refused('a', 403), refused('b', 429), refused('c', 429)],
    },
  });
  const [often, once] = ['Report b', 'Report a'].map((title) => page.indexOf(title));
  expect(often).toBeGreaterThan(0);
  expect(once).toBeGreaterThan(often as number);
  expect(page).not.toContain('Report c');
  // By the digest that an exhibit and a replay name, and not by that of one machine's nights.
  expect(page).toContain(`rules ${RULES.slice(0, 12)}`);
});

describe('what the report itself lacks', () => {
  const at: Lint['place'] = {
    report: 'r',
    section: null,
    citation: 'r/1',
    source: null,
    file: null,
    title: null,
  };
  const [all, some] = ['All courts heard cases.', 'Some courts heard cases.'];
  const alone: Lint = {
    severity: 'low',
    place: { ...at, citation: null },
    why: { rule: 'uncited-quotation', words: 'Nobody was heard there.' },
  };
  const beyond: Lint = {
    severity: 'low',
    place: at,
    why: {
      rule: 'claim-beyond',
      claims: [{ class: 'quantity', said: 'all', quoted: 'some', sentence: all, source: some }],
    },
  };

  it('is counted and named: a quotation without a citation, and both sentences where one says more', () => {
    const page = renderCertificate(ENGLISH, { ...NOTHING, claims: [beyond], uncited: [alone] });
    expect(page).toContain('1 quotation, which was not checked');
    expect(page).toContain('“Nobody was heard there.”');
    expect(page).toContain(
      `the report has “all”, the source “some”. Report: “${all}” Source: “${some}”`,
    );
  });

  it('is said to be nothing where it is', () => {
    const page = renderCertificate(ENGLISH, NOTHING);
    expect(page).toMatch(/Quoted without a citation<\/dt><dd>none</u);
    expect(page).not.toMatch(/Says more|which was not checked/u);
  });
});

test('the words that changed stand beside what changed, and where none did nothing does', () => {
  const [old, now] = ['heard 70 cases', 'heard 90 cases'];
  const passage = (over: object) => citation(1, '1', [quote('ASI2025-01/1#1', old, over)]);
  const diff = [
    { op: 'same', text: 'heard ' },
    { op: 'removed', text: '70' },
    { op: 'added', text: '90' },
    { op: 'same', text: ' cases' },
  ] as const;
  const certified = (over: object) =>
    renderCertificate(ENGLISH, {
      ...NOTHING,
      run: {
        ...RUN,
        sources: [
          source('a', 'Times', 'Courts', 'https://a.example/', { citations: [passage(over)] }),
        ],
        findings: [
          finding('passage-altered', 'high', 'a', '', '', {
            citation: 'ASI2025-01/1',
            quote: 'ASI2025-01/1#1',
            state: 'new',
          }),
        ],
      },
    });
  expect(certified({ verdict: 'altered', found: now, diff })).toContain('“70” is now “90”');
  expect(certified({ verdict: 'missing', found: null, diff: [] })).not.toContain('is now');
});
