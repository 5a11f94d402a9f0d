import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Run } from '../../src/model/run.js';
import type { Watchlist } from '../../src/model/watchlist.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import { check } from '../check.js';
import { citation, fakeWorld, type Page, page, settings, source, watchlist } from '../world.js';
import { PASSAGE } from './nights.js';

const OTHER = 'Police registered 4,211 complaints about loan sharks in the province in one year.';
const [a, b] = ['https://a.example/article', 'https://b.example/article'];
const both = watchlist(
  [source('a'), source('b')],
  [citation(1, 'a', PASSAGE), citation(2, 'b', OTHER)],
);
const corrected = page(PASSAGE).replace(
  '</main>',
  '<p>Correction: an earlier version of this article misstated the number of arrests in the province.</p></main>',
);
const refused: Page = {
  kind: 'failed',
  failure: 'connection',
  code: 'ECONNREFUSED',
  message: 'refused',
};

interface Going {
  readonly watch?: Watchlist;
  readonly pages?: Readonly<Record<string, Page>>;
  readonly only?: string;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'citewatch-taken-up-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** One run on the store in the folder, and what it asked for; `killedAt`: it ends at that address, once another visit has landed. */
async function run(
  at: string,
  { watch = both, pages = {}, only }: Going,
  killedAt: string | null = null,
) {
  const world = fakeWorld();
  const store = openStore(join(folder, 'citewatch.db'));
  const landed = new EventEmitter();
  world.date = `2025-10-${at}:00:00.000Z`;
  world.pages = new Map(Object.entries({ [a]: page(PASSAGE), [b]: page(OTHER), ...pages }));
  const going = check(
    {
      ...world,
      now: () => new Date(world.date),
      store: {
        ...store,
        keepVisit: (...kept) => store.keepVisit(...kept).then(() => void landed.emit('visit')),
      },
      async fetch(request) {
        if (request.url !== killedAt) return world.fetch(request);
        await once(landed, 'visit');
        throw new Error('killed');
      },
    },
    watch,
    settings(only === undefined ? {} : { only }),
    () => {},
  ).finally(() => store.close());
  const result = killedAt === null ? await going : await going.catch(() => null);
  return { result: result as Run, asked: world.asked.map(({ url }) => url) };
}

const kindsOf = ({ findings }: Run): readonly string[] =>
  findings.map(({ kind, source: of }) => `${kind} ${of}`);

describe('a night that was killed', () => {
  it.each([
    ['by a night of another day', '03T02', {}],
    [
      'by a look at another source an hour later, that takes up nothing of it',
      '02T03',
      { only: 'b' },
    ],
  ])(
    'and not taken up tells nothing, so that the next one does: passed over %s',
    async (_, at, going) => {
      await run('01T02', {});
      await run('02T02', { pages: { [a]: corrected } }, b);
      await run(at, { pages: { [a]: corrected }, ...going });
      const { result } = await run('04T02', { pages: { [a]: corrected } });
      expect(kindsOf(result)).toContain('source-corrected a');
    },
  );

  it('and not taken up counts for no failing day', async () => {
    await run('01T02', {});
    for (const day of ['02', '03']) await run(`${day}T02`, { pages: { [a]: refused } }, b);
    const { result } = await run('04T02', { pages: { [a]: 503 } });
    expect(result.sources[0]?.link).toMatchObject({ status: 'server-error', failures: 1 });
    expect(result.findings).toMatchObject([{ severity: 'low' }]);
  });

  it('is taken up by the same night with what it has seen', async () => {
    await run('01T02', {});
    await run('02T02', {}, b);
    const { result, asked } = await run('02T03', {});
    expect([result.run.id, asked]).toEqual([2, [b]]);
  });

  it('is asked again for what it got no answer to', async () => {
    await run('01T02', {});
    await run('02T02', { pages: { [a]: refused } }, b);
    const { result, asked } = await run('02T03', {});
    expect([asked.toSorted(), kindsOf(result)]).toEqual([[a, b], []]);
  });

  it.each([
    [
      'a quotation',
      watchlist([source('a'), source('b')], [citation(1, 'a', OTHER), citation(2, 'b', OTHER)]),
    ],
    [
      'an address',
      watchlist(
        [source('a', { url: 'https://a.example/other' }), source('b')],
        both.reports[0]?.citations,
      ),
    ],
  ])('is asked again where %s was mended meanwhile', async (_, watch) => {
    await run('01T02', {});
    await run('02T02', {}, b);
    const { result, asked } = await run('02T03', {
      watch,
      pages: { 'https://a.example/other': page(OTHER) },
    });
    expect(asked.toSorted()).toEqual([watch.sources[0]?.url, b]);
    expect(result.sources[0]?.citations[0]?.quotes[0]?.verdict).not.toBe('intact');
  });
});
