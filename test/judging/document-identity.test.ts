import { describe, expect, test } from 'vitest';
import {
  isHomePage,
  isRecognised,
  isSimilarSketch,
  isStranger,
  isThisPage,
  type Standing,
  standingOf,
} from '../../src/judging/document-identity.js';
import { sketchOf } from '../../src/judging/page-similarity.js';
import type { SourceCase } from '../../src/judging/source-case.js';
import type { Document } from '../../src/model/document.js';
import type { Outcome } from '../../src/model/outcome.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { type History, NO_HISTORY, type SourceMemory } from '../../src/model/visit.js';
import {
  answered,
  failed,
  historyOf,
  night,
  playNight,
  redirected,
  source,
  useOf,
} from './nights.js';
import { furniture, heading, pageOf, readingOf } from './pages.js';

/** Words of which no text of another name has one. */
const words = (name: string, count: number, from = 0): string =>
  Array.from({ length: count }, (_, i) => `${name}${from + i}`).join(' ');
/** A text of so many characters, and of nothing that another name says. */
const ofLength = (name: string, length: number): string =>
  words(name, length).slice(0, length).trimEnd();

const REPORT = pageOf(heading('A report'), words('report', 250));
const OTHER = pageOf(heading('Boats'), words('boats', 250));
const THIRD = pageOf(heading('Roses'), words('roses', 250));

type Visit = readonly [day: number, document: Document | null, outcome?: Outcome];

interface Played {
  readonly verdict: SourceVerdict;
  readonly memory: SourceMemory;
}

/** Plays visits after a night on which `first` was read, as the flow keeps what they read. */
function play(visits: readonly Visit[], confirm = 3, first = REPORT): readonly Played[] {
  const told: Played[] = [];
  let history: History = historyOf(playNight(1, { document: first }), readingOf(first, 'bytes 1'));
  const read = new Map([['bytes 1', readingOf(first, 'bytes 1')]]);
  for (const [i, [day, document, outcome = answered()]] of visits.entries()) {
    const now = new Date(night(day).getTime() + i * 60_000);
    const reading = document === null ? null : readingOf(document, `visit ${i}`);
    if (reading !== null) read.set(reading.sha256, reading);
    const judged = playNight(day, { now, outcome, snapshot: reading, history, confirm });
    const accepted = judged.verdict.witness === 'live' ? reading : null;
    const { previous, baseline } = historyOf(judged, accepted);
    const former = read.get(judged.memory.former ?? '') ?? null;
    history = { previous, baseline: accepted === null ? history.baseline : baseline, former };
    told.push(judged);
  }
  return told;
}

/** On which of the visits another document was told in the place of the report. */
const replacedOn = (...given: Parameters<typeof play>): readonly number[] =>
  play(...given).flatMap(({ verdict }, i) =>
    verdict.content.change === 'replaced' ? [i + 1] : [],
  );

