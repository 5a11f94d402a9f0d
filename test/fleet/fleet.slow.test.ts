import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it, vi } from 'vitest';
import type { Outcome, Validators } from '../../src/model/outcome.js';
import type { Fetcher } from '../../src/web/fetcher.js';
import type { PostgresServer } from '../postgres.js';
import { postgresServer } from '../postgres-server.js';
import { manyHosts } from './many-hosts.js';
import { askingAs, sharedStore } from './shared-store.js';

const server = (await postgresServer()) as PostgresServer;

/** The page that every host shows, and how it is answered. */
interface Shown {
  text: string;
  etag: string | undefined;
  modified: string | undefined;
}

const SHOWN: Shown = { text: 'as it was', etag: '"v1"', modified: undefined };
const A_DATE = 'Wed, 01 Oct 2025 02:00:00 GMT';

function show(
  { text, etag, modified }: Shown,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (etag !== undefined) response.setHeader('etag', etag);
  if (modified !== undefined) response.setHeader('last-modified', modified);
  const asked = request.headers['if-none-match'];
  const isSame =
    asked === undefined
      ? modified !== undefined && request.headers['if-modified-since'] === modified
      : asked === etag;
  if (isSame) response.statusCode = 304;
  response.end(isSame ? undefined : text);
}

const tagged = (etag: string): Validators => ({ etag, lastModified: null });
const dated = (lastModified: string): Validators => ({ etag: null, lastModified });

const URL = 'http://a.example/page';
const get = (fleet: Fetcher, validators: Validators | null = null, url = URL): Promise<Outcome> =>
  fleet.fetch({ url, validators });

/** An outcome in short. */
const inShort = (outcome: Outcome): string =>
  outcome.kind === 'failed'
    ? outcome.failure
    : [outcome.http, outcome.body === null ? [] : Buffer.from(outcome.body.bytes).toString()]
        .flat()
        .join(' ');

const NIGHTS = ['2025-10-01T02:00:00Z', '2025-10-02T02:00:00Z'].map((night) => new Date(night));
const [TONIGHT, TOMORROW] = NIGHTS as [Date, Date];

