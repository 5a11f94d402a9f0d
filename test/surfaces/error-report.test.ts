import { expect, it, test } from 'vitest';
import type { Finding } from '../../src/model/finding.js';
import type { QuoteVerdict } from '../../src/model/quote.js';
import type { ReadByHand, SourceVerdict } from '../../src/model/verdict.js';
import { type ErrorFacts, renderErrorReport } from '../../src/surfaces/error-report.js';
import { lifeOf, verdictOf } from '../store/samples.js';
import { citation, source } from '../world.js';

const PASSAGE = 'Police busted 1,664 criminal gangs.';

/** Each of these stands somewhere in what is known of a source, and in nothing that is sent away. */
const PRIVATE = {
  report: 'ASI2025-SECRET',
  section: 'section-7b',
  line: 'The citation line as printed',
  accessed: '2025-03-15',
  reviewer: 'Ada Lovelace',
  reason: 'her asylum case of Friday',
  saved: 'Grace Hopper',
  note: 'Ask Alan about it',
  error: 'connect ECONNREFUSED proxy.office.example:3128',
  other: 'another-source-of-the-report',
} as const;

const use = citation(1, 'tip', PASSAGE, {
  id: `${PRIVATE.report}/31`,
  section: PRIVATE.section,
  accessed: PRIVATE.accessed,
  cited: PRIVATE.line,
  quotes: [{ text: 'In English.', original: { lang: 'zh', text: PASSAGE } }],
});
const byHand: ReadByHand = {
  at: '2025-01-01',
  by: PRIVATE.saved,
  days: 9,
  isStale: false,
  sha256: 'f'.repeat(64),
};
const elsewhere = { kind: 'person', at: '2025-01-01', by: PRIVATE.saved } as const;
const quote: QuoteVerdict = {
  id: `${use.id}#1`,
  text: PASSAGE,
  verdict: 'altered',
  tier: null,
  similarity: 1,
  found: PASSAGE,
  diff: [],
  weighty: true,
  page: null,
  link: null,
  why: {
    kind: 'elsewhere',
    why: { kind: 'other-words', share: 1 },
    place: elsewhere,
    not: elsewhere,
  },
};
const verdict: SourceVerdict = {
  ...verdictOf('tip'),
  link: {
    ...verdictOf('tip').link,
    why: { kind: 'failed', failure: 'connection', message: PRIVATE.error },
  },
  edition: {
    status: 'acknowledged',
    why: { kind: 'kept', latest: '2025', decision: PRIVATE.reason },
    newer: [
      {
        edition: '2025',
        url: 'https://p.example/2025',
        published: null,
        quotes: [{ quote: quote.id, verdict: 'missing', diff: [] }],
      },
    ],
  },
  archive: {
    url: 'https://archive.example/tip',
    capturedAt: '2025-01-01',
    carriesPassage: true,
    lacks: [{ id: quote.id, verdict: 'missing' }],
  },
  archiveUnasked: PRIVATE.error,
  byHand,
  citations: [
    {
      id: use.id,
      report: PRIVATE.report,
      section: PRIVATE.section,
      cited: PRIVATE.line,
      accessed: PRIVATE.accessed,
      currency: 'stale',
      quotes: [quote],
    },
  ],
};
const cited = { report: PRIVATE.report, section: PRIVATE.section };
const finding: Finding = {
  ...lifeOf(`passage-altered:${quote.id}`, 1, null).finding,
  kind: 'passage-altered',
  citation: use.id,
  quote: quote.id,
  sources: ['tip', PRIVATE.other],
  decision: PRIVATE.reason,
  owner: PRIVATE.reviewer,
  why: { kind: 'passage-altered', weighty: true, cited, stood: null, quote: quote.why },
  seen: { run: 1, at: '2025-01-01', witness: 'person', byHand, quote, link: verdict.link },
  remedies: [
    {
      id: `drop:${use.id}`,
      kind: 'drop',
      source: 'tip',
      proof: null,
      lines: [PRIVATE.line],
      edit: { kind: 'drop', citation: use.id },
    },
  ],
  consequences: [
    {
      ...lifeOf(`access-stale:${use.id}`, 1, null).finding,
      kind: 'access-stale',
      citation: use.id,
      since: '2025-01-01',
      why: { kind: 'access-stale', accessed: PRIVATE.accessed, cited },
    },
  ],
};
const facts: ErrorFacts = {
  made: { program: 'citewatch/1.0.0', rules: 'abc', node: 'v20.0.0' },
  source: source('tip', { note: PRIVATE.note }),
  uses: [{ report: PRIVATE.report, citation: use }],
  verdict,
  findings: [finding],
  page: null,
};
const text = renderErrorReport(facts);
const packed = JSON.parse(text);

test.each(Object.entries(PRIVATE))('the %s is not in a report of an error', (_, secret) => {
  expect(text).not.toContain(secret);
});

it('calls citations by number, wherever they are named', () => {
  expect(packed.quotations).toEqual([
    { id: 'report/1#1', text: 'In English.', original: { lang: 'zh', text: PASSAGE } },
  ]);
  expect(packed.findings).toMatchObject([
    {
      id: 'passage-altered:report/1#1',
      citation: 'report/1',
      quote: 'report/1#1',
      seen: { quote: { id: 'report/1#1' } },
      consequences: [{ id: 'access-stale:report/1' }],
    },
  ]);
  expect(packed.verdict).toMatchObject({
    citations: [{ id: 'report/1', quotes: [{ id: 'report/1#1' }] }],
    archive: { lacks: [{ id: 'report/1#1' }] },
    edition: { newer: [{ quotes: [{ quote: 'report/1#1' }] }] },
  });
});

it('has what the verdict rests on', () => {
  expect(packed).toMatchObject({
    schema: 'citewatch.error/1',
    program: 'citewatch/1.0.0',
    rules: 'abc',
    node: 'v20.0.0',
    page: null,
    source: {
      id: 'tip',
      publisher: 'The Publisher',
      title: 'Title of tip',
      url: 'https://tip.example/article',
    },
    verdict: { link: { why: { kind: 'failed', failure: 'connection' } } },
    findings: [
      { why: { kind: 'passage-altered', quote: { place: { kind: 'person', at: '2025-01-01' } } } },
    ],
  });
});
