import { type FleetWorkerEvent, lookAtFleet, runFleetWorker } from '../../night/fleet-door.js';
import { parseWork, type RawWork } from '../../settings/options.js';
import type { LogEntry } from '../io.js';
import { allOrProblems, type Io, VERSION } from '../io.js';
import { describeFailure } from '../shutdown.js';
import { withFiles } from './prepare.js';
import { healthPlaceOf, ServiceCounts, type ServiceOptions, serve } from './service.js';

/** The options of `citewatch work` as commander gives them. */
export interface WorkOptions extends RawWork, ServiceOptions {
  readonly db: string;
  readonly once?: boolean;
  readonly verbose?: boolean;
}

/** Works until stopped, and ends the requests under way then; gives the exit code. */
export async function runWork(options: WorkOptions, io: Io): Promise<number> {
  const [settings, place] = allOrProblems(
    () => withFiles(options, (raw) => parseWork(raw, VERSION)),
    () => healthPlaceOf(options),
  );
  const { db, once = false, verbose = false } = options;
  const counts = new ServiceCounts();
  const { look, close } = lookAtFleet(db);
  let answered = 0;
  const hear = (news: FleetWorkerEvent): void => {
    if (news.kind === 'answered') {
      answered += 1;
      counts.answered(news.reply);
    }
    const entry = entryOf(news, io);
    const isTold = news.kind === 'walked' ? verbose : news.kind !== 'begun' || !once;
    if (entry !== null && isTold) io.tell(entry);
  };
  try {
    return await serve({ io, place, counts, leads: () => null, look, maxAge: null }, async () => {
      await runFleetWorker({ ...settings, db, once }, hear, io.stop);
      const message = `${answered} answered in all`;
      if (verbose) io.tell({ level: 'info', event: 'worked', message, fields: { answered } });
    });
  } finally {
    await close();
  }
}

function entryOf(news: FleetWorkerEvent, io: Io): LogEntry | null {
  switch (news.kind) {
    case 'begun':
      return {
        level: 'info',
        event: 'working',
        message: `working for ${news.shown}; stop with Ctrl-C`,
        fields: { store: news.shown },
      };
    case 'away': {
      const what = news.locked ? 'another process holds a lock of the store' : 'the store cannot be reached';
      const message = `${what} (${describeFailure(news.error, io)}); it is tried again`;
      return { level: 'warn', event: 'store-away', message };
    }
    case 'back':
      return { level: 'info', event: 'store-back', message: 'the store is back' };
    case 'walked': {
      const { host, answered, left } = news.walked;
      const rest = left === null ? 'taken by another worker' : `${left} left`;
      return {
        level: 'info',
        event: 'asked',
        message: `${host}: ${answered} answered, ${rest}`,
        fields: { host, answered, left },
      };
    }
    case 'answered':
      return null;
  }
}
