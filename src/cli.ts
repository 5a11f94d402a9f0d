#!/usr/bin/env node
import { CommanderError } from 'commander';
import { endWell, tellCrash } from './commands/end-well.js';
import { processIo } from './commands/io.js';
import { citewatchProgram } from './commands/program.js';
import { formatProblem, UserError } from './model/problem.js';

const stop = new AbortController();
const io = processIo(stop.signal);
endWell(io, stop);
const exit = (code: number): void => {
  process.exitCode = code;
};

const program = citewatchProgram(io, exit);
let db: string | undefined;
program.hook('preAction', (_, command) => {
  ({ db } = command.opts<{ db?: string }>());
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
