import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { NORMALISER } from '../../src/model/document.js';
import type { Snapshot } from '../../src/model/visit.js';
import { snapshotOf } from '../../src/model/visit.js';
import { thoughtIn } from '../../src/pool/thought.js';
import { limitConcurrency } from '../../src/web/lane.js';
import { onThisThread } from '../pool/on-this-thread.js';
import { citation, fakeWorld, page, source, watchlist } from '../world.js';
import { answered, night, one, PASSAGE, play, quoteOf, url } from './nights.js';

describe('what a visit accepts as the reading that later nights are compared with', () => {
  const rump =
    '<!doctype html><title>An article</title><main><p>More to come here soon.</p></main>';

  it('is not a page of which only a fraction came', async () => {
    const world = fakeWorld();
    const [, shrunk, whole] = await play(world, page(PASSAGE), rump, page(PASSAGE));
    expect(shrunk?.content.change).toBe('unread');
    expect(quoteOf(shrunk)?.verdict).toBe('unverifiable');
    expect(whole?.content.change).toBe('unchanged');
  });

  it('is not a beginning that was cut off at the limit, which may show a passage and never its absence', async () => {
    const beginning = (html: string) => {
      const bytes = new TextEncoder().encode(html);
      return answered(html, {
        body: { bytes, sha256: `${html.length}`.padStart(64, 'a'), truncated: true },
      });
    };
    const [first, cut, lost, whole] = await play(
      fakeWorld(),
      page(PASSAGE),
      beginning(page(PASSAGE).slice(0, -60)),
      beginning(page('Another beginning.')),
      page(PASSAGE),
    );
    expect(quoteOf(first)?.verdict).toBe('intact');
    expect(cut?.content).toMatchObject({ change: 'unread', sha256: null });
    expect(quoteOf(cut)?.verdict).toBe('intact');
    expect(quoteOf(lost)?.verdict).toBe('unverifiable');
    expect(whole?.content.change).toBe('unchanged');
  });

  it('is not an error page, a wall or a failure', async () => {
    const down = {
      kind: 'failed',
      failure: 'timeout',
      code: null,
      message: 'no answer came',
    } as const;
    const verdicts = await play(fakeWorld(), page(PASSAGE), 500, 403, 404, down, page(PASSAGE));
    expect(verdicts.map((v) => v.content.change)).toEqual([
      'first-visit',
      'unread',
      'unread',
      'unread',
      'unread',
      'unchanged',
    ]);
  });

  it('is the page of last night, once that was edited', async () => {
    const edited = page(PASSAGE).replace(
      'Contact',
      'Contact</footer><p>A paragraph was added to it.</p>',
    );
    const verdicts = await play(fakeWorld(), page(PASSAGE), edited, edited);
    expect(verdicts.map((v) => v.content.change)).toEqual(['first-visit', 'edited', 'unchanged']);
  });
});

