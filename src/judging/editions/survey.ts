import {
  addressKey,
  govUkContent,
  hostOf,
  parseAddress,
  wordsOfPath,
} from '../../model/address.js';
import type { Document } from '../../model/document.js';
import type { NewerEdition } from '../../model/edition.js';
import type { PartialDate, Series, Source } from '../../model/watchlist.js';
import { issuesIn, type Unit } from '../../passage/text/edition-dates.js';
import {
  asPreciseAs,
  type Compared,
  compareMarks,
  type EditionMark,
  isCounted,
  issueOf,
  marksIn,
  marksOf,
  printedIn,
} from '../../passage/text/edition-name.js';
import { type CitedNames, type Counterpart, isYear } from './counterpart.js';
import {
  countForeignWords,
  countTitleWords,
  type Family,
  hasOtherEditionName,
  isAbout,
  mayBelong,
  mentions,
  partsApart,
  withoutMarks,
} from './family.js';
import type { Listed, Listing, Work } from './registers/register.js';

/** What the series' index pages showed of it: the ground on which it can be said that nothing newer is out. */
export interface Survey {
  /** True where nothing in the cited edition's own name, title or address tells it from others. */
  readonly nameless?: boolean;
  readonly read: number;
  /** Editions on them that were held against the cited one and are no later; none where it is not on them itself. */
  readonly compared: number;
  /** Of these the ones that are earlier, and so are others than the cited one. */
  readonly earlier: number;
  /** Editions that may be later, and are called otherwise than the cited one. */
  readonly ahead: number;
  /** Index pages that name the family. */
  readonly at: readonly string[];
  /** Names and addresses of those that name an edition in a way that cannot be compared with the cited one's. */
  readonly open: readonly { readonly name: string; readonly url: string }[];
}

/** Names that cannot be compared of which a verdict tells: more would only repeat the question. */
const MOST_OPEN = 3;

/** Characters of a link's text that are shown where it is all that names an edition. */
const NAME = 100;

/** Looks over the links of all index pages that were read. */
export function surveyOf(clues: Clues): Survey {
  const found = linksOf(clues);
  const links = found.flatMap((one) => one.links);
  const isListed = links.some(({ order }) => order === 'same');
  const open = links.filter(({ order, isAhead }) => order === 'unknown' || isAhead === true);
  return {
    nameless:
      clues.nameless &&
      !links.some(({ called, order }) => called !== undefined && order === 'earlier'),
    read: clues.listings.length,
    compared: isListed
      ? links.filter(({ order }) => order === 'same' || order === 'earlier').length
      : 0,
    earlier: links.filter(({ order }) => order === 'earlier').length,
    ahead: links.filter(({ isAhead }) => isAhead === true).length,
    at: found.flatMap((one) =>
      one.links.some(({ marks }) => marks.length > 0) ? [one.listing.url] : [],
    ),
    open: open.slice(-MOST_OPEN).map(({ link, marks }) => ({
      name: marks.map((mark) => printedIn(link.text, mark)).join(', ') || link.text.slice(0, NAME),
      url: link.url,
    })),
  };
}

/** Names of the site: what every link to an edition that is no later has besides its name, and the titles of the lists. */
export function sitesIn(clues: Clues): readonly string[] {
  const [first = [], ...others] = linksOf(clues)
    .flatMap(({ links }) => links)
    .filter(({ order }) => order === 'same' || order === 'earlier')
    .map(({ link }) => partsApart(link.text, clues.family));
  const lists = clues.listings.flatMap(({ title }) => partsApart(title, clues.family));
  return [...first.filter((part) => others.every((parts) => parts.includes(part))), ...lists];
}

/** A link of an index page that may lead to one of the series, held against the latest edition that is known. */
interface IndexLink extends Compared {
  readonly link: Listed;
  /** What its text or address says of its edition. */
  readonly marks: readonly EditionMark[];
  /** True for one that may be later, by its date or by what was not read of its name, and cannot be compared. */
  readonly isAhead?: boolean;
  /** What stands in its text where the cited document's name has its edition's, when nothing else differs. */
  readonly called?: string;
}

