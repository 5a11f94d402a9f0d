import type { Lint } from '../../model/lint.js';
import type { SourceVerdict } from '../../model/verdict.js';
import { broken, type LintedUse } from './subject.js';

/** What quotations leave out of their page, where it weighs: told once of a citation, by the first such words. */
export const weightyOmissions = (
  uses: readonly LintedUse[],
  { citations }: Pick<SourceVerdict, 'citations'>,
): readonly Lint[] =>
  citations.flatMap(({ id, quotes }) => {
    const use = uses.find(({ place }) => place.citation === id);
    const left = quotes.flatMap(({ omitted = [] }) => omitted).find(({ weighty }) => weighty);
    return use === undefined || left === undefined
      ? []
      : [broken(use.place, { rule: 'omission-weighs', words: left.text.replace(/^[\s.,;:]+/u, '') })];
  });
