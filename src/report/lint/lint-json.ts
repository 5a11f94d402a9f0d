import type { Lint } from '../../model/lint.js';
import { lintMessage } from './lint-message.js';
import type { LineOf } from './lint-text.js';
import { RULE_WORDS } from './lint-words.js';

/** What is wrong as one JSON document, worst first; `why` has the figures that `message` says in words. */
export const renderLintJson = (lints: readonly Lint[], lineOf: LineOf): string =>
  `${JSON.stringify(
    {
      schema: 'citewatch.lint/1',
      lints: lints.map((lint) => ({
        rule: lint.why.rule,
        severity: lint.severity,
        ...lint.place,
        line: lineOf(lint.place) ?? null,
        message: lintMessage(lint),
        mend: RULE_WORDS[lint.why.rule].mend,
        why: lint.why,
      })),
    },
    null,
    2,
  )}\n`;
