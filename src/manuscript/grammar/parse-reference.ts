import { monthNamed } from '../../passage/text/dates.js';
import { plainRun, type TextRun } from '../manuscript.js';
import { type PrintedDate, type Reference, referenceOf } from '../reference.js';
import { courtOf, type FoundCase, findCases, judgmentTitle } from './case-citation.js';
import { commaForm } from './comma-form.js';
import {
  headOf,
  isBracketed,
  isName,
  type LineHead,
  markedLine,
  splitRuns,
  unmarked,
  withoutLead,
} from './line.js';
import {
  type DayFirst,
  saysDayFirst,
  type Taken,
  takeAccess,
  without,
  withoutArchiving,
} from './printed-date.js';
import { isPinpoint, readTail, type Tail } from './reference-tail.js';
import {
  italicsIn,
  PRESS_AT_PLACE,
  splitByKind,
  splitItalic,
  splitPlain,
  splitStops,
  splitTitle,
  splitVancouver,
  takeContainer,
  withAccessWord,
} from './split-title.js';
import { isAddressed, type LineAddress, takeAddress } from './take-address.js';

/** Characters of the longest citation line: a title of 400, an address as long, and the rest. */
const LONGEST_LINE = 1500;
/** Words beside a bare address that are too few to be a sentence. Chosen by eye. */
const FEW_WORDS = 6;

/** Reads a citation line; null for prose, a quotation or a heading. What is not certain is null in the reference, with a doubt. */
export const parseReference = (runs: readonly TextRun[]): Reference | null =>
  parseLine(runs, false);

/** The references of a note or a bracket in which semicolons part them; empty when it holds none. */
export function parseReferences(runs: readonly TextRun[]): readonly Reference[] {
  const { pieces, bracketed } = splitRuns(runs);
  const parts = pieces.map((piece) => parseLine(piece, bracketed));
  const known = parts.filter((part) => part !== null);
  if (pieces.length > 1 && known.length === parts.length && !known.some(isRest)) return known;
  const isEach =
    pieces.length > 1 &&
    known.length > 0 &&
    pieces.every((piece) => isAddressed(takeAddress(markedLine(piece))));
  if (isEach) return pieces.map((piece, i) => parts[i] ?? unreadReference(piece));
  const whole = parseLine(runs, false);
  return whole === null ? known : [whole];
}

/** True for what a semicolon parts from the title before it: `Geneva: MSF; 2024 Aug 21. Available from: https://…` */
const isRest = ({ title }: Reference, i: number, all: readonly Reference[]): boolean =>
  title === null && all[i - 1]?.title != null && all[i - 1]?.url === null;

/** A note in no known form, as printed, with its address. */
export function unreadReference(runs: readonly TextRun[]): Reference {
  const { text, hrefs } = markedLine(runs);
  const address = takeAddress({ text: text.slice(0, LONGEST_LINE), hrefs });
  const words = unmarked(address.rest);
  const read = unknown(unmarked(text), { ...address, rest: words }, null, words);
  return read.url !== null
    ? read
    : { ...read, doubts: read.doubts.filter(({ kind }) => kind !== 'left-over') };
}

interface Parts {
  readonly address: LineAddress;
  readonly accessed: PrintedDate | null;
  readonly head: LineHead;
  readonly title: string;
  /** As of the title's own split. */
  readonly isCertain: boolean;
  readonly isBody: boolean;
  readonly lang: string | null;
  readonly tail: Tail;
}

/** What a line says beside its document: where else it lies, of when its state is, and what notes call it from now on. */
const BESIDE =
  /,? [([]hereinafter [^()[\]]{2,60}[)\]]|(?:, | ?\()(?:Stand|Status|as of)[:：] (?:\p{L}{3,9} |\d{1,2}\.){0,2}\d{4}\)?| \((?:verfügbar|abrufbar|available|accessible|disponible|tilgjengelig) (?:auf|bei|on|at|via|through|sur|en|på|hos) (?!https?:)[^()]{2,40}\)/giu;

