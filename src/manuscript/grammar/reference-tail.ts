import { foldedLetters } from '../../passage/text/fold.js';
import type { PrintedDate, Reference } from '../reference.js';
import { isCountry, isName, withoutLead } from './line.js';
import { type DayFirst, datesIn, type FoundDate, WHOLE_DATE } from './printed-date.js';

/** What stands behind a title, taken apart. */
export interface Tail
  extends Pick<Reference, 'published' | 'accessed' | 'undated' | 'pinpoint' | 'publisher'> {
  /** A date that may be that of something else than the publication: unknown words stand before it. */
  readonly unknown: PrintedDate | null;
  /** True where the publisher stood in a bracket, which may say something else. */
  readonly bracketed: boolean;
  readonly over: readonly string[];
}

const GAP = '\ue002';
const UNDATED =
  /(?<=^|[,(.:;，\ue002] ?)(?:n\. ?d\.?|no date|undated|not dated|date unknown|o\. ?D\.|ohne Datum|ohne Angabe des Datums|s\. ?d\.|s\. ?f\.|sin fecha|sem data|sans date|u\. ?å\.|Б\. ?д\.|بدون تاريخ|د\. ?ت\.?|udatert|odaterad|u\. ?d\.|t\. ?y\.|z\. ?[dj]\.|Б\. ?г\.)(?=$|[,;.): \ue002])/iu;
const PAGE = String.raw`(?:pp?|pgs?|S|s|С|с|ص)\.? ?|(?:pages?|Seiten?|sider?|sidor?|blz\.?|pág\.?|pag\.?) `;
/** Between two numbers, in whatever language: `24–26`, `24 to 26`; no year stands behind it. */
const SPAN = String.raw`(?: ?[-–] ?| \p{Ll}{1,3} (?!(?:19|20)\d{2}(?!\d)))`;
const PINPOINT = new RegExp(
  [
    String.raw`(?:${PAGE})(?<page>\p{N}{1,4}(?:${SPAN}\p{N}{1,4})?(?:(?:, | and | & )\p{N}{1,4}(?!\p{L}|\p{N}| \p{L}))*)(?: ?(?:ff?\.?|et seq\.?))?`,
    String.raw`(?:[Pp]aras?\.?|[Pp]aragraphs?|párrs?\.?|párrafos?|[Ss]ections?|[Ss]ecs?\.?|[Cc]hapters?|[Cc]h\.|[Cc]hap\.|[Aa]rticles?|[Aa]rt\.|[Aa]nnex|[Aa]ppendix|[Tt]ables?|[Ff]igures?|[Pp]arts?|footnotes?|fn\.?|point|Rn\.?|Rz\.?|Abschnitt|Kapitel|Kap\.|Ziffer|Ziff\.|Absatz|Abs\.|avsnitt|kapitel|apartado|الفقرة|المادة|§§?|¶¶?) ?[\p{N}A-Z][\p{N}A-Za-z.]*(?:(?:${SPAN}|, | and | & )\p{N}[\p{N}.]*(?!\p{L}| \p{L}))*`,
    String.raw`(?<=(?:^| )\()[A-Z]?\d{1,2}(?:\.\d{1,3})*(?=\))`,
  ]
    .map((form) => String.raw`(?<![\p{L}\p{N}])(?:${form})(?=$|[\s,;:.)\]\ue002])`)
    .join('|'),
  'u',
);
/** A part of the document by its heading, between the title and the comma before the date: `(Freedom of expression), 2026`. */
const IN_BRACKETS = /^ ?\((?<part>\p{L}[^()\d]{2,80})\)(?=,)/u;
const VOLUME =
  /(?:(?:Vol(?:ume)?|Bd|Band|Nr|No|Issue|tome|núm)\.? ?\p{N}{1,4}(?:\(\p{N}{1,3}\)|\/\p{N}{4})?|(?<=[, \ue002])\p{N}{1,3} ?\(\p{N}{1,3}(?:[-–/]\p{N}{1,3})?\)(?:, \p{N}{1,4}[-–]\p{N}{1,4})?(?=$|[,;.: \ue002])|(?<=[. ,\ue002])\p{N}{1,4} p(?=\.|$))/gu;
