import { hostOf, parseAddress } from '../../model/address.js';
import type { ContentReason } from '../../model/content.js';
import type { Document } from '../../model/document.js';
import type { Source } from '../../model/watchlist.js';
import { type Issue, issuesIn } from '../../passage/text/edition-dates.js';
import {
  asPreciseAs,
  asPrinted,
  compareMarks,
  type EditionMark,
  isCounted,
  isLater,
  isSameMark,
  issueOf,
  marksIn,
} from '../../passage/text/edition-name.js';
import { fold, lettersOf } from '../../passage/text/fold.js';
import { namesOf, versionLinesOf } from './cover.js';
import { draftWords as words } from './detectors.js';
import {
  belongs,
  countForeignWords,
  countTitleWords,
  type Family,
  isQualified,
  isSibling,
  mentions,
} from './family.js';
import { type Hint, ownMarks } from './survey.js';

/** An edition that may be newer, with what was read at its address. */
export interface ReadCandidate extends Hint {
  readonly family: Family;
  /** Names that a part of its title may be of. */
  readonly sites?: readonly string[];
  /** Null when it could not be read; `why` says why. */
  readonly document: Document | null;
  /** True when there is nothing at its address: a worked-out address that leads nowhere is no edition. */
  readonly absent: boolean;
  readonly why: ContentReason | null;
}

// Where the numbers of this file come from: docs/judging.md, 13.

/** Blocks at the top of a page in which its date, an announcement, or the word “draft” stands. */
const ANNOUNCED_WITHIN = 25;
/** Blocks at the top of a page in which it is said that it must not be cited. */
const SAID_WITHIN = 6;
/** Characters of such a block at most. */
const SENTENCES = 300;
/** Characters of a line that only calls a document a draft. */
const LINE = 60;
/** Share of the cited title's words by which a page without a date is a version of the same document. */
const SAME_TITLE = 0.6;

/** What a candidate is held against. */
interface Beside {
  readonly source: Source;
  /** The document in which the passages stand; null when it was not read. */
  readonly cited: Document | null;
  readonly now: Date;
}

interface Page extends Beside {
  readonly candidate: ReadCandidate;
  readonly document: Document;
  readonly names: readonly string[];
}

/** What a page must be to be believed a newer edition. All of it is read, none guessed from the address. */
const TESTS: readonly ((page: Page) => boolean)[] = [
  ({ candidate: { mark, family, label }, document, names }) =>
    mark === null
      ? isLike(names, family)
      : isOfMark([...names, ...versionLinesOf(document)], mark) ||
        (label !== undefined && names.some((name) => mentions(name, label))),
  ({ document, names, cited }) => !isDraft(document, names, cited === null ? [] : namesOf(cited)),
  ({ document, cited }) => isSameLanguage(document.lang, cited?.lang ?? null),
];

/** True for a page that has the family's names, and as much to say as an edition has. */
const isWhole = ({ candidate: { family }, document, names, cited }: Page): boolean =>
  belongs(names.join('\n'), family) &&
  isBuiltAlike(document, ownTitle(names, family), family, cited);

/** Names a candidate whose link did not say its edition (`latest edition`) by its page; null for no later one. One that cannot be compared keeps its name. */
export function namedByPage(
  candidate: ReadCandidate,
  cited: readonly EditionMark[],
): ReadCandidate | null {
  const { document, mark, trusted } = candidate;
  if (mark !== null || trusted || document === null) return candidate;
  const marks = [...namesOf(document), ...versionLinesOf(document)]
    .map((name) => marksIn(name))
    .find((some) => some.length > 0);
  const { order, by } = compareMarks(marks ?? [], cited);
  if (order === 'unknown' || by === null) return candidate;
  return order === 'later' ? { ...candidate, edition: asPrinted(by), mark: by } : null;
}

/** A person's entry is believed; a guess when the page itself says that it is this edition of this series. `open`: it may be a newer one, and nobody can tell. */
export function beliefIn(candidate: ReadCandidate, beside: Beside): 'newer' | 'open' | 'other' {
  const { document, trusted } = candidate;
  if (trusted) return 'newer';
  if (document === null || document.unread !== null) return 'other';
  const page = { ...beside, candidate, document, names: namesOf(document) };
  const { cited } = beside;
  if (!TESTS.every((holds) => holds(page))) return 'other';
  if (announces(page)) return proseOf(document) < NOTE ? 'other' : 'open';
  if (!isWhole(page)) return candidate.isAlike === true && leadsToFile(document) ? 'open' : 'other';
  const isPlaceholder =
    proseOf(document) < NOTE && cited !== null && leadsToFile(cited) && !leadsToFile(document);
  return isPlaceholder || isOther(page) || (candidate.isCountedOnly === true && !isDatedAfter(page))
    ? 'open'
    : 'newer';
}

