import { chmodSync, chownSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type Ended, emptyFolder, start } from '../../command-line.js';
import { EXECUTABLE } from './browser.js';
import { canShow } from './can-show.js';

const PASSAGE =
  'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects.';
const MORE =
  'The authorities published figures for the year, and observers described how they were measured. ';

/** A site whose pages are made by scripts: one an application that says so, one that shows only a spinner. */
async function site() {
  let passage = PASSAGE;
  const asked: string[] = [];
  const answers: Readonly<Record<string, () => string>> = {
    '/app': () =>
      '<!doctype html><html lang="en"><title>Title of app</title><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div><script src="/app.js"></script>',
    '/spinner': () =>
      '<!doctype html><html lang="en"><title>Title of spinner</title><div id="root"><p class="loading">Loading, one moment please …</p></div><script type="module" src="/app.js"></script>',
    '/app.js': () =>
      "fetch('/text').then((r) => r.text()).then((t) => { document.getElementById('root').innerHTML = '<main><h1>' + document.title + '</h1><p>' + t + '</p></main>'; });",
    '/text': () => `${MORE.repeat(4)} ${passage} ${MORE.repeat(4)}`,
  };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const type = path.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(answers[path] === undefined ? 404 : 200, {
      'content-type': `${type}; charset=utf-8`,
    });
    response.end(answers[path]?.() ?? '');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    says: (text: string) => {
      passage = text;
    },
  };
}

const source = (id: string) => ({
  id,
  publisher: 'The Publisher',
  title: `Title of ${id}`,
  url: `http://site.example/${id}`,
  published: null,
  lang: 'en',
});

/** A folder that watches such pages, and a way to run nights in it. */
async function place() {
  const web = await site();
  const cwd = emptyFolder();
  const citations = ['app', 'spinner'].map((id) => ({
    id: `R/${id}`,
    source: id,
    section: '1',
    accessed: '2025-09-20',
    page: null,
    cited: id,
    quotes: [{ text: PASSAGE }],
  }));
  const report = {
    id: 'R',
    title: 'A report',
    publisher: null,
    published: null,
    url: null,
    citations,
  };
  writeFileSync(
    join(cwd, 'sources.json'),
    JSON.stringify({ reports: [report], sources: ['app', 'spinner'].map(source) }),
  );
  const check = async (
    day: number,
    args: readonly string[],
    env = {},
    uid?: number,
  ): Promise<Ended & { readonly sources: readonly Source[] }> => {
    const web80 = `site.example:80:127.0.0.1:${web.port}`;
    const usual = [
      '--connect-to',
      web80,
      '--archive',
      'none',
      '--host-delay',
      '0',
      '--now',
      `2025-10-0${day}T02:00:00Z`,
    ];
    const ended = await start(['check', ...usual, ...args], {
      cwd,
      env,
      ...(uid === undefined ? {} : { uid }),
    }).ended;
    const { sources } = JSON.parse(readFileSync(join(cwd, 'reports/latest.json'), 'utf8'));
    return { ...ended, sources };
  };
  return { cwd, check, ...web };
}

interface Source {
  readonly witness: string;
  readonly content: { readonly change: string; readonly reason: string };
  readonly citations: readonly { readonly quotes: readonly { readonly verdict: string }[] }[];
}

const verdicts = (sources: readonly Source[]) =>
  sources.map(({ witness, citations }) => `${witness} ${citations[0]?.quotes[0]?.verdict}`);

