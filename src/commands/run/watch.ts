import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Logger, ScheduledTask, TaskOptions } from 'node-cron';
import cron from 'node-cron';
import pLimit from 'p-limit';
import { problemWith, UserError } from '../../model/problem.js';
import type { RunFacts, SharedReport } from '../../model/run.js';
import { isShared, parseShared } from '../../model/settings.js';
import { runOwn } from '../../night/services.js';
import { lookAtStore, watchLock } from '../../night/stores.js';
import { parseMaxAge } from '../../settings/nightly.js';
import { clockTime, isTimezone, TIMEZONE } from '../../settings/options.js';
import { allOrProblems, type Io, type LogEntry, readLogLine } from '../io.js';
import { argsOf, type CheckOptions } from '../options.js';
import { describeFailure } from '../shutdown.js';
import { logNightEnd, runCheck } from './check.js';
import {
  addresseesOf,
  deliverDigests,
  isNobody,
  logBadSettings,
  printDeliveries,
  withoutBadSettings,
} from './digest.js';
import { prepare, publicationOf, settingsOf } from './prepare.js';
import { healthPlaceOf, type Service, ServiceCounts, type ServiceOptions, serve } from './service.js';

export interface WatchOptions extends CheckOptions, ServiceOptions {
  readonly cron: string;
  readonly digestCron: string;
  readonly maxAge?: string;
}

/** The commands that a watch of many reports runs for each, for their options. */
type RunCommands = Readonly<Record<'check' | 'digest', Command>>;

/** Checks and sends digests in their turn until stopped; gives the exit code. `commands`: those that a watch of many reports runs. */
export async function runWatch(options: WatchOptions, io: Io, commands: RunCommands): Promise<number> {
  checkExpressions(options);
  const shared = isShared(options.db) ? await import('../../night/shared-stores.js') : null;
  if (shared?.selectedReport(options.db) === null) return watchReports(options, io, commands);
  const [{ watch }, place] = allOrProblems(
    () => prepare(options),
    () => healthPlaceOf(options),
  );
  // Nobody is there at night to mend a setting: the nights are held without it.
  const sound = withoutBadSettings(io);
  const { problems } = addresseesOf(io, publicationOf(sound.io, watch.reports));
  logBadSettings([...sound.problems, ...problems], io);
  const counts = new ServiceCounts();
  return watchAsLeader({ io, place, counts, look: () => lookAtStore(options.db) }, options, {
    name: options.sources,
    check: () => night(options, io, counts),
    digest: () => digest(options, io),
  });
}

async function night(options: WatchOptions, io: Io, counts: ServiceCounts): Promise<void> {
  const ended = (run: RunFacts): void => {
    counts.listener.ended(run);
    logNightEnd(run, io);
  };
  const sound = withoutBadSettings(io);
  logBadSettings(sound.problems, io);
  const code = await runCheck(options, sound.io, { ...counts.listener, ended });
  if (code !== 2) tellFailed('check', code, io);
}

function tellFailed(name: 'check' | 'digest', code: number, io: Io): void {
  if (code === 0 || io.stop.aborted) return;
  const message = `${name} ended with ${code}`;
  io.tell({ level: 'error', event: `${name}-ended`, message, fields: { code } });
}

async function digest(options: WatchOptions, io: Io): Promise<void> {
  const { watch, settings } = prepare(options);
  const publication = publicationOf(withoutBadSettings(io).io, watch.reports);
  const to = addresseesOf(io, publication);
  logBadSettings(to.problems, io);
  if (isNobody(to)) return;
  const sent = await deliverDigests(to, settings.fetch, options.db, publication, io);
  tellFailed('digest', printDeliveries(sent, io), io);
}

/** Nights of different reports at once, our choice: they mostly wait for hosts, and each takes a hundred megabytes and more. */
const NIGHTS = 4;

interface Many {
  readonly options: WatchOptions;
  readonly io: Io;
  readonly commands: RunCommands;
}

/**
 * Checks all reports of a shared store that are not private, each in its folder and in a process of its own, and sends their digests;
 * gives the exit code.
 */
