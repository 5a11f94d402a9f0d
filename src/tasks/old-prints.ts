import { createHash } from 'node:crypto';
import { NO_SOURCE, type ReportDraft } from '../manuscript/import/draft.js';
import { mergeDraft } from '../manuscript/import/merge-draft.js';
import { sameAddress } from '../model/address.js';
import { type OldPrint, printOf } from '../model/old-print.js';
import { OF_SOURCE, pendingChanges, valueAt, wordsAt } from '../model/report-change.js';
import {
  type Citation,
  printedReports,
  type Report,
  type ReportChange,
  type Watchlist,
} from '../model/watchlist.js';
import { foldedLetters } from '../passage/text/fold.js';
import { collapseWhitespace } from '../passage/text/sentences.js';
import { listedChanges, putChange, putChangeField, putFiled } from '../settings/source-changes.js';
import { parseWatchlist } from '../settings/watchlist.js';

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
    const print = { ...use, ...printOf(change) };
    const key = JSON.stringify(print);
    const citations = [...(known.get(key)?.citations ?? []), change.citation];
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

/** Names a change where a file says that it was handed out with it: the first 32 bits of a digest, among the changes of one report. */
export const changeKey = ({ citation, field, decided }: ReportChange): string =>
  createHash('sha256')
    .update(JSON.stringify([citation, field, decided]))
    .digest('hex')
    .slice(0, 8);

/** What a report's file says of the changes that were decided of it. */
export interface FiledChanges {
  /** `sources.json` with what the file prints by now in its place, and each change as it stands since. */
  readonly text: string;
  /** That the file prints as decided. */
  readonly closed: readonly ReportChange[];
  /** That it prints again as before: they are pending once more. */
  readonly reopened: readonly ReportChange[];
  /** That were tracked in it, and that its authors refused. */
  readonly rejected: readonly ReportChange[];
}

/** Holds a report's file against the changes that were decided of it. */
export function closeChanges({ text, watch, report, draft }: ReadReport): FiledChanges {
  const own = new Set(
    printedReports(watch)
      .filter((one) => one.id === report.id)
      .flatMap(({ citations }) => citations.map((one) => one.id)),
  );
  const changes = (watch.changes ?? []).filter(({ citation }) => own.has(citation));
  if (changes.length === 0) return { text, closed: [], reopened: [], rejected: [] };
  const now = new ReadPrints({ text, watch, report, draft });
  const { keys, taken } = draft.offered ?? { keys: [], taken: draft };
  const later = new ReadPrints({ text, watch, report, draft: taken });
  const isRefused = (change: ReportChange): boolean =>
    keys.includes(changeKey(change)) && now.isPrinted(change) && !later.isDecided(change);
  const filed: Filed = { text, closed: [], reopened: [], rejected: [] };
  for (const change of changes) {
    if (change.state !== 'in-report' && now.isDecided(change))
      putState(filed, change, 'in-report', 'closed');
    else if (change.state === 'in-report' && now.isPrinted(change))
      putState(filed, change, 'taken', 'reopened');
    else if (change.state === 'taken' && isRefused(change))
      putState(filed, change, 'rejected', 'rejected');
  }
  return filed;
}

type Filed = { text: string } & Record<'closed' | 'reopened' | 'rejected', ReportChange[]>;

/** Writes how a change stands by now, and lists it. */
function putState<As extends string>(
  filed: { text: string } & Record<As, ReportChange[]>,
  change: ReportChange,
  state: ReportChange['state'],
  as: As,
): void {
  filed.text = putFiled(filed.text, change, state);
  filed[as].push(change);
}

/** What was read of a report, by the ids of its citations. */
class ReadPrints {
  readonly #ids: readonly (string | null)[];

  constructor(private readonly read: ReadReport) {
    const { text, watch, draft, report } = read;
    const { id, title, publisher, published, url } = report;
    this.#ids = mergeDraft(text, watch, draft, { id, title, publisher, published, url }).ids;
  }

  /** True where the report prints what was decided, and no longer what it printed. */
  isDecided({ citation, field, printed, decided }: ReportChange): boolean {
    if (decided === null) return !this.#ids.includes(citation);
    return this.#says(citation, field, decided) && !this.#says(citation, field, printed);
  }

