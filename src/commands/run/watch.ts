import cron, { type Logger } from 'node-cron';
import { type Problem, UserError } from '../../model/problem.js';
import type { RunFacts } from '../../model/run.js';
import { count } from '../../report/words.js';
import { lookAtStore } from '../../world/look.js';
import { turnOn } from '../../world/turn.js';
import { whatFailed } from '../end-well.js';
import { allOrProblems, type Io } from '../io.js';
import type { LogEntry } from '../log-line.js';
import type { CheckOptions } from '../options.js';
import { runCheck } from './check.js';
import { sendTo, tellDelivered } from './digest.js';
import { workInTurn } from './in-turn.js';
import { addresseesOf, prepare, publicationOf, tsaOf } from './prepare.js';
import { healthPlaceOf, ServiceCounts, type ServiceOptions, serve } from './service.js';

/** The options of `citewatch watch` as commander gives them. */
export interface WatchOptions extends CheckOptions, ServiceOptions {
  readonly cron: string;
  readonly digestCron: string;
  readonly timezone?: string;
}

/** Checks and sends digests in their turn until stopped; gives the exit code. */
export async function runWatch(options: WatchOptions, io: Io): Promise<number> {
  checkExpressions(options);
  const [{ watch }, , place] = allOrProblems(
    () => prepare(options),
    () => addresseesOf(io, {}),
    () => healthPlaceOf(options),
    () => tsaOf(io),
  );
  addresseesOf(io, publicationOf(io, watch.reports));
  const counts = new ServiceCounts();
  let leads = false;
  const service = { io, place, counts, leads: () => leads, look: () => lookAtStore(options.db) };
  return serve(service, () =>
    workInTurn(turnOn(options.db), io, async (over) => {
      leads = true;
      await onSchedule(options, io, counts, over);
      leads = false;
    }),
  );
}

/** Checks and sends digests until it is over, and waits for what is under way then. */
async function onSchedule(
  options: WatchOptions,
  io: Io,
  counts: ServiceCounts,
  over: AbortSignal,
): Promise<void> {
  let busy = Promise.resolve();
  // One thing at a time: a digest waits for the check that is under way, and a check that overlaps the next is not doubled.
  const inOrder = (name: string, job: () => Promise<void>) => () => {
    busy = busy.then(job).catch((error: unknown) => {
      const message = `${name} failed: ${whatFailed(error, options.db)}`;
      io.tell({ level: 'error', event: `${name}-failed`, message });
    });
    return busy;
  };
  const { timezone } = options;
  const settings = { noOverlap: true, logger: loggerTo(io), ...(timezone === undefined ? {} : { timezone }) };
  const tasks = [
    cron.schedule(
      options.cron,
      inOrder('check', () => night(options, io, counts)),
      settings,
    ),
    cron.schedule(
      options.digestCron,
      inOrder('digest', () => digest(options, io)),
      settings,
    ),
  ];
  const next = tasks[0]?.getNextRun()?.toISOString() ?? 'as scheduled';
  const message = `watching ${options.sources}: next check ${next}; stop with Ctrl-C`;
  io.tell({ level: 'info', event: 'watching', message, fields: { sources: options.sources, next } });
  if (!over.aborted) await new Promise((resolve) => over.addEventListener('abort', resolve, { once: true }));
  for (const task of tasks) await task.destroy();
  await busy;
}

/** What the schedule itself has to say: of a time that it missed, because the machine slept. */
function loggerTo(io: Io): Logger {
  const say = (level: LogEntry['level']) => (said: string | Error) =>
    io.tell({ level, event: 'schedule', message: said instanceof Error ? said.message : said });
  return { info: say('info'), warn: say('warn'), error: say('error'), debug: () => {} };
}

async function night(options: WatchOptions, io: Io, counts: ServiceCounts): Promise<void> {
  const ended = (run: RunFacts): void => {
    counts.listener.ended(run);
    const { id, online, sources, requests, bytes } = run;
    const message = `run ${id} is over: ${count(sources, 'source', 'sources')}, ${count(requests, 'request', 'requests')}`;
    io.tell({
      level: 'info',
      event: 'checked',
      message,
      fields: { run: id, online, sources, requests, bytes },
    });
  };
  await runCheck(options, io, { ...counts.listener, ended });
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
