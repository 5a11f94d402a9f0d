import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { lookAtFleet, openNights } from '../../fleet/fleet.js';
import { parseShared } from '../../model/settings.js';
import { runOwn } from '../../tasks/services.js';
import { watchLock } from '../../tasks/stores.js';
import { allOrProblems, type Io, type LogEntry, readLogLine } from '../io.js';
import { argsOf } from '../options.js';
import { describeFailure, storeEntryOf } from '../shutdown.js';
import { latestTime, nextTime } from './cron.js';
import { logBadSettings, withoutBadSettings } from './digest.js';
import { settingsOf } from './prepare.js';
import {
  healthPlaceOf,
  type RunCommands,
  ServiceCounts,
  serve,
  type WatchOptions,
} from './service.js';
import { pause, workInTurn } from './turns.js';

/** Nights of different reports at once, our choice: they mostly wait for hosts, and each takes a hundred megabytes and more. */
const NIGHTS = 4;

type NightQueue = Awaited<ReturnType<typeof openNights>>['queue'];
type TakenNight = Awaited<ReturnType<NightQueue['take']>>[number];

interface Many {
  readonly options: WatchOptions;
  readonly io: Io;
  readonly commands: RunCommands;
}

/**
 * Checks all reports of a shared store that are not private, each in its folder and in a process of its own, and sends their digests;
 * gives the exit code. One scheduler stores what is due; all take of it.
 */
export async function watchReports({
  options,
  io: given,
  commands,
  maxAge,
}: Many & { maxAge: number }): Promise<number> {
  const [place] = allOrProblems(
    () => healthPlaceOf(options),
    () => settingsOf(options),
  );
  // A file that is named for all reports is in this folder, not in each report's.
  const { CITEWATCH_TSA_ROOTS: roots } = given.env;
  const env = { ...given.env, ...(roots ? { CITEWATCH_TSA_ROOTS: resolve(roots) } : {}) };
  const { io, problems } = withoutBadSettings({ ...given, env });
  logBadSettings(problems, io);
  const fleet = lookAtFleet(options.db);
  let leads = false;
  try {
    const service = {
      io,
      place,
      counts: new ServiceCounts(),
      look: fleet.look,
      maxAge,
      leads: () => leads,
    };
    return await serve(service, async () => {
      const nights = await openNights(
        options.db,
        (news) => io.tell(storeEntryOf(news, io)),
        io.stop,
      );
      try {
        await Promise.all([
          workInTurn(await watchLock(options.db), io, async (over) => {
            leads = true;
            await storeNights(nights.queue, options, io, over);
            leads = false;
          }),
          new NightWorker({ options, io, commands }, nights.queue).work(),
        ]);
      } finally {
        await nights.close();
      }
    });
  } finally {
    await fleet.close();
  }
}

/** Stores a night of each report when the schedule says so, by the server's clock; also one for which no scheduler was there. */
async function storeNights(
  queue: NightQueue,
  options: WatchOptions,
  io: Io,
  over: AbortSignal,
): Promise<void> {
  const { SMTP_URL: mail, CITEWATCH_WEBHOOK_URL: webhook } = io.env;
  const schedule = {
    check: options.cron,
    ...(mail || webhook ? { digest: options.digestCron } : {}),
  };
  const watched = parseShared(options.db).shown;
  const next = nextTime(options.cron, options.timezone);
  const message = `watching ${watched}: next check ${next}; stop with Ctrl-C`;
  io.tell({ level: 'info', event: 'watching', message, fields: { watched, next } });
  const { now: begun, last } = await queue.clock();
  const since = { check: last.check ?? begun, digest: last.digest ?? begun };
  while (!over.aborted) {
    const { now } = await queue.clock();
    for (const job of ['check', 'digest'] as const) {
      const time = schedule[job] && latestTime(schedule[job], since[job], now, options.timezone);
      if (time) await queue.enqueue(job, time);
      since[job] = now;
    }
    await pause(over);
  }
}

/** Takes nights that are due, and runs the command of each to its end. */
class NightWorker {
  private readonly held = new Map<TakenNight, AbortController>();

