import { addressKey, sameAddress } from '../../model/address.js';
import type { Citation, Report, Source, Watchlist } from '../../model/watchlist.js';
import { fold, lettersOf } from '../../passage/text/fold.js';
import type { DraftCitation, DraftSource, ReportDraft } from './draft.js';
import { isSameSource, SourceIndex } from './same-source.js';

/** Which of a file's sources and citations those of a draft are; null for what is new. */
export interface Match {
  /** One for each citation of the draft. */
  readonly citations: readonly (Citation | null)[];
  /** One for each source of the draft. */
  readonly sources: readonly (Source | null)[];
}

/** Finds a draft's citations and sources again in a file; no two of its citations are the same one. */
export function matchDraft(draft: ReportDraft, watch: Watchlist, report: Report | null): Match {
  const byAddress = matchAddresses(draft.sources, watch.sources);
  const byTitle = matchTitles(draft.sources, watch.sources, byAddress);
  const citations = matchCitations(draft, report?.citations ?? [], byTitle);
  return { citations, sources: matchUses(draft, citations, watch.sources, byTitle) };
}

/** What sources of a file are at their addresses, copies included. */
function matchAddresses(
  drafts: readonly DraftSource[],
  sources: readonly Source[],
): readonly (Source | null)[] {
  const known = new Map(
    sources.flatMap((source) =>
      [source.url, ...source.copies.map(({ url }) => url)].flatMap((url) =>
        url === null ? [] : [[addressKey(url), source] as const],
      ),
    ),
  );
  return drafts.map(({ url }) => (url === null ? null : (known.get(addressKey(url)) ?? null)));
}

/** By title, publisher and date: an address that somebody mended is no other document. */
function matchTitles(
  drafts: readonly DraftSource[],
  sources: readonly Source[],
  matched: readonly (Source | null)[],
): readonly (Source | null)[] {
  const taken = new Set(matched);
  const index = new SourceIndex();
  for (const [at, source] of sources.entries()) index.add(named(source), at);
  return drafts.map((draft, i) => {
    if (matched[i]) return matched[i];
    const found = index
      .candidates(named(draft))
      .map((at) => sources[at] as Source)
      .find((source) => !taken.has(source) && isSameSource(named(source), named(draft)) !== null);
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

/** How many of the passes below go by the passage. */
const BY_PASSAGE = 2;

/** By the passage, then by the printed line, then by section and source, then where a source has one citation left. */
function matchCitations(
  draft: ReportDraft,
  known: readonly Citation[],
  sources: readonly (Source | null)[],
): readonly (Citation | null)[] {
  const taken = new Set<Citation>();
  const matched: (Citation | null)[] = draft.citations.map(() => null);
  const passes: readonly ((one: DraftCitation) => string | null)[] = [
    (one) => joinedKey([passageKey(one.passages[0]?.text), one.cited, one.section]),
    (one) => passageKey(one.passages[0]?.text),
    (one) => joinedKey([one.cited, one.section]),
    (one) => one.cited,
    (one) => joinedKey([sources[one.source]?.id, one.section]),
  ];
  const same: readonly ((one: Citation) => string | null)[] = [
    (one) => joinedKey([passageKey(one.quotes[0]?.text), one.cited, one.section]),
    (one) => passageKey(one.quotes[0]?.text),
    (one) => joinedKey([one.cited, one.section]),
    (one) => one.cited,
    (one) => joinedKey([one.source, one.section]),
  ];
  for (const [pass, keyOf] of passes.entries()) {
    const waiting = queuesOf(
      // What was added beside the report is known by its passage alone.
      known.filter((one) => !taken.has(one) && (one.added !== true || pass < BY_PASSAGE)),
      same[pass] as (one: Citation) => string | null,
    );
    for (const [i, one] of draft.citations.entries()) {
      const key = matched[i] === null ? keyOf(one) : null;
      const found = key === null ? undefined : waiting.get(key)?.shift();
      if (found === undefined) continue;
      taken.add(found);
      matched[i] = found;
    }
  }
  return matchLast(
    matched,
    known.filter((one) => !taken.has(one) && one.added !== true),
    draft.citations.map(({ source }) => sources[source]?.id ?? null),
  );
}

/** Where a source has one citation left on each side, that is the same one, whatever it says by now. */
function matchLast(
  matched: readonly (Citation | null)[],
  known: readonly Citation[],
  ids: readonly (string | null)[],
): readonly (Citation | null)[] {
  const left = queuesOf(known, ({ source }) => source);
  const open = queuesOf([...ids.keys()], (i) => (matched[i] ? null : (ids[i] ?? null)));
  const found = [...matched];
  for (const [id, [i = 0, ...others]] of open) {
    const [one = null, ...more] = left.get(id) ?? [];
    if (others.length + more.length === 0) found[i] = one;
  }
  return found;
}

const joinedKey = (parts: readonly (string | null | undefined)[]): string | null =>
  parts.some((part) => part === null || part === undefined) ? null : parts.join('\n');

/** The letters of a passage; null without one. */
export const passageKey = (text: string | undefined): string | null =>
  text === undefined ? null : lettersOf(fold(text)).text;

function queuesOf<T>(all: readonly T[], keyOf: (one: T) => string | null): Map<string, T[]> {
  const queues = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    if (key === null) continue;
    const queue = queues.get(key);
    if (queue === undefined) queues.set(key, [one]);
    else queue.push(one);
  }
  return queues;
}

/** A source that is known neither by address nor by title is the one from which the file quotes the same passage. */
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
    const at = draft.citations.findIndex(
      (one, n) => one.source === i && samePassage(one, citations[n] ?? null),
    );
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

const samePassage = (one: DraftCitation, other: Citation | null): boolean =>
  passageKey(one.passages[0]?.text) !== null &&
  passageKey(one.passages[0]?.text) === passageKey(other?.quotes[0]?.text);
