import { join } from 'node:path';
import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { openEvidence } from '../../src/evidence/evidence.js';
import { EVIDENCE_LIMITS } from '../../src/evidence/retention.js';
import type { Run } from '../../src/model/run.js';
import { latestFindings, latestVerdict } from '../../src/night/latest.js';
import { loadPageContext } from '../../src/night/page-context.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import { renderMarkdown } from '../../src/surfaces/files/markdown.js';
import { renderPage } from '../../src/surfaces/page/page.js';
import { draftDigest, sendDigest } from '../../src/tasks/digest.js';
import { listGoneSources } from '../../src/tasks/find.js';
import { rejudge } from '../../src/tasks/rejudge.js';
import { syncIssues } from '../../src/tasks/rolling-issue.js';
import { emptyFolder } from '../evidence/evidence-folder.js';
import {
  citation,
  type FakeWorld,
  fakeWorld,
  page,
  settings,
  source,
  watchlist,
} from '../world.js';
import { night, PASSAGE } from './nights.js';

const CHANGED = PASSAGE.replace('1,664', '1,446');
const ids = ['a', 'b', 'c'] as const;
const three = watchlist(
  ids.map((id) => source(id)),
  ids.map((id, n) => citation(n + 1, id, PASSAGE)),
);
const show = (world: FakeWorld, id: string, passage: string): void =>
  void world.pages.set(`https://${id}.example/article`, page(passage));

/** A night on which `b` says something else, and then a look at `a` alone, which shows this. */
async function lookedAt(a = PASSAGE, world = fakeWorld()): Promise<FakeWorld> {
  for (const id of ids) show(world, id, id === 'b' ? CHANGED : PASSAGE);
  await night(world, three, 1);
  show(world, 'a', a);
  await night(world, three, 2, { only: 'a' });
  return world;
}

const result = async ({ store }: FakeWorld, run: number | null = null): Promise<Run> =>
  (await store.run(run)) ?? expect.fail('there is no such run');

describe('a look at some of the sources', () => {
  it('says of how many, and the night stays the night', async () => {
    const world = await lookedAt();
    expect((await result(world, 2)).run).toMatchObject({ sources: 1, partOf: 3 });
    expect((await result(world)).run).toMatchObject({ id: 1, sources: 3 });
    expect((await world.store.runs(9)).map(({ id }) => id)).toEqual([2, 1]);
    expect((await world.store.nights(9)).map(({ id }) => id)).toEqual([1]);
    // The next night is the latest again.
    await night(world, three, 3);
    expect((await result(world)).run).toEqual(
      expect.not.objectContaining({ partOf: expect.anything() }),
    );
    expect((await result(world)).run.id).toBe(3);
  });

  it('is a night where it is a look at all there are, and the latest while there was no night', async () => {
    const world = fakeWorld();
    show(world, 'a', PASSAGE);
    await night(world, three, 1, { only: 'a' });
    expect((await result(world)).run).toMatchObject({ id: 1, partOf: 3 });
    await night(world, watchlist([source('a')]), 2, { only: 'a' });
    expect((await result(world)).run).toEqual(
      expect.not.objectContaining({ partOf: expect.anything() }),
    );
    await night(world, three, 3, { only: 'c,b,a' });
    expect((await result(world)).run.id).toBe(3);
    expect(await world.store.nights(9)).toHaveLength(2);
  });

  it('is none where it takes up a night that was killed, and ends before the list does; nor the other way round', async () => {
    const db = join(emptyFolder(), 'citewatch.db');
    const killed = async (day: number) => {
      const store = openStore(db);
      await store.beginRun(`2025-10-0${day}T01:00:00.000Z`, 0);
      await store.close();
      return { ...fakeWorld(), store: openStore(db) };
    };
    const first = await killed(1);
    expect((await night(first, three, 1, { only: 'a' })).run.partOf).toBe(3);
    await first.store.close();
    const second = await killed(2);
    expect((await night(second, three, 2)).run.partOf).toBeUndefined();
    await second.store.close();
  });

  it('is shown as what it is', async () => {
    const world = await lookedAt();
    const [whole, part] = [await result(world), await result(world, 2)];
    const said = '1 of 3 sources was looked at. Of the others this page says nothing.';
    const alertOf = (run: Run) =>
      load(renderPage(run))('[role=alert]').text().replace(/\s+/gu, ' ');
    expect(alertOf(part)).toBe(said);
    expect(alertOf(whole)).toBe('');
    expect(renderMarkdown(part)).toContain(
      'Nothing to do. 1 of 1 source stands; 2 others were not looked at.',
    );
    expect(renderMarkdown(whole)).not.toContain('not looked at');
  });

  it('is no column of the chart, and links to nothing that nobody published', async () => {
    const world = await lookedAt();
    const { runs } = await loadPageContext(world, await result(world, 2), three);
    expect(runs?.map(({ id }) => id)).toEqual([1, 2]);
    const columns = (n: typeof runs) => load(renderPage(RUN, {}, { runs: n }))('.health g').length;
    const RUN = await result(world);
    expect(columns(runs)).toBe(0);
    await night(world, three, 3);
    const after = await loadPageContext(world, await result(world), three);
    expect(after.runs?.map(({ id }) => id)).toEqual([1, 3]);
    expect(columns(after.runs)).toBe(2);
  });
});