  constructor(
    private readonly many: Many,
    private readonly queue: NightQueue,
  ) {}

  /** Works until it is stopped. */
  async work(): Promise<void> {
    await Promise.all([
      this.hold(),
      ...Array.from({ length: NIGHTS }, () => this.oneAfterAnother()),
    ]);
  }

  /** Holds what is under way; what another has taken is broken off. */
  private async hold(): Promise<void> {
    while (!this.many.io.stop.aborted) {
      if (this.held.size > 0)
        for (const lost of await this.queue.renew([...this.held.keys()]))
          this.held.get(lost)?.abort();
      await pause(this.many.io.stop);
    }
  }

  private async oneAfterAnother(): Promise<void> {
    const { stop } = this.many.io;
    while (!stop.aborted) {
      const [night] = await this.queue.take(1);
      if (night === undefined) await pause(stop);
      else await this.run(night);
    }
  }

  private async run(night: TakenNight): Promise<void> {
    const { io } = this.many;
    const lost = new AbortController();
    this.held.set(night, lost);
    try {
      const code = await runNight(night, this.many, AbortSignal.any([io.stop, lost.signal]));
      // Where the store is away, it is free when its lease ends.
      if (io.stop.aborted) await this.queue.giveBack(night).catch(() => {});
      else if (!lost.signal.aborted) await this.endNight(night, code);
    } finally {
      this.held.delete(night);
    }
  }

  private async endNight(night: TakenNight, code: number | null): Promise<void> {
    const isDone = code === 0 || code === 2;
    // Bad input is the same in a minute.
    const became = await this.queue.ended(night, isDone, code !== 3);
    const { report, job, attempts } = night;
    if (became !== 'dead') return;
    const message = `${report}: ${job} is given up until its next time, after ${attempts} attempt${attempts === 1 ? '' : 's'}`;
    this.many.io.tell({
      level: 'error',
      event: `${job}-given-up`,
      message,
      fields: { report, attempts },
    });
  }
}

/** Runs the command of a night, and gives its exit code; null where it could not be run, or was killed. */
async function runNight(
  { report, sources, job }: TakenNight,
  { options, io, commands }: Many,
  over: AbortSignal,
): Promise<number | null> {
  const tell = (
    level: LogEntry['level'],
    event: string,
    said: string,
    fields: LogEntry['fields'] = {},
  ) => io.tell({ level, event, message: `${report}: ${said}`, fields: { report, ...fields } });
  const values = {
    ...options,
    db: `${parseShared(options.db).url}#${encodeURIComponent(report)}`,
    sources: basename(sources),
    // A named folder has one folder for each report; by default each report has its own.
    ...(options.reports === 'reports' ? {} : { reports: resolve(join(options.reports, report)) }),
    ...(options.cacert === undefined ? {} : { cacert: resolve(options.cacert) }),
    quiet: true,
    send: true,
    log: 'json',
  };
  const hearLine = (line: string): void => {
    const { level, event, message, fields } = readLogLine(line);
    // Only programs are told of each visit.
    if (event !== 'visited' || io.asJson) tell(level, event, message, fields);
  };
  const args = [job, ...argsOf(commands[job], values)];
  const folder = dirname(sources);
  try {
    if (!existsSync(folder))
      throw new Error(`${folder} is not there: run citewatch reports add where it lies now`);
    const code = await runOwn(
      { args, folder, env: envOf(report, options, io), heard: hearLine },
      over,
    );
    const isDone = code === 0 || code === 2;
    tell(isDone ? 'info' : 'error', `${job}-ended`, `${job} ended with ${code}`, { code });
    return code;
  } catch (error) {
    tell('error', `${job}-failed`, `${job} failed: ${describeFailure(error, io)}`);
    return null;
  }
}

/** The environment of a night: where a named folder has one for each report, `CITEWATCH_PAGE_URL` is that folder's address. */
function envOf(report: string, { reports }: WatchOptions, { env }: Io): Io['env'] {
  const { CITEWATCH_PAGE_URL: all } = env;
  if (reports === 'reports' || !all) return env;
  return { ...env, CITEWATCH_PAGE_URL: `${all.replace(/\/$/u, '')}/${report}/` };
}
