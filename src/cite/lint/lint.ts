import type { Lint } from '../../model/lint.js';
import { byGravity } from '../../model/lint.js';
import { accessRules } from './access.js';
import { addressRules } from './address.js';
import { agreementRules } from './agreement.js';
import { clientRules } from './client.js';
import { decisionRules } from './decision.js';
import { listRules } from './lists.js';
import { notInQuotation } from './not-in-quotation.js';
import { quotationRules } from './quotation.js';
import { secondaryCitation } from './secondary.js';
import { sourceRules } from './source.js';
import type { LintSubject, Rule } from './subject.js';
import { timeFrame } from './time-frame.js';

const RULES: readonly Rule[] = [
  quotationRules,
  clientRules,
  agreementRules,
  addressRules,
  accessRules,
  sourceRules,
  secondaryCitation,
  timeFrame,
  decisionRules,
  notInQuotation,
  listRules,
];

/** Everything that is wrong with citations, worst first; what is alike, in the order of the report. */
export const lint = (subject: LintSubject): readonly Lint[] =>
  RULES.flatMap((rule) => rule(subject)).toSorted(byGravity);
