import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.js';
import { redirect } from '../../src/web/redirect.js';
import type { Ask, Reply } from '../../src/web/reply.js';
import { systemClock } from '../../src/web/reply.js';
import { answer } from '../web/replies.js';
import { citation, type FakeWorld, fakeWorld, page, source, watchlist } from '../world.js';
import { night, one, PASSAGE, quoteOf, url } from './nights.js';

/** What stands at an address: a page with the day on which it was last changed, or where it redirects to. */
type Standing =
  | { readonly html: string; readonly changed: string; readonly vary?: string }
  | { readonly to: string; readonly http?: number };

/** A world whose pages answer as a server of files does: not modified since the date that they are asked with. */
function datedWorld(): FakeWorld & {
  stands: Map<string, Standing>;
  sent: [url: string, since: string | null][];
} {
  const world = Object.assign(fakeWorld(), {
    stands: new Map<string, Standing>(),
    sent: [] as [string, string | null][],
  });
  const send = async ({ url: { href }, headers }: Ask): Promise<Reply> => {
    const since = headers['if-modified-since'] ?? null;
    world.sent.push([href, since?.slice(5, 16) ?? null]);
    const stands = world.stands.get(href);
    if (stands === undefined) return answer(404);
    if ('to' in stands) return { ...answer(stands.http ?? 302), location: stands.to } as Reply;
    const { html, changed, vary } = stands;
    const said = { 'last-modified': new Date(changed).toUTCString(), ...(vary && { vary }) };
    if (since !== null && Date.parse(changed) <= Date.parse(since)) return answer(304, said);
    const bytes = new TextEncoder().encode(html);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const headersOf = { 'content-type': 'text/html', ...said };
    return { ...answer(200, headersOf), body: { bytes, sha256, truncated: false } } as Reply;
  };
  return Object.assign(world, { fetch: redirect(send, systemClock) });
}

const LATER = 'https://a.example/files/document';
const ALTERED = PASSAGE.replace('1,664', '9,999');
const OTHER = page(
  'We are rebuilding our library, and reports on lending will be put here again.',
  'Publications',
);
const stub = `<meta http-equiv="refresh" content="0; url=${LATER}"><p>One moment, please.</p>`;

