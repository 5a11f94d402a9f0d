import { describe, expect, test } from 'vitest';
import { answerTo, observeDecisions, ownerOf } from '../../../src/judging/findings/decisions.js';
import { applyDecisions, holdBack, reconcile } from '../../../src/judging/findings/reconcile.js';
import type {
  Finding,
  FindingKind,
  FindingLife,
  FindingState,
  Observation,
} from '../../../src/model/finding.js';
import type { LinkStatus } from '../../../src/model/link.js';
import type { SourceVerdict } from '../../../src/model/verdict.js';
import type { Decision } from '../../../src/model/watchlist.js';
import { citation, night, playNight, source, useOf } from '../nights.js';
import { heading, pageOf } from '../pages.js';

const QUOTE = 'The government did not release 41 suspects, officials said on Monday in Chongqing.';
const well = playNight(1, {
  uses: [useOf(QUOTE, { accessed: '2025-09' })],
  document: pageOf(heading('A report'), QUOTE),
}).verdict;
const [cited] = well.citations;
if (cited === undefined) throw new Error('it is cited');

/** A life that opened on the second night. */
const life = (kind: FindingKind, more: Partial<Finding> = {}): FindingLife => ({
  finding: {
    id: `${kind}:a-source`,
    source: 'a-source',
    citation: null,
    quote: null,
    edition: null,
    kind,
    severity: 'low',
    why: { kind: 'told', message: 'A message.', action: 'An action.' },
    state: 'open',
    since: night(2).toISOString(),
    ...more,
  },
  openedIn: 2,
  freshIn: 2,
  resolvedIn: null,
});

const linked = (status: LinkStatus, more: Partial<SourceVerdict['link']> = {}): SourceVerdict => ({
  ...well,
  link: { ...well.link, status, ...more },
});
const read = (content: Partial<SourceVerdict['content']>): SourceVerdict => ({
  ...well,
  content: { ...well.content, ...content },
});
const accessed = (...dates: readonly (string | null)[]): SourceVerdict => ({
  ...well,
  citations: dates.map((date, i) => ({ ...cited, id: `R/${i}`, accessed: date })),
});
const quoted = (verdict: string, witness: SourceVerdict['witness'] = 'live'): SourceVerdict => ({
  ...well,
  witness,
  citations: [{ ...cited, quotes: cited.quotes.map((quote) => ({ ...quote, verdict })) as never }],
});

/** What becomes of a life on a night that does not show it. */
function endOf(one: FindingLife, verdict: SourceVerdict | null, n = 3): FindingState | undefined {
  const [next] = reconcile({
    changes: [],
    run: n,
    now: night(n),
    observations: [],
    sources: verdict === null ? [] : [verdict],
    before: [one],
    decisions: [],
    watched: new Set(['a-source']),
  });
  if (next?.finding.state === 'resolved') expect(next.resolvedIn).toBe(n);
  return next?.finding.state;
}

const EVENTS = [
  'content-edited',
  'source-corrected',
  'source-retracted',
  'content-replaced',
] as const;
const FAILURES = [
  'source-gone',
  'source-soft-404',
  'source-unreachable',
  'source-server-error',
] as const;
const FAILING = ['gone', 'soft-404', 'unreachable', 'server-error'] as const;

describe('an edit that no passage felt is news for three days', () => {
  test.each([3, 4, 5, 6, 30])('on the night of day %i', (n) => {
    expect(endOf(life('content-edited'), well, n)).toBe(n < 5 ? 'open' : 'resolved');
  });
  test.each(EVENTS.slice(1))('%s stays until somebody has read it', (kind) => {
    expect(endOf(life(kind), well, 30)).toBe('open');
  });
});

