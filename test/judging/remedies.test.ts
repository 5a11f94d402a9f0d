import { describe, expect, it, test } from 'vitest';
import { observe } from '../../src/judging/findings/observe.js';
import { remediesOf } from '../../src/judging/remedies.js';
import type { Finding, FindingKind } from '../../src/model/finding.js';
import type { LinkReason } from '../../src/model/link.js';
import type { QuoteStatus, QuoteVerdict } from '../../src/model/quote.js';
import { isProven, type RemedyKind } from '../../src/model/remedy.js';
import type { ArchivedCopy, SourceVerdict } from '../../src/model/verdict.js';
import type { Source } from '../../src/model/watchlist.js';
import { lifeOf, verdictOf } from '../store/samples.js';
import { source } from '../world.js';

const OLD = 'https://tip.example/old';
const NEW = 'https://tip.example/new';
const COPY = 'https://archive.example/2025/old';

const quote = (
  n: number,
  verdict: QuoteStatus,
  more: Partial<QuoteVerdict> = {},
): QuoteVerdict => ({
  id: `R/1#${n}`,
  text: `Passage ${n} as quoted.`,
  verdict,
  tier: verdict === 'intact' ? 'exact' : null,
  similarity: 1,
  found: verdict === 'altered' ? `Passage ${n} as it stands.` : null,
  diff: [],
  weighty: false,
  page: null,
  link: null,
  why: { kind: 'stands', tier: 'exact' },
  ...more,
});

const STOOD = '2024-12-24T02:00:00.000Z';
const CAPTURE = { run: 3, n: 9 };

/** What a night says of the source, whose citation has these passages. */
const verdict = (
  quotes: readonly QuoteVerdict[],
  more: Partial<SourceVerdict> = {},
): SourceVerdict => ({
  ...verdictOf('tip'),
  url: OLD,
  finalUrl: OLD,
  citations: [
    {
      id: 'R/1',
      report: 'R',
      section: '1',
      cited: null,
      accessed: '2025-01-01',
      currency: 'stale',
      quotes,
    },
  ],
  ...more,
});

const found = (kind: FindingKind, more: Partial<Finding> = {}): Finding => ({
  ...lifeOf(`${kind}:tip`, 1, null).finding,
  kind,
  citation: 'R/1',
  quote: 'R/1#1',
  ...more,
});

const cited: Source = source('tip', { url: OLD, title: 'Report of 2024', edition: '2024' });
const offered = (
  kind: FindingKind,
  said: SourceVerdict,
  more: Partial<Finding> = {},
  of: Source = cited,
) =>
  remediesOf({
    finding: found(kind, more),
    source: of,
    verdict: said,
    keptCaptureReason: (run) => `kept in run ${run}`,
    keptCopyReason: () => 'the original is dead',
  });
const one = (kind: RemedyKind, ...given: Parameters<typeof offered>) =>
  offered(...given).find((remedy) => remedy.kind === kind) ?? null;

const moved = (stands?: boolean): Partial<SourceVerdict> => {
  const why: LinkReason = {
    kind: 'moved',
    to: NEW,
    cut: false,
    part: null,
    ...(stands === undefined ? {} : { stands }),
  };
  return { finalUrl: NEW, link: { ...verdictOf('tip', 'moved').link, why } };
};
const archived = (more: Partial<ArchivedCopy>): Partial<SourceVerdict> => ({
  witness: 'archive',
  link: verdictOf('tip', 'gone').link,
  archive: { url: COPY, capturedAt: '2025-01-02T00:00:00Z', carriesPassage: true, ...more },
});
const newer = (
  quotes: readonly (readonly [string, QuoteStatus])[],
  url: string | null = NEW,
): Partial<SourceVerdict> => ({
  edition: {
    status: 'superseded',
    why: { kind: 'out', latest: '2025', cited: '2024' },
    newer: [
      {
        edition: '2025',
        url,
        published: '2025-09-29',
        quotes: quotes.map(([id, fate]) => ({ quote: id, verdict: fate, diff: [] })),
      },
    ],
  },
});

