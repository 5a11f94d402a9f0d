import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import axe from 'axe-core';
import { parse } from 'jsonc-parser';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { night, verdictOf } from '../store/samples.js';
import { hasBrowser } from '../web/browser/browser.js';
import { type DeskMatter, lifeIn, type Served, served } from './desk.js';

/** The site that the sources and their remedies stand on: pages by their path. */
const SAID =
  'The officials who took part in it were convicted of three offences in the second quarter of that year.';
const page = (title: string, words: string): string =>
  `<!doctype html><html lang="en"><title>${title}</title><main><h1>${title}</h1><p>It was published in full, with the names of those concerned and of the courts.</p><p>${words}</p><p>No further statement was made by the ministry on that day, nor on the next.</p></main></html>`;
const pages = new Map<string, string>();
const site = createServer(({ url = '/' }, response) => {
  const body = pages.get(url);
  response
    .writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' })
    .end(body ?? 'none');
});
const at = (path: string): string =>
  `http://127.0.0.1:${(site.address() as AddressInfo).port}${path}`;

const quote = (id: string) => ({ quote: `${id}/1#1`, verdict: 'intact' as const, diff: [] });

function matterOf(): DeskMatter {
  const ids = ['tip', 'dead', 'kept', 'false', 'taken'];
  const source = (id: string) => ({
    id,
    publisher: 'P',
    title: `Title of ${id} 2024`,
    url: at(`/${id}`),
    published: null,
    ...(id === 'tip' ? { edition: '2024' } : {}),
  });
  const citation = (id: string) => ({
    id: `${id}/1`,
    source: id,
    section: '1',
    accessed: '2024-03-15',
    quotes: [{ text: SAID }],
  });
  const judged = (id: string, more: Partial<SourceVerdict> = {}): SourceVerdict => ({
    ...verdictOf(id),
    url: at(`/${id}`),
    title: `Title of ${id} 2024`,
    citations: [
      {
        id: `${id}/1`,
        report: 'R',
        section: '1',
        cited: null,
        accessed: '2024-03-15',
        currency: 'fresh',
        quotes: [
          {
            id: `${id}/1#1`,
            text: SAID,
            verdict: 'intact',
            tier: 'exact',
            similarity: 1,
            found: SAID,
            diff: [],
            weighty: false,
            page: null,
            link: null,
            why: { kind: 'stands', tier: 'exact' },
          },
        ],
      },
    ],
    ...more,
  });
  const latest = { edition: '2025', url: at('/tip-2025'), published: null, quotes: [quote('tip')] };
  return {
    text: JSON.stringify(
      {
        reports: [{ id: 'R', title: 'A report', citations: ids.map(citation) }],
        sources: ids.map(source),
      },
      null,
      2,
    ),
    verdicts: [
      judged('tip', {
        edition: {
          status: 'superseded',
          newer: [latest],
          why: { kind: 'out', latest: '2025', cited: '2024' },
        },
      }),
      judged('dead', { archive: { url: at('/copy'), capturedAt: night(1), carriesPassage: true } }),
      ...['kept', 'taken'].map((id) => judged(id)),
      // The text of a wall is not what the judge erred on.
      judged('false', {
        content: { ...verdictOf('false').content, change: 'unread', textSha256: 'a'.repeat(64) },
      }),
    ],
    findings: [
      lifeIn('edition-newer', 'tip', { severity: 'medium', edition: '2025' }),
      lifeIn('source-gone', 'dead'),
      ...['kept', 'false', 'taken'].map((id) => lifeIn('content-replaced', id)),
    ],
  };
}

let browser: Browser;
let desk: Served;
let tab: Page;
let clicks = 0;

const press = async (name: string | RegExp, role: 'button' | 'link' = 'button'): Promise<void> => {
  clicks += 1;
  await tab.getByRole(role, { name }).first().click();
  await tab.waitForLoadState();
};

