import { type Command, Option } from 'commander';
import { examples } from './help.js';
import type { Io } from './io.js';
import { addCheckOptions, type CheckOptions } from './options.js';

/** `citewatch check`: look at every due source once. */
export const addCheck = (program: Command, io: Io, exit: (code: number) => void): void => {
  addCheckOptions(program.command('check'))
    .description('look at every cited source once: judge it, record it, report it')
    .option(
      '--from-evidence',
      'judge the stored captures again, without the web: nothing is recorded or written',
    )
    .addOption(
      new Option(
        '--added-since <file>',
        'look only at what sources.json cites and this earlier one did not',
      ).conflicts(['only', 'fromEvidence']),
    )
    .addOption(
      new Option('-q, --quiet', 'print only what needs a person: nothing when nothing does').conflicts([
        'verbose',
        'addedSince',
      ]),
    )
    .addOption(
      new Option('-v, --verbose', 'print why each source was judged as it was, in one line more').conflicts(
        'addedSince',
      ),
    )
    .option('--json', 'print the run as one JSON document; all else goes to standard error')
    .addHelpText(
      'after',
      examples(
        'citewatch check',
        'citewatch check --only usdos-tip-2024-china',
        'citewatch check --added-since before.json --fail-on new-high',
      ),
    )
    .action(async (options: CheckOptions) => {
      if (options.addedSince === undefined) {
        const { runCheck } = await import('./run/check.js');
        exit(await runCheck(options, io));
      } else {
        const { runCheckAdded } = await import('./run/check-added.js');
        exit(await runCheckAdded({ ...options, addedSince: options.addedSince }, io));
      }
    });
};
