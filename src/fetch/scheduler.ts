import type { InLanes } from '../model/outcome.js';
import { Batch, BatchJob } from './batch.js';
import type { Clock } from './clock.js';
import { Dispatcher } from './dispatcher.js';
import type { Pacing } from './lane.js';
import type { Send } from './reply.js';

/** Whose turn it is. */
export interface Scheduler {
  /** One request, in its host's lane. */
  readonly send: Send;
  /** Starts each job when its host's turn comes. Rejects with what the first of them rejects with, and when closed. */
  readonly inLanes: InLanes;
}

/**
 * Polite to each host (at most `perHost` requests under way, a gap after each, a longer one after a complaint,
 * `Retry-After` honoured for the whole host) and within the machine's limit. A free slot goes to the lane with most work
 * left, and waiting holds none. An origin to which two connections in a row failed is put aside ({@link HostBreaker}).
 */
export function openScheduler(send: Send, settings: Pacing, clock: Clock, closing: AbortSignal): Scheduler {
  const dispatcher = new Dispatcher(send, settings, clock, closing);
  return {
    send: (ask) => dispatcher.ask(ask),
    inLanes: (things, urlOf, work) => {
      const batch = new Batch(things.length);
      // Backwards: the next one is taken from the end.
      for (const thing of things.toReversed()) dispatcher.add(urlOf(thing), new BatchJob(batch, work, thing));
      return dispatcher.finish(batch);
    },
  };
}
