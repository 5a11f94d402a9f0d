import type { RunFacts } from '../../model/run.js';
import { isShared } from '../../model/settings.js';
import { lookAtStore } from '../../night/fleet-door.js';
import { allOrProblems, type Io } from '../io.js';
import { logNightEnd, runCheck } from './check.js';
import {
  addresseesOf,
  deliverDigests,
  isNobody,
  logBadSettings,
  printDeliveries,
  withoutBadSettings,
} from './digest.js';
import { prepare, publicationOf } from './prepare.js';
import { checkExpressions, type WatchOptions, watchAsLeader } from './schedule-jobs.js';
import { healthPlaceOf, ServiceCounts } from './service.js';
import type { RunCommands } from './watch-reports.js';

/** Checks and sends digests in their turn until stopped; gives the exit code. `commands`: those that a watch of many reports runs. */
export async function runWatch(options: WatchOptions, io: Io, commands: RunCommands): Promise<number> {
  checkExpressions(options);
  if (
    isShared(options.db) &&
    (await import('../../night/shared-stores.js')).selectedReport(options.db) === null
  )
    return (await import('./watch-reports.js')).watchReports(options, io, commands);
  const [{ watch }, place] = allOrProblems(
    () => prepare(options),
    () => healthPlaceOf(options),
  );
  // A machine that starts anew at night has nobody who could mend a setting: the nights are held without it.
  const sound = withoutBadSettings(io);
  logBadSettings(
    [...sound.problems, ...addresseesOf(io, publicationOf(sound.io, watch.reports)).problems],
    io,
  );
  const counts = new ServiceCounts();
  const service = { io, place, counts, look: () => lookAtStore(options.db) };
  return watchAsLeader(service, options, {
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
  if (code !== 0 && code !== 2 && !io.stop.aborted) tellFailed('check', code, io);
}

/** That something was not done, whatever it said of why. */
const tellFailed = (name: 'check' | 'digest', code: number, io: Io): void =>
  io.tell({
    level: 'error',
    event: `${name}-ended`,
    message: `${name} ended with ${code}`,
    fields: { code },
  });

async function digest(options: WatchOptions, io: Io): Promise<void> {
  const { watch, settings } = prepare(options);
  const publication = publicationOf(withoutBadSettings(io).io, watch.reports);
  const to = addresseesOf(io, publication);
  logBadSettings(to.problems, io);
  if (isNobody(to)) return;
  const { stop, hear } = io;
  const code = printDeliveries(
    await deliverDigests(to, settings.fetch, options.db, publication, { stop, hear }),
    io,
  );
  if (code !== 0 && !io.stop.aborted) tellFailed('digest', code, io);
}
