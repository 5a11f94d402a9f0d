import type { Document } from '../../model/document.js';
import { byGravity, type Lint } from '../../model/lint.js';
import type { SourceVerdict } from '../../model/verdict.js';
import { groupBy } from '../import/same-source.js';
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
import { citedBy, type LintedUse, type LintSubject, type Rule } from './subject.js';

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

/** What pages of sources tell. */
export interface PageLints {
  /** Pages of each source's PDF, by its id. */
  readonly lengths: readonly (readonly [source: string, pages: number])[];
  /** Two sources that share a text, of which either page may tell. */
  readonly pairs: readonly Lint[];
  readonly others: readonly Lint[];
}

/** Holds pages of sources against what reports cite. */
export function lintPages(
  uses: readonly LintedUse[],
  pages: readonly (readonly [source: string, document: Document])[],
): PageLints {
  const cited = citedBy(uses);
  return {
    lengths: pages.map(([source, document]) => [source, pagesOf(document)]),
    pairs: pages.flatMap(([source, document]) => corroboration(cited, source, document)),
    others: pages.flatMap(([source, document]) =>
      pageDate(cited.bySource.get(source) ?? [], document),
    ),
  };
}

/** What is wrong by what the pages of all sources told, and the latest verdicts on them. */
export function joinLints(
  { uses }: LintSubject,
  told: readonly PageLints[],
  verdicts: readonly SourceVerdict[],
): readonly Lint[] {
  const bySource = groupBy(uses, ({ place }) => place.source);
  return [
    ...dedupePairs(told.flatMap(({ pairs }) => pairs)),
    ...told.flatMap(({ others }) => others),
    ...verdicts.flatMap((verdict) => weightyOmissions(bySource.get(verdict.id) ?? [], verdict)),
  ];
}
