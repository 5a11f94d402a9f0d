import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Run } from '../src/model/run.js';
import type { Watchlist } from '../src/model/watchlist.js';
import { publish } from '../src/night/night.js';
import { openStore } from '../src/store/sqlite/sqlite.js';
import { check } from './check.js';
import { citation, type FakeWorld, fakeWorld, page, settings, source, watchlist } from './world.js';

const PASSAGE =
  'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects.';
const quiet = () => {};
const night = (world: FakeWorld, watch: Watchlist, day: number, raw = {}): Promise<Run> => {
  world.date = `2025-10-${String(day).padStart(2, '0')}T02:00:00.000Z`;
  return check(world, watch, settings(raw), quiet);
};
const states = (run: Run): readonly string[] =>
  run.findings.map((f) => `${f.id} ${f.severity} ${f.state}`);
const one = watchlist([source('a')], [citation(1, 'a', PASSAGE)]);
const url = 'https://a.example/article';

describe('a night', () => {
  it('judges every source, in the order of the file, also those without an address', async () => {
    const world = fakeWorld();
    const watch = watchlist(
      [source('z'), source('a', { url: null }), source('m')],
      [citation(1, 'z', PASSAGE)],
    );
    world.pages.set('https://z.example/article', page(PASSAGE));
    const run = await night(world, watch, 1);
    expect(run.sources.map((s) => [s.id, s.link.status])).toEqual([
      ['z', 'alive'],
      ['a', 'no-url'],
      ['m', 'gone'],
    ]);
    expect(run.run).toMatchObject({
      sources: 3,
      citations: 1,
      quotes: 1,
      online: true,
      requests: 2,
    });
    expect(run.sources[0]?.citations[0]?.quotes[0]).toMatchObject({
      id: 'R/1#1',
      verdict: 'intact',
      tier: 'exact',
    });
    expect(run.sources[0]?.content.change).toBe('first-visit');
  });

  it('tells a changed number inside a passage, and its end, once each', async () => {
    const world = fakeWorld();
    world.pages.set(url, page(PASSAGE));
    expect(states(await night(world, one, 1))).toEqual([]);
    world.pages.set(url, page(PASSAGE.replace('16,349', '16,439')));
    expect(states(await night(world, one, 2))).toContain('passage-altered:R/1#1 high new');
    expect(states(await night(world, one, 3))).toContain('passage-altered:R/1#1 high open');
    world.pages.set(url, page(PASSAGE));
    expect(states(await night(world, one, 4))).toContain('passage-altered:R/1#1 high resolved');
    expect(states(await night(world, one, 5)).join()).not.toContain('passage-altered');
  });

  it('sends the validators of the last accepted reading, and judges a 304 by that reading', async () => {
    const world = fakeWorld();
    world.pages.set(url, page(PASSAGE));
    const fetch = world.fetch;
    world.fetch = async (request) => {
      const outcome = await fetch(request);
      return outcome.kind === 'answered'
        ? { ...outcome, headers: { ...outcome.headers, etag: '"v1"' } }
        : outcome;
    };
    await night(world, one, 1);
    world.pages.set(url, { http: 304, body: null });
    const run = await night(world, one, 2);
    expect(world.asked[1]?.validators).toEqual({ etag: '"v1"', lastModified: null });
    expect(run.sources[0]).toMatchObject({
      link: { status: 'alive', http: 304 },
      content: { change: 'unchanged' },
    });
    expect(run.sources[0]?.citations[0]?.quotes[0]?.verdict).toBe('intact');
  });

  it('believes a death after three failing days, tells it once, and tells the recovery', async () => {
    const world = fakeWorld();
    world.pages.set(url, page(PASSAGE));
    const seen = [];
    for (const [day, answer] of [page(PASSAGE), 404, 404, 404, 404, page(PASSAGE)].entries()) {
      world.pages.set(url, answer);
      const run = await night(world, one, day + 1);
      seen.push(
        run.findings
          .filter((f) => f.kind === 'source-gone')
          .map((f) => `${f.severity} ${f.state}`)
          .join(),
      );
    }
    expect(seen).toEqual(['', 'low new', 'low open', 'high new', 'high open', 'high resolved']);
  });

  it('never takes a bot wall for content, for a change, or for a death', async () => {
    const world = fakeWorld();
    world.pages.set(url, page(PASSAGE));
    await night(world, one, 1);
    const bytes = new TextEncoder().encode(
      '<title>Just a moment...</title><p>Checking your browser</p>',
    );
    const wall = {
      http: 403,
      headers: { 'content-type': 'text/html', 'cf-mitigated': 'challenge' },
      body: { bytes, sha256: 'f'.repeat(64), truncated: false },
    };
    for (const day of [2, 3, 4, 5, 6]) {
      world.pages.set(url, wall);
      const run = await night(world, one, day);
      expect(run.sources[0]).toMatchObject({
        link: { status: 'blocked', by: 'bot-wall', failures: 0, confirmed: false },
        content: { change: 'unread' },
      });
      expect(states(run)).toEqual([`source-blocked:a low ${day === 2 ? 'new' : 'open'}`]);
    }
    world.pages.set(url, page(PASSAGE));
    const run = await night(world, one, 7);
    expect(run.sources[0]?.content.change).toBe('unchanged');
    expect(states(run)).toEqual(['source-blocked:a low resolved']);
  });

  it('judges nothing and changes nothing when this machine is offline', async () => {
    const world = fakeWorld();
    const sources = ['a', 'b', 'c'].map((id) => source(id));
    const watch = watchlist(sources, [citation(1, 'a', PASSAGE)]);
    for (const s of sources) world.pages.set(s.url as string, page(PASSAGE));
    world.pages.set('https://b.example/article', 404);
    const before = await night(world, watch, 1);
    const down = {
      kind: 'failed',
      failure: 'dns',
      code: 'ENOTFOUND',
      message: 'no such name',
    } as const;
    for (const s of sources) world.pages.set(s.url as string, down);
    const run = await night(world, watch, 2);
    expect(run.run.online).toBe(false);
    expect(run.sources.map((s) => s.link.status)).toEqual(['unjudged', 'unjudged', 'unjudged']);
    expect(run.findings.map((f) => f.id)).toEqual(before.findings.map((f) => f.id));
    for (const s of sources) world.pages.set(s.url as string, page(PASSAGE));
    world.pages.set('https://b.example/article', 404);
    const after = await night(world, watch, 3);
    expect(after.sources[1]?.link.failures).toBe(2);
  });

  it('is one on which this machine was offline where the archives that were asked did not answer either', async () => {
    const world = fakeWorld();
    world.pages.set('https://a.example/article', {
      kind: 'failed',
      failure: 'dns',
      code: 'ENOTFOUND',
      message: '',
    });
    const runs = [];
    for (const bytes of [0, 90]) {
      let asked = 0;
      const traffic = () => (asked++ === 0 ? { requests: 0, bytes: 0 } : { requests: 5, bytes });
      runs.push(await check({ ...world, traffic }, watchlist([source('a')]), settings(), quiet));
    }
    expect(runs.map(({ run, sources }) => [run.online, sources[0]?.link.status])).toEqual([
      [false, 'unjudged'],
      [true, 'unreachable'],
    ]);
  });

  it('that is killed and taken up counts once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'citewatch-flow-'));
    const path = join(folder, 'citewatch.db');
    const watch = watchlist([source('a'), source('b')]);
    const nightWith = async (day: number, killedAt: string | null): Promise<Run> => {
      const world = fakeWorld();
      const store = openStore(path);
      const landed = new EventEmitter();
      const keepVisit: typeof store.keepVisit = async (...kept) => {
        await store.keepVisit(...kept);
        landed.emit('visit');
      };
      const fetch: typeof world.fetch = async (request) => {
        if (request.url !== killedAt) return world.fetch(request);
        await once(landed, 'visit');
        throw new Error('killed');
      };
      const open = {
        ...world,
        fetch,
        store: { ...store, keepVisit },
        now: () => new Date(world.date),
      };
      world.date = `2025-10-0${day}T02:00:00.000Z`;
      return check(open, watch, settings(), quiet).finally(() => store.close());
    };
    await nightWith(1, null);
    await expect(nightWith(2, 'https://b.example/article')).rejects.toThrow('killed');
    const run = await nightWith(2, null);
    expect(run.run).toMatchObject({ id: 2, requests: 2 });
    expect(run.sources.map((verdict) => verdict.link.failures)).toEqual([2, 2]);
    const store = openStore(path);
    const { previous } = await store.history('a', 3);
    expect(previous?.memory?.nights).toBe('--');
    await store.close();
    rmSync(folder, { recursive: true });
  });

  it('looks only at the sources that were named, and leaves the findings of others alone', async () => {
    const world = fakeWorld();
    const watch = watchlist([source('a'), source('b')]);
    await night(world, watch, 1);
    const run = await night(world, watch, 2, { only: 'b' });
    expect(run.sources.map((s) => s.id)).toEqual(['b']);
    const lives = await world.store.lives(0);
    expect(lives.map((life) => [life.finding.id, life.resolvedIn])).toEqual([
      ['source-gone:a', null],
      ['source-gone:b', null],
    ]);
  });

  it('resolves the findings of a source that is not watched any more', async () => {
    const world = fakeWorld();
    await night(world, watchlist([source('a'), source('b')]), 1);
    const run = await night(world, watchlist([source('b')]), 2);
    expect(states(run)).toContain('source-gone:a low resolved');
  });
});

