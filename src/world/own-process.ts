import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Where the program begins, from any of its modules. */
const PROGRAM = fileURLToPath(new URL('../cli.js', import.meta.url));

/** A command of ours in a process of its own. */
export interface OwnProcess {
  readonly args: readonly string[];
  /** The folder in which it is started. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Hears each line that it prints. */
  readonly heard: (line: string) => void;
}

/** Runs a command to its end, and gives its exit code; asked to end when `stop` fires. Rejects where it cannot be started, or was killed. */
export async function runOwn({ args, folder, env, heard }: OwnProcess, stop: AbortSignal): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, PROGRAM, ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: stop,
    killSignal: 'SIGTERM',
  });
  // What ends it is told by how it ends.
  const failed = once(child, 'error').then(([error]) => {
    if (!stop.aborted) throw error;
    return once(child, 'close');
  });
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', heard);
  const [code, signal] = await Promise.race([once(child, 'close'), failed]);
  if (code === null) throw new Error(`it was killed (${signal})`);
  return code as number;
}
