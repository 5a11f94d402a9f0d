import { basename, dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import pLimit from 'p-limit';
import type { SharedReport } from '../../model/run.js';
import { parseShared } from '../../model/settings.js';
import { lookAtFleet } from '../../night/fleet-door.js';
import { runOwn } from '../../night/services.js';
import { openReportList } from '../../night/shared-stores.js';
import { allOrProblems, type Io, type LogEntry, readLogLine } from '../io.js';
import { argsOf } from '../options.js';
import { describeFailure } from '../shutdown.js';
import { logBadSettings, withoutBadSettings } from './digest.js';
import { settingsOf } from './prepare.js';
import { type WatchOptions, watchAsLeader } from './schedule-jobs.js';
import { healthPlaceOf, ServiceCounts } from './service.js';

/** Nights of different reports at once, ours: they wait for hosts most of the time, and each takes a hundred megabytes and more. */
const NIGHTS = 4;

/** The commands that it runs for each report, for their options. */
export type RunCommands = Readonly<Record<'check' | 'digest', Command>>;

/** What a watch of many reports works with. */
interface Many {
  readonly options: WatchOptions;
  readonly io: Io;
  readonly commands: RunCommands;
}

/**
 * Checks all reports of a shared store that are not private, each in its folder and in a process of its own, and sends their digests;
 * gives the exit code.
 */
export async function watchReports(options: WatchOptions, given: Io, commands: RunCommands): Promise<number> {
  const [place] = allOrProblems(
    () => healthPlaceOf(options),
    () => settingsOf(options),
  );
  // As with other files that are named for all reports: in this folder, and not in that of each.
  const { CITEWATCH_TSA_ROOTS: roots } = given.env;
  const env = { ...given.env, ...(roots ? { CITEWATCH_TSA_ROOTS: resolve(roots) } : {}) };
  const { io, problems } = withoutBadSettings({ ...given, env });
  logBadSettings(problems, io);
  const { look, close } = lookAtFleet(options.db);
  const many = { options, io, commands };
  const { SMTP_URL: mail, CITEWATCH_WEBHOOK_URL: webhook } = io.env;
  try {
    const service = { io, place, counts: new ServiceCounts(), look };
    return await watchAsLeader(service, options, {
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

/** Runs a command for each report; one that fails is told, and keeps none from its turn. */
async function eachReport(name: keyof RunCommands, many: Many, over: AbortSignal): Promise<void> {
  const reports = await openReportList(many.options.db);
  const listed = await reports.list().finally(reports.close);
  const inSlot = pLimit(NIGHTS);
  await Promise.all(listed.map((report) => inSlot(() => ofReport(name, report, many, over))));
}

async function ofReport(
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
    ...{ db: `${parseShared(options.db).url}#${encodeURIComponent(report)}`, sources: basename(sources) },
    // A folder that was named has one for each report; by default each has its own.
    ...(options.reports === 'reports' ? {} : { reports: resolve(join(options.reports, report)) }),
    ...(options.cacert === undefined ? {} : { cacert: resolve(options.cacert) }),
    ...{ quiet: true, send: true, log: 'json' },
  };
  const pass = ({ level, event, message, fields }: LogEntry): void => {
    // People are not told of each visit of each report.
    if (event !== 'visited' || io.asJson) tell(level, event, message, fields);
  };
  const args = [command, ...argsOf(commands[command], values)];
  try {
    const code = await runOwn(
      { args, folder: dirname(sources), env: io.env, heard: (line) => pass(readLogLine(line)) },
      over,
    );
    const isDone = code === 0 || code === 2;
    tell(isDone ? 'info' : 'error', `${command}-ended`, `${command} ended with ${code}`, { code });
  } catch (error) {
    tell('error', `${command}-failed`, `${command} failed: ${describeFailure(error, io)}`);
  }
}
