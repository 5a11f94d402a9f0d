import { describe, expect, it } from 'vitest';
import { citation, fakeWorld, page, source, watchlist } from '../world.js';
import { answered, night, one, PASSAGE, url } from './nights.js';

describe('what only many sources together can tell', () => {
  const three = ['a', 'b', 'c'].map((id) => source(id, { url: `https://site.example/${id}` }));
  const watch = watchlist(three, [citation(1, 'a', PASSAGE)]);

  it('a page to which a site leads three sources is none of them', async () => {
    const world = fakeWorld();
    const lead = (from: string) => ({
      finalUrl: 'https://site.example/archive',
      hops: [{ url: from, http: 302 }],
    });
    for (const s of three)
      world.pages.set(
        s.url as string,
        answered(page('Our archive has moved.'), lead(s.url as string)),
      );
    const run = await night(world, watch, 1);
    expect(run.sources.map((s) => s.link.status)).toEqual(['soft-404', 'soft-404', 'soft-404']);
    expect(run.sources[0]?.link.why).toMatchObject({ kind: 'shared-target', others: 2 });
    expect(run.sources[0]?.citations[0]?.quotes[0]?.verdict).toBe('unverifiable');
    expect((await night(world, watch, 2)).sources[0]?.link.failures).toBe(2);
  });

  it('and is no reading that its sources are compared with when they are back', async () => {
    const world = fakeWorld();
    const lead = (from: string) => ({
      finalUrl: 'https://site.example/archive',
      hops: [{ url: from, http: 302 }],
    });
    for (const s of three)
      world.pages.set(
        s.url as string,
        answered(page('Our archive has moved.'), lead(s.url as string)),
      );
    await night(world, watch, 1);
    for (const s of three) world.pages.set(s.url as string, page(`The article of ${s.id}.`));
    const run = await night(world, watch, 2);
    expect(run.sources.map((s) => s.content.change)).toEqual([
      'first-visit',
      'first-visit',
      'first-visit',
    ]);
  });

  it('but a source whose passage stands there is left alone', async () => {
    const world = fakeWorld();
    const lead = (from: string) => ({
      finalUrl: 'https://site.example/all',
      hops: [{ url: from, http: 301 }],
    });
    for (const s of three)
      world.pages.set(s.url as string, answered(page(PASSAGE), lead(s.url as string)));
    const statuses = (await night(world, watch, 1)).sources.map((s) => s.link.status);
    expect(statuses[0]).toMatch(/alive|moved/);
    expect(statuses.slice(1)).toEqual(['soft-404', 'soft-404']);
  });

  it('a host whose every source fails is told once, and its end as well', async () => {
    const world = fakeWorld();
    const other = [source('x'), ...three];
    const down = {
      kind: 'failed',
      failure: 'timeout',
      code: null,
      message: 'no answer came',
    } as const;
    world.pages.set('https://x.example/article', page('x'));
    for (const s of three) world.pages.set(s.url as string, down);
    const seen = [];
    for (const day of [1, 2, 3, 4]) {
      const run = await night(world, watchlist(other), day);
      seen.push(run.findings.map((f) => `${f.id} ${f.severity} ${f.state}`).join());
    }
    const id = 'source-unreachable:site.example';
    expect(seen).toEqual([`${id} low new`, `${id} low open`, `${id} high new`, `${id} high open`]);
    for (const s of three) world.pages.set(s.url as string, page(s.id));
    const run = await night(world, watchlist(other), 5);
    expect(run.findings.map((f) => `${f.id} ${f.state}`)).toEqual([`${id} resolved`]);
  });

  it('a failure that was told of one source stays open while it is told of the whole host', async () => {
    const world = fakeWorld();
    const down = {
      kind: 'failed',
      failure: 'timeout',
      code: null,
      message: 'no answer came',
    } as const;
    for (const s of three) world.pages.set(s.url as string, page(s.id));
    world.pages.set('https://site.example/a', down);
    await night(world, watchlist(three), 1);
    for (const s of three) world.pages.set(s.url as string, down);
    const run = await night(world, watchlist([source('x'), ...three]), 2);
    expect(run.findings.filter((f) => f.state === 'resolved')).toEqual([]);
  });

  it('every site showing the same page is a captive portal, and nothing is judged', async () => {
    const world = fakeWorld();
    const sources = ['a', 'b', 'c'].map((id) => source(id));
    for (const s of sources)
      world.pages.set(
        s.url as string,
        answered('<h1>Welcome to the hotel network</h1><p>Log in</p>'),
      );
    const run = await night(world, watchlist(sources), 1);
    expect(run.run.online).toBe(false);
    expect(run.sources[0]?.link).toMatchObject({
      status: 'unjudged',
      why: { kind: 'unasked', why: { kind: 'captive-portal' } },
    });
  });
});

