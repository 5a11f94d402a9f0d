import type { StoreState, WatchedReport } from '../model/service-state.js';
import { moment } from './dates.js';
import { count } from './words.js';

/** A run as far as it says that the watch goes on. */
export interface GoodRun {
  readonly id: number;
  /** ISO. */
  readonly startedAt: string;
  /** False for one that saw nothing of the web, which is no good one. */
  readonly online: boolean;
  /** How long the list was of which it looked at a part, which is no good one either; absent in one that looked at all of it. */
  readonly partOf?: number | undefined;
  /** That what it saw could not be kept, so that nobody was told; absent in one that was. */
  readonly unkept?: true | undefined;
}

/** Whether the watch goes on. */
export interface Status {
  readonly last: GoodRun | null;
  readonly good: GoodRun | null;
  /** Milliseconds since the last good run, less than none where it is dated in the future; null when there was none. */
  readonly age: number | null;
  /** Milliseconds that it may be. */
  readonly maxAge: number;
  readonly ok: boolean;
}

/** Milliseconds. */
const HOUR = 3_600_000;

/** Milliseconds since a good run that was begun at an instant, ISO, and whether it may be so many, before or after now. */
const ageOf = (at: string, now: Date, maxAge: number): { readonly age: number; readonly ok: boolean } => {
  const age = now.getTime() - Date.parse(at);
  return { age, ok: Math.abs(age) <= maxAge };
};

/** Whether the watch goes on: the last good run may be `maxAge` milliseconds old. */
export function statusOf({ last, good }: Pick<Status, 'last' | 'good'>, now: Date, maxAge: number): Status {
  const { age, ok } = good === null ? { age: null, ok: false } : ageOf(good.startedAt, now, maxAge);
  return { last, good, age, maxAge, ok };
}

/** Until when a service has time for the first good run of a report, and what it may wait for. */
export interface WatchTerms {
  /** Milliseconds that the last good run may be old. */
  readonly maxAge: number;
  /** When the service was started: a report that was never looked at counts from then on, or from when it was added. */
  readonly started: Date;
}

/** What is wrong with the watch over the reports of a store, in a sentence without its full stop; null while all are looked at. */
export function watchFault(
  { nights, reports = [] }: Pick<StoreState, 'nights' | 'reports'>,
  now: Date,
  { maxAge, started }: WatchTerms,
): string | null {
  const late = [
    ...nights.filter(({ at }) => !ageOf(at, now, maxAge).ok).map(({ report }) => report),
    ...reports.filter(isNever(nights)).flatMap(({ report, since }) => {
      const from = Math.max(started.getTime(), since === null ? 0 : Date.parse(since));
      return now.getTime() - from > maxAge ? [report] : [];
    }),
  ];
  if (late.length === 0) return null;
  const named =
    late[0] == null ? '' : ` of ${late[0]}${late.length > 1 ? ` and ${late.length - 1} more` : ''}`;
  return `no good run${named} within ${hours(maxAge)}`;
}

/** True for a report of which there is no good run. */
function isNever(nights: StoreState['nights']): (one: WatchedReport) => boolean {
  const good = new Set(nights.map(({ report }) => report));
  return ({ report }) => !good.has(report);
}

const whenOf = (age: number): string => {
  if (age < -HOUR) return `is dated ${hours(-age)} from now`;
  return `was ${age < HOUR ? 'less than an hour' : hours(age)} ago`;
};

const hours = (milliseconds: number): string => {
  const n = Math.floor(milliseconds / HOUR);
  return n < 48 ? count(n, 'hour', 'hours') : count(Math.floor(n / 24), 'day', 'days');
};

/** What a run lacks that is no good one. */
const lack = ({ online, partOf }: GoodRun): string => {
  if (!online) return 'saw nothing of the web';
  return partOf === undefined ? 'could not be kept' : 'looked at some of the sources only';
};

const fault = (age: number | null, maxAge: number): string =>
  age !== null && age < 0
    ? 'A clock was wrong, then or now: nobody can say whether the sources are watched.'
    : `It may be ${hours(maxAge)} at most: nobody watches the sources.`;

/** The status in a sentence or two. */
export function renderStatus({ last, good, age, maxAge, ok }: Status): string {
  const since =
    good === null || age === null
      ? 'No good run is known.'
      : `The last good run, ${good.id}, ${whenOf(age)}, on ${moment(good.startedAt)}.`;
  const lesser = last === null || last.id === good?.id ? '' : ` Run ${last.id} since then ${lack(last)}.`;
  return `${since}${lesser}${ok ? '' : ` ${fault(age, maxAge)}`}\n`;
}

/** The same for programs: ages in whole seconds. */
export const renderStatusJson = ({ last, good, age, maxAge, ok }: Status): string =>
  `${JSON.stringify({
    schema: 'citewatch.status/1',
    ok,
    lastGoodRun: good === null ? null : { id: good.id, startedAt: good.startedAt },
    lastRun:
      last === null
        ? null
        : { id: last.id, startedAt: last.startedAt, online: last.online, partOf: last.partOf },
    ageSeconds: age === null ? null : Math.floor(age / 1000),
    maxAgeSeconds: maxAge / 1000,
  })}\n`;
