import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { latestVerdict, runToShow } from '../../src/night/latest.js';
import { publish } from '../../src/night/night.js';
import { loadPageContext } from '../../src/night/page-context.js';
import type { Pool } from '../../src/pool/pool.js';
import { thoughtIn } from '../../src/pool/thought.js';
import { reportedRun } from '../../src/settings/nightly.js';
import { renderHistory } from '../../src/surfaces/terminal/explanation.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { draftDigest } from '../../src/tasks/digest.js';
import { onThisThread } from '../pool/on-this-thread.js';
import { citation, type FakeWorld, fakeWorld, page, source, watchlist } from '../world.js';
import { night, PASSAGE } from './nights.js';

const ids = ['a', 'b', 'c'] as const;
const three = watchlist(
  ids.map((id) => source(id)),
  ids.map((id, n) => citation(n + 1, id, PASSAGE)),
);
const address = (id: string): string => `https://${id}.example/article`;
const DOWN = {
  kind: 'failed',
  failure: 'dns',
  code: 'ENOTFOUND',
  message: 'no such name',
} as const;
const REFUSED =
  '<!doctype html><title>Access denied</title><h1>Access denied</h1><p>This page is not allowed by the policy of this network. Ask whoever looks after it.</p>';

/** What a night comes to: all as cited, `a` changed, no network, or a filter before it. */
type Kind = 'sound' | 'changed' | 'offline' | 'filtered';

/** The same bytes from every host, refused. */
const refusal = () => {
  const bytes = new TextEncoder().encode(REFUSED);
  return { http: 403, body: { bytes, sha256: 'f'.repeat(64), truncated: false } };
};

const PAGES: Readonly<Record<Kind, (id: string) => Parameters<FakeWorld['pages']['set']>[1]>> = {
  sound: () => page(PASSAGE),
  changed: (id) => page(id === 'a' ? PASSAGE.replace('1,664', '1,446') : PASSAGE),
  offline: () => DOWN,
  filtered: () => ({ ...refusal(), headers: { 'content-type': 'text/html; charset=utf-8' } }),
};

/** Plays further nights, run n on the nth of October 2025, each with its report files. */
async function played(world: FakeWorld, ...kinds: readonly Kind[]): Promise<void> {
  for (const kind of kinds) {
    for (const id of ids) world.pages.set(address(id), PAGES[kind](id));
    const [last] = await world.store.runs(1);
    await publish(world, await night(world, three, (last?.id ?? 0) + 1), {}, three);
  }
}

const alertIn = (html = ''): string => load(html)('[role=alert]').text().replace(/\s+/gu, ' ');
const latest = ({ published }: FakeWorld) => JSON.parse(published.get('latest.json') ?? '{}');

describe('a night of equal pages that cannot be searched', () => {
  const short: Pick<Pool, 'run'> = {
    run: async (task, input) =>
      task === 'judge'
        ? { kind: 'short', why: { kind: 'memory', megabytes: 384 } }
        : onThisThread.run(task, input),
  };

  it.each([
    [
      'is no captive portal: it is not known what they show',
      short,
      [true, ['alive', 'alive', 'alive']],
    ],
    [
      'is one where they were searched in vain',
      onThisThread,
      [false, ['unjudged', 'unjudged', 'unjudged']],
    ],
  ] as const)('%s', async (_, pool, expected) => {
    const world = Object.assign(fakeWorld(), { thought: thoughtIn(pool) });
    for (const id of ids)
      world.pages.set(address(id), page('Nothing of what is quoted stands here, on any of them.'));
    const { run, sources } = await night(world, three, 1);
    expect([run.online, sources.map(({ link }) => link.status)]).toEqual(expected);
  });
});

