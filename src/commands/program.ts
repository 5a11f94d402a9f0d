import { Argument, Command } from 'commander';
import { addCheck, addDigest, addNightly, addStatus, addWatch, addWork } from './check.js';
import { addAck, addArchive, addServe, addWitness } from './decide.js';
import { addCite, addEvidence, addSchedule } from './filing.js';
import { addDiff, addExplain, addHistory, addReport } from './inspect.js';
import type { Io } from './io.js';
import { VERSION } from './io.js';
import { type Add, examples, exitCodes, helpLayout, pathOf } from './options.js';
import type { AddReportOptions, ReportsOptions } from './run/report.js';
import { addAdd, addFind, addImport, addInit, addKeys, addLint } from './set-up.js';

/** `--db` of a store that many reports share. */
const addShared = (command: Command): Command =>
  command.requiredOption('--db <address>', 'the shared store: postgres://user@host/database');

/** `citewatch reports`: which reports a shared store has. */
const addReports: Add = (program, io, exit) => {
  const reports = program.command('reports').description('the reports of a store that many share');
  addShared(reports.command('list'))
    .description('what they are called, where they lie, and when they were last checked')
    .addHelpText('after', examples('citewatch reports list --db postgres://me@db.example.org/citewatch'))
    .action(async (options: ReportsOptions) =>
      exit(await (await import('./run/report.js')).runReportsList(options, io)),
    );
  addShared(reports.command('add'))
    .description('have a folder’s report kept in the store; the folder’s sources.json stays its own')
    .option('--sources <file>', 'what it cites, and where', pathOf('--sources'), 'sources.json')
    .option('--name <name>', 'what it is called there (default: the id of the first report in the file)')
    .option('--private', 'no other report of the store sees that it is there')
    .addHelpText('after', examples('citewatch reports add --db postgres://me@db.example.org/citewatch'))
    .action(async (options: AddReportOptions) =>
      exit(await (await import('./run/report.js')).runReportsAdd(options, io)),
    );
  addShared(reports.command('remove'))
    .description('take a report out of the store, with all that its nights saw')
    .argument('<name>', 'what it is called there')
    .addHelpText(
      'after',
      examples('citewatch reports remove old --db postgres://me@db.example.org/citewatch'),
    )
    .action(async (name: string, options: ReportsOptions) =>
      exit(await (await import('./run/report.js')).runReportsRemove(name, options, io)),
    );
};

/** `citewatch completion`: what a shell needs to complete commands, options, choices and sources. */
const addCompletion: Add = (program, io, exit) => {
  program
    .command('completion')
    .description('print a script by which your shell completes citewatch')
    .addArgument(
      new Argument('<shell>', 'the shell, or what the scripts ask for: sources').choices([
        'bash',
        'zsh',
        'fish',
        'sources',
      ]),
    )
    .option('--sources <file>', 'what is cited, and where', pathOf('--sources'), 'sources.json')
    .addHelpText(
      'after',
      examples('citewatch completion bash >> ~/.bashrc', 'citewatch completion fish | source'),
    )
    .action(async (shell: string, options: { readonly sources: string }) => {
      const { runCompletion } = await import('./run/report.js');
      exit(runCompletion(program, shell, options, io));
    });
};

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
