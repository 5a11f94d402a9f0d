import {
  atLeast,
  byUrgency,
  FINDING_KINDS,
  type Finding,
  isActive,
  type Severity,
} from '../../model/finding.js';
import { LINT_RULES, type Lint, type LintRule } from '../../model/lint.js';
import type { JudgedRun } from '../../model/run.js';
import type { CitationVerdict, SourceVerdict } from '../../model/verdict.js';
import { escapeXml as esc } from '../escape.js';
import { offlineReason } from '../headline.js';
import { type LineOf, type LintFiles, lintMessage, placeParts, RULE_WORDS } from '../lint.js';
import { doubt, overview } from '../overview.js';
import { bySource, type Publication, titleOf } from '../publication.js';
import { plain } from '../terminal/screen.js';
import { actionOf, messageOf } from '../words/findings.js';
import type { Locale } from '../words/locale.js';
import { kindWords } from '../words/words.js';

const SARIF_LEVEL: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  high: 'error',
  medium: 'warning',
  low: 'note',
};

/** A log of one run in SARIF 2.1.0 (OASIS), which code hosts and editors show beside the lines. */
function sarifLog(version: string, rules: readonly object[], results: readonly object[]): string {
  const driver = { name: 'citewatch', version, rules };
  const runs = [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }];
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** A path as a URI reference, in which no sign of a file's name begins a query or a fragment. */
const fileUri = (path: string): string => encodeURI(path).replace(/[?#]/gu, encodeURIComponent);

interface FindingPlaces {
  readonly file: string;
  readonly lineOf: (finding: Finding) => number | undefined;
}

/** What is wrong with the citations tonight as SARIF: a rule a kind of finding. To suppress a result, acknowledge its finding: it stays in the file with a SARIF suppression that gives the decision. */
export const renderFindingsSarif = (
  locale: Locale,
  run: JudgedRun,
  places: FindingPlaces,
  version: string,
): string => {
  const { named } = overview(locale, run);
  const rules = FINDING_KINDS.map((kind) => ({
    id: kind,
    shortDescription: { text: locale.kinds[kind].name },
  }));
  const results = run.findings
    .filter(({ state }) => state !== 'resolved')
    .map((finding) =>
      resultOf(locale, finding, named.get(finding.source)?.title ?? finding.source, places),
    );
  return sarifLog(version, rules, results);
};

function resultOf(
  locale: Locale,
  finding: Finding,
  title: string,
  { file, lineOf }: FindingPlaces,
) {
  const { id, kind, severity, state, citation, source, decision } = finding;
  const text = plain(
    `${kindWords(locale, finding).name}: ${title}. ${messageOf(locale, finding)} ${actionOf(locale, finding)}`,
  );
  return {
    ruleId: kind,
    ruleIndex: FINDING_KINDS.indexOf(kind),
    level: SARIF_LEVEL[severity],
    message: { text },
    baselineState: state === 'new' ? 'new' : 'unchanged',
    // The same problem on every night, whatever line it moves to.
    partialFingerprints: { 'citewatchFinding/v1': id },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: fileUri(file) },
          region: { startLine: lineOf(finding) ?? 1 },
        },
        logicalLocations: [{ fullyQualifiedName: citation ?? source }],
      },
    ],
    ...(state === 'acknowledged'
      ? { suppressions: [{ kind: 'external', status: 'accepted', justification: decision ?? '' }] }
      : {}),
  };
}

const RULES = Object.keys(LINT_RULES) as readonly LintRule[];

export const renderSarif = (
  locale: Locale,
  lints: readonly Lint[],
  files: LintFiles,
  lineOf: LineOf,
  version: string,
): string =>
  sarifLog(
    version,
    RULES.map((rule) => ({
      id: rule,
      shortDescription: { text: RULE_WORDS[rule].name },
      help: { text: RULE_WORDS[rule].mend },
      defaultConfiguration: { level: SARIF_LEVEL[LINT_RULES[rule]] },
    })),
    lints.map((lint) => ({
      ruleId: lint.why.rule,
      ruleIndex: RULES.indexOf(lint.why.rule),
      level: SARIF_LEVEL[lint.severity],
      message: { text: `${lintMessage(locale, lint)} ${RULE_WORDS[lint.why.rule].mend}` },
      locations: [locationOf(lint, files, lineOf)],
    })),
  );

