import { addressKey, sameAddress } from '../../model/address.js';
import { copiesIn, originalBehind } from '../../model/archived-address.js';
import type { Change } from '../../model/manuscript.js';
import {
  type Citation,
  printedReports,
  type Quote,
  type Report,
  type Source,
  type Watchlist,
} from '../../model/watchlist.js';
import { fold, lettersOf } from '../../passage/text/fold.js';
import { appendAll, putValue } from '../../passage/text/json-edit.js';
import { type Reference, referenceOf } from '../reference.js';
import type { DraftCitation, DraftSource, ReportDraft } from './draft.js';
import { groupBy, SourceIndex } from './same-source.js';

export const EMPTY = `${JSON.stringify({ reports: [], sources: [], series: [], decisions: [] }, null, 2)}\n`;

/** What the person who imports says of the report; null where the report is to say it itself. */
export interface ReportFacts extends Pick<Report, 'id' | 'publisher' | 'published' | 'url'> {
  readonly title: string | null;
}

/** The text of a `sources.json` after an import, and what is different in it. */
export interface Merged {
  readonly text: string;
  readonly changes: readonly Change[];
  /** Ids of the draft's citations, in its order; null for one that is not written, for nobody knows its source. */
  readonly ids: readonly (string | null)[];
}

/**
 * Puts a draft into a `sources.json` for which `parseWatchlist` gives `watch`. Ids, decisions and what people wrote stay; citations follow
 * the report, or are added beside it (`beside`).
 */
export function mergeDraft(
  text: string,
  decided: Watchlist,
  draft: ReportDraft,
  facts: ReportFacts,
  beside = false,
): Merged {
  // The report's own file is held against what it printed.
  const watch = { ...decided, reports: printedReports(decided) };
  const before = watch.reports.find(({ id }) => id === facts.id) ?? null;
  const match = matchDraft(draft, watch, beside ? null : before && toGoLast(before, decided));
  // A page that is added at another address than a source of its name is a source of its own: it is what was read.
  const known = match.sources.map((source, i) =>
    beside && isElsewhere(source, draft.sources[i]) ? null : source,
  );
  const ids = idsOf(draft, known, watch);
  const added = draft.sources.flatMap((source, i) =>
    known[i] ? [] : [newSource(source, ids[i] as string)],
  );
  const own = ownCitations(draft, match.citations, ids, facts.id, before);
  const all = own.flatMap((one) => (one === null ? [] : beside ? { ...one, added: true } : one));
  const others = (before?.citations ?? []).filter(
    (one) => beside || (one.added === true && !match.citations.includes(one)),
  );
  const citations = beside ? [...others, ...all] : [...all, ...others];
  const report = reportOf(draft, facts, before, citations);
  const changes = [
    ...(before === null
      ? [{ kind: 'report-added', report: facts.id } as const]
      : filledReport(before, report)),
    ...added.map((source) => ({ kind: 'source-added', source }) as const),
    ...draft.sources.flatMap((source, i) => differences(source, known[i] ?? null)),
    ...citationChanges(before?.citations ?? [], citations),
    ...unused(watch, report),
  ];
  const merged = writeMerge(text, watch, report, before, added, changes);
  return { text: merged, changes, ids: own.map((one) => one?.id ?? null) };
}

/** Of equal citations those that are to go are the ones that a report may lack by now. */
function toGoLast(report: Report, { changes = [] }: Watchlist): Report {
  const toGo = new Set(
    changes.flatMap(({ citation, field }) => (field === 'citation' ? [citation] : [])),
  );
  if (toGo.size === 0) return report;
  const citations = report.citations.toSorted(
    (a, b) => Number(toGo.has(a.id)) - Number(toGo.has(b.id)),
  );
  return { ...report, citations };
}

function idsOf(
  draft: ReportDraft,
  matched: readonly (Source | null)[],
  watch: Watchlist,
): readonly string[] {
  const taken = new Set(watch.sources.map(({ id }) => id));
  return draft.sources.map((source, i) => {
    const id = matched[i]?.id ?? sourceId(source, taken);
    taken.add(id);
    return id;
  });
}

