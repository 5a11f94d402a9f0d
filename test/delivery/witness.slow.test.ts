import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import axe from 'axe-core';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openEvidence } from '../../src/evidence/evidence.js';
import { EVIDENCE_LIMITS } from '../../src/evidence/retention.js';
import { MAX_SAVED_BYTES } from '../../src/model/document.js';
import type { Finding } from '../../src/model/finding.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import { evidenceFolderOf } from '../../src/tasks/evidence-folder.js';
import { mhtml } from '../reading/saved-files.js';
import { HOUR, lifeOf, verdictOf } from '../store/samples.js';
import { hasBrowser } from '../web/browser/browser.js';
import { page } from '../world.js';
import { type DeskMatter, type Served, served } from './desk.js';

const PASSAGE =
  'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects.';
const TITLE = 'A report on criminal gangs and loan scams';
const URL = 'https://wall.example/report';
const TEXT = JSON.stringify({
  reports: [
    {
      id: 'R',
      title: 'A report',
      citations: [{ id: 'R/1', source: 'wall', section: '7b', quotes: [{ text: PASSAGE }] }],
    },
  ],
  sources: [
    { id: 'wall', publisher: 'P', title: TITLE, url: URL },
    { id: 'open', publisher: 'P', title: 'Open', url: 'https://open.example/' },
  ],
});
const WALL: SourceVerdict = {
  ...verdictOf('wall', 'blocked'),
  title: TITLE,
  url: URL,
  witness: 'none',
  link: { ...verdictOf('wall', 'blocked').link, by: 'bot-wall', why: { kind: 'gone', http: 404 } },
  content: {
    ...verdictOf('wall').content,
    change: 'unread',
    why: { kind: 'link', why: { kind: 'gone', http: 404 } },
  },
  citations: [
    {
      id: 'R/1',
      report: 'R',
      section: '7b',
      cited: null,
      accessed: null,
      currency: 'undated',
      quotes: [
        {
          id: 'R/1#1',
          text: PASSAGE,
          verdict: 'unverifiable',
          tier: null,
          similarity: 0,
          found: null,
          diff: [],
          weighty: false,
          page: null,
          link: null,
          why: { kind: 'no-text', why: { kind: 'nothing-read' } },
        },
      ],
    },
  ],
};
const BLOCKED: Finding = {
  ...lifeOf('source-blocked:wall', 1, null).finding,
  source: 'wall',
  kind: 'source-blocked',
  severity: 'low',
  why: { kind: 'blocked', link: WALL.link.why },
};
const MATTER: DeskMatter = { text: TEXT, verdicts: [WALL, verdictOf('open')], findings: [BLOCKED] };

let desk: Served;
beforeEach(async () => {
  desk = await served(0, MATTER);
});
afterEach(() => desk.stop());

interface Reply {
  readonly status: number;
  readonly text: string;
}

async function send(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array | string = '',
): Promise<Reply> {
  const sent = request({
    host: '127.0.0.1',
    port: desk.port,
    method,
    path,
    headers,
    setHost: headers.host === undefined,
  });
  sent.on('error', () => {});
  sent.end(body);
  const [reply] = await once(sent, 'response');
  let text = '';
  for await (const part of reply) text += String(part);
  return { status: reply.statusCode, text };
}

const hidden = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
const ours = () => ({ origin: `http://127.0.0.1:${desk.port}`, 'sec-fetch-site': 'same-origin' });

/** Hands a file in as the page's own form does. */
async function hand(
  file: Uint8Array,
  fields: Readonly<Record<string, string>> = {},
  { headers = {} as Readonly<Record<string, string>>, path = '/witness', name = 'page.mhtml' } = {},
): Promise<Reply> {
  const token = hidden((await send('GET', '/source/wall', {})).text, 'token');
  const form = new FormData();
  for (const [key, value] of Object.entries({
    token,
    source: 'wall',
    action: 'witness',
    ...fields,
  }))
    form.append(key, value);
  form.append('file', new Blob([Uint8Array.from(file)]), name);
  const encoded = new Response(form);
  const body = new Uint8Array(await encoded.arrayBuffer());
  const type = { 'content-type': encoded.headers.get('content-type') ?? '' };
  return send('POST', path, { ...ours(), ...type, ...headers }, body);
}

