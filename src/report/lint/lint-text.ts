import type { Lint, LintPlace } from '../../model/lint.js';
import { count } from '../words.js';
import { filePlace, lintMessage } from './lint-message.js';
import { RULE_WORDS } from './lint-words.js';

/** The line of `sources.json` at which a place stands; undefined where it stands nowhere in it. */
export type LineOf = (place: LintPlace) => number | undefined;

/** The files that places are in, as they were named. */
export interface LintFiles {
  readonly sources: string;
  readonly report: string | null;
}

/** What is wrong, by rule, worst first, each with its places and how it is mended. */
export function renderLint(lints: readonly Lint[], files: LintFiles, lineOf: LineOf): string {
  const rules = [...new Set(lints.map(({ why }) => why.rule))];
  const blocks = rules.map((rule) => {
    const own = lints.filter(({ why }) => why.rule === rule);
    const { name, mend } = RULE_WORDS[rule];
    const lines = own.map(
      ({ place, why }) => `  ${placeWords(place, files, lineOf)}\n    ${lintMessage(why)}`,
    );
    return `${own[0]?.severity}  ${name} (${rule}, ${own.length})\n${lines.join('\n')}\n  → ${mend}\n`;
  });
  return lints.length === 0
    ? 'Nothing is wrong with the citations.\n'
    : `${blocks.join('\n')}\n${count(lints.length, 'thing', 'things')} to mend, by ${count(rules.length, 'rule', 'rules')}.\n`;
}

/** Where it is: the section and citation, the page and paragraph of the report's file, the line of `sources.json`. */
function placeWords(place: LintPlace, files: LintFiles, lineOf: LineOf): string {
  const line = lineOf(place);
  const parts = [
    place.section === null ? '' : `section ${place.section}`,
    place.citation ?? place.source ?? '',
    place.file === null || files.report === null ? '' : `${files.report}, ${filePlace(place.file)}`,
    line === undefined ? '' : `${files.sources}:${line}`,
  ];
  return parts.filter((part) => part !== '').join(' · ') || (place.report ?? files.sources);
}