const NAMELESS = 'not stated';

const newSource = (draft: DraftSource, id: string): Source => ({
  id,
  publisher: draft.publisher ?? NAMELESS,
  title: draft.title ?? draft.url ?? NAMELESS,
  url: draft.url,
  ...(draft.addressFrom === null ? {} : { addressFrom: draft.addressFrom }),
  published: draft.published,
  lang: draft.lang,
  series: null,
  edition: null,
  copies: copiesIn(draft.archived ?? []),
  ...(draft.zotero === undefined ? {} : { zotero: draft.zotero }),
});

/** The draft's citations as the file will have them: old ids stay, and what people filled in, while the report's line is the same. Null where only a person can say of which document one is, and has not. */
function ownCitations(
  draft: ReportDraft,
  matched: readonly (Citation | null)[],
  ids: readonly string[],
  report: string,
  before: Report | null,
): readonly (Citation | null)[] {
  let last = Math.max(
    0,
    ...(before?.citations ?? []).map(({ id }) => Number(/\/(\d+)$/u.exec(id)?.[1] ?? 0)),
  );
  return draft.citations.map((one, i) => {
    const known = matched[i] ?? null;
    const source = one.source === null ? known?.source : ids[one.source];
    if (source === undefined) return null;
    const filled =
      one.cited === null || sameButSpaces(known?.cited ?? null, one.cited) ? known : null;
    return {
      id: known?.id ?? `${report}/${++last}`,
      source,
      section: one.section,
      accessed: one.accessed ?? filled?.accessed ?? null,
      page: one.pinpoint ?? filled?.page ?? null,
      cited: filled?.cited ?? one.cited,
      quotes: quotesOf(one, known),
    };
  });
}

/** A PDF parts ideographs and digits that a word processor sets close. */
const sameButSpaces = (a: string | null, b: string | null): boolean =>
  a?.replace(/\s+/gu, '') === b?.replace(/\s+/gu, '');

function quotesOf({ passages }: DraftCitation, known: Citation | null): readonly Quote[] {
  const left = [...(known?.quotes ?? [])];
  return passages.map((passage) => {
    const at = left.findIndex(({ text }) => passageKey(text) === passageKey(passage.text));
    const kept = at < 0 ? undefined : left.splice(at, 1)[0];
    const { text, original, translated } = passage;
    if (
      kept &&
      (original === null || passageKey(kept.original?.text) === passageKey(original.text))
    )
      return kept;
    return { text, ...(original && { original }), ...(translated && { translated }) };
  });
}

const reportOf = (
  { report }: ReportDraft,
  facts: ReportFacts,
  before: Report | null,
  citations: readonly Citation[],
): Report => ({
  id: facts.id,
  title: facts.title ?? before?.title ?? report.title ?? facts.id,
  publisher: facts.publisher ?? before?.publisher ?? report.publisher,
  published: facts.published ?? before?.published ?? report.published,
  url: facts.url ?? before?.url ?? null,
  citations,
});

const filledReport = (before: Report, after: Report): readonly Change[] =>
  (['title', 'publisher', 'published', 'url'] as const)
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ kind: 'report-filled', report: after.id, field, after: after[field] }));

const SOURCE_FIELDS = ['url', 'published', 'lang', 'zotero'] as const;

function differences(draft: DraftSource, source: Source | null): readonly Change[] {
  if (source === null) return [];
  const { id } = source;
  const known = [source.url ?? [], source.copies.map(({ url }) => url)].flat().map(addressKey);
  const copies = copiesIn(draft.archived ?? []).filter(
    ({ url }) => !known.includes(addressKey(url)),
  );
  const more: readonly Change[] =
    copies.length === 0
      ? []
      : [{ kind: 'source-filled', id, field: 'copies', after: [...source.copies, ...copies] }];
  const fields = SOURCE_FIELDS.flatMap((field): readonly Change[] => {
    const [before, after] = [source[field] ?? null, draft[field] ?? null];
    if (after === null || says(field, source, after)) return [];
    return before === null
      ? [{ kind: 'source-filled', id, field, after }]
      : [{ kind: 'source-differs', id, field, before, after }];
  });
  return [...fields, ...more];
}