describe.each(EVENTS)('%s is over on the night', (kind) => {
  test.each<[string, SourceVerdict, Partial<Finding>, boolean]>([
    ['on which the text of before is back', read({ textSha256: 'sha' }), { before: 'sha' }, true],
    ['but not with another text', read({ textSha256: 'other' }), { before: 'sha' }, false],
    ['nor without one, of which nothing was kept', read({ textSha256: null }), {}, false],
    ['on which the document is back', read({ back: true }), {}, true],
    ['after the authors read the page', accessed('2025-10-02'), {}, true],
    ['after they did for each of the citations', accessed('2025-10-02', '2025-10'), {}, true],
    ['but not after one of them alone', accessed('2025-10-02', '2025-10-01'), {}, false],
    ['nor where they read it before', accessed('2025-10-01'), {}, false],
    ['nor where nobody says when', accessed('2025-10-02', null), {}, false],
    ['nor where nobody cites it', accessed(), {}, false],
    [
      'of a first visit to another address',
      read({ change: 'first-visit' }),
      { address: 'https://old.example/' },
      true,
    ],
    [
      'but not of a later one',
      read({ change: 'cosmetic' }),
      { address: 'https://old.example/' },
      false,
    ],
    [
      'nor at the same address',
      read({ change: 'first-visit' }),
      { address: `${source.url}/` },
      false,
    ],
  ])('%s', (_, verdict, more, over) => {
    expect(endOf(life(kind, more), verdict)).toBe(over ? 'resolved' : 'open');
  });
  test('on which it is taken back, which an edit alone is', () => {
    const one = life(kind, { id: `${kind}:a-source:00c0ffee` });
    expect(endOf(one, read({ undone: ['00c0ffee'] }))).toBe(
      kind === 'content-edited' ? 'resolved' : 'open',
    );
    expect(endOf(one, read({ undone: ['0badcafe'] }))).toBe('open');
  });
});

describe('a passage’s finding', () => {
  test.each<[FindingKind, SourceVerdict, boolean]>([
    ['passage-missing', quoted('intact'), true],
    ['passage-altered', quoted('missing'), true],
    ['passage-missing', quoted('intact', 'copy'), true],
    ['passage-missing', quoted('unverifiable', 'none'), false],
    ['passage-missing', quoted('unverifiable'), false],
    ['passage-missing', accessed(), true],
    ['passage-omission-changed', quoted('intact'), true],
    ['passage-omission-changed', quoted('intact', 'browser'), true],
    ['passage-omission-changed', quoted('intact', 'copy'), false],
    ['passage-missing', { ...quoted('intact'), link: { ...well.link, status: 'unjudged' } }, false],
  ])('%s', (kind, verdict, over) => {
    expect(endOf(life(kind, { quote: 'R/1#1' }), verdict)).toBe(over ? 'resolved' : 'open');
  });
  test('and one about the whole page, or a withdrawn edition, waits for a page', () => {
    for (const kind of ['passage-place', 'edition-withdrawn'] as const) {
      expect(endOf(life(kind), quoted('unverifiable', 'none'))).toBe('open');
      expect(endOf(life(kind), quoted('unverifiable', 'copy'))).toBe('resolved');
    }
  });
});

describe('a finding of a page that is longer than what is read', () => {
  const cut = (kind: 'too-long' | 'offline') =>
    linked('unjudged', { why: { kind: 'unasked', why: { kind } } });
  test('is over when another witness read it, as no other finding is, and not on a night that saw nothing', () => {
    expect(endOf(life('content-unread'), cut('too-long'))).toBe('resolved');
    expect(endOf(life('source-moved'), cut('too-long'))).toBe('open');
    expect(endOf(life('content-unread'), cut('offline'))).toBe('open');
  });
});

