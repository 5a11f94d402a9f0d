import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lineStart } from '../../src/commands/io.js';
import { runCheck } from '../../src/commands/run/check.js';
import { progress, tellRun } from '../../src/commands/run/tell-night.js';
import type { Run } from '../../src/model/run.js';
import { citewatch, emptyFolder } from '../command-line.js';
import { RUN } from '../surfaces/fixture-night.js';
import { citation, page, source, watchlist } from '../world.js';
import { keptIo } from './run.js';

const PASSAGE = 'The court of the first district heard ninety cases of usury.';
let shown = PASSAGE;
let server: Server;
let check: (...more: readonly string[]) => ReturnType<typeof citewatch>;

beforeAll(async () => {
  server = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end(page(shown, 'Usury')),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const folder = emptyFolder();
  const watch = watchlist(
    [source('usury', { url: 'http://usury.example/' })],
    [citation(1, 'usury', PASSAGE)],
  );
  writeFileSync(join(folder, 'sources.json'), JSON.stringify(watch));
  const web = `:80:127.0.0.1:${(server.address() as AddressInfo).port}`;
  const args = [
    'check',
    '--archive',
    'none',
    '--retries',
    '0',
    '--host-delay',
    '0',
    '--connect-to',
    web,
  ];
  check = (...more) => citewatch([...args, ...more], folder);
});
afterAll(() => server.close());

describe('a night', () => {
  const now = (day: number): readonly string[] => ['--now', `2025-10-0${day}T02:00:00Z`];

  it('on which nothing needs a person says nothing when it is to be quiet, and why when it is asked', async () => {
    expect(await check('--quiet', ...now(1))).toEqual({ code: 0, out: '', err: '' });
    const told = await check('--verbose', ...now(2));
    expect(told.code, told.err).toBe(0);
    expect(told.out).toMatch(
      /^usury {2}address: opens, [^\n]*passages: 1 stands; edition: [^\n]+\n/u,
    );
    expect(told.out).toContain('Nothing to do.');
  });

  it('on which a passage changed says that, and keeps one document on standard output', async () => {
    shown = PASSAGE.replace('ninety', 'seventy');
    const { code, out, err } = await check('--quiet', '--fail-on', 'medium', ...now(3));
    expect({ code, err }).toEqual({ code: 2, err: '' });
    expect(out).toContain('[-ninety-] {+seventy+}');
    expect(out).not.toMatch(/sources? stand/u);
    const both = await check('--verbose', '--json', ...now(4));
    expect((JSON.parse(both.out) as Run).sources).toHaveLength(1);
    expect(both.err).toMatch(
      /^usury {2}address: [^\n]*passages: “[^”]+” stands with other words, /mu,
    );
  });

  it('that is to be quiet still says what is wrong with it', async () => {
    const mistaken = await check('--quiet', '--retries', 'many');
    expect(mistaken).toMatchObject({ code: 3, out: '', err: expect.stringContaining('--retries') });
    const { io, said } = keptIo();
    tellRun({ ...RUN, run: { ...RUN.run, online: false } }, { quiet: true }, io);
    expect(said()).toEqual({ out: '', err: 'This machine was offline: nothing was judged.\n' });
    expect((await check('--quiet', '--verbose')).err).toContain('--quiet');
  });
});

describe('a night without the web', () => {
  it('ends with 1 and prints itself, and the reports stay those of the last good one', async () => {
    shown = PASSAGE;
    const folder = emptyFolder();
    const ids = ['a', 'b', 'c'];
    const watch = watchlist(
      ids.map((id) => source(id, { url: `http://${id}.example/` })),
      [citation(1, 'a', PASSAGE)],
    );
    writeFileSync(join(folder, 'sources.json'), JSON.stringify(watch));
    const { port } = server.address() as AddressInfo;
    const night = (day: number, to: number, ...more: readonly string[]) =>
      citewatch(
        [
          'check',
          '--archive',
          'none',
          '--retries',
          '0',
          '--host-delay',
          '0',
          '--now',
          `2025-10-0${day}T02:00:00Z`,
        ].concat(['--connect-to', `:80:127.0.0.1:${to}`, ...more]),
        folder,
      );
    await night(1, port);
    // Nobody listens there.
    const { code, out } = await night(2, 9, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out).run).toMatchObject({
      id: 2,
      online: false,
      unasked: { kind: 'offline' },
    });
    const latest = JSON.parse(readFileSync(join(folder, 'reports/latest.json'), 'utf8'));
    expect(latest).toMatchObject({
      run: { id: 1, online: true },
      offlineSince: { run: 2, nights: 1 },
    });
    const banner = 'Last night (2 October 2025) citewatch could not reach the web.';
    for (const format of ['html', 'md'])
      expect((await citewatch(['report', '--format', format], folder)).out).toContain(banner);
    const table = readFileSync(join(folder, 'reports/latest.csv'), 'utf8').replaceAll('\r', '');
    expect((await citewatch(['report', '--format', 'csv'], folder)).out).toBe(table);
    // What was said of that night itself is there for whoever asks for it.
    expect((await citewatch(['report', '--run', '2'], folder)).out).toContain(
      'Nothing was judged.',
    );
    // A look at one source, offline or not, is for nobody's page.
    const look = await night(3, 9, '--only', 'a');
    expect(look.err).toContain('the report files stay those of the last night, run 1');
  });
});