describe('what is proved', () => {
  test.each<[string, RemedyKind, ReturnType<typeof one>]>([
    [
      'an address to which the document was seen to move',
      'moved',
      one('moved', 'source-moved', verdict([quote(1, 'intact')], moved(true))),
    ],
    [
      'an archived copy that carries all passages',
      'archived',
      one(
        'archived',
        'source-gone',
        verdict([quote(1, 'missing'), quote(2, 'intact')], archived({})),
      ),
    ],
    [
      'an edition in which all passages stand',
      'edition',
      one('edition', 'edition-newer', verdict([quote(1, 'intact')], newer([['R/1#1', 'intact']]))),
    ],
    [
      'the words of its own page',
      'quote',
      one('quote', 'passage-altered', verdict([quote(1, 'altered')])),
    ],
    [
      'the day on which its page was read and its passages stood',
      'accessed',
      one('accessed', 'access-stale', verdict([quote(1, 'intact')])),
    ],
    [
      'our own capture',
      'capture',
      one('capture', 'passage-missing', verdict([{ ...quote(1, 'missing'), stood: STOOD }]), {
        capture: CAPTURE,
      }),
    ],
  ])('is %s', (_, kind, remedy) => {
    expect(remedy).toMatchObject({ kind, source: 'tip' });
    expect(remedy !== null && isProven(remedy)).toBe(true);
  });
});

it('is proved by our own capture on the night on which its passage last stood, and not tonight', () => {
  const lost = { ...quote(1, 'altered'), stood: STOOD };
  const seenIn = (kind: RemedyKind) =>
    one(kind, 'passage-altered', verdict([{ ...lost, found: 'other' }]), { capture: CAPTURE })
      ?.proof?.seen;
  expect(seenIn('capture')).toBe(STOOD);
  expect(seenIn('quote')).toBe(verdict([]).at);
  const never = one('capture', 'passage-missing', verdict([quote(1, 'missing')]), {
    capture: CAPTURE,
  });
  expect(never?.proof).toBeNull();
});

describe('what is offered, and not proved', () => {
  test.each<[string, ReturnType<typeof one>]>([
    [
      'an address at which the document was not recognised',
      one('moved', 'source-moved', verdict([quote(1, 'intact')], moved(false))),
    ],
    [
      'an address of which nobody knows that it shows the document',
      one('moved', 'source-moved', verdict([quote(1, 'intact')], moved())),
    ],
    [
      'an address whose page was read elsewhere',
      one(
        'moved',
        'source-moved',
        verdict([quote(1, 'intact')], { ...moved(true), witness: 'copy' }),
      ),
    ],
    [
      'an address at which a passage is altered',
      one('moved', 'source-moved', verdict([quote(1, 'altered')], moved(true))),
    ],
    [
      'an archived copy that lacks one passage of two',
      one(
        'archived',
        'source-gone',
        verdict(
          [quote(1, 'missing'), quote(2, 'intact')],
          archived({ lacks: [{ id: 'R/1#1', verdict: 'missing' }] }),
        ),
      ),
    ],
    [
      'an archived copy that was not read',
      one(
        'archived',
        'source-gone',
        verdict([quote(1, 'missing')], archived({ carriesPassage: null })),
      ),
    ],
    [
      'an edition in which a passage is altered',
      one(
        'edition',
        'edition-newer',
        verdict(
          [quote(1, 'intact')],
          newer([
            ['R/1#1', 'intact'],
            ['R/1#2', 'altered'],
          ]),
        ),
      ),
    ],
    [
      'an edition that was not read',
      one('edition', 'edition-newer', verdict([quote(1, 'intact')], newer([]))),
    ],
    [
      'a day on which a passage could not be checked',
      one('accessed', 'access-stale', verdict([quote(1, 'unverifiable')])),
    ],
    [
      'a citation without its passage, taken out',
      one('drop', 'passage-missing', verdict([quote(1, 'missing')])),
    ],
  ])('%s', (_, remedy) => {
    expect(remedy).not.toBeNull();
    expect(remedy !== null && isProven(remedy)).toBe(false);
  });
});

