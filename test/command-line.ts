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

/** Where and how a command is started. */
interface Surroundings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Sees standard error as it comes. */
  readonly onErr?: (text: string) => void;
  /** Another release's `cli.js`. */
  readonly cli?: string;
  /** As whom; root can start a process as anybody. */
  readonly uid?: number;
  /** No file may grow beyond so many blocks of 1024 bytes. */
  readonly fileBlocks?: number;
}

/** Starts `citewatch …` as it is shipped. */
export function start(
  args: readonly string[],
  { cwd, env = {}, onErr, cli = CLI, uid, fileBlocks }: Surroundings,
): Started {
  const line = [process.execPath, cli, ...args];
  const limited = ['bash', '--norc', '-c', `ulimit -f ${fileBlocks}; exec "$@"`, 'bash', ...line];
  const [program, ...rest] = (fileBlocks === undefined ? line : limited) as [string, ...string[]];
  const child = spawn(program, rest, {
    cwd,
    env: clean(env),
    ...(uid === undefined ? {} : { uid }),
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
    onErr?.(chunk.toString());
  });
  return {
    child,
    ended: once(child, 'close').then(([code]) => ({ code: code as number | null, out, err })),
  };
}

/** Runs `citewatch …` to its end. */
export const citewatch = (
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> => start(args, { cwd, env }).ended;

/** An empty folder of the test's own. */
export const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'citewatch-test-'));
