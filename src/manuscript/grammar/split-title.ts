import { monthNamed } from '../../passage/text/dates.js';
import { collapseWhitespace } from '../../passage/text/sentences.js';
import type { TextRun } from '../manuscript.js';
import {
  headOf,
  isCountry,
  isName,
  LINK_END,
  LINK_START,
  mayBeBody,
  unmarked,
  withoutLead,
} from './line.js';
import { type DayFirst, datesIn, saysDayFirst } from './printed-date.js';
import { closesQuotation, opensQuotation, quotationsIn, SINGLE } from './quote-marks.js';
import { isBounded, SERIES, SYMBOL, startWithWords, withoutPinpoint } from './reference-tail.js';

interface TitleSplit {
  /** True where italics or the marks of a house say that it is the title. */
  readonly isCertain?: true;
  /** True where the head is a name, though it is in small letters. */
  readonly isBody?: boolean;
  readonly head: string;
  readonly title: string;
  readonly tail: string;
}

/** Chinese marks of a title, which quote nothing. */
const BOOK = /《[^《》]+》/u;
const AFTER_CLOSING = /[\s)\],.;:：，。（(]/u;

/** Behind words in quotation marks that are only the beginning of the title: `"We are lost": Persecution of minorities`. */
const GOES_ON = /^: \p{L}/u;

/** The line cut at its quoted title or at the words of its link; null where neither is there. */
export function splitTitle(line: string, isAddressed: boolean): TitleSplit | null {
  const linked = linkSpan(line);
  const words = linked === null ? '' : unmarked(line.slice(...linked));
  const whole =
    linked !== null &&
    (unmarked(line.slice(0, linked[0]) + line.slice(linked[1])).length < 2 ||
      (linked[0] === 0 && beginsWithName(words)));
  const span = quotedSpan(line, isAddressed);
  const quoted = span !== null && GOES_ON.test(line.slice(span[1])) ? null : span;
  if (
    quoted !== null &&
    (linked === null || whole || quoted[0] <= linked[0] || quoted[0] > linked[1])
  )
    return cut(line, quoted);
  return linked === null || whole ? null : cut(line, linked);
}

/** True for a link over who published it and what: `[HRW, World Report 2023](https://…)`; a country begins a title. */
function beginsWithName(words: string): boolean {
  const [name = '', title] = words.split(/, (.*)/su, 2);
  return title !== undefined && isName(name) && !isCountry(name);
}

function cut(line: string, [start, end]: readonly [number, number]): TitleSplit {
  const words = unmarked(line.slice(start, end));
  const marked =
    (opensQuotation(words) && closesQuotation(words)) || BOOK.exec(words)?.[0] === words;
  return {
    head: unmarked(line.slice(0, start)),
    title: bareTitle(marked ? words.slice(1, -1) : words),
    tail: unmarked(line.slice(end)),
  };
}

const bareTitle = (title: string): string =>
  title
    .replace(/[{}]/gu, '')
    .trim()
    .replace(/(?:(?<![,\s])[,\s]+|(?<![.\p{Lu}])\.)$/u, '')
    .trim();

function linkSpan(line: string): readonly [number, number] | null {
  const start = line.indexOf(LINK_START);
  const end = line.indexOf(LINK_END);
  return start < 0 || end < start ? null : [start, end + 1];
}

/** The first words in quotation marks that stand by themselves, those in marks that are apostrophes as well after all others. */
function quotedSpan(line: string, isAddressed = true): readonly [number, number] | null {
  const bare = line.replace(/[\ue000\ue001]/gu, '');
  const places = [...line.matchAll(/[^\ue000\ue001]/gs)].map(({ index }) => index);
  const all = quotationsIn(bare).flatMap(({ start, end, closed }) =>
    closed && bare.slice(start + 1, end - 1).trim() !== '' && AFTER_CLOSING.test(bare[end] ?? ' ')
      ? { start: places[start] as number, end: (places[end - 1] as number) + 1 }
      : [],
  );
  // A sentence has no address.
  const own = all.filter(
    (one) =>
      !isAddressed ||
      !isWithin(
        unmarked(line.slice(0, one.start)),
        line.slice(one.start, one.end),
        line.slice(one.end),
      ),
  );
  const { start, end } = own.find((one) => !SINGLE.has(line[one.start] as string)) ?? {};
  if (start !== undefined && end !== undefined) return [start, end];
  const book = BOOK.exec(line);
  if (book !== null) return [book.index, book.index + book[0].length];
  return own[0] === undefined ? null : [own[0].start, own[0].end];
}

