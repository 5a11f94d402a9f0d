import { describe, expect, it } from 'vitest';
import type { Archive } from '../../src/web/archives/archive.js';
import type { Memento } from '../../src/web/archives/archive-client.js';
import { citation, fakeWorld, page, source, watchlist } from '../world.js';
import { night, PASSAGE, url } from './nights.js';

const OTHER = 'The lenders charged students interest of 400 per cent a year, a court in the city was told.';
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
const lost = '<!doctype html><title>Page not found</title><h1>Page not found</h1><p>Sorry, it is gone.</p>';

/** An archive that holds these pages, by day, and counts what is read. */
function archiveOf(pages: Readonly<Record<string, string>>): Archive & { readonly reads: string[] } {
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
async function offered(pages: Readonly<Record<string, string>>) {
  const archive = archiveOf(pages);
  const world = Object.assign(fakeWorld(), { archive });
  const run = await night(world, watch, 1);
  return { ...run.sources[0]?.archive, day: run.sources[0]?.archive?.capturedAt.slice(0, 10), archive };
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
    const copy = await offered({ '2025-03-10': page(PASSAGE), '2025-03-20': page(OTHER), '2024-06-01': all });
    expect(copy).toMatchObject({ day: '2024-06-01', nearest: 'https://archive.example/2025-03-10' });
  });

  it('is none where every capture is an error page', async () => {
    expect((await offered({ '2025-03-10': lost, '2025-03-20': lost })).day).toBeUndefined();
  });

  it('is looked for in a handful of captures, the nearest ones', async () => {
    const days = Array.from({ length: 9 }, (_, i) => `2025-04-0${i + 1}`);
    const { archive } = await offered(Object.fromEntries(days.map((day) => [day, page(`Of ${day}.`)])));
    // One more is read for how the document stands now: the latest.
    expect(archive.reads.filter((day) => day !== days.at(-1))).toEqual(days.slice(0, 4));
  });
});
