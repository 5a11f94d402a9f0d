import type { ReportDraft } from '../cite/draft/draft.js';
import { EMPTY, type Merged, mergeDraft, type ReportFacts } from '../cite/merge/merge.js';
import { builtInSeriesAt } from '../load/resolve-series.js';
import type { Imported, LibraryProblem } from '../model/import.js';
import type { Watchlist } from '../model/watchlist.js';
import { putValue } from '../text/json-edit.js';

/** What an import makes of a `sources.json`, and what it says of that. */
export interface ImportedText {
  readonly text: string;
  readonly imported: Imported;
}

/** A `sources.json` that nobody has written yet. */
export const EMPTY_WATCHLIST = EMPTY;

/** Puts a draft into the text of a `sources.json` that gives `watch`; nothing is written. */
export function importDraft(
  { draft, problems }: { readonly draft: ReportDraft; readonly problems: readonly LibraryProblem[] },
  before: { readonly text: string; readonly watch: Watchlist },
  facts: ReportFacts,
): ImportedText {
  const merged = mergeDraft(before.text, before.watch, draft, facts);
  return { text: merged.text, imported: { ...told(draft, merged, facts.id), unread: problems } };
}

/** How many citations of a report would lose their quotations to a draft that has neither quotations nor sections, such as a library. */
export function quotationsLost({ citations }: ReportDraft, { reports }: Watchlist, id: string): number {
  if (citations.some(({ passages, section }) => passages.length > 0 || section !== null)) return 0;
  const before = reports.find((report) => report.id === id)?.citations ?? [];
  return before.filter(({ added, quotes }) => added !== true && quotes.length > 0).length;
}

function told(
  { citations, sources, leftOut, uncited }: ReportDraft,
  { changes, ids }: Merged,
  report: string,
): Omit<Imported, 'unread'> {
  const passages = citations.flatMap((citation) => citation.passages);
  return {
    report,
    sources: sources.length,
    citations: citations.filter(({ cited }) => cited !== null).length,
    quotes: passages.length,
    originals: passages.filter(({ original }) => original !== null).length,
    changes,
    leftOut,
    uncited: uncited
      .filter(({ cited }) => cited)
      .map(({ place, reference: { cited } }) => ({ place, cited })),
    uncertain: citations.flatMap(({ place, cited, doubts }, i) =>
      doubts.length === 0 ? [] : [{ citation: ids[i] as string, place, cited, doubts }],
    ),
  };
}

/** A source that was given a built-in series because of its address. */
export interface SeriesSet {
  readonly source: string;
  readonly series: string;
  /** As its address names it; null when it names none. */
  readonly edition: string | null;
}

/**
 * Names the built-in series of sources that were just added, where their address has the shape of its documents' addresses.
 * `watch` is what `text` gives. A series that the file declares under the same id is its own, and is left alone.
 */
export function setSeries(
  text: string,
  watch: Watchlist,
  added: ReadonlySet<string>,
): { readonly text: string; readonly set: readonly SeriesSet[] } {
  const declared = new Set(watch.series.map(({ id }) => id));
  let written = text;
  const set = watch.sources.flatMap(({ id, url, series }, i) => {
    const found = url === null || series !== null || !added.has(id) ? null : builtInSeriesAt(url);
    if (found === null || declared.has(found.id)) return [];
    written = putValue(written, ['sources', i, 'series'], found.id);
    return [{ source: id, series: found.id, edition: found.edition }];
  });
  return { text: written, set };
}