/** True for a page that may be of something else by its titles: they say more, have another word in place of one, or name the cited edition beside their own. */
function isOther({ candidate, document, names, cited, source }: Page): boolean {
  const { family, mark, label = '', isCountedOnly } = candidate;
  const known = cited === null ? [] : namesOf(cited).filter(isTitle);
  const sites = [...(candidate.sites ?? []), document.site ?? '', hostOf(candidate.url ?? '')];
  const titles = names.filter((name) => isTitle(name) && belongs(name, family));
  const own = ownMarks(source).filter((one) => mark !== null && isOfKind(one, mark));
  return (
    titles
      .map((title) => (isCountedOnly === true ? title.replace(label, source.title) : title))
      .some((title) => isQualified(title, family, known.join(' '), sites)) ||
    titles.some((title) =>
      marksIn(title).some((one) => own.some((cited) => isSameMark(one, cited))),
    ) ||
    [...titles, ...(belongs(label, family) ? [label] : [])].some(
      (title) =>
        !isDeclared(title, source.title, family) &&
        isSibling(title, [source.title, ...known], source.edition ?? ''),
    )
  );
}

/** True for a title of a series that is declared to be about something, or whose declared name it has in full, where the cited title has not: it may be in other words. */
const isDeclared = (title: string, cited: string, { words, label, names }: Family): boolean =>
  words.length > label.length ||
  names.some((name) => title.includes(name) && !cited.includes(name));

const isOfKind = (one: EditionMark, mark: EditionMark): boolean =>
  isCounted(mark) ? one.unit === mark.unit : !isCounted(one);

/** When a document came out, by its data or by the first short line that has a time. */
const dateOf = ({ dates, blocks }: Document): Issue | null =>
  issueOf(dates.published?.slice(0, 10) ?? '') ??
  blocks
    .slice(0, ANNOUNCED_WITHIN)
    .filter(
      ({ role, heading, text }) => role === 'main' && heading === undefined && text.length <= LINE,
    )
    .flatMap(({ text }) => issueOf(text) ?? [])[0] ??
  null;

function isDatedAfter({ document, cited, source }: Page): boolean {
  const [one, other] = [
    dateOf(document),
    (cited && dateOf(cited)) ?? issueOf(source.published ?? ''),
  ];
  return one !== null && other !== null && isLater(one, other);
}

/** Endings of files that are documents, or tables. */
const FILE = /\.(?:pdf|docx?|odt|rtf|epub|xlsx?|ods|csv|zip)$/iu;
/** True for a file, and for a page that leads to one. */
const leadsToFile = ({ type, links }: Document): boolean =>
  type !== 'html' || links.some(({ url }) => FILE.test(parseAddress(url)?.pathname ?? ''));

/** True for a page that leads to no document, and has near its top, or in the link to it, a time to come: any on a page of few words, else a day in a short line. */
function announces({ document, names, now, candidate: { label = '' } }: Page): boolean {
  const isShort = proseOf(document) < NOTE;
  const lines = [label, ...topOf(document)];
  const isToCome = ({ from, unit }: Issue): boolean =>
    (isShort || unit === 'day') && Date.parse(from) > now.getTime();
  return (
    !leadsToFile(document) &&
    lines.some(
      (text) =>
        !names.includes(text) && (isShort || text.length <= LINE) && issuesIn(text).some(isToCome),
    )
  );
}

/** A cover has more lines than a title, and tells more. */
const isTitle = (name: string): boolean => !name.includes('\n');

/** True for a page that calls itself a draft, in its title or in a line or sentence near its top. A series may be about drafts: then its titles say so always. */
const isDraft = (document: Document, names: readonly string[], cited: readonly string[]): boolean =>
  (!cited.some((name) => callsItDraft(name) || CONSULTED.test(name)) &&
    ([...names, ...topOf(document).filter(({ length }) => length <= LINE)].some(callsItDraft) ||
      names.some((name) => CONSULTED.test(name)))) ||
  document.blocks
    .slice(0, SAID_WITHIN)
    .some(({ text }) => text.length <= SENTENCES && NOT_TO_CITE.test(text));

const topOf = ({ blocks }: Document): readonly string[] =>
  blocks.slice(0, ANNOUNCED_WITHIN).map(({ text }) => text);

/** The shortest name that is the family's: a page title has its site's name besides, a heading has not. */
const ownTitle = (names: readonly string[], family: Family): string =>
  names.filter((name) => belongs(name, family)).sort((a, b) => a.length - b.length)[0] ??
  names.join('\n');

const primary = (lang: string): string => (lang.toLowerCase().split('-')[0] as string).trim();

/** A translation is no newer edition; what does not say its language may be in any. */
const isSameLanguage = (one: string | null, other: string | null): boolean =>
  one === null || other === null || primary(one) === primary(other);

/** The first name that says one of the kind says this one: a title's year counts before a date of publication below it. */
function isOfMark(names: readonly string[], mark: EditionMark): boolean {
  const ofKind = (one: EditionMark): readonly EditionMark[] => {
    if (isCounted(mark)) return one.unit === mark.unit ? [one] : [];
    return isCounted(one) ? [] : [asPreciseAs(one, mark.unit) ?? []].flat();
  };
  const said = names.map((name) => marksIn(name).flatMap(ofKind)).find((marks) => marks.length > 0);
  return said?.some((one) => isSameMark(one, mark)) ?? false;
}

