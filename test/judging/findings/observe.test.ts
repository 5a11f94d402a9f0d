import { describe, expect, test } from 'vitest';
import { observe } from '../../../src/judging/findings/observe.js';
import { withStood } from '../../../src/judging/history-for-url.js';
import type { EditionVerdict } from '../../../src/model/edition.js';
import { isReportedOnce, type Observation } from '../../../src/model/finding.js';
import type { LinkStatus, NotCheckedReason } from '../../../src/model/link.js';
import type { SourceVerdict } from '../../../src/model/verdict.js';
import { foldedLetters } from '../../../src/passage/text/fold.js';
import { actionOf, messageOf } from '../../../src/surfaces/words/findings.js';
import { ENGLISH } from '../../../src/surfaces/words/locale.js';
import { historyOf, judgeNight, playNight, useOf } from '../nights.js';
import { heading, pageOf, readingOf } from '../pages.js';

const QUOTE = 'The government did not release 41 suspects, officials said on Monday in Chongqing.';
const FILLER =
  'Observers described a slow improvement in access to legal aid, although practice differs between counties.';
/** A page that is too short proves no absence. */
const ENOUGH =
  'The next edition is expected in the autumn of the coming year, after consultations with researchers, lawyers and the offices that keep the figures, which have asked for more time than in earlier years.';
const first = playNight(1, {
  uses: [useOf(QUOTE)],
  document: pageOf(heading('A report'), QUOTE, FILLER),
});
const well = first.verdict;
const said = (verdict: SourceVerdict): readonly string[] =>
  observe(verdict).map((o) => `${o.severity} ${o.id}`);
const linked = (status: LinkStatus, more: Partial<SourceVerdict['link']> = {}): SourceVerdict => ({
  ...well,
  link: { ...well.link, status, ...more },
});
/** The address of a night on which nothing is believed. */
const unasked = (why: NotCheckedReason): SourceVerdict['link'] => ({
  ...well.link,
  status: 'unjudged',
  why: { kind: 'unasked', why },
});
const edition = (status: EditionVerdict['status'], ...newer: readonly string[]): SourceVerdict => ({
  ...well,
  edition: {
    status,
    why: { kind: 'no-series' },
    newer: newer.map((name) => ({
      edition: name,
      url: null,
      published: null,
      quotes: [{ quote: 'R/1#1', verdict: 'altered', diff: [] }],
    })),
  },
});

test.each([
  [[false], 'low'],
  [[true], 'medium'],
  [[false, true], 'medium'],
] as const)(
  'what a passage leaves out weighs more where one of it denies the passage: %s',
  (denials, severity) => {
    const omitted = denials.map(
      (denies) =>
        ({
          where: 'before',
          text: 'Not all',
          weighty: true,
          ...(denies ? { denies } : {}),
        }) as const,
    );
    const citations = well.citations.map((use) => ({
      ...use,
      quotes: use.quotes.map((quote) => ({ ...quote, omitted })),
    }));
    expect(said({ ...well, citations })).toEqual([`${severity} passage-omission-weighs:R/1#1`]);
  },
);

test('a night on which all is well asks nothing', () => {
  expect(said(well)).toEqual([]);
});

describe('passages', () => {
  const on = (...page: readonly string[]): SourceVerdict =>
    judgeNight(1, { uses: [useOf(QUOTE)], document: pageOf(...page, FILLER, ENOUGH) });
  test('that were lost, or differ by what they prove, are high', () => {
    const missing = on('Nothing of the kind.');
    const lost = withStood(missing, { [foldedLetters(QUOTE)]: '2025-09-30T03:00:00.000Z' });
    expect(said(lost)).toEqual(['high passage-missing:R/1#1']);
    expect(said(on(QUOTE.replace('41', '47')))).toEqual(['high passage-altered:R/1#1']);
  });
  test('that no night has seen are medium, and the quotation or the address is to be checked', () => {
    const [seen] = observe(on('Nothing of the kind.'));
    expect(seen).toMatchObject({ kind: 'passage-missing', severity: 'medium' });
    expect(seen && messageOf(ENGLISH, seen)).toContain('was not on the page on any night so far; ');
    expect(seen && actionOf(ENGLISH, seen)).toContain('Check the quotation and the address');
  });
  test('that are missing are shown with what resembles them', () => {
    const alike = 'A judge did not release 41 suspects before the hearing in the spring';
    const [seen] = observe(on(`${alike}, and nothing else became known.`));
    expect(seen?.kind).toBe('passage-missing');
    expect(seen && messageOf(ENGLISH, seen)).toMatch(/the nearest text is “.*release 41 suspects/);
  });
  test('that differ by a word are high, and by their form medium', () => {
    expect(said(on(QUOTE.replace('officials', 'officers')))).toEqual([
      'high passage-altered:R/1#1',
    ]);
    expect(said(on(QUOTE.replace('release 41', 'release the 41')))).toEqual([
      'medium passage-altered:R/1#1',
    ]);
  });
});

