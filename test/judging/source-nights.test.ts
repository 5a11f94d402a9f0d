import { describe, expect, test } from 'vitest';
import { historyForUrl } from '../../src/judging/history-for-url.js';
import { rejectDocument } from '../../src/judging/source.js';
import type { Document } from '../../src/model/document.js';
import type { Outcome } from '../../src/model/outcome.js';
import { type History, NO_HISTORY } from '../../src/model/visit.js';
import { foldedLetters } from '../../src/passage/text/fold.js';
import {
  answered,
  historyOf,
  judgeNight,
  night,
  playNight,
  redirected,
  source,
  useOf,
} from './nights.js';
import { blocks, type Given, heading, pageOf, readingOf } from './pages.js';

const QUOTE = 'The government did not release 41 suspects, officials said on Monday in Chongqing.';
const AROUND =
  'Observers described a slow improvement in access to legal aid, although practice differs between counties.';
const uses = [useOf(QUOTE)];
const words = (name: string, count: number): string =>
  Array.from({ length: count }, (_, i) => `${name}${i}`).join(' ');
const quoteOf = (verdict: { citations: ReturnType<typeof judgeNight>['citations'] }) =>
  verdict.citations[0]?.quotes[0];

describe('a passage of 25 letters or more makes a page the document', () => {
  test.each([
    ['Nine lenders were fined in', false],
    ['Nine lenders were fined here', false],
    ['Nine lenders were fined in May', true],
    ['Nine lenders were fined in March', true],
  ])('%s', (quote, known) => {
    const page = { ...pageOf(heading('Page not found'), quote), title: 'Page not found' };
    const { link } = judgeNight(1, { uses: [useOf(quote)], document: page });
    expect(link.status).toBe(known ? 'alive' : 'soft-404');
  });
});

describe('a stranger that outstays the days of a death, and is no document', () => {
  const title = 'Moneylenders of the border counties';
  const report = pageOf(heading(title), words('report', 250));
  const short = (...top: readonly Given[]) => pageOf(...top, words('boats', 70));
  const linksOf = (document: Document, days: readonly number[]) => {
    let history = historyOf(playNight(1, { document: report }), readingOf(report, 'bytes 1'));
    return days.map((day) => {
      const judged = playNight(day, { document, history, source: { ...source, title } });
      history = { ...historyOf(judged, null), baseline: history.baseline };
      const { status, confirmed } = judged.verdict.link;
      return `${status} ${confirmed}`;
    });
  };
  test('is another page by then, and not before', () => {
    const told = ['alive false', 'alive false', 'soft-404 true', 'soft-404 true'];
    expect(linksOf(short(), [2, 3, 4, 5])).toEqual(told);
    expect(linksOf(short(), [2, 2, 2, 3])).toEqual(Array(4).fill('alive false'));
  });
  test('but not where it bears the title of the document', () => {
    expect(
      linksOf(short(heading(title)), [2, 3, 4]).every((told) => told.startsWith('alive')),
    ).toBe(true);
  });
  test('and at once where something gave it away', () => {
    const first = historyOf(playNight(1, { document: report }), readingOf(report, 'bytes 1'));
    const doubted = playNight(2, { document: short(), history: first });
    const why = { kind: 'empty-body', http: 200 } as const;
    const { memory, verdict } = rejectDocument(
      doubted.verdict,
      { status: 'soft-404', by: null, why },
      first,
      3,
      doubted.memory,
    );
    expect(memory.stranger).toEqual({ ...doubted.memory.stranger, because: why });
    expect(memory).toMatchObject({
      link: { status: 'soft-404', failures: 1 },
      shown: doubted.memory.shown,
    });
    const before: History = { ...historyOf({ verdict, memory }, null), baseline: first.baseline };
    expect(judgeNight(3, { document: short(), history: before }).link).toMatchObject({
      status: 'soft-404',
      why,
    });
    // Another page of the next night is not it.
    expect(
      judgeNight(3, { document: pageOf(words('roses', 70)), history: before }).link.status,
    ).toBe('alive');
  });
});

