import type { Command } from 'commander';
import { examples } from './help.js';
import type { Io } from './io.js';
import { pathOf } from './options.js';
import type { AddReportOptions, ReportsOptions } from './run/reports.js';

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
      const { runReportsList } = await import('./run/reports.js');
      exit(await runReportsList(options, io));
    });
  addShared(reports.command('add'))
    .description('have a folder’s report kept in the store; the folder’s sources.json stays its own')
    .option('--sources <file>', 'what it cites, and where', pathOf('--sources'), 'sources.json')
    .option('--name <name>', 'what it is called there (default: the id of the first report in the file)')
    .option('--private', 'no other report of the store sees that it is there')
    .addHelpText('after', examples('citewatch reports add --db postgres://me@db.example.org/citewatch'))
    .action(async (options: AddReportOptions) => {
      const { runReportsAdd } = await import('./run/reports.js');
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
      const { runReportsRemove } = await import('./run/reports.js');
      exit(await runReportsRemove(name, options, io));
    });
};
