import type { Command } from 'commander';
import { examples } from './help.js';
import type { Io } from './io.js';
import { addArchiveOptions, addNetworkOptions, pathOf } from './options.js';
import type { FindOptions } from './run/find.js';

/** `citewatch find`: the page of a source without an address. */
export const addFind = (program: Command, io: Io, exit: (code: number) => void): void => {
  addArchiveOptions(addNetworkOptions(program.command('find')))
    .description(
      'find the page of a source without an address, or where one that is gone went: by its title and its passage',
    )
    .argument('[sources...]', 'their ids in sources.json')
    .option(
      '--all',
      'every source without an address, and every one that was gone when it was last looked at',
    )
    .option('--sources <file>', 'what is cited, and where', pathOf('--sources'), 'sources.json')
    .option('--host-delay <ms>', 'pause between two requests to one host (default: 1000)')
    .option('--most <n>', 'requests for one source (default: 20)')
    .option(
      '--web-search <url>',
      'ask this instance of SearXNG too (default: SEARXNG_URL, or Brave with BRAVE_API_KEY)',
    )
    .option('--db <file>', 'what earlier nights saw (default: .citewatch/citewatch.db, where it is)')
    .option('--write', 'write where a source went, too; its old address goes into its note')
    .option('--dry-run', 'say what was found, and write nothing')
    .option('--json', 'print what was found as one JSON document')
    .addHelpText('after', examples('citewatch find --all --dry-run', 'citewatch find hrw-2024-china'))
    .action(async (sources: readonly string[], options: FindOptions) => {
      const { runFind } = await import('./run/find.js');
      exit(await runFind(sources, options, io));
    });
};