it('a night that is asked to stop before it begins asks nobody, and one that is not asks', async () => {
  const folder = emptyFolder();
  const watch = watchlist(
    [source('usury', { url: 'http://usury.example/' })],
    [citation(1, 'usury', PASSAGE)],
  );
  const [sources, db] = [join(folder, 'sources.json'), join(folder, 'citewatch.db')];
  writeFileSync(sources, JSON.stringify(watch));
  const connectTo = [`:80:127.0.0.1:${(server.address() as AddressInfo).port}`];
  const options = {
    sources,
    db,
    reports: join(folder, 'reports'),
    archive: 'none',
    hostDelay: '0',
    connectTo,
  };
  const { io, said } = keptIo();
  let asked = 0;
  const count = () => void asked++;
  server.on('request', count);
  const stopped = await runCheck(options, { ...io, stop: AbortSignal.abort() });
  expect([stopped, asked, said().err]).toEqual([1, 0, expect.stringContaining('stopped')]);
  expect(await runCheck(options, io)).not.toBe(1);
  server.off('request', count);
  expect(asked).toBeGreaterThan(0);
});

describe('a terminal', () => {
  it('has its line wiped before a sentence that comes while the bar stands', () => {
    const { io, said } = keptIo();
    const visit = { subject: 'usury', verdict: null } as Parameters<
      ReturnType<typeof progress>
    >[0]['visit'];
    progress({ ...io, live: true })({ done: 1, total: 3, visit });
    expect(said().err.startsWith(lineStart({ live: true }))).toBe(true);
    expect(lineStart({ live: true })).toBe('\r\u001b[2K');
    expect(lineStart({ live: false })).toBe('');
  });

  it('says nothing of a visit that lands while the run is being stopped', async () => {
    const { io, said } = keptIo();
    const stop = new AbortController();
    const visit = { subject: 'usury', verdict: null } as Parameters<
      ReturnType<typeof progress>
    >[0]['visit'];
    const tell = progress({ ...io, stop: stop.signal });
    tell({ done: 1, total: 3, visit });
    stop.abort();
    tell({ done: 2, total: 3, visit });
    expect(said().err).toBe('1/3  unknown       usury\n');
  });

  it('has an entry a visit with what came of it where programs read the log, and no bar, quiet or not', async () => {
    const told: unknown[] = [];
    const { io, said } = keptIo();
    const visit = {
      run: 7,
      subject: 'usury',
      verdict: { link: { status: 'blocked' } },
      outcome: { kind: 'answered', http: 403, elapsed: 12.4 },
    } as Parameters<ReturnType<typeof progress>>[0]['visit'];
    const tell = progress(
      { ...io, asJson: true, live: true, tell: (entry) => void told.push(entry) },
      { quiet: true },
    );
    tell({ done: 1, total: 3, visit });
    tell({ done: 2, total: 3, visit: { ...visit, outcome: null, verdict: null } });
    const of = { run: 7, source: 'usury', total: 3 };
    expect(told).toEqual([
      {
        level: 'info',
        event: 'visited',
        message: '1/3 usury: blocked',
        fields: { ...of, done: 1, outcome: '4xx', http: 403, link: 'blocked', ms: 12 },
      },
      {
        level: 'info',
        event: 'visited',
        message: '2/3 usury: unasked',
        fields: { ...of, done: 2, outcome: 'unasked', http: null, link: null, ms: 0 },
      },
    ]);
    expect(said()).toEqual({ out: '', err: '' });
  });
});

describe('a command that only reads', () => {
  // biome-ignore format: a list
  const READING: readonly (readonly string[])[] = [
    ['report'], ['report', '--format', 'html'], ['digest'], ['digest', '--html'], ['diff', 'a'], ['history', 'a'],
    ['explain', 'a'], ['evidence', 'verify'], ['evidence', 'export', 'a'], ['lint'], ['cite', 'a'], ['schedule'], ['status'],
    ['check', '--from-evidence'], ['ack', 'a', '--reason', 'x'], ['archive', 'a'], ['import', 'none.md', '--dry-run'],
  ];

  it.each(READING)('makes no file where there is none: citewatch %s %s %s', async (...args) => {
    const bare = emptyFolder();
    const { code } = await citewatch(args, bare);
    expect(code).not.toBe(0);
    expect(readdirSync(bare)).toEqual([]);
    const listed = emptyFolder();
    writeFileSync(
      join(listed, 'sources.json'),
      JSON.stringify(watchlist([source('a')], [citation(1, 'a', PASSAGE)])),
    );
    await citewatch(args, listed);
    expect(readdirSync(listed)).toEqual(['sources.json']);
  });
});
