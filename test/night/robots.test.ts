import { describe, expect, it } from 'vitest';
import { robotsPermission } from '../../src/night/context.js';
import { citation, type FakeWorld, fakeWorld, page, source, watchlist } from '../world.js';
import { answered, night, one, PASSAGE } from './nights.js';

describe('--robots', () => {
  it('asks hosts that only a page in a browser asks for theirs without our signature, and is led nowhere by them', async () => {
    const world = fakeWorld();
    const permission = robotsPermission(world, 'citewatch/9.9');
    expect(await permission('https://cdn.example/app.js', true)).toBeNull();
    expect(await permission('https://s.example/report')).toBeNull();
    expect(world.asked).toEqual([
      {
        url: 'https://cdn.example/robots.txt',
        validators: null,
        unsigned: true,
        unfollowed: 'elsewhere',
      },
      { url: 'https://s.example/robots.txt', validators: null },
    ]);
  });

  it('leaves alone what robots.txt closes, says so, and reads the file once', async () => {
    const world = fakeWorld();
    const watch = watchlist([
      source('a', { url: 'https://s.example/private/1' }),
      source('b', { url: 'https://s.example/open' }),
    ]);
    world.pages.set(
      'https://s.example/robots.txt',
      answered('User-agent: *\nDisallow: /private/', { headers: {} }),
    );
    world.pages.set('https://s.example/open', page('open'));
    const run = await night(world, watch, 1, { robots: true });
    expect(run.sources.map((s) => s.link.status)).toEqual(['unjudged', 'alive']);
    expect(run.sources[0]?.link.why).toMatchObject({ kind: 'unasked', why: { kind: 'robots' } });
    expect(world.asked.map((r) => r.url).sort()).toEqual([
      'https://s.example/open',
      'https://s.example/robots.txt',
    ]);
  });

  it('tells who closes a page, and hears the other witnesses of it', async () => {
    const world = fakeWorld();
    const copy = { url: 'https://copy.example/1', by: 'Copy' };
    const of = (id: string, copies: readonly (typeof copy)[]) =>
      source(id, { url: `https://s.example/private/${id}`, copies });
    world.pages.set(
      'https://s.example/robots.txt',
      answered('User-agent: *\nDisallow: /private/', { headers: {} }),
    );
    world.pages.set(copy.url, page(PASSAGE));
    const watch = watchlist(
      [of('a', []), of('b', [copy])],
      [citation(1, 'a', PASSAGE), citation(2, 'b', PASSAGE)],
    );
    const run = await night(world, watch, 1, { robots: true });
    expect(run.findings.map(({ kind }) => kind)).toEqual(['source-blocked']);
    expect(run.sources.map(({ citations }) => citations[0]?.quotes[0]?.verdict)).toEqual([
      'unverifiable',
      'intact',
    ]);
    expect(world.asked.map(({ url }) => url)).not.toContain('https://s.example/private/a');
  });

  it.each([
    ['is read', '#'.repeat(400_000), 'unjudged'],
    [
      'stands behind the first 500 kB is not: a file of megabytes would hold up the night',
      '#'.repeat(600_000),
      'alive',
    ],
  ])('what %s', async (_, before, status) => {
    const world = fakeWorld();
    const rules = `${before}\nUser-agent: *\nDisallow: /private/`;
    world.pages.set('https://s.example/robots.txt', answered(rules, { headers: {} }));
    world.pages.set('https://s.example/private/1', page(PASSAGE));
    const watch = watchlist([source('a', { url: 'https://s.example/private/1' })]);
    const run = await night(world, watch, 1, { robots: true });
    expect(run.sources[0]?.link.status).toBe(status);
  });

  describe('for a page that leads on', () => {
    const lead = (to: string) =>
      answered(`<meta http-equiv="refresh" content="0; url=${to}"><p>Moving on`);
    const visited = async (to: string) => {
      const world = fakeWorld();
      world.pages.set(
        'https://s.example/robots.txt',
        answered('User-agent: *\nDisallow: /private/', { headers: {} }),
      );
      world.pages.set('https://s.example/', lead(to));
      world.pages.set(to, page(PASSAGE));
      const run = await night(world, watchlist([source('a', { url: 'https://s.example/' })]), 1, {
        robots: true,
      });
      return { link: run.sources[0]?.link, asked: world.asked.map(({ url }) => url) };
    };

    it('does not go where robots.txt closes, and judges nothing by the page that led there', async () => {
      const { link, asked } = await visited('https://s.example/private/1');
      expect(link?.status).toBe('unjudged');
      expect(link?.why).toMatchObject({ kind: 'unasked' });
      expect(asked).not.toContain('https://s.example/private/1');
    });

    it('goes where it is open', async () => {
      const { link, asked } = await visited('https://s.example/open/1');
      expect(link?.status).toBe('alive');
      expect(asked).toContain('https://s.example/open/1');
    });
  });

  it.each([
    ['/no-such-page', false],
    ['/elsewhere', true],
  ])('with %s closed, a probe is made: %s', async (closed, made) => {
    const world = fakeWorld();
    const odd = page(
      'Readers sent their memories of the old library.',
      'Not found in our archive: the lists of the year',
    );
    const rules = answered(`User-agent: *\nDisallow: ${closed}`, { headers: {} });
    const fetch = world.fetch;
    world.fetch = (request) => {
      world.pages.set(
        request.url,
        request.url.endsWith('/robots.txt')
          ? rules
          : request.url.endsWith('/')
            ? page('At home.')
            : odd,
      );
      return fetch(request);
    };
    await night(world, one, 1, { robots: true });
    expect(world.asked.some(({ url }) => url.includes('no-such-page'))).toBe(made);
  });
});