describe('an unknown document is believed on the day on which a death would be', () => {
  test.each([1, 2, 3, 4, 5])('of %i', (confirm) => {
    const days = Array.from({ length: confirm + 2 }, (_, i): Visit => [i + 2, OTHER]);
    expect(replacedOn(days, confirm)).toEqual([confirm]);
  });

  test.each<[string, readonly Visit[], readonly number[]]>([
    [
      'however often one day looks',
      [2, 2, 2, 2, 3, 3, 3, 4].map((day): Visit => [day, OTHER]),
      [8],
    ],
    ['and not by visits alone', [2, 2, 2, 2, 2, 2].map((day): Visit => [day, OTHER]), []],
    ['days that looked at nothing do not count', [2, 9, 30].map((day): Visit => [day, OTHER]), [3]],
    ['a clock that is set back adds no day', [5, 6, 4, 4, 3].map((day): Visit => [day, OTHER]), []],
    [
      'a night without an answer neither adds nor forgets',
      [
        [2, OTHER],
        [3, null, failed()],
        [4, OTHER],
        [5, OTHER],
      ],
      [4],
    ],
    [
      'another unknown document begins anew',
      [
        [2, OTHER],
        [3, OTHER],
        [4, THIRD],
        [5, OTHER],
        [6, OTHER],
        [7, OTHER],
      ],
      [6],
    ],
    [
      'the document in between begins anew',
      [
        [2, OTHER],
        [3, OTHER],
        [4, REPORT],
        [5, OTHER],
        [6, OTHER],
        [7, OTHER],
      ],
      [6],
    ],
  ])('%s', (_, visits, told) => {
    expect(replacedOn(visits)).toEqual(told);
  });

  test('and is the same one though a part of it is another every night', () => {
    const turning = (n: number): Document => pageOf(words('boats', 300), words(`clock${n}x`, 40));
    expect(replacedOn([2, 3, 4].map((day): Visit => [day, turning(day)]))).toEqual([3]);
    const drifting = (n: number): Document => pageOf(words('boats', 300, n * 60));
    expect(replacedOn([2, 3, 4, 5, 6].map((day): Visit => [day, drifting(day)]))).toContain(3);
  });

  test('on each day before it is a doubt, which says how long it stands, and counts as a failing day', () => {
    const told = play([2, 2, 3].map((day): Visit => [day, OTHER]));
    expect(told.map(({ verdict }) => verdict.content.why)).toMatchObject([
      { kind: 'stranger', days: 1 },
      { kind: 'stranger', days: 1 },
      { kind: 'stranger', days: 2 },
    ]);
    expect(told.map(({ verdict }) => verdict.link.failures)).toEqual([1, 1, 2]);
    expect(told.map(({ memory }) => memory.link?.status)).toEqual(['alive', 'alive', 'alive']);
  });
});

describe('what the last night knew for a wall or an error page is not believed tonight', () => {
  const challenged = answered(200, { headers: { 'cf-mitigated': 'challenge' } });
  const home = redirected('https://source.example/', 302);
  test.each<[string, Outcome, string]>([
    ['a challenge', challenged, 'blocked'],
    ['a way to the home page', home, 'soft-404'],
  ])('%s, and on the night after it is', (_, walled, status) => {
    const nights: readonly Visit[] = [
      [2, OTHER, walled],
      [3, OTHER, walled],
      [4, OTHER, walled],
      [5, OTHER],
      [6, OTHER],
    ];
    const told = play(nights);
    expect(told.slice(0, 3).map(({ verdict }) => verdict.link.status)).toEqual([
      status,
      status,
      status,
    ]);
    expect(replacedOn(nights)).toEqual([5]);
  });

  test('one night of it is enough, also without a text', () => {
    expect(
      replacedOn([
        [2, OTHER],
        [3, OTHER],
        [4, null, answered(403)],
        [5, OTHER],
        [6, OTHER],
      ]),
    ).toEqual([5]);
  });

  test('another failure says nothing of what the page is', () => {
    expect(
      replacedOn([
        [2, OTHER],
        [3, OTHER],
        [4, null, answered(500)],
        [5, OTHER],
      ]),
    ).toEqual([4]);
  });

  test('and what was once given away is never believed, while it stands', () => {
    const stranger = { since: '', at: night(9).toISOString(), days: 9, sketch: sketchOf(OTHER) };
    const because = { kind: 'empty-body', http: 200 } as const;
    const on = (
      part: Partial<typeof stranger & { because: typeof because }>,
      document = OTHER,
    ): Standing => standing(document, { stranger: { ...stranger, ...part } });
    expect(on({})).toMatchObject({ doubted: false, stranger: null });
    expect(on({ because })).toMatchObject({ doubted: true, stranger: { because, days: 10 } });
    expect(on({ because }, THIRD).stranger).toMatchObject({ days: 1 });
    expect(on({ because }, THIRD).stranger).not.toHaveProperty('because');
  });
});

