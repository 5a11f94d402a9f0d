import { atLeast, byUrgency, type Finding, isActive } from '../../model/finding.js';
import type { JudgedRun } from '../../model/run.js';
import type { CitationVerdict, SourceVerdict } from '../../model/verdict.js';
import { escapeXml as esc } from '../escape.js';
import { offlineReason } from '../headline.js';
import { doubt } from '../overview.js';
import { bySource, type Publication, titleOf } from '../publication.js';
import { actionOf, messageOf } from '../words/findings.js';
import { kindWords } from '../words/words.js';

interface TestCase {
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly xml: string;
}

/**
 * A night as JUnit's XML, which CI services count and show: a test suite a report, a test case a citation. A citation fails
 * that a finding of high or medium severity is open about; what could not be checked is skipped.
 */
export function renderJunit(run: JudgedRun, publication: Publication = {}): string {
  const active = bySource(run.findings.filter(isActive).toSorted(byUrgency));
  const suites = new Map<string, TestCase[]>();
  for (const source of run.sources)
    for (const citation of source.citations) {
      const cases = suites.get(citation.report) ?? [];
      suites.set(citation.report, cases);
      cases.push(caseOf(run, source, citation, active.get(source.id) ?? []));
    }
  const written = [...suites].map(([report, cases]) => suite(run, titleOf(report, publication), cases));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="citewatch">\n${written.join('')}</testsuites>\n`;
}

function suite(run: JudgedRun, title: string, cases: readonly TestCase[]): string {
  const n = (outcome: TestCase['outcome']) => cases.filter((one) => one.outcome === outcome).length;
  const at = run.run.startedAt.replace(/(?:\.\d+)?Z$/u, '');
  return `<testsuite name="${esc(title)}" tests="${cases.length}" failures="${n('failed')}" errors="0" skipped="${n('skipped')}" timestamp="${at}">\n${cases.map(({ xml }) => xml).join('')}</testsuite>\n`;
}

function caseOf(
  run: JudgedRun,
  source: SourceVerdict,
  { id, report, section }: CitationVerdict,
  findings: readonly Finding[],
): TestCase {
  const own = findings.filter((f) => f.citation === null || f.citation === id);
  const grave = own.filter(({ severity }) => atLeast(severity, 'medium'));
  const unknown = run.run.online ? doubt(source) : `${offlineReason(run).words}.`;
  const outcome = grave.length > 0 ? 'failed' : unknown === null ? 'passed' : 'skipped';
  const inside = [
    ...grave.map(failure),
    ...(outcome === 'skipped' ? [`<skipped message="${esc(unknown ?? '')}"/>\n`] : []),
  ];
  const suiteName = section === null ? report : `${report}.${section}`;
  const head = `<testcase classname="${esc(suiteName)}" name="${esc(`${id}: ${source.title}`)}"`;
  return { outcome, xml: inside.length === 0 ? `${head}/>\n` : `${head}>\n${inside.join('')}</testcase>\n` };
}

const failure = (finding: Finding): string =>
  `<failure type="${finding.kind}" message="${esc(kindWords(finding).name)}">${esc(`${messageOf(finding)} ${actionOf(finding)}`)}</failure>\n`;
