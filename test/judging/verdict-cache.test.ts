import { expect, test } from 'vitest';
import { reuseVerdict, type Unopened } from '../../src/judging/verdict-cache.js';
import type { Answered } from '../../src/model/outcome.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import type { SourceMemory, Visit } from '../../src/model/visit.js';
import { answered, historyOf, night, playNight, redirected, source, useOf } from './nights.js';
import { heading, pageOf, readingOf } from './pages.js';

const QUOTE = 'The government did not release 41 suspects, officials said on Monday in Chongqing.';
const PAGE = pageOf(heading('A report'), QUOTE, 'Observers described a slow improvement in access to legal aid.');
const uses = [useOf(QUOTE)];
const first = playNight(1, { uses, document: PAGE });
const last = historyOf(first, readingOf(PAGE, 'bytes 1')).previous as Visit;

const SAME: Answered = answered(200, {
  body: { bytes: new Uint8Array(1000), sha256: last.snapshot as string, truncated: false },
});
const NOT_MODIFIED: Answered = answered(304, { body: null });

const carried = (outcome: Unopened['outcome'], before: Visit = last) =>
  reuseVerdict(
    { source, uses, series: null, outcome, unasked: null, now: night(2), staleAfter: 183, confirm: 3 },
    before,
  );

const withVerdict = (part: Partial<SourceVerdict>): Visit => ({
  ...last,
  verdict: { ...(last.verdict as SourceVerdict), ...part },
});

const withQuote = (part: object): Visit => {
  const citations = (last.verdict as SourceVerdict).citations.map((citation) => ({
    ...citation,
    quotes: citation.quotes.map((quote) => ({ ...quote, ...part })),
  }));
  return withVerdict({ citations });
};

test.each([
  ['the server says that nothing changed', NOT_MODIFIED],
  ['the same bytes come', SAME],
])('a verdict is carried over when %s', (_, outcome) => {
  expect(carried(outcome)).toMatchObject({
    verdict: {
      at: night(2).toISOString(),
      link: { status: 'alive' },
      content: { change: 'unchanged' },
      citations: [{ quotes: [{ verdict: 'intact' }] }],
    },
    memory: { nights: '++' },
  });
});

const remembering = (part: Partial<SourceMemory>): Visit => ({
  ...last,
  memory: { ...(last.memory as SourceMemory), ...part },
});
const line = (turns: number) => ({ line: 'Members: #', was: 'Members: 1', is: 'Members: 2', nights: 1, turns });

const cut = { bytes: new Uint8Array(1000), sha256: last.snapshot as string, truncated: true };

test.each<[string, Unopened['outcome'], Visit?]>([
  ['other bytes came', answered(200)],
  ['an error page has the same bytes', { ...SAME, http: 404 }],
  ['only a beginning came', { ...SAME, body: cut }],
  ['the address led elsewhere', redirected('https://source.example/other')],
  ['nothing was asked', null],
  ['the last night accepted no text', NOT_MODIFIED, { ...last, snapshot: null }],
  ['the last night had no verdict', NOT_MODIFIED, { ...last, verdict: null }],
  ['another witness was heard', NOT_MODIFIED, withVerdict({ witness: 'copy' })],
  ['a passage did not stand', NOT_MODIFIED, withQuote({ verdict: 'missing' })],
  ['a passage stood elsewhere', NOT_MODIFIED, withQuote({ why: { kind: 'elsewhere', place: { kind: 'part' } } })],
  [
    'there were signs of an error page',
    NOT_MODIFIED,
    withVerdict({ link: { ...(last.verdict as SourceVerdict).link, signs: [] } }),
  ],
  [
    'it did not change, at the address to which it moved for good',
    { ...NOT_MODIFIED, finalUrl: 'https://source.example/new', hops: [{ url: source.url as string, http: 301 }] },
    withVerdict({ finalUrl: 'https://source.example/new' }),
  ],
  ['a line of it turned, and is waited for', NOT_MODIFIED, remembering({ turning: [line(1)] })],
  ['the passages were not looked for', NOT_MODIFIED, withVerdict({ unmatched: { kind: 'time', seconds: 15 } })],
])('it is judged afresh when %s', (_, outcome, before = last) => {
  expect(carried(outcome, before)).toBeNull();
});
