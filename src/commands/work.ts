import type { Command } from 'commander';
import { examples } from './help.js';
import type { Io } from './io.js';
import { addNetworkOptions, addServiceOptions, addVisitOptions } from './options.js';
import type { WorkOptions } from './run/work.js';

/** `citewatch work`: a worker of a shared store. */
export const addWork = (program: Command, io: Io, exit: (code: number) => void): void => {
  const work = program
    .command('work')
    .description('ask hosts for all reports of a shared store, host by host, until stopped')
    .requiredOption('--db <postgres://…>', 'the shared store');
  addServiceOptions(addVisitOptions(addNetworkOptions(work)))
    .option('--lanes <n>', 'hosts held at once (default: 4 for each request)')
    .option(
      '--lease <ms>',
      'a host whose worker is not heard of for so long is another’s to ask (default: 10000)',
    )
    .option('--once', 'end when nothing is left to ask')
    .option('-v, --verbose', 'print a line for each host that was asked')
    .addHelpText(
      'after',
      examples(
        'citewatch work --db postgres://citewatch@db.example/citewatch',
        'citewatch work --db $DB --once',
      ),
    )
    .action(async (options: WorkOptions) => {
      const { runWork } = await import('./run/work.js');
      exit(await runWork(options, io));
    });
};