describe('a visit', () => {
  it('asks for what the night before was told of the version, and forgets it when the document does not come', async () => {
    const world = fakeWorld();
    const tagged = (tag: string, html: string) =>
      answered(html, { headers: { 'content-type': 'text/html', etag: tag } });
    await play(
      world,
      tagged('"1"', page(PASSAGE)),
      503,
      tagged('"2"', page('Edited.')),
      page(PASSAGE),
    );
    expect(world.asked.map((request) => request.validators?.etag ?? null)).toEqual([
      null,
      '"1"',
      '"1"',
      '"2"',
    ]);
  });

  it('keeps the version that it was told of through a night on which nothing changed', async () => {
    const world = fakeWorld();
    const headers = {
      'content-type': 'text/html',
      'last-modified': 'Wed, 01 Oct 2025 00:00:00 GMT',
    };
    const same = { http: 304, body: null, headers: {} };
    await play(world, answered(page(PASSAGE), { headers }), same, same);
    expect(world.asked[2]?.validators?.lastModified).toBe(headers['last-modified']);
  });

  it('takes a 304 that nobody asked for as an empty page, however well the document is known', async () => {
    const world = fakeWorld();
    const same = { http: 304, body: null, headers: {} };
    const nights = await play(world, page(PASSAGE), { ...same, unasked: true }, same);
    expect(nights.map(({ link }) => link.status)).toEqual(['alive', 'soft-404', 'alive']);
    expect(nights.map(({ citations }) => citations[0]?.quotes[0]?.verdict)).toEqual([
      'intact',
      'unverifiable',
      'intact',
    ]);
  });

  it('reads the bytes of last night again when the rules of reading have changed since, so that an upgrade is no edit', async () => {
    const world = fakeWorld();
    const { thought } = world;
    world.thought = {
      ...thought,
      async judge(known) {
        const { snapshot, ...judged } = await thought.judge(known);
        const { sha256, document } = snapshot as Snapshot;
        const blocks = [{ role: 'main', text: 'as older rules read it' }] as const;
        return {
          ...judged,
          snapshot: snapshotOf(sha256, { ...document, normaliser: NORMALISER + 1, blocks }),
        };
      },
    };
    await play(world, page(PASSAGE));
    world.thought = thought;
    world.pages.set(url, `${page(PASSAGE)}<!-- another markup -->`);
    expect((await night(world, one, 2)).sources[0]?.content.change).toBe('cosmetic');
  });

  it('does not read again what was read before, byte for byte', async () => {
    const world = fakeWorld();
    let times = 0;
    world.thought = thoughtIn({
      run(task, input) {
        if ('unread' in input && input.unread !== null) times += 1;
        return onThisThread.run(task, input);
      },
    });
    await play(world, page(PASSAGE), page(PASSAGE));
    expect(times).toBe(1);
  });

  it('counts what was asked and received on the way to the document', async () => {
    const world = fakeWorld();
    world.pages.set(
      url,
      '<meta http-equiv="refresh" content="0; url=/new"><p>One moment, please.</p>',
    );
    world.pages.set('https://a.example/new', page(PASSAGE));
    const { run } = await night(world, one, 1);
    const bytes = (path: string) => `${world.pages.get(path)}`.length;
    expect(run).toMatchObject({ requests: 2, bytes: bytes(url) + bytes('https://a.example/new') });
  });
});

describe('the visits of a night', () => {
  const hosts = ['a1', 'a2', 'a3', 'b1', 'c1'].map((id) =>
    source(id, { url: `https://${id[0]}.example/${id}` }),
  );

  it('are made in the lane of the host that each asks first, and told in the order of the file all the same', async () => {
    const world = fakeWorld();
    for (const { url: at } of hosts) world.pages.set(at ?? '', page(PASSAGE));
    const lanes: (string | null)[] = [];
    world.inLanes = async (things, urlOf, work) => {
      for (const thing of things.toReversed()) {
        lanes.push(urlOf(thing));
        await work(thing);
      }
    };
    const run = await night(world, watchlist([...hosts, source('nowhere', { url: null })]), 1);
    expect(lanes.map((at) => at?.slice(-2))).toEqual([undefined, 'c1', 'b1', 'a3', 'a2', 'a1']);
    expect(run.sources.map(({ id }) => id)).toEqual(['a1', 'a2', 'a3', 'b1', 'c1', 'nowhere']);
  });

  it('are kept as they land, each for good, so that a run that is killed loses none', async () => {
    const world = fakeWorld();
    for (const { url: at } of hosts) world.pages.set(at ?? '', page(PASSAGE));
    const { fetch, store } = world;
    world.fetch = async (request) => {
      if (!request.url.endsWith('c1')) return fetch(request);
      while ((await store.visits(1)).length < 4) await setImmediate();
      throw new Error('killed');
    };
    await expect(night(world, watchlist(hosts), 1)).rejects.toThrow('killed');
    const kept = await store.visits(1);
    expect(kept.map(({ subject }) => subject).sort()).toEqual(['a1', 'a2', 'a3', 'b1']);
  });

  it('are begun by nobody but the lanes', async () => {
    const world = fakeWorld();
    const many = Array.from({ length: 30 }, (_, i) => source(`s${i}`));
    const [underWay, most] = [new Set<string>(), { n: 0 }];
    const answers = world.fetch;
    world.fetch = async (request) => {
      underWay.add(request.url);
      most.n = Math.max(most.n, underWay.size);
      await Promise.resolve();
      const outcome = await answers(request);
      underWay.delete(request.url);
      return outcome;
    };
    world.inLanes = limitConcurrency(3);
    await night(world, watchlist(many, [citation(1, 's1', PASSAGE)]), 1);
    expect(most.n).toBe(3);
  });
});

