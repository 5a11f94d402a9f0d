import { Argument, type Command } from 'commander';
import type { Io } from './io.js';
import { examples, pathOf } from './options.js';
import type { AddReportOptions, CompletionOptions, ReportsOptions } from './run/more.js';

/** `--db` of a store that many reports share. */
const addShared = (command: Command): Command =>
  command.requiredOption('--db <address>', 'the shared store: postgres://user@host/database');

/** `citewatch reports`: which reports a shared store has. */
export const addReports = (program: Command, io: Io, exit: (code: number) => void): void => {
  const reports = program.command('reports').description('the reports of a store that many share');
  addShared(reports.command('list'))
    .description('what they are called, where they lie, and when they were last checked')
    .addHelpText('after', examples('citewatch reports list --db postgres://me@db.example.org/citewatch'))
    .action(async (options: ReportsOptions) => {
      const { runReportsList } = await import('./run/more.js');
      exit(await runReportsList(options, io));
    });
  addShared(reports.command('add'))
    .description('have a folder’s report kept in the store; the folder’s sources.json stays its own')
    .option('--sources <file>', 'what it cites, and where', pathOf('--sources'), 'sources.json')
    .option('--name <name>', 'what it is called there (default: the id of the first report in the file)')
    .option('--private', 'no other report of the store sees that it is there')
    .addHelpText('after', examples('citewatch reports add --db postgres://me@db.example.org/citewatch'))
    .action(async (options: AddReportOptions) => {
      const { runReportsAdd } = await import('./run/more.js');
      exit(await runReportsAdd(options, io));
    });
  addShared(reports.command('remove'))
    .description('take a report out of the store, with all that its nights saw')
    .argument('<name>', 'what it is called there')
    .addHelpText(
      'after',
      examples('citewatch reports remove old --db postgres://me@db.example.org/citewatch'),
    )
    .action(async (name: string, options: ReportsOptions) => {
      const { runReportsRemove } = await import('./run/more.js');
      exit(await runReportsRemove(name, options, io));
    });
};

/** `citewatch completion`: what a shell needs to complete commands, options, choices and sources. */
export const addCompletion = (program: Command, io: Io, exit: (code: number) => void): void => {
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
    .action(async (shell: string, options: CompletionOptions) => {
      const { runCompletion } = await import('./run/more.js');
      exit(runCompletion(program, shell, options, io));
    });
};
