import type { FindingState, Severity } from '../model/finding.js';
import { LINK_STATUSES } from '../model/link.js';
import type { RunFacts, ServiceState, StoreState, WatchedReport } from '../model/run.js';
import { commandMessages } from './words/catalogues.js';
import type { Locale } from './words/locale.js';
import words from './words/metrics.json' with { type: 'json' };
import { count, moment } from './words/words.js';

/** A run as far as it says that the watch goes on: one that saw nothing of the web, looked at a part or could not be kept is no good one. */
type GoodRun = Pick<RunFacts, 'id' | 'startedAt' | 'online' | 'partOf' | 'unkept'>;

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

/** Milliseconds that the last good run may be old with nightly checks, our choice: half a day for one that is slow, or late. */
export const DAILY_MAX_AGE = 36 * HOUR;

/** Milliseconds since a good run that was begun at an instant, ISO, and whether it may be so many, before or after now. */
const ageOf = (
  at: string,
  now: Date,
  maxAge: number,
): { readonly age: number; readonly ok: boolean } => {
  const age = now.getTime() - Date.parse(at);
  return { age, ok: Math.abs(age) <= maxAge };
};

/** Whether the watch goes on: the last good run may be `maxAge` milliseconds old. */
export function statusOf(
  { last, good }: Pick<Status, 'last' | 'good'>,
  now: Date,
  maxAge: number,
): Status {
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
  const good = new Set(nights.map(({ report }) => report));
  const late = [
    ...nights.filter(({ at }) => !ageOf(at, now, maxAge).ok).map(({ report }) => report),
    ...reports.flatMap(({ report, since }) => {
      const from = Math.max(started.getTime(), since === null ? 0 : Date.parse(since));
      return !good.has(report) && now.getTime() - from > maxAge ? [report] : [];
    }),
  ];
  if (late.length === 0) return null;
  const named =
    late[0] == null ? '' : ` of ${late[0]}${late.length > 1 ? ` and ${late.length - 1} more` : ''}`;
  return `no good run${named} within ${hours(maxAge)}`;
}

const hours = (milliseconds: number): string => {
  const n = Math.floor(milliseconds / HOUR);
  return n < 48 ? count(n, 'hour', 'hours') : count(Math.floor(n / 24), 'day', 'days');
};

export function renderStatus(locale: Locale, { last, good, age, maxAge, ok }: Status): string {
  const lesser = last?.id === good?.id ? null : last;
  const isFuture = age !== null && age < -HOUR;
  const values = {
    good: good?.id,
    at: good && moment(locale, good.startedAt),
    ok,
    limit: hours(maxAge),
    wrong: age !== null && age < 0,
    lesser: lesser?.id,
    online: lesser?.online,
    partOf: lesser?.partOf,
    future: isFuture,
    ago: age !== null && !isFuture && age < HOUR ? 'less than an hour' : hours(Math.abs(age ?? 0)),
  };
  return `${locale.fill(commandMessages.status.text, values)}\n`;
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

/** The media type of {@link renderMetrics}. */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

type Labels = Readonly<Record<string, string>>;
type Value = readonly [labels: Labels, value: number];

/** The values of each metric; one without any is left out. */
type Values = Readonly<Record<keyof typeof words.metrics, readonly Value[]>>;

/** A service's state in Prometheus' text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats). */
export const renderMetrics = (state: ServiceState): string => {
  const values = valuesOf(state);
  return Object.entries(words.metrics)
    .map(([name, { type, help }]) => render(name, type, help, values[name as keyof Values]))
    .join('');
};

const metricLines = (
  value: number | boolean | null | undefined,
  labels: Labels = {},
): readonly Value[] => (value === null || value === undefined ? [] : [[labels, Number(value)]]);

const labelOf = (report: string | null): Labels => (report === null ? {} : { report });

function valuesOf({ version, leads, visits, traffic, store }: ServiceState): Values {
  const { fleet = null, nights = [], reports = [] } = store ?? {};
  const each = (value: (one: WatchedReport) => number | boolean | null | undefined) =>
    reports.flatMap((one) => metricLines(value(one), labelOf(one.report)));
  return {
    citewatch_build_info: [[{ version }, 1]],
    citewatch_scheduler_active: metricLines(leads),
    citewatch_visits_total: [...visits].sort().map(([outcome, value]) => [{ outcome }, value]),
    citewatch_requests_total: metricLines(traffic.requests),
    citewatch_received_bytes_total: metricLines(traffic.bytes),
    citewatch_store_up: metricLines(store !== null),
    citewatch_lanes_due: metricLines(fleet?.due),
    citewatch_lanes_held: metricLines(fleet?.held),
    citewatch_asks_waiting: metricLines(fleet?.waiting),
    citewatch_oldest_ask_seconds: metricLines(fleet?.oldest),
    citewatch_last_night_timestamp_seconds: nights.map(({ report, at }) => [
      labelOf(report),
      Date.parse(at) / 1000,
    ]),
    citewatch_last_night_duration_seconds: each(({ good }) => good?.seconds),
    citewatch_web_reached: each(({ online }) => online),
    citewatch_findings: reports.flatMap(findingsIn),
    citewatch_sources: reports.flatMap(linksIn),
    citewatch_deliveries_failed: each(({ undelivered }) => undelivered),
  };
}

const SEVERITIES = ['high', 'medium', 'low'] as const satisfies readonly Severity[];
const STATES = [
  'new',
  'open',
  'acknowledged',
  'resolved',
] as const satisfies readonly FindingState[];

/** Every severity and state, so that an alarm sees a zero and not a gap. */
function findingsIn({ report, good }: WatchedReport): readonly Value[] {
  const found = good?.found;
  if (found === undefined) return [];
  return SEVERITIES.flatMap((severity) =>
    STATES.map(
      (state): Value => [{ ...labelOf(report), severity, state }, found[severity]?.[state] ?? 0],
    ),
  );
}

function linksIn({ report, good }: WatchedReport): readonly Value[] {
  const links = good?.links;
  if (links === undefined) return [];
  return LINK_STATUSES.map((link) => [{ ...labelOf(report), link }, links[link] ?? 0]);
}

const render = (name: string, type: string, help: string, values: readonly Value[]): string =>
  values.length === 0
    ? ''
    : [
        `# HELP ${name} ${help}`,
        `# TYPE ${name} ${type}`,
        ...values.map(([labels, value]) => `${name}${labelsOf(labels)} ${value}`),
        '',
      ].join('\n');

function labelsOf(labels: Labels): string {
  const escapeLabel = (text: string): string =>
    text.replace(/[\\"]/gu, '\\$&').replaceAll('\n', '\\n');
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