/** A document's own sign: `IRQ105461.E`, `A/HRC/40/52`, `ASA 17/4137/2021`. */
export const SYMBOL = /^(?=\D{0,20}\d)[A-Z]{1,8}(?: (?=\d))?[\w./()-]*$/u;
/** The sign of a document in a series, in words: `OEA/Ser.L/V/II. Doc. 9/24`, `A/HRC/40/52, Add. 1`. */
export const SERIES = String.raw`[A-Z]{1,8}\/[\w./()-]{1,60}(?:,? (?:[Dd]oc|[Rr]ev|[Aa]dd|[Cc]orr)\.? ?\d[\w./-]{0,20}){1,3}`;
const IN_SERIES = new RegExp(
  String.raw`(?<=^|[\s,(\ue002])(?:${SERIES}|U\.?N\.? Doc\.? (?=[A-Z]+\/))`,
  'u',
);
const WEEKDAYS: ReadonlySet<string> = new Set(
  ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'da', 'nb', 'sv'].flatMap((lang) => {
    const { format } = new Intl.DateTimeFormat(lang, { weekday: 'long', timeZone: 'UTC' });
    return [1, 2, 3, 4, 5, 6, 7].map((day) => format(Date.UTC(2024, 0, day)).toLowerCase());
  }),
);
const TIME =
  /^\d{1,2}[:.h]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?: ?(?:[A-Z]{2,5}|Uhr|hrs))?(?: ?[+-]\d{1,2})?$/iu;
const ARCHIVED =
  /^(?:the )?(?:(?:internet archive|wayback machine)|archived|archived? (?:version|copy|link|page))(?: (?:at|from|on|in|by|via) .{1,60})?$/iu;
/** One of a numbered series: `Africa Briefing 185`, `Latin Am. Rep. No. 103`; a year is none. */
const NUMBERED =
  /(?<=^|[,.;(\ue002] ?)[^,;()\ue002]{0,40}(?<!\p{L})(?:report|rep|briefing|brief|paper|series|bulletin|study|doc|statement)\.?(?: (?:no|nr|n°)\.?)? ?(?!(?:19|20)\d{2})\d{1,4}(?=$|[,.;)\ue002])/giu;
