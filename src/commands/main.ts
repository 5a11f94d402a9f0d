import { CommanderError } from 'commander';
import { formatProblem, UserError } from '../model/problem.js';
import { type GivenOptions, processIo } from './io.js';
import { citewatchProgram } from './program.js';
import {
  installShutdownHandlers,
  logNodeWarnings,
  missingPackage,
  printCrash,
} from './shutdown.js';

const stop = new AbortController();
let given: GivenOptions = {};
const io = processIo(stop.signal, () => given);
installShutdownHandlers(io, stop);
const exit = (code: number): void => {
  process.exitCode = code;
};

const program = citewatchProgram(io, exit);
program.hook('preAction', (_, command) => {
  given = { ...command.opts<GivenOptions>(), args: command.args };
  if (given.log === 'json') logNodeWarnings(io);
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) exit(error.exitCode === 0 ? 0 : 3);
  else if (error instanceof UserError) {
    const count = error.problems.length;
    const sum = count === 1 ? '' : `${count} problems\n`;
    io.err(`${error.problems.map(formatProblem).join('\n')}\n${sum}`);
    exit(3);
  } else {
    const missing = missingPackage(error);
    if (missing === null) printCrash(io, error, given.db);
    else io.err(`${missing}\n`);
    exit(missing === null ? 1 : 3);
  }
}
// Whoever was asked to stop has put away what there was: nothing that is still open is waited for.
if (stop.signal.aborted) process.exit();
