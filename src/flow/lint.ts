import type { ReportDraft } from '../cite/draft/draft.js';
import { lint } from '../cite/lint/lint.js';
import { quotedRuns, sharedText } from '../cite/lint/shared-text.js';
import { type LintSubject, type LintTimes, subjectOf } from '../cite/lint/subject.js';
import { byGravity, type Lint } from '../model/lint.js';
import type { Report, Watchlist } from '../model/watchlist.js';
import type { Store } from '../record/store.js';

/** The earlier nights of which the texts of pages are asked. */
export type LintStore = Pick<Store, 'runs' | 'verdicts' | 'snapshot'>;

/**
 * What is wrong with the citations of a `sources.json`, those of `report` as its own file has them where that was read. With a
 * store, the texts of the latest night's pages are held against each other's quotations.
 */
export async function lintOf(
  watch: Watchlist,
  file: { readonly draft: ReportDraft; readonly report: Report | null } | null,
  times: LintTimes,
  store: LintStore | null,
): Promise<readonly Lint[]> {
  const subject = subjectOf(watch, file && { of: file.draft, report: file.report }, times);
  const shared = store === null ? [] : await sharedTexts(subject, store);
  return [...lint(subject), ...shared].toSorted(byGravity);
}

/** One page at a time: a thousand do not fit into memory. */
async function sharedTexts(subject: LintSubject, store: LintStore): Promise<readonly Lint[]> {
  const [run] = await store.runs(1);
  if (run === undefined) return [];
  const runs = quotedRuns(subject.uses);
  const lints: Lint[] = [];
  const ids = subject.watch.sources.map(({ id }) => id);
  for (const { id, publisher, content } of await store.verdicts(run.id, ids)) {
    const page = content.sha256 === null ? null : await store.snapshot(id, content.sha256);
    if (page !== null) lints.push(...sharedText(runs, { source: id, publisher }, page.document));
  }
  return lints;
}