/** Volume before a journal and first page behind it: `53 J. Latin Am. Stud. 611, 623` (Bluebook 16.4); before a year it is a day. */
const JOURNAL =
  /, \d{1,3} (?<name>\p{Lu}[\p{L}.&’' ]{2,50}?) (?!(?:19|20)\d{2})\d{1,4}(?:, \d{1,4})?(?= \()/gu;
const VERSION = /^(?:version|edition|ed\.|rev(?:ision)?\.?|v\.?) ?\d[\d.]*$/iu;
const LABEL_OF_SIGN = /^\p{Lu}[\p{L}.]{0,12}(?: \p{L}{1,12}){0,2}[:：] ?(?=\S)/u;

const OF_DATE =
  /(?:^|[\s,(])(?:(?:last )?(?:updated|modified|revised)(?: on)?|(?:first )?published(?: on)?|posted(?: on)?|dated|as of|Auskunft vom|vom|v\.|aktualisiert am|Stand|(?:dernière )?mise? à jour(?: le)?|publiée? le|parue? le|mise? en ligne(?: le)?|en ligne depuis le|en date du|datée? du|du|le|(?:publicad|actualizad|fechad)[oa] (?:el|en)|(?:publicad|atualizad)[oa] em|(?:última )?(?:actualización|atualização)(?: el| em)?|de fecha|el|em|pubblicato il|oppdatert|uppdaterad|opdateret)[:：]? ?$/iu;
const BOUNDARY_BEFORE = /(?:^|[,;:.，：；([–—\ue002] ?)$/u;
const BOUNDARY_AFTER = /^ ?(?:$|[,;:.，；)\]\ue002(])/u;

/** Reads what stands behind a title: date, pinpoint, publisher or journal, in any order. */
export function readTail(tail: string, dayFirst: DayFirst): Tail {
  const undated = UNDATED.exec(tail);
  let rest =
    undated === null ? tail : gapped(tail, undated.index, undated.index + undated[0].length);
  rest = rest
    .replace(JOURNAL, ', $<name>')
    .replace(NUMBERED, GAP)
    .replace(VOLUME, GAP)
    .replace(IN_SERIES, GAP);
  const pinpoint = PINPOINT.exec(rest);
  if (pinpoint !== null) rest = gapped(rest, pinpoint.index, pinpoint.index + pinpoint[0].length);
  const named = pinpoint === null ? IN_BRACKETS.exec(rest)?.groups?.part : undefined;
  const part = named === undefined || isName(named) ? null : named;
  if (part !== null) rest = rest.replace(`(${part})`, GAP);
  const dates = datesIn(rest, dayFirst).filter((date) => isBounded(rest, date));
  const [unknown] = dates.filter((date) => unknownWords(rest, date) !== '');
  const [first, second] = dates.filter((date) => unknownWords(rest, date) === '');
  const pair =
    first !== undefined &&
    second !== undefined &&
    /^ ?: $/u.test(rest.slice(first.end, second.start));
  for (const date of (pair ? [second, first] : [first]).filter((date) => date !== undefined))
    rest = gapped(rest, startWithWords(rest, date.start), date.end);
  if (unknown !== undefined && first === undefined)
    rest = gapped(rest, unknown.start - unknownWords(rest, unknown).length, unknown.end);
  return {
    published: first === undefined ? null : printed(first),
    // The second date of `29 September 2025: October 2025`.
    accessed: pair ? printed(second) : null,
    unknown: unknown === undefined || first !== undefined ? null : printed(unknown),
    undated: undated !== null,
    pinpoint: pinpoint === null ? part : numberOf(pinpoint),
    ...placed(rest),
  };
}

/** Behind the last mark before a date: what says of what it is the day. */
const SINCE_MARK = /[^,.;:，。；：()[\]（）–—\ue002]{0,60}(?:[:：] ?)?$/u;

/** The words directly before a date, empty for none and for those that name the day of publication. */
function unknownWords(text: string, { start }: FoundDate): string {
  const before = text.slice(0, start);
  const words = OF_DATE.test(before) ? '' : (SINCE_MARK.exec(before)?.[0].trimStart() ?? '');
  // A date before a colon is that of the publication, and the one behind it that of the reading.
  const isSaid = WEEKDAYS.has(words.trim().toLowerCase()) || /\d{4} ?[:：] ?$/u.test(words);
  return /[\p{L}\p{N}]/u.test(words) && !isSaid ? words : '';
}

const gapped = (text: string, start: number, end: number): string =>
  `${text.slice(0, start)}${GAP}${text.slice(end)}`;

const printed = ({ printed, iso }: FoundDate): PrintedDate => ({ printed, iso });

const numberOf = (match: RegExpExecArray): string =>
  match.groups?.page !== undefined && match[0].endsWith(match.groups.page)
    ? match.groups.page
    : match[0];

/** Where the words that say of which kind a date is begin, when the date begins at `start`. */
export const startWithWords = (text: string, start: number): number =>
  start - (OF_DATE.exec(text.slice(0, start))?.[0].length ?? 0);

/** True for a line that is a pinpoint and no more: the next excerpt is from there. */
export const isPinpoint = (text: string): boolean =>
  PINPOINT.exec(text)?.[0] === text.trim().replace(/[:.]$/u, '');

/** A text without the pinpoint at its end, be it in brackets or behind a comma. */
export function withoutPinpoint(text: string): string {
  const at = Math.max(text.lastIndexOf(' ('), text.lastIndexOf(', '));
  const last = at < 0 ? '' : text.slice(at).replace(/^,/u, '');
  const pinpoint = PINPOINT.exec(last);
  return pinpoint !== null && /^[ ()]*$/u.test(last.replace(pinpoint[0], ''))
    ? text.slice(0, at)
    : text;
}

/** True where a date stands by itself, not as a word of a name: a year needs a boundary on both sides, any other date on one. */
export function isBounded(text: string, { printed, start, end }: FoundDate): boolean {
  const head = text.slice(Math.max(0, start - 40), start);
  const before = BOUNDARY_BEFORE.test(head) || OF_DATE.test(head);
  const after = BOUNDARY_AFTER.test(text.slice(end, end + 4));
  return printed.length > 4 ? before || after : BOUNDARY_BEFORE.test(head) && after;
}

/** A bracket in which no date stood. */
const BRACKETS = /[([（][^()[\]（）\ue002]{1,80}[)\]）]/gu;
/** A square one, of which no publisher is made. */
const SQUARE = /\[[^[\]\ue002]{1,80}\]/gu;

function placed(rest: string): Pick<Tail, 'publisher' | 'bracketed' | 'over'> {
  const outside = named(rest.replace(BRACKETS, GAP));
  if (outside.publisher !== null || outside.over.length > 0)
    return { ...outside, bracketed: false };
  return { ...named(rest.replace(SQUARE, GAP)), bracketed: true };
}

function named(rest: string): Pick<Tail, 'publisher' | 'over'> {
  const pieces = rest
    .split(/\ue002|[()[\]<>（）;；]|(?<=[\p{L}\p{N}]{3})\. (?=\S)/u)
    .map((piece) =>
      piece
        .replace(
          /^[\s,.:，：、–—-]+|(?<![\s,:，：、–—-])[\s,:，：、–—-]+$|(?<!\p{L}\.\p{L})\.$/gu,
          '',
        )
        .trim(),
    )
    .map((piece) =>
      piece
        .split(', ')
        .filter((part) => !isNobody(part))
        .join(', '),
    )
    .filter(
      (piece) =>
        /[\p{L}\p{N}]/u.test(piece) && !SYMBOL.test(piece) && !piece.split(', ').every(isPlace),
    );
  const [first = '', ...others] = pieces;
  const name = first.replace(/^in:? (?=\p{Lu})/u, '');
  if (!isName(name) || saysDay(name)) return { publisher: null, over: pieces };
  return { publisher: withoutPlace(name), over: others };
}

/** Words before a day that nobody knows, in a script whose names have no capitals: `قرئ يوم 20 سبتمبر 2025`. */
const saysDay = (name: string): boolean =>
  !/\p{Lu}/u.test(name) &&
  datesIn(name).some(({ iso, end }) => end === name.length && iso?.length === WHOLE_DATE);

/** True for a part of a line that looks like a name and is none, as a weekday or `Index: MER 12/3456/2025`. */
const isNobody = (part: string): boolean =>
  WEEKDAYS.has(part.toLowerCase()) ||
  TIME.test(part) ||
  ARCHIVED.test(part) ||
  VERSION.test(part) ||
  (LABEL_OF_SIGN.test(part) && SYMBOL.test(part.replace(LABEL_OF_SIGN, '')));

const PLACE_BEFORE = /^(?<place>[^:,]{2,40}) ?: (?<press>(?!\p{Ll})[^:]{2,})$/u;
/** What a newspaper says that it is, in small letters. */
const WHAT_IT_IS = / : \p{Ll}[^:]*$/u;
/** Words of a place, at most. */
const MAX_PLACE_WORDS = 3;
/** A sign of letters in the stead of a place, as in `UNHCR: Global Trends`. */
const ACRONYM = /^\p{Lu}[\p{Lu}\p{N}-]+$/u;

/** True for a city after which a time zone is called (IANA, as Node has them): a place, and no publisher. */
const isCity = (words: string): boolean => CITIES.has(foldedLetters(words));
const CITIES: ReadonlySet<string> = new Set(
  Intl.supportedValuesOf('timeZone').map((zone) =>
    foldedLetters(zone.slice(zone.lastIndexOf('/') + 1)),
  ),
);

const isPlace = (words: string): boolean => isCity(words) || isCountry(words);

/** `Duke University Press, Durham`, `Paris, L’Harmattan` and `Durham: Duke University Press` are published by the press, at the place. */
function withoutPlace(named: string): string {
  const bare = named.replace(WHAT_IT_IS, '');
  const { place = '', press } = PLACE_BEFORE.exec(bare)?.groups ?? {};
  const isPlaced =
    press !== undefined && place.split(' ').length <= MAX_PLACE_WORDS && !ACRONYM.test(place);
  const name = isPlaced ? press : bare;
  const at = name.indexOf(', ');
  if (at > 0 && isCity(name.slice(0, at))) return name.slice(at + 2);
  return at > 0 && name.slice(at + 2).split(' ').length <= 2 ? name.slice(0, at) : name;
}

const PLACE = '(?:pp?|paras?|pages?|págs?|blz|S|Rn|§)';
/** A page or a paragraph in whatever words: a number that is no year, with few letters or a sign around it. */
const END = String.raw`(?:[.,;:،，]? ?(?:(?:\p{L}{1,10}\.?|§§?|¶¶?) ?){0,2}\[?(?!(?:19|20)\d{2}(?!\d))\p{N}[\p{N}\p{Pd} .,()]{0,12}(?:\p{L}{1,4}\.? ?){0,2}\p{N}{0,4})?[.)\]。]{0,2}$`;
/** Words of the languages in which notes are set, and of CSL's locales. */
const IBID = new RegExp(
  String.raw`^[([]?(?:see |siehe |vgl\. )?(?:ib[ií]d(?:em)?\.?|[ií]d\.|[ií]dem\.?|ebd\.?|ebenda|ebd[ao]\.?|ders\.|samme sted|same source|as above|同[上前]注?|المرجع (?:نفسه|السابق)|المصدر (?:نفسه|السابق)|там же|там само|ivi|همان|שם|tamtéż|tamtéž|aynı yer|同書|위의 글|loc\. ?cit\.?|a\. ?a\.(?: ?O\.?)?|a\. ?g\. ?e\.?)${END}`,
  'iu',
);
const OP_CIT =
  /(?:^|[\s,(])(?:(?:[oó]p\. ?cit\.?|art\. cit(?:é|\.)|loc\. ?cit\.?|a\. ?a\. ?O\.?)(?:,? \(?(?:foot)?(?:note|fn\.?|n\.?|anm\.?|fußnote|fussnote) ?\p{N}{1,4}\)?)?|supra(?: (?:foot)?note)? n?\.? ?\p{N}{1,4}|above,? (?:foot)?n(?:ote)?\.? ?\p{N}{1,4}|(?:see|siehe|cf\.|vgl\.|voir|véase|ver|vedi|zie|se)(?: (?:also|above|auch|oben|aussi|también|anche|ook),?)? (?:(?:la|el) )?(?:foot|voet|fot)?(?:note|fn\.?|n\.|fußnote|fussnote|nota|noot) ?\p{N}{1,4}|\((?:foot)?(?:n(?:ote)?|fn)\.? ?\p{N}{1,4}\)|\((?:previously|already) cited\)|wie (?:Anm|Fn)\. ?\p{N}{1,4}|(?:مرجع|مصدر) سابق|указ\. ?соч\.|a\. ?g\. ?e\.)/iu;
/** Characters of the longest short form: a long name, `op. cit.` and a page. */
const LONGEST_SHORT_FORM = 160;

/** True for a note that says only "the same source as before", with or without another page. */
export const isIbid = (text: string): boolean => IBID.test(text.trim().replace(AND_SAYS, ''));
/** A sentence behind a pinpoint. */
const AND_SAYS = /(?<=\d\.) \p{Lu}\p{L}+ \p{Ll}.*$/u;

/** The page or paragraph that a short form ends with, as printed, without its full stop; null when it names none. */
export const pinpointIn = (text: string): string | null =>
  SHORT_PINPOINT.exec(text.trim())?.groups?.pinpoint ?? null;
const SHORT_PINPOINT = new RegExp(
  String.raw`(?:^|[\s.,;:])(?<pinpoint>(?:${PLACE}\.? ?)?\p{N}(?:[\p{N}.]{0,6}[\p{N}\p{Lu}])?(?: ?[-–] ?\p{N}{1,4}| \p{L}{1,3} \p{N}{1,4}| ?ff?\.?| et seq\.?)?)[.)\]]{0,2}$`,
  'u',
);

/** Reads `HRW, op. cit., p. 4`, `see note 12`, `Müller, a.a.O.`: whose source is meant, and the number of the note where it is named in full; null for any other text. */
export function opCitOf(text: string) {
  const bare = text.trim();
  const match = bare.length > LONGEST_SHORT_FORM ? null : OP_CIT.exec(bare);
  if (match === null) return null;
  const author = withoutLead(bare.slice(0, match.index)).replace(
    /^[(\s]+|(?<![\s,،;(])[\s,،;(]+$/gu,
    '',
  );
  if (author !== '' && !/^[\p{Lu}\p{Script=Arabic}]/u.test(author)) return null;
  return {
    author: author === '' ? null : author,
    note: /\p{N}{1,4}/u.exec(match[0])?.[0] ?? null,
    pinpoint: pinpointIn(bare.slice(match.index + match[0].length)),
  };
}