describe('an unknown page takes the place of a document only if it may be one', () => {
  const stands = (earlier: string, came: Document): boolean =>
    replacedOn(
      [2, 3, 4, 5].map((day): Visit => [day, came]),
      3,
      pageOf(earlier),
    ).length > 0;
  test.each([
    [4_000, 1_400, false],
    [4_000, 1_600, true],
    [1_000, 460, false],
    [1_000, 540, true],
    [2_000, 920, false],
    [2_000, 1_080, true],
  ])('after %i characters one of %i: %s', (before, length, expected) => {
    expect(stands(ofLength('report', before), pageOf(ofLength('boats', length)))).toBe(expected);
  });

  /** Twenty stories, the first `n` of them below a link to each. */
  const section = (n: number, address = 'https://source.example/', told = 12): Document => {
    const stories = Array.from(
      { length: 20 },
      (_, i) => [`Story ${i}`, words(`story${i}x`, told)] as const,
    );
    const links = stories
      .slice(0, n)
      .map(([text], i) => ({ url: `${address}${i}`, text, rel: '' }));
    return { ...pageOf(...stories.flat(), 'Go to the archive'), links };
  };
  test.each<[string, Document, boolean]>([
    ['a list of teasers is none', section(20), false],
    ['nor one with a few lines of its own', section(11), false],
    ['a text with teasers is', section(9), true],
    ['so is one whose headings lead to themselves', section(20, 'https://source.example/#'), true],
  ])('%s', (_, came, expected) => {
    expect(stands(words('report', 400), came)).toBe(expected);
  });
  test('labels below links are no teasers', () => {
    const menu = section(20, 'https://source.example/', 7);
    const text = { ...menu, blocks: [...menu.blocks, ...pageOf(words('boats', 300)).blocks] };
    expect(stands(words('report', 400), text)).toBe(true);
    const teased = section(20, 'https://source.example/', 9);
    const little = { ...teased, blocks: [...teased.blocks, ...pageOf(words('boats', 100)).blocks] };
    expect(stands(words('report', 400), little)).toBe(false);
  });
});

describe('a document is known by its text', () => {
  /** A later text that has `share` of the earlier one's shingles, and as many words of its own as `own`. */
  const keeping = (share: number, own = 400): Document =>
    pageOf(words('report', Math.round(397 * share) + 3), words('boats', own));
  const before = pageOf(words('report', 400));
  test.each([0.1, 0.27, 0.28, 0.32, 0.34, 0.5, 1])('of which %f stands there', (share) => {
    const page = keeping(share);
    expect(isRecognised(before, page)).toBe(share >= 0.3);
    expect(isStranger(before, page)).toBe(share < 0.3);
  });

  test.each([0.4, 0.44, 0.47, 0.53, 0.56, 0.6])(
    'and a page of which %f stood before is a part of it',
    (share) => {
      const old = 60;
      // The two paragraphs have three shingles across their border.
      const page = pageOf(
        words('report', old + 3),
        words('boats', Math.round(old / share) - old - 3),
      );
      expect(isRecognised(before, page)).toBe(false);
      expect(isStranger(before, page)).toBe(share < 0.5);
    },
  );

  test('and may have come into another frame', () => {
    expect(isRecognised(before, pageOf(furniture(words('report', 400)), words('boats', 400)))).toBe(
      true,
    );
    expect(isRecognised(pageOf(furniture(words('report', 400)), words('roses', 40)), before)).toBe(
      false,
    );
  });

  test.each([1, 2, 3, 4, 9])(
    'which says nothing of a text of %i shingles where they are fewer than three',
    (n) => {
      const short = pageOf(words('report', n + 3));
      expect(isRecognised(short, short)).toBe(n >= 3);
      expect(isStranger(short, OTHER)).toBe(n >= 3);
    },
  );

  test('and nothing is a stranger that has no text', () => {
    const scan: Document = { ...pageOf(), unread: { kind: 'scanned' } as never };
    expect([isStranger(REPORT, OTHER), isStranger(REPORT, scan), isStranger(scan, REPORT)]).toEqual(
      [true, false, false],
    );
  });
});

