import type { Document } from '../../model/document.js';
import { byGravity, type Lint } from '../../model/lint.js';
import type { SourceVerdict } from '../../model/verdict.js';
import { claimBeyond } from './claims.js';
import { accessRules, agreementRules, pageDate, timeFrame } from './dates.js';
import {
  corroboration,
  dedupePairs,
  notInQuotation,
  quotationRules,
  secondaryCitation,
  weightyOmissions,
} from './quotations.js';
import { addressRules, clientRules, decisionRules, listRules, sourceRules } from './sources.js';
import { citedBy, type LintSubject, type Rule } from './subject.js';

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
  claimBeyond,
  listRules,
];

/** Everything that is wrong with citations, worst first; what is alike, in the order of the report. */
export const lint = (subject: LintSubject): readonly Lint[] =>
  RULES.flatMap((rule) => rule(subject)).toSorted(byGravity);

const pagesOf = ({ type, blocks }: Document): number =>
  type === 'pdf' ? blocks.reduce((most, { page = 0 }) => Math.max(most, page), 0) : 0;

/** What the pages of sources tell, read one after the other: a thousand do not fit into memory. */
export class PageLint {
  readonly #cited: ReturnType<typeof citedBy>;
  readonly #pairs: Lint[] = [];
  readonly #others: Lint[] = [];
  readonly pages = new Map<string, number>();

  constructor({ uses }: LintSubject) {
    this.#cited = citedBy(uses);
  }

  read(source: string, document: Document): void {
    this.pages.set(source, pagesOf(document));
    this.#pairs.push(...corroboration(this.#cited, source, document));
    this.#others.push(...pageDate(this.#cited.bySource.get(source) ?? [], document));
  }

  judge(verdict: SourceVerdict): void {
    this.#others.push(...weightyOmissions(this.#cited.bySource.get(verdict.id) ?? [], verdict));
  }

  get lints(): readonly Lint[] {
    return [...dedupePairs(this.#pairs), ...this.#others];
  }
}
