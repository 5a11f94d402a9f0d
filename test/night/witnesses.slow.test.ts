import { afterEach, describe, expect, it } from 'vitest';
import type { Run } from '../../src/model/run.js';
import type { Watchlist } from '../../src/model/watchlist.js';
import { createArchive } from '../../src/web/archives/archive.js';
import { check } from '../check.js';
import { loopbackDoor } from '../web/archives/door.js';
import {
  type LoopbackArchive,
  type LoopbackCapture,
  startArchive,
} from '../web/archives/loopback-archive.js';
import {
  citation,
  type FakeWorld,
  fakeWorld,
  page,
  settings,
  source,
  watchlist,
} from '../world.js';

const PASSAGE =
  'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects.';
const url = 'https://a.example/article';
const one = watchlist([source('a')], [citation(1, 'a', PASSAGE, { accessed: '2025-03-15' })]);
const wall = {
  http: 403,
  headers: { 'content-type': 'text/html', 'cf-mitigated': 'challenge' },
  body: {
    bytes: new TextEncoder().encode('<title>Just a moment...</title>'),
    sha256: 'f'.repeat(64),
    truncated: false,
  },
};

let archive: LoopbackArchive | null = null;
afterEach(async () => {
  await archive?.close();
  archive = null;
});

async function worldWith(captures: readonly LoopbackCapture[]): Promise<FakeWorld> {
  archive = await startArchive({ captures });
  const sleep = () => Promise.resolve();
  const world = fakeWorld();
  return Object.assign(world, {
    archive: createArchive(loopbackDoor(), { wayback: archive.base, sleep }),
  });
}
const night = (world: FakeWorld, watch: Watchlist, day = 1): Promise<Run> => {
  world.date = `2025-10-0${day}T02:00:00.000Z`;
  return check(world, watch, settings({}), () => {});
};
const quoteOf = (run: Run) => run.sources[0]?.citations[0]?.quotes[0];
const html = { type: 'text/html', status: 200 };

describe('a source behind a bot wall', () => {
  it('is verified in the archive the same night, and its link stays blocked', async () => {
    const world = await worldWith([
      { url, at: '2025-03-01T00:00:00Z', ...html, body: page(PASSAGE) },
      { url, at: '2025-09-20T00:00:00Z', ...html, body: page(PASSAGE) },
    ]);
    world.pages.set(url, wall);
    const run = await night(world, one);
    expect(run.sources[0]).toMatchObject({
      witness: 'archive',
      link: { status: 'blocked' },
      content: { change: 'unread' },
      archive: { capturedAt: '2025-03-01T00:00:00.000Z', carriesPassage: true },
    });
    expect(run.sources[0]?.archive?.unchanged).toBeDefined();
    expect(quoteOf(run)).toMatchObject({
      verdict: 'intact',
      why: { kind: 'elsewhere', place: { kind: 'archive', at: expect.stringContaining('2025-') } },
    });
    expect(run.findings.map((f) => f.kind)).toEqual(['source-blocked', 'access-stale']);
  });

  it('is told when the latest capture has lost a figure', async () => {
    const world = await worldWith([
      { url, at: '2025-03-01T00:00:00Z', ...html, body: page(PASSAGE) },
      { url, at: '2025-09-20T00:00:00Z', ...html, body: page(PASSAGE.replace('1,664', '1,446')) },
    ]);
    world.pages.set(url, wall);
    const run = await night(world, one);
    expect(quoteOf(run)).toMatchObject({
      verdict: 'altered',
      why: { place: { at: '2025-09-20T00:00:00.000Z' } },
    });
    expect(run.sources[0]?.archive).toMatchObject({
      capturedAt: '2025-03-01T00:00:00.000Z',
      carriesPassage: true,
    });
  });

  it('is not called changed by captures that are older than the citation', async () => {
    const world = await worldWith([
      { url, at: '2024-01-01T00:00:00Z', ...html, body: page('Something else was here then.') },
    ]);
    world.pages.set(url, wall);
    expect(quoteOf(await night(world, one))).toMatchObject({
      verdict: 'unverifiable',
      why: { kind: 'too-old', place: { kind: 'archive' } },
    });
  });

  it('is read in a copy that researchers trust before any archive is asked', async () => {
    const world = await worldWith([]);
    const copy = { url: 'https://www.ecoi.net/en/document/1.html', by: 'ecoi.net' };
    world.pages.set(url, wall);
    world.pages.set(copy.url, page(PASSAGE));
    const run = await night(world, { ...one, sources: [source('a', { copies: [copy] })] });
    expect(run.sources[0]?.witness).toBe('copy');
    expect(quoteOf(run)).toMatchObject({
      verdict: 'intact',
      link: expect.stringContaining(copy.url),
    });
    expect(archive?.requests).toEqual([]);
  });

  it('asks for each capture once, not every night', async () => {
    const world = await worldWith([
      { url, at: '2025-09-20T00:00:00Z', ...html, body: page(PASSAGE) },
    ]);
    world.pages.set(url, wall);
    await night(world, one, 1);
    await night(world, one, 2);
    expect(archive?.requests.filter((request) => request.includes('id_'))).toHaveLength(1);
  });
});

