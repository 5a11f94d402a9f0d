import type { Logger } from 'node-cron';
import cron from 'node-cron';
import { problemWith, UserError } from '../../model/problem.js';
import type { RunFacts } from '../../model/run.js';
import { isShared } from '../../model/settings.js';
import { parseMaxAge } from '../../settings/nightly.js';
import { isTimezone, TIMEZONE } from '../../settings/options.js';
import { DAILY_MAX_AGE } from '../../surfaces/status.js';
import { lookAtStore, watchLock } from '../../tasks/stores.js';
import { allOrProblems, type Io, type LogEntry } from '../io.js';
import { describeFailure } from '../shutdown.js';
import { logNightEnd, runCheck } from './check.js';
import { nextTime, scheduleCron } from './cron.js';
import {
  addresseesOf,
  deliverDigests,
  isNobody,
  logBadSettings,
  printDeliveries,
  withoutBadSettings,
} from './digest.js';
import { prepare, publicationOf } from './prepare.js';
import {
  healthPlaceOf,
  type RunCommands,
  type Service,
  ServiceCounts,
  serve,
  type WatchOptions,
} from './service.js';
import { workInTurn } from './turns.js';

/** Checks and sends digests in their turn until stopped; gives the exit code. `commands`: those that a watch of many reports runs. */
export async function runWatch(
  options: WatchOptions,
  io: Io,
  commands: RunCommands,
): Promise<number> {
  checkExpressions(options);
  const shared = isShared(options.db) ? await import('../../tasks/shared-stores.js') : null;
  if (shared?.selectedReport(options.db) === null) {
    const { watchReports } = await import('./watch-reports.js');
    return watchReports({ options, io, commands, maxAge: maxAgeOf(options) });
  }
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
  const endRun = (run: RunFacts): void => {
    counts.listener.ended(run);
    logNightEnd(run, io);
  };
  const sound = withoutBadSettings(io);
  logBadSettings(sound.problems, io);
  const code = await runCheck(options, sound.io, { ...counts.listener, ended: endRun });
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
  return serve({ ...service, maxAge: maxAgeOf(options), leads: () => leads }, async () =>
    workInTurn(await watchLock(options.db), service.io, async (over) => {
      leads = true;
      await onSchedule(options, service.io, jobs, over);
      leads = false;
    }),
  );
}

/** Does jobs on their schedule until `over` fires, and waits for the job under way then. */
async function onSchedule(
  options: WatchOptions,
  io: Io,
  jobs: WatchJobs,
  over: AbortSignal,
): Promise<void> {
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
  const next = nextTime(options.cron, options.timezone);
  const message = `watching ${jobs.name}: next check ${next}; stop with Ctrl-C`;
  io.tell({ level: 'info', event: 'watching', message, fields: { watched: jobs.name, next } });
  if (!over.aborted)
    await new Promise((resolve) => over.addEventListener('abort', resolve, { once: true }));
  for (const task of tasks) await task.destroy();
  await busy;
}

const zoneOf = ({ timezone }: WatchOptions) => (timezone === undefined ? {} : { timezone });

/** Times of the schedule that are looked at for its longest pause, our choice: a week of nights on working days. */
const AHEAD = 8;

/** The default of `--max-age`: one and a half of the longest pauses in the schedule of checks. */
function usualMaxAge(options: WatchOptions): number {
  const clock = cron.createTask(options.cron, () => undefined, zoneOf(options));
  const times = clock.getNextRuns(AHEAD).map((time) => time.getTime());
  void clock.destroy();
  const pauses = times.slice(1).map((time, n) => time - (times[n] ?? time));
  return Math.max(DAILY_MAX_AGE, 1.5 * Math.max(0, ...pauses));
}

/** Milliseconds that the last good run may be old. */
const maxAgeOf = (options: WatchOptions): number =>
  parseMaxAge(options.maxAge) ?? usualMaxAge(options);

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
