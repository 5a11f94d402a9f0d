import type { Command } from 'commander';
import type { KeyFiles } from '../flow/keys.js';
import { examples } from './help.js';
import type { Io } from './io.js';
import { pathOf } from './options.js';

/** `citewatch keys`: a key with which requests are signed. */
export const addKeys = (program: Command, io: Io, exit: (code: number) => void): void => {
  program
    .command('keys')
    .description('make a key that signs requests, and the file by which publishers know it')
    .option(
      '--out <file>',
      'where the key goes, which is never shown',
      pathOf('--out'),
      '.citewatch/signing-key.json',
    )
    .option(
      '--directory <file>',
      'where the file to publish goes',
      pathOf('--directory'),
      'key-directory.json',
    )
    .addHelpText('after', examples('citewatch keys', 'citewatch keys --out ~/citewatch-key.json'))
    .action(async (options: KeyFiles) => {
      const { runKeys } = await import('./run/keys.js');
      exit(await runKeys(options, io));
    });
};
