import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from './command-line.js';

const CLI = join(import.meta.dirname, '../dist/cli.js');
const HOOK = pathToFileURL(join(import.meta.dirname, 'loaded-packages.mjs')).href;

/** The packages that `citewatch …` loads until it ends, by name. */
async function packagesOf(...args: readonly string[]): Promise<readonly string[]> {
  const folder = emptyFolder();
  const list = join(folder, 'loaded');
  const env = { ...process.env, LOADED_MODULES: list };
  await new Promise((done) =>
    execFile(process.execPath, ['--import', HOOK, CLI, ...args], { cwd: folder, env }, done),
  );
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
  const shared = ['kysely', 'pg', 'pg-boss'];
  for (const args of [
    ['check', '--sources', 'no-such.json'],
    ['history', 'nobody'],
  ])
    expect((await packagesOf(...args)).filter((name) => shared.includes(name))).toEqual([]);
  const worker = await packagesOf('work', '--db', 'postgres://127.0.0.1:9/nowhere', '--once');
  expect(worker.filter((name) => shared.includes(name))).toEqual(shared);
});

it('a library that was put into our own files is seen where it is loaded', async () => {
  expect(await packagesOf('check', '--sources', 'no-such.json')).toContain('zod');
});

/** The packages of a check of so many sources, which all lie on this machine and so are not contacted. */
async function packagesOfCheck(count: number): Promise<readonly string[]> {
  const file = join(emptyFolder(), 'sources.json');
  const sources = Array.from({ length: count }, (_, n) => ({
    id: `source-${n}`,
    title: `Source ${n}`,
    publisher: 'Nobody',
    url: `http://127.0.0.1/${n}`,
  }));
  writeFileSync(file, JSON.stringify({ reports: [{ id: 'R', title: 'A report', citations: [] }], sources }));
  return packagesOf('check', '--sources', file, '--archive', 'none', '--host-delay', '0');
}

it('many sources are asked for on a thread of its own, so that the main thread does not load what asks', async () => {
  expect(await packagesOfCheck(1)).toContain('undici');
  expect(await packagesOfCheck(500)).not.toContain('undici');
});

/** What a check of so many sources says whose titles have so many characters, and what Node says of threads; with its exit code. */
function checkOf(count: number, length: number, url: string, ...args: readonly string[]) {
  const file = join(emptyFolder(), 'sources.json');
  const source = { title: 'x'.repeat(length), publisher: 'Nobody', url };
  const sources = Array.from({ length: count }, (_, n) => ({ id: `s${n}`, ...source, url: `${url}${n}` }));
  writeFileSync(file, JSON.stringify({ reports: [], sources }));
  const env = { ...process.env, NODE_DEBUG: 'worker' };
  const all = [CLI, 'check', '--sources', file, '--archive', 'none', '--host-delay', '0', ...args];
  return new Promise<{ code: unknown; said: string; begun: number; ended: number }>((done) =>
    execFile(process.execPath, all, { cwd: emptyFolder(), env }, (error, _, said) => {
      const times = (words: RegExp): number => said.match(words)?.length ?? 0;
      const [begun, ended] = [times(/instantiating Worker/g), times(/terminates Worker/g)];
      done({ code: error?.code ?? 0, said, begun, ended });
    }),
  );
}

const LOCAL = 'http://127.0.0.1/';

describe('the thread that asks loads before a file is read that is so long that it will be needed', () => {
  it('and not for a short one, nor for some of its sources', async () => {
    expect(await checkOf(1, 900_000, LOCAL)).toMatchObject({ begun: 0 });
    expect(await checkOf(1, 1_100_000, LOCAL, '--only', 's0')).toMatchObject({ begun: 0 });
  });

  it('and asks then: there is no other', async () => {
    expect(await checkOf(500, 2_200, LOCAL)).toMatchObject({ begun: 1, ended: 1 });
  });

  it('and is ended where few sources make it so long', async () => {
    expect(await checkOf(1, 1_100_000, LOCAL)).toMatchObject({ begun: 1, ended: 1 });
  });

  it('and holds up nobody who is told what is wrong with it', async () => {
    const { code, said, begun } = await checkOf(1, 1_100_000, 'no address');
    expect([code, begun]).toEqual([3, 1]);
    expect(said).toMatch(/^\S+sources\.json:1:\d+: .*\n1 problem$/m);
    expect(said).not.toContain('citewatch could not');
  });
});

it.skipIf(!('enableCompileCache' in module))(
  'what Node compiled is kept among the user’s own caches',
  async () => {
    const home = emptyFolder();
    const env = { HOME: home, PATH: process.env.PATH };
    await new Promise((done) =>
      execFile(process.execPath, [CLI, 'history', 'nobody'], { cwd: home, env }, done),
    );
    expect(readdirSync(join(home, '.cache/citewatch'))).toHaveLength(1);
  },
);