describe('an address’s finding', () => {
  test.each(FAILURES)(
    '%s is over when the page answers, and not behind a wall or under another failure',
    (kind) => {
      for (const status of ['alive', 'moved', 'no-url'] as const)
        expect(endOf(life(kind), linked(status))).toBe('resolved');
      for (const status of ['blocked', 'unjudged', ...FAILING] as const)
        expect(endOf(life(kind), linked(status))).toBe('open');
    },
  );
  test.each(FAILURES)('%s of a host is over when the host’s pages do not fail alike', (kind) => {
    const host = life(kind, { id: `${kind}:source.example`, sources: ['a-source', 'b'] });
    for (const status of ['alive', 'blocked', ...FAILING] as const)
      expect(endOf(host, linked(status))).toBe('resolved');
    expect(endOf(host, linked('unjudged'))).toBe('open');
  });
  test.each<[FindingKind, LinkStatus, boolean]>([
    ['source-moved', 'alive', true],
    ['source-moved', 'gone', true],
    ['source-moved', 'moved', false],
    ['source-moved', 'blocked', false],
    ['source-blocked', 'alive', true],
    ['source-blocked', 'unreachable', true],
    ['source-blocked', 'blocked', false],
    ['no-url', 'alive', true],
    ['content-unread', 'alive', true],
    ['edition-newer', 'gone', true],
    ['access-stale', 'alive', true],
    ['access-stale', 'unjudged', false],
  ])('%s under %s', (kind, status, over) => {
    expect(endOf(life(kind), linked(status))).toBe(over ? 'resolved' : 'open');
  });
  test.each([0, 1, 2, 3])(
    'of another address is over with the first answer or failure there, of %i',
    (failures) => {
      const old = life('source-gone', { address: 'https://old.example/' });
      expect(endOf(old, linked('blocked', { failures }))).toBe(failures <= 1 ? 'resolved' : 'open');
      expect(
        endOf(
          life('source-gone', { address: source.url as string }),
          linked('blocked', { failures }),
        ),
      ).toBe('open');
    },
  );
  test('of a source that is not read tonight goes on, and of one that is not watched ends', () => {
    expect(endOf(life('source-gone'), null)).toBeUndefined();
    expect(endOf(life('source-gone', { source: 'removed' }), null)).toBe('resolved');
  });
});

describe('a life that goes on', () => {
  const again = (
    one: FindingLife,
    more: Partial<Observation> = {},
    decisions: readonly Decision[] = [],
  ) => {
    const { state: _, since: __, ...observed } = one.finding;
    const [next] = reconcile({
      changes: [],
      run: 5,
      now: night(5),
      observations: [{ ...observed, ...more }],
      sources: [well],
      before: [one],
      decisions,
      watched: new Set(['a-source']),
    });
    return next;
  };
  test('is as old as it was, and no news', () => {
    expect(again(life('source-moved'))).toMatchObject({
      finding: { state: 'open', since: night(2).toISOString() },
      openedIn: 2,
      freshIn: 2,
      resolvedIn: null,
    });
  });
  test.each<[string, FindingLife, Partial<Observation>]>([
    ['when it is graver', life('source-gone'), { severity: 'high' }],
    ['when the decision on it ended', life('source-gone', { state: 'acknowledged' }), {}],
  ])('is news %s, and no younger', (_, one, more) => {
    expect(again(one, more)).toMatchObject({
      finding: { state: 'new', since: night(2).toISOString() },
      openedIn: 2,
      freshIn: 5,
    });
  });
  test('is no news when it is milder', () => {
    expect(again(life('source-gone', { severity: 'high' }))).toMatchObject({
      finding: { state: 'open' },
      freshIn: 2,
    });
  });
  test('ends with the text of before the first of its changes', () => {
    expect(
      again(life('source-corrected', { before: 'first' }), { before: 'second' })?.finding.before,
    ).toBe('first');
    expect(again(life('source-corrected'), { before: 'second' })?.finding.before).toBe('second');
  });
  test('is one life, however the address fails tonight', () => {
    const next = again(life('source-gone'), {
      id: 'source-unreachable:a-source',
      kind: 'source-unreachable',
    });
    expect(next?.finding).toMatchObject({
      id: 'source-gone:a-source',
      kind: 'source-unreachable',
      state: 'open',
    });
  });
});

const decided = (more: Partial<Decision> = {}): Decision => ({
  source: 'a-source',
  about: 'content-edited',
  edition: null,
  keep: true,
  reason: 'as agreed',
  on: '2025-10-02',
  until: null,
  ...more,
});

