import type { RunFacts } from '../../model/run.js';
import { outcomeName, type ServiceState, type StoreState } from '../../model/run.js';
import { type HealthPlace, parseHealth } from '../../settings/nightly.js';
import type { Io } from '../io.js';
import { VERSION } from '../io.js';
import type { NightListener } from './check.js';

/** Options of commands that work until they are stopped. */
export interface ServiceOptions {
  readonly health?: string;
  readonly log?: string;
}

/** Where its health is to be told; null for nowhere. Throws a `UserError` for what is no place. */
export const healthPlaceOf = ({ health }: ServiceOptions): HealthPlace | null =>
  health === undefined ? null : parseHealth(health);

/** What a service has done since it was started. */
export class ServiceCounts {
  readonly visits = new Map<string, number>();
  traffic: ServiceState['traffic'] = { requests: 0, bytes: 0 };

  visited(outcome: Parameters<typeof outcomeName>[0]): void {
    const name = outcomeName(outcome);
    this.visits.set(name, (this.visits.get(name) ?? 0) + 1);
  }

  /** Counts a request and what it took. */
  answered(
    reply: Parameters<typeof outcomeName>[0] & { readonly requests: number; readonly received: number },
  ): void {
    this.visited(reply);
    this.sent({ requests: reply.requests, bytes: reply.received });
  }

  sent({ requests, bytes }: ServiceState['traffic']): void {
    this.traffic = { requests: this.traffic.requests + requests, bytes: this.traffic.bytes + bytes };
  }

  /** Counts nights. */
  readonly listener: NightListener = {
    visited: ({ outcome }) => outcome !== null && this.visited(outcome),
    ended: (run: RunFacts) => this.sent(run),
  };
}

/** A service under way. */
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

/** Milliseconds in which a service that was stopped puts away what it has in hand: Docker kills it after ten seconds. */
const GRACE = 8_000;

/**
 * Does the work of a service, which ends when `io.stop` fires, and tells its health meanwhile; gives the exit code. What does not
 * end in time then is left as if it was killed: all work is made for that.
 */
export async function serve(service: Service, work: () => Promise<void>): Promise<number> {
  const { io } = service;
  const late = new Promise<void>((resolve) => {
    const heed = (): void => {
      io.tell({ level: 'info', event: 'stopping', message: 'stopping' });
      setTimeout(resolve, GRACE).unref();
    };
    io.stop.addEventListener('abort', heed, { once: true });
  });
  const door = await openDoor(service);
  try {
    const working = work();
    await Promise.race([working, late]);
    // It was left: what becomes of it now is nobody's concern.
    working.catch(() => {});
    return 0;
  } finally {
    await door?.close();
  }
}

async function openDoor({ io, place, counts, leads, look, maxAge }: Service) {
  if (place === null) return null;
  const { serveHealth } = await import('../../night/services.js');
  const state = async (): Promise<ServiceState> => ({
    version: VERSION,
    store: await look().catch(() => null),
    leads: leads(),
    visits: counts.visits,
    traffic: counts.traffic,
  });
  const door = await serveHealth(
    place,
    io.stop,
    state,
    maxAge === null ? null : { maxAge, started: new Date() },
  );
  const message = `health is told at ${door.url}healthz and ${door.url}metrics`;
  io.tell({ level: 'info', event: 'health', message, fields: { url: door.url } });
  return door;
}