describe('what robots.txt asks of us', () => {
  const file = 'https://s.example/robots.txt';
  const rules = (text: string) => answered(text, { headers: { 'content-type': 'text/plain' } });
  const permitted = async (world: FakeWorld, ...urls: readonly string[]) => {
    const permission = robotsPermission(world, 'citewatch/1.0 (+https://citewatch.example)');
    return Promise.all(urls.map(async (url) => (await permission(url)) === null));
  };

  it('is read as RFC 9309 says: our own group before the one for all, the longest rule first', async () => {
    const world = fakeWorld();
    world.pages.set(
      file,
      rules('User-agent: *\nDisallow: /\n\nUser-agent: citewatch\nDisallow: /a\nAllow: /a/open\n'),
    );
    const asked = ['/', '/a/closed', '/a/open/1'].map((path) => `https://s.example${path}`);
    expect(await permitted(world, ...asked)).toEqual([true, false, true]);
  });

  it('holds for each host by its own file, which is asked for once', async () => {
    const world = fakeWorld();
    world.pages.set(file, rules('User-agent: *\nDisallow: /'));
    const asked = [
      'https://s.example/1',
      'https://t.example/1',
      'http://s.example/1',
      'https://s.example/2',
    ];
    expect(await permitted(world, ...asked)).toEqual([false, true, true, false]);
    expect(world.asked.map(({ url }) => url).sort()).toEqual([
      'http://s.example/robots.txt',
      file,
      'https://t.example/robots.txt',
    ]);
  });

  it.each([
    ['is not there', 404],
    [
      'is an error page that reads like rules',
      answered('User-agent: *\nDisallow: /', { http: 404 }),
    ],
    ['cannot be had', 503],
    ['does not come', { kind: 'failed', failure: 'timeout', code: null, message: '' } as const],
  ])('is nothing where the file %s: the page itself will tell', async (_, answer) => {
    const world = fakeWorld();
    world.pages.set(file, answer);
    expect(await permitted(world, 'https://s.example/private', 'no address')).toEqual([true, true]);
  });
});
