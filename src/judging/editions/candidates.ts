import { isDeepStrictEqual } from 'node:util';
import { addressKey, wordsOfPath } from '../../model/address.js';
import type { Document, Link } from '../../model/document.js';
import type { EditionReason } from '../../model/edition.js';
import type { CitationVerdict } from '../../model/verdict.js';
import { FOREVER } from '../../model/visit.js';
import {
  type Series,
  type Source,
  type Use,
  type Watchlist,
  wasReadAfter,
} from '../../model/watchlist.js';
import {
  asPrinted,
  compareMarks,
  type EditionMark,
  isCounted,
  isSameMark,
  issueOf,
  marksIn,
  orderOf,
} from '../../passage/text/edition-name.js';
import { numberNamed } from '../../passage/text/numbers.js';
import { remarksOn } from './cadence.js';
import { citedNames } from './counterpart.js';
import { coverOf, findCoverDateChange, namesOf } from './cover.js';
import {
  byLatestLink,
  byList,
  byPattern,
  byRaisedYear,
  byShape,
  byStatement,
} from './detectors.js';
import { belongs, type Family, familyOf, mentions } from './family.js';
import { byCrossref, workOf } from './registers/crossref.js';
import type { Listing, Work } from './registers/register.js';
import {
  byIndex,
  type Clues,
  type Detector,
  type Hint,
  inUnit,
  isPublished,
  marksOfEdition,
  ownMarks,
  placeOf,
  type Survey,
  sitesIn,
  surveyOf,
} from './survey.js';
import { noticeIn } from './withdrawal-notice.js';

/** An edition that may be newer than the one that is cited. */
export interface Candidate extends Hint {
  readonly series: Pick<Series, 'name'>;
  readonly lang: string | null;
  /** How its page is known as one of the series. */
  readonly family: Family;
  /** Names of the site, which its title may have besides. */
  readonly sites?: readonly string[];
  /** True when it was looked at less than a week ago, and is not to be asked tonight. */
  readonly rests?: boolean;
  /** What its visit is recorded under: its address, or a source's id where {@link underCitedIds} found that the report cites this edition too. */
  readonly subject: string;
}

interface Found {
  /** Oldest first. */
  readonly candidates: readonly Candidate[];
  readonly survey: Survey;
}

/** All that may tell of newer editions of a source. */
export interface EditionSearch {
  readonly source: Source;
  /** The series that the source is an issue of, or null. */
  readonly series: Series | null;
  readonly uses: readonly Use[];
  readonly citations: readonly CitationVerdict[];
  /** The series' index pages, as read tonight. */
  readonly listings: readonly Listing[];
  /** Records of the source's DOIs, as read tonight. */
  readonly records: readonly Document[];
  /** What the cited page and the citation lines say, which may name its DOI. */
  readonly stated: readonly string[];
  /** The cited document as read tonight; null when it was not read. */
  readonly document: Document | null;
  /** Other versions of it that its server names. */
  readonly versions: readonly Link[];
  readonly now: Date;
  /** Milliseconds since 1970 until which no other page is looked at again; null where that is on every night. */
  readonly until: number | null;
}

/** What became of a search. */
export interface FoundEditions extends Found {
  /** With the edition that its page states, where nobody recorded one. */
  readonly source: Source;
  readonly remarks: readonly EditionReason[];
  /** `until`, where nothing is found by then; else null. */
  readonly quietUntil: number | null;
}

/** What is found where nothing is looked at. */
export const NOTHING_FOUND: Found = {
  candidates: [],
  survey: { read: 0, compared: 0, earlier: 0, ahead: 0, at: [], open: [] },
};

/** What was read tonight that may tell of newer editions. */
export interface SeenPage {
  readonly listings: readonly Listing[];
  readonly works: readonly Work[];
  readonly stated?: readonly string[] | undefined;
  readonly document: Document | null;
  readonly banner: string | null;
}

/** The ways to learn of a newer edition, the surest first: of two addresses for one issue the first is read first. */
const DETECTORS: readonly Detector[] = [
  byList,
  byCrossref,
  byStatement,
  byLatestLink,
  byShape,
  byIndex,
  byPattern,
  byRaisedYear,
];
// Where the numbers of this file come from: docs/judging.md, 13.

