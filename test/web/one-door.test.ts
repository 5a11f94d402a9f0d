import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCopy } from '../../src/night/witnesses.js';
import { parseSettings } from '../../src/settings/options.js';
import { openWebhook } from '../../src/tasks/services.js';
import { WATCHLIST } from '../replica/reader.js';
import { type Replica, startReplica } from '../replica/web.js';
import { page, said, source } from '../world.js';
import { type LoopbackArchive, startArchive } from './archives/loopback-archive.js';
import { realNight } from './real-night.js';
import { type RecordingProxy, recordingProxy } from './recording-proxy.js';
import { type Loopback, serve } from './servers.js';

const WALLED = 'https://www.transparency.org/en/news/cpi-2020-asia-pacific';
const ODD = 'http://odd.example/reports/one';
/** Whatever is asked of it, it shows a page that looks half like an error. */
const oddPage = page(
  'Readers sent their memories of the old library.',
  'Not found in our archive: the lists of the year',
);

const watch = {
  ...WATCHLIST,
  sources: [
    ...WATCHLIST.sources
      .filter(({ id }) =>
        ['ti-2021-cpi2020-asia-pacific', 'ukho-cpin-china-modern-slavery'].includes(id),
      )
      .map((cited) => ({ ...cited, copies: [] })),
    source('odd', { url: ODD }),
    source('doi', { url: 'http://doi.org/10.1234/gone' }),
  ],
  reports: [
    {
      ...WATCHLIST.reports[0],
      citations: [
        ...WATCHLIST.reports
          .flatMap(({ citations }) => citations)
          .filter(({ source: id }) => /^(?:ti-2021|ukho)-/.test(id)),
        ...['odd', 'doi'].map((id) => ({
          id: `R/${id}`,
          source: id,
          section: '1',
          accessed: '2025-03-15',
          page: null,
          cited: id,
          quotes: [{ text: 'Nobody has ever written this sentence about the moon.' }],
        })),
      ],
    },
  ],
} as typeof WATCHLIST;

describe('every request of a night', () => {
  let replica: Replica;
  let archive: LoopbackArchive;
  beforeAll(async () => {
    replica = await startReplica(WATCHLIST);
    replica.setNight(2);
    archive = await startArchive({
      captures: [{ url: WALLED, at: '2025-03-01T00:00:00Z', body: page('As it stood.') }],
      live: () => ({ body: 'now' }),
      keys: 'key:secret',
    });
  });
  afterAll(() => Promise.all([replica.close(), archive.close()]));

  /** Plays the night, then a capture and a webhook, through a proxy. */
  async function play() {
    const odd = await serve((_, response) => response.end(oddPage));
    const proxy = await recordingProxy((host, port) =>
      host === '127.0.0.1' ? port : portOf(host, port, replica, odd),
    );
    const raw = {
      proxy: proxy.origin,
      cacert: readFileSync(replica.caFile, 'utf8'),
      allowPrivate: true,
      robots: true,
      now: '2025-03-27T02:00:00Z',
    };
    const save = { key: 'key', secret: 'secret' };
    const archives = { wayback: archive.base, timegates: [archive.timegate], save };
    const { run, world } = await realNight(watch, raw, archives);
    const asked = replica.requests.length + archive.requests.length + oddRequests(proxy);
    await makeCopy(world, WALLED);
    const { webhook, close } = openWebhook(
      { url: 'https://hooks.example/s3cret', format: 'json', secret: null, token: null },
      parseSettings(raw, '').fetch,
      said,
    );
    await webhook?.post({ text: 'news', run: 1 }, 'digest-1');
    await close();
    return { run, proxy, asked };
  }

  it('and what follows it pass the one door, here seen by a proxy, and are counted', async () => {
    const { run, proxy, asked } = await play();
    const passedBy = replica.requests.filter(({ from }) => !proxy.ports.has(from));
    expect(passedBy).toEqual([]);
    const throughProxy = proxy.forwarded.map((line) => line.replace(archive.base, ''));
    expect(archive.requests.filter((request) => !throughProxy.includes(request))).toEqual([]);
    expect(run.run.requests).toBe(asked);
    expect(run.run.bytes).toBeGreaterThan(10_000);

    const seen = [
      ...proxy.forwarded,
      ...replica.requests.map(({ method, host, path }) => `${method} https://${host}${path}`),
    ].join('\n');
    for (const kind of [
      /^GET http:\/\/odd\.example\/reports\/one$/m,
      /^GET http:\/\/doi\.org\/10\.1234\/gone$/m,
      /^GET https:\/\/doi\.org\/10\.1234\/gone$/m,
      /^GET https:\/\/www\.gov\.uk\/robots\.txt$/m,
      /^GET https:\/\/www\.gov\.uk\/api\/content\//m,
      /^GET https:\/\/www\.transparency\.org\/en\/cpi$/m,
      /^GET http:\/\/odd\.example\/$/m,
      /^GET https:\/\/api\.crossref\.org\/works\//m,
      /\/cdx\/search\/cdx\?/,
      /\/wayback\/available\?/,
      /\/web\/2025\d+id_\/http:\/\/doi\.org/,
      /\/web\/https?:\/\/doi\.org/,
      /\/web\/20250301000000id_\/https:\/\/www\.transparency\.org/,
      /^POST http:\/\/127\.0\.0\.1:\d+\/save$/m,
      /^GET http:\/\/127\.0\.0\.1:\d+\/save\/status\/spn2/m,
      /^POST https:\/\/hooks\.example\/s3cret$/m,
    ])
      expect(seen).toMatch(kind);
  });

  it('would be missed by the proxy if it went another way', async () => {
    const proxy = await recordingProxy(() => 1);
    const before = archive.requests.length;
    await globalThis.fetch(`${archive.base}/cdx/search/cdx?url=x`);
    expect(archive.requests.length).toBe(before + 1);
    expect(proxy.forwarded).toEqual([]);
  });
});

const portOf = (host: string, port: number, replica: Replica, odd: Loopback): number =>
  host === 'odd.example' ? odd.port : port === 443 ? replica.httpsPort : replica.httpPort;

const oddRequests = ({ forwarded }: RecordingProxy): number =>
  forwarded.filter((line) => line.startsWith('GET http://odd.example/')).length;