/** `bracketed`: brackets around the line are known, though they are not part of it. */
function parseLine(runs: readonly TextRun[], bracketed: boolean): Reference | null {
  const { text: printed, hrefs } = markedLine(runs);
  const cited = unmarked(printed);
  if (cited === '' || cited.length > LONGEST_LINE) return null;
  const text = withAccessWord(printed).replace(BESIDE, '').replaceAll('،', ',');
  const dayFirst = saysDayFirst(cited);
  const address = takeAddress(
    { text: hrefs.length > 0 ? text : text.replace(URL_WORD, ''), hrefs },
    dayFirst,
  );
  const { taken: accessed, rest: line } = takeAccess(
    withoutArchiving(address.rest, dayFirst),
    dayFirst,
  );
  const judgment = caseLine(unmarked(withoutLead(line)), dayFirst);
  if (judgment !== null) return ofCase(cited, { address, accessed, ...judgment });
  const bare = commaForm(withoutLead(line), dayFirst);
  const words = unmarked(bare);
  const italics = italicsIn(runs);
  const split =
    splitByKind(words) ??
    splitItalic(words, italics, dayFirst) ??
    splitTitle(bare, isAddressed(address)) ??
    splitVancouver(words) ??
    (isAddressed(address) || accessed !== null || STOPPED.test(words) ? splitStops(words) : null) ??
    splitPlain(words, bracketed || isBracketed(line), dayFirst);
  if (split === null) {
    const few = isAddressed(address) && isLabel(address, words);
    return accessed !== null || few ? unknown(cited, address, accessed, words) : null;
  }
  const { taken: lang, rest } = takeLanguage(split.tail);
  const { container, rest: behind } = takeContainer(rest, italics);
  const head = headOf(split.head, dayFirst);
  const read = readTail(withYear(behind, head), dayFirst);
  const tail = container === null ? read : { ...read, publisher: container, bracketed: false };
  const parts = {
    address,
    accessed,
    head,
    title: split.title,
    isCertain: split.isCertain === true || container !== null,
    isBody: split.isBody === true,
    lang,
    tail,
  };
  return isCitation(parts) ? assembled(cited, parts) : null;
}

/** Marks of lines whose parts full stops divide: those of ГОСТ, and a press at its place. */
const STOPPED = new RegExp(String.raw` // |\. – |${PRESS_AT_PLACE}`, 'u');