describe('what is told after a look at some of the sources', () => {
  it('is what the night told of the others, with the words that differ, and what the look found', async () => {
    const world = await lookedAt(CHANGED);
    const { digest } = (await draftDigest(world.store)) ?? expect.fail();
    expect(digest.fresh.map((one) => one.source).sort()).toEqual(['a', 'b']);
    const words = digest.sources.map(({ id, citations }) => [
      id,
      citations[0]?.quotes[0]?.verdict,
      citations[0]?.quotes[0]?.diff.length,
    ]);
    expect(words).toEqual([
      ['a', 'altered', expect.any(Number)],
      ['b', 'altered', expect.any(Number)],
    ]);
    for (const [, , differing] of words) expect(differing).toBeGreaterThan(1);
  });

  it('is told once: what the look found by the look, and not again by the night after', async () => {
    const world = await lookedAt();
    await sendDigest(world, {});
    show(world, 'a', CHANGED);
    await night(world, three, 3, { only: 'a' });
    await sendDigest(world, {});
    expect(world.sent.map(({ text }) => text.includes('Title of a'))).toEqual([false, true]);
    await sendDigest(world, {});
    await night(world, three, 4);
    await sendDigest(world, {});
    expect(world.sent).toHaveLength(2);
  });

  it('leaves out a wall that the night alone saw, though a look at another source came after it', async () => {
    const world = fakeWorld();
    for (const id of ids) show(world, id, id === 'b' ? CHANGED : PASSAGE);
    await night(world, three, 1);
    world.pages.set('https://c.example/article', 403);
    await night(world, three, 2);
    await night(world, three, 3, { only: 'a' });
    const kinds = async () =>
      (await draftDigest(world.store))?.digest.fresh.map(({ kind }) => kind).sort();
    expect(await kinds()).toEqual(['passage-altered']);
    await night(world, three, 4);
    expect(await kinds()).toEqual(['passage-altered', 'source-blocked']);
  });

  it('goes to the issue of the report that cites it', async () => {
    const world = fakeWorld();
    for (const id of ids) show(world, id, id === 'b' ? CHANGED : PASSAGE);
    const [first, ...others] = [1, 2, 3].map((n) => citation(n, ids[n - 1] as string, PASSAGE));
    const report = { title: 'A report', publisher: null, published: null, url: null };
    const two = {
      ...three,
      reports: [
        { ...report, id: 'P', citations: [{ ...first, id: 'P/1' } as never] },
        { ...report, id: 'Q', citations: others },
      ],
    };
    await night(world, two, 1);
    await night(world, two, 2, { only: 'a' });
    const opened: string[] = [];
    const issues = {
      list: async () => [],
      open: async ({ body }: { body: string }) => void opened.push(body),
    };
    const telling = {
      store: world.store,
      reports: ['P', 'Q'],
      publication: {},
      floor: 'low',
      notes: [],
    };
    const deeds = await syncIssues(issues as never, telling as never);
    expect([...deeds]).toEqual([['Q', 'opened']]);
  });
});

