import { issuesIn } from '../../names/dated.js';
import { printedIn } from '../../names/edition-name.js';
import { compareMarks, type EditionMark, type EditionOrder, isCounted, marksIn } from '../../names/issue.js';
import {
  isCalledOtherwise,
  isHeadedAlike,
  kinship,
  mayBelong,
  mentions,
  strangersIn,
  withoutMarks,
} from '../family.js';
import type { Listed, Listing } from '../registers/register.js';
import { type Clues, type Detector, type Hint, hasBegun, inUnit, placeOf, wordsOfPath } from './clues.js';

/** A link of an index page that may lead to one of the series, held against the latest edition that is known. */
export interface IndexLink {
  readonly link: Listed;
  readonly order: EditionOrder;
  /** True for one that may be later, by its date or by what was not read of its name, and cannot be compared. */
  readonly isAhead?: boolean;
  /** What its text or address says of its edition. */
  readonly marks: readonly EditionMark[];
}

/** The links of one index page that name an edition of the family. */
export const familyLinks = (listing: Listing, { source, family, unit, known }: Clues): readonly IndexLink[] =>
  listing.links.flatMap((link) => {
    // A list that leads to the cited document itself has it for its edition, whatever it calls it.
    if (source.url !== null && placeOf(link.url) === placeOf(source.url))
      return [{ link, order: 'same', marks: [] }];
    const path = wordsOfPath(link.url);
    const said = [marksIn(link.text), marksIn(path)].map((marks) => inUnit(marks, unit));
    const told = said.map((marks) => ({ marks, order: compareMarks(marks, known).order }));
    const best = told.find(({ order }) => order !== 'unknown') ?? told.find(({ marks }) => marks.length > 0);
    const context = `${listing.title} ${wordsOfPath(listing.url)}`;
    const own = `${link.text} ${path}`;
    const isOther = isCalledOtherwise(own, family) && strangersIn(link.text, family, context) > 0;
    // Issues that are told apart by names alone, such as those of places, have no order.
    if (best === undefined)
      return known.length === 0 && isOther ? [{ link, order: 'unknown', isAhead: true, marks: [] }] : [];
    // What the label says, nobody knows: `winter`, or the series' own short name. It is not said that nothing is later.
    if (best.order === 'later' && isCalledOtherwise(own, family))
      return [{ link, ...best, order: 'unknown', isAhead: true }];
    // Another word in its place may be a month of the same year: `kovas 2025`, `rugsėjis 2025`.
    if (best.order === 'same' && isOther) return [{ link, ...best, order: 'unknown', isAhead: true }];
    if (!mayBelong(own, context, family))
      // The same name with another motto, or another chapter: `Democracy Report 2025: …`. A person has to look.
      return best.order === 'later' && isHeadedAlike(link.text, source.title, family)
        ? [{ link, ...best, order: 'unknown', isAhead: true }]
        : [];
    const isOpen =
      (best.order === 'same' && differsUnread(source.edition ?? '', link.text)) ||
      (best.order === 'unknown' && mayEndLater(best.marks, known));
    return [isOpen ? { link, ...best, order: 'unknown', isAhead: true } : { link, ...best }];
  });

/** Numbers, numerals and letters of a name that say something of which nothing is known: `week 12`, `Part B`. */
const unreadIn = (name: string): readonly string[] =>
  withoutMarks(name).match(/(?<![\p{L}\p{N}])(?:[IVX]+|\p{Lu})(?![\p{L}\p{N}])|\d+/gu) ?? [];

/** True when two names that are the same by what could be read have other numbers besides. */
function differsUnread(cited: string, found: string): boolean {
  const [own, there] = [unreadIn(cited), unreadIn(found)];
  const isMissing = (some: readonly string[], all: readonly string[]): boolean =>
    some.some((one) => !all.includes(one));
  return isMissing(own, there) && isMissing(there, own);
}

/** True for a time that overlaps the one that is known and may end after it: `listopad`, which is two months. */
function mayEndLater(marks: readonly EditionMark[], known: readonly EditionMark[]): boolean {
  const [one, other] = [marks, known].map((some) => some.find((mark) => !isCounted(mark)));
  if (one === undefined || other === undefined || isCounted(one) || isCounted(other)) return false;
  return one.unit === other.unit && one.to >= other.to;
}

/** Links of index pages that name a later edition and the series, in their text or address. The most alike first. */
export const byIndex: Detector = (clues) =>
  clues.listings
    .flatMap((listing) =>
      familyLinks(listing, clues)
        .filter(({ order }) => order === 'later')
        .map((found) => ({ likeness: likenessOf(found, clues), hint: hintFrom(found, listing, clues) })),
    )
    // Where the cited one is to come too, its years are not ours: `2081` of Nepal.
    .filter(
      ({ hint }) => hasBegun(hint.mark, clues.now) || clues.known.some((mark) => !hasBegun(mark, clues.now)),
    )
    .sort((a, b) => b.likeness - a.likeness)
    .map(({ hint }) => hint);

function hintFrom({ link, marks }: IndexLink, listing: Listing, { source, known }: Clues): Hint {
  const dated = known.some((mark) => !isCounted(mark)) ? marks.find((mark) => !isCounted(mark)) : undefined;
  return {
    edition:
      dated === undefined
        ? countedName(marks, known, link.text)
        : labelled(printedIn(link.text, dated), source.edition),
    mark: dated ?? compareMarks(marks, known).by,
    url: link.url,
    published: link.published ?? null,
    trusted: false,
    seenAt: listing.url,
  };
}

function likenessOf({ link }: IndexLink, { family }: Clues): number {
  const own = `${link.text} ${wordsOfPath(link.url)}`;
  return family.words.filter((word) => mentions(own, word)).length + kinship(own, family);
}

/** `Vol. 12, No. 4`: by the counts that the known edition has too. */
const countedName = (marks: readonly EditionMark[], known: readonly EditionMark[], text: string): string =>
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
