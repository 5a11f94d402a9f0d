import { choicesIn, type ReportDraft } from '../manuscript/import/draft.js';
import {
  EMPTY,
  type Merged,
  mergeDraft,
  type ReportFacts,
} from '../manuscript/import/merge-draft.js';
import type { Severity } from '../model/finding.js';
import type { Lint } from '../model/lint.js';
import type { Imported, LibraryProblem } from '../model/manuscript.js';
import type { Source, Watchlist } from '../model/watchlist.js';
import { putValue } from '../passage/text/json-edit.js';
import { knownSeriesOf } from '../settings/series.js';
import { parseWatchlist } from '../settings/watchlist.js';
import { closeChanges, followChanges, printsOf, printsOfChanges } from './old-prints.js';

/** A `sources.json` that nobody has written yet. */
export const EMPTY_WATCHLIST = EMPTY;

/** What an intake makes of a `sources.json`, and what it says of that; nothing is written. */
export interface Intake {
  readonly text: string;
  readonly watch: Watchlist;
  readonly imported: Imported;
}

/** What is taken in, and how. */
interface Taken {
  readonly draft: ReportDraft;
  readonly problems?: readonly LibraryProblem[];
  readonly facts: ReportFacts;
  /** True for what is added beside its report, of which the rest stays. */
  readonly beside?: boolean;
  /** What is to be mended in a `sources.json`, of its content and its text. */
  readonly lint: (watch: Watchlist, text: string) => readonly Lint[];
}

/** The one way in: puts a draft into the text of a `sources.json`, names the series of new sources, and looks the citations over. */
export function takeIn(
  { text, file }: { readonly text: string; readonly file: string },
  taken: Taken,
): Intake {
  const { draft, problems = [], facts, beside } = taken;
  const known = parseWatchlist(text, file);
  const report = beside === true ? undefined : known.reports.find(({ id }) => id === facts.id);
  const filed =
    report === undefined
      ? { text, closed: [], reopened: [], rejected: [] }
      : closeChanges({ text, watch: known, report, draft });
  const asFiled = filed.text === text ? known : parseWatchlist(filed.text, file);
  const put = mergeDraft(filed.text, asFiled, draft, facts, beside);
  const gone = new Set(
    put.changes.flatMap((one) => (one.kind === 'citation-gone' ? one.citation.id : [])),
  );
  const followed = followChanges(put.text, file, gone);
  const merged = { ...put, text: followed.text };
  const added = new Set(
    merged.changes.flatMap((one) => (one.kind === 'source-added' ? one.source.id : [])),
  );
  const named = nameSeries(merged.text, parseWatchlist(merged.text, file), added);
  const watch = parseWatchlist(named, file);
  const own = watch.reports.find(({ id }) => id === facts.id)?.citations ?? [];
  const uses = beside === true ? own.slice(-draft.citations.length) : own;
  const cited = new Set(uses.map(({ source }) => source));
  const sources = watch.sources.filter(({ id }) => cited.has(id));
  const lints = taken
    .lint(watch, named)
    .filter(({ place }) => beside !== true || uses.some(({ id }) => id === place.citation));
  const lintCount = (severity: Severity) => lints.filter((one) => one.severity === severity).length;
  return {
    text: named,
    watch,
    imported: {
      ...intakeLines(draft, merged, facts.id),
      filed: {
        closed: printsOfChanges(filed.closed, known),
        reopened: printsOfChanges([...filed.reopened, ...followed.reopened], watch),
        rejected: printsOfChanges(filed.rejected, known),
        overtaken: printsOfChanges(followed.overtaken, watch),
        pending: printsOf(watch).filter((one) => one.report === facts.id),
      },
      unread: problems,
      cited: sources.length,
      bare: sources
        .filter(({ url }) => url === null)
        .map(({ id, publisher, title }) => ({ id, publisher, title })),
      series: sources.flatMap(({ id, series, edition }) =>
        added.has(id) && series !== null ? [{ source: id, series, edition }] : [],
      ),
      proposed: proposedBy(draft, merged, watch),
      toMend: { high: lintCount('high'), medium: lintCount('medium'), low: lintCount('low') },
    },
  };
}

/** Names the built-in series of sources that were just added. One that the file itself declares under the same id is left alone. */
function nameSeries(
  text: string,
  { sources, series }: Watchlist,
  added: ReadonlySet<string>,
): string {
  const declared = new Set(series.map(({ id }) => id));
  return sources.reduce((written, source: Source, i) => {
    const found = source.series === null && added.has(source.id) ? knownSeriesOf(source) : null;
    return found === null || declared.has(found)
      ? written
      : putValue(written, ['sources', i, 'series'], found);
  }, text);
}

/** What the report itself says of its choice of editions, where nobody has decided: a person takes it or leaves it. */
const proposedBy = (
  draft: ReportDraft,
  { ids }: Merged,
  { reports, decisions }: Watchlist,
): Imported['proposed'] =>
  choicesIn(draft).flatMap(({ citation, reason, place }) => {
    const id = ids[citation];
    const source = reports
      .flatMap(({ citations }) => citations)
      .find((one) => one.id === id)?.source;
    const isOpen =
      source !== undefined &&
      !decisions.some((one) => one.source === source && one.about === 'edition-newer');
    return isOpen ? [{ source, about: 'edition-newer', reason, place } as const] : [];
  });

/** How many citations of a report would lose their quotations to a draft that has neither quotations nor sections, such as a library. */
export function countLostQuotations(
  { citations }: ReportDraft,
  { reports }: Watchlist,
  id: string,
): number {
  if (citations.some(({ passages, section }) => passages.length > 0 || section !== null)) return 0;
  const before = reports.find((report) => report.id === id)?.citations ?? [];
  return before.filter(({ added, quotes }) => added !== true && quotes.length > 0).length;
}

function intakeLines(
  { citations: all, sources, leftOut, uncited, ledger }: ReportDraft,
  { changes, ids }: Merged,
  report: string,
): Omit<Imported, 'filed' | 'unread' | 'cited' | 'bare' | 'series' | 'proposed' | 'toMend'> {
  const written = all.flatMap((one, i) => (ids[i] == null ? [] : [{ ...one, id: ids[i] }]));
  const passages = written.flatMap((citation) => citation.passages);
  return {
    report,
    sources: sources.length,
    citations: written.filter(({ cited }) => cited !== null).length,
    quotes: passages.length,
    originals: passages.filter(({ original }) => original !== null).length,
    changes,
    leftOut,
    uncited: uncited
      .filter(({ cited }) => cited)
      .map(({ place, reference: { cited } }) => ({ place, cited })),
    uncertain: written.flatMap(({ id, place, cited, doubts }) =>
      doubts.length === 0 ? [] : [{ citation: id, place, cited, doubts }],
    ),
    open: all.flatMap(({ place, cited, doubts, passages: own }, i) =>
      ids[i] == null ? [{ place, quotes: own.map(({ text }) => text), cited, doubts }] : [],
    ),
    ledger,
  };
}