describe('the reports', () => {
  it('are written with each run, and kept in a dated folder when something changed', async () => {
    const world = fakeWorld();
    world.pages.set(url, page(PASSAGE));
    await publish(world, await night(world, one, 1), {});
    expect([...world.published.keys()].sort()).toEqual([
      'feed.json',
      'feed.xml',
      'index.html',
      'latest.csv',
      'latest.json',
      'latest.md',
    ]);
    world.pages.set(url, 404);
    await publish(world, await night(world, one, 2), {});
    expect([...world.published.keys()].filter((path) => path.startsWith('2025-10-02'))).not.toEqual(
      [],
    );
  });

  it('tell of days to come, where the sources.json is at hand that says what they are', async () => {
    const world = fakeWorld();
    world.pages.set(url, page(PASSAGE));
    const [first] = one.sources;
    const held = {
      source: first?.id ?? '',
      about: 'access-stale',
      edition: null,
      keep: true,
      reason: 'r',
      on: '2025-09',
    };
    const decisions = [{ ...held, until: '2026-01-31' }];
    const run = await night(world, { ...one, decisions }, 1);
    await publish(world, run, {}, { ...one, decisions });
    expect(world.published.get('calendar.ics')).toContain('DTSTART;VALUE=DATE:20260131');
    await publish(world, run, {}, { ...one, decisions: [{ ...held, until: null }] });
    expect(world.published.get('calendar.ics')).not.toContain('BEGIN:VEVENT');
  });

  it('are written each for itself: one that breaks, or has no place, keeps no other from its readers', async () => {
    const world = fakeWorld();
    world.pages.set(url, page(PASSAGE));
    const run = await night(world, one, 1);
    const broken = {
      get titles(): never {
        throw new Error('a mistake of ours');
      },
    };
    const unwritten = await publish(world, run, broken);
    expect(unwritten.map(({ path }) => path)).toContain('index.html');
    expect([...world.published.keys()]).toEqual(
      expect.arrayContaining(['latest.json', 'latest.csv']),
    );
    const full = {
      ...world,
      publish: (path: string) => Promise.reject(new Error(`no room for ${path}`)),
    };
    expect(await publish(full, run, {})).toHaveLength(6);
    expect(await publish(world, run, {})).toEqual([]);
  });
});
