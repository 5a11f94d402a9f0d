import type { Command } from 'commander';
import { examples } from './help.js';
import type { Io } from './io.js';
import { addPlaces } from './options.js';
import type { HistoryOptions } from './run/history.js';

/** `citewatch history`: a source's life. */
export const addHistory = (program: Command, io: Io, exit: (code: number) => void): void => {
  addPlaces(program.command('history'))
    .description('a source’s life, one line a night, latest first')
    .argument('<source>', 'its id in sources.json')
    .addHelpText('after', examples('citewatch history usdos-tip-2024-china'))
    .action(async (source: string, options: HistoryOptions) => {
      const { runHistory } = await import('./run/history.js');
      exit(await runHistory(source, options, io));
    });
};
