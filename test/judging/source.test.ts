import { describe, expect, test } from 'vitest';
import { withStood } from '../../src/judging/history-for-url.js';
import { judgeSource, rejectDocument } from '../../src/judging/source.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { EMPTY_MEMORY, NO_HISTORY } from '../../src/model/visit.js';
import { usesOf } from '../../src/model/watchlist.js';
import { foldedLetters } from '../../src/passage/text/fold.js';
import { fnv1a } from '../../src/passage/text/tokens.js';
import {
  answered,
  citation,
  failed,
  historyOf,
  judgeNight,
  night,
  playNight,
  redirected,
  source,
  useOf,
} from './nights.js';
import { ADDRESS, furniture, heading, pageOf, readingOf } from './pages.js';

const QUOTE = 'The government did not release 41 suspects, officials said on Monday in Chongqing.';
const PAGE = pageOf(
  heading('A report'),
  QUOTE,
  'Observers described a slow improvement in access to legal aid, although practice differs between counties.',
  'The next edition is expected in the autumn of the coming year, after consultations with researchers.',
);
const RUMP = pageOf(
  heading('A report'),
  'Observers described a slow improvement in access to legal aid,',
);
const uses = [useOf(QUOTE)];
const first = playNight(1, { uses, document: PAGE });
const baseline = readingOf(PAGE, 'bytes 1');
const history = historyOf(first, baseline);
const quoteOf = (verdict: SourceVerdict): string | undefined =>
  verdict.citations[0]?.quotes[0]?.verdict;

test('a first night says all that is known', () => {
  expect(first.verdict).toMatchObject({
    id: 'a-source',
    witness: 'live',
    link: { status: 'alive', failures: 0 },
    content: { change: 'first-visit' },
    citations: [{ id: 'R/1', currency: 'fresh', quotes: [{ id: 'R/1#1', verdict: 'intact' }] }],
  });
});

describe('a page that could not be read leaves its passages unverifiable, and is no change', () => {
  test.each([
    ['a bot wall', answered(403), pageOf('Access denied')],
    ['a missing page', answered(404), pageOf(heading('Not found'))],
    ['a server error', answered(500), pageOf('Oops')],
    ['no answer', failed(), null],
    ['a soft 404', answered(200), pageOf(heading('Page not found'))],
    [
      'a redirect to the home page',
      redirected('https://source.example/', 302),
      pageOf('Welcome to our home page'),
    ],
  ])('%s', (_, outcome, document) => {
    const verdict = judgeNight(2, { uses, history, outcome, document });
    expect(verdict).toMatchObject({ witness: 'none', content: { change: 'unread', diff: [] } });
    expect(quoteOf(verdict)).toBe('unverifiable');
    expect(verdict.citations[0]?.quotes[0]?.why).toEqual({
      kind: 'no-text',
      why: { kind: 'link', why: verdict.link.why },
    });
  });
  test('a page that needs a browser', () => {
    const verdict = judgeNight(2, {
      uses,
      history,
      document: { ...pageOf(), unread: { kind: 'script' } },
    });
    expect(verdict).toMatchObject({
      link: { status: 'alive' },
      witness: 'none',
      content: { change: 'unread', sha256: 'bytes 2' },
    });
    expect(quoteOf(verdict)).toBe('unverifiable');
  });
  test('a page that shrank: it is believed on the night on which a death would be, and proves no absence', () => {
    const shrunken = playNight(2, { uses, history, document: RUMP });
    const { verdict } = shrunken;
    expect(verdict).toMatchObject({
      link: { status: 'alive' },
      content: { change: 'unread' },
      witness: 'none',
    });
    expect(quoteOf(verdict)).toBe('unverifiable');
    const again = playNight(3, { uses, history: historyOf(shrunken, baseline), document: RUMP });
    expect(quoteOf(again.verdict)).toBe('unverifiable');
    const believed = playNight(4, { uses, history: historyOf(again, baseline), document: RUMP });
    // Its shortness is believed by then, and still proves no absence (docs/judging.md, 15).
    expect(believed.verdict.witness).toBe('live');
    expect(quoteOf(believed.verdict)).toBe('unverifiable');
  });
});

