import { describe, expect, it } from 'vitest';
import type { Watchlist } from '../../src/model/watchlist.js';
import { parseSettings } from '../../src/settings/options.js';
import { sendDigest } from '../../src/tasks/digest.js';
import { openWebhook } from '../../src/tasks/services.js';
import type { ArchiveSettings } from '../../src/web/archives/archive.js';
import { citation, page, said, source, watchlist } from '../world.js';
import { type RealNight, realNight } from './real-night.js';
import { type Loopback, serve } from './servers.js';

const PASSAGE =
  'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects.';
const ARTICLE = 'http://a.example/article';
const HOSTS = ['a.example', 'archive.example', 'gate.example'];
const HTML = { 'content-type': 'text/html' };

/** What an address of the made-up web answers. */
interface Answer {
  readonly http?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A web that names an address which it wants us to ask, and the part of the program that might. */
interface Trap {
  /** By address without its query; what is not there is a 404. */
  readonly web?: Readonly<Record<string, Answer>>;
  readonly watch?: Watchlist;
  readonly archive?: ArchiveSettings;
}

const cited = (more: Parameters<typeof source>[1] = {}) =>
  watchlist(
    [source('a', { url: ARTICLE, ...more })],
    [citation(1, 'a', PASSAGE, { accessed: '2025-03-15' })],
  );

/** The cited edition of a series, and where its next one would be found. */
const inSeries = (series: { index?: readonly string[]; pattern?: string }): Watchlist => ({
  ...cited({
    series: 's',
    edition: '2024',
    title: 'Report on trafficking: China 2024',
    published: '2024-06',
  }),
  series: [
    {
      id: 's',
      name: 'Report on trafficking: China',
      cadence: null,
      subject: [],
      index: [],
      pattern: null,
      editions: [],
      ...series,
    },
  ],
});

const GATE: ArchiveSettings = { wayback: null, timegates: ['http://gate.example/tg/'] };
const MEMENTO = { ...HTML, 'memento-datetime': 'Sat, 01 Mar 2025 00:00:00 GMT' };
const gate = (answer: Answer): Trap => ({
  web: { [`http://gate.example/tg/${ARTICLE}`]: answer },
  archive: GATE,
});
const json = (body: string): Answer => ({ headers: { 'content-type': 'application/json' }, body });
const good: Answer = { headers: HTML, body: page(PASSAGE, 'Report on trafficking: China 2024') };
const link = 'Report on trafficking: China 2025';

const TRAPS: Readonly<Record<string, (canary: string) => Trap>> = {
  'the redirect of a page': (canary) => ({
    web: { [ARTICLE]: { http: 302, headers: { location: canary } } },
  }),
  'a meta refresh': (canary) => ({
    web: {
      [ARTICLE]: {
        headers: HTML,
        body: `<meta http-equiv="refresh" content="0; url=${canary}"><p>Moving on`,
      },
    },
  }),
  'the Location of a TimeGate': (canary) => gate({ http: 302, headers: { location: canary } }),
  'the Content-Location of a capture': (canary) =>
    gate({ headers: { ...MEMENTO, 'content-location': canary } }),
  'a Link of the kind "memento"': (canary) =>
    gate({
      http: 404,
      headers: {
        ...MEMENTO,
        link: `<${canary}>; rel="next memento"; datetime="Tue, 01 Apr 2025 00:00:00 GMT"`,
      },
    }),
  'the Location of the Wayback Machine': (canary) => ({
    web: {
      'http://archive.example/cdx/search/cdx': json('[]'),
      'http://archive.example/wayback/available': json('{"archived_snapshots":{}}'),
      [`http://archive.example/web/20250315235959id_/${ARTICLE}`]: {
        http: 302,
        headers: { location: canary },
      },
    },
    archive: { wayback: 'http://archive.example' },
  }),
  'a link of a feed': (canary) => ({
    web: {
      [ARTICLE]: good,
      'http://a.example/feed': {
        headers: { 'content-type': 'application/rss+xml' },
        body: `<?xml version="1.0"?><rss><channel><title>Reports</title><item><title>${link}</title><link>${canary}</link></item></channel></rss>`,
      },
    },
    watch: inSeries({ index: ['http://a.example/feed'] }),
  }),
  'a link of an index page': (canary) => ({
    web: {
      [ARTICLE]: good,
      'http://a.example/index': {
        headers: HTML,
        body: `<title>Reports</title><h1>Reports</h1><p><a href="${canary}">${link}</a></p>`,
      },
    },
    watch: inSeries({ index: ['http://a.example/index'] }),
  }),
  'the pattern of a series': (canary) => ({
    web: { [ARTICLE]: good },
    watch: inSeries({ pattern: `${canary}-{edition}` }),
  }),
  'a copy': (canary) => ({ watch: cited({ copies: [{ url: canary, by: 'a friend' }] }) }),
  'the next page of an article': (canary) => ({
    web: {
      [ARTICLE]: { headers: HTML, body: `${page('Nothing.')}<link rel="next" href="${canary}">` },
    },
  }),
};

/** Plays a night over a trap, in which only the public hosts may be reached by --connect-to. */
async function spring(trap: Trap, raw: { allowPrivate?: boolean }): Promise<RealNight> {
  const web = await serve((request, response) => {
    const address = `http://${request.headers.host}${request.url?.replace(/\?.*/, '')}`;
    const {
      http = 200,
      headers = {},
      body = '',
    } = trap.web?.[address] ?? { http: 404, headers: HTML };
    response.writeHead(http, headers).end(body);
  });
  const connectTo = HOSTS.map((host) => `${host}:80:127.0.0.1:${web.port}`);
  const options = { ...raw, connectTo, now: '2025-10-01T02:00:00Z' };
  return realNight(trap.watch ?? cited(), options, trap.archive ?? null);
}

/** A server inside the private network, at which nothing that comes from outside may knock. */
const canaryServer = (): Promise<Loopback> =>
  serve((_, response) => response.writeHead(200, { ...MEMENTO }).end(page(PASSAGE)));

const recordOf = async ({ run, world }: RealNight): Promise<string> =>
  JSON.stringify([run, await world.store.visits(run.run.id)]);

describe('a private server', () => {
  it.each(Object.entries(TRAPS))(
    'is not reached by %s, and the reason is recorded',
    async (_, trap) => {
      const canary = await canaryServer();
      const night = await spring(trap(`${canary.origin}/secret`), {});
      expect(canary.connections()).toBe(0);
      expect(await recordOf(night)).toContain(
        '127.0.0.1 is private or local, so it was not contacted',
      );
    },
  );

  it.each(Object.entries(TRAPS))('is reached by %s with --allow-private', async (_, trap) => {
    const canary = await canaryServer();
    const night = await spring(trap(`${canary.origin}/secret`), { allowPrivate: true });
    expect(canary.connections()).toBeGreaterThan(0);
    expect(await recordOf(night)).not.toContain('private or local');
  });

  it.each([
    [false, 'pending', 'private or local'],
    [true, 'sent', '200'],
  ])('is reached by a webhook with --allow-private: %s', async (allowPrivate, state, detail) => {
    const canary = await canaryServer();
    const altered = { headers: HTML, body: page(PASSAGE.replace('1,664', '1,446')) };
    const { world } = await spring({ web: { [ARTICLE]: altered } }, {});
    const { fetch } = parseSettings({ allowPrivate, hostDelay: '0' }, '0.0.0');
    const { webhook, close } = openWebhook(
      { url: `${canary.origin}/hook`, format: 'json', secret: null, token: null },
      fetch,
      said,
    );
    const { delivered } = await sendDigest({ ...world, webhook }, {});
    await close();
    expect(canary.connections() > 0).toBe(allowPrivate);
    expect(delivered).toMatchObject([{ state, detail: expect.stringContaining(detail) }]);
  });
});
