import { addressKey, sameAddress } from '../../model/address.js';
import type { Citation, Report, Source, Watchlist } from '../../model/watchlist.js';
import { fold, lettersOf } from '../../passage/text/fold.js';
import type { DraftSource, ReportDraft } from './draft.js';
import { groupBy, SourceIndex } from './same-source.js';

/** Which of a file's sources and citations those of a draft are; null for what is new. */
export interface Match {
  readonly citations: readonly (Citation | null)[];
  readonly sources: readonly (Source | null)[];
}

/** Matches a draft's citations and sources with those of a file; each citation of the file is used once. */
export function matchDraft(draft: ReportDraft, watch: Watchlist, report: Report | null): Match {
  const byAddress = matchAddresses(draft.sources, watch.sources);
  const byTitle = matchTitles(draft.sources, watch.sources, byAddress);
  const citations = matchCitations(draft, report?.citations ?? [], byTitle);
  return { citations, sources: matchUses(draft, citations, watch.sources, byTitle) };
}

function matchAddresses(drafts: readonly DraftSource[], sources: readonly Source[]): readonly (Source | null)[] {
  const known = new Map<string, Source>();
  for (const source of sources)
    for (const url of [source.url, ...source.copies.map((copy) => copy.url)])
      if (url !== null) known.set(addressKey(url), source);
  return drafts.map(({ url }) => (url === null ? null : (known.get(addressKey(url)) ?? null)));
}

/** By title, publisher and date: a document stays the same when somebody corrects its address. */
function matchTitles(
  drafts: readonly DraftSource[],
  sources: readonly Source[],
  matched: readonly (Source | null)[],
): readonly (Source | null)[] {
  const taken = new Set(matched);
  const index = new SourceIndex<ReturnType<typeof named>>();
  for (const source of sources) index.put(named(source));
  return drafts.map((draft, i) => {
    if (matched[i]) return matched[i];
    const found = index
      .same(named(draft))
      .map(({ at }) => sources[at] as Source)
      .find((source) => !taken.has(source));
    if (found) taken.add(found);
    return found ?? null;
  });
}

const named = ({ publisher, title, published }: Pick<DraftSource, 'publisher' | 'title' | 'published'>) => ({
  cited: '',
  publisher,
  title,
  url: null,
  published: published === null ? null : { printed: published, iso: published },
});

/** How many of the keys contain the passage. */
const BY_PASSAGE = 2;

/** What a citation is known again by, the surest first: its passage, its printed line, its source; null for what it has not. */
function keysOf(
  { cited, section }: Pick<Citation, 'cited' | 'section'>,
  passage: string | undefined,
  source: string | undefined,
): readonly (string | null)[] {
  const words = passageKey(passage);
  return [joined(words, cited, section), words, joined(cited, section), cited, joined(source, section)];
}

const joined = (...parts: readonly (string | null | undefined)[]): string | null =>
  parts.some((part) => part === null || part === undefined) ? null : parts.join('\n');

const idOf = (source: number | null, sources: readonly (Source | null)[]): string | undefined =>
  sources[source ?? -1]?.id;

/** Finds citations by each key in turn, in order; then where a source has one citation left. */
function matchCitations(
  draft: ReportDraft,
  known: readonly Citation[],
  sources: readonly (Source | null)[],
): readonly (Citation | null)[] {
  const taken = new Set<Citation>();
  const matched: (Citation | null)[] = draft.citations.map(() => null);
  const sought = draft.citations.map((one) => keysOf(one, one.passages[0]?.text, idOf(one.source, sources)));
  const keys = new Map(known.map((one) => [one, keysOf(one, one.quotes[0]?.text, one.source)]));
  for (let pass = 0; pass < 5; pass++) {
    // What was added beside the report is known by its passage alone.
    const open = known.filter((one) => !taken.has(one) && (one.added !== true || pass < BY_PASSAGE));
    const waiting = groupBy(open, (one) => keys.get(one)?.[pass] ?? null);
    for (const [i, key] of sought.map((all) => all[pass] ?? null).entries()) {
      const found = matched[i] === null && key !== null ? waiting.get(key)?.shift() : undefined;
      if (found === undefined) continue;
      taken.add(found);
      matched[i] = found;
    }
  }
  return matchLast(
    matched,
    known.filter((one) => !taken.has(one) && one.added !== true),
    draft.citations.map(({ source }) => idOf(source, sources) ?? null),
  );
}

/** Where a source has one citation left on each side, that is the same one, whatever it says by now. */
function matchLast(
  matched: readonly (Citation | null)[],
  known: readonly Citation[],
  ids: readonly (string | null)[],
): readonly (Citation | null)[] {
  const left = groupBy(known, ({ source }) => source);
  const open = groupBy([...ids.keys()], (i) => (matched[i] ? null : (ids[i] ?? null)));
  const found = [...matched];
  for (const [id, [i = 0, ...others]] of open) {
    const [one = null, ...more] = left.get(id) ?? [];
    if (others.length + more.length === 0) found[i] = one;
  }
  return found;
}

/** The letters of a passage; null without one. */
export const passageKey = (text: string | undefined): string | null =>
  text === undefined ? null : lettersOf(fold(text)).text;

/** A source without a match by address or title is the one from which the file quotes the same passage. */
function matchUses(
  draft: ReportDraft,
  citations: readonly (Citation | null)[],
  sources: readonly Source[],
  matched: readonly (Source | null)[],
): readonly (Source | null)[] {
  const taken = new Set(matched);
  const byId = new Map(sources.map((source) => [source.id, source]));
  return matched.map((source, i) => {
    if (source !== null) return source;
    const at = draft.citations.findIndex((one, n) => {
      const passage = one.source === i ? passageKey(one.passages[0]?.text) : null;
      return passage !== null && passage === passageKey(citations[n]?.quotes[0]?.text);
    });
    const found = byId.get(citations[at]?.source ?? '') ?? null;
    if (found === null || taken.has(found) || isAnother(draft.sources[i] as DraftSource, found)) return null;
    taken.add(found);
    return found;
  });
}

/** True for a document of another day at another address, such as the next edition. */
const isAnother = (draft: DraftSource, { url, published }: Source): boolean =>
  ![draft.url, url, draft.published, published].includes(null) &&
  !sameAddress(draft.url as string, url as string) &&
  !draft.published?.startsWith(published as string) &&
  !published?.startsWith(draft.published as string);
