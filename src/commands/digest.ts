import type { Command } from 'commander';
import { examples } from './help.js';
import type { Io } from './io.js';
import { addNetworkOptions, addPlaces, logOption } from './options.js';
import type { DigestOptions } from './run/digest.js';

/** `citewatch digest`: what changed since the last digest. */
export const addDigest = (program: Command, io: Io, exit: (code: number) => void): void => {
  addNetworkOptions(addPlaces(program.command('digest'), 'sources'))
    .description('what changed since the last digest: print it, or send it')
    .option(
      '--send',
      'send it by mail (SMTP_URL, MAIL_FROM, MAIL_TO or subscribers.json) and to the webhook (CITEWATCH_WEBHOOK_URL)',
    )
    .option('--preview [address]', 'print what each reader, or this one, would be sent now; send nothing')
    .option('--html', 'print the HTML part')
    .addOption(logOption())
    .addHelpText('after', examples('citewatch digest', 'citewatch digest --send'))
    .action(async (options: DigestOptions) => {
      const { runDigest } = await import('./run/digest.js');
      exit(await runDigest(options, io));
    });
};