describe('a page that leads on at once', () => {
  const stub = (to: string) =>
    `<meta http-equiv="refresh" content="0; url=${to}"><p>One moment, please.</p>`;

  it('is followed to the document, and the page is kept as a hop', async () => {
    const world = fakeWorld();
    world.pages.set(url, stub('/new'));
    world.pages.set('https://a.example/new', page(PASSAGE));
    const [verdict] = (await night(world, one, 1)).sources;
    expect(verdict).toMatchObject({
      finalUrl: 'https://a.example/new',
      link: { status: 'alive', hops: [{ url, http: 200 }] },
    });
    expect(verdict?.citations[0]?.quotes[0]?.verdict).toBe('intact');
  });

  it('is dead when it leads to a page that is not there', async () => {
    const world = fakeWorld();
    world.pages.set(url, stub('/lost'));
    expect((await night(world, one, 1)).sources[0]?.link).toMatchObject({
      status: 'gone',
      http: 404,
    });
  });

  it('is followed over several such pages', async () => {
    const world = fakeWorld();
    world.pages.set(url, stub('/b'));
    world.pages.set('https://a.example/b', stub('/c'));
    world.pages.set('https://a.example/c', page(PASSAGE));
    const [verdict] = (await night(world, one, 1)).sources;
    expect(verdict?.finalUrl).toBe('https://a.example/c');
    expect(quoteOf(verdict)?.verdict).toBe('intact');
  });

  it('is not followed round and round', async () => {
    const world = fakeWorld();
    world.pages.set(url, stub('/b'));
    world.pages.set('https://a.example/b', stub('/article'));
    await night(world, one, 1);
    expect(world.asked.length).toBeLessThan(8);
  });

  it('is read itself when it is a document that only renews itself later', async () => {
    const world = fakeWorld();
    world.pages.set(
      url,
      page(PASSAGE).replace('<title>', '<meta http-equiv="refresh" content="5; url=/home"><title>'),
    );
    expect((await night(world, one, 1)).sources[0]?.finalUrl).toBe(url);
  });
});

describe('an address that names a part of a page', () => {
  it('is alive, and told when the part is not there any more', async () => {
    const world = fakeWorld();
    const address = 'https://a.example/article#findings';
    const watch = watchlist([source('a', { url: address })]);
    world.pages.set(address, page('<span id="findings">Findings</span> of the year'));
    expect((await night(world, watch, 1)).sources[0]?.link.why).toMatchObject({
      kind: 'answered',
      part: null,
    });
    world.pages.set(address, page('Findings of the year'));
    const [verdict] = (await night(world, watch, 2)).sources;
    expect(verdict?.link).toMatchObject({
      status: 'alive',
      why: { kind: 'answered', part: '#findings' },
    });
  });
});

describe('a page that comes and goes', () => {
  it('is called so', async () => {
    const world = fakeWorld();
    for (const [day, answer] of [page(PASSAGE), 503, page(PASSAGE), 503].entries()) {
      world.pages.set(url, answer);
      await night(world, one, day + 1);
    }
    world.pages.set(url, page(PASSAGE));
    const run = await night(world, one, 5);
    expect(run.sources[0]?.link.why).toMatchObject({ kind: 'flapping', spells: 2, nights: 5 });
  });
});
