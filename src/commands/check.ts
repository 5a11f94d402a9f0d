import { type Command, Option } from 'commander';
import {
  type Add,
  AGAIN_AFTER,
  addCheckOptions,
  againOption,
  type CheckOptions,
  logOption,
  pathOf,
} from './options.js';

export const addCheck: Add = (program, run) => {
  addRejudging(addCheckOptions(program.command('check'), 'high; of a report medium'))
    .description(
      'look at every cited source once: judge it, record it, report it; or do so for a report, and keep a page alone',
    )
    .argument(
      '[reports...]',
      'a report to check by itself, without a folder: a file (DOCX, ODT, PDF, Markdown, HTML) or an address; writes NAME.check.html',
    )
    .addOption(
      new Option(
        '--added-since <file>',
        'look only at what sources.json cites and this earlier one did not',
      )
        .argParser(pathOf('--added-since'))
        .conflicts(['only', 'fromEvidence']),
    )
    .addOption(
      new Option('-q, --quiet', 'print only what is to do: nothing when nothing is').conflicts([
        'verbose',
        'addedSince',
      ]),
    )
    .addOption(
      new Option(
        '-v, --verbose',
        'print all findings, and why each source was judged as it was, in one line more',
      ).conflicts('addedSince'),
    )
    .option('--json', 'print the run as one JSON document; all else goes to standard error')
    .addOption(againOption(AGAIN_AFTER.report).conflicts(['addedSince', 'fromEvidence']))
    .addOption(logOption())
    .action((reports: readonly string[], options: CheckOptions, command: Command) => {
      if (reports.length > 0) {
        const isTyped = (name: string) => command.getOptionValueSource(name) === 'cli';
        const typed = command.options.flatMap((one) =>
          isTyped(one.attributeName()) ? `${one.long}` : [],
        );
        return run(() => import('./run/check-report.js'), 'runCheckReport')(
          reports,
          { ...options, typed },
          command,
        );
      }
      const name = options.addedSince === undefined ? 'runCheck' : 'runCheckAdded';
      return run(() => import('./run/check.js'), name)(options, command);
    });
};

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
      ).implies({
        fromEvidence: true,
      }),
    );