/** The line of `sources.json` where there is one: a report's file has pages and paragraphs, which SARIF knows by name alone. */
function locationOf({ place }: Lint, files: LintFiles, lineOf: LineOf) {
  const line = lineOf(place);
  const inReport = line === undefined && files.report !== null && place.file !== null;
  const names = placeParts(place);
  return {
    physicalLocation: {
      artifactLocation: {
        uri: fileUri((inReport ? files.report : files.sources) ?? files.sources),
      },
      ...(inReport ? {} : { region: { startLine: line ?? 1 } }),
    },
    ...(names.length === 0 ? {} : { logicalLocations: [{ fullyQualifiedName: names.join(', ') }] }),
  };
}

interface TestCase {
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly xml: string;
}

/**
 * A night as JUnit's XML, which CI services count and show: a test suite a report, a test case a citation. A citation fails
 * that a finding of high or medium severity is open about; what could not be checked is skipped.
 */
export function renderJunit(locale: Locale, run: JudgedRun, publication: Publication = {}): string {
  const active = bySource(run.findings.filter(isActive).toSorted(byUrgency));
  const suites = new Map<string, TestCase[]>();
  for (const source of run.sources)
    for (const citation of source.citations) {
      const cases = suites.get(citation.report) ?? [];
      suites.set(citation.report, cases);
      cases.push(caseOf(locale, run, source, citation, active.get(source.id) ?? []));
    }
  const written = [...suites].map(([report, cases]) =>
    suite(run, titleOf(report, publication), cases),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="citewatch">\n${written.join('')}</testsuites>\n`;
}

function suite(run: JudgedRun, title: string, cases: readonly TestCase[]): string {
  const n = (outcome: TestCase['outcome']) => cases.filter((one) => one.outcome === outcome).length;
  const at = run.run.startedAt.replace(/(?:\.\d+)?Z$/u, '');
  return `<testsuite name="${esc(title)}" tests="${cases.length}" failures="${n('failed')}" errors="0" skipped="${n('skipped')}" timestamp="${at}">\n${cases.map(({ xml }) => xml).join('')}</testsuite>\n`;
}

function caseOf(
  locale: Locale,
  run: JudgedRun,
  source: SourceVerdict,
  { id, report, section }: CitationVerdict,
  findings: readonly Finding[],
): TestCase {
  const own = findings.filter((f) => f.citation === null || f.citation === id);
  const grave = own.filter(({ severity }) => atLeast(severity, 'medium'));
  const unknown = run.run.online ? doubt(locale, source) : `${offlineReason(locale, run).words}.`;
  const ungraveOutcome = unknown === null ? 'passed' : 'skipped';
  const outcome = grave.length > 0 ? 'failed' : ungraveOutcome;
  const inside = [
    ...grave.map((finding) => failure(locale, finding)),
    ...(outcome === 'skipped' ? [`<skipped message="${esc(unknown ?? '')}"/>\n`] : []),
  ];
  const suiteName = section === null ? report : `${report}.${section}`;
  const head = `<testcase classname="${esc(suiteName)}" name="${esc(`${id}: ${source.title}`)}"`;
  return {
    outcome,
    xml: inside.length === 0 ? `${head}/>\n` : `${head}>\n${inside.join('')}</testcase>\n`,
  };
}

const failure = (locale: Locale, finding: Finding): string =>
  `<failure type="${finding.kind}" message="${esc(kindWords(locale, finding).name)}">${esc(`${messageOf(locale, finding)} ${actionOf(locale, finding)}`)}</failure>\n`;