describe('two nights’ unknown pages are one', () => {
  /** Two sketches of twenty hashes, of which the smallest of both together have `share` in common. */
  const pair = (share: number): readonly [readonly number[], readonly number[]] => {
    const n = Math.round(share * 20);
    const common = Array.from({ length: n }, (_, i) => i);
    const own = (odd: number) => Array.from({ length: 20 - n }, (_, i) => 100 + 2 * i + odd);
    return [
      [...common, ...own(0)],
      [...common, ...own(1)],
    ];
  };
  test.each([0, 0.3, 0.45, 0.5, 0.55, 0.8, 1])(
    'that have %f of their shingles in common',
    (share) => {
      const [a, b] = pair(share);
      expect([isSimilarSketch(a, b), isSimilarSketch(b, a)]).toEqual([share >= 0.5, share >= 0.5]);
    },
  );
  test('whatever address each of them repeats', () => {
    const notice = (address: string) =>
      sketchOf(pageOf(`The library is closed. ${address} waits for the spring.`));
    expect(notice('https://a.example/report/2024/one')).toEqual(notice('/other/2023/two'));
    expect(notice('and/or')).not.toEqual(notice('either'));
    expect(notice('Case 7f3a-0091')).toEqual(notice('Case 00c2-11be'));
    expect(notice('Case one')).not.toEqual(notice('Case two'));
  });
  test('and a page is the unknown one of before, or another', () => {
    const before = sketchOf(OTHER);
    expect(isThisPage(before, OTHER)).toBe(true);
    expect(isThisPage(before, THIRD)).toBe(false);
    expect(isThisPage(null, OTHER)).toBe(false);
  });
  test.each([0.5, 0.7, 0.77, 0.83, 0.9, 1])(
    'the home page is a page that has %f of it in common',
    (share) => {
      const home = pageOf(words('home', 45));
      const hashes = sketchOf(home);
      const kept = Math.round(hashes.length * share);
      const rest = hashes.slice(kept).map((_, i) => 2 ** 33 + i);
      expect(isHomePage([...hashes.slice(0, kept), ...rest], home)).toBe(share >= 0.8);
    },
  );
});

/** What a tenth night says of a page, after the report was read. */
function standing(
  document: Document | null,
  memory: Partial<SourceMemory> = {},
  given: Partial<SourceCase> & {
    readonly carries?: boolean;
    readonly before?: Document | null;
  } = {},
): Standing {
  const { carries = false, before = REPORT, ...more } = given;
  const known = historyOf(
    playNight(1, { document: REPORT }),
    before === null ? null : readingOf(before, 'bytes 1'),
  );
  const previous = known.previous && {
    ...known.previous,
    memory: known.previous.memory && { ...known.previous.memory, ...memory },
  };
  const input: SourceCase = {
    source,
    uses: [],
    outcome: answered(),
    unasked: null,
    snapshot: document === null ? null : readingOf(document, 'bytes 10'),
    history: { ...known, previous },
    now: night(10),
    staleAfter: 183,
    confirm: 3,
    ...more,
  };
  return standingOf(input, carries);
}