/** A link that is called as the cited document is, but for the numbers of the edition's name: they tell where nothing else can. */
function twinOf(
  link: Listed,
  best: IndexLink | undefined,
  twin: Counterpart,
  isNumbered: boolean,
): IndexLink {
  const called = twin.words;
  if (best?.order === 'later' || best?.order === 'earlier')
    return best.by?.unit === 'number' ? { ...best, called } : best;
  const mark = { unit: 'number', at: twin.at, name: called, words: called } as const;
  const order =
    best === undefined || best.order === 'same' || best.by === null ? twin.order : 'unknown';
  return {
    link,
    marks: [mark],
    by: mark,
    order,
    called,
    isAhead: twin.order === 'later' && !isNumbered,
  };
}

interface ReadListing {
  readonly listing: Listing;
  readonly links: readonly IndexLink[];
}

/** Read once for all who ask: to hold every link of a page against a name takes long. */
const LINKS = new WeakMap<Clues, readonly ReadListing[]>();

function linksOf(clues: Clues): readonly ReadListing[] {
  const read =
    LINKS.get(clues) ??
    clues.listings.map((listing) => ({ listing, links: familyLinks(listing, clues) }));
  LINKS.set(clues, read);
  return read;
}

function familyLinks(listing: Listing, clues: Clues): readonly IndexLink[] {
  const { source, family, unit, known, names, now } = clues;
  const next = now.getUTCFullYear() + 1;
  const context = `${listing.title} ${wordsOfPath(listing.url)}`;
  const twins = listing.links.map(({ text }) => names.counterpart(text));
  // Numbers that go on beyond next year are no years: those of articles.
  const isPast = known.every((mark) => hasBegun(mark, now));
  const areNoYears = isPast && twins.some((twin) => twin?.at.some((n) => n > next && isYear(n)));
  return listing.links.flatMap((link, i) => {
    // A list that leads to the cited document itself has it for its edition, whatever it calls it.
    if (source.url !== null && placeOf(link.url) === placeOf(source.url))
      return [{ link, order: 'same', by: null, marks: [] }];
    const path = wordsOfPath(link.url);
    const said = [link.text, path].map((text) => inUnit(marksIn(text), unit));
    const told = said.map((marks): IndexLink => ({ link, marks, ...compareMarks(marks, known) }));
    const best =
      told.find(({ order }) => order !== 'unknown') ?? told.find(({ marks }) => marks.length > 0);
    const twin = twins[i];
    if (twin?.strange.length === 0 && !areNoYears)
      return [twinOf(link, best, twin, names.isNumbered)];
    const own = `${link.text} ${path}`;
    const ahead = {
      link,
      marks: best?.marks ?? [],
      order: 'unknown',
      by: null,
      isAhead: true,
    } as const;
    // A word that was not read may be a season.
    const isUnread = twin?.strange.some((word) => mentions(withoutMarks(link.text), word)) === true;
    if ((twin != null && areNoYears) || (isUnread && best?.order !== 'earlier')) return [ahead];
    const isAlike = names.isAlike(link.text) && isAbout(`${own} ${context}`, family);
    // A time to come in an address is a number of the site's: `2026/2360`.
    const isNumber =
      isPast &&
      best !== undefined &&
      best === told[1] &&
      best.marks.some((one) => !hasBegun(one, now));
    if (best === undefined || isNumber) return isAlike ? [ahead] : [];
    // Another word in its place may be a month of the same year: `kovas 2025`, `rugsėjis 2025`.
    const isOther =
      hasOtherEditionName(own, family) && countForeignWords(link.text, family, context) > 0;
    if (best.order !== 'earlier' && isOther) return [ahead];
    // The same name with another motto, or another chapter: `Democracy Report 2025: …`. A person has to look.
    if (!mayBelong(own, context, family))
      return isAlike && !/same|earlier/u.test(best.order) && !best.marks.every(isCounted)
        ? [ahead]
        : [];
    const isOpen = best.order === 'unknown' && isAlike;
    return [isOpen ? ahead : best];
  });
}