const isLike = (names: readonly string[], family: Family): boolean =>
  family.kin.length > 0 &&
  countTitleWords(names.join('\n'), family) >= family.kin.length * SAME_TITLE;

// Where the numbers of this file come from: docs/judging.md, 13.

/** Characters from which on a block is a sentence of the text, and no label, button or cell. */
const SENTENCE = 30;
/** Share of the cited document's prose that a later edition has: one of a third of it was the shortest seen. */
const ENOUGH_PROSE = 0.25;
/** Share below which a page only speaks of the document. */
const SCANT_PROSE = 0.1;
/** Characters of prose below which a page only leads to a document, or announces it. */
const NOTE = 1_000;
/** Characters of prose that a page has which is a document, where the cited one is not known to compare it with. */
const SOME_PROSE = 400;
/** Section headings from which on their comparison means something. */
const TELLING_HEADINGS = 3;
/** Share of the sections in common by which two documents are built alike. */
const SAME_SECTIONS = 0.3;
/** Words of a title that the series does not have: `corrigendum`, `launches`, `findings`. */
const FEW_STRANGERS = 2;
/** Points of a page that says next to nothing. */
const SCANT = -2;
/** Points from which on a page is an edition of the cited document. */
const ALIKE = 1;

/**
 * True for a page with the title, length and sections of an edition of the cited document. A press release or
 * placeholder fails by most of these in any language, so no list of them is needed.
 */
function isBuiltAlike(
  page: Document,
  title: string,
  family: Family,
  cited: Document | null,
): boolean {
  const size = ofSize(page, cited);
  const sections = ofSections(page, cited);
  // Headings over next to nothing are those of a page that waits for its text.
  return (
    ofTitle(title, family, cited) + size + (size === SCANT ? Math.min(0, sections) : sections) >=
    ALIKE
  );
}

function ofTitle(title: string, family: Family, cited: Document | null): number {
  const strangers = countForeignWords(title, family, cited?.title ?? '');
  return strangers === 0 ? 2 : strangers <= FEW_STRANGERS ? 0 : -1;
}

const proseOf = ({ blocks }: Document): number =>
  blocks
    .filter(
      ({ role, heading, text }) =>
        role === 'main' && heading === undefined && text.length >= SENTENCE,
    )
    .reduce((sum, { text }) => sum + text.length, 0);

function ofSize(page: Document, cited: Document | null): number {
  const [here, there] = [proseOf(page), cited === null ? 0 : proseOf(cited)];
  if (there === 0) return here >= SOME_PROSE ? 1 : cited === null ? SCANT : 0;
  const share = here / there;
  return share >= ENOUGH_PROSE ? 1 : share >= SCANT_PROSE ? -1 : SCANT;
}

/** The section headings of a document, without numbers and figures, which change from year to year. */
const sectionsOf = ({ blocks }: Document): ReadonlySet<string> =>
  new Set(
    blocks
      .filter(({ heading, role }) => role === 'main' && heading !== undefined && heading > 1)
      .map(({ text }) => lettersOf(fold(text.replace(/\d+/gu, ''))).text)
      .filter((letters) => letters !== ''),
  );

function ofSections(page: Document, cited: Document | null): number {
  const [here, there] = [sectionsOf(page), cited === null ? new Set<string>() : sectionsOf(cited)];
  if (there.size < TELLING_HEADINGS) return 0;
  const common = [...here].filter((section) => there.has(section)).length;
  if (common === 0) return -2;
  return common >= Math.min(here.size, there.size) * SAME_SECTIONS ? 3 : 0;
}

const anyOf = (alternatives: readonly string[], flags: string): RegExp =>
  new RegExp(alternatives.join('|'), flags);
const UNSPACED = anyOf(words.draftsUnspaced, 'iu');
/** A title that asks its readers to comment on the text. */
const CONSULTED = anyOf(words.consultations, 'iu');
const BEFORE_FINAL = anyOf(words.beforeFinal, 'imu');
const NOT_TO_CITE = anyOf(words.notToCite, 'iu');

const NOUN = Object.values(words.drafts).join('|');
/** At a line's beginning or end, behind a colon or a dash, or in brackets. */
const DRAFT = new RegExp(
  String.raw`^[^\p{L}\p{N}\n]*(?:${NOUN})(?!\p{L})|[([][^)\]]{0,40}(?<!\p{L})(?:${NOUN})(?!\p{L})[^)\]]{0,40}[)\]]|(?:[:–—]| -) *(?:${NOUN})(?!\p{L})|(?<!\p{L})(?:draft|${words.drafts.pt}|${words.drafts.es})[^\p{L}\p{N}\n]*$`,
  'imu',
);

/** True for a title, or a short line below it, that calls its document a draft. */
const callsItDraft = (line: string): boolean =>
  DRAFT.test(line) || UNSPACED.test(line) || BEFORE_FINAL.test(line) || NOT_TO_CITE.test(line);
