import type { Command } from 'commander';
import type { FleetWorkerEvent } from '../../fleet/fleet.js';
import { outcomeName, type RunFacts, type ServiceState, type StoreState } from '../../model/run.js';
import { type HealthPlace, parseHealth } from '../../settings/nightly.js';
import { parseWork, type RawWork } from '../../settings/options.js';
import { allOrProblems, type Io, type LogEntry, VERSION } from '../io.js';
import type { CheckOptions } from '../options.js';
import { storeEntryOf } from '../shutdown.js';
import type { NightListener } from './check.js';
import { withFiles } from './prepare.js';

export interface ServiceOptions {
  readonly health?: string;
  readonly log?: string;
}

export interface WatchOptions extends CheckOptions, ServiceOptions {
  readonly cron: string;
  readonly digestCron: string;
  readonly maxAge?: string;
}

/** The commands that a watch of many reports runs for each, for their options. */
export type RunCommands = Readonly<Record<'check' | 'digest', Command>>;

/** Where its health is to be told; null for nowhere. Throws a `UserError` for what is no place. */
export const healthPlaceOf = ({ health }: ServiceOptions): HealthPlace | null =>
  health === undefined ? null : parseHealth(health);

export class ServiceCounts {
  readonly visits = new Map<string, number>();
  traffic: ServiceState['traffic'] = { requests: 0, bytes: 0 };

  noteVisit(outcome: Parameters<typeof outcomeName>[0]): void {
    const name = outcomeName(outcome);
    this.visits.set(name, (this.visits.get(name) ?? 0) + 1);
  }

  noteSent({ requests, bytes }: ServiceState['traffic']): void {
    this.traffic = {
      requests: this.traffic.requests + requests,
      bytes: this.traffic.bytes + bytes,
    };
  }

  readonly listener: NightListener = {
    visited: ({ outcome }) => outcome !== null && this.noteVisit(outcome),
    ended: (run: RunFacts) => this.noteSent(run),
  };
}

export interface Service {
  readonly io: Io;
  /** Where its health is told; null for nowhere. */
  readonly place: HealthPlace | null;
  readonly counts: ServiceCounts;
  readonly leads: () => ServiceState['leads'];
  /** Looks at its store. Rejects where that does not answer. */
  readonly look: () => Promise<StoreState>;
  /** Milliseconds that the last good run of a report that it looks after may be old; null where it looks after none. */
  readonly maxAge: number | null;
}

/** Milliseconds that a stopped service has to finish, our choice: Docker kills it after ten seconds. */
const GRACE = 8_000;

/**
 * Does the work of a service, which ends when `io.stop` fires, and tells its health meanwhile; gives the exit code. Work that does not
 * end in time is left as if the process was killed: all work is made for that.
 */
export async function serve(service: Service, work: () => Promise<void>): Promise<number> {
  const { io } = service;
  const late = new Promise<void>((resolve) => {
    const onStop = (): void => {
      io.tell({ level: 'info', event: 'stopping', message: 'stopping' });
      setTimeout(resolve, GRACE).unref();
    };
    io.stop.addEventListener('abort', onStop, { once: true });
  });
  const door = await openHealth(service);
  try {
    const working = work();
    await Promise.race([working, late]);
    // Nobody waits for what was left.
    working.catch(() => {});
    return 0;
  } finally {
    await door?.close();
  }
}

async function openHealth({ io, place, counts, leads, look, maxAge }: Service) {
  if (place === null) return null;
  const { serveHealth } = await import('../../tasks/services.js');
  const state = async (): Promise<ServiceState> => ({
    version: VERSION,
    store: await look().catch(() => null),
    leads: leads(),
    visits: counts.visits,
    traffic: counts.traffic,
  });
  const ages = maxAge === null ? null : { maxAge, started: new Date() };
  const door = await serveHealth(place, io.stop, state, ages);
  const message = `health is told at ${door.url}healthz and ${door.url}metrics`;
  io.tell({ level: 'info', event: 'health', message, fields: { url: door.url } });
  return door;
}

interface WorkOptions extends RawWork, ServiceOptions {
  readonly db: string;
  readonly once?: boolean;
  readonly verbose?: boolean;
}

/** Works for a shared store until stopped, and ends the requests under way then; gives the exit code. */
export async function runWork(options: WorkOptions, io: Io): Promise<number> {
  const [settings, place] = allOrProblems(
    () => withFiles(options, (raw) => parseWork(raw, VERSION)),
    () => healthPlaceOf(options),
  );
  const { db, once = false, verbose = false } = options;
  const counts = new ServiceCounts();
  const { lookAtFleet, runFleetWorker } = await import('../../fleet/fleet.js');
  const { look, close } = lookAtFleet(db);
  let answered = 0;
  const hear = (news: FleetWorkerEvent): void => {
    if (news.kind === 'answered') {
      answered += 1;
      counts.noteVisit(news.reply);
      counts.noteSent({ requests: news.reply.requests, bytes: news.reply.received });
      return;
    }
    const isTold = news.kind === 'walked' ? verbose : news.kind !== 'begun' || !once;
    if (isTold) io.tell(entryOf(news, io));
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

function entryOf(news: Exclude<FleetWorkerEvent, { readonly kind: 'answered' }>, io: Io): LogEntry {
  switch (news.kind) {
    case 'begun': {
      const message = `working for ${news.shown}; stop with Ctrl-C`;
      return { level: 'info', event: 'working', message, fields: { store: news.shown } };
    }
    case 'away':
    case 'back':
      return storeEntryOf(news, io);
    case 'walked': {
      const { host, answered, left } = news.walked;
      const rest = left === null ? 'taken by another worker' : `${left} left`;
      const message = `${host}: ${answered} answered, ${rest}`;
      return { level: 'info', event: 'asked', message, fields: { host, answered, left } };
    }
  }
}