const evidence = () => openEvidence(evidenceFolderOf(desk.db) ?? '', EVIDENCE_LIMITS);
const kept = () => evidence().beside('wall');
const today = new Date();
const SAVED = mhtml(URL, page(PASSAGE, TITLE), { date: today.toUTCString() });
const day = today.toISOString().slice(0, 10);

describe('a page that is handed in at the desk', () => {
  it('is asked for where citewatch is kept out, and nowhere else', async () => {
    const { text } = await send('GET', '/source/wall', {});
    expect(text).toMatch(/<input[^>]*type="file"/u);
    expect(text).toContain('enctype="multipart/form-data"');
    expect((await send('GET', '/source/open', {})).text).not.toMatch(/<input[^>]*type="file"/u);
    const index = (await send('GET', '/', {})).text;
    expect(index).toContain('href="/source/wall#witness"');
    // Whoever sits at the desk hands it in there.
    expect(index).not.toContain('citewatch witness wall FILE');
  });

  it('is judged at once, kept, and shown on its card until a run counts it', async () => {
    const reply = await hand(SAVED, { by: 'A. <b>Researcher</b>', at: day, how: 'in Firefox' });
    expect(reply.status).toBe(200);
    expect(reply.text).toContain('Stands word for word');
    expect(reply.text).toContain('The file says that it is from this address.');
    expect(reply.text).toContain('A. &lt;b&gt;Researcher&lt;/b&gt;');
    expect(await kept()).toEqual([
      expect.objectContaining({
        by: 'A. <b>Researcher</b>',
        how: 'in Firefox',
        said: day,
        role: 'handed-in',
      }),
    ]);
    expect((await evidence().verify()).problems).toEqual([]);
    const { text } = await send('GET', '/source/wall', {});
    expect(text).toContain('It was handed in since the last run.');
    expect(text).toContain('Stands word for word');
  });

  it('shows that its figure is another one', async () => {
    const { text } = await hand(mhtml(URL, page(PASSAGE.replace('1,664', '1,446'), TITLE)));
    expect(text).toContain('Stands with other words');
  });

  it.each<[string, Uint8Array, Readonly<Record<string, string>>, string]>([
    [
      'of another page',
      mhtml('https://wall.example/other', page(PASSAGE, TITLE)),
      {},
      'The saved page: was saved from https://wall.example/other',
    ],
    ['that is none', Buffer.from('\0\0\0'), {}, 'The saved page: is none of what is read'],
    ['that is missing', new Uint8Array(), {}, 'The saved page: is empty'],
    [
      'by an address of mail',
      SAVED,
      { by: 'a@b.example' },
      'Who hands it in: must be a name or a role',
    ],
    ['of a day to come', SAVED, { at: '2999-01-01' }, 'Day on which it was saved: is to come'],
  ])(
    'is refused in a sentence, and what was filled in stays: a file %s',
    async (_, file, fields, sentence) => {
      const { status, text } = await hand(file, { how: 'in "Firefox"', ...fields });
      expect(status).toBe(422);
      expect(text).toContain(sentence);
      expect(text).toContain('value="in &quot;Firefox&quot;"');
      expect(await kept()).toEqual([]);
    },
  );

  it.each<[string, number, Readonly<Record<string, string>>]>([
    ['from another page', 403, { origin: 'http://evil.example' }],
    ['from another site', 403, { 'sec-fetch-site': 'cross-site' }],
    ['under another name', 421, { host: 'evil.example' }],
    ['as what is no form', 415, { 'content-type': 'application/octet-stream' }],
    [
      'without the parts that it names',
      400,
      { 'content-type': 'multipart/form-data; boundary=none' },
    ],
  ])('is turned away %s', async (_, status, headers) => {
    expect((await hand(SAVED, {}, { headers })).status).toBe(status);
    expect(await kept()).toEqual([]);
  });

  it('is turned away without the token of this start, and at other paths', async () => {
    expect((await hand(SAVED, { token: 'guessed' })).status).toBe(403);
    expect((await hand(SAVED, {}, { path: '/decide' })).status).toBe(404);
    expect((await hand(SAVED, { source: 'nobody' })).status).toBe(404);
    expect(await kept()).toEqual([]);
  });

  it('is turned away when it is longer than a page may be', async () => {
    const { status, text } = await hand(new Uint8Array(MAX_SAVED_BYTES + 100_000));
    expect(status).toBe(413);
    expect(text).toContain('longer than 64 MB');
  });

  it('is written nowhere under the name that it brings', async () => {
    const folder = dirname(desk.db);
    expect((await hand(SAVED, {}, { name: '../../../escaped.mhtml' })).status).toBe(200);
    expect(
      readdirSync(folder, { recursive: true }).filter((name) => String(name).includes('escaped')),
    ).toEqual([]);
    expect(existsSync(join(folder, '../../../escaped.mhtml'))).toBe(false);
  });

  it('waits for a run that is under way', async () => {
    const store = openStore(desk.db, evidenceFolderOf(desk.db));
    await store.beginRun(new Date().toISOString(), HOUR);
    const { status, text } = await hand(SAVED);
    expect(status).toBe(409);
    expect(text).toContain('another run is under way');
    await store.close();
    expect((await hand(SAVED)).status).toBe(200);
  });
});

