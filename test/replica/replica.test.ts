import { connect as connectTls } from 'node:tls';
import { load } from 'cheerio';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENCODED } from './encoded.js';
import {
  isPdf,
  letters,
  partsOf,
  pdfText,
  Reader,
  source,
  visible,
  WATCHLIST,
  withUrl,
} from './reader.js';
import { type Replica, startReplica } from './web.js';

describe('the replica', () => {
  let replica: Replica;
  let reader: Reader;
  beforeAll(async () => {
    replica = await startReplica(WATCHLIST);
    reader = new Reader(replica);
  });
  afterAll(async () => {
    await reader.close();
    await replica.close();
  });

  describe('on its first night', () => {
    it.each(withUrl.filter((s) => !isPdf(s)).map((s) => [s.id, s] as const))(
      'serves %s with every passage that is quoted from it',
      async (_, s) => {
        const page = await reader.read(s.url);
        expect(page.status).toBe(200);
        const text = visible(page.text);
        const parts = partsOf(WATCHLIST, s);
        expect(parts.length).toBeGreaterThan(0);
        for (const part of parts) expect(letters(text)).toContain(part);
        expect(text.length).toBeGreaterThan(5_000);
        expect(text.length).toBeLessThan(30_000);
      },
    );

    it.each(withUrl.filter(isPdf).map((s) => [s.id, s] as const))(
      'serves %s as a PDF whose text layer carries its passages',
      async (_, s) => {
        const answer = await reader.read(s.url);
        expect(answer.headers['content-type']).toBe('application/pdf');
        const pdf = await pdfText(answer.bytes);
        expect(pdf.pages).toBeGreaterThan(3);
        for (const part of partsOf(WATCHLIST, s)) expect(letters(pdf.text)).toContain(part);
        expect(letters(pdf.cover)).toContain(letters(s.title));
      },
    );

    it('serves the copies of a source with the same passages', async () => {
      const s = source('usdos-tip-2024-china');
      for (const copy of s.copies) {
        const text = letters(visible((await reader.read(copy.url)).text));
        for (const part of partsOf(WATCHLIST, s)) expect(text).toContain(part);
      }
    });

    it('answers 404 in the site’s own manner where a host has no page', async () => {
      const hosts = new Set(withUrl.map((s) => new URL(s.url).host));
      for (const host of hosts) {
        const page = await reader.read(`https://${host}/no/such/page.html`);
        expect([host, page.status]).toEqual([host, 404]);
        expect(visible(page.text)).toMatch(/not found|can’t find|can’t be found|Nothing Found/iu);
      }
    });

    it('sends other bytes at each request but the same main text', async () => {
      const { url } = source('usdos-tip-2024-china');
      const [first, second] = [await reader.read(url), await reader.read(url)];
      expect(first.bytes.equals(second.bytes)).toBe(false);
      expect(load(first.text)('main').text()).toBe(load(second.text)('main').text());
    });

    it('answers 304 to the ETag and to the date that it sent', async () => {
      const tagged = await reader.read(source('aljazeera-2022-xi-anti-graft').url);
      const dated = await reader.read(source('chinadaily-2022-tougher-penalties').url);
      const etag = String(tagged.headers.etag);
      const date = String(dated.headers['last-modified']);
      const again = await reader.read(source('aljazeera-2022-xi-anti-graft').url, {
        'if-none-match': etag,
      });
      const anew = await reader.read(source('chinadaily-2022-tougher-penalties').url, {
        'if-modified-since': date,
      });
      expect([again.status, again.bytes.length, again.headers.etag]).toEqual([304, 0, etag]);
      expect(anew.status).toBe(304);
    });

    it('compresses for clients that accept it, and only for them', async () => {
      const { url } = source('usdos-tip-2024-china');
      const [plain, gzip, br] = [
        await reader.read(url),
        await reader.read(url, { 'accept-encoding': 'gzip' }),
        await reader.read(url, { 'accept-encoding': 'gzip, br' }),
      ];
      expect(plain.headers['content-encoding']).toBeUndefined();
      expect(gzip.headers['content-encoding']).toBe('gzip');
      expect(br.headers['content-encoding']).toBe('br');
      expect(load(br.text)('main').text()).toBe(load(plain.text)('main').text());
    });

    it('lists the editions that are out, and no later one', async () => {
      const index = await reader.read('https://www.transparency.org/en/cpi');
      expect(index.text).toContain('/en/news/cpi-2023-asia-pacific');
      expect(index.text).not.toContain('cpi-2025-findings');
      const later = await reader.read(
        'https://www.transparency.org/en/news/cpi-2025-findings-insights-corruption',
      );
      expect(later.status).toBe(404);
    });

    it.each(ENCODED.sources.map((s) => [s.id, s] as const))(
      'serves a page in %s',
      async (charset, s) => {
        const page = await reader.read(s.url ?? '');
        const html = new TextDecoder(charset, { fatal: true }).decode(page.bytes);
        for (const part of partsOf(ENCODED, s)) expect(letters(visible(html))).toContain(part);
        expect(page.text).not.toContain(s.title);
      },
    );
  });

  it('sends plain HTTP to HTTPS', async () => {
    const answer = await reader.read('http://www.state.gov/reports/x/');
    expect([answer.status, answer.headers.location]).toEqual([
      301,
      'https://www.state.gov/reports/x/',
    ]);
  });

  it('is refused by a client that does not trust its authority', async () => {
    const stranger = new Agent({
      connect: (options, done) => {
        const socket = connectTls(
          { port: replica.httpsPort, host: '127.0.0.1', servername: options.hostname },
          () => done(null, socket),
        );
        socket.once('error', (error) => done(error, null));
        return socket;
      },
    });
    await expect(request('https://www.state.gov/', { dispatcher: stranger })).rejects.toThrow(
      /certificate/u,
    );
    await stranger.close();
  });

  it('keeps a log of what it was asked', async () => {
    await reader.read('https://www.gov.uk/robots.txt', { 'user-agent': 'a test' });
    const last = replica.requests.at(-1);
    expect(last).toMatchObject({ host: 'www.gov.uk', path: '/robots.txt', method: 'GET' });
    expect(last?.headers['user-agent']).toBe('a test');
  });
});
