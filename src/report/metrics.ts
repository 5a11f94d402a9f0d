import type { ServiceState } from '../model/service-state.js';

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

function ofStore({ store }: ServiceState): readonly Metric[] {
  const { fleet = null, nights = [] } = store ?? {};
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
    {
      ...{ name: 'citewatch_last_night_timestamp_seconds', type: 'gauge' },
      help: 'When the last finished night of a report began. Private reports are not listed.',
      values: nights.map(({ report, at }) => ({
        labels: report === null ? {} : { report },
        value: Date.parse(at) / 1000,
      })),
    },
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
