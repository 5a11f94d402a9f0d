import { LINT_RULES, type Lint, type LintRule } from '../../model/lint.js';
import { SARIF_LEVEL, sarifLog } from '../sarif.js';
import { filePlace, lintMessage } from './lint-message.js';
import type { LineOf, LintFiles } from './lint-text.js';
import { RULE_WORDS } from './lint-words.js';

const RULES = Object.keys(LINT_RULES) as readonly LintRule[];

/** What is wrong as SARIF. */
export const renderSarif = (
  lints: readonly Lint[],
  files: LintFiles,
  lineOf: LineOf,
  version: string,
): string =>
  sarifLog(
    version,
    RULES.map(ruleOf),
    lints.map((lint) => resultOf(lint, files, lineOf)),
  );

const ruleOf = (rule: LintRule) => ({
  id: rule,
  shortDescription: { text: RULE_WORDS[rule].name },
  help: { text: RULE_WORDS[rule].mend },
  defaultConfiguration: { level: SARIF_LEVEL[LINT_RULES[rule]] },
});

const resultOf = (lint: Lint, files: LintFiles, lineOf: LineOf) => ({
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
