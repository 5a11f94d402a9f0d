import { Argument, Command } from 'commander';
import { addCheck } from './check.js';
import examples from './examples.json' with { type: 'json' };
import { type Io, VERSION } from './io.js';
import { addDigest, addNightly, addStatus, addWatch, addWork, addZotero } from './nightly.js';
import { type Add, callWith, exitCodes, helpLayout, pathOf, storePlace } from './options.js';
import * as review from './review.js';
import {
  addAdd,
  addCases,
  addFind,
  addImport,
  addInit,
  addKeys,
  addLint,
  addVerify,
} from './set-up.js';

const addShared = (command: Command): Command =>
  command.requiredOption('--db <address>', 'the shared store: postgres://user@host/database');

const addReports: Add = (program, run) => {
  const reports = program.command('reports').description('the reports of a store that many share');
  addShared(reports.command('list'))
    .description('what they are called, where they lie, and when they were last checked')
    .action(run(() => import('./run/reports.js'), 'runReportsList'));
  addShared(reports.command('add'))
    .description(
      'have the reports of folders kept in the store; each folder’s sources.json stays its own',
    )
    .argument(
      '[dirs...]',
      'the folders, each called by the id of its first report (default: this one)',
    )
    .option('--sources <file>', 'what it cites, and where', pathOf('--sources'), 'sources.json')
    .option(
      '--name <name>',
      'what it is called there, of one folder (default: the id of the first report in the file)',
    )
    .option('--private', 'no other report of the store sees that it is there')
    .action(run(() => import('./run/reports.js'), 'runReportsAdd'));
  addShared(reports.command('protect'))
    .description(
      'have the tables of the store be nobody’s who logs in, so that a private report is its login’s alone',
    )
    .action(run(() => import('./run/reports.js'), 'runReportsProtect'));
  addShared(reports.command('page'))
    .description('write one page of all reports that are not private, by what each needs')
    .requiredOption(
      '--out <dir>',
      'the folder of their pages, as watch --reports has it',
      pathOf('--out'),
    )
    .action(run(() => import('./run/reports.js'), 'runReportsPage'));
  addShared(reports.command('verify'))
    .description(
      'read the evidence of all reports that are not private again: was anything altered or dropped?',
    )
    .option('--tsa-roots <file>', 'roots that the signers of time stamps must lead to, in PEM')
    .action(run(() => import('./run/filing.js'), 'runReportsVerify'));
  addShared(reports.command('rename'))
    .description('call a report by another name, in the store and in its folder')
    .argument('<old>', 'what it is called there')
    .argument('<new>', 'what it is to be called')
    .action(run(() => import('./run/reports.js'), 'runReportsRename'));
  addShared(reports.command('remove'))
    .description('take a report out of the store, with all that its nights saw')
    .argument('<name>', 'what it is called there')
    .option('--keep-history', 'watch it no more, and keep that until it is added again')
    .action(run(() => import('./run/reports.js'), 'runReportsRemove'));
};

const addStore: Add = (program, run) => {
  const store = program.command('store').description('what the nights of a report saw');
  store
    .command('copy')
    .description('bring all that the nights of a report saw from one store into another')
    .argument('<from>', 'a file, or postgres://… with #NAME behind it', storePlace('FROM'))
    .argument('<to>', 'the same, with nothing of the report yet', storePlace('TO'))
    .option(
      '--sources <file>',
      'of the folder whose report is added where TO lacks it',
      pathOf('--sources'),
      'sources.json',
    )
    .option('--private', 'add it so that no other report of the store sees that it is there')
    .action(run(() => import('./run/reports.js'), 'runStoreCopy'));
};

const addCompletion: Add = (program, run) => {
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
    .action(
      run(async () => {
        const { runCompletion } = await import('./run/report.js');
        return { runCompletion: runCompletion.bind(null, program) };
      }, 'runCompletion'),
    );
};

/** The commands by what somebody wants to do. */
const GROUPS: Readonly<Record<string, readonly Add[]>> = {
  'Set up a report:': [addInit, addImport, addAdd, addFind, addLint, addCases, addKeys],
  'Every night:': [addCheck, addWatch, addDigest, addNightly, addZotero, addStatus, addWork],
  'Look closer:': [
    addVerify,
    review.addReport,
    review.addExplain,
    review.addHistory,
    review.addDiff,
  ],
  'Decide:': [
    review.addServe,
    review.addFix,
    review.addUndo,
    review.addAck,
    review.addArchive,
    review.addWitness,
  ],
  'File it as evidence:': [
    review.addFileCheck,
    review.addAnnotate,
    review.addCite,
    review.addSchedule,
    review.addEvidence,
    review.addReplay,
  ],
  'Keep many reports:': [addReports, addStore],
  'More:': [review.addMcp, review.addReportError, addCompletion],
};

/** Every command with its options: parsed, shown by help, completed by a shell. Throws a `CommanderError` where commander would exit. */
export function citewatchProgram(io: Io, exit: (code: number) => void): Command {
  const program = new Command('citewatch')
    .description(
      'Re-reads every source that a report cites, and says which citations no longer stand.',
    )
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .configureHelp(helpLayout(io.width))
    .exitOverride()
    .addHelpText('after', START)
    .addHelpText('afterAll', ({ command }) => exitCodes(command));
  for (const [heading, commands] of Object.entries(GROUPS)) {
    program.commandsGroup(heading);
    for (const add of commands) add(program, callWith(io, exit));
  }
  program.helpCommand('help [command]', 'print the help of a command');
  addHelp(program, []);
  return program;
}

const START = `
Start with your report, in an empty folder:
  citewatch init report.docx

The options of a command, with examples:
  citewatch help check`;

/** Adds the examples to the help of a command and those below it; after a mistake, the help of the command in question is named. */
function addHelp(command: Command, path: readonly string[]): void {
  command.showHelpAfterError(`(${['citewatch', ...path].join(' ')} --help lists what there is)`);
  const lines =
    (examples.commands as Readonly<Record<string, readonly string[]>>)[path.join(' ')] ?? [];
  const heading = lines.length === 1 ? 'Example' : 'Examples';
  if (lines.length > 0)
    command.addHelpText('after', `\n${heading}:\n${lines.map((line) => `  ${line}`).join('\n')}`);
  for (const inner of command.commands) addHelp(inner, [...path, inner.name()]);
}