describe.skipIf(server === null)('one visit for all reports', () => {
  /** A web of one page, and a store. */
  async function opened(shown: Partial<Shown> = {}, took = 5) {
    const page = { ...SHOWN, ...shown };
    const web = await manyHosts((request, response) => show(page, request, response), took);
    const store = await sharedStore(server);
    const report = (night: Date, heard?: Date) =>
      store.fleet(askingAs(web.connectTo), { night, ...(heard && { heard }) });
    return { page, web, store, report };
  }

  it('what two reports ask in one night is asked once, and both hear it', async () => {
    const { web, report } = await opened();
    const [one, other] = [await report(TONIGHT), await report(TONIGHT)];
    const urls = Array.from({ length: 20 }, (_, n) => `http://h${n % 6}.example/${n}`);
    const outcomes = await Promise.all(
      [one, other].flatMap((fleet) => urls.map((url) => get(fleet, null, url))),
    );
    expect(new Set(outcomes.map(inShort))).toEqual(new Set(['200 as it was']));
    expect(web.asked).toHaveLength(20);
    expect(one.traffic().requests + other.traffic().requests).toBe(20);
    expect(web.overlaps).toEqual([]);
  });

  it('a report that comes hours later hears what was said, and one of the next night asks again', async () => {
    const { web, page, report } = await opened();
    const before = await get(await report(TONIGHT));
    page.text = 'edited';
    page.etag = '"v2"';
    const later = await get(await report(new Date(TONIGHT.getTime() + 11 * 3_600_000)));
    expect([before, later].map(inShort)).toEqual(['200 as it was', '200 as it was']);
    expect(web.asked).toHaveLength(1);
    expect(inShort(await get(await report(TOMORROW)))).toBe('200 edited');
    expect(web.asked).toHaveLength(2);
  });

  it('a report that checks again does not hear again what it has heard', async () => {
    const { web, page, report } = await opened();
    await get(await report(TONIGHT));
    page.text = 'mended';
    const again = new Date(TONIGHT.getTime() + 600_000);
    expect(inShort(await get(await report(again, TONIGHT)))).toBe('200 mended');
    // Who has not looked since hears the latest.
    expect(inShort(await get(await report(again)))).toBe('200 mended');
    expect(web.asked).toHaveLength(2);
  });

  it.each([
    ['the same tag', tagged('"v1"'), tagged('"v1"'), '304', 1],
    ['no validators', tagged('"v1"'), null, '200 as it was', 1],
    ['another tag', tagged('"v1"'), tagged('"v0"'), '200 as it was', 1],
    ['a date', tagged('"v1"'), dated(A_DATE), '200 as it was', 1],
    ['after one who held none', null, tagged('"v1"'), '200 as it was', 1],
  ] as const)(
    'of what the first held nothing is new: who holds %s hears',
    async (_, first, second, heard, asked) => {
      const { web, report } = await opened({ modified: A_DATE });
      // The night before, on which the page itself was kept.
      await get(await report(TONIGHT));
      web.asked.length = 0;
      const said = inShort(await get(await report(TOMORROW), first));
      expect(said).toBe(first === null ? '200 as it was' : '304');
      expect(inShort(await get(await report(TOMORROW), second))).toBe(heard);
      expect(web.asked).toHaveLength(asked);
    },
  );

  it('a date that the first held stands for the page of that date', async () => {
    const { web, report } = await opened({ etag: undefined, modified: A_DATE });
    await get(await report(TONIGHT));
    const first = await get(await report(TOMORROW), dated(A_DATE));
    const second = await get(await report(TOMORROW));
    expect([first, second].map(inShort)).toEqual(['304', '200 as it was']);
    expect(web.asked).toHaveLength(2);
  });

  it('what is kept is not what was confirmed: who holds something else asks himself, once for all', async () => {
    const { web, page, report } = await opened();
    await get(await report(TONIGHT));
    // Since then the page has changed, and the first asker alone has seen that, elsewhere.
    page.etag = '"v2"';
    page.text = 'edited';
    web.asked.length = 0;
    expect(inShort(await get(await report(TOMORROW), tagged('"v2"')))).toBe('304');
    expect(inShort(await get(await report(TOMORROW), tagged('"v1"')))).toBe('200 edited');
    expect(inShort(await get(await report(TOMORROW)))).toBe('200 edited');
    expect(web.asked.map(({ headers }) => headers['if-none-match'])).toEqual(['"v2"', '"v1"']);
  });

  it('nothing is kept: all who cannot use "not modified" share one more request', async () => {
    const { web, report } = await opened({}, 300);
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => report(TOMORROW)));
    const heard = [get(first as Fetcher, tagged('"v1"'))];
    while (web.asked.length === 0) await new Promise((later) => setTimeout(later, 10));
    heard.push(...others.map((fleet) => get(fleet)), get(first as Fetcher, tagged('"v0"')));
    expect((await Promise.all(heard)).map(inShort)).toEqual([
      '304',
      ...Array(3).fill('200 as it was'),
    ]);
    expect(web.asked.map(({ headers }) => headers['if-none-match'])).toEqual(['"v1"', undefined]);
  });

  it('asks anew where somebody took the request away', async () => {
    const { web, store } = await opened();
    const fleet = await store.fleet(askingAs(web.connectTo), { walks: false });
    const heard = get(fleet);
    await expect
      .poll(async () => (await store.pool.query('DELETE FROM asks')).rowCount, { timeout: 5_000 })
      .toBe(1);
    await store.fleet(askingAs(web.connectTo));
    expect(inShort(await heard)).toBe('200 as it was');
  });

  it('answers for an address of which three workers died, and goes on with its host', async () => {
    const { web, store } = await opened();
    const fleet = await store.fleet(askingAs(web.connectTo), { walks: false });
    const heard = ['poison', 'twice', 'page'].map((path) =>
      get(fleet, null, `http://a.example/${path}`),
    );
    const died = (times: number, path: string) =>
      store.pool.query('UPDATE asks SET deaths = $1 WHERE ask LIKE $2', [times, `%/${path}"%`]);
    await expect.poll(async () => (await died(3, 'poison')).rowCount, { timeout: 5_000 }).toBe(1);
    await died(2, 'twice');
    await store.fleet(askingAs(web.connectTo));
    const [poison, ...others] = await Promise.all(heard);
    expect(poison).toMatchObject({ kind: 'failed', failure: 'protocol', code: 'ERR_ASKER_DIED' });
    expect(others.map(inShort)).toEqual(['200 as it was', '200 as it was']);
    expect(web.asked.map(({ path }) => path).sort()).toEqual(['/page', '/twice']);
  });

  it('knows its night by the server’s clock, whatever its own says', async () => {
    const { web, store } = await opened();
    const now = Date.now();
    const own = () => store.fleet(askingAs(web.connectTo), { night: null });
    await get(await own());
    vi.useFakeTimers({ now: now + 3 * 86_400_000, toFake: ['Date'] });
    try {
      // Another report, whose machine is three days ahead, hears the same; one that heard it already does not.
      const ahead = await own();
      expect(inShort(await get(ahead))).toBe('200 as it was');
      expect(web.asked).toHaveLength(1);
      const heardIt = { night: null, heard: new Date(Date.now() + 60_000) };
      await get(await store.fleet(askingAs(web.connectTo), heardIt));
      expect(web.asked).toHaveLength(2);
      await ahead.close();
    } finally {
      vi.useRealTimers();
    }
    expect((await store.pool.query('SELECT FROM asks')).rowCount).toBe(2);
  });

  it('what a report held shows in its own captures only', async () => {
    const { report } = await opened();
    const [first, other] = [await report(TONIGHT), await report(TONIGHT)];
    const held = await get(first, tagged('"v0"'));
    const none = await get(other);
    expect([held, none].map(inShort)).toEqual(['200 as it was', '200 as it was']);
    expect(JSON.stringify(held)).toContain('if-none-match: \\"v0');
    expect(none).not.toHaveProperty('wire');
    expect(JSON.stringify(none)).not.toContain('v0');
  });

  it('another language is another request, and so is only a look at the headers', async () => {
    const { web, report } = await opened();
    const fleet = await report(TONIGHT);
    await fleet.fetch({ url: URL, validators: null, lang: 'fr' });
    await fleet.fetch({ url: URL, validators: null, lang: 'de' });
    await fleet.fetch({ url: URL, validators: null, lang: 'de', headersOnly: true });
    await fleet.fetch({ url: `${URL}#part`, validators: null, lang: 'de' });
    expect(web.asked).toHaveLength(3);
  });

  it('what carries a key is asked by its own process, and is not written down', async () => {
    const { web, store, report } = await opened();
    const fleet = await report(TONIGHT);
    await fleet.fetch({ url: URL, validators: null, headers: { authorization: 'LOW key:secret' } });
    expect(web.asked[0]?.headers.authorization).toBe('LOW key:secret');
    expect((await store.pool.query('SELECT FROM asks')).rowCount).toBe(0);
    expect(fleet.traffic().requests).toBe(1);
  });

  it('a redirect to another host goes through the lane of that host', async () => {
    const web = await manyHosts(({ headers }, response) => {
      if (headers.host === 'a.example') response.writeHead(302, { location: 'http://b.example/x' });
      response.end('there');
    });
    const store = await sharedStore(server);
    const outcome = await get(await store.fleet(askingAs(web.connectTo)));
    expect(outcome).toMatchObject({ finalUrl: 'http://b.example/x', http: 200, requests: 2 });
    const { rows } = await store.pool.query('SELECT host FROM lanes ORDER BY host');
    expect(rows.map(({ host }) => host)).toEqual(['a.example', 'b.example']);
  });

  it('who closes is told so, and what he asked is answered for the next', async () => {
    const web = await manyHosts((_, response) => response.end('slow'), 300);
    const store = await sharedStore(server);
    const [gone, next] = [
      await store.fleet(askingAs(web.connectTo)),
      await store.fleet(askingAs(web.connectTo)),
    ];
    const unheard = expect(get(gone)).rejects.toThrow('closed');
    while (web.asked.length === 0) await new Promise((later) => setTimeout(later, 10));
    await gone.close();
    await unheard;
    expect(inShort(await get(next))).toBe('200 slow');
  });

  it('a long name of a host, and one that is none, end as they do without a fleet', async () => {
    const { report } = await opened();
    const fleet = await report(TONIGHT);
    const long = `http://${'a'.repeat(5_000)}.example/`;
    await expect(get(fleet, null, long)).resolves.toMatchObject({ kind: 'answered' });
    await expect(get(fleet, null, 'http://')).resolves.toMatchObject({ failure: 'bad-url' });
  });

  it('bodies that are not text, or are cut, come as they were', async () => {
    const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, n) => (n * 7) % 256));
    const web = await manyHosts((_, response) => response.end(bytes));
    const store = await sharedStore(server);
    const whole = await get(await store.fleet(askingAs(web.connectTo)));
    expect(whole.kind === 'answered' && Buffer.from(whole.body?.bytes ?? []).equals(bytes)).toBe(
      true,
    );
    // How much is read is its worker's affair.
    const settings = askingAs(web.connectTo, { maxBytes: 1_000 });
    const cut = await get(await (await sharedStore(server)).fleet(settings));
    const body = cut.kind === 'answered' ? cut.body : null;
    expect(body?.truncated).toBe(true);
    expect(Buffer.from(body?.bytes ?? [])).toEqual(bytes.subarray(0, 1_000));
  });
});