describe('a page that carries the passage is alive, whatever it looks like', () => {
  const statusOf = (passage: string) => {
    const odd = { ...pageOf(heading('Page not found'), passage), title: 'Access denied' };
    return judgeNight(2, { uses: [useOf(passage)], history: NO_HISTORY, document: odd }).link
      .status;
  };
  test.each([QUOTE, '补偿标准为每平方米8600元。', 'ตำรวจจับกุมผู้ชุมนุม'])('%s', (passage) =>
    expect(statusOf(passage)).toBe('alive'),
  );
  test.each(['The page that you want.', '页面不存在。'])(
    'but not “%s”, which stands anywhere',
    (passage) => expect(statusOf(passage)).toBe('blocked'),
  );
});

test('a page that reads as it did before is alive, whatever it looks like', () => {
  const odd = {
    ...pageOf(heading('Page not found'), 'A list of the pages that were lost.'),
    title: 'Not found',
  };
  const verdict = (before: typeof odd) =>
    judgeNight(2, { history: historyOf(first, readingOf(before, 'bytes 1')), document: odd }).link
      .status;
  expect(verdict(odd)).toBe('alive');
  expect(verdict({ ...PAGE, title: 'A report' })).toBe('soft-404');
});

test('an edit beside the passage is told, and the passage is intact', () => {
  const edited = pageOf(...PAGE.blocks, 'A paragraph was added to the report in the meantime.');
  const verdict = judgeNight(2, { uses, history, document: edited });
  expect(verdict.content.change).toBe('edited');
  expect(quoteOf(verdict)).toBe('intact');
});

test('an unchanged document (304) is judged by its earlier reading', () => {
  const verdict = judgeNight(2, {
    uses,
    history,
    outcome: answered(304, { body: null }),
    snapshot: baseline,
  });
  expect(verdict).toMatchObject({
    link: { status: 'alive' },
    content: { change: 'unchanged' },
    witness: 'live',
  });
  expect(quoteOf(verdict)).toBe('intact');
});

test('a menu with the passage in it carries the passage, too', () => {
  expect(quoteOf(judgeNight(1, { uses, document: pageOf('Some text', furniture(QUOTE)) }))).toBe(
    'intact',
  );
});

test('a source without an address has a verdict', () => {
  const verdict = judgeNight(1, { source: { ...source, url: null }, uses, outcome: null });
  expect(verdict).toMatchObject({
    url: null,
    finalUrl: null,
    witness: 'none',
    link: { status: 'no-url' },
  });
  expect(quoteOf(verdict)).toBe('unverifiable');
});

describe('a source that was not asked', () => {
  const unasked = { kind: 'offline' } as const;
  test('is not judged, and says why', () => {
    const verdict = judgeNight(2, { uses, outcome: null, unasked });
    expect(verdict).toMatchObject({
      link: { status: 'unjudged', why: { kind: 'unasked', why: unasked }, failures: 0 },
      content: { change: 'unread' },
    });
    expect(quoteOf(verdict)).toBe('unverifiable');
  });
  test('but has no address on any night', () => {
    expect(
      judgeNight(2, { source: { ...source, url: null }, outcome: null, unasked }).link.status,
    ).toBe('no-url');
  });
});

test('uses are gathered over all reports', () => {
  const report = { id: 'R', title: '', publisher: null, published: null, url: null };
  const watch = {
    reports: [
      { ...report, citations: [citation('a'), citation('b', { source: 'another' })] },
      { ...report, id: 'S', citations: [citation('c')] },
    ],
    sources: [source],
    series: [],
    decisions: [],
  };
  expect(usesOf(source, watch).map((use) => use.report)).toEqual(['R', 'S']);
});

test('judging is a function of what it is given: the same night twice gives the same verdict', () => {
  const input = {
    source,
    uses,
    outcome: answered(),
    unasked: null,
    snapshot: baseline,
    history,
    now: night(2),
    staleAfter: 183,
    confirm: 3,
  };
  expect(judgeSource(input)).toEqual(judgeSource(input));
});