describe('a page of which only some signs say that it is an error page', () => {
  const odd = page(
    'Readers sent their memories of the old library.',
    'Not found in our archive: the lists of the year',
  );

  it('is dead when its site shows the same for an address that was made up, asked once a week at most', async () => {
    const world = fakeWorld();
    const fetch = world.fetch;
    world.fetch = (request) => {
      world.pages.set(request.url, request.url.endsWith('/') ? page('At home.') : odd);
      return fetch(request);
    };
    const run = await night(world, one, 1);
    expect(run.sources[0]?.link).toMatchObject({
      status: 'soft-404',
      why: { kind: 'shown-for-anything' },
    });
    await night(world, one, 2);
    expect(world.asked.filter((r) => r.url.includes('no-such-page'))).toHaveLength(1);
  });

  it('is alive when its site knows what it does not have', async () => {
    const world = fakeWorld();
    world.pages.set(url, odd);
    expect((await night(world, one, 1)).sources[0]?.link.status).toBe('alive');
  });
});

describe('one text at several cited addresses', () => {
  const sources = [
    source('a', { title: 'Trafficking in persons: China', url: 'https://site.example/a' }),
    source('b', { title: 'Usury and household debt', url: 'https://site.example/b' }),
  ];
  const watch = watchlist(sources, [citation(1, 'a', PASSAGE)]);
  const wall = page(
    'Thank you for your patience while our colleagues take care of everything.',
    'Dear readers',
  );

  it('is no document on a first night, where the titles differ', async () => {
    const world = fakeWorld();
    for (const { url: at } of sources) world.pages.set(at as string, wall);
    const run = await night(world, watch, 1);
    expect(run.sources.map((s) => [s.link.status, s.link.why.kind])).toEqual([
      ['soft-404', 'one-text'],
      ['soft-404', 'one-text'],
    ]);
  });

  it('may be one document that is cited under two addresses, where the titles have a word in common', async () => {
    const world = fakeWorld();
    const twice = sources.map((s) => ({ ...s, title: 'Trafficking in persons: China' }));
    for (const { url: at } of twice) world.pages.set(at as string, wall);
    const run = await night(world, watchlist(twice), 1);
    expect(run.sources.map((s) => s.link.status)).toEqual(['alive', 'alive']);
  });

  it('leaves the source alone whose passage stands there, and is accepted where it stood before', async () => {
    const world = fakeWorld();
    for (const { url: at } of sources) world.pages.set(at as string, page(PASSAGE));
    expect((await night(world, watch, 1)).sources.map((s) => s.link.status)).toEqual([
      'alive',
      'soft-404',
    ]);
  });
});

