import { expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.js';
import type { Digest, Run } from '../../src/model/run.js';
import type { Visit } from '../../src/model/visit.js';
import { digestFromRow, findingFromRow, runFromRow, visitFromRow } from '../../src/record/earlier-rows.js';
import { quote } from '../report/fixture-run.js';
import { lifeOf, runOf, verdictOf, visitOf } from './samples.js';

const { why: _, ...wordless } = quote('R/1#1', 'text');
const citation = {
  id: 'R/1',
  report: 'R',
  section: null,
  cited: null,
  accessed: null,
  currency: 'fresh',
} as const;
const kept = {
  ...verdictOf('tip'),
  citations: [{ ...citation, quotes: [{ ...wordless, reason: 'stands' }] }],
};
const { why: _why, ...bare } = lifeOf('a', 1, null).finding;
const finding = { ...bare, message: 'It is gone.', action: 'Look.' };

it('reads the sentences that an earlier version kept', () => {
  const row = { ...runOf(1), sources: [kept], findings: [finding] } as unknown as Run;
  const run = runFromRow(row);
  expect(run.sources[0]?.citations[0]?.quotes[0]).toEqual({
    ...wordless,
    why: { kind: 'told', sentence: 'stands' },
  });
  expect(run.findings[0]).toEqual({
    ...bare,
    why: { kind: 'told', message: 'It is gone.', action: 'Look.' },
  });
  const visit = visitFromRow(visitOf(1, 'tip', { verdict: kept } as unknown as Partial<Visit>));
  expect(visit.verdict).toEqual(run.sources[0]);
  const digest = { run: row.run, since: null, fresh: [finding], open: [], resolved: [], sources: [kept] };
  expect(digestFromRow(digest as unknown as Digest)).toMatchObject({
    fresh: run.findings,
    sources: run.sources,
  });
});

it('leaves out what an earlier version’s verdicts remembered', () => {
  const verdict = verdictOf('tip');
  const carrying = {
    ...verdict,
    link: { ...verdict.link, lately: '+-' },
    content: { ...verdict.content, restless: { 'a … b': '+' }, shrunk: 1 },
  };
  expect(runFromRow({ ...runOf(1), sources: [carrying] } as Run).sources).toEqual([verdict]);
});

it.each([
  ['edition-newer:tip@2025', 'tip', '2025'],
  ['edition-newer:tip@state.gov@2025', 'tip@state.gov', '2025'],
  ['edition-newer:tip', 'tip', null],
])('reads the edition of which an earlier version kept %s', (id, source, edition) => {
  const { edition: _edition, ...row } = { ...bare, why: { kind: 'no-url' } as const, id, source };
  const kept = { ...row, kind: 'edition-newer' } as unknown as Finding;
  expect(findingFromRow(kept).edition).toBe(edition);
});

it('leaves alone what this version kept', () => {
  const today = lifeOf('a', 1, null).finding;
  expect(findingFromRow(today)).toEqual(today);
  expect(runFromRow(runOf(1))).toEqual(runOf(1));
  expect(visitFromRow(visitOf(1, 'tip', { verdict: null })).verdict).toBeNull();
});
