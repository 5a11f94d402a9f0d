#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { addAck } from './commands/ack.js';
import { addAdd } from './commands/add.js';
import { addArchive } from './commands/archive.js';
import { addCheck } from './commands/check.js';
import { addCite } from './commands/cite.js';
import { addDiff } from './commands/diff.js';
import { addDigest } from './commands/digest.js';
import { endWell, tellCrash } from './commands/end-well.js';
import { addEvidence } from './commands/evidence.js';
import { addExplain } from './commands/explain.js';
import { addFind } from './commands/find.js';
import { addHistory } from './commands/history.js';
import { addImport } from './commands/import.js';
import { addInit } from './commands/init.js';
import { processIo } from './commands/io.js';
import { addLint } from './commands/lint.js';
import { addNightly } from './commands/nightly.js';
import { addReport } from './commands/report.js';
import { addSchedule } from './commands/schedule.js';
import { addServe } from './commands/serve.js';
import { addStatus } from './commands/status.js';
import { VERSION } from './commands/version.js';
import { addWatch } from './commands/watch.js';
import { formatProblem, UserError } from './model/problem.js';

const stop = new AbortController();
const io = processIo(stop.signal);
endWell(io, stop);
const exit = (code: number): void => {
  process.exitCode = code;
};

const program = new Command('citewatch')
  .description('Re-reads every source that a report cites, and says which citations no longer stand.')
  .version(VERSION)
  .showHelpAfterError('(citewatch --help lists what there is)')
  .exitOverride()
  .addHelpText(
    'after',
    '\nExit codes: 0 nothing at or above --fail-on · 1 could not do its job · 2 findings at or above --fail-on · 3 bad input',
  );
for (const add of [
  addInit,
  addAdd,
  addCheck,
  addWatch,
  addNightly,
  addStatus,
  addReport,
  addDigest,
  addDiff,
  addHistory,
  addExplain,
  addImport,
  addFind,
  addAck,
  addServe,
  addArchive,
  addEvidence,
  addCite,
  addSchedule,
  addLint,
])
  add(program, io, exit);
for (const command of program.commands) command.exitOverride();

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
