import type { ReportDraft } from '../cite/draft/draft.js';
import { lint } from '../cite/lint/lint.js';
import { PageLint } from '../cite/lint/pages.js';
import { type LintSubject, type LintTimes, subjectOf } from '../cite/lint/subject.js';
import type { Document } from '../model/document.js';
import { byGravity, type Lint } from '../model/lint.js';
import type { Report, Source, Watchlist } from '../model/watchlist.js';
import type { Store } from '../record/store.js';
import { latestVerdicts } from './latest.js';
import { latelyHere } from './nights-before.js';

/** The earlier nights of which the texts of pages are asked. */
export type LintStore = Pick<Store, 'runs' | 'lastGood' | 'lately' | 'snapshot' | 'verdicts'>;

/**
 * What is wrong with the citations of a `sources.json`, those of `report` as its own file has them where that was read. With a
 * store, also what only the pages themselves tell, each as it was last read.
 */
export async function lintOf(
  watch: Watchlist,
  file: { readonly draft: ReportDraft; readonly report: Report | null } | null,
  times: LintTimes,
  store: LintStore | null,
  silent?: ReadonlySet<string>,
): Promise<readonly Lint[]> {
  const subject = subjectOf(watch, file && { of: file.draft, report: file.report }, times, silent);
  if (store === null) return lint(subject);
  const { pages, lints } = await pagesOf(subject, store);
  return [...lint({ ...subject, pages }), ...lints].toSorted(byGravity);
}

async function pagesOf(subject: LintSubject, store: LintStore): Promise<PageLint> {
  const seen = new PageLint(subject);
  const [run] = await store.runs(1);
  if (run === undefined) return seen;
  const { sources } = subject.watch;
  const ids = sources.map(({ id }) => id);
  for (const source of sources) {
    const document = await lastRead(source, run.id + 1, store);
    if (document !== null) seen.read(source.id, document);
  }
  for (const verdict of await latestVerdicts(store, ids)) seen.judge(verdict);
  return seen;
}

async function lastRead(source: Source, before: number, store: LintStore): Promise<Document | null> {
  const { accepted } = latelyHere(source, await store.lately(source.id, before));
  if (accepted?.snapshot == null) return null;
  return (await store.snapshot(source.id, accepted.snapshot))?.document ?? null;
}