describe('a capture speaks under its own date', () => {
  const placeOf = (run: Run) => (quoteOf(run)?.why.kind === 'elsewhere' ? quoteOf(run)?.why : null);

  it.each([
    ['the nearest one that can be replayed', true, '2025-01-11T00:00:00.000Z'],
    ['the one that was asked for', false, '2025-02-18T00:00:00.000Z'],
  ])('where the archive answers with %s, on each night', async (_, unplayable, at) => {
    const world = await worldWith([
      { url, at: '2025-01-11T00:00:00Z', ...html, body: page(PASSAGE) },
      { url, at: '2025-02-18T00:00:00Z', ...html, body: page(`${PASSAGE} More.`), unplayable },
    ]);
    world.pages.set(url, wall);
    for (const day of [1, 2]) {
      const run = await night(world, one, day);
      expect(run.sources[0]?.archive).toMatchObject({
        capturedAt: at,
        url: expect.stringContaining(at.slice(0, 10).replaceAll('-', '')),
      });
      expect(placeOf(run)).toMatchObject({ place: { kind: 'archive', at } });
    }
  });

  it('and one that is older than it is listed is not newer than those that are read as listed', async () => {
    const world = await worldWith([
      { url, at: '2025-03-01T00:00:00Z', ...html, body: page(PASSAGE.replace('1,664', '1,446')) },
      { url, at: '2024-12-01T00:00:00Z', ...html, body: page(PASSAGE) },
      { url: `${url}?old`, at: '2024-12-01T00:00:00Z', ...html, body: page(PASSAGE) },
      {
        url,
        at: '2025-09-20T00:00:00Z',
        status: 200,
        type: html.type,
        body: 'x',
        unplayable: true,
      },
    ]);
    world.pages.set(url, wall);
    expect(quoteOf(await night(world, one))).toMatchObject({
      why: { place: { at: '2025-03-01T00:00:00.000Z' } },
    });
  });

  it.each([
    [
      'the document is filed under the date of that capture',
      page(PASSAGE),
      '2025-02-01T00:00:00.000Z',
    ],
    [
      'an error page is none',
      '<title>Page not found</title><h1>Page not found</h1><p>It is gone.</p>',
      undefined,
    ],
  ])('where an archived redirect leads to a capture: %s', async (_, shown, at) => {
    const world = await worldWith([
      {
        url,
        at: '2025-03-01T00:00:00Z',
        status: 301,
        location: 'https://a.example/moved',
        body: 'Moved',
      },
      { url: 'https://a.example/moved', at: '2025-02-01T00:00:00Z', ...html, body: shown },
    ]);
    world.pages.set(url, wall);
    expect((await night(world, one)).sources[0]?.archive?.capturedAt).toBe(at);
  });
});

