import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cost } from './cost.js';

/** The pages of a bench, as other tools are given them. */
export interface Pages {
  /** A folder of the bench's own. */
  readonly folder: string;
  /** Under which what a tool remembers of them is kept. */
  readonly store: string;
  /** With the port at which they are served. */
  readonly urls: readonly string[];
  readonly port: number;
  /** A page that links to all of them. */
  readonly index: string;
}

const HERE = import.meta.dirname;
/** Requests under way at once, as many as citewatch has by default. */
const AT_ONCE = 16;

const isInstalled = (command: string): boolean => spawnSync(command, ['--version']).status === 0;

/** Milliseconds after which a tool is given up. */
const PATIENCE = 600_000;

/** Runs a command that finds all names here. */
function measured(
  pages: Pages,
  command: readonly string[],
  names: Readonly<Record<string, string>>,
  input = '',
): Cost {
  const file = join(pages.folder, 'other.json');
  const { status, stderr } = spawnSync('python3', [join(HERE, 'rusage.py'), file, ...command], {
    cwd: pages.folder,
    env: { ...process.env, ...names, HOME: pages.folder },
    timeout: PATIENCE,
    encoding: 'utf8',
    input,
  });
  if (status !== 0) throw new Error(`${command[0]}: ${stderr}`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** The web answers for all names, as a proxy does. */
const throughProxy = ({ port }: Pages): Readonly<Record<string, string>> => {
  const proxy = `http://127.0.0.1:${port}`;
  return { http_proxy: proxy, HTTP_PROXY: proxy };
};

/** linkinator over a page of links: a HEAD each, no text read, nothing remembered. */
function linkinator(pages: Pages): Cost {
  const preload = ['--import', join(HERE, 'all-names-here.mjs')];
  const cli = join(HERE, '../../node_modules/linkinator/build/src/cli.js');
  const options = ['--concurrency', String(AT_ONCE), '--format', 'json'];
  return measured(pages, [process.execPath, ...preload, cli, pages.index, ...options], {});
}

/** urlwatch: GET with validators, text compared with the last one. */
function urlwatch(pages: Pages): Cost {
  const jobs = join(pages.folder, 'urlwatch.yaml');
  writeFileSync(jobs, pages.urls.map((url) => `url: ${url}\n`).join('---\n'));
  const config = join(pages.folder, 'urlwatch-config.yaml');
  writeFileSync(config, 'report:\n  stdout:\n    enabled: true\n');
  const files = [
    '--urls',
    jobs,
    '--config',
    config,
    '--cache',
    join(pages.folder, `${pages.store}-urlwatch.db`),
  ];
  return measured(pages, ['urlwatch', ...files, '--hooks', '/dev/null'], throughProxy(pages));
}

/** linkchecker: GET of each, no text compared, nothing remembered. Its own limit of requests a second is lifted. */
function linkchecker(pages: Pages): Cost {
  const config = join(pages.folder, 'linkcheckerrc');
  writeFileSync(config, `[checking]\nmaxrequestspersecond=100000\nthreads=${AT_ONCE}\nrecursionlevel=0\n`);
  const command = ['linkchecker', '--config', config, '--no-status', '--stdin', '--output', 'none'];
  return measured(pages, command, throughProxy(pages), pages.urls.join('\n'));
}

/** Those that are installed, by name. */
export const OTHERS: ReadonlyMap<string, (pages: Pages) => Cost> = new Map(
  [
    ['linkinator', linkinator, true] as const,
    ['urlwatch', urlwatch, isInstalled('urlwatch')] as const,
    ['linkchecker', linkchecker, isInstalled('linkchecker')] as const,
  ].flatMap(([name, run, is]) => (is ? [[name, run] as const] : [])),
);
