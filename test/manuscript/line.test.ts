import { describe, expect, it } from 'vitest';
import type { CitedSource } from '../../src/manuscript/cite/citation-line.js';
import { formatCitations } from '../../src/manuscript/cite/citation-line.js';
import { citeSource } from '../../src/manuscript/cite/cite-source.js';
import { night } from '../store/samples.js';
import { CITATION, lookOf, quoteOf, SOURCE } from './samples.js';

const INTACT = quoteOf('intact');
const ARCHIVE = { url: 'https://web.example/1', capturedAt: night(2), carriesPassage: true };
const cited = citeSource(SOURCE, CITATION, [lookOf(3, INTACT, { archive: ARCHIVE })]);
const print = (style: Parameters<typeof formatCitations>[1], part: Partial<CitedSource> = {}): string =>
  formatCitations([{ ...cited, ...part }], style);

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
    expect(print('oscola', { title: 'China’s ‘firm’ plan', archive: null })).toContain('‘China’s “firm” plan’');
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
    expect(print('footnote', { publisher })).toBe(`${name}, Barometer “Asia” (page 40), 24 November 2020\n`);
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
    expect(print('asylos', bare)).toBe('Transparency International (TI), “Barometer ‘Asia’”, n.d.\n');
    expect(print('oscola', bare)).toBe('Transparency International (TI), ‘Barometer “Asia”’ (n.d.)\n');
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

describe('the day of access', () => {
  const accessed = (...verdicts: Parameters<typeof citeSource>[2]) => citeSource(SOURCE, CITATION, verdicts).accessed;

  it('is the latest on which the document was read with its passage', () => {
    expect(accessed(lookOf(3, INTACT), lookOf(2, INTACT))).toBe('2025-09-03');
  });

  it.each([
    ['an archive was the witness', lookOf(3, INTACT, { witness: 'archive' })],
    ['the passage was altered', lookOf(3, quoteOf('altered'))],
    ['the passage was missing', lookOf(3, quoteOf('missing'))],
    ['the passage was taken back', lookOf(3, quoteOf('intact', { where: 'correction' }))],
    ['the page was gone', lookOf(3, INTACT, { link: { ...lookOf(3, INTACT).link, status: 'gone' } })],
    [
      'another document stood there',
      lookOf(3, INTACT, { content: { ...lookOf(3, INTACT).content, change: 'replaced' } }),
    ],
    ['nothing could be read', lookOf(3, INTACT, { content: { ...lookOf(3, INTACT).content, change: 'unread' } })],
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
