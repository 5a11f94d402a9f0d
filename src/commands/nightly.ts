import type { Command } from 'commander';
import { examples } from './help.js';
import type { Io } from './io.js';
import { addCheckOptions } from './options.js';
import type { NightlyOptions } from './run/nightly.js';

/** `citewatch nightly`: a whole night as a CI job. */
export const addNightly = (program: Command, io: Io, exit: (code: number) => void): void => {
  addCheckOptions(program.command('nightly'))
    .summary('one night as a CI job: state, check, reports, digest and issue')
    .description(
      'one night as a CI job: bring back what earlier nights saw, check, save it, push the reports, send the digest, bring the issue up to date',
    )
    .option('--remote <name>', 'the repository that all of it is pushed to', 'origin')
    .option('--state-branch <name>', 'where store and evidence are kept, or none', 'citewatch-state')
    .option(
      '--reports-branch <name>',
      'where the reports are committed, or none (default: the branch that is checked out)',
    )
    .option('--pages-branch <name>', 'where the reports are put alone, for GitHub Pages')
    .option(
      '--issue <severity>',
      'high, medium or low: findings from here on stand in the report’s issue on GitHub; or none',
      'medium',
    )
    .option(
      '--bring-back',
      'only bring back what earlier nights saw, so that other commands can read it: nothing is asked, saved or told',
    )
    .addHelpText(
      'after',
      examples(
        'citewatch nightly --fail-on new-high',
        'citewatch nightly --reports-branch none --pages-branch gh-pages',
      ),
    )
    .action(async (options: NightlyOptions) => {
      const { runNightly } = await import('./run/nightly.js');
      exit(await runNightly(options, io));
    });
};