describe('addresses', () => {
  test.each<[LinkStatus, string]>([
    ['gone', 'source-gone'],
    ['soft-404', 'source-soft-404'],
    ['unreachable', 'source-unreachable'],
    ['server-error', 'source-server-error'],
  ])('%s: quiet until it is confirmed', (status, kind) => {
    expect(said(linked(status, { failures: 1 }))).toEqual([`low ${kind}:a-source`]);
    expect(said(linked(status, { failures: 3, confirmed: true }))).toEqual([
      `high ${kind}:a-source`,
    ]);
  });
  test.each<[LinkStatus, string]>([
    ['moved', 'low source-moved:a-source'],
    ['blocked', 'low source-blocked:a-source'],
    ['no-url', 'low no-url:a-source'],
  ])('%s is low', (status, expected) => {
    expect(said(linked(status))).toEqual([expected]);
  });
  test('alive and unjudged ask nothing', () => {
    expect([...said(linked('alive')), ...said(linked('unjudged'))]).toEqual([]);
  });
});

describe('editions', () => {
  test('a newer one is named by its edition, so that a still newer one is another finding', () => {
    expect(said(edition('superseded', '2025'))).toEqual(['medium edition-newer:a-source@2025']);
    expect(said(edition('superseded', '2025', '2026'))).toEqual([
      'medium edition-newer:a-source@2026',
    ]);
  });
  test('says what becomes of the passages in it', () => {
    expect(observe(edition('superseded', '2025'))[0]?.why).toMatchObject({
      fates: { altered: 1, intact: 0 },
    });
  });
  test.each<[EditionVerdict['status'], string]>([
    ['withdrawn', 'high edition-withdrawn:a-source'],
    ['replaced-in-place', 'high edition-replaced-in-place:a-source'],
    ['overdue', 'low edition-overdue:a-source'],
  ])('%s', (status, expected) => {
    expect(said(edition(status))).toEqual([expected]);
  });
  test('current and unknown ask nothing', () => {
    expect([...said(edition('current')), ...said(edition('unknown'))]).toEqual([]);
  });
});

describe('notices of Crossref', () => {
  test.each([
    ['expression_of_concern', ['medium source-corrected:S:10.1/n']],
    ['correction', ['low source-corrected:S:10.1/n']],
  ])('of %s have a level of their own', (type, expected) => {
    const why = {
      kind: 'both',
      why: { kind: 'no-series' },
      also: { kind: 'noted', type, notice: '10.1/n' },
    } as const;
    const night = { ...well, id: 'S', edition: { ...well.edition, why } };
    expect(said(night)).toEqual(expected);
    expect(observe(night).map((a) => messageOf(ENGLISH, a))).toEqual([
      `Crossref records a${type.startsWith('e') ? 'n' : ''} ${type.replaceAll('_', ' ')} (10.1/n).`,
    ]);
  });
});

describe('a part that the address names', () => {
  const answered = (part: string | null) =>
    linked('alive', { why: { kind: 'answered', http: 200, at: null, cut: false, part } });
  test('is told where the page does not have it, low and once', () => {
    expect(said(answered('#chapter-2'))).toEqual([`low source-part:${well.id}`]);
    expect(observe(answered('#chapter-2')).map(isReportedOnce)).toEqual([true]);
  });
  test('asks nothing where it is there, or where the address names none', () => {
    expect(said(answered(null))).toEqual([]);
  });
});

test('a passage that nobody quotes is told by the address that points at it', () => {
  const use = useOf('Nothing of the kind stands on this page, whatever the address says of it.');
  const pointed = { ...use, citation: { ...use.citation, pointed: true } };
  const page = pageOf(heading('A report'), QUOTE, FILLER, ENOUGH);
  const messages = (one: typeof use) =>
    observe(judgeNight(1, { uses: [one], document: page })).map((a) => messageOf(ENGLISH, a));
  expect(messages(pointed).join()).toContain('The passage that the address cited in ');
  expect(messages(use).join()).toContain('The passage quoted in ');
});

describe('changes of the page', () => {
  const history = historyOf(first, readingOf(pageOf(heading('A report'), QUOTE, FILLER)));
  const later = (...page: readonly string[]): SourceVerdict =>
    judgeNight(2, { uses: [useOf(QUOTE)], history, document: pageOf(...page) });
  test('beside the passages are low', () => {
    expect(said(later('A report', QUOTE, `${FILLER} And more besides.`))).toEqual([
      expect.stringMatching(/^low content-edited:a-source:[0-9a-f]{8}$/),
    ]);
  });
  test('in a passage are told by the passage alone', () => {
    expect(said(later('A report', QUOTE.replace('41', '47'), FILLER))).toEqual([
      'high passage-altered:R/1#1',
    ]);
  });
});

