import { FINDING_KINDS, type Finding } from '../model/finding.js';
import type { Run } from '../model/run.js';
import type { Verdicts } from '../model/verdicts.js';
import { KIND } from './kind-words.js';
import { overview } from './overview.js';
import { actionOf, messageOf } from './reasons/finding.js';
import { SARIF_LEVEL, sarifLog } from './sarif.js';
import { plain } from './terminal/screen.js';
import { kindWords } from './words.js';

/** Where findings stand: in which file, and on which line of it. */
export interface FindingPlaces {
  readonly file: string;
  readonly lineOf: (finding: Finding) => number | undefined;
}

/** What is wrong with the citations tonight as SARIF: a rule a kind of finding. What was decided is there, suppressed. */
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
