import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CLI = join(import.meta.dirname, '../dist/cli.js');

/** What a finished command left behind. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A command under way. */
export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Surroundings in which nothing of the machine's own settings shows through. */
const clean = (env: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  NO_COLOR: '1',
  ...env,
});

/** Starts `citewatch …` as it is shipped; `onErr` sees standard error as it comes. */
export function start(
  args: readonly string[],
  {
    cwd,
    env = {},
    onErr,
  }: { cwd: string; env?: Readonly<Record<string, string>>; onErr?: (text: string) => void },
): Started {
  const child = spawn(process.execPath, [CLI, ...args], { cwd, env: clean(env) });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
    onErr?.(chunk.toString());
  });
  return { child, ended: once(child, 'close').then(([code]) => ({ code: code as number | null, out, err })) };
}

/** Runs `citewatch …` to its end. */
export const citewatch = (
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> => start(args, { cwd, env }).ended;

/** An empty folder of the test's own. */
export const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'citewatch-test-'));