describe('a row of captures of one stranger', () => {
  const day = (n: number) => new Date(Date.UTC(2025, 8, 20) - n * 86_400_000).toISOString();
  const wallOf = (n: number, more = '') =>
    page(
      `Our site asks you to sign in before you go on reading its pages. Reference ${n}${more}`,
      'Sign in',
    );
  const walls = (many: number) =>
    Array.from({ length: many }, (_, n) => ({ url, at: day(n), ...html, body: wallOf(n) }));
  const reads = () => archive?.requests.filter((request) => request.includes('id_')).length ?? 0;
  const behind = { url, at: '2025-03-20T00:00:00Z', ...html, body: page(PASSAGE) };

  it('is passed by doubling steps, and the verdict says how many captures were not read', async () => {
    const world = await worldWith([
      ...walls(30),
      behind,
      { ...behind, at: '2025-03-19T00:00:00Z' },
    ]);
    world.pages.set(url, wall);
    expect(quoteOf(await night(world, one))).toMatchObject({
      verdict: 'intact',
      why: { place: { kind: 'archive', at: '2025-03-20T00:00:00.000Z', skipped: 24 } },
    });
    expect(reads()).toBeLessThan(17);
  });

  it('is passed to the capture whose length differs, among those of a step', async () => {
    const odd = { url, at: day(21), ...html, body: page(PASSAGE.repeat(40)) };
    const world = await worldWith([...walls(21), odd, ...walls(30).slice(22), behind]);
    world.pages.set(url, wall);
    expect(quoteOf(await night(world, one))).toMatchObject({ why: { place: { at: odd.at } } });
  });

  it('is told with all that was not read, where none of it shows the document', async () => {
    const world = await worldWith(walls(90));
    world.pages.set(url, wall);
    const [source] = (await night(world, one)).sources;
    expect(source).toMatchObject({ witness: 'none', archive: null, archiveSkipped: 82 });
  });

  it('is none where the document lost its passage: the newest of them speaks', async () => {
    const changed = (n: number) => page(`${PASSAGE.replace('1,664', '1,446')} Version ${n}.`);
    const world = await worldWith([
      ...Array.from({ length: 9 }, (_, n) => ({ url, at: day(n), ...html, body: changed(n) })),
      behind,
    ]);
    world.pages.set(url, wall);
    const quote = quoteOf(await night(world, one));
    expect(quote).toMatchObject({ verdict: 'altered', why: { place: { at: day(0) } } });
    expect(quote?.why).not.toHaveProperty('place.skipped');
  });
});

describe('on a first visit, later captures are recognised by the oldest that carries the passage', () => {
  const titled = 'Title of a';
  const story = (passage: string) => page(passage, titled);
  const bare = (text: string) => `<!doctype html><title>${titled}</title><h1>${titled}</h1>${text}`;
  const notice = bare(
    `<p>${'Our members read on here, when they have joined us for a year. '.repeat(30)}</p>`,
  );
  const at = '2025-09-20T00:00:00Z';
  it.each([
    [
      'a page that only bears its title is passed over',
      notice,
      'intact',
      '2025-03-01T00:00:00.000Z',
    ],
    [
      'the document that lost the passage speaks',
      story('It was taken out.'),
      'missing',
      '2025-09-20T00:00:00.000Z',
    ],
  ])('%s', async (_, body, verdict, spoke) => {
    const world = await worldWith([
      { url, at: '2025-03-01T00:00:00Z', ...html, body: story(PASSAGE) },
      { url, at, ...html, body },
    ]);
    world.pages.set(url, wall);
    expect(quoteOf(await night(world, one))).toMatchObject({
      verdict,
      why: { place: { at: spoke } },
    });
  });
});