describe('what is not offered', () => {
  test.each<[string, ReturnType<typeof one>]>([
    [
      'an address that is cited already',
      one(
        'moved',
        'source-moved',
        verdict([quote(1, 'intact')], moved(true)),
        {},
        { ...cited, url: NEW },
      ),
    ],
    [
      'an archived copy without any passage',
      one(
        'archived',
        'source-gone',
        verdict([quote(1, 'missing')], archived({ carriesPassage: false })),
      ),
    ],
    [
      'an archived copy where none was found',
      one('archived', 'source-gone', verdict([quote(1, 'missing')])),
    ],
    [
      'an archived copy that is cited already',
      one(
        'archived',
        'source-gone',
        verdict([quote(1, 'missing')], archived({})),
        {},
        { ...cited, url: COPY },
      ),
    ],
    [
      'an edition without an address',
      one(
        'edition',
        'edition-newer',
        verdict([quote(1, 'intact')], newer([['R/1#1', 'intact']], null)),
      ),
    ],
    [
      'words that stand in an archived copy only',
      one('quote', 'passage-altered', verdict([quote(1, 'altered')], { witness: 'archive' })),
    ],
    [
      'words for a passage that is missing',
      one('quote', 'passage-missing', verdict([quote(1, 'missing')])),
    ],
    [
      'words for what only the address points at',
      one('quote', 'passage-altered', {
        ...verdict([]),
        citations: verdict([quote(1, 'altered')]).citations.map((use) => ({
          ...use,
          pointed: true,
        })),
      }),
    ],
    [
      'a day on which the page failed',
      one(
        'accessed',
        'access-stale',
        verdict([quote(1, 'intact')], { link: verdictOf('tip', 'gone').link }),
      ),
    ],
    [
      'a day on which the page was read elsewhere',
      one('accessed', 'access-stale', verdict([quote(1, 'intact')], { witness: 'archive' })),
    ],
    [
      'a capture where none is kept',
      one('capture', 'passage-missing', verdict([quote(1, 'missing')])),
    ],
  ])('%s', (_, remedy) => {
    expect(remedy).toBeNull();
  });

  it('anything for what only research mends', () => {
    for (const kind of ['source-blocked', 'content-edited', 'source-retracted'] as const)
      expect(offered(kind, verdict([quote(1, 'altered')], archived({})))).toEqual([]);
  });
});

describe('an edit', () => {
  it('names what it finds, so that another file is left as it is', () => {
    const edition = one(
      'edition',
      'edition-newer',
      verdict([quote(1, 'intact')], newer([['R/1#1', 'intact']])),
    );
    expect(edition?.edit).toEqual({
      kind: 'edition',
      source: 'tip',
      before: { edition: '2024', url: OLD },
      to: { title: 'Report of 2025', url: NEW, edition: '2025', published: '2025-09-29' },
    });
    const words = one(
      'quote',
      'passage-altered',
      verdict([quote(1, 'intact'), quote(2, 'altered')]),
      {
        quote: 'R/1#2',
      },
    );
    expect(words?.edit).toEqual({
      kind: 'quote',
      citation: 'R/1',
      index: 1,
      before: 'Passage 2 as quoted.',
      text: 'Passage 2 as it stands.',
    });
  });

  it('puts the latest of the newer editions', () => {
    const { edition } = newer([['R/1#1', 'intact']]);
    const [latest] = edition?.newer ?? [];
    const between = { ...latest, edition: '2024b', url: 'https://tip.example/between' };
    const said = verdict([quote(1, 'intact')], {
      edition: { ...edition, newer: [between, latest] } as never,
    });
    expect(one('edition', 'edition-newer', said)?.edit).toMatchObject({
      to: { edition: '2025', url: NEW },
    });
  });

  it.each([
    ['2', 'Report 2 of 2022', 'Report 2025 of 2022'],
    ['2024', 'Report A2024/2024', 'Report A2024/2025'],
    ['', 'Report', 'Report'],
  ])(
    'puts the new edition in place of the whole word %j of a title alone',
    (edition, title, named) => {
      const said = verdict([quote(1, 'intact')], newer([['R/1#1', 'intact']]));
      const remedy = one('edition', 'edition-newer', said, {}, { ...cited, edition, title });
      expect(remedy?.edit).toMatchObject({ to: { title: named } });
    },
  );

  it.each([
    ['Old words.', 'New words', 'New words.'],
    ['“Old words [...] stand”', '"New words [...] stood,', '“New words [...] stood”'],
    ['[...] कि', '(की', '[...] की'],
    ['90', '91 %', '91'],
  ])('keeps the marks around the quotation %j', (text, found, quoted) => {
    const remedy = one('quote', 'passage-altered', verdict([quote(1, 'altered', { text, found })]));
    expect(remedy?.edit).toMatchObject({ before: text, text: quoted });
  });

  it('is called the same on every night', () => {
    const ids = offered('passage-altered', verdict([quote(1, 'altered')], archived({})), {
      capture: { run: 3, n: 9 },
    });
    expect(ids.map(({ id }) => id)).toEqual([
      'archived:tip',
      'capture:passage-altered:tip',
      'drop:R/1',
    ]);
  });
});

