import type { Command } from 'commander';
import { examples } from './help.js';
import type { Io } from './io.js';
import { addPlaces, pathOf } from './options.js';
import type { WitnessOptions } from './run/witness.js';

/** `citewatch witness`: hear a page that a person saved. */
export const addWitness = (program: Command, io: Io, exit: (code: number) => void): void => {
  addPlaces(program.command('witness'), 'sources')
    .description('hear a page that you saved in a browser, where citewatch is kept out')
    .argument('<source>', 'its id in sources.json')
    .argument('<file>', 'the page: HTML, MHTML (one file), PDF, WARC or WACZ', pathOf('file'))
    .option('--by <name>', 'who hands it in: a name or a role, no address')
    .option('--at <date>', 'the day on which it was saved (default: as the file says, else today)')
    .option('--how <text>', 'how you came by it, in your words')
    .option('--state-branch <name>', 'the branch on which a nightly job keeps its state: the page goes there')
    .option('--remote <name>', 'the repository that has it', 'origin')
    .addHelpText(
      'after',
      examples(
        'citewatch witness usdos-tip-2024-china page.mhtml --by "A. Researcher"',
        'citewatch witness dfat-2024 page.pdf --at 2026-03-03 --how "in Firefox"',
      ),
    )
    .action(async (source: string, file: string, options: WitnessOptions) => {
      const { runWitness } = await import('./run/witness.js');
      exit(await runWitness(source, file, options, io));
    });
};
