import { NO_SOURCE, type ReportDraft } from '../manuscript/import/draft.js';
import { mergeDraft } from '../manuscript/import/merge-draft.js';
import { sameAddress } from '../model/address.js';
import type { OldPrint } from '../model/old-print.js';
import { pendingChanges, printedIn } from '../model/report-change.js';
import {
  printedReports,
  type Report,
  type ReportChange,
  type Watchlist,
} from '../model/watchlist.js';
import { foldedLetters } from '../passage/text/fold.js';
import { collapseWhitespace } from '../passage/text/sentences.js';
import { changesIn, putChangeField, putFiled } from '../settings/edit-source.js';
import { parseWatchlist } from '../settings/watchlist.js';

const WHAT: Readonly<Record<string, OldPrint['what']>> = {
  url: 'address',
  title: 'title',
  accessed: 'accessed',
  citation: 'citation',
};

/** What the reports still print of what was decided otherwise. */
export const printsOf = (watch: Watchlist): readonly OldPrint[] =>
  printsOfChanges(pendingChanges(watch), watch);

/** Changes as what is printed, one for all citations of a report that print the same. */
export function printsOfChanges(
  changes: readonly ReportChange[],
  watch: Watchlist,
): readonly OldPrint[] {
  const uses = new Map(
    printedReports(watch).flatMap(({ id: report, citations }) =>
      citations.map((citation) => [citation.id, { report, source: citation.source }] as const),
    ),
  );
  const known = new Map<string, OldPrint>();
  for (const change of changes) {
    const use = uses.get(change.citation);
    if (use === undefined) continue;
    const { citation, field, printed: before, decided: after } = change;
    const print = { ...use, what: WHAT[field] ?? 'quote', before, after };
    const key = JSON.stringify(print);
    const citations = [...(known.get(key)?.citations ?? []), citation];
    known.set(key, { ...print, citations });
  }
  return [...known.values()];
}

/** A report's own file as it was read, and the `sources.json` beside it. */
interface ReadReport {
  readonly text: string;
  readonly watch: Watchlist;
  readonly report: Report;
  readonly draft: ReportDraft;
}

/** What a report's file prints of these, citation by citation of what was read of it; `id`: that of the citation, null where it gets none. */
export function printsAt(prints: readonly OldPrint[], { text, watch, report, draft }: ReadReport) {
  const own = prints.filter((one) => one.report === report.id);
  if (own.length === 0) return draft.citations.map(() => ({ id: null, prints: [] }));
  const { id, title, publisher, published, url } = report;
  const { ids } = mergeDraft(text, watch, draft, { id, title, publisher, published, url });
  return ids.map((drafted, i) => ({
    id: drafted,
    prints: own.filter((print) => isAt(print, draft, i, drafted)),
  }));
}

/** Those that a report's file prints, each with the citations that print it. */
export function printsStill(prints: readonly OldPrint[], read: ReadReport): readonly OldPrint[] {
  const places = printsAt(prints, read);
  return prints.flatMap((print) => {
    const ids = places.flatMap((place) => (place.prints.includes(print) ? [place.id ?? ''] : []));
    return ids.length === 0 ? [] : [print.after === null ? print : { ...print, citations: ids }];
  });
}

function isAt(
  { what, before, citations }: OldPrint,
  { citations: drafted, sources }: ReportDraft,
  i: number,
  id: string | null,
): boolean {
  const { source, accessed, passages } = drafted[i] as ReportDraft['citations'][number];
  const { url, title, archived = [] } = sources[source ?? -1] ?? NO_SOURCE;
  const quoted = passages.flatMap(({ text, original }) => [text, original?.text ?? '']);
  if (id === null || !citations.includes(id)) return false;
  if (what === 'citation') return true;
  // What is cited at a capture is drafted with the original's address.
  if (what === 'address')
    return (archived.length > 0 ? archived : [url ?? '']).some((one) => sameAddress(one, before));
  if (what === 'accessed') return accessed === before;
  return (what === 'title' ? [title ?? ''] : quoted).some(alike(before));
}

