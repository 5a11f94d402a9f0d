import { type Command, Option } from 'commander';
import { isShared } from '../model/store-address.js';
import { makeReady } from '../world/ahead.js';
import { examples } from './help.js';
import type { Io } from './io.js';
import { addCheckOptions, type CheckOptions, logOption, pathOf } from './options.js';

/** `citewatch check`: look at every due source once. */
export const addCheck = (program: Command, io: Io, exit: (code: number) => void): void => {
  addRejudging(addCheckOptions(program.command('check')))
    .description('look at every cited source once: judge it, record it, report it')
    .addOption(
      new Option('--added-since <file>', 'look only at what sources.json cites and this earlier one did not')
        .argParser(pathOf('--added-since'))
        .conflicts(['only', 'fromEvidence']),
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
    .addOption(logOption())
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
        if (isWholeNight(options)) makeReady(options.sources);
        const { runCheck } = await import('./run/check.js');
        exit(await runCheck(options, io));
      } else {
        const { runCheckAdded } = await import('./run/check-added.js');
        exit(await runCheckAdded({ ...options, addedSince: options.addedSince }, io));
      }
    });
};

/** True for a night whose sources are asked for by this process, all of them. */
const isWholeNight = ({ db, only, fromEvidence }: CheckOptions): boolean =>
  only === undefined && fromEvidence !== true && !isShared(db);

/** How the latest night is judged again. */
const addRejudging = (command: Command): Command =>
  command
    .option(
      '--from-evidence',
      'judge again what the latest night received, without the web, and say which verdicts differ: nothing is recorded or written',
    )
    .addOption(
      new Option(
        '--record',
        'judge like --from-evidence, and record it as a run: an upgrade is told as one',
      ).implies({ fromEvidence: true }),
    );
