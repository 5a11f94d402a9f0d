import type { Outcome, Traffic } from './outcome.js';

/** What the hosts of a shared store are owed, as all its workers see it. */
export interface FleetState {
  /** Hosts that may be asked something now, and that nobody asks. */
  readonly due: number;
  /** Hosts that a worker holds. */
  readonly held: number;
  /** Requests that wait for their turn. */
  readonly waiting: number;
  /** Seconds for which the oldest of them has waited; 0 where none does. */
  readonly oldest: number;
}

/** When the last finished night of a report began, ISO; never of one that is private. */
export interface EndedNight {
  /** Null where a store has one only. */
  readonly report: string | null;
  readonly at: string;
}

/** What a store says of those who work on it. */
export interface StoreState {
  /** Null where no store is shared. */
  readonly fleet: FleetState | null;
  readonly nights: readonly EndedNight[];
}

/** A service, looked at from outside. */
export interface ServiceState {
  readonly version: string;
  /** Null where it does not answer. */
  readonly store: StoreState | null;
  /** Whether its turn has come: of several schedulers one works, and the others stand by. Null where each works. */
  readonly leads: boolean | null;
  /** Visits since it was started, by {@link outcomeName}. */
  readonly visits: ReadonlyMap<string, number>;
  /** Since it was started. */
  readonly traffic: Traffic;
}

/** What came of a visit in a word: `2xx` of an answer, the kind of a failure. */
export const outcomeName = (
  outcome:
    | { readonly kind: 'answered'; readonly http: number }
    | Pick<Extract<Outcome, { kind: 'failed' }>, 'kind' | 'failure'>,
): string => (outcome.kind === 'failed' ? outcome.failure : `${Math.floor(outcome.http / 100)}xx`);
