import { describe, expect, test } from 'vitest';
import type { ReadCandidate } from '../../../src/judging/editions/confirm.js';
import { familyOf } from '../../../src/judging/editions/family.js';
import { type EditionCase, judgeEdition } from '../../../src/judging/editions/judge-edition.js';
import type { Document } from '../../../src/model/document.js';
import type { EditionVerdict } from '../../../src/model/edition.js';
import type { Decision, Series } from '../../../src/model/watchlist.js';
import { issueOf, marksIn } from '../../../src/passage/text/edition-name.js';
import { judgeNight, night, source, useOf } from '../nights.js';
import { heading, pageOf } from '../pages.js';

const QUOTE =
  'The hukou system continued to contribute to trafficking risks, particularly for PRC victims returning from abroad.';
const PAGE = pageOf(heading('2024 Trafficking in Persons Report: China'), QUOTE);
const uses = [useOf(QUOTE)];
const tip: Series = {
  id: 'tip',
  name: 'TIP',
  cadence: { every: '1y', grace: '120d' },
  index: [],
  pattern: null,
  subject: ['China'],
  editions: [
    { edition: '2023', url: null, published: '2023-06-15' },
    { edition: '2024', url: null, published: '2024-06-24' },
  ],
};
const cited = { ...source, series: 'tip', edition: '2024' };
const later = (more: Partial<ReadCandidate> = {}): ReadCandidate => ({
  edition: '2025',
  mark: issueOf(more.edition ?? '2025'),
  family: familyOf(cited, tip),
  url: 'https://source.example/2025',
  published: '2025-09-29',
  trusted: true,
  seenAt: null,
  absent: false,
  document: pageOf(
    heading('2025 Trafficking in Persons Report: China'),
    QUOTE.replace('PRC', 'Chinese'),
  ),
  why: null,
  ...more,
});

function judged(more: Partial<EditionCase> = {}): EditionVerdict {
  const verdict = judgeNight(10, { source: cited, uses, document: PAGE });
  return judgeEdition({
    source: cited,
    series: tip,
    uses,
    verdict,
    document: PAGE,
    earlier: null,
    cited: PAGE,
    candidates: [],
    survey: { read: 1, compared: 2, earlier: 1, ahead: 0, at: [], open: [] },
    remarks: [],
    decisions: [],
    before: null,
    now: night(10),
    ...more,
  });
}

test('a document of no series has no edition', () => {
  expect(judged({ series: null })).toMatchObject({ status: 'unknown', newer: [] });
});

describe('nothing newer', () => {
  test('is current until an edition is due', () => {
    expect(judged({ now: new Date('2025-10-01') }).status).toBe('current');
  });
  test('is overdue when the cadence and its grace have passed, and says since when', () => {
    const verdict = judged({ now: new Date('2026-01-10') });
    expect(verdict).toMatchObject({ status: 'overdue' });
    expect(verdict.why).toMatchObject({
      kind: 'none-by',
      after: '2024',
      due: expect.stringMatching(/^2025-10-2\d$/u),
    });
  });
  test('is never overdue for a series that comes out irregularly', () => {
    expect(judged({ series: { ...tip, cadence: null }, now: new Date('2035-01-01') }).status).toBe(
      'current',
    );
  });
});

describe('a newer edition', () => {
  test('supersedes, and each passage’s fate in it is shown with the words that differ', () => {
    const verdict = judged({ candidates: [later()] });
    expect(verdict).toMatchObject({
      status: 'superseded',
      newer: [{ edition: '2025', quotes: [{ quote: 'R/1#1', verdict: 'altered' }] }],
    });
    const words = verdict.newer[0]?.quotes[0]?.diff
      .filter((part) => part.op !== 'same')
      .map((part) => part.text.trim());
    expect(words).toEqual(['PRC', 'Chinese']);
  });
  test('that could not be read is still newer when a person listed it', () => {
    const verdict = judged({
      candidates: [later({ document: null, why: { kind: 'nothing-read' } })],
    });
    expect(verdict).toMatchObject({
      status: 'superseded',
      newer: [{ quotes: [{ verdict: 'unverifiable' }] }],
    });
  });
  test('that was only guessed counts when its page names the year and the subject', () => {
    expect(judged({ candidates: [later({ trusted: false })] }).status).toBe('superseded');
  });
  test.each<[string, Document | null]>([
    ['it could not be read', null],
    ['it is a draft', pageOf(heading('Draft: 2025 Trafficking in Persons Report: China'), QUOTE)],
    ['it has no text', { ...pageOf(), unread: { kind: 'pdf-scan', pages: 1 } }],
    [
      'it is another country’s chapter',
      pageOf(heading('2025 Trafficking in Persons Report: Chad'), QUOTE),
    ],
    ['it is another year’s', pageOf(heading('2024 Trafficking in Persons Report: China'), QUOTE)],
    [
      'it names the year in passing only',
      pageOf(heading('Trafficking in Persons Report: China'), 'In 2025 it rained.'),
    ],
  ])('that was only guessed does not count when %s', (_, document) => {
    expect(judged({ candidates: [later({ trusted: false, document })] })).toMatchObject({
      status: 'current',
      newer: [],
    });
  });
});