/** Opens the page of a source as a reviewer does, from the reviewer's page. */
const decideOn = async (id: string): Promise<void> => {
  await tab.goto(desk.url);
  clicks = 1;
  await tab.locator(`a[href="/source/${id}"]`).first().click();
};

const toDo = async (): Promise<string> => {
  await tab.goto(desk.url);
  const section = tab.locator('section', { has: tab.getByRole('heading', { name: 'To do' }) });
  return (await section.count()) === 0 ? '' : ((await section.textContent()) ?? '');
};

/** The entries of `sources.json` that differ from those of the beginning. */
function changed(): readonly unknown[] {
  const [before, after] = [parse(desk.first), parse(desk.read())];
  const entries = (file: typeof before) => [
    ...file.sources,
    ...file.reports.flatMap((report: { citations: unknown[] }) => report.citations),
    ...(file.decisions ?? []),
  ];
  const known = new Set(entries(before).map((one: unknown) => JSON.stringify(one)));
  return entries(after).filter((one: unknown) => !known.has(JSON.stringify(one)));
}

beforeAll(async () => {
  if (!hasBrowser) return;
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const asked = { allowPrivate: true, hostDelay: '0', archive: 'none', by: 'Ana' };
  desk = await served(0, matterOf(), asked);
});
afterAll(async () => {
  if (!hasBrowser) return;
  await browser.close();
  await desk.stop();
  site.close();
});
beforeEach(async () => {
  desk.write(desk.first);
  pages.clear();
  pages.set('/tip-2025', page('Title of tip 2025', SAID));
  pages.set('/copy', page('Title of dead 2024', SAID));
  tab = await browser.newPage({ viewport: { width: 1280, height: 800 } });
});
afterEach(() => tab.close());