/** Links of index pages that name a later edition and the series, in their text or address. The most alike first. */
export const byIndex: Detector = (clues) =>
  linksOf(clues)
    .flatMap(({ listing, links }) =>
      links
        .filter(({ order }) => order === 'later')
        .map((found) => ({
          likeness: likenessOf(found, clues),
          hint: hintFrom(found, listing, clues),
        })),
    )
    // Where the cited one is to come too, its years are not ours: `2081` of Nepal.
    .filter(
      ({ hint }) =>
        hasBegun(hint.mark, clues.now) || clues.known.some((mark) => !hasBegun(mark, clues.now)),
    )
    .sort((a, b) => b.likeness - a.likeness)
    .map(({ hint }) => hint);

function hintFrom(
  { link, marks, by, called, isAhead = false }: IndexLink,
  listing: Listing,
  clues: Clues,
): Hint {
  const { source, known } = clues;
  // A number is asked only where the dates are the same.
  const isDated = known.some((mark) => !isCounted(mark)) && !by?.unit.startsWith('number');
  const dated = isDated ? marks.find((mark) => !isCounted(mark)) : undefined;
  const named =
    dated === undefined
      ? countedName(marks, known, link.text)
      : labelled(printedIn(link.text, dated), source.edition);
  return {
    edition: called ?? named,
    mark: dated ?? by,
    url: link.url,
    published: link.published ?? null,
    trusted: false,
    seenAt: listing.url,
    label: link.text,
    isCountedOnly: isAhead,
    isAlike: clues.names.isAlike(link.text),
  };
}

function likenessOf({ link }: IndexLink, { family }: Clues): number {
  const own = `${link.text} ${wordsOfPath(link.url)}`;
  return family.words.filter((word) => mentions(own, word)).length + countTitleWords(own, family);
}

/** `Vol. 12, No. 4`: by the counts that the known edition has too. */
const countedName = (
  marks: readonly EditionMark[],
  known: readonly EditionMark[],
  text: string,
): string =>
  marks
    .filter((mark) => isCounted(mark) && known.some(({ unit }) => unit === mark.unit))
    .map((mark) => printedIn(text, mark))
    .join(', ');

/** `CPI 2026`, as the cited edition is called `CPI 2023`; a version number is not carried on. */
function labelled(name: string, cited: string | null): string {
  const [before = ''] = issuesIn(cited ?? '').map(({ words }) => (cited ?? '').split(words)[0]);
  const label = withoutMarks(before)
    .replace(/[\d.]+|[^\p{L}\p{N}]+$/gu, '')
    .trim();
  return label === '' ? name : `${label} ${name}`;
}

/** Asked for several times a night of each source, a tenth of a night on which nothing changed. */
const OWN_MARKS = new WeakMap<Source, readonly EditionMark[]>();

/** What tells a source from others of its name: the marks of its edition's name, of its title where it has none. */
export function ownMarks(source: Source): readonly EditionMark[] {
  const { edition, title } = source;
  const marks = OWN_MARKS.get(source) ?? (edition === null ? marksIn(title) : marksOf(edition));
  OWN_MARKS.set(source, marks);
  return marks;
}

/** True when a source says of itself that it is one of several: its title or its edition's name tells it from others. */
export const isEdition = (source: Source): boolean =>
  ownMarks(source).length > 0 || (source.edition !== null && marksIn(source.title).length > 0);

/** Where other editions of a source without a series would be listed: GOV.UK's content API, or its folder's index. None for what is no edition, such as an article. */
export function placesToLook(source: Source): readonly string[] {
  const address = parseAddress(source.url ?? '');
  if (address === null || source.series !== null) return [];
  if (hostOf(address.href) === 'gov.uk') return govUkContent(address.href);
  const steps = address.pathname.split('/').filter((step) => step !== '');
  if (!isEdition(source) || steps.length < 2 || address.search !== '') return [];
  return [`${address.origin}/${steps.slice(0, -1).join('/')}/`];
}