describe('an archived copy in the place of its page', () => {
  const PAGE = 'https://paper.example/report';
  const CAPTURE_OF_PAGE = `https://web.archive.org/web/20240624091530/${PAGE}`;
  const kept = (url: string): Source => ({ ...cited, url });
  const copy = { url: CAPTURE_OF_PAGE, by: 'web.archive.org' };
  const intact = [quote(1, 'intact')];

  it('gives way to the original, with itself as a copy, by what it shows', () => {
    const said = verdict(intact, {
      url: CAPTURE_OF_PAGE,
      finalUrl: CAPTURE_OF_PAGE,
      witness: 'live',
    });
    const remedy = one('original', 'archived-address', said, {}, kept(CAPTURE_OF_PAGE));
    expect(remedy?.edit).toEqual({
      kind: 'address',
      source: 'tip',
      url: PAGE,
      before: CAPTURE_OF_PAGE,
      copy,
    });
    expect(remedy?.proof).toMatchObject({
      at: CAPTURE_OF_PAGE,
      quotes: [{ quote: 'R/1#1', verdict: 'intact' }],
    });
  });

  it('is decided to stay where it was put there because the original failed', () => {
    const dead = { ...archived({ url: CAPTURE_OF_PAGE }), url: PAGE, finalUrl: PAGE };
    const remedy = one(
      'archived',
      'source-gone',
      verdict([quote(1, 'missing')], dead),
      {},
      kept(PAGE),
    );
    expect(remedy?.edit).toMatchObject({
      url: CAPTURE_OF_PAGE,
      decision: {
        source: 'tip',
        about: 'archived-address',
        keep: true,
        reason: 'the original is dead',
        until: null,
      },
    });
  });

  it.each([
    ['no capture', PAGE],
    ['the archive itself', 'https://web.archive.org/'],
    ['a capture that names no original', 'https://perma.cc/ABCD-1234'],
    [
      'a capture of a private host',
      'https://web.archive.org/web/20240624091530/http://intranet/report',
    ],
  ])('is none where the address is %s', (_, url) => {
    const said = verdict(intact, { url, finalUrl: url });
    expect(observe(said).map(({ kind }) => kind)).not.toContain('archived-address');
    expect(offered('archived-address', said, {}, kept(url))).toEqual([]);
  });

  it('is told on every night, low', () => {
    const said = observe(verdict(intact, { url: CAPTURE_OF_PAGE }));
    expect(said.filter(({ kind }) => kind === 'archived-address')).toMatchObject([
      { severity: 'low', why: { kind: 'archived-address', original: PAGE } },
    ]);
  });
});

describe('an address that is printed', () => {
  const DOI = 'https://doi.org/10.1080/00213624.2021.1988628';
  const bare: Source = { ...cited, url: null };
  const saying = (line: string | null, more: Partial<Source> = {}) => {
    const said = verdict([quote(1, 'unverifiable')], { url: null });
    const citations = said.citations.map((use) => ({ ...use, cited: line }));
    return offered('no-url', { ...said, citations }, {}, { ...bare, ...more })[0] ?? null;
  };

  it.each([
    ['in the line', `J. Doe, “Title”, ${DOI}, 2021.`, {}, DOI],
    ['as a DOI', 'J. Doe, “Title” (doi: 10.1080/00213624.2021.1988628).', {}, DOI],
    [
      'with brackets of its own',
      'Title. doi:10.1016/S0140-6736(20)30183-5',
      {},
      'https://doi.org/10.1016/S0140-6736(20)30183-5',
    ],
    [
      'in the note',
      null,
      { note: `Later published elsewhere (${DOI}), perhaps in other words.` },
      DOI,
    ],
    ['in the title', null, { title: 'https://paper.example/a' }, 'https://paper.example/a'],
    [
      'as a capture',
      'https://web.archive.org/web/20240624091530/https://paper.example/a',
      {},
      'https://paper.example/a',
    ],
  ])('%s is offered, and not proved', (_, line, more, url) => {
    expect(saying(line, more)).toMatchObject({
      kind: 'printed',
      edit: { kind: 'address', url, before: null },
      proof: null,
    });
  });

  it.each([
    ['a home page', 'Paper, “Title”, https://paper.example/', {}],
    ['a copy that is asked already', DOI, { copies: [{ url: DOI, by: 'doi.org' }] }],
    ['a number that is no DOI', 'Version 10.2, page 10.1093, A/RES/10.1/2', {}],
    ['nothing', null, {}],
  ])('is none where there is %s', (_, line, more) => expect(saying(line, more)).toBeNull());
});
