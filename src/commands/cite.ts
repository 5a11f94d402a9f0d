import { type Command, Option } from 'commander';
import { CITATION_STYLES } from '../model/citation-style.js';
import { examples } from './help.js';
import type { Io } from './io.js';
import { addPlaces } from './options.js';
import type { CiteOptions } from './run/cite.js';

/** `citewatch cite`: a source as a citation line again. */
export const addCite = (program: Command, io: Io, exit: (code: number) => void): void => {
  addPlaces(program.command('cite'), 'sources')
    .description(
      'a source as a citation line again, with the day on which it was last read and the archived copy',
    )
    .argument('<source>', 'its id in sources.json')
    .addOption(new Option('--style <name>', 'how it is printed').choices(CITATION_STYLES).default('asylos'))
    .option('--citation <id>', 'as this citation cites it (default: as each does)')
    .option('--now <iso>', 'an instant in place of the clock’s')
    .option('--timezone <name>', 'in which a time without an offset is meant (default: UTC)')
    .addHelpText(
      'after',
      examples('citewatch cite usdos-tip-2024-china', 'citewatch cite usdos-tip-2024-china --style oscola'),
    )
    .action(async (source: string, options: CiteOptions) => {
      const { runCite } = await import('./run/cite.js');
      exit(await runCite(source, options, io));
    });
};
