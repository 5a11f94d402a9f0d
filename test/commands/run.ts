import { Command } from 'commander';
import type { Io } from '../../src/commands/io.js';

/** A command's declaration, as `cli.ts` calls it. */
type Add = (program: Command, io: Io, exit: (code: number) => void) => void;

/** Runs a command in this process, as `cli.ts` does, and gives what it left behind. */
export async function run(add: Add, args: readonly string[], env: Io['env'] = {}, ask: Io['ask'] = null) {
  let out = '';
  let err = '';
  let code: number | null = null;
  const io: Io = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    command: (text, to) => {
      if (to === 'out') out += text;
      else err += text;
    },
    env,
    live: false,
    colour: false,
    width: 100,
    ask,
    stop: new AbortController().signal,
  };
  const program = new Command().exitOverride();
  add(program, io, (given) => {
    code = given;
  });
  await program.parseAsync(args, { from: 'user' });
  return { code, out, err };
}
