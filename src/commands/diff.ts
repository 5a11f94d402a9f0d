import type { Command } from 'commander';
import { examples } from './help.js';
import type { Io } from './io.js';
import { addPlaces, pathOf } from './options.js';
import type { DiffOptions } from './run/diff.js';

/** `citewatch diff`: what changed at a source between two runs, word by word. */
export const addDiff = (program: Command, io: Io, exit: (code: number) => void): void => {
  addPlaces(program.command('diff'))
    .description('what changed at a source between two runs, word by word')
    .argument('<source>', 'its id in sources.json')
    .option('--from <run>', 'the earlier run (default: the last one with another text)')
    .option('--to <run>', 'the later run (default: the latest that read the source)')
    .option('--html <file>', 'write a page with the whole later text instead', pathOf('--html'))
    .addHelpText(
      'after',
      examples(
        'citewatch diff aljazeera-2022-xi-anti-graft',
        'citewatch diff aljazeera-2022-xi-anti-graft --from 1 --to 3 --html diff.html',
      ),
    )
    .action(async (source: string, options: DiffOptions) => {
      const { runDiff } = await import('./run/diff.js');
      exit(await runDiff(source, options, io));
    });
};
