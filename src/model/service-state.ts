import type { Outcome, Traffic } from './outcome.js';
import type { FoundTally, LinkTally, RunFacts } from './run.js';

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

/** When the last good run ({@link isGoodRun}) of a report began, ISO; never of one that is private. */
export interface EndedNight {
  /** Null where a store has one only. */
  readonly report: string | null;
  readonly at: string;
}

/** What else is told of the last good run of a report. */
export interface GoodNight {
  /** How long it took; absent where it asked nobody, and where a clock was set back meanwhile. */
  readonly seconds?: number | undefined;
  readonly links?: LinkTally | undefined;
  readonly found?: FoundTally | undefined;
}

/** A report that is watched, whatever its nights came to; never one that is private. */
export interface WatchedReport {
  /** Null where a store has one only. */
  readonly report: string | null;
  /** Since when it is there, ISO; null where that is not known. */
  readonly since: string | null;
  /** Whether the last night that ended saw the web; null before the first. */
  readonly online: boolean | null;
  /** Readers whom the last message to them did not reach. */
  readonly undelivered: number;
  /** Null before the first good run, and where a store of before does not say. */
  readonly good: GoodNight | null;
}

/** What a store says of those who work on it. */
export interface StoreState {
  /** Null where no store is shared. */
  readonly fleet: FleetState | null;
  readonly nights: readonly EndedNight[];
  /** Absent where nobody looked. */
  readonly reports?: readonly WatchedReport[] | undefined;
}

/** What is told of a good run. */
export const goodNight = ({ startedAt, finishedAt, rejudges, links, found }: RunFacts): GoodNight => {
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  const isTimed = rejudges === undefined && seconds >= 0;
  return { links, found, ...(isTimed ? { seconds } : {}) };
};

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
