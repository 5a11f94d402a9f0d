import { describe, expect, it } from 'vitest';
import {
  type CitedSource,
  citeSource,
  formatCitations,
} from '../../src/manuscript/cite/citation-line.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { night } from '../store/samples.js';
import { CITATION, lookOf, quoteOf, SOURCE } from './samples.js';

const INTACT = quoteOf('intact');
const ARCHIVE = { url: 'https://web.example/1', capturedAt: night(2), carriesPassage: true };
const cited = citeSource(SOURCE, CITATION, [lookOf(3, INTACT, { archive: ARCHIVE })]);
const print = (
  style: Parameters<typeof formatCitations>[1],
  part: Partial<CitedSource> = {},
): string => formatCitations([{ ...cited, ...part }], style);

describe('a citation line', () => {
  it('of the house', () => {
    expect(print('asylos')).toBe(
      'Transparency International (TI), “Barometer ‘Asia’”, 24 November 2020, page 40, last accessed: 3 September 2025, archived at https://web.example/1, captured 2 September 2025\n',
    );
  });

  it('of OSCOLA', () => {
    expect(print('oscola', { archive: null })).toBe(
      'Transparency International (TI), ‘Barometer “Asia”’ (24 November 2020) page 40 <https://example.org/gcb> accessed 3 September 2025\n',
    );
    expect(print('oscola', { title: 'China’s ‘firm’ plan', archive: null })).toContain(
      '‘China’s “firm” plan’',
    );
  });

  it('of a tribunal, which says when it was verified, or that it was not', () => {
    expect(print('tribunal', { archive: null })).toBe(
      'Barometer “Asia”, Transparency International (TI), 24 November 2020, page 40, https://example.org/gcb, last verified 3 September 2025\n',
    );
    expect(print('tribunal', { verified: null })).toMatch(/, not verified\n$/);
  });

  it.each([
    ['Department of Foreign Affairs and Trade (DFAT)', 'DFAT'],
    ['USDOS – US Department of State', 'USDOS'],
    ['Liberty Times Net (自由時報電子報)', 'Liberty Times Net (自由時報電子報)'],
    ['Walk Free (Minderoo Foundation)', 'Walk Free (Minderoo Foundation)'],
  ])('of a footnote, by the short name that the publisher gives itself: %s', (publisher, name) => {
    expect(print('footnote', { publisher })).toBe(
      `${name}, Barometer “Asia” (page 40), 24 November 2020\n`,
    );
  });

  it('of CSL-JSON, with dates as precise as they are known', () => {
    expect(JSON.parse(print('csl', { published: '2020-11' }))).toEqual([
      {
        id: 'gcb',
        type: 'webpage',
        title: 'Barometer “Asia”',
        publisher: 'Transparency International (TI)',
        URL: 'https://example.org/gcb',
        issued: { 'date-parts': [[2020, 11]] },
        accessed: { 'date-parts': [[2025, 9, 3]] },
        language: 'en',
        archive_location: 'https://web.example/1',
        note: 'archived at https://web.example/1, captured 2 September 2025',
      },
    ]);
  });

  it('leaves out what nobody knows', () => {
    const bare = { published: null, url: null, pinpoint: null, accessed: null, archive: null };
    expect(print('asylos', bare)).toBe(
      'Transparency International (TI), “Barometer ‘Asia’”, n.d.\n',
    );
    expect(print('oscola', bare)).toBe(
      'Transparency International (TI), ‘Barometer “Asia”’ (n.d.)\n',
    );
  });

  it('is printed once where several citations make the same; an entry is one a source, with its latest day', () => {
    const earlier = { ...cited, accessed: '2025-09-01' };
    expect(formatCitations([cited, cited], 'asylos').split('\n')).toHaveLength(2);
    expect(formatCitations([cited, earlier], 'asylos').split('\n')).toHaveLength(3);
    expect(JSON.parse(formatCitations([cited, earlier], 'csl'))).toMatchObject([
      { accessed: { 'date-parts': [[2025, 9, 3]] } },
    ]);
  });
});