/** What a detector says of an edition that may be newer. */
export interface Hint extends Omit<NewerEdition, 'quotes'> {
  /** By which its page is known as this edition; null when its name says none. */
  readonly mark: EditionMark | null;
  /** True when a person has seen it (`sources.json`) or a register states it. Others count only when they have been read. */
  readonly trusted: boolean;
  /** The page that led to it; null for an address that was worked out. */
  readonly seenAt: string | null;
  /** What that page calls it. */
  readonly label?: string;
  /** True where nothing but a number in that tells that it is later: it may be a chapter, until its date says so too. */
  readonly isCountedOnly?: boolean;
  /** True where the list calls it as it calls the cited document: a page that says too little leaves the question open. */
  readonly isAlike?: boolean;
}

/** Everything that detectors may look at. */
export interface Clues {
  readonly source: Source;
  readonly series: Series | null;
  readonly family: Family;
  /** How precisely the series names times. */
  readonly unit: Unit;
  readonly nameless: boolean;
  readonly names: CitedNames;
  /** The latest edition that `sources.json` knows to be out, by all that its name says: what is not later is no news. */
  readonly known: readonly EditionMark[];
  /** The series' index pages, as read tonight. */
  readonly listings: readonly Listing[];
  /** Records of the source's DOIs, as read tonight. */
  readonly works: readonly Work[];
  /** What the cited page and the citation lines say, which may name its DOI. */
  readonly stated?: readonly string[] | undefined;
  /** The cited document as read tonight; null when it was not read. */
  readonly document: Document | null;
  /** The words of a banner on it that says that it is not the latest, or null. */
  readonly banner: string | null;
  readonly now: Date;
}

/** The name of the edition to which a link leads, as its text prints it. */
export const namedBy = (mark: EditionMark | null, text: string): string =>
  mark === null ? 'a later version' : printedIn(text, mark);

/** One way to learn of a newer edition. */
export type Detector = (clues: Clues) => readonly Hint[];

/** Published by `now`, as far as its date tells: a partial date counts from its first day. */
export const isPublished = (published: PartialDate | null, now: Date): boolean =>
  published === null || Date.parse(published) <= now.getTime();

/** What is named after a part of a year counts what happened in it. */
const COUNTS: ReadonlySet<Unit> = new Set(['quarter', 'half', 'span']);

/** What names a time cannot be out before that time has begun; what counts a quarter, before that is over. */
export const hasBegun = (mark: EditionMark | null, now: Date): boolean =>
  mark === null ||
  isCounted(mark) ||
  Date.parse(COUNTS.has(mark.unit) ? mark.to : mark.from) <= now.getTime();

/** Marks with their times as precise as the series names them; those that cannot be made so are left out. */
export const inUnit = (marks: readonly EditionMark[], unit: Unit): readonly EditionMark[] =>
  marks.flatMap((mark) => (isCounted(mark) ? mark : (asPreciseAs(mark, unit) ?? [])));

/** What tells an edition from others: its name, and the day on which it came out where that names no time. */
export function marksOfEdition(
  edition: string | null,
  published: PartialDate | null,
  unit: Unit,
): readonly EditionMark[] {
  const named = marksOf(edition ?? '');
  const day = named.every(isCounted) ? issueOf(published ?? '') : null;
  return inUnit(day === null ? named : [...named, day], unit);
}

/** `2021-2025.state.gov`: where an administration's pages go when it ends, under the same paths. */
const ARCHIVE_HOST = /^\d{4}-\d{4}\./u;

/** An address without what does not set editions apart: the trifles of {@link addressKey}, and a move to an archive host. */
export const placeOf = (url: string): string => addressKey(url).replace(ARCHIVE_HOST, '');
