import { describe, expect, it, test, vi } from 'vitest';
import type { Run } from '../../src/model/run.js';
import type { Decision, Watchlist } from '../../src/model/watchlist.js';
import { check } from '../check.js';
import {
  citation,
  type FakeWorld,
  fakeWorld,
  page,
  settings,
  source,
  watchlist,
} from '../world.js';

const STANDS =
  'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects.';
const ALTERED = STANDS.replace('16,349', '16,439');
const MISSING =
  'Observers of three missions wrote that the prison on the island was closed for good last winter.';
const url = 'https://a.example/article';

const cited = (more = {}, quotes = [STANDS, ALTERED, MISSING]): Watchlist =>
  watchlist(
    [source('a')],
    [citation(1, 'a', '', { quotes: quotes.map((text) => ({ text })), ...more })],
  );
const LIST = cited();

const NOT_MODIFIED = { http: 304, headers: { etag: '"1"' }, body: null };
const withTag = (html: string, etag = '"1"', sha256 = etag) => ({
  headers: { 'content-type': 'text/html', etag },
  body: { bytes: new TextEncoder().encode(html), sha256: sha256.padEnd(64, '0'), truncated: false },
});

/** A world that counts how often a text was judged, and how often one was opened. */
function counting() {
  const world = fakeWorld();
  const count = { judged: 0, opened: 0 };
  const counted =
    <A extends readonly unknown[], R>(what: keyof typeof count, of: (...given: A) => R) =>
    (...given: A): R => {
      count[what]++;
      return of(...given);
    };
  const { thought, store } = world;
  world.thought = { ...thought, judge: counted('judged', thought.judge) };
  Object.assign(store, {
    history: counted('opened', store.history),
    snapshot: counted('opened', store.snapshot),
  });
  return { world, count };
}

function night(world: FakeWorld, day: number, watch = LIST, raw = {}): Promise<Run> {
  world.date = `2025-10-${String(day).padStart(2, '0')}T02:00:00.000Z`;
  return check(world, watch, settings(raw), () => {});
}

const saidIn = (run: Run) =>
  run.sources[0]?.citations[0]?.quotes.map(({ verdict, stood }) => ({ verdict, stood }));

describe('a source with open findings, whose page is as it was', () => {
  it('is at rest: its text is neither judged nor opened, and it is said what was said', async () => {
    const { world, count } = counting();
    world.pages.set(url, withTag(page(STANDS)));
    const first = await night(world, 1);
    expect(saidIn(first)?.map(({ verdict }) => verdict)).toEqual(['intact', 'altered', 'missing']);
    const before = { ...count };
    for (const [day, answer] of [NOT_MODIFIED, withTag(page(STANDS)), NOT_MODIFIED].entries()) {
      world.pages.set(url, answer);
      const run = await night(world, 2 + day);
      expect(saidIn(run)).toEqual(saidIn(first));
      expect(run.findings.map(({ kind }) => kind)).toEqual(first.findings.map(({ kind }) => kind));
    }
    expect(count).toEqual(before);
    await world.close();
  });

  it('goes on to say when a lost passage last stood', async () => {
    const { world } = counting();
    world.pages.set(url, withTag(page(STANDS)));
    await night(world, 1);
    world.pages.set(url, withTag(page(ALTERED), '"2"'));
    await night(world, 2);
    world.pages.set(url, NOT_MODIFIED);
    for (const day of [3, 4])
      expect(saidIn(await night(world, day))?.[0]).toEqual({
        verdict: 'altered',
        stood: '2025-10-01T02:00:00.000Z',
      });
    await world.close();
  });

  it('is answered by a decision all the same', async () => {
    const { world, count } = counting();
    world.pages.set(url, withTag(page(STANDS)));
    await night(world, 1);
    world.pages.set(url, NOT_MODIFIED);
    const decision: Decision = {
      source: 'a',
      about: 'passage-altered',
      edition: null,
      keep: true,
      until: null,
      reason: 'the report explains the other number',
      on: '2025-10-02',
    };
    const before = count.judged;
    const run = await night(world, 2, { ...LIST, decisions: [decision] });
    expect(run.findings.find(({ kind }) => kind === 'passage-altered')?.state).toBe('acknowledged');
    expect(count.judged).toBe(before);
    await world.close();
  });

  it('is looked for in an archive on every night, once there is one', async () => {
    const { world } = counting();
    world.pages.set(url, withTag(page(STANDS)));
    await night(world, 1);
    world.pages.set(url, NOT_MODIFIED);
    const none = { kind: 'answered', value: [] } as const;
    const captures = vi.fn(async () => none);
    Object.assign(world, { archive: { captures, nearest: async () => none } });
    for (const day of [2, 3]) await night(world, day);
    expect(captures).toHaveBeenCalledTimes(2);
    await world.close();
  });
});

const MOVED = { finalUrl: 'https://a.example/moved', hops: [{ url, http: 301 }] };