/** Addresses that are read for one issue which nobody has listed. */
const MOST_AN_ISSUE = 2;
/** Issues of one series that are looked for in one night. */
const MOST_ISSUES = 6;
/** An address that leaked before its document was out: `…/burma-draft/`, `preview.state.gov`. */
const UNPUBLISHED = /(?:^|[/._-])(?:draft|preview|staging)(?:[/._-]|$)/iu;

/** Looks for newer editions of a source. */
export function findEditions(search: EditionSearch): FoundEditions {
  const { series, document, listings, records, stated, versions, now, until } = search;
  const source = withStatedEdition(search.source, series, search, search.uses, search.citations);
  const works = records.flatMap((record) => workOf(record) ?? []);
  const notice = noticeIn(document);
  const seen: SeenPage = {
    listings,
    works,
    stated,
    document: document && { ...document, links: [...document.links, ...versions] },
    banner: notice?.kind === 'superseded' ? notice.words : null,
  };
  const foundBy = (date: Date): Found =>
    candidatesFor(source, { series: series === null ? [] : [series] }, seen, date);
  const found = foundBy(now);
  const remarks = remarksOn(source, listings, works, stated);
  const isFound = found.candidates.length + remarks.length > 0;
  const isQuiet =
    until === FOREVER || (until !== null && isDeepStrictEqual(foundBy(new Date(until)), found));
  return { source, ...found, remarks, quietUntil: !isFound && isQuiet ? until : null };
}

/** Editions that may be newer than the one a source is, by all that was read tonight. */
export function candidatesFor(
  source: Source,
  watch: Pick<Watchlist, 'series'>,
  seen: SeenPage,
  now: Date,
): Found {
  const series = watch.series.find((s) => s.id === source.series) ?? null;
  if (series !== null && source.edition === null) return NOTHING_FOUND;
  const clues = cluesFor(source, series, seen, now);
  const own = new Set([source.url ?? '', ...source.copies.map((copy) => copy.url)].map(placeOf));
  const older = new Set(
    (series?.editions ?? []).flatMap((e) => (e.url === null ? [] : [placeOf(e.url)])),
  );
  const isNews = ({ url, trusted }: Hint): boolean =>
    url === null ||
    (!own.has(placeOf(url)) &&
      (trusted || (!older.has(placeOf(url)) && !UNPUBLISHED.test(placeOf(url)))));
  const hints = chosen(DETECTORS.flatMap((detect) => detect(clues)).filter(isNews));
  const family = familyOf(source, series);
  const sites = [source.publisher, ...sitesIn(clues)];
  const candidates = hints.map((hint) => ({
    ...hint,
    lang: source.lang,
    series: series ?? { name: source.title },
    // Where the page itself leads on, its next edition may have another title.
    family: hint.seenAt === source.url || hint.trusted ? family : clues.family,
    sites,
    subject: hint.url ?? '',
  }));
  return { candidates, survey: surveyOf(clues) };
}

/**
 * A source with the edition that nobody recorded: as its page says, or its publisher's list of that page. Only where every passage stands
 * there and the authors read it when that edition was out: an older one may have stood there before.
 */
export function withStatedEdition(
  source: Source,
  series: Series | null,
  { document, listings }: Pick<SeenPage, 'document' | 'listings'>,
  uses: readonly Use[],
  citations: readonly CitationVerdict[],
): Source {
  if (series === null || source.edition !== null || document === null) return source;
  const quotes = citations.flatMap((citation) => citation.quotes);
  const issue =
    coverOf(document, series.name) ??
    listedAs(source, listings).flatMap((text) => issueOf(text) ?? [])[0];
  const isCited =
    quotes.length > 0 &&
    quotes.every(({ verdict }) => verdict === 'intact') &&
    [issue?.to, document.dates.published ?? issue?.to].every((since) => wasReadAfter(uses, since));
  return issue !== undefined && isCited ? { ...source, edition: asPrinted(issue) } : source;
}

/** Ids of the sources by their addresses: an index, made once for each set of sources. */
const CITED = new WeakMap<readonly Source[], ReadonlyMap<string, string>>();

/** The same candidates, of which those that the report cites too are recorded under their source's id. */
export function underCitedIds(
  candidates: readonly Candidate[],
  sources: readonly Source[],
): readonly Candidate[] {
  const cited =
    CITED.get(sources) ??
    new Map(
      sources.flatMap(({ id, url }) => (url === null ? [] : [[addressKey(url), id] as const])),
    );
  CITED.set(sources, cited);
  return candidates.map((one) => ({
    ...one,
    subject: cited.get(addressKey(one.subject)) ?? one.subject,
  }));
}

