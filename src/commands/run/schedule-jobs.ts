import cron, { type Logger } from 'node-cron';
import { isTimezone, TIMEZONE } from '../../load/settings.js';
import { parseMaxAge } from '../../load/status.js';
import { type Problem, UserError } from '../../model/problem.js';
import { turnOn } from '../../world/turn.js';
import { whatFailed } from '../end-well.js';
import type { Io } from '../io.js';
import type { LogEntry } from '../log-line.js';
import type { CheckOptions } from '../options.js';
import { workInTurn } from './in-turn.js';
import { onClock } from './on-clock.js';
import { type Service, type ServiceOptions, serve } from './service.js';

/** The options of `citewatch watch` as commander gives them. */
export interface WatchOptions extends CheckOptions, ServiceOptions {
  readonly cron: string;
  readonly digestCron: string;
  readonly maxAge?: string;
}

/** What is done on a schedule. A job ends early when its signal fires. */
export interface WatchJobs {
  /** What is watched, for people. */
  readonly name: string;
  readonly check: (over: AbortSignal) => Promise<void>;
  readonly digest: (over: AbortSignal) => Promise<void>;
}

/** Does jobs on their schedule while it is this process' turn on the store; gives the exit code. */
export function watchInTurn(
  service: Omit<Service, 'leads' | 'maxAge'>,
  options: WatchOptions,
  jobs: WatchJobs,
): Promise<number> {
  let leads = false;
  const maxAge = parseMaxAge(options.maxAge) ?? usualMaxAge(options);
  return serve({ ...service, maxAge, leads: () => leads }, () =>
    workInTurn(turnOn(options.db), service.io, async (over) => {
      leads = true;
      await onSchedule(options, service.io, jobs, over);
      leads = false;
    }),
  );
}

/** Does jobs on their schedule until it is over, and waits for what is under way then. */
async function onSchedule(options: WatchOptions, io: Io, jobs: WatchJobs, over: AbortSignal): Promise<void> {
  let busy = Promise.resolve();
  // One thing at a time: a digest waits for the check that is under way, and a check that overlaps the next is not doubled.
  const inOrder = (name: 'check' | 'digest') => () => {
    busy = busy
      .then(() => jobs[name](over))
      .catch((error: unknown) => {
        const message = `${name} failed: ${whatFailed(error, io, options.db)}`;
        io.tell({ level: 'error', event: `${name}-failed`, message });
      });
    return busy;
  };
  const { timezone } = options;
  const settings = { noOverlap: true, logger: loggerTo(io), ...(timezone === undefined ? {} : { timezone }) };
  const tasks = [
    ...onClock(options.cron, inOrder('check'), settings),
    ...onClock(options.digestCron, inOrder('digest'), settings),
  ];
  const next = tasks[0]?.getNextRun()?.toISOString() ?? 'as scheduled';
  const message = `watching ${jobs.name}: next check ${next}; stop with Ctrl-C`;
  io.tell({ level: 'info', event: 'watching', message, fields: { watched: jobs.name, next } });
  if (!over.aborted) await new Promise((resolve) => over.addEventListener('abort', resolve, { once: true }));
  for (const task of tasks) await task.destroy();
  await busy;
}

/** Milliseconds that the last good run may be old where nights follow each other daily: half a day for one that is slow, or late. */
const DAILY = 36 * 3_600_000;
/** Times of the schedule that are looked at for its longest pause, our choice: a week of nights on working days. */
const AHEAD = 8;

/** Where nobody said how old the last good run may be: one and a half of the longest pauses in the schedule of checks. */
function usualMaxAge({ cron: expression, timezone }: WatchOptions): number {
  const clock = cron.createTask(expression, () => undefined, timezone === undefined ? {} : { timezone });
  const times = clock.getNextRuns(AHEAD).map((time) => time.getTime());
  void clock.destroy();
  const pauses = times.slice(1).map((time, n) => time - (times[n] ?? time));
  return Math.max(DAILY, 1.5 * Math.max(0, ...pauses));
}

/** What the schedule itself has to say: of a time that it missed, because the machine slept. */
function loggerTo(io: Io): Logger {
  const say = (level: LogEntry['level']) => (said: string | Error) =>
    io.tell({ level, event: 'schedule', message: said instanceof Error ? said.message : said });
  return { info: say('info'), warn: say('warn'), error: say('error'), debug: () => {} };
}

/** Throws a `UserError` for schedules that are none, and for a time that is none. */
export function checkExpressions(options: WatchOptions): void {
  const { cron: check, digestCron, timezone } = options;
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
    const message = `must be ${TIMEZONE}, not ${JSON.stringify(timezone)}`;
    problems.push({ file: '--timezone', line: 0, column: 0, message });
  }
  if (problems.length > 0) throw new UserError(problems);
  parseMaxAge(options.maxAge);
}
