import { expect, it } from 'vitest';
import type { Document } from '../../src/model/document.js';
import type { Finding } from '../../src/model/finding.js';
import type { Digest, Run } from '../../src/model/run.js';
import type { Visit } from '../../src/model/visit.js';
import {
  digestFromRow,
  documentFromRow,
  findingFromRow,
  verdictFromRow,
  visitFromRow,
} from '../../src/store/rows.js';
import { quote } from '../surfaces/fixture-run.js';
import { lifeOf, readingOf, runOf, verdictOf, visitOf } from './samples.js';

const runFromRow = (run: Run): Run => ({
  ...run,
  sources: run.sources.map(verdictFromRow),
  findings: run.findings.map(findingFromRow),
});

const { why: _, ...wordless } = quote('R/1#1', 'text');
const citation = {
  id: 'R/1',
  report: 'R',
  section: null,
  cited: null,
  accessed: null,
  currency: 'fresh',
} as const;
const { why: _link, ...link } = verdictOf('tip').link;
const kept = {
  ...verdictOf('tip'),
  link: { ...link, reason: 'answered 200' },
  edition: {
    status: 'superseded',
    reason: 'a newer one is out',
    newer: [
      {
        edition: '2025',
        url: null,
        published: null,
        quotes: [{ quote: 'R/1#1', verdict: 'missing', diff: [], note: 'its section is gone' }],
      },
    ],
  },
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
  expect(run.sources[0]?.link).toEqual({
    ...link,
    why: { kind: 'told', sentence: 'answered 200' },
  });
  expect(run.sources[0]?.edition).toMatchObject({
    why: { kind: 'told', sentence: 'a newer one is out' },
    newer: [{ quotes: [{ section: { kind: 'told', sentence: 'its section is gone' } }] }],
  });
  expect(run.findings[0]).toEqual({
    ...bare,
    why: { kind: 'told', message: 'It is gone.', action: 'Look.' },
  });
  const visit = visitFromRow(visitOf(1, 'tip', { verdict: kept } as unknown as Partial<Visit>));
  expect(visit.verdict).toEqual(run.sources[0]);
  const digest = {
    run: row.run,
    since: null,
    fresh: [finding],
    open: [],
    resolved: [],
    owed: [finding],
    sources: [kept],
  };
  expect(digestFromRow(digest as unknown as Digest)).toMatchObject({
    fresh: run.findings,
    owed: run.findings,
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

it('reads why a document had no text', () => {
  const { document } = readingOf('').snapshot;
  const row = { ...document, unread: 'The file is empty.' } as unknown as Document;
  expect(documentFromRow(row).unread).toEqual({ kind: 'told', sentence: 'The file is empty.' });
  expect(documentFromRow(document)).toEqual(document);
});