async function watchReports(options: WatchOptions, given: Io, commands: RunCommands): Promise<number> {
  const [place] = allOrProblems(
    () => healthPlaceOf(options),
    () => settingsOf(options),
  );
  // A file that is named for all reports is in this folder, not in each report's.
  const { CITEWATCH_TSA_ROOTS: roots } = given.env;
  const env = { ...given.env, ...(roots ? { CITEWATCH_TSA_ROOTS: resolve(roots) } : {}) };
  const { io, problems } = withoutBadSettings({ ...given, env });
  logBadSettings(problems, io);
  const { lookAtFleet } = await import('../../night/fleet-door.js');
  const { look, close } = lookAtFleet(options.db);
  const many = { options, io, commands };
  const { SMTP_URL: mail, CITEWATCH_WEBHOOK_URL: webhook } = io.env;
  try {
    return await watchAsLeader({ io, place, counts: new ServiceCounts(), look }, options, {
      name: parseShared(options.db).shown,
      check: (over) => eachReport('check', many, over),
      digest: async (over) => {
        if (mail || webhook) await eachReport('digest', many, over);
      },
    });
  } finally {
    await close();
  }
}

async function eachReport(name: keyof RunCommands, many: Many, over: AbortSignal): Promise<void> {
  const { openReportList } = await import('../../night/shared-stores.js');
  const reports = await openReportList(many.options.db);
  const listed = await reports.list().finally(reports.close);
  const inSlot = pLimit(NIGHTS);
  await Promise.all(listed.map((report) => inSlot(() => runForReport(name, report, many, over))));
}

async function runForReport(
  command: keyof RunCommands,
  { name: report, sources }: SharedReport,
  { options, io, commands }: Many,
  over: AbortSignal,
): Promise<void> {
  if (over.aborted) return;
  const tell = (level: LogEntry['level'], event: string, said: string, fields: LogEntry['fields'] = {}) =>
    io.tell({ level, event, message: `${report}: ${said}`, fields: { report, ...fields } });
  const values = {
    ...options,
    db: `${parseShared(options.db).url}#${encodeURIComponent(report)}`,
    sources: basename(sources),
    // A named folder has one folder for each report; by default each report has its own.
    ...(options.reports === 'reports' ? {} : { reports: resolve(join(options.reports, report)) }),
    ...(options.cacert === undefined ? {} : { cacert: resolve(options.cacert) }),
    ...{ quiet: true, send: true, log: 'json' },
  };
  const heard = (line: string): void => {
    const { level, event, message, fields } = readLogLine(line);
    // Only programs are told of each visit.
    if (event !== 'visited' || io.asJson) tell(level, event, message, fields);
  };
  const args = [command, ...argsOf(commands[command], values)];
  try {
    const code = await runOwn({ args, folder: dirname(sources), env: io.env, heard }, over);
    const isDone = code === 0 || code === 2;
    tell(isDone ? 'info' : 'error', `${command}-ended`, `${command} ended with ${code}`, { code });
  } catch (error) {
    tell('error', `${command}-failed`, `${command} failed: ${describeFailure(error, io)}`);
  }
}

interface WatchJobs {
  /** What is watched, for people. */
  readonly name: string;
  readonly check: (over: AbortSignal) => Promise<void>;
  readonly digest: (over: AbortSignal) => Promise<void>;
}

/** Does jobs on their schedule while this process holds the store's lock (leader election); gives the exit code. */
function watchAsLeader(
  service: Omit<Service, 'leads' | 'maxAge'>,
  options: WatchOptions,
  jobs: WatchJobs,
): Promise<number> {
  let leads = false;
  const maxAge = parseMaxAge(options.maxAge) ?? usualMaxAge(options);
  return serve({ ...service, maxAge, leads: () => leads }, async () =>
    workInTurn(await watchLock(options.db), service.io, async (over) => {
      leads = true;
      await onSchedule(options, service.io, jobs, over);
      leads = false;
    }),
  );
}