describe('what a night leaves behind', () => {
  const edited = pageOf(...PAGE.blocks, 'A paragraph was added to the report in the meantime.');
  const gone = playNight(2, { uses, history, outcome: answered(404), document: null });

  test('is plain data, and so is what a night is given: both can be sent to another thread', () => {
    const input = { source, uses, outcome: answered(), unasked: null, snapshot: baseline, history };
    const given = { ...input, now: night(2), staleAfter: 183, confirm: 3 };
    expect(structuredClone(judgeSource(structuredClone(given)))).toEqual(judgeSource(given));
  });

  test('is the life of its address, the places that changed, and when its passages stood', () => {
    const { memory } = playNight(2, { uses, history, document: edited });
    expect(memory).toEqual({
      ...EMPTY_MEMORY,
      returning: { [Object.keys(memory.returning)[0] as string]: '+' },
      edits: [
        { name: expect.stringMatching(/^[0-9a-f]{8}$/u), left: [], came: [expect.any(Number)] },
      ],
      link: {
        status: 'alive',
        since: night(1).toISOString(),
        failures: 0,
        at: night(2).toISOString(),
      },
      nights: '++',
      volatile: { [Object.keys(memory.volatile)[0] as string]: '+' },
      shrunken: 0,
      stood: { [foldedLetters(QUOTE)]: night(2).toISOString() },
      omitted: { [`R/1#${fnv1a(foldedLetters(QUOTE))}`]: expect.objectContaining({ omitted: [] }) },
    });
  });

  test('keeps the day on which a passage last stood while it does not stand, and for as long as it is quoted', () => {
    const { stood } = gone.memory;
    expect(stood).toEqual({ [foldedLetters(QUOTE)]: night(1).toISOString() });
    const other = [useOf('Another passage, quoted since.', { id: 'R/2' })];
    expect(playNight(2, { uses: other, history, document: PAGE }).memory.stood).toEqual({});
  });

  test('is of a passage by its words: another one in its place in the report has never stood', () => {
    const stoodOf = (...texts: readonly string[]) => {
      const given = { uses: [useOf('', { quotes: texts.map((text) => ({ text })) })], history };
      const { verdict, memory } = playNight(2, { ...given, outcome: answered(404) });
      return withStood(verdict, memory.stood).citations[0]?.quotes.map(({ stood }) => stood);
    };
    const since = night(1).toISOString();
    const never = QUOTE.replace('government', 'district court');
    expect(stoodOf(never, QUOTE)).toEqual([undefined, since]);
    expect(stoodOf(QUOTE.slice(4, -14))).toEqual([since]);
    expect(stoodOf(`${QUOTE} Nobody was charged.`)).toEqual([undefined]);
  });

  test('counts a page that is doubted afterwards as one failing night, on which nothing stood', () => {
    const seen = playNight(3, { uses, history: historyOf(gone, baseline), document: PAGE });
    expect(seen.memory).toMatchObject({
      nights: '+-+',
      stood: { [foldedLetters(QUOTE)]: night(3).toISOString() },
    });
    const doubted = rejectDocument(
      seen.verdict,
      { status: 'soft-404', by: null, why: { kind: 'empty-body', http: 200 } },
      historyOf(gone, baseline),
      3,
    );
    expect(doubted.verdict.link).toMatchObject({ status: 'soft-404', failures: 2 });
    expect(doubted.memory).toMatchObject({ nights: '+--', stood: gone.memory.stood });
  });
});

describe('a page that no report cites', () => {
  // As a short page of a later edition ends in many languages.
  const note = (title: string) =>
    pageOf(
      heading(title),
      '本ページの情報は公開資料に基づくものであり、個別の事案についての見解を示すものではありません。',
    );
  const link = (document: ReturnType<typeof note>) =>
    judgeNight(1, { source: { ...source, id: ADDRESS, title: '視察報告書, 第14号' }, document })
      .link.status;

  test('is what it was sought for when it bears that name, whatever its small print says', () => {
    expect(link(note('視察報告書 第14号'))).toBe('alive');
  });
  test('is judged by what it says under any other name', () => {
    expect(link(note('お知らせ'))).toBe('soft-404');
  });
});
