import { hostOf, parseAddress, sameAddress } from '../../model/address.js';
import { isArchiveUrl, originalBehind } from '../../model/archived-address.js';
import type { Doubt } from '../../model/manuscript.js';
import type { AddressFrom } from '../reference.js';
import { LINK_END, LINK_START, type MarkedLine, unmarked } from './line.js';
import { type DayFirst, datesIn, opensAccess, without } from './printed-date.js';

/** What a line says of where its document is, and the line without it. */
export interface LineAddress {
  readonly url: string | null;
  readonly addressFrom: AddressFrom | null;
  /** Of archived copies beside it. */
  readonly archived: readonly string[];
  readonly doubts: readonly Doubt[];
  /** Of the links, that whose words may be the title is still marked. */
  readonly rest: string;
}

const LINK = /\ue000[^\ue000\ue001]*\ue001/gu;
const POINTER =
  /^[[(]?(?:(?:available |read |see )?(?:here|online)|url|link|hyperlink|web ?link|pdf|html|source|website|archived?(?: (?:copy|version|here|link))?|quelle|hier|lien|ici|enlace|aquí|lenke|länk)[\])]?[.:,]?$/iu;
const AT =
  /(?:[,;.(] ?)?(?:(?:available|accessible|retrieved|found|online|accessed|archived)? ?(?:at|from|via|on)|(?:recuperad[oa]|descargad[oa]|consultad[oa])? ?de|url|link|online|verfügbar unter|abrufbar unter|unter|disponible (?:à|sur|en|at)|disponível em|tilgjengelig (?:fra|på)|tillgänglig|متاح(?:ة)? (?:على|في)(?: الرابط)?|in internet|internet) ?[:：]? ?[<([]?$/iu;
/** What an address begins with: a scheme, `www.`, or a host in small letters before a path that is no title in quotation marks; a DOI is no address of a page. */
export const ADDRESS_BEGINS = String.raw`(?:(?:h(?:tt|xx)ps?|H(?:TT|XX)PS?|Https?):\/\/|(?<![\p{L}\p{N}@./_-])(?:(?:www|WWW|Www)\.|(?<![“"„«‘])(?!(?:dx\.)?doi\.org)(?:[a-z\d-]{2,63}\.){1,4}[a-z]{2,8}\/))`;
const ADDRESS = new RegExp(
  String.raw`${ADDRESS_BEGINS}[^\s<>"“”«»（）【】《》「」『』、。，；：！？\ue000\ue001]{3,}`,
  'u',
);
const DOI = /(?<![\p{L}/])doi(?:\.org\/|[:：]? ?)(10\.\d{4,9}\/[^\s<>"“”,;\ue000\ue001]+)/iu;
/** The beginning of an address that a line's end parted from its host. */
const PARTED_SCHEME =
  /(?<!\S)(h(?:tt|xx)ps?:\/\/) (?=[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}(?:[/\s,;]|$))/giu;

/** Takes the link, or else the printed address, or else the DOI. */
export function takeAddress(
  { text: whole, hrefs }: MarkedLine,
  dayFirst: DayFirst = false,
): LineAddress {
  const text = whole.replace(PARTED_SCHEME, '$1');
  return (
    takeLink({ text, hrefs }, dayFirst) ??
    takePrinted(text, dayFirst) ??
    takeDoi(text) ?? { ...NO_ADDRESS, rest: text }
  );
}

const NO_ADDRESS = { url: null, addressFrom: null, archived: [], doubts: [] } as const;

/** An address of which one reading is certain, or which a person has to put together. */
const addressOf = (readings: readonly string[]): Omit<LineAddress, 'rest'> =>
  readings.length === 1
    ? { url: readings[0] as string, addressFrom: 'seen', archived: [], doubts: [] }
    : { ...NO_ADDRESS, doubts: [{ kind: 'broken-address', readings }] };

/** True where a line has an address, be it one that a person has to put together. */
export const isAddressed = ({ url, doubts }: LineAddress): boolean =>
  url !== null || doubts.some(({ kind }) => kind === 'broken-address');

function takeLink({ text, hrefs }: MarkedLine, dayFirst: DayFirst): LineAddress | null {
  const links = [...text.matchAll(LINK)].map((match, i) => {
    const words = unmarked(match[0]);
    const href = hrefs[i] as string;
    const [at, end] = [match.index, match.index + match[0].length];
    return { at, end, words, href, kind: kindOf(words) };
  });
  const main = [...links].sort((a, b) => rank(a, links) - rank(b, links))[0];
  if (main === undefined) return null;
  const whole = main.kind === 3 ? takeBroken(text, main, dayFirst) : null;
  if (whole !== null) return whole;
  const isCopy = ({ href }: { readonly href: string }): boolean => isArchiveUrl(href);
  // The title leads to the copy where "Archived from the original" has the page's own link.
  const titled = main.kind === 1 ? main : links.find((link) => link.kind === 1 && isCopy(link));
  let i = 0;
  let rest = text.replace(LINK, (marked, at: number) => {
    const link = links[i++];
    if (link === titled) return marked;
    const isKept =
      link?.kind === 1 || isOfClause(link?.words ?? '', text.slice(at + marked.length));
    return isKept ? unmarked(marked) : '\ue002';
  });
  for (let at = rest.indexOf('\ue002'); at >= 0; at = rest.indexOf('\ue002'))
    rest = withoutPointer(rest, at, at + 1);
  const shown = links.flatMap(({ words, href, kind }) =>
    kind === 3 ? otherLink(words, href) : [],
  );
  const archived = links.filter((link) => link !== main && isCopy(link)).map(({ href }) => href);
  return { url: main.href, addressFrom: 'seen', archived, doubts: shown, rest };
}

const ORIGINAL = /^the original$/iu;
/** True for the links in "Archived from the original on 3 May 2024": their words stay, and the clause goes as a whole. */
const isOfClause = (words: string, behind: string): boolean =>
  ORIGINAL.test(words) || (/^archived$/iu.test(words) && /^ from\b/iu.test(behind));

/** What the words of a link are: 1 words of the line, 2 a pointer, 3 an address. */
function kindOf(words: string): 1 | 2 | 3 {
  if (POINTER.test(words) || ORIGINAL.test(words)) return 2;
  return asAddress(words) === null ? 1 : 3;
}

/** A link whose words are its address, or the beginning of it, and go on behind the link; null for others. */
function takeBroken(
  text: string,
  { at, end, words, href }: { at: number; end: number; words: string; href: string },
  dayFirst: DayFirst,
): LineAddress | null {
  const shown = words.replaceAll(' ', '');
  const address = asAddress(shown);
  if (address === null || !href.startsWith(address.replace(/\/$/u, ''))) return null;
  const signs = /^[.=&?_~+%-]{0,2}/u.exec(text.slice(end))?.[0] ?? '';
  const { joined, orElse, taken } = continued(
    shown + signs,
    text.slice(end + signs.length),
    dayFirst,
  );
  if (taken === 0) return null;
  const bare = `${text.slice(0, at)}${LINK_START}${LINK_END}${text.slice(end + signs.length + taken)}`;
  const rest = unmarked(withoutPointer(bare, at, at + 2));
  const readings = [joined, ...(orElse === null ? [] : [orElse])].map(
    (one) => mended(closed(one)) ?? one,
  );
  const last = readings.at(-1) as string;
  return { ...addressOf(sameAddress(last, href) ? [last] : readings), rest };
}

type Linked = Readonly<{ kind: number; href: string; words: string }>;

/** Words before pointers before addresses; an archived copy after what it is a copy of. */
const rank = (link: Linked, all: readonly Linked[]): number =>
  link.kind + (isBeside(link, all) ? 10 : 0);

/** True for an archived copy beside its page; one that stands first, and of which no other link is the page, stands for that itself. */
function isBeside(link: Linked, all: readonly Linked[]): boolean {
  const { href, words } = link;
  const original = link === all[0] ? originalBehind(href) : null;
  if (original !== null) return all.some((one) => sameAddress(one.href, original));
  return isArchiveUrl(href) || /archive/iu.test(words);
}

function otherLink(words: string, href: string): readonly Doubt[] {
  const shown = asAddress(words.replace(/(?:…|\.\.\.)$/u, ''));
  if (shown === null || sameAddress(shown, href)) return [];
  const { hostname, pathname } = new URL(shown);
  const part = /(?:…|\.\.\.)$/u.test(words) || pathname === '/';
  if (part && hostname.replace(/^www\./u, '') === hostOf(href)) return [];
  return [{ kind: 'other-link', shown: words, opens: href }];
}

function asAddress(words: string): string | null {
  const bare = words.replace(/^[<([]|(?<![>)\].,;])[>)\].,;]+$/gu, '').replaceAll(' ', '');
  if (/^(?:[a-z0-9-]+\.)+[a-z]{2,8}(?:\/|$)/u.test(bare))
    return parseAddress(`https://${bare}`)?.href ?? null;
  return ADDRESS.exec(bare)?.index === 0 ? mended(bare) : null;
}

function takePrinted(text: string, dayFirst: DayFirst): LineAddress | null {
  const match = ADDRESS.exec(text);
  if (match === null) return null;
  const behind = text.slice(match.index + match[0].length);
  const { joined, orElse, taken } = continued(match[0], behind, dayFirst);
  const printed = closed(joined);
  const url = mended(printed);
  if (url === null) return null;
  const gaps = taken - (orElse ?? joined).length + match[0].length;
  const end = match.index + (orElse === null ? printed.length + gaps : match[0].length + taken);
  const others = withoutOthers(withoutPointer(text, match.index, end));
  const address = addressOf(orElse === null ? [url] : [url, mended(closed(orElse)) ?? orElse]);
  const own = isArchiveUrl(url) ? ownAddress(url, others.over) : null;
  const over = others.over
    .filter((one) => one !== own)
    .map((text) => ({ kind: 'left-over', text }) as const);
  const beside = { doubts: [...address.doubts, ...over], rest: others.rest };
  return own === null
    ? { ...address, ...beside, archived: others.archived }
    : { ...address, ...beside, url: mended(own), archived: [url, ...others.archived] };
}

/** Of the addresses behind an archived copy's, that of what it is a copy of: the one that it names, else the only one. */
function ownAddress(archived: string, over: readonly string[]): string | null {
  const original = originalBehind(archived);
  const [only = null, other] = over;
  if (original === null) return other === undefined ? only : null;
  return over.find((one) => sameAddress(mended(one) ?? one, original)) ?? null;
}

/** A line without further addresses: those of archived copies, and the others. */
function withoutOthers(line: string) {
  const archived: string[] = [];
  const over: string[] = [];
  let rest = line;
  for (let match = ADDRESS.exec(rest); match !== null; match = ADDRESS.exec(rest)) {
    const printed = closed(match[0]);
    (isArchiveUrl(mended(printed) ?? printed) ? archived : over).push(printed);
    rest = withoutPointer(rest, match.index, match.index + printed.length);
  }
  return { rest, archived: archived.map((one) => mended(one) ?? one), over };
}

/** An address without the punctuation of the sentence that it stands in; brackets of its own stay. */
function closed(address: string): string {
  const bare = address.replace(/(?<![.,;:!?'’”»\]}])[.,;:!?'’”»\]}]+$/u, '');
  if (!bare.endsWith(')') || bare.split('(').length >= bare.split(')').length) return bare;
  return closed(bare.slice(0, -1));
}

const mended = (printed: string): string | null =>
  parseAddress(printed.replace(/^hxxp/iu, 'http').replace(/^(?!https?:)/iu, 'https://'))?.href ??
  null;

function takeDoi(text: string): LineAddress | null {
  const match = DOI.exec(text);
  if (match === null) return null;
  const printed = closed(match[0]);
  return {
    url: `https://doi.org/${printed.slice(printed.indexOf('10.'))}`,
    addressFrom: 'worked-out',
    archived: [],
    doubts: [],
    rest: without(text, match.index, match.index + printed.length),
  };
}

function withoutPointer(text: string, start: number, end: number): string {
  const before = text.slice(0, start).replace(/[<([]$/u, '');
  const at = AT.exec(before.slice(-40));
  const from = at === null ? before.length : before.length - at[0].length;
  const to = /^[>)\]]/u.test(text.slice(end)) && before.length < start ? end + 1 : end;
  return without(text, from, to);
}

/** Signs with which no address ends, so that what follows belongs to it. The hyphen stays: printers of addresses add none. */
const NEVER_LAST = /[-_=&?%~+]$/u;
const NEVER_FIRST = /^[/?=&#%_](?=[\w%/])/u;
/** Signs that words hardly have, or the name of a file. */
const OF_ADDRESS = /[_=&%?#~]|\w\/|\.(?:html?|pdf|aspx?|php|jsp|docx?|xml)(?:$|[?#])/iu;
const OF_PATH = /\/\S*\/|\w\.(?:html?|pdf|aspx?|php|jsp|docx?|xml)$/iu;
const FILE_TYPE = /^(?:html?|pdf|aspx?|php|jsp|docx?|xml)$/u;
const PIECE = /^ ([\w%.~/=&?#+:@!$'*;,-]{1,500})/u;
const SENTENCE_SIGNS = /(?<![.,;:!?'])[.,;:!?']+$/u;
/** What stands behind the last piece of an address: nothing, or a part of the citation. */
const BOUNDARY = /^(?:$|[.,;:)\]>]|\s?[([<])/u;

/**
 * Reads how an address goes on behind a gap: a piece belongs to it where only an address has such signs; else both readings are given.
 * `joined`: the pieces that are certainly of it, without the gaps; `orElse`: the same with a piece that may be of it or not, null where
 * nothing is open; `taken`: characters of the text that all of these take.
 */
function continued(printed: string, behind: string, dayFirst: DayFirst) {
  let [joined, taken] = [printed, 0];
  for (;;) {
    const piece = PIECE.exec(behind.slice(taken, taken + LONGEST_PIECE))?.[1];
    const bare = piece?.replace(SENTENCE_SIGNS, '') ?? '';
    const after = behind.slice(taken + 1 + bare.length);
    const next =
      bare === '' ? 'apart' : standing(joined, bare, behind.slice(taken + 1), after, dayFirst);
    if (next === 'apart') return { joined, orElse: null, taken };
    taken += 1 + bare.length;
    if (next === 'open') return { joined, orElse: joined + bare, taken };
    joined += bare;
  }
}

/** Characters of a piece at most: longer addresses are none that a person prints. */
const LONGEST_PIECE = 501;

function standing(
  address: string,
  piece: string,
  text: string,
  after: string,
  dayFirst: DayFirst,
): 'joined' | 'open' | 'apart' {
  if (/^(?:https?:|www\.|doi:)|@/iu.test(piece) || /^[^\w/?=&#%-]/u.test(piece)) return 'apart';
  if (opensAccess(text) || datesIn(text.slice(0, 40), dayFirst)[0]?.start === 0)
    return NEVER_LAST.test(address) && OF_ADDRESS.test(piece) ? 'joined' : 'apart';
  if (NEVER_FIRST.test(piece)) return 'joined';
  if (NEVER_LAST.test(address)) return OF_ADDRESS.test(piece) || ends(after) ? 'joined' : 'open';
  if (address.endsWith('/'))
    return OF_ADDRESS.test(piece) ? 'joined' : isPlain(piece) && ends(after) ? 'open' : 'apart';
  if (address.endsWith('.') && FILE_TYPE.test(piece)) return 'open';
  if (/^-\w/u.test(piece)) return 'open';
  return OF_PATH.test(piece) && ends(after) ? 'open' : 'apart';
}

const isPlain = (piece: string): boolean => /^(?:[a-z]|\d)[\w-]{2,}$/u.test(piece);

const ends = (after: string): boolean =>
  BOUNDARY.test(after) ||
  opensAccess(after.trimStart()) ||
  (PIECE.test(after) && OF_ADDRESS.test(PIECE.exec(after)?.[1] ?? ''));
