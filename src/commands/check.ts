import { Command, Option } from 'commander';
import type { Io } from './io.js';
import {
  addCheckOptions,
  addNetworkOptions,
  addPlaces,
  addServiceOptions,
  addVisitOptions,
  type CheckOptions,
  examples,
  logOption,
  pathOf,
} from './options.js';
import type { DigestOptions } from './run/digest.js';
import type { NightlyOptions } from './run/nightly.js';
import type { WatchOptions } from './run/schedule-jobs.js';
import type { StatusOptions } from './run/status.js';
import type { WorkOptions } from './run/work.js';

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
      new Option('-q, --quiet', 'print only what is to do: nothing when nothing is').conflicts([
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
        const { runCheck } = await import('./run/check.js');
        exit(await runCheck(options, io));
      } else {
        const { runCheckAdded } = await import('./run/check-added.js');
        exit(await runCheckAdded({ ...options, addedSince: options.addedSince }, io));
      }
    });
};

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

/** `citewatch watch`: the same as `check` on a schedule, with digests, until stopped. */
export const addWatch = (program: Command, io: Io, exit: (code: number) => void): void => {
  addServiceOptions(addCheckOptions(program.command('watch')))
    .description('check on a schedule and send digests, until stopped')
    .option('--cron <expression>', 'when to check', '0 3 * * *')
    .option('--digest-cron <expression>', 'when to send the digest', '0 7 * * *')
    .option(
      '--max-age <time>',
      'how long ago the last good run may be, such as 36h or 2d, before /healthz says so (default: one and a half of the longest pauses of --cron, 36h at least)',
    )
    .addHelpText(
      'after',
      examples('citewatch watch', "citewatch watch --cron '0 3 * * *' --timezone Europe/Brussels"),
    )
    .action(async (options: WatchOptions) => {
      const { runWatch } = await import('./run/watch.js');
      exit(await runWatch(options, io, { check: declared(addCheck, io), digest: declared(addDigest, io) }));
    });
};

/** A command with its options, which is only read. */
function declared(add: typeof addCheck, io: Io): Command {
  const all = new Command();
  add(all, io, () => {});
  return all.commands[0] as Command;
}

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

/** `citewatch status`: when the last good run was. */
export const addStatus = (program: Command, io: Io, exit: (code: number) => void): void => {
  addPlaces(program.command('status'), 'reports')
    .description('when the last good run was: exit code 1 when it is too long ago, or there was none')
    .option('--max-age <time>', 'how long ago it may be, such as 36h or 2d', '36h')
    .option('--now <iso>', 'an instant in place of the clock’s')
    .option('--timezone <name>', 'in which a time without an offset is meant (default: UTC)')
    .option('--json', 'print it as JSON')
    .addHelpText('after', examples('citewatch status', 'citewatch status --max-age 3d --json'))
    .action(async (options: StatusOptions) => {
      const { runStatus } = await import('./run/status.js');
      exit(await runStatus(options, io));
    });
};

/** `citewatch work`: a worker of a shared store. */
export const addWork = (program: Command, io: Io, exit: (code: number) => void): void => {
  const work = program
    .command('work')
    .description('ask hosts for all reports of a shared store, host by host, until stopped')
    .requiredOption('--db <postgres://…>', 'the shared store');
  addServiceOptions(addVisitOptions(addNetworkOptions(work)))
    .option('--lanes <n>', 'hosts held at once (default: 4 for each request)')
    .option(
      '--lease <ms>',
      'a host whose worker is not heard of for so long is another’s to ask (default: 10000)',
    )
    .option('--once', 'end when nothing is left to ask')
    .option('-v, --verbose', 'print a line for each host that was asked')
    .addHelpText(
      'after',
      examples(
        'citewatch work --db postgres://citewatch@db.example/citewatch',
        'citewatch work --db $DB --once',
      ),
    )
    .action(async (options: WorkOptions) => {
      const { runWork } = await import('./run/work.js');
      exit(await runWork(options, io));
    });
};
