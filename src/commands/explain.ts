import type { Command } from 'commander';
import { examples } from './help.js';
import type { Io } from './io.js';
import { addPlaces } from './options.js';
import type { ExplainOptions } from './run/explain.js';

/** `citewatch explain`: everything known of one source. */
export const addExplain = (program: Command, io: Io, exit: (code: number) => void): void => {
  addPlaces(program.command('explain'))
    .description('everything known of one source, in sentences')
    .argument('<source>', 'its id in sources.json')
    .addHelpText('after', examples('citewatch explain usdos-tip-2024-china'))
    .action(async (source: string, options: ExplainOptions) => {
      const { runExplain } = await import('./run/explain.js');
      exit(await runExplain(source, options, io));
    });
};