describe('what a server said of the version that was read', () => {
  it('is held against the page that it was said of, not against the older one that leads on to it', async () => {
    const world = datedWorld();
    world.stands.set(url, { html: stub, changed: '2020-01-01' });
    world.stands.set(LATER, { html: page(PASSAGE), changed: '2025-06-01' });
    await night(world, one, 1);
    world.sent.length = 0;
    const [same] = (await night(world, one, 2)).sources;
    expect(same).toMatchObject({
      finalUrl: LATER,
      link: { http: 304 },
      content: { change: 'unchanged' },
    });
    expect(world.sent).toEqual([
      [url, null],
      [LATER, '01 Jun 2025'],
    ]);
    world.stands.set(LATER, { html: page(ALTERED), changed: '2025-10-02' });
    const changed = [await night(world, one, 3), await night(world, one, 4)];
    expect(changed.map(({ sources }) => quoteOf(sources[0])?.verdict)).toEqual([
      'altered',
      'altered',
    ]);
  });

  it('goes along to where the redirects led, and is not asked of a page that stands at their beginning since', async () => {
    const world = datedWorld();
    world.stands.set(url, { to: LATER });
    world.stands.set(LATER, { html: page(PASSAGE), changed: '2025-06-01' });
    await night(world, one, 1);
    const [same] = (await night(world, one, 2)).sources;
    expect(same).toMatchObject({ finalUrl: LATER, link: { http: 304 } });
    expect(quoteOf(same)?.verdict).toBe('intact');
    world.stands.set(url, { html: OTHER, changed: '2019-06-01' });
    const [other] = (await night(world, one, 3)).sources;
    expect(other).toMatchObject({
      finalUrl: url,
      link: { http: 200 },
      content: { change: 'edited' },
    });
    expect(quoteOf(other)?.verdict).toBe('missing');
  });

  it('does not bring back a document that moved for good', async () => {
    const world = datedWorld();
    world.stands.set(LATER, { html: page(PASSAGE), changed: '2025-06-01' });
    const links = [];
    for (const [i, http] of [302, 302, 301, 301].entries()) {
      world.stands.set(url, { to: LATER, http });
      links.push((await night(world, one, i + 1)).sources[0]?.link);
    }
    expect(links.map((link) => link?.http)).toEqual([200, 304, 304, 304]);
    expect(links.map((link) => link?.status)).toEqual(['alive', 'alive', 'moved', 'moved']);
    expect(links[3]?.why).toMatchObject({ kind: 'moved', to: LATER, stands: true });
  });

  it('is not asked of another address that the source was given since', async () => {
    const world = datedWorld();
    const moved = watchlist([source('a', { url: LATER })], [citation(1, 'a', PASSAGE)]);
    world.stands.set(url, { html: page(PASSAGE), changed: '2025-06-01' });
    world.stands.set(LATER, { html: OTHER, changed: '2019-06-01' });
    await night(world, one, 1);
    world.sent.length = 0;
    const [verdict] = (await night(world, moved, 2)).sources;
    expect(world.sent[0]).toEqual([LATER, null]);
    expect(quoteOf(verdict)?.verdict).not.toBe('intact');
  });

  it('is asked of the address to which the old one led, when the source is given that', async () => {
    const world = datedWorld();
    const moved = watchlist([source('a', { url: LATER })], [citation(1, 'a', PASSAGE)]);
    world.stands.set(url, { to: LATER });
    world.stands.set(LATER, { html: page(PASSAGE), changed: '2025-06-01' });
    await night(world, one, 1);
    const [verdict] = (await night(world, moved, 2)).sources;
    expect(verdict).toMatchObject({
      finalUrl: LATER,
      link: { http: 304 },
      content: { change: 'unchanged' },
    });
  });

  it.each([
    ['is not asked for readers of another language', 'Origin, Accept-Language', 200],
    [
      'is asked for readers of any language where the page is the same for all',
      'Accept-Encoding',
      304,
    ],
  ])('%s', async (_, vary, http) => {
    const world = datedWorld();
    const inFrench = watchlist([source('a', { lang: 'fr' })], [citation(1, 'a', PASSAGE)]);
    world.stands.set(url, { html: page(PASSAGE), changed: '2025-06-01', vary });
    await night(world, one, 1);
    expect((await night(world, one, 2)).sources[0]?.link.http).toBe(304);
    expect((await night(world, inFrench, 3)).sources[0]?.link.http).toBe(http);
    expect((await night(world, inFrench, 4)).sources[0]?.link.http).toBe(304);
  });

  it('costs nothing in the store where it was said of the address that is asked', async () => {
    const world = datedWorld();
    world.stands.set(url, { html: page(PASSAGE), changed: '2025-06-01' });
    await night(world, one, 1);
    const kept = await world.store.visit('a', 1);
    expect(kept?.validators).toEqual({ etag: null, lastModified: 'Sun, 01 Jun 2025 00:00:00 GMT' });
    expect(Object.keys(kept?.validators ?? {})).toEqual(['etag', 'lastModified']);
  });
});

describe('a visit that an earlier version kept, which did not say of what address the version was', () => {
  /** The first night, kept as an earlier version did. */
  async function keptEarlier(store: Store): Promise<void> {
    const visit = await store.visit('a', 1);
    if (visit?.validators == null) throw new Error('nothing was said of the version');
    const { of: _, ...validators } = visit.validators;
    await store.keepVisit({ ...visit, validators }, null);
  }

  it('is asked by where it was led nowhere', async () => {
    const world = datedWorld();
    world.stands.set(url, { html: page(PASSAGE), changed: '2025-06-01' });
    await night(world, one, 1);
    await keptEarlier(world.store);
    expect((await night(world, one, 2)).sources[0]?.link.http).toBe(304);
  });

  it('is not asked by where it was led on: the document is asked for whole, once', async () => {
    const world = datedWorld();
    world.stands.set(url, { html: stub, changed: '2020-01-01' });
    world.stands.set(LATER, { html: page(PASSAGE), changed: '2025-06-01' });
    await night(world, one, 1);
    await keptEarlier(world.store);
    const nights = [await night(world, one, 2), await night(world, one, 3)];
    expect(nights.map(({ sources }) => sources[0]?.link.http)).toEqual([200, 304]);
    expect(nights.map(({ sources }) => sources[0]?.finalUrl)).toEqual([LATER, LATER]);
  });
});

it('that nothing changed is not believed of a page that was read at another address', async () => {
  const world = fakeWorld();
  world.pages.set(url, page(PASSAGE));
  await night(world, one, 1);
  world.pages.set(url, { http: 304, finalUrl: LATER });
  const [elsewhere] = (await night(world, one, 2)).sources;
  expect(elsewhere?.link.why).toMatchObject({ kind: 'empty-304' });
  expect(quoteOf(elsewhere)?.verdict).toBe('unverifiable');
  world.pages.set(url, { http: 304 });
  const [here] = (await night(world, one, 3)).sources;
  expect(quoteOf(here)?.verdict).toBe('intact');
});
