import type { Command } from 'commander';
import { examples } from './help.js';
import type { Io } from './io.js';
import { addPlaces } from './options.js';
import type { StatusOptions } from './run/status.js';

/** `citewatch status`: when the last good run was. */
export const addStatus = (program: Command, io: Io, exit: (code: number) => void): void => {
  addPlaces(program.command('status'), 'reports')
    .description('when the last good run was: exit code 1 when it is too long ago, or there was none')
    .option('--max-age <time>', 'how long ago it may be, such as 36h or 2d', '36h')
    .option('--now <iso>', 'an instant in place of the clock’s')
    .option('--timezone <name>', 'in which a time without an offset is meant (default: UTC)')
    .option('--json', 'print it as JSON')
    .addHelpText('after', examples('citewatch status', 'citewatch status --max-age 3d --json'))
    .action(async (options: StatusOptions) => {
      const { runStatus } = await import('./run/status.js');
      exit(await runStatus(options, io));
    });
};