it.skipIf(!canShow)(
  'nights in Chromium: read, altered, without a browser, and read again, with the evidence of it',
  { timeout: 120_000 },
  async () => {
    const { cwd, check, says } = await place();
    const browser = ['--browser', EXECUTABLE];
    const first = await check(1, browser);
    expect(first.err).not.toContain('note: no browser');
    expect(verdicts(first.sources)).toEqual(['browser intact', 'browser intact']);

    says(PASSAGE.replace('1,664', '1,446'));
    const second = await check(2, browser);
    expect(verdicts(second.sources)).toEqual(['browser altered', 'browser altered']);

    const third = await check(3, []);
    expect(verdicts(third.sources)).toEqual(['none unverifiable', 'none unverifiable']);
    expect(third.sources[0]?.content.reason).toContain('needs a browser');

    says(PASSAGE);
    expect(verdicts((await check(4, browser)).sources)).toEqual([
      'browser intact',
      'browser intact',
    ]);

    const verified = await start(['evidence', 'verify'], { cwd }).ended;
    expect(verified).toMatchObject({ code: 0 });
    const exported = await start(['evidence', 'export', 'app', '--to', 'filed'], { cwd }).ended;
    expect(exported.out).toContain('1 of 1 passage stands in what a browser made of it');
    const files = readdirSync(join(cwd, 'filed'));
    const rendered = files.find((name) => name.startsWith('app-rendered-')) ?? '';
    expect(readFileSync(join(cwd, 'filed', rendered), 'utf8')).toContain(PASSAGE);
    expect(files.some((name) => /^app-screenshot-.*\.png$/.test(name))).toBe(true);
  },
);

it('without a browser the night says once what it could not do, and each such page why it was not read', async () => {
  const { check } = await place();
  const { err, sources, code } = await check(1, ['--browser'], { PATH: '/nowhere' });
  expect(err.match(/no browser was found/g)).toHaveLength(1);
  expect(err).toContain('pages that show their text by script stay unread');
  expect(code).toBe(0);
  expect(verdicts(sources)).toEqual(['none unverifiable', 'none unverifiable']);
  for (const { content } of sources)
    expect(content.reason).toContain('no browser was found to show it');
});

it('a browser that was named and cannot be run is bad input', async () => {
  const cwd = emptyFolder();
  writeFileSync(join(cwd, 'sources.json'), '{ "reports": [], "sources": [] }');
  const { code, err } = await start(['check', '--browser', './no-such-browser'], { cwd }).ended;
  expect(code).toBe(3);
  expect(err).toContain(
    '--browser: must be the path of a program that can be run, not "./no-such-browser"',
  );
});

/** The user of nobody's files. */
const NOBODY = 65_534;

it.skipIf(!canShow).each([
  ['in its sandbox', process.getuid?.() === 0 ? NOBODY : undefined, false],
  ['without one for root, whom it would not hold', undefined, process.getuid?.() === 0],
])(
  'Chromium runs %s, and the night and its evidence say so',
  { timeout: 60_000 },
  async (_, uid, isBare) => {
    const { cwd, check } = await place();
    const wrapper = join(cwd, 'chromium.sh');
    writeFileSync(
      wrapper,
      `#!/bin/sh\necho "$@" > '${cwd}/arguments'\nenv > '${cwd}/environment'\nexec ${EXECUTABLE} "$@"\n`,
    );
    chmodSync(wrapper, 0o755);
    if (uid !== undefined) chownSync(cwd, uid, uid);
    const { sources, err } = await check(
      1,
      ['--browser', wrapper, '--only', 'app'],
      { HOME: cwd, SMTP_URL: 'smtp://a:secret@b' },
      uid,
    );
    expect(verdicts(sources)).toEqual(['browser intact']);
    const given = readFileSync(join(cwd, 'arguments'), 'utf8');
    expect(given.includes('--no-sandbox')).toBe(isBare);
    expect(err.split('warning: as root Chromium runs without its sandbox')).toHaveLength(
      isBare ? 2 : 1,
    );
    expect(sources[0]?.content.reason.includes('the browser ran without its sandbox')).toBe(isBare);
    await start(['evidence', 'export', 'app', '--to', 'filed'], { cwd }).ended;
    const filed = readdirSync(join(cwd, 'filed')).map((name) =>
      readFileSync(join(cwd, 'filed', name), 'utf8'),
    );
    expect(filed.some((text) => text.includes('the browser ran without its sandbox'))).toBe(isBare);
    expect(given).toMatch(
      /--proxy-server=http:\/\/127\.0\.0\.1:\d+ .*--proxy-bypass-list=<-loopback>/,
    );
    expect(readFileSync(join(cwd, 'environment'), 'utf8')).not.toContain('secret');
  },
);
