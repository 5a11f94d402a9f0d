import type { Command } from 'commander';
import { examples } from './help.js';
import type { Io } from './io.js';
import { addPlaces } from './options.js';
import type { ServeOptions } from './run/serve.js';

/** `citewatch serve`: the reviewer's page with decisions made in the browser. */
export const addServe = (program: Command, io: Io, exit: (code: number) => void): void => {
  addPlaces(program.command('serve'), 'sources')
    .description('show the reviewer’s page on this machine, with decisions made in the browser')
    .option('--port <n>', 'on which 127.0.0.1 is asked; 0 is any that is free', '8737')
    .addHelpText('after', examples('citewatch serve', 'citewatch serve --port 0'))
    .action(async (options: ServeOptions) => {
      const { runServe } = await import('./run/serve.js');
      exit(await runServe(options, io));
    });
};
