import cron from 'node-cron';
import { type Problem, UserError } from '../../model/problem.js';
import { allOrProblems, type Io } from '../io.js';
import type { CheckOptions } from '../options.js';
import { runCheck } from './check.js';
import { sendTo, tellDelivered } from './digest.js';
import { addresseesOf, prepare, publicationOf } from './prepare.js';

/** The options of `citewatch watch` as commander gives them. */
export interface WatchOptions extends CheckOptions {
  readonly cron: string;
  readonly digestCron: string;
  readonly timezone?: string;
}

/** Checks and sends digests in their turn until stopped; gives the exit code. */
export async function runWatch(options: WatchOptions, io: Io): Promise<number> {
  checkExpressions(options);
  const [{ watch }] = allOrProblems(
    () => prepare(options),
    () => addresseesOf(io, {}),
  );
  addresseesOf(io, publicationOf(io, watch.reports));
  let busy = Promise.resolve();
  // One thing at a time: a digest waits for the check that is under way, and a check that overlaps the next is not doubled.
  const inTurn = (name: string, job: () => Promise<void>) => () => {
    busy = busy.then(job).catch((error: unknown) => io.err(`${name} failed: ${String(error)}\n`));
    return busy;
  };
  const zone = options.timezone === undefined ? {} : { timezone: options.timezone };
  const tasks = [
    cron.schedule(
      options.cron,
      inTurn('check', async () => void (await runCheck(options, io))),
      { noOverlap: true, ...zone },
    ),
    cron.schedule(
      options.digestCron,
      inTurn('digest', () => digest(options, io)),
      { noOverlap: true, ...zone },
    ),
  ];
  const next = tasks[0]?.getNextRun();
  io.err(
    `watching ${options.sources}: next check ${next?.toISOString() ?? 'as scheduled'}; stop with Ctrl-C\n`,
  );
  if (!io.stop.aborted)
    await new Promise((resolve) => io.stop.addEventListener('abort', resolve, { once: true }));
  for (const task of tasks) await task.destroy();
  await busy;
  return 0;
}

async function digest(options: WatchOptions, io: Io): Promise<void> {
  const { watch, settings } = prepare(options);
  const publication = publicationOf(io, watch.reports);
  const to = addresseesOf(io, publication);
  if (to.mail === null && to.webhook === null) return;
  tellDelivered(await sendTo(to, settings.fetch, options.db, publication), io);
}

function checkExpressions({ cron: check, digestCron, timezone }: WatchOptions): void {
  const problems: Problem[] = [
    ['--cron', check],
    ['--digest-cron', digestCron],
  ].flatMap(([file = '', expression = '']): Problem[] =>
    cron.validate(expression)
      ? []
      : [
          {
            file,
            line: 0,
            column: 0,
            message: `must be a cron expression such as 0 3 * * *, not ${JSON.stringify(expression)}`,
          },
        ],
  );
  if (timezone !== undefined && !isTimezone(timezone)) {
    const message = `must be the name of a time zone such as Europe/Brussels, not ${JSON.stringify(timezone)}`;
    problems.push({ file: '--timezone', line: 0, column: 0, message });
  }
  if (problems.length > 0) throw new UserError(problems);
}

/** True for a name that this machine's table of time zones has. */
function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
