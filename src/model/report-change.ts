import { sameAddress } from './address.js';
import { originalBehind } from './archived-address.js';
import {
  type Citation,
  printedReports,
  type Quote,
  type Report,
  type ReportChange,
  type Source,
  type Watchlist,
} from './watchlist.js';

/** A use of a source, with the source. */
export interface CitedUse {
  readonly citation: Citation;
  readonly source: Source;
}

const QUOTED = /^quotes\/(?<index>\d+)\/(?<of>original\/)?text$/u;

/** What is changed of the source, and with it of each citation that prints it. */
export const OF_SOURCE: ReadonlySet<string> = new Set(['url', 'title']);

/** What a citation says in the place of a change; null where it says nothing there, and for its source. */
export function wordsAt(citation: Citation, field: string): string | null {
  const quoted = QUOTED.exec(field)?.groups;
  if (quoted !== undefined) {
    const quote = citation.quotes[Number(quoted.index)];
    return (quoted.of === undefined ? quote?.text : quote?.original?.text) ?? null;
  }
  if (field === 'citation') return citation.cited ?? citation.quotes[0]?.text ?? null;
  return field === 'accessed' ? citation.accessed : null;
}

/** The same of a use, and of its source. */
export function valueAt({ citation, source }: CitedUse, field: string): string | null {
  if (field === 'url') return source.url;
  return field === 'title' ? source.title : wordsAt(citation, field);
}

/** Reports as it was decided that they should be: what is judged. A change whose citation prints something else by now changes nothing, nor does one that the report has, or that was rejected. */
export function asDecided(
  reports: readonly Report[],
  changes: readonly ReportChange[],
): readonly Report[] {
  const decided = changes.filter(({ state }) => state === 'taken');
  if (decided.length === 0) return reports;
  const changesOf = (id: string) => decided.filter(({ citation }) => citation === id);
  return reports.map((report) => ({
    ...report,
    citations: report.citations.flatMap(
      (citation) => changesOf(citation.id).reduce(withDecided, citation as Citation | null) ?? [],
    ),
  }));
}

function withDecided(citation: Citation | null, change: ReportChange): Citation | null {
  const { field, printed, decided } = change;
  if (citation === null) return null;
  if (field === 'citation') return wordsAt(citation, field) === printed ? null : citation;
  if (decided === null) return citation;
  if (field === 'accessed')
    return citation.accessed === printed ? { ...citation, accessed: decided } : citation;
  const quoted = QUOTED.exec(field)?.groups;
  if (quoted === undefined) return citation;
  const index = Number(quoted.index);
  const mended = (quote: Quote): Quote => {
    const pending = { pending: change };
    if (quoted.of === undefined)
      return quote.text === printed ? { ...quote, text: decided, ...pending } : quote;
    const { original } = quote;
    return original?.text === printed
      ? { ...quote, original: { ...original, text: decided }, ...pending }
      : quote;
  };
  return {
    ...citation,
    quotes: citation.quotes.map((quote, i) => (i === index ? mended(quote) : quote)),
  };
}

/** False for an address that was found for the report, one that leads to the same, and a capture in whose place its original is watched: the line may go on naming it. */
export function isPrintedAddress({ url, addressFrom }: Source, after: string): boolean {
  const named = [url ?? '', originalBehind(url ?? '') ?? ''];
  return (addressFrom ?? 'seen') === 'seen' && !named.some((one) => sameAddress(one, after));
}

/** The changes that the reports do not print yet, and that are as they were decided: what somebody has changed again since is left out. */
export function pendingChanges(watch: Watchlist): readonly ReportChange[] {
  const sources = new Map(watch.sources.map((source) => [source.id, source]));
  const citations = new Map(
    printedReports(watch).flatMap((report) =>
      report.citations.map((one) => [one.id, one] as const),
    ),
  );
  return (watch.changes ?? []).filter((change) => {
    const citation = citations.get(change.citation);
    const source = sources.get(citation?.source ?? '');
    if (change.state !== 'taken' || citation === undefined || source === undefined) return false;
    const now = valueAt({ citation, source }, change.field);
    return now === (OF_SOURCE.has(change.field) ? change.decided : change.printed);
  });
}

/** A change that was decided and stands in no report yet, and the source that its citation cites. */
export interface ListedChange {
  readonly change: ReportChange;
  readonly source: string;
}

/** The changes that are pending, and those that were rejected. */
export function changesBySource(watch: Watchlist): readonly ListedChange[] {
  const sources = new Map(
    printedReports(watch).flatMap((report) => report.citations.map((one) => [one.id, one.source])),
  );
  const rejected = (watch.changes ?? []).filter(({ state }) => state === 'rejected');
  return [...pendingChanges(watch), ...rejected].map((change) => ({
    change,
    source: sources.get(change.citation) ?? '',
  }));
}
