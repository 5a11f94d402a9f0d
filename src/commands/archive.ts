import type { Command } from 'commander';
import { examples } from './help.js';
import type { Io } from './io.js';
import { addArchiveOptions, addNetworkOptions, addPlaces } from './options.js';
import type { ArchiveOptions } from './run/archive.js';

/** `citewatch archive`: find or make an archived copy. */
export const addArchive = (program: Command, io: Io, exit: (code: number) => void): void => {
  addArchiveOptions(addNetworkOptions(addPlaces(program.command('archive'), 'sources')))
    .description('find the archived copy of a source that carries its passages, or make one')
    .argument('<source>', 'its id in sources.json')
    .option(
      '--save',
      'ask for a fresh capture when no copy carries the passages (keys in WAYBACK_KEYS, access:secret)',
    )
    .addHelpText(
      'after',
      examples(
        'citewatch archive dfat-2024-china-cir',
        'WAYBACK_KEYS=access:secret citewatch archive dfat-2024-china-cir --save',
      ),
    )
    .action(async (source: string, options: ArchiveOptions) => {
      const { runArchive } = await import('./run/archive.js');
      exit(await runArchive(source, options, io));
    });
};