describe('somebody has taken on', () => {
  const finding = {
    source: 'a-source',
    kind: 'edition-newer',
    edition: '2025',
    since: night(2).toISOString(),
  } as const;
  const owner = (of: Partial<Decision>, more: Partial<Finding> = {}) =>
    ownerOf(
      { ...finding, ...more },
      [decided({ about: 'edition-newer', keep: false, by: 'Ada', ...of })],
      night(3),
    );
  test.each([
    ['what was there on that day', owner({})],
    ['the edition that is named', owner({ edition: '2025' })],
    ['it to this day', owner({ until: '2025-10-03' })],
  ])('%s', (_, by) => expect(by).toBe('Ada'));
  test.each([
    ['what came up later', owner({}, { since: night(3).toISOString() })],
    ['another edition', owner({ edition: '2024' })],
    ['another kind', owner({ about: 'edition-overdue' })],
    ['what another person decided', owner({ keep: true })],
    ['it to yesterday', owner({ until: '2025-10-02' })],
  ])('but not %s', (_, by) => expect(by).toBeNull());
});

describe('a decision answers', () => {
  const question = { source: 'a-source', about: 'content-edited', edition: null };
  const holds = (of: Partial<Decision>, n = 3, more: object = {}): boolean =>
    answerTo({ ...question, ...more }, [decided(of)], night(n)) !== null;
  test.each<[string, boolean]>([
    ['to its last day', holds({ until: '2025-10-03' })],
    ['to the last day of its month', holds({ until: '2025-10' }, 31)],
    ['what came up on its day', holds({}, 3, { since: night(2).toISOString() })],
    ['what came up before', holds({}, 3, { since: night(1).toISOString() })],
    ['whatever edition it is about, where it names none', holds({}, 3, { edition: '2025' })],
  ])('%s', (_, answered) => {
    expect(answered).toBe(true);
  });
  test.each<[string, boolean]>([
    ['on the day after', holds({ until: '2025-10-02' })],
    ['what came up on the day after it', holds({}, 9, { since: night(3).toISOString() })],
    ['when it keeps nothing', holds({ keep: false })],
    ['of another source', holds({ source: 'b' })],
    ['of another kind', holds({ about: 'content-replaced' })],
    ['of another edition', holds({ edition: '2024' }, 3, { edition: '2025' })],
  ])('but not %s', (_, answered) => {
    expect(answered).toBe(false);
  });
});

describe('a decision of the second night and what comes up on the fourth', () => {
  const stateOf = (kind: FindingKind) => {
    const { state: _, since: __, ...observation } = life(kind).finding;
    const tonight = {
      run: 4,
      now: night(4),
      observations: [observation],
      sources: [well],
      before: [],
    };
    const [next] = reconcile({
      changes: [],
      ...tonight,
      decisions: [decided({ about: kind })],
      watched: new Set(['a-source']),
    });
    return next?.finding.state;
  };
  test.each<FindingKind>([
    'source-gone',
    'source-blocked',
    'source-retracted',
    'edition-overdue',
    'access-stale',
  ])('are one matter: %s', (kind) => expect(stateOf(kind)).toBe('acknowledged'));
  test.each<FindingKind>([
    ...([
      'passage-missing',
      'passage-altered',
      'passage-omission-changed',
      'passage-context-changed',
    ] as const),
    ...([
      'passage-place',
      'passage-omission-weighs',
      'content-edited',
      'content-replaced',
      'source-corrected',
    ] as const),
  ])('are two: %s', (kind) => expect(stateOf(kind)).toBe('new'));
});

test('of what is over twice, one end is told, of the gravest', () => {
  const ends = (['medium', 'high', 'low'] as const).map((severity) =>
    life('source-moved', { severity }),
  );
  const toldOf = (lives: readonly FindingLife[]) =>
    holdBack(lives.map((one) => ({ ...one, resolvedIn: 3 }))).over.map(({ severity }) => severity);
  expect(toldOf(ends)).toEqual(['high']);
  expect(toldOf(ends.toReversed())).toEqual(['high']);
});

