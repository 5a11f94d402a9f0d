import { describe, expect, it } from 'vitest';
import type { Archive } from '../../src/web/archives/archive.js';
import type { Memento } from '../../src/web/archives/archive-client.js';
import { citation, fakeWorld, page, source, watchlist } from '../world.js';
import { night, PASSAGE, url } from './nights.js';

const OTHER =
  'The lenders charged students interest of 400 per cent a year, a court in the city was told.';
const ACCESSED = '2025-03-15';
/** Three quotations, so that a capture may carry all, some or none of them. */
const watch = watchlist(
  [source('a')],
  [
    citation(1, 'a', PASSAGE, { accessed: ACCESSED }),
    citation(2, 'a', OTHER, { accessed: ACCESSED }),
    citation(3, 'a', 'A third sentence that is quoted from the article stands here in full.', {
      accessed: ACCESSED,
    }),
  ],
);
const lost =
  '<!doctype html><title>Page not found</title><h1>Page not found</h1><p>Sorry, it is gone.</p>';

/** An archive that holds these pages, by day, and counts what is read. */
function archiveOf(
  pages: Readonly<Record<string, string>>,
): Archive & { readonly reads: string[] } {
  const reads: string[] = [];
  const captures = Object.keys(pages).map(
    (day): Memento => ({
      url: `https://archive.example/${day}`,
      original: url,
      at: `${day}T12:00:00.000Z`,
      status: 200,
      type: 'text/html',
      digest: day,
    }),
  );
  const held: Pick<Archive, 'captures' | 'nearest' | 'read'> = {
    captures: async () => ({ kind: 'answered', value: captures, note: null }),
    nearest: async () => ({ kind: 'answered', value: captures, note: null }),
    read: async ({ at, url: address }) => {
      const day = at.slice(0, 10);
      reads.push(day);
      const bytes = new TextEncoder().encode(pages[day]);
      const body = { bytes, sha256: day.padEnd(64, '0'), truncated: false };
      const base = { url: address, rawUrl: address, http: 200, mementoDatetime: at, exact: true };
      return {
        kind: 'answered',
        value: { ...base, kind: 'page', contentType: 'text/html', body },
        note: null,
      };
    },
  };
  return Object.assign({ reads }, held as Archive);
}

/** The archived copy that is offered for a source whose page is gone. */
async function offered(pages: Readonly<Record<string, string>>, of = watch) {
  const archive = archiveOf(pages);
  const world = Object.assign(fakeWorld(), { archive });
  const run = await night(world, of, 1);
  return {
    ...run.sources[0]?.archive,
    day: run.sources[0]?.archive?.capturedAt.slice(0, 10),
    archive,
  };
}

describe('the archived copy that is offered', () => {
  it('is the nearest to the day of access, where captures carry equally much', async () => {
    const some = (more: string) => page(`${PASSAGE} ${more}`);
    const copy = await offered({
      '2025-03-10': some('As in March.'),
      '2025-03-20': some('As later in March.'),
      '2024-06-01': some('As in the year before.'),
    });
    expect(copy).toMatchObject({ day: '2025-03-10', carriesPassage: true });
    expect(copy.nearest).toBeUndefined();
  });

  it('is the nearest to the first day of access, where there are several', async () => {
    const read = [
      citation(1, 'a', PASSAGE, { accessed: '2025-06-01' }),
      citation(2, 'a', OTHER, { accessed: ACCESSED }),
    ];
    const both = (more: string) => page(`${PASSAGE}</p><p>${OTHER} ${more}`);
    const pages = { '2025-03-10': both('As in March.'), '2025-05-28': both('As in May.') };
    expect((await offered(pages, watchlist([source('a')], read))).day).toBe('2025-03-10');
  });

  it('is the nearest that is a document at all, where none carries a passage', async () => {
    const copy = await offered({
      '2025-03-14': lost,
      '2025-03-20': page('Another text.'),
      '2024-06-01': page('An older text.'),
    });
    expect(copy).toMatchObject({ day: '2025-03-20', carriesPassage: false });
  });

  it('is the one that carries every passage, though a nearer one carries some', async () => {
    const all = page(
      `${PASSAGE}</p><p>${OTHER}</p><p>A third sentence that is quoted from the article stands here in full.`,
    );
    const copy = await offered({
      '2025-03-10': page(PASSAGE),
      '2025-03-20': page(OTHER),
      '2024-06-01': all,
    });
    expect(copy).toMatchObject({
      day: '2024-06-01',
      nearest: 'https://archive.example/2025-03-10',
    });
  });

  it('is none where every capture is an error page', async () => {
    expect((await offered({ '2025-03-10': lost, '2025-03-20': lost })).day).toBeUndefined();
  });

  it('is looked for in a handful of captures, the nearest ones', async () => {
    const days = Array.from({ length: 9 }, (_, i) => `2025-04-0${i + 1}`);
    const { archive } = await offered(
      Object.fromEntries(days.map((day) => [day, page(`Of ${day}.`)])),
    );
    // One more is read for how the document stands now: the latest.
    expect(archive.reads.filter((day) => day !== days.at(-1))).toEqual(days.slice(0, 4));
  });
});

