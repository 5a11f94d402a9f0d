import { NO_SOURCE, type ReportDraft } from '../manuscript/import/draft.js';
import { mergeDraft } from '../manuscript/import/merge-draft.js';
import { sameAddress } from '../model/address.js';
import { originalBehind } from '../model/archived-address.js';
import type { OldPrint } from '../model/old-print.js';
import type { Citation, Report, Source, Watchlist } from '../model/watchlist.js';
import { foldedLetters } from '../passage/text/fold.js';

type Value = Pick<OldPrint, 'what'> & { readonly text: string };

/** A use of a source, with the source as the file has it. */
interface CitedUse {
  readonly citation: Citation;
  readonly source: Source;
}

/**
 * What the reports print as it was where an edit made `after` of `before`. Of what was mended before, as `known` has it, the reports
 * print what stood there at first.
 */
export function printsChanged(
  before: Watchlist,
  after: Watchlist,
  known: readonly OldPrint[],
): readonly OldPrint[] {
  const found = before.reports.flatMap(({ id }) => {
    const since = new Map(usesIn(id, after).map((use) => [use.citation.id, use]));
    return usesIn(id, before).flatMap((use) => {
      const now = since.get(use.citation.id);
      const of = { report: id, citations: [use.citation.id], source: (now ?? use).source.id };
      return now === undefined ? deletedPrints(use, of) : changedPrints(use, now, known, of);
    });
  });
  return together(found);
}

type Place = Pick<OldPrint, 'report' | 'citations' | 'source'>;

function deletedPrints({ citation: { cited, quotes } }: CitedUse, of: Place): readonly OldPrint[] {
  const before = cited ?? quotes[0]?.text;
  return before === undefined ? [] : [{ ...of, what: 'citation', before, after: null }];
}

function changedPrints(
  use: CitedUse,
  now: CitedUse,
  known: readonly OldPrint[],
  of: Place,
): readonly OldPrint[] {
  const then = valuesOf(use);
  return valuesOf(now).flatMap(({ what, text: after }, i): readonly OldPrint[] => {
    const text = then[i]?.text ?? '';
    if (text === after) return [];
    const first = known.find(
      (one) => one.what === what && isOf(one, use.citation) && one.after === text,
    );
    const before = first?.before ?? (isPrinted(what, use, after) ? text : '');
    return before === '' || before === after ? [] : [{ ...of, what, before, after }];
  });
}

/** What a use says of what a report prints, in a fixed order; empty where it says nothing. */
const valuesOf = ({
  citation: { accessed, quotes },
  source: { url, title },
}: CitedUse): readonly Value[] => [
  { what: 'address', text: url ?? '' },
  { what: 'title', text: title },
  { what: 'accessed', text: accessed ?? '' },
  ...quotes.flatMap(({ text, original }): readonly Value[] => [
    { what: 'quote', text },
    { what: 'quote', text: original?.text ?? '' },
  ]),
];

/** False for an address that was found for the report, one that leads to the same, and a capture in whose place its original is watched: the line may go on naming it. */
function isPrinted(
  what: OldPrint['what'],
  { source: { url, addressFrom } }: CitedUse,
  after: string,
): boolean {
  if (what !== 'address') return true;
  const named = [url ?? '', originalBehind(url ?? '') ?? ''];
  return (addressFrom ?? 'seen') === 'seen' && !named.some((one) => sameAddress(one, after));
}

/** One for all citations of a report that print the same. */
function together(prints: readonly OldPrint[]): readonly OldPrint[] {
  const known = new Map<string, OldPrint>();
  for (const one of prints) {
    const key = JSON.stringify([one.report, one.source, one.what, one.before, one.after]);
    const citations = new Set([...(known.get(key)?.citations ?? []), ...one.citations]);
    known.set(key, { ...one, citations: [...citations] });
  }
  return [...known.values()];
}

const isOf = ({ citations }: OldPrint, { id }: Citation): boolean => citations.includes(id);

function usesIn(report: string, { reports, sources }: Watchlist): readonly CitedUse[] {
  const known = new Map(sources.map((source) => [source.id, source]));
  return (reports.find(({ id }) => id === report)?.citations ?? []).flatMap((citation) => {
    const source = known.get(citation.source);
    return source === undefined ? [] : [{ citation, source }];
  });
}

/** True where a use says this of what is printed. */
const says = (use: CitedUse, what: OldPrint['what'], text: string): boolean =>
  valuesOf(use).some((value) => value.what === what && value.text === text);

const isCitationOf = ({ citation: { cited, quotes } }: CitedUse, words: string): boolean =>
  cited === words || quotes.some(({ text }) => text === words);

/** Those that the file still has as the remedy made them: what somebody has changed again since is not told. */
export const printsInForce = (prints: readonly OldPrint[], watch: Watchlist): readonly OldPrint[] =>
  together(
    prints.flatMap((print) => {
      const { report, what, before, after } = print;
      const uses = usesIn(report, watch).filter(({ citation }) => isOf(print, citation));
      if (after === null) return uses.some((use) => isCitationOf(use, before)) ? [] : [print];
      const held = uses.filter((use) => says(use, what, after));
      return held.length === 0
        ? []
        : [{ ...print, citations: held.map(({ citation }) => citation.id) }];
    }),
  );

/** Those that the file has again as they were before the remedy. */
export const printsBack = (prints: readonly OldPrint[], watch: Watchlist): readonly OldPrint[] =>
  prints.filter((print) => {
    const { report, source, what, before } = print;
    const uses = usesIn(report, watch);
    if (what !== 'citation')
      return uses.some((use) => isOf(print, use.citation) && says(use, what, before));
    return uses.some((use) => use.source.id === source && isCitationOf(use, before));
  });

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
  const known = new Set(report.citations.map((one) => one.id));
  return ids.map((drafted, i) => ({
    id: drafted,
    prints: own.filter((print) => isAt(print, draft, i, drafted, known)),
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
  known: ReadonlySet<string>,
): boolean {
  const { source, accessed, cited, passages } = drafted[i] as ReportDraft['citations'][number];
  const { url, title, archived = [] } = sources[source ?? -1] ?? NO_SOURCE;
  const quoted = passages.flatMap(({ text, original }) => [text, original?.text ?? '']);
  // Of equal citations one may have been deleted: the others are those that are known.
  if (what === 'citation')
    return (id === null || !known.has(id)) && [cited ?? '', ...quoted].some(alike(before));
  if (id === null || !citations.includes(id)) return false;
  // What is cited at a capture is drafted with the original's address.
  if (what === 'address')
    return (archived.length > 0 ? archived : [url ?? '']).some((one) => sameAddress(one, before));
  if (what === 'accessed') return accessed === before;
  return (what === 'title' ? [title ?? ''] : quoted).some(alike(before));
}

const alike = (a: string) => (b: string) => foldedLetters(a) === foldedLetters(b);
