import type { FindingState, Severity } from '../model/finding.js';
import { LINK_STATUSES } from '../model/link-verdict.js';
import type { GoodNight, ServiceState, StoreState } from '../model/service-state.js';

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
  readonly good?: GoodNight;
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