test.each([
  ['24 June 2025', 1],
  ['Given to the press by the bureau on 24 June 2025', 1],
  ['24 June 2023', 0],
  ['It was given to the press by the bureau, which is in the capital, on 24 June 2025', 0],
])(
  'a page that is only counted on is newer where a short line dates it after the cited one: %s',
  (line, newer) => {
    const label = 'Trafficking in Persons Report: China, no. 14';
    const mark = marksIn('no. 14')[0] ?? null;
    const document = pageOf(heading(label), line, QUOTE);
    const candidates = [
      later({ edition: 'no. 14', mark, label, isCountedOnly: true, trusted: false, document }),
    ];
    const source = {
      ...cited,
      title: 'Trafficking in Persons Report: China',
      published: '2024-06-24',
    };
    expect(judged({ source, candidates }).newer).toHaveLength(newer);
  },
);

test.each([
  ['en', 'en-GB', 1],
  ['zh-Hans', 'zh', 1],
  [null, 'fr', 1],
  ['en', 'fr', 0],
] as const)('of a document in %s a page in %s is a newer edition: %i', (cited, lang, newer) => {
  const guess = later({ trusted: false });
  const candidates = [{ ...guess, document: { ...(guess.document as Document), lang } }];
  expect(judged({ cited: { ...PAGE, lang: cited }, candidates }).newer).toHaveLength(newer);
});

test('a passage under the title alone has no section that could be gone', () => {
  const document = pageOf(
    heading('2025 Trafficking in Persons Report: China'),
    'Other words stand here now. '.repeat(20),
  );
  expect(judged({ candidates: [later({ document })] }).newer[0]?.quotes).toEqual([
    { quote: 'R/1#1', verdict: 'missing', diff: [] },
  ]);
});

test.each([
  ['Prison conditions', 'there'],
  ['4.2 PRISON CONDITIONS', 'there'],
  ['Prison conditions and arbitrary arrest', 'there'],
  ['Conditions', 'there'],
  ['Prison', 'there'],
  ['Condi', 'gone'],
  ['The courts', 'gone'],
])('of a section of prison conditions an edition with %s has: %s', (title, kind) => {
  const cited = pageOf(
    heading('2024 Trafficking in Persons Report: China'),
    heading('Prison conditions', 2),
    QUOTE,
  );
  const words = 'Other words stand here now. '.repeat(20);
  const document = pageOf(
    heading('2025 Trafficking in Persons Report: China'),
    heading(title, 2),
    words,
  );
  const [quote] = judged({ cited, candidates: [later({ document })] }).newer[0]?.quotes ?? [];
  expect(quote).toMatchObject({
    verdict: 'missing',
    section: { kind, heading: 'Prison conditions' },
  });
});

test('a guessed edition must name every word of the subject', () => {
  const series = { ...tip, subject: ['modern slavery', 'China'] };
  const guess = (title: string): ReadCandidate =>
    later({
      family: familyOf(cited, series),
      trusted: false,
      document: pageOf(heading(title), QUOTE),
    });
  expect(
    judged({ series, candidates: [guess('2025 note: China, military service')] }).newer,
  ).toEqual([]);
  expect(
    judged({ series, candidates: [guess('2025 note: China, Modern slavery')] }).newer,
  ).toHaveLength(1);
});

