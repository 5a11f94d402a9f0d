import { setTimeout } from 'node:timers/promises';
import type { Logger, ScheduledTask, TaskOptions } from 'node-cron';
import cron from 'node-cron';
import { type Problem, UserError } from '../../model/problem.js';
import { type WatchLock, watchLock } from '../../night/fleet-door.js';
import { parseMaxAge } from '../../settings/nightly.js';
import { isTimezone, TIMEZONE } from '../../settings/options.js';
import type { Io, LogEntry } from '../io.js';
import type { CheckOptions } from '../options.js';
import { describeFailure } from '../shutdown.js';
import { type Service, type ServiceOptions, serve } from './service.js';

/** The options of `citewatch watch` as commander gives them. */
export interface WatchOptions extends CheckOptions, ServiceOptions {
  readonly cron: string;
  readonly digestCron: string;
  readonly maxAge?: string;
}

/** What is done on a schedule. A job ends early when its signal fires. */
interface WatchJobs {
  /** What is watched, for people. */
  readonly name: string;
  readonly check: (over: AbortSignal) => Promise<void>;
  readonly digest: (over: AbortSignal) => Promise<void>;
}

/** Does jobs on their schedule while it is this process' turn on the store; gives the exit code. */
export function watchAsLeader(
  service: Omit<Service, 'leads' | 'maxAge'>,
  options: WatchOptions,
  jobs: WatchJobs,
): Promise<number> {
  let leads = false;
  const maxAge = parseMaxAge(options.maxAge) ?? usualMaxAge(options);
  return serve({ ...service, maxAge, leads: () => leads }, () =>
    workInTurn(watchLock(options.db), service.io, async (over) => {
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
        const message = `${name} failed: ${describeFailure(error, io, options.db)}`;
        io.tell({ level: 'error', event: `${name}-failed`, message });
      });
    return busy;
  };
  const { timezone } = options;
  const settings = { noOverlap: true, logger: loggerTo(io), ...(timezone === undefined ? {} : { timezone }) };
  const tasks = [
    ...scheduleCron(options.cron, inOrder('check'), settings),
    ...scheduleCron(options.digestCron, inOrder('digest'), settings),
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

/** Milliseconds between two looks whether one's turn has come, or is over; ours: a night that begins a little later is as good. */
const LOOK = 2_000;

/**
 * Works while it is this process' turn, until `io.stop` fires: whoever has no turn stands by, and takes over when the other is gone.
 * `work` ends when its signal fires.
 */
async function workInTurn(
  turn: WatchLock,
  io: Io,
  work: (over: AbortSignal) => Promise<void>,
): Promise<void> {
  let was: Awaited<ReturnType<typeof tryTurn>> | null = null;
  while (!io.stop.aborted) {
    const is = await tryTurn(turn, was !== null);
    if (is !== was && is !== 'taken') io.tell(STANDING[is]);
    if (is === 'taken' && was !== null && was !== 'taken')
      io.tell({ level: 'info', event: 'took-over', message: 'it is this one’s turn now' });
    was = is;
    if (is === 'taken') await oneTurn(turn, io, work);
    else await pause(io.stop);
  }
}

const STANDING: Readonly<Record<'another' | 'away', LogEntry>> = {
  another: { level: 'info', event: 'standing-by', message: 'another watches this store: standing by' },
  away: { level: 'warn', event: 'store-away', message: 'the store does not answer: it is tried again' },
};

/** Rejects where the store never answered; later it may be away for a while. */
async function tryTurn(turn: WatchLock, isKnown: boolean): Promise<'taken' | 'another' | 'away'> {
  try {
    return (await turn.take()) ? 'taken' : 'another';
  } catch (error) {
    if (!isKnown) throw error;
    return 'away';
  }
}

async function oneTurn(turn: WatchLock, io: Io, work: (over: AbortSignal) => Promise<void>): Promise<void> {
  const ended = new AbortController();
  const heed = async (): Promise<void> => {
    while (!ended.signal.aborted && turn.isHeld()) await pause(ended.signal);
    if (ended.signal.aborted) return;
    io.tell({
      level: 'warn',
      event: 'turn-lost',
      message: 'the store was away, and another may have taken over',
    });
    ended.abort();
  };
  const heeding = heed();
  try {
    await work(AbortSignal.any([io.stop, ended.signal]));
  } finally {
    ended.abort();
    await heeding;
    await turn.release();
  }
}

const pause = (until: AbortSignal): Promise<void> =>
  setTimeout(LOOK, undefined, { signal: until }).catch(() => {});

/** Milliseconds. */
const SECOND = 1_000;
/** Milliseconds. */
const MINUTE = 60 * SECOND;

/** What a wall clock shows at an instant, in milliseconds as if it were in UTC; the machine's where no time zone is named. */
const shownAt = (instant: number, timeZone: string | undefined): number =>
  Date.parse(`${new Date(instant).toLocaleString('sv', { timeZone }).replace(' ', 'T')}Z`);

/**
 * True when clocks that were put forward at this instant left out a time at which something was to be done, and which does not come
 * again within as much time.
 */
export function isSkippedByDst(expression: string, at: Date, timeZone?: string): boolean {
  const shown = shownAt(at.getTime(), timeZone);
  const skipped = shown - shownAt(at.getTime() - MINUTE, timeZone) - MINUTE;
  if (skipped <= 0) return false;
  // In UTC there is every hour.
  const clock = cron.createTask(expression, () => undefined, { timezone: 'UTC' });
  const isWithin = (start: number): boolean => {
    for (let time = start; time < start + skipped; time += SECOND)
      if (clock.match(new Date(time))) return true;
    return false;
  };
  const isLeftOut = isWithin(shown - skipped) && !isWithin(shown);
  void clock.destroy();
  return isLeftOut;
}

/** Does a job when a cron expression says so; when that is in an hour that clocks leave out, as they are put forward. */
export function scheduleCron(
  expression: string,
  job: () => Promise<void>,
  settings: TaskOptions,
): readonly ScheduledTask[] {
  const catchUp = ({ date }: { readonly date: Date }): Promise<void> | undefined =>
    isSkippedByDst(expression, date, settings.timezone) ? job() : undefined;
  return [
    cron.schedule(expression, job, settings),
    // Clocks are put forward at the full hour or at the half.
    cron.schedule('*/30 * * * *', catchUp, { ...settings, suppressMissedWarning: true }),
  ];
}
