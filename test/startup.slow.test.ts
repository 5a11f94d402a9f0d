import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { emptyFolder } from './command-line.js';

const CLI = join(import.meta.dirname, '../dist/cli.js');
const BUNDLE: { readonly outputs: Readonly<Record<string, { readonly inputs: object }>> } =
  JSON.parse(readFileSync(join(import.meta.dirname, '../dist/bundle.json'), 'utf8'));
const HOOK = pathToFileURL(join(import.meta.dirname, 'loaded-packages.mjs')).href;

/** The packages that `citewatch …` loads until it ends, by name. */
const packagesOf = (...args: readonly string[]): Promise<readonly string[]> =>
  packagesIn(emptyFolder(), args);

async function packagesIn(folder: string, args: readonly string[]): Promise<readonly string[]> {
  const list = join(emptyFolder(), 'loaded');
  const env = { ...process.env, LOADED_MODULES: list };
  await new Promise((done) =>
    execFile(process.execPath, ['--import', HOOK, CLI, ...args], { cwd: folder, env }, done),
  );
  const loaded = readFileSync(list, 'utf8');
  const names = [loaded, ...partsTakenIn(loaded)].flatMap((text) => [...text.matchAll(PACKAGE)]);
  return [...new Set(names.map(([, name]) => name as string))].sort();
}

const PACKAGE = /[/ "]node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/g;

/** What the bundler put into the loaded files of ours, as it noted down. */
const partsTakenIn = (loaded: string): readonly string[] =>
  loaded.split('\n').flatMap((url) => {
    const [, file = ''] = /\/(dist\/.*)$/.exec(url) ?? [];
    return Object.keys(BUNDLE.outputs[file]?.inputs ?? {}).map((path) => `/${path}`);
  });

it.each([
  [['--version']],
  [['--help']],
  [['check', '--help']],
  [['evidence', 'export', '--help']],
  [['chek']],
])('citewatch %j loads the reader of options and no other library', async (args) => {
  expect(await packagesOf(...args)).toEqual(['commander']);
});

it('a command loads the libraries that it uses, and not those of others', async () => {
  const loaded = await packagesOf('history', 'nobody');
  expect(loaded).toContain('better-sqlite3');
  for (const heavy of ['zod', 'undici', 'cheerio', 'pdfjs-dist', 'nodemailer', 'piscina'])
    expect(loaded).not.toContain(heavy);
});

it('what a shared store needs is loaded for those who use one', async () => {
  const shared = ['pg'];
  for (const args of [
    ['check', '--sources', 'no-such.json'],
    ['history', 'nobody'],
    ['watch', '--cron', 'never'],
  ])
    expect((await packagesOf(...args)).filter((name) => shared.includes(name))).toEqual([]);
  const worker = await packagesOf('work', '--db', 'postgres://127.0.0.1:9/nowhere', '--once');
  expect(worker.filter((name) => shared.includes(name))).toEqual(shared);
});

it('a library that was put into our own files is seen where it is loaded', async () => {
  expect(await packagesOf('check', '--sources', 'no-such.json')).toContain('zod');
});

it('a night on which no page changed loads no reader of pages, no thread and no list of cookie domains', async () => {
  const web = createServer((request, response) => {
    response.writeHead(request.headers['if-none-match'] === '"one"' ? 304 : 200, {
      etag: '"one"',
      'content-type': 'text/html',
    });
    response.end(
      request.headers['if-none-match'] === '"one"'
        ? undefined
        : '<title>A page</title><p>What the report quotes.',
    );
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void web.close());
  await once(web, 'listening');
  const folder = emptyFolder();
  const url = `http://127.0.0.1:${(web.address() as AddressInfo).port}/page`;
  writeFileSync(join(folder, 'sources.json'), JSON.stringify(watchlistOf(url)));
  const night = (day: number): Promise<readonly string[]> =>
    packagesIn(folder, [
      'check',
      '--allow-private',
      '--archive',
      'none',
      '--now',
      `2026-01-0${day}T00:00:00Z`,
    ]);
  const heavy = (loaded: readonly string[]): readonly string[] =>
    ['cheerio', 'parse5', 'piscina', 'tldts'].filter((name) => loaded.includes(name));
  expect(heavy(await night(1))).toContain('piscina');
  expect(heavy(await night(2))).toEqual([]);
});

const watchlistOf = (url: string): object => ({
  reports: [
    {
      id: 'R',
      title: 'A report',
      citations: [
        {
          id: 'R/1',
          source: 'page',
          section: '1',
          accessed: '2025-12-01',
          cited: 'A page',
          quotes: [{ text: 'What the report quotes.' }],
        },
      ],
    },
  ],
  sources: [{ id: 'page', title: 'A page', publisher: 'A publisher', url }],
});

it('what Node compiled is kept among the user’s own caches', async () => {
  const home = emptyFolder();
  const env = { HOME: home, PATH: process.env.PATH };
  await new Promise((done) =>
    execFile(process.execPath, [CLI, 'history', 'nobody'], { cwd: home, env }, done),
  );
  expect(readdirSync(join(home, '.cache/citewatch'))).toHaveLength(1);
});
