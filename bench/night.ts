import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quoteOf, titleOf } from './night/prose.js';

/**
 * `npm run bench:night [-- SOURCES [BYTES]]`: what a night costs in processor time, wall time and peak memory, beside a
 * bare loop of GET and SHA-256 over the same pages in the same run (and linkinator, which asks less). The pauses of
 * politeness are off, so that the figures are work.
 */
const SOURCES = Number(process.argv[2] ?? 2000);
const BYTES = Number(process.argv[3] ?? 20_000);
/** Each is measured so often, in turns; the median and the range are printed. */
const RUNS = Number(process.env.RUNS ?? 3);
const HOSTS = Math.max(1, Math.round(SOURCES / 10));

const HERE = import.meta.dirname;
const CLI = join(HERE, '../dist/cli.js');

interface Usage {
  readonly cpu: number;
  readonly wall: number;
  readonly rss: number;
}

const folder = mkdtempSync(join(tmpdir(), 'citewatch-night-'));
const urlOf = (n: number): string => `http://host-${n % HOSTS}.example/page-${n}-${BYTES}.html`;
const urls = Array.from({ length: SOURCES }, (_, n) => urlOf(n));

function watchlist(): object {
  const id = (n: number): string => `source-${n}`;
  return {
    reports: [
      {
        id: 'BENCH',
        title: 'A bench',
        citations: urls.map((_, n) => ({
          id: `BENCH/${n}`,
          source: id(n),
          section: `${n % 20}`,
          accessed: '2026-01-01',
          cited: `Publisher ${n % HOSTS}, “${titleOf(n)}”`,
          quotes: [{ text: quoteOf(n) }],
        })),
      },
    ],
    sources: urls.map((url, n) => ({
      id: id(n),
      title: titleOf(n),
      publisher: `Publisher ${n % HOSTS}`,
      url,
    })),
  };
}

function measure(args: readonly string[], cwd: string): Usage {
  const file = join(folder, 'usage.json');
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', join(HERE, 'night/usage.mjs'), ...args],
    { cwd, env: { ...process.env, USAGE_FILE: file }, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr.slice(0, 2000)}`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

async function startWeb(): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(join(HERE, 'night/web.ts'), { execArgv: ['--import', 'tsx'] });
  const { port } = await new Promise<{ port: number }>((resolve) => child.once('message', resolve));
  return { child, port };
}

const NIGHTS = [
  ['first night', { validators: true, otherBytes: 0, edited: 0 }],
  ['304', { validators: true, otherBytes: 0, edited: 0 }],
  ['304 again', { validators: true, otherBytes: 0, edited: 0 }],
  ['200, equal bytes', { validators: false, otherBytes: 0, edited: 0 }],
  ['200, equal text', { validators: false, otherBytes: 1, edited: 0 }],
  ['200, 5 % changed', { validators: false, otherBytes: 1, edited: 5 }],
] as const;

const results = new Map<string, Usage[]>();
const note = (name: string, usage: Usage): void => {
  results.set(name, [...(results.get(name) ?? []), usage]);
};

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

const { child, port } = await startWeb();
const setWeather = (weather: object): Promise<void> =>
  new Promise((resolve) => {
    child.once('message', () => resolve());
    child.send(weather);
  });
try {
  writeFileSync(join(folder, 'urls.json'), JSON.stringify({ urls, port }));
  writeFileSync(join(folder, 'sources.json'), JSON.stringify(watchlist()));
  for (let run = 0; run < RUNS; run++) {
    const db = join(folder, `run-${run}`, 'c.db');
    for (const [i, [name, weather]] of NIGHTS.entries()) {
      await setWeather(weather);
      note('bare loop', measure([join(HERE, 'night/bare-loop.mjs'), join(folder, 'urls.json')], HERE));
      const now = new Date(Date.UTC(2026, 0, 2 + i)).toISOString();
      const check = [CLI, 'check', '--sources', join(folder, 'sources.json'), '--db', db, '--now', now];
      const rest = ['--connect-to', `::127.0.0.1:${port}`, '--host-delay', '0', '--archive', 'none'];
      const reports = ['--reports', join(folder, `run-${run}`, 'reports'), '--fail-on', 'never'];
      note(name, measure([...check, ...rest, ...reports], folder));
    }
  }
} finally {
  child.kill();
  rmSync(folder, { recursive: true, force: true });
}

const bare = results.get('bare loop') as Usage[];
const cost = (usages: readonly Usage[], key: keyof Usage): number =>
  median(usages.map((usage) => usage[key]));
console.log(
  `${SOURCES} sources of ${BYTES} bytes on ${HOSTS} hosts, ${RUNS} runs, Node ${process.versions.node}`,
);
for (const [name, usages] of results) {
  const cpus = usages.map(({ cpu }) => cpu / 1000).sort((a, b) => a - b);
  const cpu = cost(usages, 'cpu');
  const wall = cost(usages, 'wall');
  console.log(
    `${name.padEnd(20)} CPU ${(cpu / 1000).toFixed(2).padStart(7)} s (${cpus[0]?.toFixed(2)}–${cpus.at(-1)?.toFixed(2)}) ` +
      `${(cpu / cost(bare, 'cpu')).toFixed(2).padStart(6)}×   wall ${(wall / 1000).toFixed(2).padStart(6)} s ${(wall / cost(bare, 'wall')).toFixed(2).padStart(6)}×   ` +
      `peak ${Math.max(...usages.map(({ rss }) => rss))
        .toFixed(0)
        .padStart(5)} MB`,
  );
}
