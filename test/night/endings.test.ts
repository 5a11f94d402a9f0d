import { describe, expect, it } from 'vitest';
import { citation, fakeWorld, page, source, watchlist } from '../world.js';
import { night, PASSAGE } from './nights.js';

const NOTICE = 'This website will be discontinued on 31 December 2027. Save what you need.';
const at = (path: string) => `https://rfa.example/${path}`;
const rfa = (id: string, path: string) =>
  source(id, { url: at(path), publisher: 'Radio Free Asia' });
const watch = watchlist(
  [rfa('a', 'news/1'), rfa('b', 'news/2'), source('c')],
  [citation(1, 'a', PASSAGE), citation(2, 'b', PASSAGE), citation(3, 'c', PASSAGE)],
);
const banner = (notice: string | null, more = '') =>
  page(`${PASSAGE} ${more}`).replace(
    '<main>',
    `${notice === null ? '' : `<div role="alert">${notice}</div>`}<main>`,
  );

/** The nights of a site: what each of its addresses shows, by night; what stands there else is the article. */
async function nights(...shown: readonly Readonly<Record<string, string | number | object>>[]) {
  const world = fakeWorld();
  const runs = [];
  for (const [n, pages] of shown.entries()) {
    world.pages.set('https://c.example/article', page(PASSAGE));
    for (const path of ['news/1', 'news/2', '']) world.pages.set(at(path), banner(null, path));
    for (const [path, answer] of Object.entries(pages)) world.pages.set(at(path), answer as string);
    runs.push(await night(world, watch, n + 1));
  }
  return runs.map(({ findings }) =>
    findings.filter(({ kind, state }) => kind === 'source-ending' && state !== 'resolved'),
  );
}

const answer = (headers: Readonly<Record<string, string>>) => {
  const bytes = new TextEncoder().encode(banner(null));
  return {
    http: 200,
    headers: { 'content-type': 'text/html', ...headers },
    body: { bytes, sha256: 'e'.repeat(64), truncated: false },
  };
};

describe('a source that will end', () => {
  it('is told with all of its host, when two of its pages come to say so', async () => {
    const both = { 'news/1': banner(NOTICE, '1'), 'news/2': banner(NOTICE, '2') };
    const [before, told, still] = await nights({}, both, both);
    expect(before).toEqual([]);
    expect(told).toMatchObject([
      {
        id: 'source-ending:rfa.example',
        severity: 'medium',
        sources: ['a', 'b'],
        why: {
          kind: 'host',
          each: {
            kind: 'ending',
            host: 'rfa.example',
            ending: { on: '2027-12-31', words: NOTICE },
          },
        },
      },
    ]);
    expect(still).toMatchObject([{ id: told?.[0]?.id, state: 'open' }]);
  });

  it('is told when one page and its home page say so, on the first night too', async () => {
    const [told] = await nights({ 'news/1': banner(NOTICE), '': banner(NOTICE, 'Home') });
    expect(told).toHaveLength(1);
  });

  it('is not told when one page alone says so, or each says something else', async () => {
    expect(await nights({}, { 'news/1': banner(NOTICE) })).toEqual([[], []]);
    const other = 'This website will be discontinued on 30 June 2027.';
    expect(await nights({ 'news/1': banner(NOTICE), 'news/2': banner(other) })).toEqual([[]]);
  });

  it('is no longer told when its pages no longer say so', async () => {
    const both = { 'news/1': banner(NOTICE, '1'), 'news/2': banner(NOTICE, '2') };
    const [told, over] = await nights(both, {});
    expect([told?.length, over?.length]).toEqual([1, 0]);
  });

  it('is told by its server, of this page alone, until its server takes that back', async () => {
    const sunset = answer({ sunset: 'Fri, 31 Dec 2027 23:59:59 GMT' });
    const [told, back] = await nights({ 'news/1': sunset }, { 'news/1': answer({}) });
    expect(told).toMatchObject([
      { id: 'source-ending:a', why: { ending: { by: 'sunset', on: '2027-12-31' } } },
    ]);
    expect(back).toEqual([]);
  });

  it('goes on to be told until it is believed to be dead', async () => {
    const sunset = answer({ sunset: 'Fri, 31 Dec 2027 23:59:59 GMT' });
    const told = await nights(
      { 'news/1': sunset },
      { 'news/1': 404 },
      { 'news/1': 404 },
      { 'news/1': 404 },
    );
    expect(told.map((findings) => findings.length)).toEqual([1, 1, 1, 0]);
  });

  it('goes on to be told while its page is not modified, or lets nobody in', async () => {
    const validators = { etag: '"1"' };
    const sunset = answer({ sunset: 'Fri, 31 Dec 2027 23:59:59 GMT', ...validators });
    const same = { http: 304, headers: validators, body: null };
    const wall = { http: 403, headers: { 'cf-mitigated': 'challenge' }, body: null };
    const told = await nights({ 'news/1': sunset }, { 'news/1': same }, { 'news/1': wall });
    expect(told.map((findings) => findings.length)).toEqual([1, 1, 1]);
  });
});