/** True between words of a title, `Rudaw, Families wait for ‘tabriya’`, `Rudaw, Years of waiting: “My son”`, and of a name: `центр «Мемориал». Title`. */
function isWithin(before: string, quoted: string, behind: string): boolean {
  if (/^.\p{Ll}/u.test(quoted) && /^ \p{L}/u.test(behind)) return true;
  const [, name = ''] = /^(.{2,80}?)[,.:] ./u.exec(before) ?? [];
  const isInTitle = isName(name) && !isName(headOf(before, false).name);
  return /\p{Ll}:?$/u.test(before) && (isInTitle || (name === '' && /^\. \p{Lu}/u.test(behind)));
}

/** Words in italics that are no part of a name or a title: `ibid.`, `see also`, `et al.` */
const LATIN =
  /^(?:(?:but |and )?see(?: also| generally)?|cf|ibid(?:em)?|id(?:em)?|(?:op|loc)\. ?cit|supra|infra|et al|in|via|e\.g|compare|passim|sic)\.?$/iu;

/** What a line sets in italics, each stretch without the marks around it. */
export function italicsIn(runs: readonly TextRun[]): readonly string[] {
  const stretches: string[] = [];
  for (const [i, { text, italic }] of runs.entries()) {
    if (!italic) continue;
    if (runs[i - 1]?.italic) stretches.push(`${stretches.pop()}${text}`);
    else stretches.push(text);
  }
  return stretches
    .map((one) => collapseWhitespace(one).replace(/^[\s,.:;(]+|[\s,:;(]+$|(?<=\p{L}{3})\.$/gu, ''))
    .filter((one) => /\p{L}/u.test(one) && !LATIN.test(one));
}

/** The line cut at a title in italics, of which a name stands before or none; null where a title in quotation marks stands outside it. */
export function splitItalic(
  line: string,
  italics: readonly string[],
  dayFirst: DayFirst,
): TitleSplit | null {
  const quoted = quotedSpan(line);
  for (const words of italics) {
    const start = line.indexOf(words);
    const end = start + words.length;
    if (start < 0 || (quoted !== null && (quoted[0] < start || quoted[1] > end))) continue;
    const [before, tail] = [line.slice(0, start), line.slice(end)];
    // A newspaper stands before a title that is not set in italics.
    const [, next = ''] = /^[,.] ([^,(]{3,})/u.exec(tail) ?? [];
    const isPaper =
      before === '' && /\p{Ll} \p{Ll}/u.test(next) && !isName(next) && datesIn(next).length === 0;
    const head = before.replace(/(?<![\s,:])[\s,:]+$/u, '');
    const { name } = headOf(head, dayFirst);
    const isBody = mayBeBody(name);
    if (isPaper || !/(?:^|[,.:)] )$/u.test(before) || (head !== '' && !isBody && !isName(name)))
      continue;
    return { isCertain: true, isBody, head, title: bareTitle(words), tail };
  }
  return null;
}

/** Takes the journal or the newspaper in italics that stands behind a title. */
export function takeContainer(tail: string, italics: readonly string[]) {
  const container = italics.find((words) => tail.includes(words)) ?? null;
  return { container, rest: container === null ? tail : tail.replace(container, '') };
}

/** `Smith, J. and Lee, K. (2023). Title. Journal` */
const YEAR_AFTER_NAMES =
  /^(?<head>(?<names>[^()]{2,200}) \((?:(?:1[89]|20)\d{2}[a-z]?(?:, [^()]{1,20})?|\d{1,2}\.\d{1,2}\.20\d{2}|\p{Ll}\. ?\p{Ll}\.?)\))[.,:]? (?<rest>(?:[^\d\s]|(?:19|20)\d{2} \p{L}).*)$/u;
/** `Parkinson Zamora, L. and Faris, W. B. (eds)`: names with initials, up to the comma before the title. */
const PERSON = String.raw`\p{Lu}[\p{L}'’-]{1,20}(?: \p{Lu}[\p{L}'’-]{1,20}){0,2}, (?:\p{Lu}\.[ -]?){1,4}`;
const PERSONS = new RegExp(
  String.raw`^(?:${PERSON}(?:,? ?(?:and|&|und|et|y) ?|, |; )?){1,8}(?:et al\.)? ?(?:\((?:eds?|Hrsg)\.?\))?(?=[,:] ?\S|$)`,
  'u',
);
const PRESS =
  /(?<!\p{L})(?:Press|Publish\w+|Publications?|Verlag|Éditions|Editions|Editorial|Books|Routledge|Springer|Brill|Wiley|Tauris|Hurst|Karthala|Harmattan|Palgrave|Zed|Verso|Pluto|Penguin)(?!\p{L})/u;
/** Verbs of telling what happened, which titles hardly have. */
const TOLD = /(?<!\p{L})(?:was|were|had|said|told|reported|stated|according)(?!\p{L})/u;
const NO_DATE = /,? (?:\(?(?:n\. ?d\.?|no date|undated|o\. ?D\.|s\. ?d\.)\)?)(?=$|[,.;])/iu;

/** Splits a line without quoted or linked title at commas or a colon; null where that is not certain. `bracketed`: it stood in brackets (ACCORD). */
export function splitPlain(
  line: string,
  bracketed: boolean,
  dayFirst: DayFirst,
): TitleSplit | null {
  const { head: dated = '', names = '', rest = '' } = YEAR_AFTER_NAMES.exec(line)?.groups ?? {};
  if (isName(names)) {
    const sentence = /(?<=[^.]{3})[.?!] (?=\p{Lu})/u.exec(rest)?.index ?? rest.length;
    const end = Math.min(sentence + 1, endOfTitle(rest, dayFirst));
    return { head: dated, title: bareTitle(rest.slice(0, end)), tail: rest.slice(end) };
  }
  const named = withoutPinpoint(line.slice(0, endOfTitle(line, dayFirst)));
  const at = endOfName(named, bracketed);
  if (at === null) return null;
  const head = named.slice(0, at);
  const words = bareTitle(named.slice(at).replace(/^[,:.] ?/u, ''))
    .replace(/(?<![\s,:(])[\s,:(]+$/u, '')
    .replace(AT_PAGE, '');
  const [within = ''] = /, in: \p{Lu}[^:]{2,60}$/u.exec(words) ?? [];
  const imprint = within || imprintOf(words, PERSONS.exec(head)?.[0] === head);
  const title = bareTitle(
    words
      .slice(0, words.length - imprint.length)
      .replace(IN_SERIES, '')
      .replace(/, (?<symbol>\S+)$/u, withoutSymbol),
  );
  return isSentence(title, line)
    ? null
    : { head, title, tail: `${imprint}${line.slice(named.length)}` };
}

/** The page behind a title whose last word is a number (Bluebook). */
const AT_PAGE = /, at \d{1,4}(?:[-–]\d{1,4})?$/u;
const IN_SERIES = new RegExp(`, ${SERIES}$`, 'u');

const withoutSymbol = (whole: string, symbol: string): string =>
  SYMBOL.test(symbol) && symbol.includes('/') ? '' : whole;

/** The press and its place at the end of the words before a year: persons' books always have them, those of bodies where the press says so. */
function imprintOf(words: string, byPersons: boolean): string {
  const parts = words.split(', ');
  const [press = '', place = ''] = parts.slice(-2);
  if (parts.length > 1 && PRESS.test(place) && isName(place)) return `, ${place}`;
  if (parts.length < 3 || !isName(press) || !isName(place) || place.split(' ').length > 2)
    return '';
  return byPersons || PRESS.test(press) ? `, ${press}, ${place}` : '';
}

const isSentence = (title: string, line: string): boolean =>
  !/^[^\p{L}]*[\p{Lu}\p{Lo}]/u.test(title) || (line.endsWith('.') && TOLD.test(title));

/** True for a line in no known form that still names a document: it begins with a name, or has a date and tells nothing. */
export function namesDocument(line: string): boolean {
  const bare = withoutLead(line);
  const [first = ''] = bare.split(/[,:;]|\.(?=\s)/u, 1);
  if (first.length < bare.length - 1 && isName(first)) return true;
  const dayFirst = saysDayFirst(bare);
  const isTold = bare.endsWith('.') && TOLD.test(bare);
  return !isTold && datesIn(bare, dayFirst).some((date) => isBounded(bare, date));
}

/** Where the last date that stands by itself begins, with the words and the mark before it. */
function endOfTitle(line: string, dayFirst: DayFirst): number {
  const undated = NO_DATE.exec(line);
  if (undated !== null) return undated.index;
  const date = datesIn(line, dayFirst)
    .filter((found) => isBounded(line, found))
    .at(-1);
  if (date === undefined) return line.length;
  const start = startWithWords(line, date.start);
  return line.slice(0, start).replace(/[,.(;:]? ?\(?$/u, '').length;
}

function endOfName(named: string, bracketed: boolean): number | null {
  const persons = PERSONS.exec(named)?.[0];
  if (persons !== undefined) return persons.length;
  const comma = named.indexOf(', ');
  const colon = named.indexOf(': ');
  // The authority of a country, as EUAA names it: `Norway, Landinfo, Irak: Reiser`.
  const second = isCountry(named.slice(0, comma)) ? named.indexOf(', ', comma + 2) : -1;
  if (second > 0 && isName(named.slice(comma + 2, second))) return second;
  const isFirst = colon > 0 && (bracketed || colon < comma);
  const byColon = isFirst && !(comma > 0 && isCountry(named.slice(comma + 2, colon)));
  // A full stop before both ends the name: `المفوضية. سوريا: حقوق السكن`.
  const stop = partEnds(named).find((end) => /\p{L}{4}$/u.test(named.slice(0, end))) ?? -1;
  const isStop = stop > 0 && [comma, colon].every((mark) => mark < 0 || stop < mark);
  const marks = byColon
    ? [colon, comma]
    : [comma > 0 ? comma : colon > 0 ? colon : named.indexOf('. ')];
  if (isStop) marks.unshift(stop);
  // A country before a colon is the beginning of the title.
  const isAuthor = (at: number): boolean =>
    isName(named.slice(0, at)) &&
    !opensQuotation(named) &&
    !(at === colon && isCountry(named.slice(0, at)));
  return marks.find((at) => at > 0 && isAuthor(at)) ?? null;
}

/** What says that a document is read on the web. In the languages in which such lists are set. */
const MEDIUM =
  / ?\[(?:internet|online|on-line|web ?(?:page|site)|homepage|document (?:en ligne|électronique)|en ligne|en línea|em linha|recurso (?:en línea|electrónico)|electronic|электронный ресурс|e-?book|pdf|press release|blog)\]/iu;
const DATE = String.raw`(?:1[89]|20)\d{2}(?: \p{L}{3,9}\.?(?: \d{1,2})?)?`;
/** Between the press and the year: no other form has a semicolon there. */
const YEAR_BEHIND = new RegExp(String.raw`; ?(?=[c©]?${DATE}(?!\p{L}|\p{N}))`, 'u');
/** `Lancet. 2021 Mar 3;397(10275):123-30`, with a bracket before the volume. */
const ISSUE = new RegExp(
  String.raw`\. (?=(?<date>${DATE}) ?(?:\[[^\]]{0,60}\] ?)?; ?(?<issue>\d{1,4}(?: ?\([^()]{1,20}\))?(?:: ?[\p{L}\p{N}–-]{1,20})?))`,
  'u',
);
const PAGE_DATE = new RegExp(String.raw`; ?(?=${DATE}(?!\p{L}|\p{N}))`, 'u');
/** Words of the place where a publisher sits, at most: `New York (NY)`, `Phnom Penh`. */
const LONGEST_PLACE = 4;
/** Ends of words behind which a full stop ends no part of a line: `U.S. Department`, `St. Louis`. */
const SHORTENED = /(?:\p{Lu}\.\p{Lu}|(?:^|\s)(?:St|Dr|Mr|Mrs|Ms|No|Vol|Nr))$/u;

/** Vancouver style: `Author. Title [Internet]. Place: Press; 2024 Jul 3`, `Journal. 2021 Mar 3;397(2):123`, `Site [Internet]. Place: Press; c2024. Page`; else null. */
export function splitVancouver(line: string): TitleSplit | null {
  const ends = partEnds(line);
  const head = line.slice(0, ends[0] ?? 0);
  const article = ISSUE.exec(line);
  const year = YEAR_BEHIND.exec(line);
  if (!isName(head) && withoutMedium(line) === line) return null;
  if (article !== null && (year === null || article.index < year.index))
    return ofArticle(line, head, article, ends);
  return year === null ? null : ofPress(line, year.index, year.index + year[0].length, ends);
}

/** Mark of the kind of a document and of its medium behind its title (GB/T 7714-2015, appendix B). */
const KIND_MARK = /\[[A-Z]{1,2}(?:\/(?:OL|CD|DK|MT))?\]/u;
/** The day on which it was read, in the same style. */
const READ_ON = /\[((?:19|20)\d{2}-\d{2}-\d{2})\]/u;
/** The number of a series behind a title. */
const OF_SERIES = /[:：] ?[^:：]{2,40} No\. ?\d{1,4}$|[:：] ?[A-Z]{1,8}\/[\w./-]+$/u;

/** A line of GB/T 7714 with words in place of the bracket in which it says when it was read. */
export const withAccessWord = (line: string): string =>
  KIND_MARK.test(line) ? line.replace(READ_ON, ' [accessed $1]') : line;

/** Author. Title[R/OL]. (2023-01-12). `Author. Title[M]. 北京: Press, 2021: 188`; null for a line without such a mark. */
export function splitByKind(line: string): TitleSplit | null {
  const mark = KIND_MARK.exec(line);
  const at = line.search(/[.．。] ?(?=\S)/u);
  if (mark === null || at <= 0 || at > mark.index || !isName(line.slice(0, at))) return null;
  const title = line
    .slice(at + 1, mark.index)
    .trim()
    .replace(OF_SERIES, '');
  const behind = line.slice(mark.index + mark[0].length).replace(/^[.．] ?/u, ', ');
  const tail = behind
    .replace(/, \d{1,4} ?\(\d{1,4}\)(?:: ?[\d–-]+)?/u, '')
    .replace(/(?<=\d{4}): ?(?=\d{1,4})/u, ', p. ');
  return { isCertain: true, head: line.slice(0, at), title, tail };
}

/** What begins a part of a line that is no part of a title any more. */
const BEHIND_TITLE =
  /^(?:[[(–—]|\d|(?:\p{L}{1,4}\.|№) ?\d|URL|DOI|(?:Индекс|Index|Doc)\P{L}|Б\. ?д|[nN]\. ?d|[Пп]рил|\p{Lu}[\p{Lu}\d/._-]*\d|\p{L}{3,9} (?:19|20)\d\d)/u;

/** A press at its place, and the year. */
export const PRESS_AT_PLACE = String.raw`\. \p{Lu}[\p{L} .,-]{1,30} ?: \p{Lu}[^.:]{2,60}, (?:19|20)\d{2}(?=\.|$)`;

/** Parts with full stops between them: `Body. Title // Newspaper. 2023. 12 апреля. URL: …` (ГОСТ Р 7.0.5); null for a sentence. */
export function splitStops(line: string): TitleSplit | null {
  if (YEAR_AFTER_NAMES.test(line)) return null;
  const ends = partEnds(line).filter(
    (at) => at > 1 && !INITIALS.test(line.slice(Math.max(0, at - 2), at + 4)),
  );
  const first = ends[0] ?? 0;
  const marks = [line.indexOf(' // '), line.indexOf(' / ')].filter((at) => at > 0);
  const hasName = first > 0 && marks.every((at) => first < at);
  const head = hasName ? line.slice(0, first) : '';
  if (!hasName && marks.length === 0) return null;
  if (hasName && (/[:\d]/u.test(head) || head.split(' ').length > LONGEST_HEAD)) return null;
  const from = hasName ? first + 2 : 0;
  const part = (at: number): string =>
    line.slice(at + 2, ends.find((end) => end > at) ?? line.length);
  const imprint = ends
    .map((at) => (at > from ? imprintNames(part(at)) : null))
    .find((names) => names !== null);
  const next = ends.find(
    (at) => at > from && (BEHIND_TITLE.test(part(at)) || imprintNames(part(at)) !== null),
  );
  const stops = [
    ...marks,
    line.indexOf('. – ', from),
    line.slice(from).search(MEDIUM) + from,
    next ?? -1,
  ];
  const end = Math.min(...stops.filter((at) => at > from));
  if (!Number.isFinite(end)) return null;
  // A body’s document has only the place, a person’s the newspaper.
  const isPlace = imprint !== undefined && !/[,:]/u.test(imprint) && !head.includes(',');
  const tail = line
    .slice(end)
    .replace(isPlace ? `. ${imprint}, ` : '', '. ')
    .replace(MEDIUM, '')
    .replace(/^[.\s]*(?:\/{1,2}|–)? ?/u, ', ')
    .replaceAll(' // ', ', ')
    .replace(/\.? – /gu, '. ');
  return { isCertain: true, head, title: bareTitle(line.slice(from, end)), tail };
}

/** The names before the date of `Geneva: UNHCR, May 2019` and `Kyiv, 2023`; null for another part of a line. */
function imprintNames(part: string): string | null {
  const { index: at = 0 } = /, (?=[^,]{4,20}$)/u.exec(part.replace(/(?<![.\s])[.\s]+$/u, '')) ?? {};
  const names = part.slice(0, at);
  const [date] = datesIn(part.slice(at + 2));
  const isDated = date?.start === 0 && /^[.\s]*$/u.test(part.slice(at + 2 + date.end));
  return at > 0 &&
    isDated &&
    names.split(/, |: /u).every((name) => isName(name) && name.split(' ').length <= LONGEST_NAME)
    ? names
    : null;
}
/** Words of a place or of a press at most. Our choice. */
const LONGEST_NAME = 5;

/** Between two initials no part ends. */
const INITIALS = /(?:^|[^\p{L}])\p{Lu}\. \p{Lu}\.$/u;
/** Words of the longest name before a full stop. */
const LONGEST_HEAD = 10;

const partEnds = (line: string): readonly number[] =>
  [...line.matchAll(/[.?!](?= [\p{Lu}\p{Lo}\p{N}“"«])/gu)]
    .map(({ index }) => index)
    .filter((at) => !SHORTENED.test(line.slice(Math.max(0, at - 8), at)))
    .filter((at) => !isOfMonth(line, at));

/** True for the full stop behind a shortened month, before its year. */
const isOfMonth = (line: string, at: number): boolean =>
  /^\. \d{4}/u.test(line.slice(at)) &&
  monthNamed(/\p{L}*$/u.exec(line.slice(Math.max(0, at - 8), at))?.[0] ?? '') !== null;

function ofArticle(
  line: string,
  head: string,
  { index, groups = {} }: RegExpExecArray,
  ends: readonly number[],
): TitleSplit | null {
  const before = ends.findLast((at) => at < index);
  if (before === undefined || before <= head.length) return null;
  const title = withoutMedium(
    line.slice(head.length + 2, line[before] === '.' ? before : before + 1),
  );
  const journal = line.slice(before + 2, index);
  if (title === '' || !isName(journal)) return null;
  const behind = line.slice(index + 2).replace(groups.issue ?? '', '');
  return { head, title, tail: `, ${journal}, ${behind.replace(/ ?; ?/gu, ', ')}` };
}

function ofPress(
  line: string,
  end: number,
  year: number,
  ends: readonly number[],
): TitleSplit | null {
  const colon = line.lastIndexOf(': ', end);
  const stop = line[colon - 1] === ' ' ? colon - 1 : colon;
  const start = ends.findLast((at) => at < colon);
  if (start === undefined) return null;
  const [place, press] = [line.slice(start + 2, stop), line.slice(colon + 2, end)];
  if (!isName(place) || place.split(' ').length > LONGEST_PLACE || press === '') return null;
  const behind = line.slice(year).replace(/^[c©]/u, '');
  const work = line.slice(0, line[start] === '.' ? start : start + 1);
  const cut = ends[0] as number;
  if (cut < start) {
    const title = withoutEdition(withoutMedium(work.slice(cut + 2)));
    return title === '' ? null : { head: line.slice(0, cut), title, tail: `, ${press}, ${behind}` };
  }
  // The work is a whole site: what is cited is a page of it.
  const site = withoutMedium(work);
  const page = /^(?:1[89]|20)\d{2}\. (?<title>\p{Lu}.*)$/u.exec(behind)?.groups?.title;
  if (site === work) return null;
  if (page === undefined) return { head: site, title: site, tail: `, ${press}, ${behind}` };
  const dated = PAGE_DATE.exec(page);
  const title = page.slice(0, dated?.index ?? /\.(?=\s|$)|[[;]/u.exec(page)?.index).trim();
  return {
    head: site,
    title,
    tail: `, ${press}, ${page.slice((dated?.index ?? title.length) + 1)}`,
  };
}

function withoutMedium(words: string): string {
  for (let at = words.indexOf('['); at >= 0; at = words.indexOf('[', at + 1))
    if (words.slice(at).search(MEDIUM) === 0) return words.slice(0, at).trim();
  return words.trim();
}

const withoutEdition = (title: string): string =>
  title.replace(
    /\. (?:(?:Rev\. )?\d{1,2}(?:st|nd|rd|th|\.ª|ª|e|ème|\.) ?(?:rev\. )?(?:ed|éd|Aufl)\p{L}{0,6}\.?|Report No\.: .{1,40})$/iu,
    '',
  );
