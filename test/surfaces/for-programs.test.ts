import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.js';
import type { Lint } from '../../src/model/lint.js';
import type { Run } from '../../src/model/run.js';
import {
  renderFindingsSarif,
  renderJunit,
  renderSarif,
} from '../../src/surfaces/files/ci-reports.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { RUN } from './fixture-night.js';
import { citation, finding, PUBLICATION, quote, source } from './fixture-run.js';
import { junitFaults } from './junit-rules.js';
import { publishedSarif, SARIF_LOG } from './sarif-shape.js';

const [first] = RUN.findings as readonly [Finding];
const HOSTILE: Run = {
  ...RUN,
  findings: [
    {
      ...first,
      why: { kind: 'told', message: '<b>&\u202e"]]>\u0007\n::error::x', action: '{{x}}' },
    },
    ...RUN.findings.slice(1),
  ],
};

describe('the findings as SARIF', () => {
  const sarif = (run: Run, file = 'sources.json') =>
    JSON.parse(
      renderFindingsSarif(
        ENGLISH,
        run,
        { file, lineOf: ({ quote }) => (quote ? 42 : undefined) },
        '1.2.3',
      ),
    );
  const log = sarif(RUN);

  it('have the shape that SARIF 2.1.0 asks for, and would be refused with another', () => {
    expect(SARIF_LOG.safeParse(log).error).toBeUndefined();
    expect(SARIF_LOG.safeParse({ ...log, version: '2.0.0' }).success).toBe(false);
    const [run] = log.runs;
    const misnamed = { ...run, results: [{ ...run.results[0], ruleIndex: 21 }] };
    expect(SARIF_LOG.safeParse({ ...log, runs: [misnamed] }).success).toBe(false);
  });

  it.each([
    ['my report/sources.json', 'my%20report/sources.json'],
    ['why? #1 [b]/50%.json', 'why%3F%20%231%20%5Bb%5D/50%25.json'],
    ['Länder/國.json', 'L%C3%A4nder/%E5%9C%8B.json'],
  ])('name a file %s by a reference that leads to it and to nothing else', (file, uri) => {
    const [{ results }] = sarif(RUN, file).runs;
    expect(results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
    const { pathname, hash, search } = new URL(uri, 'file:///');
    expect([decodeURIComponent(pathname), hash, search]).toEqual([`/${file}`, '', '']);
  });

  it('tell what is open and what was decided, each with a fingerprint of its own, and not what is over', () => {
    const { results } = log.runs[0];
    expect(results.length).toBe(RUN.findings.filter((f) => f.state !== 'resolved').length);
    const prints = results.map((r: { partialFingerprints: object }) =>
      JSON.stringify(r.partialFingerprints),
    );
    expect(new Set(prints).size).toBe(results.length);
    const decided = results.filter((r: { suppressions?: unknown }) => r.suppressions !== undefined);
    expect(decided.length).toBe(RUN.findings.filter((f) => f.state === 'acknowledged').length);
    expect(decided.length).toBeGreaterThan(0);
  });

  it('stand on the line of the quotation, in a file whose name is a URI', () => {
    const [{ results }] = sarif(RUN, 'my report/sources.json').runs;
    const { artifactLocation, region } = results[0].locations[0].physicalLocation;
    expect(artifactLocation.uri).toBe('my%20report/sources.json');
    expect(region.startLine).toBe(first.quote === null ? 1 : 42);
  });

  it('say what a page says as text', () => {
    const { results } = sarif(HOSTILE).runs[0];
    expect(results[0].message.text).toContain('<b>&"]]> ::error::x');
  });
});

describe('what the published schema of SARIF 2.1.0 says', () => {
  const schema = publishedSarif();
  const places = { file: 'a b/sources.json', lineOf: () => 3 };
  const log = (run: Run) => JSON.parse(renderFindingsSarif(ENGLISH, run, places, '1.2.3'));

  it('of the findings of a night, also of a hostile one and of one that found nothing, is that they are sound', () => {
    for (const run of [RUN, HOSTILE, { ...RUN, findings: [] }])
      expect(schema.safeParse(log(run)).error?.issues).toBeUndefined();
  });

  it('of what lint finds, in sources.json and in a report, is the same', () => {
    const nowhere = {
      report: null,
      section: null,
      citation: 'R/1',
      source: 'a',
      title: 'A title',
      file: null,
    };
    const lint = (file: Lint['place']['file']): Lint => ({
      severity: 'low',
      why: { rule: 'no-pinpoint', pages: 12 },
      place: { ...nowhere, file },
    });
    const files = { sources: 'sources.json', report: 'my report #2.docx' };
    const lints = [lint(null), lint({ page: 3, paragraph: 20 })];
    const found = JSON.parse(
      renderSarif(ENGLISH, lints, files, ({ file }) => (file === null ? 7 : undefined), '1.2.3'),
    );
    expect(schema.safeParse(found).error?.issues).toBeUndefined();
    expect(found.runs[0].results).toHaveLength(2);
  });

  it.each<[string, (result: Record<string, unknown>) => object]>([
    ['a level that there is not', () => ({ level: 'fatal' })],
    ['a state that there is not', () => ({ baselineState: 'old' })],
    ['a misspelt name', () => ({ ruleID: 'x' })],
    ['no message', () => ({ message: undefined })],
    ['a number for a fingerprint', () => ({ partialFingerprints: { a: 1 } })],
    [
      'a path with a blank',
      () => ({ locations: [{ physicalLocation: { artifactLocation: { uri: 'a b' } } }] }),
    ],
    [
      'a line before the first',
      () => ({ locations: [{ physicalLocation: { region: { startLine: 0 } } }] }),
    ],
    [
      'a region that begins nowhere',
      () => ({ locations: [{ physicalLocation: { region: { endLine: 3 } } }] }),
    ],
    [
      'the same suppression twice',
      () => ({ suppressions: [{ kind: 'external' }, { kind: 'external' }] }),
    ],
  ])('of a result with %s is that it is none', (_, change) => {
    const { runs, ...rest } = log(RUN);
    const [run] = runs;
    const results = [{ ...run.results[0], ...change(run.results[0]) }];
    expect(schema.safeParse({ ...rest, runs: [{ ...run, results }] }).success).toBe(false);
  });
});

describe('the citations as JUnit’s test cases', () => {
  const xml = (run: Run) => load(renderJunit(ENGLISH, run, PUBLICATION), { xml: true });
  const $ = xml(RUN);
  const citations = RUN.sources.flatMap((source) => source.citations);

  it('are one a citation, and the suite counts them', () => {
    expect($('testcase').length).toBe(citations.length);
    for (const suite of $('testsuite')) {
      const of = (what: string) => String($(suite).find(what).length);
      expect($(suite).attr('tests')).toBe(of('testcase'));
      expect($(suite).attr('failures')).toBe(of('testcase:has(failure)'));
      expect($(suite).attr('skipped')).toBe(of('skipped'));
      expect($(suite).attr('timestamp')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
    }
  });

  it('fail where a person is needed, are skipped where it could not be known, and pass otherwise', () => {
    const named = (id: string) => $(`testcase[name^="${id}: "]`);
    expect(
      named(first.citation ?? '')
        .find('failure')
        .attr('type'),
    ).toBe(first.kind);
    const failed = $('testcase:has(failure)').length;
    const skipped = $('testcase:has(skipped)').length;
    expect(failed).toBeGreaterThan(0);
    expect(skipped).toBeGreaterThan(0);
    expect(citations.length - failed - skipped).toBeGreaterThan(0);
    expect($('testcase:has(failure):has(skipped)').length).toBe(0);
  });

  it('are what the schema of Jenkins allows, whatever a page says', () => {
    for (const run of [RUN, HOSTILE, { ...RUN, sources: [] }])
      expect(junitFaults(renderJunit(ENGLISH, run, PUBLICATION))).toEqual([]);
  });

  it.each([
    ['<testsuite name=', '<testsuite title=', 'testsuite has no name'],
    ['<testcase ', '<testcase state="new" ', 'testcase has an attribute state'],
    ['<skipped', '<ignored', 'ignored stands in testcase'],
    ['</testsuite>', 'some words</testsuite>', 'text stands in testsuite'],
    ['<testsuite ', '<testsuite time="2 s" ', 'testsuite took 2 s'],
  ])('would be refused with %s made %s', (right, wrong, fault) => {
    expect(junitFaults(renderJunit(ENGLISH, RUN, PUBLICATION).replace(right, wrong))).toContain(
      fault,
    );
  });

  it.each([
    ['high', 1],
    ['medium', 1],
    ['low', 0],
  ] as const)('fail by a finding of weight: %s', (severity, failures) => {
    const sound = source('s', 'P', 'T', 'https://s.example/', {
      citations: [citation(1, '1', [quote('q', 'Words.')])],
    });
    const findings = [finding('edition-newer', severity, 's', 'm', 'a')];
    expect(xml({ ...RUN, sources: [sound], findings })('testcase:has(failure)').length).toBe(
      failures,
    );
  });

  it('are all skipped on a night that saw nothing of the web', () => {
    const blind = xml({ ...RUN, run: { ...RUN.run, online: false }, findings: [] });
    expect(blind('testcase:has(skipped)').length).toBe(citations.length);
  });

  it('say what a page says as text', () => {
    expect(renderJunit(ENGLISH, HOSTILE)).not.toContain('\u0007');
    expect(xml(HOSTILE)('failure').text()).toContain('<b>&');
  });
});