/** A tail in which the day or the month stands by itself, with the year that the head has: `HRW (2023) Title. 15 June.` */
const withYear = (tail: string, { published }: LineHead): string =>
  published?.iso?.length !== YEAR
    ? tail
    : tail.replace(
        /(?<=^[.,]? ?|[.,] )(?:\d{1,2}(?:er|\.)? (?:de |di )?)?(?<name>\p{L}{3,12})(?=\.? ?(?:$|[.,(]))/u,
        (day, name) => (monthNamed(name) === null ? day : `${day} ${published.iso}`),
      );
/** Characters of a date that is a year alone. */
const YEAR = 4;

/** A line that cites one case and says no more than a citation does; null for a sentence, and for what is written about a case. */
function caseLine(
  line: string,
  dayFirst: DayFirst,
): (Pick<Parts, 'head' | 'tail'> & Pick<FoundCase, 'citation'>) | null {
  const [found, ...others] = findCases(line);
  if (found === undefined || others.some(({ citation }) => citation.name !== found.citation.name))
    return null;
  const head = headOf(line.slice(0, found.start), dayFirst);
  const isOfCourt =
    head.name === '' || (isName(head.name) && !/: ?$/u.test(line.slice(0, found.start)));
  const behind = others
    .reduceRight((text, { start, end }) => without(text, start, end), line)
    .slice(found.end);
  const rest = behind
    .replace(REPORTED, ' ')
    .replace(AT_PARAGRAPH, ', para $1')
    .replace(/(?<=\d)\.$/u, '');
  const tail = readTail(rest, dayFirst);
  return isOfCourt && tail.over.every(isName) ? { citation: found.citation, head, tail } : null;
}

/** The same judgment in a series of reports: `[2011] 1 AC 596`, `(2011) 53 EHRR 2`, `ECHR 2011-II`. */
const REPORTED =
  /,? (?:[[(]\d{4}[\])] (?:\d{1,3} )?\p{Lu}[\p{L}. ]{0,15} (?:[IVX]+-)?\d{1,5}|ECHR \d{4}(?:-[IVX]+)?|\[GC\])(?![\p{L}\p{N}])/gu;
/** `at [45]`, `[45]–[47]`: a paragraph of a judgment. */
const AT_PARAGRAPH = /,? (?:at )?\[(\d{1,4})\](?: ?[-–] ?\[\d{1,4}\])?/u;

/** The judgments that a text cites beside its own words, each as printed. */
export const caseReferencesIn = (text: string): readonly Reference[] =>
  findCases(text).flatMap(({ start, end }) => parseReferences([plainRun(text.slice(start, end))]));

/** A judgment is published by its court, in the year of its citation; that of a docket's number is another's. */
function ofCase(
  cited: string,
  {
    address,
    accessed,
    head,
    tail,
    citation,
  }: Omit<Parts, 'title' | 'lang' | 'isCertain' | 'isBody'> & Pick<FoundCase, 'citation'>,
): Reference {
  const { kind, year } = citation;
  const ofYear =
    kind === 'neutral' || kind === 'ecli' ? { printed: `${year}`, iso: `${year}` } : null;
  const { rest: _, ...known } = address;
  return referenceOf({
    cited,
    ...known,
    accessed: accessed ?? tail.accessed,
    pinpoint: tail.pinpoint,
    title: judgmentTitle(citation),
    publisher: head.name === '' ? courtOf(citation) : head.name,
    published: tail.published ?? head.published ?? ofYear,
  });
}

/** The word that carried a link, where the link itself was lost: `HRW, World Report, 2024, url, p. 7`. */
const URL_WORD = /, url(?=$|[,;.](?:\s|$))/iu;

/** Words beside an address that are no sentence: none, the link's own, or a short name. */
const isLabel = ({ rest }: LineAddress, words: string): boolean =>
  words === '' ||
  (words.split(' ').length <= FEW_WORDS && (unmarked(rest) !== rest || isName(words)));

/** An access date says so, or a certain title beside an address; else all that is not the title must look like a citation. */
function isCitation({ address, accessed, head, title, tail, isCertain }: Parts): boolean {
  if (title === '' || isPinpoint(title)) return false;
  if (
    accessed !== null ||
    (isCertain && (isAddressed(address) || (isName(head.name) && tail.published !== null)))
  )
    return true;
  if (!tail.over.every(isName)) return false;
  if (head.name === '') return isAddressed(address);
  return (
    isName(head.name) &&
    (isAddressed(address) || tail.undated || (tail.published ?? head.published) !== null)
  );
}

function assembled(
  cited: string,
  { address, accessed, head, title, isBody, lang, tail }: Parts,
): Reference {
  const named = isBody || isName(head.name) ? head.name : null;
  const publisher =
    head.ofPublisher || tail.bracketed ? (named ?? tail.publisher) : (tail.publisher ?? named);
  const published = tail.published ?? head.published;
  const access = accessed ?? tail.accessed;
  const unused =
    tail.bracketed && tail.publisher !== null && publisher !== tail.publisher
      ? [tail.publisher]
      : [];
  const over = [
    ...(head.name !== '' && named === null ? [head.name] : []),
    ...unused,
    ...tail.over,
  ];
  const { url, addressFrom, archived } = address;
  const { pinpoint, undated } = tail;
  return referenceOf({
    cited,
    publisher,
    title,
    published,
    accessed: access,
    pinpoint,
    url,
    addressFrom,
    archived,
    lang,
    undated,
    doubts: [
      ...(tail.unknown === null
        ? []
        : [{ kind: 'unread-date', printed: tail.unknown.printed } as const]),
      ...over.map((text) => ({ kind: 'left-over', text }) as const),
      ...address.doubts,
    ],
  });
}

const withoutEnd = (words: string): string => words.replace(/(?<![\s,.])[\s,.]+$/u, '');

/** A line in no known form that has a link or an access date all the same. A link that is the whole line is a title. */
function unknown(
  cited: string,
  { url, addressFrom, archived, doubts, rest }: LineAddress,
  accessed: PrintedDate | null,
  words: string,
): Reference {
  const linked = unmarked(rest) !== rest && words !== '';
  const over = withoutEnd(words);
  const isLeft = !linked && /[\p{L}\p{N}]/u.test(over);
  return referenceOf({
    cited,
    title: linked ? over : null,
    accessed,
    url,
    addressFrom,
    archived,
    doubts: [...(isLeft ? [{ kind: 'left-over', text: over } as const] : []), ...doubts],
  });
}

/** Languages of the sources of reports on countries of origin. */
const CODES =
  'am ar az be bg bn bs cs da de el en es et fa fi fr gu ha he hi hr hu hy id it ja ka kk km ko ku ky lo lt lv mk mn ms my nb ne nl no pa pl ps pt ro ru si sk sl so sq sr sv sw ta tg th ti tk tr ug uk ur uz vi zh'.split(
    ' ',
  );
const ENGLISH = new Intl.DisplayNames(['en'], { type: 'language' });
const BY_NAME = new Map(CODES.map((code) => [ENGLISH.of(code)?.toLowerCase(), code]));

/** The code of a language by its English name, in capitals or not (Unicode CLDR); undefined for none. */
export const languageNamed = (name: string): string | undefined => BY_NAME.get(name.toLowerCase());

const NOTE = /[([](?:(?:original )?(?:in|language:) )?(?<name>\p{Lu}\p{Ll}{2,14})(?: only)?[)\]]/gu;

function takeLanguage(tail: string): Taken<string> {
  for (const match of tail.matchAll(NOTE)) {
    const code = languageNamed(match.groups?.name as string);
    if (code !== undefined)
      return { taken: code, rest: without(tail, match.index, match.index + match[0].length) };
  }
  return { taken: null, rest: tail };
}