describe('a decision to keep the older edition', () => {
  const decision: Decision = {
    source: cited.id,
    about: 'edition-newer',
    edition: '2025',
    keep: true,
    reason: 'it is shorter',
    on: '2025-10-01',
    until: null,
  };
  const status = (more: Partial<Decision>, candidates = [later()]): string =>
    judged({ candidates, decisions: [{ ...decision, ...more }] }).status;
  test('is acknowledged, with its reason', () => {
    const verdict = judged({ candidates: [later()], decisions: [decision] });
    expect(verdict.status).toBe('acknowledged');
    expect(verdict.why).toEqual({ kind: 'kept', latest: '2025', decision: 'it is shorter' });
    expect(verdict.newer).toHaveLength(1);
  });
  test('holds until its last day', () => {
    expect(status({ until: '2025-10-10' })).toBe('acknowledged');
    expect(status({ until: '2025-10-09' })).toBe('superseded');
  });
  test('is not about a still newer edition, another source, another question, or the opposite', () => {
    expect(status({}, [later(), later({ edition: '2026' })])).toBe('superseded');
    expect(status({ source: 'another' })).toBe('superseded');
    expect(status({ about: 'source-moved' })).toBe('superseded');
    expect(status({ keep: false })).toBe('superseded');
  });
  test('about no edition in particular holds for all', () => {
    expect(status({ edition: null }, [later(), later({ edition: '2026' })])).toBe('acknowledged');
  });
});

describe('withdrawn', () => {
  test.each([
    'This publication was withdrawn on 5 May 2025',
    'Withdrawn',
    '[Withdrawn]',
    'This country policy note has been withdrawn. It is kept for the record.',
  ])('by the notice “%s”', (notice) => {
    expect(judged({ document: pageOf(heading('A note'), notice, QUOTE) })).toMatchObject({
      status: 'withdrawn',
    });
  });
  test.each([
    'The extradition bill was withdrawn on 4 September after months of protest.',
    'This week the complaint was withdrawn by the family.',
    'The case has been withdrawn.',
  ])('but not by an article that says “%s”', (sentence) => {
    expect(judged({ document: pageOf(heading('An article'), sentence, QUOTE) }).status).not.toBe(
      'withdrawn',
    );
  });
  test('whatever series it is of, with what is newer', () => {
    const document = pageOf('This guidance was withdrawn on 1 June 2025', QUOTE);
    expect(judged({ document, series: null }).status).toBe('withdrawn');
    expect(judged({ document, candidates: [later()] }).newer).toHaveLength(1);
  });
});

describe('replaced under its address', () => {
  const verdict = judgeNight(10, { source: cited, uses, document: PAGE });
  const replaced = { ...verdict, content: { ...verdict.content, change: 'replaced' as const } };
  const seen = judged({ verdict: replaced });
  test('is told when it is seen', () => {
    expect(seen).toMatchObject({ status: 'replaced-in-place', since: night(10).toISOString() });
  });
  test('with the address at which the new edition stands besides, where that was found', () => {
    const document = pageOf(heading('2025 Trafficking in Persons Report: China'), QUOTE);
    const at = (candidates: readonly ReadCandidate[]) =>
      judged({ document, earlier: PAGE, candidates }).newer.map(({ edition, url }) => [
        edition,
        url,
      ]);
    expect(at([])).toEqual([['2025', cited.url]]);
    expect(at([later()])).toEqual([['2025', 'https://source.example/2025']]);
  });
  test('and carried on the nights after, on which nothing changes', () => {
    expect(judged({ before: seen, now: night(20) })).toMatchObject({
      status: 'replaced-in-place',
      since: seen.since,
    });
  });
  test('until the authors have read the page again', () => {
    expect(judged({ before: seen, uses: [useOf(QUOTE, { accessed: '2025-10-15' })] }).status).toBe(
      'current',
    );
    expect(judged({ before: seen, uses: [useOf(QUOTE, { accessed: '2025-10-05' })] }).status).toBe(
      'replaced-in-place',
    );
    expect(judged({ before: seen, uses: [useOf(QUOTE, { accessed: null })] }).status).toBe(
      'replaced-in-place',
    );
    expect(judged({ before: seen, uses: [] }).status).toBe('replaced-in-place');
  });
});