/** Does jobs on their schedule until `over` fires, and waits for the job under way then. */
async function onSchedule(options: WatchOptions, io: Io, jobs: WatchJobs, over: AbortSignal): Promise<void> {
  let busy = Promise.resolve();
  // One job at a time: a digest waits for the check under way, and a check that overlaps the next is not doubled.
  const inOrder = (name: 'check' | 'digest') => () => {
    busy = busy
      .then(() => jobs[name](over))
      .catch((error: unknown) => {
        const message = `${name} failed: ${describeFailure(error, io, options.db)}`;
        io.tell({ level: 'error', event: `${name}-failed`, message });
      });
    return busy;
  };
  const settings = { noOverlap: true, logger: loggerTo(io), ...zoneOf(options) };
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

const zoneOf = ({ timezone }: WatchOptions) => (timezone === undefined ? {} : { timezone });

/** Milliseconds that the last good run may be old with nightly checks, our choice: half a day for one that is slow, or late. */
const DAILY = 36 * 3_600_000;
/** Times of the schedule that are looked at for its longest pause, our choice: a week of nights on working days. */
const AHEAD = 8;

/** The default of `--max-age`: one and a half of the longest pauses in the schedule of checks. */
function usualMaxAge(options: WatchOptions): number {
  const clock = cron.createTask(options.cron, () => undefined, zoneOf(options));
  const times = clock.getNextRuns(AHEAD).map((time) => time.getTime());
  void clock.destroy();
  const pauses = times.slice(1).map((time, n) => time - (times[n] ?? time));
  return Math.max(DAILY, 1.5 * Math.max(0, ...pauses));
}

function loggerTo(io: Io): Logger {
  const say = (level: LogEntry['level']) => (said: string | Error) =>
    io.tell({ level, event: 'schedule', message: said instanceof Error ? said.message : said });
  return { info: say('info'), warn: say('warn'), error: say('error'), debug: () => {} };
}

function checkExpressions({ cron: check, digestCron, timezone, maxAge }: WatchOptions): void {
  const wrong = (file: string, must: string, given: string) =>
    problemWith(file, `must be ${must}, not ${JSON.stringify(given)}`);
  const expression = 'a cron expression such as 0 3 * * *';
  const problems = [
    !cron.validate(check) && wrong('--cron', expression, check),
    !cron.validate(digestCron) && wrong('--digest-cron', expression, digestCron),
    timezone !== undefined && !isTimezone(timezone) && wrong('--timezone', TIMEZONE, timezone),
  ].filter((one) => one !== false);
  if (problems.length > 0) throw new UserError(problems);
  parseMaxAge(maxAge);
}

type WatchLock = Awaited<ReturnType<typeof watchLock>>;

/** Milliseconds between two looks at the lock, our choice: a night that begins a little later is as good. */
const LOOK = 2_000;

/**
 * Works while this process holds the lock, until `io.stop` fires: whoever does not hold it stands by, and takes over when the other is
 * gone. `work` ends when its signal fires.
 */
async function workInTurn(turn: WatchLock, io: Io, work: (over: AbortSignal) => Promise<void>): Promise<void> {
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
  const watchTurn = async (): Promise<void> => {
    while (!ended.signal.aborted && turn.isHeld()) await pause(ended.signal);
    if (ended.signal.aborted) return;
    const message = 'the store was away, and another may have taken over';
    io.tell({ level: 'warn', event: 'turn-lost', message });
    ended.abort();
  };
  const watching = watchTurn();
  try {
    await work(AbortSignal.any([io.stop, ended.signal]));
  } finally {
    ended.abort();
    await watching;
    await turn.release();
  }
}

const pause = (until: AbortSignal): Promise<void> => setTimeout(LOOK, undefined, { signal: until }).catch(() => {});

/** Milliseconds. */
const SECOND = 1_000;
/** Milliseconds. */
const MINUTE = 60 * SECOND;

/** True when clocks that were put forward at this instant skipped a time of the schedule that does not come again soon after. */
export function isSkippedByDst(expression: string, at: Date, timeZone?: string): boolean {
  const shown = clockTime(at.getTime(), timeZone);
  const skipped = shown - clockTime(at.getTime() - MINUTE, timeZone) - MINUTE;
  if (skipped <= 0) return false;
  // UTC has no skipped hours.
  const clock = cron.createTask(expression, () => undefined, { timezone: 'UTC' });
  const isWithin = (start: number): boolean => {
    for (let time = start; time < start + skipped; time += SECOND) if (clock.match(new Date(time))) return true;
    return false;
  };
  const isLeftOut = isWithin(shown - skipped) && !isWithin(shown);
  void clock.destroy();
  return isLeftOut;
}

/** Does a job when a cron expression says so, or when that time is skipped as clocks are put forward (daylight saving time). */
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
