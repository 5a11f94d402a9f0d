#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { CommanderError } from 'commander';
import { endWell, heedWarnings, tellCrash } from './commands/end-well.js';
import { processIo } from './commands/io.js';
import { keepCompiled } from './commands/keep-compiled.js';
import { citewatchProgram } from './commands/program.js';
import { formatProblem, UserError } from './model/problem.js';

// Bytes of bytecode that a function runs before the V8 of Node 20 compiles it once more, six times what it takes by itself (67,584): a
// night is over before that pays. It was a quarter of the processor time of a night on which nothing changed; left to the functions that
// run most, such a night takes 15 % less, a first night 8 % (`npm run bench:night`). Later ones have a cheaper compiler between.
if (process.versions.v8.startsWith('11.3.')) setFlagsFromString('--interrupt-budget=400000');

const stop = new AbortController();
let db: string | undefined;
let log: string | undefined;
const io = processIo(stop.signal, () => log === 'json');
endWell(io, stop);
keepCompiled(io);
const exit = (code: number): void => {
  process.exitCode = code;
};

const program = citewatchProgram(io, exit);
program.hook('preAction', (_, command) => {
  ({ db, log } = command.opts<{ db?: string; log?: string }>());
  if (log === 'json') heedWarnings(io);
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) exit(error.exitCode === 0 ? 0 : 3);
  else if (error instanceof UserError) {
    const count = error.problems.length;
    io.err(`${error.problems.map(formatProblem).join('\n')}\n${count} problem${count === 1 ? '' : 's'}\n`);
    exit(3);
  } else {
    tellCrash(io, error, db);
    exit(1);
  }
}
// Whoever was asked to stop has put away what there was: nothing that is still open is waited for.
if (stop.signal.aborted) process.exit();