describe('the address', () => {
  it.each([
    [
      'Transparency International, Barometer, 2020, https://example.org/gcb, last accessed: 1 August 2025',
      true,
    ],
    ['Transparency International, Barometer, 2020, www.example.org/gcb', true],
    ['Transparency International, Barometer, 2020', false],
    [null, false],
  ])('is in the house’s line where the report prints it: %s', (line, isPrinted) => {
    const again = citeSource(SOURCE, { ...CITATION, cited: line }, [lookOf(3, INTACT)]);
    expect(
      formatCitations([again], 'asylos').includes(
        'page 40, https://example.org/gcb, last accessed',
      ),
    ).toBe(isPrinted);
    expect(formatCitations([again], 'oscola').match(/example\.org/gu)).toHaveLength(1);
  });
});

describe('the day of access', () => {
  const accessed = (...verdicts: Parameters<typeof citeSource>[2]) =>
    citeSource(SOURCE, CITATION, verdicts).accessed;

  it('is none on which the passage did not stand, though the report prints it', () => {
    const lost = quoteOf('missing');
    const printed = (day: string | null, ...verdicts: Parameters<typeof citeSource>[2]) =>
      citeSource(SOURCE, { ...CITATION, accessed: day }, verdicts).accessed;
    expect(printed('2025-09-10', lookOf(3, lost), lookOf(2, INTACT))).toBe('2025-09-02');
    expect(printed('2025-09', lookOf(3, lost), lookOf(2, INTACT))).toBe('2025-09-02');
    expect(printed('2025-09-10', lookOf(3, lost), lookOf(2, lost))).toBeNull();
    // What was lost after that day, was back by then, or was not looked at says nothing against it.
    expect(printed('2025-09-02', lookOf(3, lost))).toBe('2025-09-02');
    expect(printed('2025-09-10', lookOf(4, INTACT), lookOf(3, lost))).toBe('2025-09-10');
    expect(printed('2025-09-10', lookOf(3, quoteOf('unverifiable')))).toBe('2025-09-10');
  });

  it('is none from before the passage was quoted in these words', () => {
    const other = { ...INTACT, text: 'Other words.' };
    const verdicts = [lookOf(3, quoteOf('missing')), lookOf(2, other)];
    expect(citeSource(SOURCE, { ...CITATION, accessed: null }, verdicts).accessed).toBeNull();
  });

  it('is the latest on which the document was read with its passage', () => {
    expect(accessed(lookOf(3, INTACT), lookOf(2, INTACT))).toBe('2025-09-03');
  });

  it.each([
    ['an archive was the witness', lookOf(3, INTACT, { witness: 'archive' })],
    ['the passage was altered', lookOf(3, quoteOf('altered'))],
    ['the passage was missing', lookOf(3, quoteOf('missing'))],
    ['the passage was taken back', lookOf(3, quoteOf('intact', { where: 'correction' }))],
    [
      'the page was gone',
      lookOf(3, INTACT, { link: { ...lookOf(3, INTACT).link, status: 'gone' } }),
    ],
    [
      'another document stood there',
      lookOf(3, INTACT, { content: { ...lookOf(3, INTACT).content, change: 'replaced' } }),
    ],
    [
      'nothing could be read',
      lookOf(3, INTACT, { content: { ...lookOf(3, INTACT).content, change: 'unread' } }),
    ],
  ])('is not one on which %s', (_, verdict) => {
    expect(accessed(verdict, lookOf(2, INTACT))).toBe('2025-09-02');
    expect(accessed(verdict)).toBe('2025-08-01');
  });

  it('stays that of the report when no look is later', () => {
    const late = { ...CITATION, accessed: '2025-10-01' };
    expect(citeSource(SOURCE, late, [lookOf(3, INTACT)]).accessed).toBe('2025-10-01');
    expect(accessed()).toBe('2025-08-01');
  });

  it('is not that of verification, which an archive suffices for', () => {
    const verdicts = [lookOf(3, INTACT, { witness: 'archive' }), lookOf(2, INTACT)];
    expect(citeSource(SOURCE, CITATION, verdicts)).toMatchObject({
      accessed: '2025-09-02',
      verified: '2025-09-03',
    });
  });
});

