import { Command } from 'commander';
import { addCheck } from './check.js';
import { addDigest } from './digest.js';
import { examples } from './help.js';
import type { Io } from './io.js';
import { addCheckOptions, addServiceOptions } from './options.js';
import type { WatchOptions } from './run/schedule-jobs.js';

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