describe('what is known of a source after a look at some', () => {
  it('is what was last said of it, by the look or by the night', async () => {
    const world = await lookedAt(CHANGED);
    expect((await latestVerdict(world.store, 'a'))?.at).toContain('2025-10-02');
    expect((await latestVerdict(world.store, 'b'))?.at).toContain('2025-10-01');
    const kindsOf = async (id: string) =>
      (await latestFindings(world.store, source(id)))?.map(({ kind }) => kind);
    expect(await kindsOf('a')).toEqual(['passage-altered']);
    expect(await kindsOf('b')).toEqual(['passage-altered']);
    expect(await kindsOf('c')).toEqual([]);
    expect(await kindsOf('d')).toBeUndefined();
    // What the look found to be over is over.
    show(world, 'a', PASSAGE);
    await night(world, three, 3, { only: 'a' });
    expect(await kindsOf('a')).toEqual([]);
    expect(await kindsOf('b')).toEqual(['passage-altered']);
  });

  it('is no word of one that saw nothing of the web', async () => {
    const world = await lookedAt();
    const offline = {
      kind: 'failed',
      failure: 'dns',
      code: 'ENOTFOUND',
      message: 'offline',
    } as const;
    for (const id of ids) world.pages.set(`https://${id}.example/article`, offline);
    const four = { ...three, sources: [...three.sources, source('d')] };
    expect((await night(world, four, 3, { only: 'a,b,c' })).run).toMatchObject({
      online: false,
      partOf: 4,
    });
    expect((await latestVerdict(world.store, 'b'))?.link.status).toBe('alive');
    expect(await listGoneSources(world.store, three.sources)).toEqual([]);
  });
});

describe('a night judged again after a look at some of its sources', () => {
  const keeping = () =>
    Object.assign(fakeWorld(), { evidence: openEvidence(emptyFolder(), EVIDENCE_LIMITS) });
  const again = async (world: ReturnType<typeof keeping>, isRecorded = false) =>
    (await rejudge(
      fakeWorld(),
      world,
      three,
      settings(),
      () => {},
      isRecorded ? world.store : null,
    )) ?? expect.fail();

  it('is the whole of it, each source by what was last received of it', async () => {
    const world = keeping();
    await lookedAt(CHANGED, world);
    const { night: judged, run, changes } = await again(world);
    expect(judged.id).toBe(1);
    expect(changes).toEqual([]);
    const quotes = run.sources
      ? [...run.sources].map(({ id, citations }) => [id, citations[0]?.quotes[0]?.verdict])
      : [];
    expect(quotes).toEqual([
      ['a', 'altered'],
      ['b', 'altered'],
      ['c', 'intact'],
    ]);
  });

  it('recorded, is the latest night, opens and ends nothing, and takes no finding of the look for its own', async () => {
    const world = keeping();
    await lookedAt(CHANGED, world);
    const { run } = await again(world, true);
    expect(run.run).toMatchObject({ id: 3, rejudges: 1, sources: 3 });
    expect((await result(world)).run.id).toBe(3);
    expect(run.findings.map(({ source: of, state }) => [of, state]).sort()).toEqual([
      ['a', 'open'],
      ['b', 'open'],
    ]);
    for (const finding of run.findings) expect(finding).not.toHaveProperty('rules');
    const lives = await world.store.lives(0);
    expect(lives.map(({ finding, openedIn }) => [finding.source, openedIn]).sort()).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
  });

  it('is of what was looked at, where there was no night yet', async () => {
    const world = keeping();
    for (const id of ids) show(world, id, PASSAGE);
    await night(world, three, 1, { only: 'c' });
    await night(world, three, 2, { only: 'a' });
    const { run, changes } = await again(world);
    expect([...run.sources].map(({ id, link }) => [id, link.status])).toEqual([
      ['a', 'alive'],
      ['c', 'alive'],
    ]);
    expect(run.run.partOf).toBe(3);
    expect(changes).toEqual([]);
  });

  it('is not judged a third time', async () => {
    const world = keeping();
    await lookedAt(CHANGED, world);
    await rejudge(fakeWorld(), world, three, settings({ only: 'a' }), () => {}, world.store);
    expect((await result(world)).run.id).toBe(1);
    expect(await rejudge(fakeWorld(), world, three, settings(), () => {})).toBeNull();
  });
});
