import { citeSource, formatCitations } from '../manuscript/cite/citation-line.js';
import type { ReportDraft } from '../manuscript/import/draft.js';
import { joinLints, lint, type PageLints } from '../manuscript/lint/lint.js';
import { type LintSubject, type LintTimes, subjectOf } from '../manuscript/lint/subject.js';
import { makeSchedule, type SourceRead } from '../manuscript/schedule/make-schedule.js';
import { type Document, visibleText } from '../model/document.js';
import { byGravity, type Lint } from '../model/lint.js';
import type { DisputedIssue, Schedule } from '../model/manuscript.js';
import { pendingChanges } from '../model/report-change.js';
import type { SourceVerdict } from '../model/verdict.js';
import {
  type Citation,
  type CitationStyle,
  type PartialDate,
  printedReports,
  type Report,
  type Source,
  type Watchlist,
} from '../model/watchlist.js';
import { latestVerdicts } from '../night/latest.js';
import { latestAt } from '../night/outcome.js';
import type { Thought } from '../pool/thought.js';
import { citationsWithoutLine } from '../settings/select.js';
import type { StoreReader } from '../store/store.js';

/**
 * Prints a source as it is cited by `citations`, or as nobody cites it yet where there are none. With the latest look at it (null for none),
 * and of each use the day of access, as the report has it (`before`) and as it is printed now.
 */
export async function citeAgain(
  store: Pick<StoreReader, 'life'>,
  sources: readonly { readonly source: Source; readonly citations: readonly Citation[] }[],
  style: CitationStyle,
) {
  const again = await Promise.all(
    sources.map(async ({ source, citations }) => {
      const verdicts = await verdictsOn(store, source.id);
      const uses = citations.length === 0 ? [null] : citations;
      return uses.map((citation) => {
        const cited = citeSource(source, citation, verdicts);
        const [before, now] = [citation?.accessed ?? null, cited.accessed];
        return {
          cited,
          latest: verdicts[0] ?? null,
          use: { id: citation?.id ?? source.id, before, now },
        };
      });
    }),
  );
  const uses = again.flat();
  return {
    text: formatCitations(
      uses.map(({ cited }) => cited),
      style,
    ),
    uses,
  };
}

/** What every look at a source said, latest first. */
export const verdictsOn = async (
  store: Pick<StoreReader, 'life'>,
  source: string,
): Promise<readonly SourceVerdict[]> =>
  (await store.life(source)).flatMap(({ verdict }) => (verdict === null ? [] : [verdict]));

/** What is wrong with the citations of a `sources.json` by its text alone. */
export const lintWritten =
  (times: LintTimes) =>
  (watch: Watchlist, text: string): readonly Lint[] =>
    lint(subjectOf(watch, null, times, citationsWithoutLine(text)));

type LintStore = Pick<StoreReader, 'runs' | 'lastGood' | 'lately' | 'snapshot' | 'verdicts'>;

/** What runs kept, and where it is thought over. */
interface Records {
  readonly store: LintStore;
  readonly thought: Pick<Thought, 'lintPages'>;
}

/**
 * What is wrong with the citations of a `sources.json`, those of `report` as its own file has them where that was read. With
 * records, also what only the pages themselves tell, each as it was last read.
 */
export async function lintWatchlist(
  watch: Watchlist,
  file: { readonly draft: ReportDraft; readonly report: Report | null } | null,
  times: LintTimes,
  records: Records | null,
  silent?: ReadonlySet<string>,
): Promise<readonly Lint[]> {
  const subject = subjectOf(watch, file && { of: file.draft, report: file.report }, times, silent);
  if (records === null) return lint(subject);
  const { store } = records;
  const told = await toldByPages(subject, records);
  const verdicts = await latestVerdicts(
    store,
    watch.sources.map(({ id }) => id),
  );
  const pages = new Map(told.flatMap(({ lengths }) => lengths));
  return [...lint({ ...subject, pages }), ...joinLints(subject, told, verdicts)].toSorted(
    byGravity,
  );
}

/** Characters of pages that are looked over in one go, our choice: a thousand whole ones do not fit into memory. */
const AT_ONCE = 1_000_000;

/** What the page of each source tells, as it was last read. */
async function toldByPages(
  { watch: { sources }, uses }: LintSubject,
  { store, thought }: Records,
): Promise<readonly PageLints[]> {
  const [run] = await store.runs(1);
  if (run === undefined) return [];
  const told: PageLints[] = [];
  let pages: [source: string, document: Document][] = [];
  let length = 0;
  const lookOver = async (): Promise<void> => {
    if (pages.length > 0) told.push(await thought.lintPages({ uses, pages }));
    pages = [];
    length = 0;
  };
  for (const source of sources) {
    const document = await lastRead(source, run.id + 1, store);
    if (document === null) continue;
    pages.push([source.id, document]);
    length += visibleText(document).length;
    if (length > AT_ONCE) await lookOver();
  }
  await lookOver();
  return told;
}

async function lastRead(
  source: Source,
  before: number,
  store: LintStore,
): Promise<Document | null> {
  const { accepted } = latestAt(source, await store.lately(source.id, before));
  if (accepted?.snapshot == null) return null;
  return (await store.snapshot(source.id, accepted.snapshot))?.document ?? null;
}

/** The country schedule of a report, from what the store knows of its sources. `issues`: null for a schedule by section. */
export async function buildCountrySchedule(
  store: Pick<StoreReader, 'life'>,
  watch: Watchlist,
  { id }: Report,
  issues: readonly DisputedIssue[] | null,
  on: PartialDate,
): Promise<Schedule> {
  const { sources } = watch;
  // A court reads the report as it is printed.
  const report = printedReports(watch).find((one) => one.id === id) as Report;
  const cited = new Set(report.citations.map(({ source }) => source));
  const reads = new Map<string, SourceRead>();
  for (const source of sources)
    if (cited.has(source.id))
      reads.set(source.id, { source, verdicts: await verdictsOn(store, source.id) });
  return makeSchedule(report, reads, { issues, on, pending: pendingChanges(watch) });
}