describe('a short page that is nothing like the document', () => {
  const notice =
    '<title>Kazi</title><main><h1>Kazi</h1><p>Tutarudi kesho asubuhi, rafiki.</p></main>';
  const asking = notice.replace('</main>', '<button>Ndiyo</button><button>Hapana</button></main>');
  const home = page('Five boats are back.', 'The Observer');

  /** What is told of five nights, the first of which is good, where the home page answers so. */
  async function told(
    came: string,
    atHome: Parameters<typeof answered>[0] | number,
    days = 5,
    beside = false,
  ) {
    const world = fakeWorld();
    const sources = [
      source('a'),
      ...(beside ? [source('b', { url: 'https://a.example/other' })] : []),
    ];
    const cited = [
      citation(1, 'a', PASSAGE),
      ...(beside
        ? [citation(2, 'b', 'Beans grow behind the school, and the youngest is at sea.')]
        : []),
    ];
    world.pages.set(
      'https://a.example/other',
      page('Beans grow behind the school, and the youngest is at sea.'),
    );
    const nights = [];
    for (let day = 1; day <= days; day += 1) {
      world.pages.set(url, day === 1 ? page(PASSAGE) : came);
      world.pages.set('https://a.example/', day === 1 ? home : atHome);
      const run = await night(world, watchlist(sources, cited), day);
      const {
        status,
        by,
        why,
        signs = [],
      } = run.sources[0]?.link ?? { status: '', by: null, why: { kind: '' } };
      const high = run.findings
        .filter(({ severity }) => severity === 'high')
        .map(({ kind }) => kind);
      nights.push({ status, by, why: why.kind, signs: signs.map(({ kind }) => kind), high });
    }
    await world.close();
    return {
      nights: nights.slice(1),
      last: nights.at(-1),
      asked: world.asked.filter((r) => r.url === 'https://a.example/'),
    };
  }

  it('is trouble of the site, and no death, where its home page shows it too', async () => {
    const { nights, asked } = await told(notice, notice);
    expect(
      nights.every(
        ({ status, why, high }) =>
          status === 'server-error' && why === 'whole-site' && high.length === 0,
      ),
    ).toBe(true);
    expect(asked).toHaveLength(4);
  });

  it('is believed of the document when the site was down for weeks', async () => {
    expect((await told(notice, notice, 24)).last?.high).toEqual(['source-server-error']);
    expect((await told(notice, notice, 20)).last?.high).toEqual([]);
  });

  it('is a wall where it asks something of its readers', async () => {
    const { nights } = await told(asking, asking);
    expect(nights.map(({ status, high }) => [status, high])).toEqual(
      Array(4).fill(['blocked', []]),
    );
  });

  it.each([
    ['shows another page', home],
    ['is not there', 404],
  ])('is a death where the home page %s', async (_, atHome) => {
    expect((await told(notice, atHome)).last).toMatchObject({
      status: 'soft-404',
      high: ['source-soft-404'],
    });
  });

  it.each([
    ['refused', 403],
    ['failing', 503],
  ])('is a doubt for as long as the home page is %s', async (_, atHome) => {
    const { last } = await told(notice, atHome, 6);
    expect(last).toMatchObject({ status: 'alive', high: [] });
    expect(last?.signs).toContain('site-unheard');
  });

  it('is a death where another document of the site is well, whatever the home page says', async () => {
    expect((await told(notice, 403, 5, true)).last?.high).toEqual(['source-soft-404']);
  });
});

it('an article that is cited at three addresses without a quotation is a document, by its title or its length; a notice is none', async () => {
  const title = 'Usury and household debt in the delta';
  const places = ['https://x.example/1', 'https://y.example/2', 'https://z.example/3'];
  const statuses = async (html: string) => {
    const world = fakeWorld();
    for (const at of places) world.pages.set(at, html);
    const sources = [title, 'Fishing quotas at sea', 'Harbour dues'].map((named, i) =>
      source(`s${i}`, { title: named, url: places[i] as string }),
    );
    const other = source('well');
    world.pages.set(other.url as string, page(PASSAGE));
    const run = await night(
      world,
      watchlist([...sources, other], [citation(1, 'well', PASSAGE)]),
      1,
    );
    return run.sources.filter(({ id }) => id !== 'well').map(({ link }) => link.status);
  };
  expect(await statuses(page('It was said on Monday.', title))).toEqual(Array(3).fill('alive'));
  expect(await statuses(page('It was said on Monday. '.repeat(40), 'News'))).toEqual(
    Array(3).fill('alive'),
  );
  expect(await statuses(page('It was said on Monday.', 'News'))).toEqual(Array(3).fill('soft-404'));
});
