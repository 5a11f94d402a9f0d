import type { LintRule } from '../../model/lint.js';
import rules from './lint-rules.json' with { type: 'json' };

/** Every rule in words: its name, and how what breaks it is mended. */
export const RULE_WORDS: Readonly<Record<LintRule, { readonly name: string; readonly mend: string }>> =
  rules.rules;