describe.runIf(hasBrowser)('what mends a source is taken in the browser', () => {
  it.each<[string, string, string | RegExp, object]>([
    [
      'tip',
      'the newer edition',
      'Cite the 2025 edition',
      { edition: '2025', title: 'Title of tip 2025' },
    ],
    [
      'dead',
      'the archived copy',
      'Cite the archived copy',
      { note: expect.stringContaining('/dead') },
    ],
    [
      'false',
      'a false alarm',
      'False alarm',
      { about: 'content-replaced', keep: true, falseAlarm: null },
    ],
  ])('%s: %s, in two clicks', async (id, _, button, entry) => {
    expect(await toDo()).toContain(`Title of ${id}`);
    await decideOn(id);
    await press(button);
    expect(clicks).toBe(2);
    expect(await tab.getByRole('status').textContent()).toContain('Kept.');
    expect(changed()).toEqual([expect.objectContaining(entry)]);
    expect(await toDo()).not.toContain(`Title of ${id}`);
  });

  it('a citation is kept in two clicks and a text', async () => {
    await decideOn('kept');
    await tab.getByLabel('Reason').first().fill('the page moved its text about');
    await press('Acknowledge');
    expect(clicks).toBe(2);
    expect(changed()).toEqual([expect.objectContaining({ source: 'kept', keep: true })]);
    expect(await toDo()).not.toContain('Title of kept');
  });

  it('somebody takes it on, and it stays to do; undo is one click, and so is the next', async () => {
    await tab.goto(`${desk.url}source/taken`);
    clicks = 0;
    await press('I take it');
    expect(clicks).toBe(1);
    expect(changed()).toEqual([
      expect.objectContaining({ source: 'taken', keep: false, by: 'Ana' }),
    ]);
    await press('Undo');
    expect(clicks).toBe(2);
    expect(desk.read()).toBe(desk.first);
    const [here] = [await tab.getByRole('heading', { level: 2 }).first().textContent()];
    await press('Next source', 'link');
    expect(clicks).toBe(3);
    expect(await tab.getByRole('heading', { level: 1 }).textContent()).not.toContain(here);
  });

  it('a remedy that fell since it was offered writes nothing, and says why', async () => {
    pages.set('/tip-2025', page('Title of tip 2025', SAID.replace('three', 'nine')));
    await decideOn('tip');
    await press('Cite the 2025 edition');
    expect(await tab.getByRole('alert').textContent()).toContain('tip/1#1');
    expect(desk.read()).toBe(desk.first);
  });

  it('goes by keys alone', async () => {
    await tab.goto(`${desk.url}source/dead`);
    await tab.keyboard.press('e');
    await tab.getByText('Kept.').waitFor();
    expect(changed()).toHaveLength(1);
    await tab.keyboard.press('u');
    await tab.getByText('Taken back.').first().waitFor();
    expect(desk.read()).toBe(desk.first);
    const before = tab.url();
    await tab.keyboard.press('j');
    await tab.waitForURL((url) => url.href !== before);
    const there = tab.url();
    await tab.keyboard.press('k');
    await tab.waitForURL((url) => url.href !== there);
  });

  it('a key that is held presses once, and not on the next page', async () => {
    let sent = 0;
    tab.on('request', (request) => (sent += Number(request.method() === 'POST')));
    await tab.goto(`${desk.url}source/tip`);
    await tab.keyboard.down('e');
    await tab.getByText('Kept.').waitFor();
    await tab.keyboard.down('e');
    await tab.evaluate(() => new Promise((done) => setTimeout(done)));
    expect([sent, changed().length]).toEqual([1, 1]);
    await tab.keyboard.up('e');
    await tab.keyboard.press('e');
    await expect.poll(() => changed().length).toBe(2);
  });

  it('what became of it is read out, can be loaded again and gone back to, and says what was taken back since', async () => {
    const readOut = () => tab.evaluate(() => document.activeElement?.textContent);
    await tab.goto(`${desk.url}source/taken`);
    expect(await readOut()).not.toContain('Kept.');
    await press('I take it');
    expect(await readOut()).toContain('Kept.');
    await tab.reload();
    await press('I take it');
    await tab.goBack();
    expect(await readOut()).toContain('Kept.');
    expect(changed()).toHaveLength(2);
    await tab.goForward();
    const other = await browser.newPage();
    await other.goto(tab.url());
    await press('Undo');
    expect(await readOut()).toBe('Taken back. As before: Answered: Ana has taken it on.');
    expect(changed()).toHaveLength(1);
    await other.getByRole('button', { name: 'Undo' }).click();
    expect(await other.getByRole('alert').textContent()).toContain('there is no edit to take back');
    await other.reload();
    expect(changed()).toHaveLength(1);
    await other.close();
  });

  it('a citation is added that stands, and one that does not only when somebody says so', async () => {
    pages.set('/new', page('A new statement', SAID));
    await tab.goto(`${desk.url}add`);
    const fill = async (words: string): Promise<void> => {
      await tab.getByLabel('Address or DOI').fill(at('/new'));
      await tab.getByLabel('The quotation').fill(words);
      await press('Look for it, and add it');
    };
    await fill(SAID.replace('three', 'nine'));
    expect(await tab.getByRole('alert').textContent()).toContain('Nothing was written:');
    expect(desk.read()).toBe(desk.first);
    await fill(SAID);
    expect(await tab.getByRole('status').textContent()).toContain('Kept.');
    expect(changed()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ url: at('/new'), title: 'A new statement' }),
        expect.objectContaining({ quotes: [{ text: SAID }] }),
      ]),
    );
    await press('Undo');
    expect(desk.read()).toBe(desk.first);
  });

  it.each([390, 1280])('keeps the rules of axe-core, and fits %i pixels', async (width) => {
    await tab.setViewportSize({ width, height: 844 });
    await decideOn('tip');
    await press('Cite the 2025 edition');
    expect(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await tab.evaluate(axe.source);
    const broken = await tab.evaluate(
      async () => (await (globalThis as never as { axe: typeof axe }).axe.run()).violations,
    );
    expect(broken.map(({ id }) => id)).toEqual([]);
  });
});
