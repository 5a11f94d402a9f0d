import type { Command } from 'commander';
import { examples } from './help.js';
import type { Io } from './io.js';
import { addNightOptions, addPlaces } from './options.js';
import type { AddOptions } from './run/add.js';

/** `citewatch add`: one address and its quotation, verified before it is written. */
export const addAdd = (program: Command, io: Io, exit: (code: number) => void): void => {
  const add = program
    .command('add')
    .description('add a citation to sources.json: the page is read once, and the quotation held against it')
    .argument('<url>', 'the address of the source')
    .requiredOption('--quote <text>', 'the passage, as the report quotes it; - reads it from standard input')
    .option('--original <text>', 'its original words, where it is a translation; with --lang')
    .option('--lang <tag>', 'the language of the original, such as zh-Hant')
    .option('--section <section>', 'of the report')
    .option('--page <page>', 'page or paragraph of the source, as it will be printed')
    .option('--accessed <date>', 'when it was read (default: today)')
    .option('--report <id>', 'the report that cites it (default: the only one; a new one is made)')
    .option('--anyway', 'write it although the quotation was not seen to stand');
  addNightOptions(addPlaces(add, 'sources'))
    .addHelpText(
      'after',
      examples(
        'citewatch add https://example.org/report --quote "It rose" --section 3a',
        'citewatch add https://a.example --quote "Debt" --original "債務" --lang zh-Hant',
      ),
    )
    .action(async (url: string, options: AddOptions) => {
      const { runAdd } = await import('./run/add.js');
      exit(await runAdd(url, options, io));
    });
};
