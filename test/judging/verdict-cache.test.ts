import { expect, test } from 'vitest';
import { judgeSource } from '../../src/judging/source.js';
import {
  reuseIfNotModified,
  reuseVerdict,
  type Unopened,
  withReuseLimit,
} from '../../src/judging/verdict-cache.js';
import type { Answered } from '../../src/model/outcome.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import type { SourceMemory, Visit } from '../../src/model/visit.js';
import { answered, historyOf, night, playNight, redirected, source, useOf } from './nights.js';
import { heading, pageOf, readingOf } from './pages.js';

const QUOTE = 'The government did not release 41 suspects, officials said on Monday in Chongqing.';
const PAGE = pageOf(
  heading('A report'),
  QUOTE,
  'Observers described a slow improvement in access to legal aid.',
);
const uses = [useOf(QUOTE)];
const first = playNight(1, { uses, document: PAGE });
const last = historyOf(first, readingOf(PAGE, 'bytes 1')).previous as Visit;

const SAME: Answered = answered(200, {
  body: { bytes: new Uint8Array(1000), sha256: last.snapshot as string, truncated: false },
});
const NOT_MODIFIED: Answered = answered(304, { body: null });

const carried = (outcome: Unopened['outcome'], before: Visit = last) =>
  reuseVerdict(
    {
      source,
      uses,
      series: null,
      outcome,
      unasked: null,
      now: night(2),
      staleAfter: 183,
      confirm: 3,
    },
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
const line = (turns: number) => ({
  line: 'Members: #',
  was: 'Members: 1',
  is: 'Members: 2',
  nights: 1,
  turns,
});

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
  [
    'a passage is held to be in the rest of a page',
    NOT_MODIFIED,
    withQuote({ verdict: 'unverifiable', why: { kind: 'little-text', letters: 300 } }),
  ],
  [
    'a passage stood elsewhere',
    NOT_MODIFIED,
    withQuote({ why: { kind: 'elsewhere', place: { kind: 'part' } } }),
  ],
  [
    'there were signs of an error page',
    NOT_MODIFIED,
    withVerdict({ link: { ...(last.verdict as SourceVerdict).link, signs: [] } }),
  ],
  [
    'it did not change, at the address to which it moved for good',
    {
      ...NOT_MODIFIED,
      finalUrl: 'https://source.example/new',
      hops: [{ url: source.url as string, http: 301 }],
    },
    withVerdict({ finalUrl: 'https://source.example/new' }),
  ],
  ['a line of it turned, and is waited for', NOT_MODIFIED, remembering({ turning: [line(1)] })],
  [
    'the passages were not looked for',
    NOT_MODIFIED,
    withVerdict({ unmatched: { kind: 'time', seconds: 15 } }),
  ],
])('it is judged afresh when %s', (_, outcome, before = last) => {
  expect(carried(outcome, before)).toBeNull();
});

/** What the dates alone say, where the last visit knows that it rests, and what judging says. */
const still = (before: Visit, outcome: Unopened['outcome'] = NOT_MODIFIED, now = night(2)) => {
  const known = { source, outcome, now, staleAfter: 183, confirm: 3 };
  return [
    reuseIfNotModified(known, withReuseLimit(before, 183)),
    reuseVerdict({ ...known, uses, series: null, unasked: null }, before),
  ];
};

/** The visit on a night on which `before` was carried over. */
const visitAfter = (before: Visit, now: Date): Visit => {
  const [byDates, byJudging] = still(before, NOT_MODIFIED, now);
  return { ...before, at: now.toISOString(), ...(byDates ?? byJudging), snapshot: before.snapshot };
};

const END = withReuseLimit(last, 183).restsUntil as number;
const resting = visitAfter(last, night(2));
const failing = remembering({ nights: '-+-' });
const SENT_ON = { ...NOT_MODIFIED, hops: [{ url: source.url as string, http: 302 }] };

test.each<[string, Visit, Unopened['outcome'], Date]>([
  ['on the first night', last, NOT_MODIFIED, night(2)],
  ['on the next', resting, NOT_MODIFIED, night(3)],
  ['on many more', visitAfter(resting, night(3)), NOT_MODIFIED, night(20)],
  ['to the last moment', resting, NOT_MODIFIED, new Date(END)],
  ['of an address that failed lately', failing, NOT_MODIFIED, night(2)],
  [
    'of one that failed and does not any more',
    visitAfter(failing, night(2)),
    NOT_MODIFIED,
    night(3),
  ],
  ['of one that is sent on', last, SENT_ON, night(2)],
  [
    'of one that was sent on',
    { ...resting, ...still(last, SENT_ON)[0] } as Visit,
    NOT_MODIFIED,
    night(3),
  ],
])(
  'of a document that lies still the dates alone say what is carried over, %s',
  (_, before, outcome, now) => {
    const [byDates, byJudging] = still(before, outcome, now);
    expect(byDates).toEqual({ ...byJudging, restsUntil: END });
  },
);

/** A page that is long enough to be the whole document. */
const LONG = pageOf(
  heading('A report'),
  QUOTE,
  ...Array.from(
    { length: 12 },
    (_, n) =>
      `In chapter ${n} observers described a slow improvement in access to legal aid in the north.`,
  ),
);
const OPEN = [
  `${QUOTE.slice(0, -1)}, where it rained.`,
  'Nobody wrote that the prison on the island had been closed for good.',
];

