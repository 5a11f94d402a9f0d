import type { Command } from 'commander';
import { examples } from './help.js';
import type { Io } from './io.js';
import { addPlaces, pathOf } from './options.js';
import type { ExportOptions, VerifyOptions } from './run/evidence.js';

/** `citewatch evidence`: what servers answered, read again and handed out. */
export const addEvidence = (program: Command, io: Io, exit: (code: number) => void): void => {
  const evidence = program.command('evidence').description('what servers answered, as it was kept');
  addPlaces(evidence.command('verify'))
    .description('read all of the evidence again: was anything altered or dropped?')
    .option(
      '--noted <tip...>',
      'lines of the log that somebody noted down (N:SHA256, or a latest.json): they must still be there',
    )
    .option('--tsa-roots <file>', 'roots that the signers of time stamps must lead to, in PEM')
    .addHelpText('after', examples('citewatch evidence verify'))
    .action(async (options: VerifyOptions) => {
      const { runVerify } = await import('./run/evidence.js');
      exit(await runVerify(options, io));
    });
  addPlaces(evidence.command('export'))
    .description('a folder to file: a capture, its records, and a page that explains them')
    .argument('<source>', 'its id in sources.json')
    .option('--to <dir>', 'the folder to make (default: evidence-<source>)', pathOf('--to'))
    .option('--run <n>', 'the capture of this run (default: the latest that carries the passages)')
    .option('--night <date>', 'the latest capture of this day (2025-10-01)')
    .option('--all', 'put every capture of the source into the archives, not that one alone')
    .option('--log', 'add the log’s lines from the capture to its time stamp (they name other sources)')
    .option('--by <name>', 'who hands it out, for the page')
    .addHelpText(
      'after',
      examples(
        'citewatch evidence export usdos-tip-2024-china',
        'citewatch evidence export dfat-2024-china-cir --run 3 --to exhibit-a',
      ),
    )
    .action(async (source: string, options: ExportOptions) => {
      const { runExport } = await import('./run/evidence.js');
      exit(await runExport(source, options, io));
    });
};
