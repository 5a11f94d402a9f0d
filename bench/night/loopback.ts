import { fork, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cost } from './cost.js';
import { AS_BEFORE, bytesAt, type Shape, titleAt, type Weather } from './pages.js';

const HERE = import.meta.dirname;
/** What `npm run build` made, by this Node. */
export const BUILT: Build = { node: process.execPath, cli: join(HERE, '../../dist/cli.js') };
/** Where `npm ci --prefix .ci` puts it. */
const LINKINATOR = join(HERE, '../../.ci/node_modules/linkinator/build/src/cli.js');
/** Where Debian puts it (`apt-get install urlwatch`). */
const URLWATCH = '/usr/bin/urlwatch';
/** Of fifteen sources, the host of each: there are three on the median host, as many as in a report, and at most five. */
const HOSTS = [0, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4];
const hostOf = (n: number): number =>
  5 * Math.floor(n / HOSTS.length) + (HOSTS[n % HOSTS.length] as number);
/** Milliseconds between two requests to a host; null is citewatch's own. */
export type Pause = number | null;

/** A build of citewatch: its `cli.js`, and the Node that runs it. */
export interface Build {
  readonly node: string;
  readonly cli: string;
}

/** A web on loopback, a report that cites its pages, and a folder for what is made of them. */
export interface Bench {
  /** Without a port: citewatch is told to connect elsewhere. */
  readonly urls: readonly string[];
  readonly hosts: number;
  /** Bytes of a source on average. */
  readonly bytes: number;
  /** How many sources were asked for since it was set last. */
  setWeather(weather: Weather): Promise<number>;
  /** GET and SHA-256 of each page, and no more. */
  bareLoop(): Cost;
  /** The same, and each page is parsed by parse5, as browsers do. */
  parseLoop(): Cost;
  /** A conditional GET of each page, and no more; the first one learns the tags. */
  conditionalLoop(): Cost;
  /** The least that a night must do; the first one fills its store. */
  plainNight(): Cost;
  /** linkinator over a page of links to all: a HEAD each, no text read, nothing remembered. Null where it is not installed. */
  linkinator(): Cost | null;
  /** urlwatch over the same addresses, which asks with the tags that it has; the first one fills its store. Null where it is not installed. */
  urlwatch(): Cost | null;
  /** A night of a build of citewatch, whose store lies in `store` of the bench's folder. */
  check(store: string, night: number, build?: Build, pause?: Pause): Cost;
  /** Another command of citewatch on a store. */
  command(store: string, args: readonly string[]): Cost;
  close(): void;
}