describe('a dead source', () => {
  it('is offered the capture that carries the passage, not the nearer one that is an archived error page', async () => {
    const lost =
      '<!doctype html><title>Page not found</title><h1>Page not found</h1><p>Sorry, this page does not exist.</p>';
    const world = await worldWith([
      { url, at: '2024-11-01T00:00:00Z', ...html, body: page(PASSAGE) },
      { url, at: '2025-03-14T00:00:00Z', ...html, body: lost },
    ]);
    const run = await night(world, one);
    expect(run.sources[0]?.link.status).toBe('gone');
    expect(run.sources[0]?.archive).toMatchObject({
      capturedAt: '2024-11-01T00:00:00.000Z',
      carriesPassage: true,
      nearest: expect.stringContaining('20250314'),
    });
  });
});

describe('a passage that is missing from a living page', () => {
  it('is found on a page of the same article to which it leads', async () => {
    const world = await worldWith([]);
    world.pages.set(
      url,
      page('The first page only. <a href="/article?page=2" rel="next">Next page</a>'),
    );
    world.pages.set('https://a.example/article?page=2', page(PASSAGE));
    const run = await night(world, one);
    expect(quoteOf(run)).toMatchObject({
      verdict: 'intact',
      why: { place: { kind: 'part', url: expect.stringContaining('page=2') } },
    });
    expect(run.findings.map((f) => f.kind)).toEqual(['access-stale']);
  });

  it('is found in what the page shows in a frame, and behind the offer of a landing page', async () => {
    for (const [link, part] of [
      ['<iframe src="/frames/article"></iframe>', 'https://a.example/frames/article'],
      ['<a href="/files/1">Download (PDF)</a>', 'https://a.example/files/1'],
    ] as const) {
      const world = await worldWith([]);
      world.pages.set(url, page(`The article in full. ${link}`));
      world.pages.set(part, page(PASSAGE));
      expect(quoteOf(await night(world, one))).toMatchObject({
        verdict: 'intact',
        why: { place: { kind: 'part', url: part } },
      });
    }
  });

  it('stays missing although an archived copy carries it, and the copy is offered', async () => {
    const world = await worldWith([
      { url, at: '2025-03-01T00:00:00Z', ...html, body: page(PASSAGE) },
    ]);
    world.pages.set(
      url,
      page('The article was rewritten from its first to its last word, and says other things.'),
    );
    const run = await night(world, one);
    expect(quoteOf(run)?.verdict).toBe('missing');
    expect(run.sources[0]).toMatchObject({ witness: 'live', archive: { carriesPassage: true } });
  });
});

describe('an archive that does not answer', () => {
  it.each(['silent', 'nonsense', 'status'] as const)(
    '(%s) leaves a night that completes and says what it could not ask',
    async (kind) => {
      const world = await worldWith([]);
      const manner = kind === 'status' ? { kind, status: 503 } : { kind };
      archive?.behave({ cdx: manner, available: manner, web: manner });
      Object.assign(world, {
        archive: createArchive(loopbackDoor({ timeout: 200 }), {
          wayback: archive?.base ?? '',
          sleep: async () => {},
        }),
      });
      world.pages.set(url, wall);
      const run = await night(world, one);
      expect(run.sources[0]).toMatchObject({ witness: 'none', archive: null });
      expect(run.sources[0]?.archiveUnasked).toMatch(/./);
    },
  );
});

describe('a passage that was lost', () => {
  it('is told with the day on which it last stood', async () => {
    const world = await worldWith([]);
    world.pages.set(url, page(PASSAGE));
    await night(world, one, 1);
    world.pages.set(url, page(PASSAGE.replace('1,664', '1,446')));
    const run = await night(world, one, 3);
    expect(run.findings[0]?.why).toMatchObject({ stood: expect.stringContaining('2025-10-01') });
  });
});

describe('a living page whose text cannot be read', () => {
  it('is told, so that no night is green by silence', async () => {
    const world = await worldWith([]);
    world.pages.set(
      url,
      `<title>App</title><div id="root"></div><script>${'x'.repeat(5000)}</script>`,
    );
    const run = await night(world, one);
    expect(run.sources[0]?.link.status).toBe('alive');
    expect(run.findings.map((f) => f.kind)).toContain('content-unread');
  });
});