describe('a decision about what tonight shows not to be the case', () => {
  const pointless = (
    about: string,
    verdict: SourceVerdict,
    until: string | null = null,
  ): readonly string[] =>
    observeDecisions({
      decisions: [decided({ about, until })],
      sources: [verdict],
      observations: [],
      before: [],
      now: night(3),
    }).map(({ kind }) => kind);
  const edition = (
    status: SourceVerdict['edition']['status'],
    link: LinkStatus = 'alive',
  ): SourceVerdict => ({
    ...linked(link),
    edition: { ...well.edition, status },
  });
  test.each<[string, SourceVerdict, boolean]>([
    ['passage-altered', quoted('intact'), true],
    ['passage-altered', quoted('intact', 'browser'), true],
    ['passage-altered', quoted('intact', 'copy'), false],
    ['passage-altered', quoted('unverifiable'), false],
    ['source-moved', linked('alive'), true],
    ['source-moved', linked('moved'), false],
    ['source-gone', linked('moved'), true],
    ['source-gone', linked('server-error'), false],
    ['source-unreachable', linked('alive'), false],
    ['source-part', linked('alive'), true],
    ['access-stale', linked('alive'), true],
    ['access-stale', linked('gone'), true],
    ['no-url', linked('gone'), true],
    ['no-url', linked('no-url'), false],
    ['content-edited', quoted('intact'), true],
    ['content-edited', quoted('intact', 'archive'), false],
    ['edition-newer', edition('current', 'gone'), true],
    ['edition-newer', edition('withdrawn'), false],
    ['edition-overdue', edition('current'), true],
    ['edition-overdue', edition('unknown'), false],
    ['edition-overdue', edition('current', 'moved'), false],
  ])('%s', (about, verdict, over) => {
    expect(pointless(about, verdict)).toEqual(over ? ['lint-decision-pointless'] : []);
  });
  test.each(['2025-10-01', '2025-10-02', '2025-10-03', '2025-10-04'])(
    'is over after its last day, %s',
    (until) => {
      expect(pointless('source-unreachable', linked('alive'), until)).toEqual(
        until < '2025-10-03' ? ['lint-decision-expired'] : [],
      );
    },
  );
});

describe('before the next run a finding that an edit of sources.json mends waits for it', () => {
  const words = { address: 'another address', accessed: 'read again', quote: 'other words' };
  const stateAfter = (
    finding: Finding,
    read: string | null,
    url: string | null,
    more: object = {},
    quoted: readonly string[] = [QUOTE],
  ) => {
    const use = citation('', { accessed: read, quotes: quoted.map((text) => ({ text })) });
    const report = {
      id: 'R',
      title: '',
      publisher: null,
      published: null,
      url: null,
      citations: [use],
    };
    const watch = {
      reports: [report],
      sources: [{ ...source, url, ...more }],
      series: [],
      decisions: [],
    };
    const [next] = applyDecisions([finding], {
      watch,
      verdictOf: () => well,
      now: night(3),
      words,
    });
    return next?.decision ?? next?.state;
  };
  test.each([
    ['2025-08', 'open'],
    ['2025-09', 'open'],
    ['2025-09-30', 'open'],
    ['2025-10-01', 'read again'],
    [null, 'open'],
  ])('of a date of access in 2025-09 that is now %s', (date, state) => {
    expect(stateAfter(life('access-stale', { citation: 'R/1' }).finding, date, source.url)).toBe(
      state,
    );
  });
  test.each<[string, readonly string[], string]>([
    ['counted anew', ['Words that are quoted before it.', QUOTE], 'open'],
    ['quoted in other words', [QUOTE.replace('41', '47')], 'other words'],
    ['dropped', ['Words that are quoted before it.'], 'other words'],
  ])('of a passage that is %s', (_, texts, state) => {
    const { finding } = life('passage-altered', { citation: 'R/1', quote: 'R/1#1' });
    expect(stateAfter(finding, '2025-09', source.url, {}, texts)).toBe(state);
  });
  test.each<[FindingKind, string | null, object, string]>([
    ['source-gone', 'https://new.example/', { note: `once ${source.url}` }, 'another address'],
    ['content-replaced', 'https://new.example/', { note: `once ${source.url}` }, 'another address'],
    ['source-gone', 'https://new.example/', {}, 'open'],
    ['source-gone', source.url, { note: `once ${source.url}` }, 'open'],
    ['source-gone', null, { note: `once ${source.url}` }, 'open'],
    ['passage-missing', 'https://new.example/', { note: `once ${source.url}` }, 'open'],
  ])('%s at %s', (kind, url, more, state) => {
    expect(stateAfter(life(kind).finding, '2025-09', url, more)).toBe(state);
  });
});