describe.runIf(hasBrowser)('in Chromium, without a script', () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'citewatch-saved-'));
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu'],
    });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  /** The page as Chromium itself saves it as one file. */
  async function savedByChromium(html: string): Promise<string> {
    const context = await browser.newContext();
    const tab = await context.newPage();
    await tab.route('**/*', (route) =>
      route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }),
    );
    await tab.goto(URL);
    const session = await context.newCDPSession(tab);
    const { data } = await session.send('Page.captureSnapshot', { format: 'mhtml' });
    await context.close();
    const path = join(folder, 'page.mhtml');
    writeFileSync(path, data);
    return path;
  }

  it.each([390, 1280])(
    'a page that it saved is dropped, judged and shown, at %i pixels',
    async (width) => {
      const path = await savedByChromium(page(`${PASSAGE} Ünïcode – “quoted”`, TITLE));
      const tab = await browser.newPage({
        javaScriptEnabled: false,
        viewport: { width, height: 844 },
      });
      await tab.goto(`${desk.url}source/wall`);
      expect(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(
        true,
      );
      await tab.getByLabel('The saved page').scrollIntoViewIfNeeded();
      const box = await tab.getByLabel('The saved page').boundingBox();
      const at = { x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 20 };
      const session = await tab.context().newCDPSession(tab);
      const data = { items: [], files: [path], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
        await session.send('Input.dispatchDragEvent', { type, ...at, data });
      await tab.getByLabel('Who hands it in').fill('A. Researcher');
      await tab.getByRole('button', { name: 'Hand it in' }).click();
      const said = tab.getByRole('status');
      expect(await said.textContent()).toContain('Stands word for word');
      expect(await said.textContent()).toContain('by A. Researcher, today');
      await tab.close();
    },
  );

  it('is handed in by keyboard, and keeps the rules of axe-core', async () => {
    const path = await savedByChromium(page(PASSAGE, TITLE));
    const context = await browser.newContext({ bypassCSP: true });
    const tab = await context.newPage();
    tab.on('filechooser', (chooser) => void chooser.setFiles(path));
    await tab.goto(`${desk.url}source/wall`);
    const broken = async () => {
      await tab.evaluate(axe.source);
      const { violations } = await tab.evaluate(() =>
        (globalThis as unknown as { axe: typeof axe }).axe.run(),
      );
      return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
    };
    expect(await broken()).toEqual([]);
    const focused = () => tab.evaluate(() => document.activeElement?.id);
    for (let n = 0; n < 80 && (await focused()) !== 'witness-file'; n++)
      await tab.keyboard.press('Tab');
    await tab.keyboard.press('Enter');
    await tab.waitForFunction(
      () => document.querySelector<HTMLInputElement>('#witness-file')?.files?.length === 1,
    );
    for (let n = 0; n < 80 && (await focused()) !== 'witness-how'; n++)
      await tab.keyboard.press('Tab');
    await tab.keyboard.press('Enter');
    await tab.getByRole('status').waitFor();
    expect(await broken()).toEqual([]);
    await context.close();
  });
});