describe('an offline night', () => {
  it.each([
    [
      'offline',
      'Last night (2 October 2025) citewatch could not reach the web. What you see is of 1 October 2025.',
    ],
    [
      'filtered',
      'Last night (2 October 2025) a filter kept citewatch from the web. What you see is of 1 October 2025.',
    ],
  ] as const)(
    'that is %s leaves the published reports as they were, with a banner',
    async (kind, banner) => {
      const world = fakeWorld();
      await played(world, 'changed');
      const before = new Map(world.published);
      for (const id of ids) world.pages.set(address(id), PAGES[kind](id));
      const blind = await night(world, three, 2);
      expect(blind.run).toMatchObject({ id: 2, online: false });
      expect(await publish(world, blind, {}, three)).toEqual([]);

      expect(alertIn(world.published.get('index.html'))).toBe(banner);
      expect(world.published.get('latest.md')).toContain(banner.slice(0, banner.indexOf(' What')));
      const cards = (html = '') =>
        load(html)('article')
          .toArray()
          .map((card) => load(html)(card).find('h3').text());
      expect(cards(world.published.get('index.html'))).toEqual(cards(before.get('index.html')));
      expect(cards(before.get('index.html'))).toHaveLength(1);
      // What is no page, and what that night filed away, is byte for byte what it was.
      for (const [path, text] of before)
        if (!['index.html', 'latest.md', 'latest.json'].includes(path))
          expect([path, world.published.get(path) === text]).toEqual([path, true]);
      expect([...world.published.keys()].sort()).toEqual([...before.keys()].sort());
    },
  );

  it('leaves latest.json that of the last good run, as many verdicts as sources, and says what came since', async () => {
    const world = fakeWorld();
    await played(world, 'changed');
    const before = latest(world);
    await played(world, 'offline', 'offline');
    const { offlineSince, ...rest } = latest(world);
    expect(rest).toEqual(before);
    expect(rest.run).toMatchObject({ id: 1, online: true });
    expect(rest.sources).toHaveLength(3);
    expect(offlineSince).toEqual({
      run: 2,
      startedAt: '2025-10-02T02:00:00.000Z',
      nights: 2,
      lastRun: 3,
      lastStartedAt: '2025-10-03T02:00:00.000Z',
      why: { kind: 'offline' },
      reason: 'this machine was offline: no server answered',
    });
    // Whoever has the report and no store reads both in its beginning.
    expect(reportedRun(world.published.get('latest.json') ?? '')).toMatchObject({
      id: 1,
      online: true,
      offlineSince: { id: 3, startedAt: '2025-10-03T02:00:00.000Z', online: false },
    });
    expect(alertIn(world.published.get('index.html'))).toBe(
      'For 2 nights, from 2 October 2025 to 3 October 2025, citewatch could not reach the web. What you see is of 1 October 2025.',
    );
  });

  it('is forgotten by the page once the web is back', async () => {
    const world = fakeWorld();
    await played(world, 'changed', 'offline', 'changed');
    expect(latest(world)).toMatchObject({ run: { id: 3, online: true } });
    expect(latest(world).offlineSince).toBeUndefined();
    expect(alertIn(world.published.get('index.html'))).toBe('');
  });

  it('that is the first ever writes a page that says so, and so does the second', async () => {
    const world = fakeWorld();
    await played(world, 'offline', 'offline');
    expect(alertIn(world.published.get('index.html'))).toBe(
      'This machine was offline. Nothing was judged. No source was looked at.',
    );
    expect(latest(world).run).toMatchObject({
      id: 2,
      online: false,
      unasked: { kind: 'offline', reason: 'this machine was offline: no server answered' },
    });
    expect(latest(world).sources).toHaveLength(3);
  });

  it('after a look at some sources, while there was no night yet, leaves what that look wrote', async () => {
    const world = fakeWorld();
    world.pages.set(address('a'), page(PASSAGE));
    await publish(world, await night(world, three, 1, { only: 'a' }), {}, three);
    await played(world, 'offline');
    expect(latest(world).run).toMatchObject({ id: 1, online: true, partOf: 3 });
    expect(alertIn(world.published.get('index.html'))).toContain(
      'citewatch could not reach the web',
    );
  });

  it('is no failure of the page in the life of any source', async () => {
    const world = fakeWorld();
    await played(world, 'changed', 'offline', 'filtered', 'changed');
    const run = (await runToShow(world.store)) ?? expect.fail();
    const { lives } = await loadPageContext(world, run, three);
    expect(lives?.get('a')?.nights.map(({ word }) => word)).toEqual([
      'differed',
      'offline',
      'offline',
      'differed',
    ]);
    const life = load(world.published.get('index.html') ?? '')('.life').text();
    expect(life).toContain('2 October 2025 to 3 October 2025: not looked at: offline (2 nights)');
    expect(life).not.toContain('failed');
    const visits = await world.store.life('a');
    const told = renderHistory(ENGLISH, 'A', visits, { colour: false, width: 100 });
    expect(told).toMatch(/^3 October 2025 {2}not looked at: offline$/mu);
    expect(told).not.toMatch(/address|unreachable|blocked|refus/iu);
    // A page that fails on a night that saw the web is told as that.
    world.pages.set(address('b'), DOWN);
    await night(world, three, 5);
    const [failed] = await world.store.life('b');
    expect(failed?.verdict?.link.status).toBe('unreachable');
  });

  it('on the page that it leaves is in the life of a source', async () => {
    const world = fakeWorld();
    await played(world, 'changed', 'offline');
    const life = load(world.published.get('index.html') ?? '')('.life').text();
    expect(life).toContain('2 October 2025: not looked at: offline');
  });

  it('leaves what is known of each source, for all who ask', async () => {
    const world = fakeWorld();
    await played(world, 'changed', 'offline');
    expect((await latestVerdict(world.store, 'a'))?.citations[0]?.quotes[0]?.verdict).toBe(
      'altered',
    );
    expect((await runToShow(world.store))?.run.id).toBe(1);
  });

  it('makes no second night of the one on which a wall was seen', async () => {
    const world = fakeWorld();
    await played(world, 'sound');
    world.pages.set(address('c'), 403);
    await night(world, three, 2);
    const kinds = async () =>
      (await draftDigest(world.store))?.digest.fresh.map(({ kind }) => kind);
    expect(await kinds()).toEqual([]);
    for (const id of ids) world.pages.set(address(id), DOWN);
    await night(world, three, 3);
    expect(await kinds()).toEqual([]);
    for (const id of ids) world.pages.set(address(id), id === 'c' ? 403 : page(PASSAGE));
    await night(world, three, 4);
    expect(await kinds()).toEqual(['source-blocked']);
  });

  it('whose good run cannot be read leaves the files, and says that they were not written', async () => {
    const world = fakeWorld();
    await played(world, 'changed');
    const before = new Map(world.published);
    const blind = await night(world, three, 2);
    const store = { ...world.store, result: () => Promise.reject(new Error('the disk fails')) };
    const offline = { ...blind, run: { ...blind.run, online: false } };
    expect(await publish({ ...world, store }, offline, {}, three)).toEqual([
      { path: 'index.html', error: expect.objectContaining({ message: 'the disk fails' }) },
    ]);
    expect(world.published).toEqual(before);
  });
});
