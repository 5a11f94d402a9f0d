import type { FindingState, Severity } from '../model/finding.js';
import { LINK_STATUSES } from '../model/link.js';
import type { GoodRunFacts, ServiceState, StoreState, WatchedReport } from '../model/run.js';
import { count, moment } from './words/words.js';

/** A run as far as it says that the watch goes on. */
interface GoodRun {
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

/** A measure: its name, what it means, and its values by their labels. */
interface Metric {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  readonly values: readonly Value[];
}

interface Value {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The media type of {@link renderMetrics}. */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** A service's state in Prometheus' text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats). */
export const renderMetrics = (state: ServiceState): string =>
  [...ofProcess(state), ...ofStore(state)]
    .filter(({ values }) => values.length > 0)
    .map(render)
    .join('');

const gauge = (name: string, help: string, value: number | boolean | null | undefined): Metric => ({
  ...{ name, type: 'gauge', help },
  values: value === null || value === undefined ? [] : [{ value: Number(value) }],
});

const counter = (name: string, help: string, values: readonly Value[]): Metric => ({
  ...{ name, type: 'counter', help, values },
});

const ofProcess = ({ version, leads, visits, traffic }: ServiceState): readonly Metric[] => [
  {
    ...{ name: 'citewatch_build_info', type: 'gauge', help: 'Which citewatch this is; always 1.' },
    values: [{ labels: { version }, value: 1 }],
  },
  gauge('citewatch_scheduler_active', 'Whether this scheduler works (1) or stands by (0).', leads),
  counter(
    'citewatch_visits_total',
    'Visits by this process, by the class of the status that answered or the kind of failure.',
    [...visits].sort().map(([outcome, value]) => ({ labels: { outcome }, value })),
  ),
  counter(
    'citewatch_requests_total',
    'Requests that were sent for this process, redirects and retries included.',
    [{ value: traffic.requests }],
  ),
  counter('citewatch_received_bytes_total', 'Bytes of bodies received, unpacked.', [
    { value: traffic.bytes },
  ]),
];

const labelOf = (report: string | null): NonNullable<Value['labels']> => (report === null ? {} : { report });

/** What a measure of each report says, but for those of which it is not known. */
const each = <T extends { readonly report: string | null }>(
  of: readonly T[],
  measured: (one: T) => number | boolean | null | undefined,
): readonly Value[] =>
  of.flatMap((one) => {
    const value = measured(one);
    return value == null ? [] : [{ labels: labelOf(one.report), value: Number(value) }];
  });

/** What is told of a report's last good run, where there is anything. */
interface Told {
  readonly report: string | null;
  readonly good?: GoodRunFacts;
}

/** Every severity and state, so that an alarm sees a nought and not a gap. */
const foundIn = ({ report, good: { found } = {} }: Told): readonly Value[] =>
  found === undefined
    ? []
    : SEVERITIES.flatMap((severity) =>
        STATES.map((state) => ({
          labels: { ...labelOf(report), severity, state },
          value: found[severity]?.[state] ?? 0,
        })),
      );

const linksIn = ({ report, good: { links } = {} }: Told): readonly Value[] =>
  links === undefined
    ? []
    : LINK_STATUSES.map((link) => ({ labels: { ...labelOf(report), link }, value: links[link] ?? 0 }));

const SEVERITIES = ['high', 'medium', 'low'] as const satisfies readonly Severity[];
const STATES = ['new', 'open', 'acknowledged', 'resolved'] as const satisfies readonly FindingState[];

/** What nights came to. */
function ofNights({ nights, reports = [] }: StoreState): readonly Metric[] {
  const told = reports.map(({ report, good }): Told => (good === null ? { report } : { report, good }));
  const measure = (name: string, help: string, values: readonly Value[]): Metric => ({
    ...{ name, type: 'gauge', help, values },
  });
  return [
    measure(
      'citewatch_last_night_timestamp_seconds',
      'When the last good night of a report began: one that ended, looked at the whole list and saw the web. Private reports are not listed.',
      each(nights, ({ at }) => Date.parse(at) / 1000),
    ),
    measure(
      'citewatch_last_night_duration_seconds',
      'How long the last good night took.',
      each(told, ({ good }) => good?.seconds),
    ),
    measure(
      'citewatch_web_reached',
      'Whether the last night that ended saw the web (1) or was offline (0).',
      each(reports, ({ online }) => online),
    ),
    measure(
      'citewatch_findings',
      'Findings of the last good night, by severity and state.',
      told.flatMap(foundIn),
    ),
    measure(
      'citewatch_sources',
      'Sources in the last good night, by what their addresses came to.',
      told.flatMap(linksIn),
    ),
    measure(
      'citewatch_deliveries_failed',
      'Readers and webhooks that the last message to them did not reach.',
      each(reports, ({ undelivered }) => undelivered),
    ),
  ];
}

function ofStore({ store }: ServiceState): readonly Metric[] {
  const fleet = store?.fleet ?? null;
  return [
    gauge('citewatch_store_up', 'Whether the store answers.', store !== null),
    gauge(
      'citewatch_lanes_due',
      'Hosts that may be asked something now and that no worker holds.',
      fleet?.due,
    ),
    gauge('citewatch_lanes_held', 'Hosts that a worker holds.', fleet?.held),
    gauge('citewatch_asks_waiting', 'Requests that wait for their turn.', fleet?.waiting),
    gauge(
      'citewatch_oldest_ask_seconds',
      'For how long the oldest request that waits has waited.',
      fleet?.oldest,
    ),
    ...(store === null ? [] : ofNights(store)),
  ];
}

const render = ({ name, type, help, values }: Metric): string =>
  [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...values.map(({ labels = {}, value }) => `${name}${labelsOf(labels)} ${value}`),
    '',
  ].join('\n');

function labelsOf(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replace(/[\\"\n]/gu, escaped)}"`,
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

const escaped = (character: string): string => (character === '\n' ? '\\n' : `\\${character}`);
