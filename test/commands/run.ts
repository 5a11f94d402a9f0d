import { Command } from 'commander';
import type { Io } from '../../src/commands/io.js';
import { type Add, callWith } from '../../src/commands/options.js';
import { createHear } from '../../src/model/sanitized-text.js';
import { collectSecrets } from '../../src/settings/secrets.js';

/** Runs a command in this process, as `src/commands/main.ts` does, and gives what it left behind. */
export async function run(
  add: Add,
  args: readonly string[],
  env: Io['env'] = {},
  ask: Io['ask'] = null,
) {
  const kept = keptIo(env, ask);
  const program = new Command().exitOverride();
  let code: number | null = null;
  const exit = (given: number) => {
    code = given;
  };
  add(program, callWith(kept.io, exit));
  await program.parseAsync(args, { from: 'user' });
  return { code, ...kept.said() };
}

/** A way to speak that keeps what was said. */
export function keptIo(env: Io['env'] = {}, ask: Io['ask'] = null) {
  let out = '';
  let err = '';
  const io: Io = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    tell: ({ message }) => {
      err += `${message}\n`;
    },
    command: (text, to) => {
      if (to === 'out') out += text;
      else err += text;
    },
    env,
    asJson: false,
    hear: createHear(() => collectSecrets({ env, addresses: [], subscribers: null, key: null })),
    live: false,
    colour: false,
    width: 100,
    ask,
    stop: new AbortController().signal,
  };
  return { io, said: () => ({ out, err }) };
}