describe('the standing of a page', () => {
  const stranger = { since: '', at: night(9).toISOString(), days: 1, sketch: sketchOf(OTHER) };

  test('a night without a reading forgets nothing', () => {
    expect(standing(null, { stranger })).toMatchObject({ known: false, doubted: false, stranger });
  });
  test.each<[string, Standing]>([
    ['the document', standing(REPORT, { stranger })],
    ['a page with a passage', standing(OTHER, { stranger }, { carries: true })],
    ['the next edition', standing(OTHER, { stranger }, { isNextEdition: true })],
  ])('%s is no doubt, and ends one', (_, said) => {
    expect(said).toMatchObject({ doubted: false, stranger: null });
  });
  test('only what is recognised is known', () => {
    expect(standing(REPORT).known).toBe(true);
    expect(standing(OTHER, {}, { carries: true }).known).toBe(true);
    expect(standing(OTHER, {}, { isNextEdition: true }).known).toBe(false);
    expect(standing(OTHER)).toMatchObject({ known: false, doubted: true, stranger: { days: 1 } });
  });

  test.each([0.35, 0.6, 0.7, 0.8, 0.9])(
    'a reading that shows %f of it is shortened, or whole',
    (share) => {
      const page = pageOf(words('report', Math.round(397 * share) + 3));
      const before = pageOf(words('report', 400));
      expect(standing(page, {}, { before })).toMatchObject({
        known: true,
        shortened: share < 0.75,
      });
      expect(standing(page, {}, { before, carries: true }).shortened).toBe(false);
    },
  );

  test('a page that bears the title, and says that the document is retracted, is the document', () => {
    const said = 'This article has been retracted at the request of its authors.';
    expect(standing(pageOf(heading(source.title), said))).toMatchObject({
      known: true,
      doubted: false,
    });
    expect(standing(pageOf(heading('Boats'), said)).known).toBe(false);
    expect(standing(pageOf(heading(source.title), furniture(said))).known).toBe(false);
    expect(standing(pageOf(heading(source.title), words('boats', 20))).known).toBe(false);
  });

  describe('of a first page, or of one that was taken for the document,', () => {
    const title = 'Moneylenders of the border counties';
    const titled = { ...source, title };
    const named = pageOf(heading(title), words('loans', 60));
    const first = (document: Document, more: Partial<SourceCase> = {}, carries = false): Standing =>
      standing(
        document,
        {},
        {
          source: titled,
          uses: [useOf('', { quotes: [] })],
          before: null,
          history: NO_HISTORY,
          carries,
          ...more,
        },
      );
    test('without a word of the title is a doubt where nothing is quoted by which it would be known', () => {
      expect(first(OTHER).doubted).toBe(true);
      expect(first(named).doubted).toBe(false);
      expect(first(OTHER, { uses: [useOf('A passage.')] }).doubted).toBe(false);
      expect(first(OTHER, { uses: [] }).doubted).toBe(false);
    });
    test('the document comes for the first time where no passage ever stood on the other', () => {
      const said = (
        document: Document,
        stood: Readonly<Record<string, string>>,
        before = OTHER,
        carries = false,
      ) => standing(document, { stood }, { source: titled, before, carries }).back;
      const never = {};
      expect(said(named, never)).toBe(true);
      expect(said(THIRD, never, OTHER, true)).toBe(true);
      expect(said(THIRD, never)).toBe(false);
      expect(said(named, { 'R/1#1': night(2).toISOString() })).toBe(false);
      expect(
        said(
          named,
          never,
          pageOf(heading('News of moneylenders at the border'), words('boats', 60)),
        ),
      ).toBe(false);
    });
  });
});

describe('the document of before a replacement', () => {
  const days = (...documents: readonly Document[]): readonly Visit[] =>
    documents.map((document, i): Visit => [i + 2, document]);
  const replaced = days(OTHER, OTHER, OTHER, OTHER, OTHER);

  test('is kept in mind for as long as the other stands, and not before it is believed', () => {
    expect(play(replaced).map(({ memory }) => memory.former)).toEqual([
      null,
      null,
      'bytes 1',
      'bytes 1',
      'bytes 1',
    ]);
  });
  test('is told as back on the night on which it is, once, and is not kept in mind any more', () => {
    const told = play([...replaced, [7, REPORT], [8, REPORT]]).slice(-2);
    expect(told[0]).toMatchObject({
      verdict: { content: { change: 'cosmetic', back: true } },
      memory: { former: null },
    });
    expect(told[1]?.verdict.content.back).toBeUndefined();
  });
  test('is back though it comes with an edit, and another one is not', () => {
    const edited = pageOf(
      ...REPORT.blocks,
      'A paragraph was added to it in the meantime by its authors.',
    );
    expect(play([...replaced, [7, edited]]).at(-1)?.verdict.content).toMatchObject({
      change: 'edited',
      back: true,
    });
    expect(play([...replaced, [7, THIRD]]).at(-1)?.verdict.content).toMatchObject({
      change: 'unread',
    });
  });
});