/** True where the file says as much already: the same address or a copy's (of what it has as a capture, `lint` speaks), a date or an item that is as precise. */
function says(field: (typeof SOURCE_FIELDS)[number], source: Source, after: string): boolean {
  const before = source[field] ?? null;
  if (field === 'url') return addressesOf(source).some((url) => sameAddress(url, after));
  if (field === 'lang') return before !== null;
  return before !== null && (before.startsWith(after) || before.endsWith(after));
}

/** Every address of a source, the original behind a captured one with them. */
const addressesOf = ({ url, copies }: Source): readonly string[] => [
  ...(url === null ? [] : [url, originalBehind(url) ?? []].flat()),
  ...copies.map((copy) => copy.url),
];

const isElsewhere = (source: Source | null, draft: DraftSource | undefined): boolean =>
  source !== null && source.url !== null && !says('url', source, draft?.url ?? '');

const CITATION_FIELDS = [
  'source',
  'section',
  'accessed',
  'page',
  'cited',
  'added',
  'quotes',
] as const;

function citationChanges(
  before: readonly Citation[],
  after: readonly Citation[],
): readonly Change[] {
  const old = new Map(before.map((one) => [one.id, one]));
  const kept = new Set(after.map(({ id }) => id));
  return [
    ...after.flatMap((citation): readonly Change[] => {
      const known = old.get(citation.id);
      if (known === undefined) return [{ kind: 'citation-added', citation }];
      return CITATION_FIELDS.flatMap((field) => {
        const [before, after] = [known[field], citation[field]];
        const isSame = JSON.stringify(before) === JSON.stringify(after);
        return isSame ? [] : [{ kind: 'citation-changed', id: citation.id, field, before, after }];
      });
    }),
    ...before
      .filter(({ id }) => !kept.has(id))
      .map((citation) => ({ kind: 'citation-gone', citation }) as const),
  ];
}

function unused({ reports, sources }: Watchlist, report: Report): readonly Change[] {
  const citedBy = (all: readonly Report[]) =>
    new Set(all.flatMap(({ citations }) => citations.map(({ source }) => source)));
  const [was, is] = [
    citedBy(reports),
    citedBy([...reports.filter(({ id }) => id !== report.id), report]),
  ];
  return sources
    .filter(({ id }) => was.has(id) && !is.has(id))
    .map(({ id }) => ({ kind: 'source-unused', id }));
}

function writeMerge(
  text: string,
  watch: Watchlist,
  report: Report,
  before: Report | null,
  added: readonly Source[],
  changes: readonly Change[],
): string {
  const withSources = appendAll(text, ['sources'], added);
  if (before === null) return appendAll(withSources, ['reports'], [report]);
  const at = watch.reports.indexOf(before);
  const indexOf = new Map(watch.sources.map(({ id }, i) => [id, i]));
  let written = withSources;
  for (const change of changes)
    if (change.kind === 'source-filled')
      written = putValue(
        written,
        ['sources', indexOf.get(change.id) as number, change.field],
        change.after,
      );
    else if (change.kind === 'report-filled')
      written = putValue(written, ['reports', at, change.field], change.after);
  return writeCitations(
    written,
    ['reports', at, 'citations'],
    before.citations,
    report.citations,
    changes,
  );
}

function writeCitations(
  text: string,
  path: readonly (string | number)[],
  before: readonly Citation[],
  after: readonly Citation[],
  changes: readonly Change[],
): string {
  const order = before.map(({ id }) => id);
  let written = text;
  for (const change of changes)
    if (change.kind === 'citation-changed')
      written = putValue(written, [...path, order.indexOf(change.id), change.field], change.after);
    else if (change.kind === 'citation-gone') {
      const at = order.indexOf(change.citation.id);
      order.splice(at, 1);
      written = putValue(written, [...path, at], undefined);
    }
  for (const [i, citation] of after.entries())
    if (!order.includes(citation.id)) {
      const behind = order.indexOf(after[i - 1]?.id ?? '') + 1;
      order.splice(behind, 0, citation.id);
      written = putValue(written, [...path, behind], citation, true);
    }
  return written;
}

