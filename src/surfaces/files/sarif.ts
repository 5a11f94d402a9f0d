import { FINDING_KINDS, type Finding, type Severity } from '../../model/finding.js';
import { LINT_RULES, type Lint, type LintRule } from '../../model/lint.js';
import type { Run } from '../../model/run.js';
import type { Verdicts } from '../../model/verdicts.js';
import type { LineOf, LintFiles } from '../lint.js';
import { overview } from '../overview.js';
import { plain } from '../terminal/screen.js';
import { actionOf, messageOf } from '../words/findings.js';
import { filePlace, lintMessage, RULE_WORDS } from '../words/lint.js';
import { KIND, kindWords } from '../words/words.js';

const SARIF_LEVEL: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  high: 'error',
  medium: 'warning',
  low: 'note',
};

/** A log of one run in SARIF 2.1.0 (OASIS), which code hosts and editors show beside the lines. */
const sarifLog = (version: string, rules: readonly object[], results: readonly object[]): string =>
  `${JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [{ tool: { driver: { name: 'citewatch', version, rules } }, columnKind: 'utf16CodeUnits', results }],
    },
    null,
    2,
  )}\n`;

interface FindingPlaces {
  readonly file: string;
  readonly lineOf: (finding: Finding) => number | undefined;
}

/** What is wrong with the citations tonight as SARIF: a rule a kind of finding. To suppress a result, acknowledge its finding: it stays in the file with a SARIF suppression that gives the decision. */
export const renderFindingsSarif = (run: Run<Verdicts>, places: FindingPlaces, version: string): string => {
  const { named } = overview(run);
  const rules = FINDING_KINDS.map((kind) => ({ id: kind, shortDescription: { text: KIND[kind].name } }));
  const results = run.findings
    .filter(({ state }) => state !== 'resolved')
    .map((finding) => resultOf(finding, named.get(finding.source)?.title ?? finding.source, places));
  return sarifLog(version, rules, results);
};

function resultOf(finding: Finding, title: string, { file, lineOf }: FindingPlaces) {
  const { id, kind, severity, state, citation, source, decision } = finding;
  const text = plain(`${kindWords(finding).name}: ${title}. ${messageOf(finding)} ${actionOf(finding)}`);
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
          artifactLocation: { uri: encodeURI(file) },
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

/** What is wrong as SARIF. */
export const renderSarif = (lints: readonly Lint[], files: LintFiles, lineOf: LineOf, version: string): string =>
  sarifLog(
    version,
    RULES.map(ruleOf),
    lints.map((lint) => lintResult(lint, files, lineOf)),
  );

const ruleOf = (rule: LintRule) => ({
  id: rule,
  shortDescription: { text: RULE_WORDS[rule].name },
  help: { text: RULE_WORDS[rule].mend },
  defaultConfiguration: { level: SARIF_LEVEL[LINT_RULES[rule]] },
});

const lintResult = (lint: Lint, files: LintFiles, lineOf: LineOf) => ({
  ruleId: lint.why.rule,
  ruleIndex: RULES.indexOf(lint.why.rule),
  level: SARIF_LEVEL[lint.severity],
  message: { text: `${lintMessage(lint)} ${RULE_WORDS[lint.why.rule].mend}` },
  locations: [locationOf(lint, files, lineOf)],
});

/** The line of `sources.json` where there is one: a report's file has pages and paragraphs, which SARIF knows by name alone. */
function locationOf({ place }: Lint, files: LintFiles, lineOf: LineOf) {
  const line = lineOf(place);
  const inReport = line === undefined && files.report !== null && place.file !== null;
  const names = [
    place.section === null ? '' : `section ${place.section}`,
    place.citation ?? place.source ?? '',
    place.file === null ? '' : filePlace(place.file),
  ].filter((name) => name !== '');
  return {
    physicalLocation: {
      artifactLocation: { uri: encodeURI((inReport ? files.report : files.sources) ?? files.sources) },
      ...(inReport ? {} : { region: { startLine: line ?? 1 } }),
    },
    ...(names.length === 0 ? {} : { logicalLocations: [{ fullyQualifiedName: names.join(', ') }] }),
  };
}