/** Opens a bench with so many sources. */
export async function openBench(shape: Shape, sources: number): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'citewatch-night-'));
  const numbers = Array.from({ length: sources }, (_, n) => n);
  const urls = numbers.map((n) => `http://host-${hostOf(n)}.example/${shape.kind}/${n}`);
  const index = join(folder, 'index.html');
  const child = fork(join(HERE, 'web.ts'), [index], { execArgv: ['--import', 'tsx'] });
  const { port } = await new Promise<{ port: number }>((resolve) => child.once('message', resolve));
  const links = urls.map(
    (url) => `<li><a href="${url.replace('.example', `.example:${port}`)}">A page</a>`,
  );
  writeFileSync(index, `<!doctype html><title>All</title><ul>${links.join('\n')}</ul>`);
  writeFileSync(join(folder, 'urls.json'), JSON.stringify({ urls, port }));
  writeFileSync(join(folder, 'sources.json'), JSON.stringify(watchlistOf(urls, shape)));
  const sizes = numbers.map((n) => bytesAt(shape.kind, n, AS_BEFORE).body().length);

  const measure = (args: readonly string[], cwd: string, node = process.execPath): Cost =>
    measured(node, ['--import', join(HERE, 'say-usage.mjs'), ...args], cwd);
  function measured(program: string, args: readonly string[], cwd: string): Cost {
    const file = join(folder, 'usage.json');
    const { status, stderr } = spawnSync(program, args, {
      cwd,
      env: { ...process.env, USAGE_FILE: file },
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    });
    if (status !== 0)
      throw new Error(`${args.join(' ')} ended with ${status}: ${stderr.slice(0, 2000)}`);
    return JSON.parse(readFileSync(file, 'utf8'));
  }
  const loop = (...how: readonly string[]): Cost =>
    measure([join(HERE, 'bare-loop.mjs'), join(folder, 'urls.json'), ...how], HERE);
  return {
    urls,
    hosts: hostOf(sources - 1) + 1,
    bytes: sizes.reduce((sum, size) => sum + size, 0) / sources,
    setWeather: (weather) =>
      new Promise((resolve) => {
        child.once('message', ({ asked }: { asked: number }) => resolve(asked));
        child.send(weather);
      }),
    bareLoop: () => loop(),
    parseLoop: () => loop('parse'),
    conditionalLoop: () => loop(join(folder, 'tags.json')),
    plainNight: () =>
      measure(
        [join(HERE, 'plain-night.mjs'), join(folder, 'sources.json'), String(port), folder],
        HERE,
      ),
    linkinator() {
      if (!existsSync(LINKINATOR)) return null;
      const tool = [
        '--import',
        join(HERE, 'all-names-here.mjs'),
        LINKINATOR,
        '--concurrency',
        '16',
      ];
      return measure([...tool, `http://host-0.example:${port}/index`], folder);
    },
    urlwatch() {
      if (!existsSync(URLWATCH)) return null;
      writeFileSync(join(folder, 'urls.yaml'), jobsOf(urls, port));
      writeFileSync(join(folder, 'urlwatch.yaml'), 'report:\n  stdout:\n    enabled: true\n');
      const files = {
        urls: 'urls.yaml',
        config: 'urlwatch.yaml',
        cache: 'urlwatch.db',
        hooks: 'hooks.py',
      };
      const options = Object.entries(files).flatMap(([name, file]) => [
        `--${name}`,
        join(folder, file),
      ]);
      return measured(
        '/usr/bin/python3',
        [join(HERE, 'say-usage.py'), URLWATCH, ...options],
        folder,
      );
    },
    check(store, night, { node, cli } = BUILT, pause: Pause = 0) {
      const files = [
        '--sources',
        join(folder, 'sources.json'),
        '--db',
        join(folder, store, 'c.db'),
      ];
      const now = ['--now', new Date(Date.UTC(2026, 0, 1 + night)).toISOString()];
      const web = ['--connect-to', `::127.0.0.1:${port}`, '--archive', 'none'];
      if (pause !== null) web.push('--host-delay', `${pause}`);
      const reports = ['--reports', join(folder, store, 'reports'), '--fail-on', 'never'];
      return measure([cli, 'check', ...files, ...now, ...web, ...reports], folder, node);
    },
    command: (store, args) =>
      measure([BUILT.cli, ...args, '--db', join(folder, store, 'c.db')], folder),
    close() {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The addresses as urlwatch is told of them. */
const jobsOf = (urls: readonly string[], port: number): string =>
  urls.map((url) => `url: ${url.replace(/\/\/[^/]+/u, `//127.0.0.1:${port}`)}\n`).join('---\n');

function watchlistOf(urls: readonly string[], { kind, quotes }: Shape): object {
  const id = (n: number): string => `source-${n}`;
  const citations = urls.map((_, n) => ({
    id: `BENCH/${n}`,
    source: id(n),
    section: `${n % 20}`,
    accessed: '2026-01-01',
    cited: `Publisher ${hostOf(n)}, “${titleAt(kind, n)}”`,
    quotes: quotes(n).map((text) => ({ text })),
  }));
  const sources = urls.map((url, n) => ({
    id: id(n),
    title: titleAt(kind, n),
    publisher: `Publisher ${hostOf(n)}`,
    url,
  }));
  return { reports: [{ id: 'BENCH', title: 'A bench', citations }], sources };
}
