import { once } from 'node:events';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { citewatch, emptyFolder, start } from './command-line.js';
import { citation, page, source, watchlist } from './world.js';

const PASSAGE = 'The court of the first district heard ninety cases of usury.';
const DB = '.citewatch/citewatch.db';
const SOURCES = 4;
/** What happens when a page of a later night is asked for, and has not been answered. */
let meanwhile = (): void => {};
let server: Server;
let args: readonly string[];

beforeAll(async () => {
  server = createServer(({ headers }, response) => {
    if (headers.host?.startsWith('s2.')) meanwhile();
    response.setHeader('content-type', 'text/html').end(page(PASSAGE, 'Usury'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const web = `:80:127.0.0.1:${(server.address() as AddressInfo).port}`;
  args = ['check', '--archive', 'none', '--retries', '0', '--host-delay', '0', '--connect-to', web];
});
afterAll(() => server.close());

/** A folder in which a first night was checked. */
async function place(): Promise<string> {
  const folder = emptyFolder();
  const ids = Array.from({ length: SOURCES }, (_, i) => i + 1);
  const watch = watchlist(
    ids.map((n) => source(`s${n}`, { url: `http://s${n}.example/` })),
    ids.map((n) => citation(n, `s${n}`, PASSAGE)),
  );
  writeFileSync(join(folder, 'sources.json'), JSON.stringify(watch));
  meanwhile = () => {};
  expect(await check(folder, 1)).toMatchObject({ code: 0 });
  return folder;
}

const check = (cwd: string, day: number, ...more: readonly string[]) =>
  start([...args, '--concurrency', '1', '--now', `2025-10-0${day}T02:00:00Z`, ...more], { cwd })
    .ended;
const last = (err: string): string => err.trimEnd().split('\n').at(-1) ?? '';

describe.runIf(process.platform !== 'win32')('while a night is under way', () => {
  it.each([
    ['removed', (file: string) => rmSync(file)],
    [
      'replaced',
      (file: string) => {
        copyFileSync(file, `${file}.of-before`);
        renameSync(`${file}.of-before`, file);
      },
    ],
  ])(
    'a store that is %s ends it in a sentence: nothing is kept in a file that nobody finds',
    async (how, strike) => {
      const folder = await place();
      meanwhile = () => existsSync(join(folder, DB)) && strike(join(folder, DB));
      const { code, err, out } = await check(folder, 2);
      expect({ code, out }, err).toEqual({ code: 1, out: '' });
      expect(last(err)).toBe(
        `citewatch could not do its job: ${join(folder, DB)} was ${how} while it was written to: what came since is not kept`,
      );
      meanwhile = () => {};
      expect(await check(folder, 3)).toMatchObject({ code: 0 });
      expect((await citewatch(['evidence', 'verify'], folder)).code).toBe(0);
    },
  );

  it.each([
    [
      'a copy is made of it',
      (folder: string) => copyFileSync(join(folder, DB), join(folder, 'copy.db')),
    ],
    [
      'it is moved away and back',
      (folder: string) => {
        renameSync(join(folder, DB), join(folder, 'away'));
        renameSync(join(folder, 'away'), join(folder, DB));
      },
    ],
  ])('a store is as it was though %s', async (_, strike) => {
    const folder = await place();
    meanwhile = () => strike(folder);
    expect(await check(folder, 2)).toMatchObject({ code: 0 });
  });

  it('a store under another name is the same', async () => {
    const folder = await place();
    symlinkSync('.citewatch', join(folder, 'linked'));
    expect(await check(folder, 2, '--db', 'linked/citewatch.db')).toMatchObject({ code: 0 });
  });
});

describe('something else in the place of a file or a folder', () => {
  it.each([
    ['.citewatch/evidence', 'file', 'there is something of that name already (EEXIST)'],
    [
      '.citewatch/evidence/log.jsonl',
      'folder',
      'there is a folder where a file should be (EISDIR)',
    ],
    ['.citewatch/evidence/head', 'folder', 'there is a folder where a file should be (EISDIR)'],
  ])('%s, a %s, is named', async (path, kind, words) => {
    const folder = await place();
    rmSync(join(folder, path), { recursive: true });
    if (kind === 'file') writeFileSync(join(folder, path), '');
    else symlinkSync('.', join(folder, path));
    const { code, err } = await check(folder, 2);
    expect(code, err).toBe(1);
    expect(err).toBe(`citewatch could not do its job: ${join(folder, path)}: ${words}\n`);
  });
});

describe('evidence that the last night left', () => {
  const LOG = '.citewatch/evidence/log.jsonl';
  const notes = (err: string): readonly string[] =>
    err.split('\n').filter((line) => /^note: .*log of evidence/u.test(line));
  /** The lines of its log. */
  const linesIn = (folder: string) => readFileSync(join(folder, LOG), 'utf8').trimEnd().split('\n');

  it.each<[string, (folder: string) => void, RegExp]>([
    [
      'and was removed',
      (folder) => rmSync(join(folder, '.citewatch/evidence'), { recursive: true }),
      /^note: the log of evidence that run 1 left at line \d+ is gone: what is kept from now on shows nothing of before$/u,
    ],
    [
      'and whose log alone was removed',
      (folder) => rmSync(join(folder, LOG)),
      /^note: the log of evidence that run 1 left at line \d+ is gone: what is kept from now on shows nothing of before$/u,
    ],
    [
      'and whose log was cut',
      (folder) => writeFileSync(join(folder, LOG), `${linesIn(folder).slice(0, 2).join('\n')}\n`),
      /^note: the log of evidence ends at line 2, and run 1 left it at line \d+: it was cut or replaced since$/u,
    ],
  ])('%s is missed in one sentence, and the night goes on', async (_, strike, words) => {
    const folder = await place();
    strike(folder);
    const { code, err } = await check(folder, 2);
    expect(code, err).toBe(0);
    expect(notes(err)).toEqual([expect.stringMatching(words)]);
    const next = await check(folder, 3);
    expect([next.code, notes(next.err)]).toEqual([0, []]);
  });

  it('and in whose place another of the same length lies is missed too', async () => {
    const folder = await place();
    const other = await place();
    rmSync(join(folder, '.citewatch/evidence'), { recursive: true });
    renameSync(join(other, '.citewatch/evidence'), join(folder, '.citewatch/evidence'));
    const { err } = await check(folder, 2);
    expect(notes(err)).toEqual([
      expect.stringMatching(
        /^note: line \d+ of the log of evidence is not the one that run 1 left: it was replaced since$/u,
      ),
    ]);
  });

  it('is not missed where a process was killed while it added to it', async () => {
    const folder = await place();
    appendFileSync(join(folder, LOG), `{"half a line${'x'.repeat(100_000)}`);
    expect(notes((await check(folder, 2)).err)).toEqual([]);
  });
});
