import { describe, expect, it } from 'vitest';
import { goodRunFacts, outcomeName, type ServiceState } from '../../src/model/run.js';
import { renderMetrics } from '../../src/surfaces/status.js';

/** What is told of a night whose facts are as those of a run are. */
const FACTS = { id: 7, online: true, sources: 9, citations: 9, quotes: 9, requests: 9, bytes: 9 };
const GOOD = goodRunFacts({
  ...FACTS,
  startedAt: '2025-10-01T03:00:00.000Z',
  finishedAt: '2025-10-01T03:12:30.000Z',
  links: { alive: 30, 'soft-404': 1 },
  found: { high: { new: 1, open: 2 }, low: { acknowledged: 4 } },
});

const STATE: ServiceState = {
  version: '1.2.3',
  store: {
    fleet: { due: 3, held: 2, waiting: 40, oldest: 12.5 },
    nights: [
      { report: 'ASI "2025"\\x', at: '2025-10-01T03:00:00.000Z' },
      { report: 'two\nlines', at: '2025-10-02T03:00:00.000Z' },
    ],
    reports: [
      { report: 'ASI "2025"\\x', since: null, online: false, undelivered: 2, good: GOOD },
      { report: 'two\nlines', since: null, online: true, undelivered: 0, good: null },
      { report: 'never', since: null, online: null, undelivered: 0, good: null },
    ],
  },
  leads: true,
  visits: new Map([
    ['timeout', 1],
    ['2xx', 7],
  ]),
  traffic: { requests: 9, bytes: 1234 },
};

/** Every line as the text format 0.0.4 wants it: comments, and samples with escaped labels. */
const LINE =
  /^(?:# HELP \w+ [^\n]+|# TYPE \w+ (?:counter|gauge)|\w+(?:\{\w+="(?:[^"\\\n]|\\[\\"n])*"(?:,\w+="(?:[^"\\\n]|\\[\\"n])*")*\})? -?[\d.e+-]+)$/u;

describe('the metrics of a service', () => {
  const text = renderMetrics(STATE);
  const lines = text.trimEnd().split('\n');

  it('are lines of Prometheus’ text format, each measure with its help and type before its values', () => {
    expect(lines.filter((line) => !LINE.test(line))).toEqual([]);
    expect(text.endsWith('\n')).toBe(true);
    const names = lines
      .filter((line) => line.startsWith('# TYPE'))
      .map((line) => line.split(' ')[2]);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) {
      const help = lines.findIndex((line) => line.startsWith(`# HELP ${name} `));
      expect(lines[help + 1]?.startsWith(`# TYPE ${name} `)).toBe(true);
      expect(lines[help + 2]).toMatch(new RegExp(`^${name}[ {]`, 'u'));
    }
  });

  it('say what there is, and escape what reports are called', () => {
    expect(lines).toEqual(
      expect.arrayContaining([
        'citewatch_build_info{version="1.2.3"} 1',
        'citewatch_store_up 1',
        'citewatch_scheduler_active 1',
        'citewatch_lanes_due 3',
        'citewatch_lanes_held 2',
        'citewatch_asks_waiting 40',
        'citewatch_oldest_ask_seconds 12.5',
        'citewatch_visits_total{outcome="2xx"} 7',
        'citewatch_visits_total{outcome="timeout"} 1',
        'citewatch_requests_total 9',
        'citewatch_received_bytes_total 1234',
        'citewatch_last_night_timestamp_seconds{report="ASI \\"2025\\"\\\\x"} 1759287600',
        'citewatch_last_night_timestamp_seconds{report="two\\nlines"} 1759374000',
      ]),
    );
  });

  it('are what people set alarms on: findings, addresses, the night’s length, the web, deliveries', () => {
    const of = 'report="ASI \\"2025\\"\\\\x"';
    expect(lines).toEqual(
      expect.arrayContaining([
        `citewatch_findings{${of},severity="high",state="new"} 1`,
        `citewatch_findings{${of},severity="high",state="open"} 2`,
        `citewatch_findings{${of},severity="low",state="acknowledged"} 4`,
        // A nought, so that an alarm sees it end.
        `citewatch_findings{${of},severity="medium",state="new"} 0`,
        `citewatch_sources{${of},link="alive"} 30`,
        `citewatch_sources{${of},link="soft-404"} 1`,
        `citewatch_sources{${of},link="gone"} 0`,
        `citewatch_last_night_duration_seconds{${of}} 750`,
        `citewatch_web_reached{${of}} 0`,
        `citewatch_deliveries_failed{${of}} 2`,
        'citewatch_deliveries_failed{report="two\\nlines"} 0',
      ]),
    );
    // Of a report without a night nothing is said that a night says, and of a store of before what it knows.
    expect(lines.filter((line) => line.includes('"never"'))).toEqual([
      'citewatch_deliveries_failed{report="never"} 0',
    ]);
    expect(text).not.toMatch(/(?:findings|sources|duration_seconds)\{report="two/u);
  });

  it('are so many of a report at most, whatever its findings are about', () => {
    const ofReport = (count: readonly string[]) =>
      count.filter((line) => line.includes('ASI')).length;
    expect(ofReport(lines)).toBe(12 + 9 + 4);
  });

  it('give no length to a night that judged another again, nor to one whose clock was set back', () => {
    const facts = {
      ...FACTS,
      startedAt: '2025-10-02T03:00:00.000Z',
      finishedAt: '2025-10-02T03:00:09.000Z',
    };
    expect(goodRunFacts(facts).seconds).toBe(9);
    expect(goodRunFacts({ ...facts, rejudges: 6 }).seconds).toBeUndefined();
    expect(
      goodRunFacts({ ...facts, finishedAt: '2025-10-02T02:59:00.000Z' }).seconds,
    ).toBeUndefined();
  });

  it('leave out what is not known: a store that is away, a folder without a fleet', () => {
    const away = renderMetrics({ ...STATE, store: null, leads: null });
    expect(away).toContain('citewatch_store_up 0\n');
    expect(away).not.toMatch(/lanes|asks|last_night|scheduler/u);
    const at = '2025-10-01T03:00:00.000Z';
    const alone = renderMetrics({
      ...STATE,
      store: { fleet: null, nights: [{ report: null, at }] },
    });
    expect(alone).toContain('\ncitewatch_last_night_timestamp_seconds 1759287600\n');
    expect(alone).not.toContain('lanes');
  });
});

it('an outcome is named by the class of its status, a failure by its kind', () => {
  expect([200, 304, 404, 503].map((http) => outcomeName({ kind: 'answered', http }))).toEqual([
    '2xx',
    '3xx',
    '4xx',
    '5xx',
  ]);
  expect(outcomeName({ kind: 'failed', failure: 'timeout' })).toBe('timeout');
});