function cluesFor(source: Source, series: Series | null, seen: SeenPage, now: Date): Clues {
  const said = ownMarks(source);
  const named =
    said.length > 0 || series === null
      ? said
      : marksIn(`${source.title} ${wordsOfPath(source.url ?? '')}`);
  const dated = named.find((mark) => !isCounted(mark)) ?? issueOf(source.published ?? '');
  const unit = dated === null || isCounted(dated) ? 'day' : dated.unit;
  const cited = dated === null || named.includes(dated) ? named : [...named, dated];
  const out = (series?.editions ?? [])
    .filter((e) => isPublished(e.published, now))
    .map((e) => marksOfEdition(e.edition, e.published, unit));
  const known = out.reduce<readonly EditionMark[]>(
    (last, marks) =>
      last.length === 0 || compareMarks(marks, last).order === 'later' ? marks : last,
    inUnit(cited, unit),
  );
  const own = familyOf(source, series);
  // Nobody vouches for what is no declared series: only what has every word of the title may be of it.
  const family = series === null ? { ...own, words: [...own.words, ...own.kin] } : own;
  const names = citedNames(
    calledBy(source, seen),
    source.edition ?? '',
    series?.name ?? '',
    listedAs(source, seen.listings),
  );
  const nameless = named.length === 0 && !isWord(source) && !names.isNumbered;
  return { source, series, family, unit, known, nameless, names, now, ...seen };
}

/** What the lists call the cited document. */
const listedAs = ({ url }: Source, listings: readonly Listing[]): readonly string[] =>
  listings.flatMap(({ links }) =>
    links.flatMap((one) => (url !== null && placeOf(one.url) === placeOf(url) ? one.text : [])),
  );

/** What the citation calls it, and what it calls itself. */
const calledBy = ({ title }: Source, { document }: SeenPage): readonly string[] => [
  title,
  ...(document === null ? [] : namesOf(document)),
];

/** True for an edition that is told by a word of its own, which its title or address has. */
const isWord = ({ edition, title, url }: Source): boolean =>
  edition !== null &&
  !/\p{N}/u.test(edition) &&
  !edition.split(/[^\p{L}\p{M}]+/u).some((word) => numberNamed(word) !== null) &&
  mentions(`${title} ${wordsOfPath(url ?? '')}`, edition);

/** Every listed edition, and a few addresses for each issue that only a detector found. */
function chosen(hints: readonly Hint[]): readonly Hint[] {
  const places = new Set<string>();
  const once = hints.filter(
    ({ url }) => url === null || (!places.has(placeOf(url)) && places.add(placeOf(url))),
  );
  const trusted = once.filter((hint) => hint.trusted);
  const issues: { readonly mark: EditionMark | null; readonly hints: Hint[] }[] = [];
  for (const hint of once.filter((one) => !one.trusted)) {
    const group = issues.find(({ mark }) =>
      mark === null || hint.mark === null ? mark === hint.mark : isSameMark(mark, hint.mark),
    );
    if (group === undefined) issues.push({ mark: hint.mark, hints: [hint] });
    else if (group.hints.length < MOST_AN_ISSUE) group.hints.push(hint);
  }
  issues.sort((a, b) => placeBefore(a.mark, b.mark));
  return [...trusted, ...issues.slice(-MOST_ISSUES).flatMap((group) => group.hints)];
}

/** Below 0 when `a` comes before `b`; what names no edition comes first. */
function placeBefore(a: EditionMark | null, b: EditionMark | null): number {
  if (a === null || b === null) return Number(b === null) - Number(a === null);
  const order = orderOf(a, b);
  return order === 'later' ? 1 : order === 'earlier' ? -1 : 0;
}

/** True for a document that is by its cover a later issue: its date moved on, and it has the series' name, which a notice has not. */
export const isNextEdition = (
  source: Source,
  series: Series | null,
  before: Document | null,
  after: Document,
): boolean =>
  series !== null &&
  findCoverDateChange(before, after, series.name) !== null &&
  belongs(namesOf(after).join(' '), familyOf(source, series));