describe('a document at another address', () => {
  const NEW = 'https://new.example/report';
  const page = (...more: readonly string[]) => pageOf(heading('A report'), QUOTE, AROUND, ...more);
  const label = page('Contact the newsroom');
  const moved = redirected(NEW, 301);
  const night1 = (outcome: Outcome) =>
    historyOf(playNight(1, { uses, document: page(), outcome }), readingOf(page()));
  test('may stand in another frame on the night on which it is met there, and not on the next', () => {
    const change = (outcome: Outcome, history: History) =>
      judgeNight(2, { uses, document: label, outcome, history }).content.change;
    expect(change(moved, night1(answered()))).toBe('cosmetic');
    expect(change(moved, night1(moved))).toBe('edited');
    expect(change(answered(), night1(answered()))).toBe('edited');
  });
  test('where another text stands, is forgotten with all that stood before it', () => {
    const [other, third] = [pageOf(words('boats', 60)), pageOf(words('roses', 60))];
    const history = { ...night1(answered()), former: readingOf(third) };
    const at = (document: Document) =>
      historyForUrl({ url: 'https://else.example/' }, history, readingOf(document));
    expect(at(other)).toEqual({ previous: null, baseline: null, former: null });
    expect(at(third)).toMatchObject({
      former: history.former,
      previous: { memory: { link: null, nights: '' } },
    });
  });
});

test('a page that a browser shows is not compared with what was received, nor the other way round', () => {
  const rendered = { settled: true, wanted: [] };
  const page = pageOf(heading('A report'), QUOTE, AROUND);
  const edited = pageOf(
    heading('A report'),
    QUOTE,
    `${AROUND} More was found in the spring of that year.`,
  );
  for (const [then, now] of [
    [{}, {}],
    [{ rendered }, { rendered }],
    [{}, { rendered }],
    [{ rendered }, {}],
  ]) {
    const history = historyOf(playNight(1, { uses, document: page, ...then }), readingOf(page));
    const { content } = judgeNight(2, { uses, document: edited, history, ...now });
    expect(content.change).toBe(
      'rendered' in (then ?? {}) === 'rendered' in (now ?? {}) ? 'edited' : 'first-visit',
    );
  }
});

describe('a page that was not read as a whole shows what stands, and nothing that is absent', () => {
  const whole = pageOf(heading('A report'), QUOTE, words('report', 200));
  const history = historyOf(playNight(1, { uses, document: whole }), readingOf(whole));
  test('where it shrank', () => {
    const verdict = judgeNight(2, { uses, history, document: pageOf(heading('A report'), QUOTE) });
    expect(verdict).toMatchObject({ witness: 'none', content: { why: { kind: 'shrunken' } } });
    expect(quoteOf(verdict)?.verdict).toBe('intact');
    const without = judgeNight(2, {
      uses,
      history,
      document: pageOf(heading('A report'), words('report', 20)),
    });
    expect(quoteOf(without)?.verdict).toBe('unverifiable');
  });

  const behind = { ...pageOf(heading('Just a moment...')), hidden: blocks(QUOTE) };
  const challenge = { headers: { 'cf-mitigated': 'challenge' } };
  test.each<[string, Outcome, string]>([
    ['what a wall that answers holds back', answered(200, challenge), 'intact'],
    ['but not what a refusal does', answered(403, challenge), 'unverifiable'],
    ['nor an error page', answered(404), 'unverifiable'],
    ['nor a page that is not there', answered(200), 'unverifiable'],
  ])('%s', (_, outcome, expected) => {
    const gone = { ...pageOf(heading('Page not found')), hidden: blocks(QUOTE) };
    const document =
      outcome.kind === 'answered' && 'cf-mitigated' in outcome.headers ? behind : gone;
    const verdict = judgeNight(1, { uses, outcome, document, history: NO_HISTORY });
    expect([quoteOf(verdict)?.verdict, verdict.witness]).toEqual([expected, 'none']);
  });

  test('what a browser was not given may hold what is missing, and not what is struck out', () => {
    const rendered = {
      settled: true,
      wanted: [{ url: 'https://a.example/x.js', why: 'limit' }],
    } as never;
    const page = pageOf(heading('A report'), words('report', 200));
    const struck = { ...page, struck: blocks(QUOTE) };
    const said = (document: Document, more: object) =>
      quoteOf(judgeNight(1, { uses, document, ...more }));
    expect(said(page, {})?.verdict).toBe('missing');
    expect(said(page, { rendered })).toMatchObject({
      verdict: 'unverifiable',
      why: { kind: 'not-given' },
    });
    expect(said(struck, { rendered })).toMatchObject({
      verdict: 'missing',
      why: { kind: 'struck-out' },
    });
    expect(said(page, { rendered: { settled: true, wanted: [] } })?.verdict).toBe('missing');
  });
});

test('a passage last stood on the latest night on which it did, and not on one that is behind a clock', () => {
  const page = pageOf(heading('A report'), QUOTE, AROUND);
  const history = historyOf(playNight(5, { uses, document: page }), readingOf(page));
  const stood = (n: number) =>
    playNight(n, { uses, document: page, history }).memory.stood[foldedLetters(QUOTE)];
  expect(stood(6)).toBe(night(6).toISOString());
  expect(stood(4)).toBe(night(5).toISOString());
});