describe('what asks nothing, beside what does', () => {
  const read = (
    content: Partial<SourceVerdict['content']>,
    more: Partial<SourceVerdict> = {},
  ): SourceVerdict => ({
    ...well,
    ...more,
    content: { ...well.content, ...content },
  });
  const placed = (where: string, whereBefore?: string): SourceVerdict => ({
    ...well,
    citations: well.citations.map((use) => ({
      ...use,
      quotes: use.quotes.map((quote) => ({ ...quote, where, whereBefore }) as never),
    })),
  });
  const byHand = { at: '2025-01-01', by: null, days: 273, isStale: true, sha256: 'sha' };
  const lost = {
    ...well,
    citations: well.citations.map((use) => ({
      ...use,
      quotes: use.quotes.map((quote) => ({ ...quote, verdict: 'unverifiable' as const })),
    })),
  };
  const unread = { change: 'unread', why: { kind: 'document', why: { kind: 'script' } } } as const;
  const edited = { change: 'edited', textSha256: 'c0ffee00' } as const;

  test.each<[string, SourceVerdict, readonly string[]]>([
    ['an edit is told', read({ ...edited, edit: 'abc' }), ['low content-edited:a-source:abc']],
    ['and not one that only takes another back', read({ ...edited, undone: ['abc'] }), []],
    [
      'but one that does so and more',
      read({ ...edited, edit: 'b', undone: ['abc'] }),
      ['low content-edited:a-source:b'],
    ],
    ['another document is told', read({ change: 'replaced' }), ['high content-replaced:a-source']],
    [
      'and not twice where it is another edition',
      read({ change: 'replaced' }, { edition: edition('replaced-in-place').edition }),
      ['high edition-replaced-in-place:a-source'],
    ],
    [
      'a page without its text is told',
      read(unread, { witness: 'none' }),
      ['low content-unread:a-source'],
    ],
    [
      'and not where nothing is quoted from it',
      read(unread, {
        witness: 'none',
        citations: well.citations.map((use) => ({ ...use, quotes: [] })),
      }),
      [],
    ],
    ['nor where another witness was heard', read(unread, { witness: 'copy' }), []],
    [
      'a page that goes on behind the limit is told, where nothing of the document is before it',
      read(unread, { witness: 'none', link: unasked({ kind: 'too-long' }) }),
      ['low content-unread:a-source'],
    ],
    [
      'a page that robots.txt closes is told as one that keeps programs out',
      read(unread, {
        witness: 'none',
        link: unasked({ kind: 'robots', file: 'https://source.example/robots.txt' }),
      }),
      ['low source-blocked:a-source'],
    ],
    [
      'and not on a night that saw nothing',
      read(unread, { witness: 'none', link: unasked({ kind: 'offline' }) }),
      [],
    ],
    [
      'a page that was saved long ago is told',
      { ...lost, byHand },
      ['medium witness-stale:a-source'],
    ],
    ['and not one of this year', { ...lost, byHand: { ...byHand, isStale: false } }, []],
    ['nor where all stands without it', { ...well, byHand }, []],
    ['a passage in a comment is told', placed('comment'), ['low passage-place:R/1#1']],
    [
      'and is graver where it stood in the text',
      placed('comment', 'main'),
      ['medium passage-place:R/1#1'],
    ],
    ['and no graver in a box', placed('aside', 'main'), ['low passage-place:R/1#1']],
    ['one that is taken back is graver', placed('correction'), ['medium passage-place:R/1#1']],
    [
      'and gravest where it was not before',
      placed('correction', 'main'),
      ['high passage-place:R/1#1'],
    ],
    ['and one in the text asks nothing', placed('main', 'comment'), []],
  ])('%s', (_, verdict, expected) => {
    expect(said(verdict)).toEqual(expected);
  });
});

test('a citation that was last read long ago is low', () => {
  const stale = judgeNight(1, {
    uses: [useOf(QUOTE, { accessed: '2024' })],
    document: pageOf(QUOTE, FILLER),
  });
  expect(said(stale)).toEqual(['low access-stale:R/1']);
});

test('everything that is said has sentences: what is the case, and what to do', () => {
  const all: readonly Observation[] = [
    ...(['gone', 'moved', 'blocked', 'no-url'] as const).flatMap((status) =>
      observe(linked(status)),
    ),
    ...(['withdrawn', 'replaced-in-place', 'overdue', 'superseded'] as const).flatMap((s) =>
      observe(edition(s, '2025')),
    ),
  ];
  expect(all).toHaveLength(8);
  for (const observation of all) {
    const message = messageOf(ENGLISH, observation);
    const action = actionOf(ENGLISH, observation);
    expect(message).toMatch(/^[A-Z].*\.$/su);
    expect(action).toMatch(/^[A-Z]/u);
    expect(message).not.toMatch(/undefined|null|NaN/u);
  }
});