/** What a night may know that the one before did not; gives the list and the settings of the night. */
type Twin = (world: FakeWorld) => Promise<readonly [Watchlist, object?] | undefined> | undefined;

test.each<[string, Twin]>([
  [
    'the rules are others',
    async (world) => void Object.assign(world, { rules: () => 'other rules' }),
  ],
  ['the settings are others', async () => [LIST, { staleAfter: '90' }]],
  ['its citation has another date of access', async () => [cited({ accessed: '2025-10-02' })]],
  ['a quotation is edited', async () => [cited({}, [STANDS, STANDS, MISSING])]],
  [
    'a quotation is added',
    async () => [cited({}, [STANDS, ALTERED, MISSING, 'described how the measures were'])],
  ],
  [
    'an earlier version kept it, which noted no basis',
    async ({ store }) => {
      const visit = await store.visit('a', 1);
      if (visit !== null)
        await store.keepVisit({ ...visit, basis: undefined, restsUntil: undefined }, null);
      return undefined;
    },
  ],
  ['other bytes come', async (world) => void world.pages.set(url, withTag(page(ALTERED), '"2"'))],
  [
    'it is sent on for good',
    async (world) => void world.pages.set(url, { ...NOT_MODIFIED, ...MOVED }),
  ],
])('an open finding is judged anew where %s', async (_, twin) => {
  const { world, count } = counting();
  world.pages.set(url, withTag(page(STANDS)));
  await night(world, 1);
  world.pages.set(url, NOT_MODIFIED);
  const before = count.judged;
  const [watch, raw] = (await twin(world)) ?? [];
  await night(world, 2, watch, raw);
  expect(count.judged).toBeGreaterThan(before);
  await world.close();
});

describe('an edition of no declared series, whose page is as it was', () => {
  const at = (address: string, title: string) =>
    watchlist([source('a', { url: address, title })], [citation(1, 'a', STANDS)]);

  it('is at rest between two weekly looks at its list, and what that says then is told', async () => {
    const { world, count } = counting();
    const [own, list] = ['https://a.example/reports/country', 'https://a.example/reports/'];
    const watch = at(own, 'Country report 2023');
    world.pages.set(own, withTag(page(STANDS, 'Country report 2023')));
    world.pages.set(list, page(`<a href="${own}">Country report 2023</a>`, 'Country reports'));
    await night(world, 1, watch);
    world.pages.set(own, NOT_MODIFIED);
    const [next, before] = ['https://a.example/reports/country-2024', { ...count }];
    world.pages.set(
      list,
      page(
        `<a href="${own}">Country report 2023</a> <a href="${next}">Country report 2024</a>`,
        'Reports',
      ),
    );
    world.pages.set(next, page(STANDS, 'Country report 2024'));
    for (const day of [2, 7])
      expect((await night(world, day, watch)).sources[0]?.edition.newer).toEqual([]);
    expect(count).toEqual(before);
    expect((await night(world, 8, watch)).sources[0]?.edition.newer).toMatchObject([{ url: next }]);
    await world.close();
  });

  it('is looked at on the day from which a link of it names an edition that has begun', async () => {
    const { world } = counting();
    const [own, next] = ['https://a.example/2025-10-01', 'https://a.example/2025-10-04'];
    const watch = at(own, 'Situation report, 1 October 2025');
    world.pages.set(
      own,
      withTag(
        page(
          `${STANDS} <a href="${next}">Situation report, 4 October 2025</a>`,
          'Situation report, 1 October 2025',
        ),
      ),
    );
    world.pages.set(next, page(STANDS, 'Situation report, 4 October 2025'));
    await night(world, 2, watch);
    world.pages.set(own, NOT_MODIFIED);
    expect((await night(world, 3, watch)).sources[0]?.edition.newer).toEqual([]);
    expect((await night(world, 5, watch)).sources[0]?.edition.newer).toMatchObject([{ url: next }]);
    await world.close();
  });

  it('is kept by a decision, though its own page says that there is a newer one', async () => {
    const { world } = counting();
    const own = 'https://a.example/note';
    const watch = at(own, 'A country note');
    world.pages.set(
      own,
      withTag(
        page(STANDS, 'A country note').replace(
          '<main>',
          '<main><p>This note has been superseded by the country note of May 2025.</p>',
        ),
      ),
    );
    expect((await night(world, 2, watch)).sources[0]?.edition.status).toBe('superseded');
    world.pages.set(own, NOT_MODIFIED);
    const decision: Decision = {
      source: 'a',
      about: 'edition-newer',
      edition: null,
      keep: true,
      until: null,
      reason: 'the newer one lost the passage',
      on: '2025-10-02',
    };
    expect(
      (await night(world, 3, { ...watch, decisions: [decision] })).sources[0]?.edition.status,
    ).toBe('acknowledged');
    await world.close();
  });
});