test.each<[string, Unopened['outcome']]>([
  ['the server says that nothing changed', NOT_MODIFIED],
  ['the same bytes come', SAME],
])('what does not stand is told as a search would tell it where %s', (_, outcome) => {
  const cited = [useOf('', { quotes: [QUOTE, ...OPEN].map((text) => ({ text })) })];
  const before = playNight(1, { uses: cited, document: LONG });
  const history = historyOf(before, readingOf(LONG, 'bytes 1'));
  const known = {
    source,
    uses: cited,
    series: null,
    unasked: null,
    now: night(2),
    staleAfter: 183,
    confirm: 3,
    outcome,
  };
  const reused = reuseVerdict(known, history.previous as Visit);
  const searched = judgeSource({ ...known, snapshot: history.baseline?.snapshot ?? null, history });
  expect(reused?.verdict.citations[0]?.quotes.map(({ verdict }) => verdict)).toEqual([
    'intact',
    'altered',
    'missing',
  ]);
  expect([reused?.verdict, reused?.memory]).toEqual([searched.verdict, searched.memory]);
  const rests = reuseIfNotModified(known, withReuseLimit(history.previous as Visit, 183));
  expect(rests?.verdict).toEqual(outcome === SAME ? undefined : searched.verdict);
});

const NEW = 'https://source.example/new';
const forGood = (http: number): Answered => ({
  ...NOT_MODIFIED,
  finalUrl: NEW,
  hops: [{ url: source.url as string, http }],
});

/** A document that moved: the visits of two nights, on the second of which it was not modified. */
function movedDocument(): readonly Visit[] {
  const reading = readingOf(PAGE, 'bytes 1');
  const found = historyOf(
    playNight(1, { uses, document: PAGE, outcome: redirected(NEW) }),
    reading,
  );
  const stays = playNight(2, { uses, snapshot: reading, outcome: forGood(301), history: found });
  return [found, historyOf(stays, reading)].map(({ previous }) => previous as Visit);
}

test('of a document that moved, and was not modified there again, a new judgement says the same', () => {
  const [, before] = movedDocument();
  const reading = readingOf(PAGE, 'bytes 1');
  const history = {
    previous: before as Visit,
    baseline: { visit: before as Visit, snapshot: reading },
  };
  const again = playNight(3, { uses, snapshot: reading, outcome: forGood(301), history });
  const known = {
    source,
    uses,
    series: null,
    unasked: null,
    now: night(3),
    staleAfter: 183,
    confirm: 3,
  };
  const reused = reuseVerdict({ ...known, outcome: forGood(301) }, before as Visit);
  expect(again.verdict.link).toMatchObject({ status: 'moved', why: { to: NEW, stands: true } });
  expect([reused?.verdict, reused?.memory]).toEqual([again.verdict, again.memory]);
});

test.each<[string, number, Answered]>([
  ['its bytes came on the last night', 0, forGood(301)],
  ['another way led there', 1, forGood(308)],
])('a document that moved is judged afresh where %s', (_, night, outcome) => {
  expect(carried(outcome, movedDocument()[night])).toBeNull();
});

test('what is said again is the same thing', () => {
  const [again] = still(resting, NOT_MODIFIED, night(3));
  expect(again?.verdict.link).toBe(resting.verdict?.link);
  expect(again?.verdict.content).toBe(resting.verdict?.content);
});

const changedOmission = remembering({
  omitted: Object.fromEntries(
    Object.entries(last.memory?.omitted ?? {}).map(([id, one]) => [
      id,
      { ...one, changed: { to: 1, since: '' } },
    ]),
  ),
});

test('it rests until the first of its dates of access is too old, and for good where there is none', () => {
  const accessed = (...dates: readonly (string | null)[]): number | null | undefined => {
    const [citation] = (last.verdict as SourceVerdict).citations;
    const citations = dates.map((date) => ({
      ...(citation as NonNullable<typeof citation>),
      accessed: date,
    }));
    return withReuseLimit(withVerdict({ citations }), 183).restsUntil;
  };
  const [early, late] = [accessed('2025-08'), accessed('2025-09')] as [number, number];
  expect(late - early).toBe(30 * 86_400_000);
  for (const dates of [
    ['2025-08', '2025-09'],
    ['2025-09', null, '2025-08'],
  ])
    expect(accessed(...dates)).toBe(early);
  expect(accessed(null)).toBe(Number.MAX_SAFE_INTEGER);
});

const stale = visitAfter(last, new Date('2030-01-01'));

test.each<[string, Visit, Unopened['outcome']?, Date?]>([
  ['a place of it changed lately', remembering({ volatile: { 'a … b': '+-' } })],
  ['a piece of it came lately', remembering({ returning: { p1: '+.' } })],
  ['a line of it turns by itself', remembering({ turning: [line(3)] })],
  [
    'an unknown page came in its place lately',
    remembering({ stranger: { since: '', at: '', days: 1, sketch: [1] } }),
  ],
  ['a page without its text came in its place lately', remembering({ shown: [1] })],
  ['a passage leaves out something else since', remembering({ omitted: {} })],
  ['what a passage leaves out changed', changedOmission],
  ['a passage stood elsewhere before', withQuote({ whereBefore: 'note' })],
  ['its citation becomes stale', last, NOT_MODIFIED, new Date(END + 1)],
  ['a clock was set back', stale, NOT_MODIFIED, night(3)],
  ['an earlier document is remembered', remembering({ former: 'sha' })],
  ['a fraction of it came lately', remembering({ shrunken: 1 })],
  ['its bytes came again', last, SAME],
])('dates alone do not say it where %s', (_, before, outcome, now) => {
  const [byDates, byJudging] = still(before, outcome, now);
  expect(byDates).toBeNull();
  expect(byJudging).not.toBeNull();
});
