import { load } from 'cheerio';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Watchlist } from '../../src/model/watchlist.js';
import { AUTUMN, demoWatchlist, HAPPENINGS, tellNight } from './nights.js';
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

describe('the replica over its nights', () => {
  let replica: Replica;
  let reader: Reader;
  beforeAll(async () => {
    replica = await startReplica(WATCHLIST);
    reader = new Reader(replica);
  });
  beforeEach(() => replica.setNight(1));
  afterAll(async () => {
    await reader.close();
    await replica.close();
  });

  const allQuoted = async (id: string): Promise<boolean> => {
    const text = letters(visible((await reader.read(source(id).url)).text));
    return partsOf(WATCHLIST, source(id)).every((part) => text.includes(part));
  };

  it('edits Al Jazeera inside the quoted passage, under a new ETag, and restores it', async () => {
    const { url } = source('aljazeera-2022-xi-anti-graft');
    const before = await reader.read(url);
    replica.setNight(2);
    const edited = await reader.read(url, { 'if-none-match': String(before.headers.etag) });
    expect(edited.status).toBe(200);
    expect(visible(edited.text)).toContain('at least 4.7 million people');
    replica.setNight(4);
    expect((await reader.read(url)).headers.etag).toBe(before.headers.etag);
    expect(await allQuoted('aljazeera-2022-xi-anti-graft')).toBe(true);
  });

  it('puts a bot wall before every page of transparency.org for two nights', async () => {
    for (const [night, status] of [
      [1, 200],
      [2, 403],
      [3, 403],
      [4, 200],
    ] as const) {
      replica.setNight(night);
      const page = await reader.read(source('ti-2021-cpi2020-asia-pacific').url);
      expect([night, page.status]).toEqual([night, status]);
      expect(page.headers['cf-mitigated']).toBe(status === 403 ? 'challenge' : undefined);
    }
  });

  it('changes the furniture of the National Crime Agency and not its text', async () => {
    const { url } = source('nca-2023-modern-slavery');
    const earlier = load((await reader.read(url)).text);
    replica.setNight(2);
    const later = load((await reader.read(url)).text);
    expect(later('main').text().trim()).toBe(earlier('main').text().trim());
    expect(later('[role=banner]').text()).not.toBe(earlier('[role=banner]').text());
  });

  it('takes China Daily’s article away on the third night alone', async () => {
    const { url } = source('chinadaily-2020-online-loan-sharks');
    const { headers } = await reader.read(url);
    replica.setNight(3);
    const known = { 'if-modified-since': String(headers['last-modified']) };
    expect((await reader.read(url, known)).status).toBe(404);
    replica.setNight(4);
    expect((await reader.read(url, known)).status).toBe(304);
    expect(await allQuoted('chinadaily-2020-online-loan-sharks')).toBe(true);
  });

  it('replaces DFAT’s PDF under its address: a new cover date, the passages lost', async () => {
    const s = source('dfat-2024-china-cir');
    const before = await reader.read(s.url);
    replica.setNight(3);
    const after = await reader.read(s.url, {
      'if-modified-since': String(before.headers['last-modified']),
    });
    expect(after.status).toBe(200);
    const [old, now] = [await pdfText(before.bytes), await pdfText(after.bytes)];
    expect(old.cover).toContain('27 December 2024');
    expect(now.cover).toContain('28 March 2025');
    for (const part of partsOf(WATCHLIST, s))
      expect(letters(now.text)).not.toContain(part.slice(0, 40));
  });

  it('withdraws the Home Office note and leaves the page', async () => {
    const { url } = source('ukho-cpin-china-modern-slavery');
    expect((await reader.read(url)).text).not.toContain('was withdrawn');
    replica.setNight(3);
    const page = visible((await reader.read(url)).text);
    expect(page).toContain('This guidance was withdrawn on 27 March 2025');
    expect(await allQuoted('ukho-cpin-china-modern-slavery')).toBe(true);
    const api = await reader.read(url.replace('gov.uk/', 'gov.uk/api/content/'));
    expect(JSON.parse(api.text)).toMatchObject({
      withdrawn_notice: { withdrawn_at: '2025-03-27T09:30:00Z' },
    });
  });

  it('keeps every source that the script does not name as it was', async () => {
    const named = (s: { url: string }): boolean =>
      HAPPENINGS.some((h) => s.url.startsWith(`https://${h.at}`));
    for (const s of withUrl.filter((one) => !named(one) && !isPdf(one))) {
      replica.setNight(1);
      const first = await reader.read(s.url);
      replica.setNight(4);
      const last = await reader.read(s.url);
      const main = (html: string): string =>
        load(html)('main, [role=main], #lft-art, #primary').first().text();
      expect(main(last.text)).toBe(main(first.text));
      expect(last.headers.etag).toBe(first.headers.etag);
    }
  });

  it('brings every later edition out in the autumn, other countries’ chapters beside it', async () => {
    replica.setNight(AUTUMN);
    const hrr = source('usdos-hrr-2023-china');
    const next = await reader.read(hrr.url.replace('2023', '2024'));
    expect(next.status).toBe(200);
    expect(load(next.text)('h1').text()).toMatch(/^2024 Country Reports.*China/u);
    for (const part of partsOf(WATCHLIST, hrr))
      expect(letters(visible(next.text))).not.toContain(part);
    const index = await reader.read('https://www.state.gov/trafficking-in-persons-report/');
    expect(index.text).toContain('/2025-trafficking-in-persons-report/burma/');
    const burma = await reader.read(
      'https://www.state.gov/reports/2025-trafficking-in-persons-report/burma/',
    );
    expect(load(burma.text)('h1').text()).toBe('2025 Trafficking in Persons Report: Burma');
  });

  it('tells each of its nights in sentences', () => {
    expect(tellNight(1)[0]).toMatch(/^All is well/u);
    expect(tellNight(2)).toHaveLength(4);
    expect(tellNight(3)).toHaveLength(3);
    expect(tellNight(4).join(' ')).toMatch(/restores.*gone.*back/u);
  });
});

describe('the demo’s watchlist', () => {
  const demo = demoWatchlist(WATCHLIST);

  it('is the report before the 2025 edition: five citations fewer, and no trace of it in the tables', () => {
    const count = (w: Watchlist): number => w.reports.flatMap((r) => r.citations).length;
    expect(count(WATCHLIST) - count(demo)).toBe(5);
    expect(demo.sources).toHaveLength(WATCHLIST.sources.length - 1);
    expect(demo.series.find((s) => s.id === 'usdos-tip')?.editions.at(-1)?.edition).toBe('2024');
  });

  it('sees the 2025 edition appear on the second night, with one word changed in the passage', async () => {
    const replica = await startReplica(demo);
    const reader = new Reader(replica);
    const url = 'https://www.state.gov/reports/2025-trafficking-in-persons-report/china/';
    const index = 'https://www.state.gov/trafficking-in-persons-report/';
    expect((await reader.read(url)).status).toBe(404);
    expect((await reader.read(index)).text).not.toContain(url);
    replica.setNight(2);
    const page = await reader.read(url);
    expect(page.status).toBe(200);
    expect(load(page.text)('h1').text()).toBe('2025 Trafficking in Persons Report: China');
    expect(letters(visible(page.text))).toContain(
      'particularlyforchinesevictimsreturningfromexploitationabroad',
    );
    expect(letters(visible(page.text))).not.toContain('prcvictims');
    expect((await reader.read(index)).text).toContain(url);
    await reader.close();
    await replica.close();
  });
});
