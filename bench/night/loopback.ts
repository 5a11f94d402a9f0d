import { fork, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cost } from './cost.js';
import { quoteOf, titleOf } from './prose.js';
import type { Weather } from './web.js';

const HERE = import.meta.dirname;
const CLI = join(HERE, '../../dist/cli.js');
/** Sources of one host. */
const OF_A_HOST = 10;

/** A web on loopback, a report that cites its pages, and a folder for what is made of them. */
export interface Bench {
  readonly folder: string;
  readonly port: number;
  /** Without a port: citewatch is told to connect elsewhere. */
  readonly urls: readonly string[];
  readonly hosts: number;
  /** How many requests were made since it was set last. */
  setWeather(weather: Weather): Promise<number>;
  /** GET and SHA-256 of each page, and no more. */
  bareLoop(): Cost;
  /** The least that a night must do; the first one fills its store. */
  plainNight(): Cost;
  /** A night of citewatch, whose store lies in `store` of the bench's folder. */
  check(store: string, night: number): Cost;
  /** Another command of citewatch on a store. */
  command(store: string, args: readonly string[]): Cost;
  close(): void;
}

/** Opens a bench with so many sources, each of so many bytes. */
export async function openBench(sources: number, bytes: number): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'citewatch-night-'));
  const hosts = Math.max(1, Math.round(sources / OF_A_HOST));
  const urls = Array.from(
    { length: sources },
    (_, n) => `http://host-${n % hosts}.example/page-${n}-${bytes}.html`,
  );
  const child = fork(join(HERE, 'web.ts'), { execArgv: ['--import', 'tsx'] });
  const { port } = await new Promise<{ port: number }>((resolve) => child.once('message', resolve));
  writeFileSync(join(folder, 'urls.json'), JSON.stringify({ urls, port }));
  writeFileSync(join(folder, 'sources.json'), JSON.stringify(watchlistOf(urls, hosts)));

  function measure(args: readonly string[], cwd: string): Cost {
    const file = join(folder, 'usage.json');
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', join(HERE, 'say-usage.mjs'), ...args],
      { cwd, env: { ...process.env, USAGE_FILE: file }, encoding: 'utf8', maxBuffer: 1 << 30 },
    );
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr.slice(0, 2000)}`);
    return JSON.parse(readFileSync(file, 'utf8'));
  }
  return {
    folder,
    port,
    urls,
    hosts,
    setWeather: (weather) =>
      new Promise((resolve) => {
        child.once('message', ({ asked }: { asked: number }) => resolve(asked));
        child.send(weather);
      }),
    bareLoop: () => measure([join(HERE, 'bare-loop.mjs'), join(folder, 'urls.json')], HERE),
    plainNight: () =>
      measure([join(HERE, 'plain-night.mjs'), join(folder, 'sources.json'), String(port), folder], HERE),
    check(store, night) {
      const files = ['--sources', join(folder, 'sources.json'), '--db', join(folder, store, 'c.db')];
      const now = ['--now', new Date(Date.UTC(2026, 0, 1 + night)).toISOString()];
      const web = ['--connect-to', `::127.0.0.1:${port}`, '--host-delay', '0', '--archive', 'none'];
      const reports = ['--reports', join(folder, store, 'reports'), '--fail-on', 'never'];
      return measure([CLI, 'check', ...files, ...now, ...web, ...reports], folder);
    },
    command: (store, args) => measure([CLI, ...args, '--db', join(folder, store, 'c.db')], folder),
    close() {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function watchlistOf(urls: readonly string[], hosts: number): object {
  const id = (n: number): string => `source-${n}`;
  const citations = urls.map((_, n) => ({
    id: `BENCH/${n}`,
    source: id(n),
    section: `${n % 20}`,
    accessed: '2026-01-01',
    cited: `Publisher ${n % hosts}, “${titleOf(n)}”`,
    quotes: [{ text: quoteOf(n) }],
  }));
  const sources = urls.map((url, n) => ({
    id: id(n),
    title: titleOf(n),
    publisher: `Publisher ${n % hosts}`,
    url,
  }));
  return { reports: [{ id: 'BENCH', title: 'A bench', citations }], sources };
}