describe('a page that is gone, of a publisher whose past lies elsewhere', () => {
  const quoted = (address: string) =>
    watchlist([source('g', { url: address })], [citation(1, 'g', PASSAGE, { accessed: ACCESSED })]);
  const report = 'https://www.state.gov/reports/1';

  async function gone(
    address: string,
    pages: Readonly<Record<string, string>>,
    archived: string | null = null,
  ) {
    const world = Object.assign(fakeWorld(), {
      archive: archived === null ? archiveOf({}) : placeOf(archived),
    });
    for (const [at, html] of Object.entries(pages)) world.pages.set(at, html);
    const run = await night(world, quoted(address), 1);
    return { ...run.sources[0], quote: run.sources[0]?.citations[0]?.quotes[0] };
  }

  /** An archive of which no index tells, that answers every address with its capture of 11 January. */
  function placeOf(html: string): Archive {
    const empty = archiveOf({});
    return Object.assign(empty, {
      read: async ({ original }: Memento) => {
        const address = `https://webarchive.nationalarchives.gov.uk/ukgwa/20250111000000/${original}`;
        const bytes = new TextEncoder().encode(html);
        const body = { bytes, sha256: 'b'.repeat(64), truncated: false };
        const base = {
          url: address,
          rawUrl: address,
          http: 200,
          mementoDatetime: '2025-01-11T00:00:00.000Z',
        };
        return {
          kind: 'answered',
          value: { ...base, exact: false, kind: 'page', contentType: 'text/html', body },
          note: null,
        } as const;
      },
    });
  }

  it.each([
    ['is read at its next address where the passage stands there', PASSAGE, 'copy', 'intact'],
    [
      'is not, where another text stands there',
      'Another text of the new administration.',
      'none',
      'unverifiable',
    ],
  ])('%s', async (_, text, witness, verdict) => {
    const there = { 'https://2021-2025.state.gov/reports/1': page(text) };
    expect(await gone(report, there)).toMatchObject({ witness, quote: { verdict } });
  });

  it('is not looked for there while it stands', async () => {
    const there = {
      [report]: page('It lost the passage.'),
      'https://2021-2025.state.gov/reports/1': page(PASSAGE),
    };
    expect(await gone(report, there)).toMatchObject({
      witness: 'live',
      quote: { verdict: 'missing' },
    });
  });

  it.each([
    [
      'is offered from its archive, under the date of the capture',
      page(PASSAGE),
      '2025-01-11T00:00:00.000Z',
      'intact',
    ],
    ['is not, where that has an error page', lost, undefined, 'unverifiable'],
    [
      'is not, where the passage does not stand there',
      page('Another text.'),
      undefined,
      'unverifiable',
    ],
  ])('%s', async (_, html, at, verdict) => {
    const { archive, quote } = await gone('https://www.cabinetoffice.gov.uk/a', {}, html);
    expect(archive?.capturedAt).toBe(at);
    expect(quote?.verdict).toBe(verdict);
    expect(archive?.nearest).toBeUndefined();
  });
});
