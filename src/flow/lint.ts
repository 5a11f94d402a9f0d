import type { ReportDraft } from '../cite/draft/draft.js';
import { lint } from '../cite/lint/lint.js';
import { type LintTimes, subjectOf } from '../cite/lint/subject.js';
import type { Lint } from '../model/lint.js';
import type { Report, Watchlist } from '../model/watchlist.js';

/** What is wrong with the citations of a `sources.json`, those of `report` as its own file has them where that was read. */
export const lintOf = (
  watch: Watchlist,
  file: { readonly draft: ReportDraft; readonly report: Report | null } | null,
  times: LintTimes,
): readonly Lint[] =>
  lint(subjectOf(watch, file === null ? null : { of: file.draft, report: file.report }, times));