const ACRONYM = /\((?<inside>[\p{Lu}\d]{2,8})\)|^(?<before>\p{Lu}{2,8})(?:$| [–—:-])/u;
const SMALL = new Set(
  'a an and are as at by for from in into is of on or the to with report reports und der die das des de la le les el los du'.split(
    ' ',
  ),
);
/** Words of a title in an id. Our choice. */
const MOST_WORDS = 4;

/** An id that a person can read and type: who, when, what (`dfat-2024-country-information`). `taken` are those of others. */
export function sourceId(
  { publisher, title, published }: Pick<DraftSource, 'publisher' | 'title' | 'published'>,
  taken: ReadonlySet<string>,
): string {
  const { inside, before } = ACRONYM.exec(publisher ?? '')?.groups ?? {};
  const who = idWords(inside ?? before ?? publisher ?? '');
  const year = published?.slice(0, 4) ?? '';
  const what = idWords(title ?? '').filter((word) => word !== year);
  // A title in another script leaves its figures, which name nothing.
  const names = what.every((word) => /^\d+$/u.test(word)) ? [] : what;
  const by = who.length + names.length === 0 ? ['source'] : who.slice(0, MOST_WORDS);
  const id = [...by, year, ...names.slice(0, MOST_WORDS)].filter((part) => part !== '').join('-');
  if (!taken.has(id)) return id;
  let n = 2;
  while (taken.has(`${id}-${n}`)) n++;
  return `${id}-${n}`;
}

/** The words of a text in Latin letters and digits; what is written in other scripts leaves nothing. */
const idWords = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/['’]/gu, '')
    .split(/[^a-z0-9]+/u)
    .filter((word) => word !== '' && !SMALL.has(word));

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

function matchAddresses(
  drafts: readonly DraftSource[],
  sources: readonly Source[],
): readonly (Source | null)[] {
  const known = new Map<string, Source>();
  const originals = new Map<string, Source>();
  for (const source of sources) {
    const original = originalBehind(source.url ?? '');
    if (original !== null) originals.set(addressKey(original), source);
    for (const url of [source.url, ...source.copies.map((copy) => copy.url)])
      if (url !== null) known.set(addressKey(url), source);
  }
  return drafts.map(({ url, archived = [] }) => {
    const keys = [url ?? [], archived].flat().map(addressKey);
    const own = keys.flatMap((key) => known.get(key) ?? []);
    return own[0] ?? originals.get(keys[0] ?? '') ?? null;
  });
}

/** By title, publisher and date: a document stays the same when somebody corrects its address. */
function matchTitles(
  drafts: readonly DraftSource[],
  sources: readonly Source[],
  matched: readonly (Source | null)[],
): readonly (Source | null)[] {
  const taken = new Set(matched);
  const index = new SourceIndex<Reference>();
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

const named = ({
  publisher,
  title,
  published: iso,
}: Pick<DraftSource, 'publisher' | 'title' | 'published'>): Reference =>
  referenceOf({
    cited: '',
    publisher,
    title,
    published: iso === null ? null : { printed: iso, iso },
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
  return [
    joined(words, cited, section),
    words,
    joined(cited, section),
    cited,
    joined(source, section),
  ];
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
  const sought = draft.citations.map((one) =>
    keysOf(one, one.passages[0]?.text, idOf(one.source, sources)),
  );
  const keys = new Map(known.map((one) => [one, keysOf(one, one.quotes[0]?.text, one.source)]));
  for (let pass = 0; pass < 5; pass++) {
    // What was added beside the report is known by its passage alone.
    const open = known.filter(
      (one) => !taken.has(one) && (one.added !== true || pass < BY_PASSAGE),
    );
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

const passageKey = (text: string | undefined): string | null =>
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
    if (found === null || taken.has(found) || isAnother(draft.sources[i] as DraftSource, found))
      return null;
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
