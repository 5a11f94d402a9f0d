import { Command, Option } from 'commander';
import { addCheck } from './check.js';
import type { Io } from './io.js';
import {
  type Add,
  addCheckOptions,
  addNetworkOptions,
  addPlaces,
  addServiceOptions,
  addVisitOptions,
  logOption,
  pathOf,
} from './options.js';
import type { WatchOptions } from './run/service.js';

export const addWatch: Add = (program, run) => {
  addServiceOptions(addCheckOptions(program.command('watch')))
    .description('check on a schedule and send digests, until stopped')
    .option('--cron <expression>', 'when to check', '0 3 * * *')
    .option('--digest-cron <expression>', 'when to send the digest', '0 7 * * *')
    .option(
      '--max-age <time>',
      'how long ago the last good run may be, such as 36h or 2d, before /healthz says so (default: one and a half of the longest pauses of --cron, 36h at least)',
    )
    .action(
      run(async () => {
        const { runWatch } = await import('./run/watch.js');
        const commands = { check: readOptionsOf(addCheck), digest: readOptionsOf(addDigest) };
        return { runWatch: (options: WatchOptions, io: Io) => runWatch(options, io, commands) };
      }, 'runWatch'),
    );
};

/** A command with its options, which is only read. */
function readOptionsOf(add: Add): Command {
  const all = new Command();
  add(all, () => async () => {});
  return all.commands[0] as Command;
}

export const addDigest: Add = (program, run) => {
  addNetworkOptions(addPlaces(program.command('digest'), 'sources'))
    .description('what changed since the last digest: print it, or send it')
    .option(
      '--send',
      'send it by mail (SMTP_URL, MAIL_FROM, MAIL_TO or subscribers.json) and to the webhook (CITEWATCH_WEBHOOK_URL)',
    )
    .addOption(
      new Option(
        '--preview [address]',
        'print what each reader, or this one, would be sent now; send nothing',
      ).conflicts('send'),
    )
    .option('--html', 'print the HTML part')
    .addOption(logOption())
    .action(run(() => import('./run/digest.js'), 'runDigest'));
};

export const addNightly: Add = (program, run) => {
  addCheckOptions(program.command('nightly'))
    .summary('one night as a CI job: state, check, reports, digest and issue')
    .description(
      'one night as a CI job: bring back what earlier nights saw, check, save it, push the reports, send the digest, bring the issue up to date',
    )
    .option('--remote <name>', 'the repository that all of it is pushed to', 'origin')
    .option(
      '--state-branch <name>',
      'where store and evidence are kept, or none',
      'citewatch-state',
    )
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
      '--propose',
      'keep a pull request with all proved remedies that change nothing of what is claimed, and do what comments on the issue ask for',
    )
    .option(
      '--bring-back',
      'only bring back what earlier nights saw, so that other commands can read it: nothing is asked, saved or told',
    )
    .action(run(() => import('./run/nightly.js'), 'runNightly'));
};

export const addZotero: Add = (program, run) => {
  addNetworkOptions(program.command('zotero'))
    .description(
      'say at the items of a Zotero library what was found of them: a note and tags (ZOTERO_API_KEY)',
    )
    .argument('[file]', 'what the last run says', pathOf('file'), 'reports/latest.json')
    .option('--sources <file>', 'what is cited, and where', pathOf('--sources'), 'sources.json')
    .option('--dry-run', 'write nothing; print what would be written')
    .action(run(() => import('./run/zotero.js'), 'runZotero'));
};

export const addStatus: Add = (program, run) => {
  addPlaces(program.command('status'), 'reports')
    .description(
      'when the last good run was: exit code 1 when it is too long ago, or there was none',
    )
    .option('--max-age <time>', 'how long ago it may be, such as 36h or 2d', '36h')
    .option('--now <iso>', 'an instant in place of the clock’s')
    .option('--timezone <name>', 'in which a time without an offset is meant (default: UTC)')
    .option('--json', 'print it as JSON')
    .action(run(() => import('./run/report.js'), 'runStatus'));
};

export const addWork: Add = (program, run) => {
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
    .action(run(() => import('./run/service.js'), 'runWork'));
};