it('a passage is not verified where it stands beside the text, and its page is read all the same', () => {
  const aside = lookOf(3, quoteOf('intact', { where: 'aside' }));
  expect(citeSource(SOURCE, CITATION, [aside, lookOf(2, INTACT)])).toMatchObject({
    accessed: '2025-09-03',
    verified: '2025-09-02',
  });
});

it('the archived copy is the latest that was read and carries the passage', () => {
  const copy = (carriesPassage: boolean | null, n: number) => ({
    ...ARCHIVE,
    carriesPassage,
    capturedAt: night(n),
  });
  const verdicts = [
    lookOf(4, INTACT, { archive: copy(null, 4) }),
    lookOf(3, INTACT, { archive: copy(false, 3) }),
    lookOf(2, INTACT, { archive: copy(true, 2) }),
  ];
  expect(citeSource(SOURCE, CITATION, verdicts).archive?.capturedAt).toBe(night(2));
  expect(citeSource(SOURCE, CITATION, verdicts.slice(0, 2)).archive).toBeNull();
});

it('a document that moved is cited at its new address', () => {
  const link = { ...lookOf(3, INTACT).link, status: 'moved' as const };
  const moved = lookOf(3, INTACT, { link, finalUrl: 'https://example.org/new' });
  expect(citeSource(SOURCE, CITATION, [moved])).toMatchObject({
    url: 'https://example.org/new',
    accessed: '2025-09-03',
  });
});

describe('of a citation with several passages, and of a source with several citations', () => {
  const use = (id: string, ...quotes: readonly ReturnType<typeof quoteOf>[]) => ({
    ...(lookOf(3, INTACT).citations[0] as SourceVerdict['citations'][number]),
    id,
    quotes,
  });
  const seen = (...citations: SourceVerdict['citations']) => lookOf(3, INTACT, { citations });
  const [MISSING, ASIDE] = [quoteOf('missing'), quoteOf('intact', { where: 'aside' })];

  it.each([
    ['all of its own stand', 'R/1', seen(use('R/1', INTACT, INTACT)), '2025-09-03', '2025-09-03'],
    ['one of its own is missing', 'R/1', seen(use('R/1', INTACT, MISSING)), '2025-08-01', null],
    [
      'one of its own stands beside the text',
      'R/1',
      seen(use('R/1', INTACT, ASIDE)),
      '2025-09-03',
      null,
    ],
    [
      'one of another is missing',
      'R/1',
      seen(use('R/1', INTACT), use('R/2', MISSING)),
      '2025-09-03',
      '2025-09-03',
    ],
    ['none is quoted', 'R/1', seen(use('R/1'), use('R/2', INTACT)), '2025-09-03', null],
    [
      'any citation of the source is meant',
      null,
      seen(use('R/1', INTACT), use('R/2', INTACT)),
      '2025-09-03',
      '2025-09-03',
    ],
    [
      'any is meant and one is missing',
      null,
      seen(use('R/1', INTACT), use('R/2', MISSING)),
      null,
      null,
    ],
  ])('where %s', (_, id, verdict, accessed, verified) => {
    expect(citeSource(SOURCE, id === null ? null : CITATION, [verdict])).toMatchObject({
      accessed,
      verified,
    });
  });

  it('a night on which none of its own was quoted says nothing of the night before', () => {
    const verdicts = [seen(use('R/2', INTACT)), lookOf(2, INTACT)];
    expect(citeSource(SOURCE, CITATION, verdicts).verified).toBe('2025-09-02');
  });

  it('it was verified on the day on which the first of them was last seen', () => {
    const place = { kind: 'person', at: night(1), by: 'A', note: null } as never;
    const byPerson = quoteOf('intact', {
      why: { kind: 'elsewhere', place, why: INTACT.why } as never,
    });
    const verified = (...quotes: readonly (typeof INTACT)[]) =>
      citeSource(SOURCE, CITATION, [seen(use('R/1', ...quotes))]).verified;
    expect([verified(INTACT, byPerson), verified(byPerson, INTACT)]).toEqual([
      '2025-09-01',
      '2025-09-01',
    ]);
    expect(verified(INTACT, INTACT)).toBe('2025-09-03');
  });
});

