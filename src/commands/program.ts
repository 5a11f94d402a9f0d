import { Command } from 'commander';
import { addCheck, addDigest, addNightly, addStatus, addWatch, addWork } from './check.js';
import { addAck, addArchive, addServe, addWitness } from './decide.js';
import { addCite, addEvidence, addSchedule } from './filing.js';
import { addDiff, addExplain, addHistory, addReport } from './inspect.js';
import type { Io } from './io.js';
import { VERSION } from './io.js';
import { addCompletion, addReports } from './more.js';
import { exitCodes, helpLayout } from './options.js';
import { addAdd, addFind, addImport, addInit, addKeys, addLint } from './set-up.js';

/** Declares a command; `exit` is told its exit code. */
type Add = (program: Command, io: Io, exit: (code: number) => void) => void;

/** The commands by their names, by what somebody wants to do. */
const GROUPS: Readonly<Record<string, Readonly<Record<string, Add>>>> = {
  'Set up a report:': {
    init: addInit,
    import: addImport,
    add: addAdd,
    find: addFind,
    lint: addLint,
    keys: addKeys,
  },
  'Every night:': {
    check: addCheck,
    watch: addWatch,
    digest: addDigest,
    nightly: addNightly,
    status: addStatus,
    work: addWork,
  },
  'Look closer:': { report: addReport, explain: addExplain, history: addHistory, diff: addDiff },
  'Decide:': { serve: addServe, ack: addAck, archive: addArchive, witness: addWitness },
  'File it as evidence:': { cite: addCite, schedule: addSchedule, evidence: addEvidence },
  'Keep many reports:': { reports: addReports },
};

/**
 * Every command with its options: what is parsed, what help shows, what a shell completes. Where `named` is one of them that alone is
 * declared, in an eighth of the time. Throws a `CommanderError` where commander would end the process.
 */
export function citewatchProgram(io: Io, exit: (code: number) => void, named?: string): Command {
  const program = new Command('citewatch')
    .description('Re-reads every source that a report cites, and says which citations no longer stand.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .configureHelp(helpLayout(io.width))
    .exitOverride()
    .addHelpText('after', START)
    .addHelpText('afterAll', exitCodes());
  const one = Object.values(GROUPS).find((commands) => Object.hasOwn(commands, named ?? ''))?.[named ?? ''];
  if (one !== undefined) one(program, io, exit);
  else addAll(program, io, exit);
  pointToHelp(program, '');
  return program;
}

const addAll: Add = (program, io, exit) => {
  for (const [heading, commands] of Object.entries(GROUPS)) {
    program.commandsGroup(heading);
    for (const add of Object.values(commands)) add(program, io, exit);
  }
  addCompletion(program.commandsGroup('More:'), io, exit);
  program.helpCommand('help [command]', 'print the help of a command');
};

const START = `
Start with your report, in an empty folder:
  citewatch init report.docx

The options of a command, with examples:
  citewatch help check`;

/** After a mistake, names the help of the command that was meant, and not that of all. */
function pointToHelp(command: Command, before: string): void {
  const name = `${before}${command.name()}`;
  command.showHelpAfterError(`(${name} --help lists what there is)`);
  for (const inner of command.commands) pointToHelp(inner, `${name} `);
}