const alike = (a: string) => (b: string) => foldedLetters(a) === foldedLetters(b);

/** True where a draft's citation prints this in the place of a change. */
const draftSays = (
  { citations, sources }: ReportDraft,
  i: number,
  field: string,
  text: string,
): boolean => {
  const { source, accessed, passages } = citations[i] as ReportDraft['citations'][number];
  const { url, title, archived = [] } = sources[source ?? -1] ?? NO_SOURCE;
  if (field === 'url')
    return (archived.length > 0 ? archived : [url ?? '']).some((one) => sameAddress(one, text));
  if (field === 'accessed') return accessed === text;
  if (field === 'title') return alike(title ?? '')(text);
  return passages.some((one) =>
    [one.text, one.original?.text ?? ''].some(
      (words) => collapseWhitespace(words) === collapseWhitespace(text),
    ),
  );
};

/** What a report's file says of the changes that were decided of it. */
export interface FiledChanges {
  /** `sources.json` with what the file prints by now in its place, and each change as it stands since. */
  readonly text: string;
  /** That the file prints as decided. */
  readonly closed: readonly ReportChange[];
  /** That it prints again as before: they are pending once more. */
  readonly reopened: readonly ReportChange[];
}

/** Holds a report's file against the changes that were decided of it. */
export function closeChanges({ text, watch, report, draft }: ReadReport): FiledChanges {
  const [closed, reopened]: [ReportChange[], ReportChange[]] = [[], []];
  const { id, title, publisher, published, url } = report;
  const own = new Set(
    printedReports(watch)
      .filter((one) => one.id === id)
      .flatMap(({ citations }) => citations.map((one) => one.id)),
  );
  const changes = (watch.changes ?? []).filter(({ citation }) => own.has(citation));
  if (changes.length === 0) return { text, closed, reopened };
  const { ids } = mergeDraft(text, watch, draft, { id, title, publisher, published, url });
  let written = text;
  for (const change of changes) {
    const { citation, field, printed, decided, state } = change;
    const i = ids.indexOf(citation);
    const says = (words: string | null): boolean =>
      words !== null && i >= 0 && draftSays(draft, i, field, words);
    const isMended = decided === null ? i < 0 : says(decided) && !says(printed);
    const isAsBefore = decided !== null && says(printed) && !says(decided);
    if (state === 'taken' && isMended) {
      closed.push(change);
      written = putFiled(written, change, 'in-report');
    } else if (state === 'in-report' && isAsBefore) {
      reopened.push(change);
      written = putFiled(written, change, 'taken');
    }
  }
  return { text: written, closed, reopened };
}

/** Changes after their report was imported: where each quotation stands by now, and those in whose place something else is printed than before and than was decided. */
export function followChanges(
  text: string,
  file: string,
  gone: ReadonlySet<string>,
): { readonly text: string; readonly overtaken: readonly ReportChange[] } {
  let written = text;
  for (const change of changesIn(text))
    if (gone.has(change.citation) && change.state === 'taken' && change.decided !== null)
      written = putFiled(written, change, 'rejected');
  const watch = parseWatchlist(written, file);
  const citations = new Map(
    printedReports(watch).flatMap((report) =>
      report.citations.map((one) => [one.id, one] as const),
    ),
  );
  const overtaken: ReportChange[] = [];
  for (const change of watch.changes ?? []) {
    const citation = citations.get(change.citation);
    const { field, printed, state } = change;
    if (state !== 'taken' || citation === undefined || field === 'url' || field === 'title')
      continue;
    const fields = [field, ...citation.quotes.map((_, i) => field.replace(/\d+/u, `${i}`))];
    const own = fields.find((one) => printedIn(citation, one) === printed);
    if (own === undefined) {
      overtaken.push(change);
      written = putFiled(written, change, 'rejected');
    } else if (own !== field) written = putChangeField(written, change, own);
  }
  return { text: written, overtaken };
}