describe('what a citation says of its source', () => {
  it.each([
    ['40', 'page 40'],
    ['40-42', 'page 40-42'],
    ['40 – 42', 'page 40 – 42'],
    ['paragraph 3.198', 'paragraph 3.198'],
    ['40 f.', '40 f.'],
    [null, null],
  ])('is its place %s as %s', (page, pinpoint) => {
    expect(citeSource(SOURCE, { ...CITATION, page }, []).pinpoint).toBe(pinpoint);
  });

  it.each([
    ['2025', '2025-09-03'],
    ['2025-09', '2025-09-03'],
    ['2025-10', '2025-10'],
    ['2025-09-04', '2025-09-04'],
    [null, '2025-09-03'],
  ])('is the day of access, which is %s in print and a later look’s %s', (accessed, expected) => {
    expect(citeSource(SOURCE, { ...CITATION, accessed }, [lookOf(3, INTACT)]).accessed).toBe(
      expected,
    );
  });

  it.each([
    ['moved', 'https://example.org/new', 'https://example.org/new'],
    ['moved', null, SOURCE.url],
    ['alive', 'https://example.org/new', SOURCE.url],
  ] as const)('is its address, which is %s to %s', (status, finalUrl, url) => {
    const look = (n: number, how: typeof status, to: string | null) =>
      lookOf(n, INTACT, { link: { ...lookOf(n, INTACT).link, status: how }, finalUrl: to });
    expect(citeSource(SOURCE, CITATION, [look(3, status, finalUrl)]).url).toBe(url);
    expect(
      citeSource(SOURCE, CITATION, [look(4, 'alive', null), look(3, status, finalUrl)]).url,
    ).toBe(SOURCE.url);
  });
});

describe('a citation line as its style has it', () => {
  it.each([
    ['footnote', { pinpoint: null }, 'TI, Barometer “Asia”, 24 November 2020\n'],
    [
      'tribunal',
      { url: null, pinpoint: null },
      /^Barometer “Asia”, Transparency[^,]+, 24 November 2020, archived at [^,]+, captured 2 September 2025, last verified 3 September 2025\n$/,
    ],
    [
      'oscola',
      { url: null, pinpoint: null },
      /2020\) accessed 3 September 2025, archived at https:\/\/web.example\/1, captured 2 September 2025\n$/,
    ],
    ['asylos', { published: '2020-11' }, /”, November 2020, page 40/],
    ['csl', { url: 'https://example.org/gcb.PDF' }, /"type": "report"/],
    ['csl', { url: null }, /"type": "report"/],
    ['csl', { url: 'https://example.org/gcb.pdf.html' }, /"type": "webpage"/],
    ['csl', { published: '2020' }, /"issued": \{\s+"date-parts": \[\s+\[\s+2020\s+\]/],
  ] as const)('%s of %j', (style, part, line) => {
    expect(print(style, part)).toEqual(
      typeof line === 'string' ? line : expect.stringMatching(line),
    );
  });

  it('leaves no word of what is not known in CSL-JSON', () => {
    const bare = {
      published: null,
      url: null,
      pinpoint: null,
      accessed: null,
      archive: null,
      lang: null,
    };
    expect(Object.keys(JSON.parse(print('csl', bare))[0])).toEqual([
      'id',
      'type',
      'title',
      'publisher',
    ]);
  });

  it('is one entry in CSL-JSON, with the day that is known, wherever another has none', () => {
    const undated = { ...cited, accessed: null };
    const days = [
      [cited, undated],
      [undated, cited],
    ].map((both) =>
      JSON.parse(formatCitations(both, 'csl')).map((item: { accessed?: unknown }) => item.accessed),
    );
    expect(days).toEqual(days.map(() => [{ 'date-parts': [[2025, 9, 3]] }]));
  });

  it('keeps the order of what is cited', () => {
    const other = { ...cited, id: 'a', title: 'Atlas' };
    const titles = formatCitations([cited, other, cited], 'footnote').match(/Barometer|Atlas/gu);
    expect(titles).toEqual(['Barometer', 'Atlas']);
    expect(JSON.parse(formatCitations([cited, other], 'csl'))).toMatchObject([
      { id: 'gcb' },
      { id: 'a' },
    ]);
  });
});