  /** True where the report prints what it did before. */
  isPrinted({ citation, field, printed, decided }: ReportChange): boolean {
    if (decided === null) return this.#ids.includes(citation);
    return this.#says(citation, field, printed) && !this.#says(citation, field, decided);
  }

  #says(citation: string, field: string, words: string): boolean {
    const i = this.#ids.indexOf(citation);
    return i >= 0 && draftSays(this.read.draft, i, field, words);
  }
}

/** Changes after their report was imported: each is about the quotation where that stands by now. */
export interface FollowedChanges {
  readonly text: string;
  /** In whose place the report prints neither what it did nor what was decided. */
  readonly overtaken: readonly ReportChange[];
  /** Citations that were deleted as decided, and are there again. */
  readonly reopened: readonly ReportChange[];
}

/** Follows changes through an import. `gone`: ids of citations that the report has no more. */
export function followChanges(
  text: string,
  file: string,
  gone: ReadonlySet<string>,
): FollowedChanges {
  const lapsed = listedChanges(text).filter(
    ({ citation, state, decided }) => gone.has(citation) && state === 'taken' && decided !== null,
  );
  const kept = lapsed.reduce((written, change) => putFiled(written, change, 'rejected'), text);
  const watch = parseWatchlist(kept, file);
  const citations = new Map(
    printedReports(watch).flatMap((report) =>
      report.citations.map((one) => [one.id, one] as const),
    ),
  );
  const followed = { text: kept, overtaken: [] as ReportChange[], reopened: [] as ReportChange[] };
  for (const change of watch.changes ?? []) {
    const { state, field, decided, printed } = change;
    const citation = citations.get(change.citation);
    if (citation === undefined) continue;
    const isBack = decided === null && wordsAt(citation, field) === printed;
    if (state === 'in-report' && isBack) putState(followed, change, 'taken', 'reopened');
    if (state !== 'taken' || OF_SOURCE.has(field)) continue;
    const now = placeNow(citation, change);
    if (now === undefined) putState(followed, change, 'rejected', 'overtaken');
    else followed.text = putChangeField(followed.text, change, now);
  }
  return followed;
}

/** Where a citation prints by now what it printed in the place of a change; undefined for nowhere. */
const placeNow = (citation: Citation, { field, printed }: ReportChange): string | undefined =>
  [field, ...citation.quotes.map((_, i) => field.replace(/\d+/u, `${i}`))].find(
    (one) => wordsAt(citation, one) === printed,
  );

/**
 * The text of a `sources.json` in which remedies were taken before there were changes: it says as printed what was decided, and the log of
 * edits still knows what the reports printed. Each such place gets its print back, and a change. A citation that was deleted is not there
 * to get one.
 */
export function withLoggedPrints(text: string, file: string, prints: readonly OldPrint[]): string {
  let written = text;
  for (const { citations, what, before, after } of prints)
    for (const citation of citations) {
      const change = after === null ? null : loggedChange(written, file, { citation, what, after });
      if (change !== null)
        written = putFiled(
          putChange(written, { ...change, printed: before }),
          { ...change, printed: before },
          'taken',
        );
    }
  return written;
}

const FIELDS = {
  address: 'url',
  title: 'title',
  accessed: 'accessed',
  citation: 'citation',
} as const;

/** The change that an edit would have made whose words a list still has; null where somebody changed them again, or has listed a change since. */
function loggedChange(
  text: string,
  file: string,
  {
    citation: id,
    what,
    after,
  }: { readonly citation: string } & Pick<OldPrint, 'what'> & { readonly after: string },
): ReportChange | null {
  const watch = parseWatchlist(text, file);
  const citation = printedReports(watch)
    .flatMap((report) => report.citations)
    .find((one) => one.id === id);
  const source = watch.sources.find((one) => one.id === citation?.source);
  if (citation === undefined || source === undefined) return null;
  const fields =
    what === 'quote'
      ? citation.quotes.flatMap((_, i) => [`quotes/${i}/text`, `quotes/${i}/original/text`])
      : [FIELDS[what]];
  const field = fields.find((one) => valueAt({ citation, source }, one) === after);
  const isListed = (watch.changes ?? []).some((one) => one.citation === id && one.field === field);
  return field === undefined || isListed
    ? null
    : { citation: id, field, printed: after, decided: after, state: 'taken' };
}
