import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { emptyFolder } from './command-line.js';

const CLI = join(import.meta.dirname, '../dist/cli.js');
const HOOK = pathToFileURL(join(import.meta.dirname, 'loaded-packages.mjs')).href;

/** The packages that `citewatch …` loads until it ends, by name. */
async function packagesOf(...args: readonly string[]): Promise<readonly string[]> {
  const folder = emptyFolder();
  const list = join(folder, 'loaded');
  const env = { ...process.env, LOADED_MODULES: list };
  await new Promise((done) => execFile(process.execPath, ['--import', HOOK, CLI, ...args], { cwd: folder, env }, done));
  const loaded = readFileSync(list, 'utf8');
  const names = [loaded, ...partsTakenIn(loaded)].flatMap((text) => [...text.matchAll(PACKAGE)]);
  return [...new Set(names.map(([, name]) => name as string))].sort();
}

const PACKAGE = /[/ "]node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/g;

/** Of the loaded files of ours, the lines in which the bundler names what it put there. */
const partsTakenIn = (loaded: string): readonly string[] =>
  loaded
    .split('\n')
    .filter((url) => url.includes('/dist/'))
    .map((url) =>
      (readFileSync(new URL(url), 'utf8').match(/^\s*(?:\/\/|") ?\S*node_modules\/.*$/gm) ?? []).join('\n'),
    );

it.each([[['--version']], [['--help']], [['check', '--help']], [['evidence', 'export', '--help']], [['chek']]])(
  'citewatch %j loads the reader of options and no other library',
  async (args) => {
    expect(await packagesOf(...args)).toEqual(['commander']);
  },
);

it('a command loads the libraries that it uses, and not those of others', async () => {
  const loaded = await packagesOf('history', 'nobody');
  expect(loaded).toContain('better-sqlite3');
  for (const heavy of ['zod', 'undici', 'cheerio', 'pdfjs-dist', 'nodemailer', 'piscina'])
    expect(loaded).not.toContain(heavy);
});

it('what a shared store needs is loaded for those who use one', async () => {
  const shared = ['kysely', 'pg', 'pg-boss'];
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

it.skipIf(!('enableCompileCache' in module))('what Node compiled is kept among the user’s own caches', async () => {
  const home = emptyFolder();
  const env = { HOME: home, PATH: process.env.PATH };
  await new Promise((done) => execFile(process.execPath, [CLI, 'history', 'nobody'], { cwd: home, env }, done));
  expect(readdirSync(join(home, '.cache/citewatch'))).toHaveLength(1);
});
