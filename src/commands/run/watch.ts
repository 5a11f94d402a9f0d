import { parsePageAddress } from '../../load/page-address.js';
import type { RunFacts } from '../../model/run.js';
import { isShared } from '../../model/store-address.js';
import { count } from '../../report/words.js';
import { lookAtStore } from '../../world/look.js';
import { allOrProblems, type Io } from '../io.js';
import { addresseesOf } from './addressees.js';
import { runCheck } from './check.js';
import { sendTo, tellDelivered } from './digest.js';
import { prepare, publicationOf, tsaOf } from './prepare.js';
import { checkExpressions, type WatchOptions, watchInTurn } from './schedule-jobs.js';
import { healthPlaceOf, ServiceCounts } from './service.js';
import type { RunCommands } from './watch-reports.js';

/** Checks and sends digests in their turn until stopped; gives the exit code. `commands`: those that a watch of many reports runs. */
export async function runWatch(options: WatchOptions, io: Io, commands: RunCommands): Promise<number> {
  checkExpressions(options);
  if (isShared(options.db) && (await import('../../world/shared.js')).reportMeant(options.db) === null)
    return (await import('./watch-reports.js')).watchReports(options, io, commands);
  const [{ watch }, , place] = allOrProblems(
    () => prepare(options),
    () => addresseesOf(io, {}),
    () => healthPlaceOf(options),
    () => tsaOf(io),
    () => parsePageAddress(io.env.CITEWATCH_PAGE_URL),
  );
  addresseesOf(io, publicationOf(io, watch.reports));
  const counts = new ServiceCounts();
  const service = { io, place, counts, look: () => lookAtStore(options.db) };
  return watchInTurn(service, options, {
    name: options.sources,
    check: () => night(options, io, counts),
    digest: () => digest(options, io),
  });
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
  const { stop, hear } = io;
  tellDelivered(await sendTo(to, settings.fetch, options.db, publication, { stop, hear }), io);
}
