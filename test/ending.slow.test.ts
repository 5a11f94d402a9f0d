import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../src/model/run.js';
import { citewatch, emptyFolder, start } from './command-line.js';
import { citation, page, source, watchlist } from './world.js';

const CLI = join(import.meta.dirname, '../dist/cli.js');
const PASSAGE = 'The court of the first district heard ninety cases of usury.';
const SOURCES = 6;
/** True while the pages of all sources but the first three do not come. */
let held = false;
let server: Server;
let args: readonly string[];

beforeAll(async () => {
  server = createServer(({ headers }, response) => {
    const wait = held && Number(/^s(\d+)/u.exec(headers.host ?? '')?.[1]) > 3 ? 20_000 : 0;
    setTimeout(
      () => response.setHeader('content-type', 'text/html').end(page(PASSAGE, 'Usury')),
      wait,
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const web = `:80:127.0.0.1:${(server.address() as AddressInfo).port}`;
  args = ['check', '--archive', 'none', '--retries', '0', '--host-delay', '0', '--connect-to', web];
});
afterAll(() => server.close());

/** A folder with a list of sources, all of which carry what is quoted of them. */
function place(count = SOURCES): string {
  const folder = emptyFolder();
  const ids = Array.from({ length: count }, (_, i) => i + 1);
  const watch = watchlist(
    ids.map((n) => source(`s${n}`, { url: `http://s${n}.example/` })),
    ids.map((n) => citation(n, `s${n}`, PASSAGE)),
  );
  writeFileSync(join(folder, 'sources.json'), JSON.stringify(watch));
  return folder;
}

const shell = async (line: string, cwd: string) => {
  const env = { PATH: process.env.PATH, NO_COLOR: '1' };
  const child = spawn('bash', ['--norc', '-c', `set -o pipefail; ${line}`], { cwd, env });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
  const [code] = await once(child, 'close');
  return { code: code as number, out };
};
const command = (...more: readonly string[]): string =>
  [process.execPath, CLI, ...args, ...more].map((word) => `'${word}'`).join(' ');

describe.runIf(process.platform === 'linux')('where what is printed goes nowhere', () => {
  it('a reader that leaves after the first line ends no night, and sees no stack', async () => {
    const folder = place();
    const { code, out } = await shell(`${command()} 2>&1 | head -1`, folder);
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringMatching(/^1\/6 {2}alive[^\n]*\n$/u),
    });
    const run = JSON.parse(readFileSync(join(folder, 'reports/latest.json'), 'utf8')) as Run;
    expect(run.sources).toHaveLength(SOURCES);
    expect(
      (await shell(`'${process.execPath}' '${CLI}' report | head -c 9`, folder)).out,
    ).toHaveLength(9);
  });

  it('a disk that takes no more of it is told, and the code says so', async () => {
    const { code, out } = await shell(`${command('--json')} > /dev/full`, place());
    expect(code).toBe(1);
    expect(out.trimEnd().split('\n').at(-1)).toBe(
      'citewatch could not do its job: standard output cannot be written (ENOSPC)',
    );
  });
});

describe('a signal', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    '%s ends a night with a sentence, and the next takes it up',
    async (signal) => {
      held = true;
      const folder = place();
      const { child, ended } = start(args, {
        cwd: folder,
        onErr: (text) => void (text.includes('3/6') && child.kill(signal)),
      });
      const { code, err } = await ended;
      expect(code).toBe(1);
      expect(err).toContain(
        'stopped; what was seen is kept, and the next check takes up this run\n',
      );
      expect(err).not.toMatch(/\n {4}at /u);
      held = false;
      const next = await citewatch([...args, '--json'], folder);
      expect(next.code, next.err).toBe(0);
      expect((JSON.parse(next.out) as Run).run.id).toBe(1);
      expect((await citewatch(['evidence', 'verify'], folder)).code).toBe(0);
    },
  );

  it('ends a night that a thread asks for as well, with nothing after the sentence', async () => {
    const folder = place(600);
    const { child, ended } = start(args, {
      cwd: folder,
      onErr: (text) => void (text.includes('200/600') && child.kill('SIGTERM')),
    });
    const { code, err } = await ended;
    expect(code).toBe(1);
    expect(err.split('\n').slice(-2)).toEqual([
      'stopped; what was seen is kept, and the next check takes up this run',
      '',
    ]);
    const next = await citewatch([...args, '--json'], folder);
    expect(next.code, next.err.slice(-300)).toBe(0);
    const run = JSON.parse(next.out) as Run;
    expect([run.run.id, run.sources.length]).toEqual([1, 600]);
    expect(new Set(next.err.match(/s\d+$/gmu)).size).toBe(600);
    expect((await citewatch(['evidence', 'verify'], folder)).code).toBe(0);
  });

  it('while its reports are written says so, and not how each of them failed', async () => {
    const folder = place(600);
    const { child, ended } = start(args, {
      cwd: folder,
      onErr: (text) => void (text.includes('600/600') && child.kill('SIGTERM')),
    });
    const { code, err } = await ended;
    const last = err.trimEnd().split('\n').at(-1);
    // A signal may come when all is written, or after the last visit has landed and before the run is closed.
    if (code !== 0) expect([code, last]).toEqual([1, expect.stringMatching(/^stopped; /u)]);
    expect(err).not.toMatch(/not written, first|database/u);
    if (last?.endsWith('takes up this run') === true) {
      const next = await citewatch([...args, '--json'], folder);
      expect([next.code, (JSON.parse(next.out) as Run).run.id]).toEqual([0, 1]);
    }
    expect((await citewatch(['report', '--format', 'csv'], folder)).code).toBe(0);
  });

  it('before anything was begun ends it with a sentence too', async () => {
    const folder = place();
    const child = spawn(
      process.execPath,
      ['--import', 'data:text/javascript,process.stderr.write("up")', CLI, ...args],
      {
        cwd: folder,
      },
    );
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    await once(child.stderr, 'data');
    // The signal is heard from when the program begins; before, Node itself ends.
    setTimeout(() => child.kill('SIGTERM'), 150);
    const [code, by] = await once(child, 'close');
    if (by === null)
      expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/stopped/u) });
    expect(existsSync(join(folder, 'reports/latest.json'))).toBe(false);
  });
});

describe('reports that cannot be written', () => {
  it('are told in a sentence, and the night is kept', async () => {
    const folder = place();
    for (const name of ['index.html', 'latest.json'])
      mkdirSync(join(folder, 'reports', name), { recursive: true });
    const { code, err, out } = await citewatch([...args, '--json'], folder);
    expect(code).toBe(1);
    expect(err).toMatch(/^2 report files were not written, first reports\/index\.html: .+$/mu);
    expect((JSON.parse(out) as Run).sources).toHaveLength(SOURCES);
    expect((await citewatch(['report', '--format', 'csv'], folder)).code).toBe(0);
  });
});
