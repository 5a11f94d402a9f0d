import { parseAddress } from '../../model/address.js';
import { collapseWhitespace } from '../../passage/text/sentences.js';
import { paragraphText, type TextRun } from '../manuscript.js';
import type { PrintedDate } from '../reference.js';
import { type DayFirst, datesIn } from './printed-date.js';
import { grammarWords as words } from './words.js';

/** Words of the longest name of an author or publisher: three departments of two ministries fit. */
const LONGEST_NAME = 24;
const PARTICLES = new Set(words.nameParticles);
const OPENERS = new Set(words.sentenceOpeners);
/** Ends of words that a link or an address goes on from: `Go to`, `its history (`. */
const UNENDED =
  /(?:^|\s)(?:of|the|and|for|on|in|at|to|by|und|oder|der|die|das|des|dem|den|von|zu|zur|zum|für|et|de|du|la|le|les|y|e|el|los|las|del|della|di|da|do|og|och|av|på|van|voor|het|en)$|[([]$/u;
const OUTLINE = /^(?:\d{1,2}\.|\d{1,2}(?:\.\d{1,2})+\.?)$/u;
/** Words before a citation that say only that one follows. */
const LEAD =
  /^(?:[—–―] ?|\[?\d{1,3}[\].)] |(?:see(?: also| for example|, for example,| e\.g\.)?|source|sources|cf\.?|siehe(?: auch)?|vgl\.?(?: auch)?|s\. auch|quelle|quellen|voir(?: aussi| également)?|ver (?:también|também)|vedi (?:anche)?|zie(?: ook)?|se (?:også|även)|fuente|fonte|bron|kilde|källa|و?انظر(?: (?:أيضا|أيضاً|كذلك))?)[:：]? (?=[\p{Lu}\p{Lo}"“„«\ue000]))/iu;
const KIND =
  /[,:]? (?:in (?:its|their|a) )?(?:report|article|press release|briefing|news release|blog|video|bericht|rapport)(?: (?:entitled|titled))?[,:]?$/u;

/** True where words could be the name of a body or of persons: every word begins with a capital, or is small as names have them. */
export function isName(words: string): boolean {
  const list = words.split(/[\s/]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = list[0];
  if (
    first === undefined ||
    UNENDED.test(words) ||
    OUTLINE.test(first) ||
    list.length > LONGEST_NAME ||
    OPENERS.has(first.replace(/[,:]$/u, '').toLowerCase())
  )
    return false;
  if (hasOwnAcronym(words)) return true;
  return list.every(isOfName) && list.some((word) => /[\p{Lu}\p{Lo}]|\w\.\w/u.test(word));
}

/** The name of a body in small letters, as most languages write it. Eight words, our choice. */
const BODY = /^(?<first>\p{Lu}[\p{L}’'-]+)(?: [\p{L}’'-]+| \(\p{Lu}{2,12}\)){1,7}$/u;

/** True for words that are the name of a body where a title stands behind them for certain: `Conseil des droits de l’homme`. */
export function mayBeBody(words: string): boolean {
  const { first = '' } = BODY.exec(words)?.groups ?? {};
  return first !== '' && !OPENERS.has(first.toLowerCase());
}

/** True where a name in small letters, as most languages write it, is followed by its initials: `Comité des droits de l’homme (CDH)`. */
function hasOwnAcronym(words: string): boolean {
  const { name = '', acronym = '' } =
    /^(?<name>\p{Lu}[^()]*) \((?<acronym>\p{Lu}{2,12})\)$/u.exec(words.trim())?.groups ?? {};
  const initials = name.match(/(?<![\p{L}\p{M}])\p{L}/gu)?.join('') ?? '';
  return acronym !== '' && new RegExp([...acronym].join('.*'), 'iu').test(initials);
}

function isOfName(word: string): boolean {
  const bare = word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  return (
    /^[\p{Lu}\p{Lt}\p{Lo}\p{N}]|^\p{Ll}+[\p{Lu}.]|^\p{Ll}{1,5}['’-]\p{Lu}/u.test(bare) ||
    PARTICLES.has(bare)
  );
}

/** What reports set before the citation of a passage. */
export const SOURCE_LABEL =
  /^(?:sources?|quellen?|fuentes?|fontes?|fonti|bron(?:nen)?|kilder?|käll(?:a|or))[:：]\s*(?=\S)/iu;

/** A citation without the words that only lead to it, and without brackets around the whole. */
export function withoutLead(line: string): string {
  const bare = line.replace(LEAD, '').trim().replace(SOURCE_LABEL, '').trim();
  const inner =
    /^(?:\(([^()]*(?:\([^()]*\)[^()]*)*)\)|\[([^[\]]*(?:\[[^[\]]*\][^[\]]*)*)\])[.,;]?$/u.exec(
      bare,
    );
  return inner === null ? bare : withoutLead((inner[1] ?? inner[2] ?? '').trim());
}

export const isBracketed = (line: string): boolean => /^[([].*[)\]][.,;]?$/u.test(line);

/** The name that stands before a title, without punctuation, kind of document, and a leading abbreviation or country (`USDOS – US Department of State`). */
const nameBefore = (head: string): string =>
  head
    .trim()
    .replace(/(?<![\s,:;.：，、–—-])[\s,:;.：，、–—-]+$/u, (end) => (/^\./u.test(end) ? '.' : ''))
    .replace(/(?<=\p{Lu}{2})\.$/u, '')
    .replace(KIND, '')
    .replace(/(?<![\s,:])[\s,:]+$/u, '')
    .replace(/^\p{Lu}[\p{Lu}\p{N}-]{1,9} [–—-] (?=\p{Lu})/u, '')
    .replace(/^([^,:]{2,40}): (?=\p{Lu})/u, (whole, country: string) =>
      isCountry(country) ? '' : whole,
    );

/** The names of countries in the languages in which reports set them before a title (Unicode CLDR), and others, each with its code where one is known. */
const COUNTRIES = new Map<string, string | null>([
  ...words.countries.map((name) => [name, null] as const),
  ...['en', 'de', 'fr', 'es'].flatMap((language) => [
    ...namesIn(language, 'long'),
    ...namesIn(language, 'short'),
  ]),
]);

function namesIn(
  language: string,
  style: 'long' | 'short',
): readonly (readonly [string, string])[] {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none', style });
  const codes = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].flatMap((a, _, letters) =>
    letters.map((b) => a + b),
  );
  return codes.flatMap((code) =>
    [names.of(code) ?? []].flat().map((name) => [name, code] as const),
  );
}

/** True for the name of a country or territory, as citation lines set it before a title or an authority. */
export const isCountry = (words: string): boolean => COUNTRIES.has(words.trim());

const CODES = new Map([...COUNTRIES].map(([name, code]) => [name.toLowerCase(), code]));
const NAMES = [...CODES.keys()]
  .sort((a, b) => b.length - a.length)
  .map((name) => name.replace(/[.()]/gu, '\\$&'));
const NAMED = new RegExp(String.raw`(?<!\p{L})(?:${NAMES.join('|')})(?!\p{L})`, 'giu');

/** The countries that a text names, in small letters or capitals: by their codes (ISO 3166-1), by their names where no code is known. */
export const countriesIn = (text: string): readonly string[] =>
  [...text.matchAll(NAMED)].map(([name]) => CODES.get(name.toLowerCase()) ?? name.toLowerCase());

/** The runs of a stretch of their text. */
export function sliceRuns(
  runs: readonly TextRun[],
  start: number,
  end: number,
): readonly TextRun[] {
  const slice: TextRun[] = [];
  let from = 0;
  for (const run of runs) {
    const text = run.text.slice(Math.max(0, start - from), Math.max(0, end - from));
    if (text !== '') slice.push({ ...run, text });
    from += run.text.length;
  }
  return slice;
}

const OPENING = /[“„«「『《(（[]/u;
const CLOSING = /[”»」』》)）\]]/u;

/** Runs cut at the semicolons that stand outside quotation marks, brackets and links. `bracketed`: brackets stood around the whole. */
export function splitRuns(runs: readonly TextRun[]): {
  readonly pieces: readonly (readonly TextRun[])[];
  readonly bracketed: boolean;
} {
  const bracketed = /^\s*\(.*\)[.\s]*$/su.test(paragraphText({ runs }));
  const pieces: TextRun[][] = [[]];
  let depth = bracketed ? -1 : 0;
  for (const run of runs) {
    let from = 0;
    for (let at = 0; at < run.text.length; at++) {
      const sign = run.text[at] as string;
      if (OPENING.test(sign)) depth++;
      else if (CLOSING.test(sign)) depth--;
      else if (/[;；؛]/u.test(sign) && depth <= 0 && run.href === null) {
        pieces.at(-1)?.push({ ...run, text: run.text.slice(from, at) });
        pieces.push([]);
        from = at + 1;
      }
    }
    pieces.at(-1)?.push({ ...run, text: run.text.slice(from) });
  }
  const whole = bracketed ? withoutBrackets(pieces) : pieces;
  return {
    pieces: whole.map((piece, i) => (i === 0 ? piece : withoutSmallWords(piece))),
    bracketed,
  };
}

/** A further piece without the words that join it to the one before: `accord Rivas`, `ebenso HRW`; small words of a name stay. */
function withoutSmallWords(piece: readonly TextRun[]): readonly TextRun[] {
  const text = paragraphText({ runs: piece });
  const [before = ''] = /^\s*(?:\p{Ll}+\.?,? ){1,3}(?=["“„«]?\p{Lu})/u.exec(text) ?? [];
  const isOfName = before
    .trim()
    .split(' ')
    .every((word) => PARTICLES.has(word));
  return before === '' || isOfName ? piece : sliceRuns(piece, before.length, text.length);
}

/** Before a sentence that sends the reader elsewhere, `…, p. 50. See also note 3.`, and before one that an address parts from the citation. */
const NEXT =
  /(?<=[.)\]”»"’])\s+(?=(?:(?:But )?[Ss]ee|Compare|Siehe|Vgl\.|Cf\.|Voir|Véase|Ср\.|См\.)\s)|(?<=(?:(?<!\p{L})(?:pp?|paras?|[sSсС])\.? ?\d{1,4}(?:[-–]\d{1,4})?|[Ii]bid)\.)\s+(?=\p{Lu}\p{Ll}+ \p{Ll}{2,} |[“„«‘])|(?<=https?:\/\/\S{3,300}\.)\s+(?=\p{Lu}\p{Ll}* \p{Ll}+ )/gu;

/** The runs of a note, cut at its semicolons and before what sends the reader elsewhere. */
export const splitNote = (runs: readonly TextRun[]): readonly (readonly TextRun[])[] =>
  splitRuns(runs).pieces.flatMap(splitSentences);

/** The same, cut only before what sends the reader elsewhere. */
export function splitSentences(runs: readonly TextRun[]): readonly (readonly TextRun[])[] {
  const text = paragraphText({ runs });
  const starts = [0, ...[...text.matchAll(NEXT)].map(({ index }) => index)];
  return starts.map((start, i) => sliceRuns(runs, start, starts[i + 1] ?? text.length));
}

function withoutBrackets(pieces: readonly (readonly TextRun[])[]): readonly (readonly TextRun[])[] {
  const [first = [], last = []] = [pieces[0], pieces.at(-1)];
  const opening = first.find(({ text }) => text.trim() !== '');
  const closing = last.findLast(({ text }) => /[^.\s]/u.test(text));
  return pieces.map((piece) =>
    piece.map((run) => {
      let { text } = run;
      if (run === opening) text = text.replace(/^\s*\(/u, '');
      if (run === closing) text = text.replace(/\)[.\s]*$/u, '');
      return { ...run, text };
    }),
  );
}

/** A private character that stands before the words of a link, so that it moves with the text that is cut around them. */
export const LINK_START = '\ue000';
/** The one behind them. */
export const LINK_END = '\ue001';
const MARKS = /[\ue000\ue001]/gu;

export interface MarkedLine {
  readonly text: string;
  readonly hrefs: readonly string[];
}

export const unmarked = (text: string): string => collapseWhitespace(text.replace(MARKS, ''));

/** Runs as one line. Neighbouring runs with one address are one link, as word processors cut them up. */
export function markedLine(runs: readonly TextRun[]): MarkedLine {
  const hrefs: string[] = [];
  let text = '';
  let open: string | null = null;
  for (const run of runs) {
    const href = isWeb(run.href) ? run.href : null;
    if (href !== open) {
      if (open !== null) text += LINK_END;
      if (href !== null) {
        text += LINK_START;
        hrefs.push(href);
      }
      open = href;
    }
    text += run.text.replace(MARKS, '');
  }
  return { text: collapseWhitespace(open === null ? text : text + LINK_END), hrefs };
}

const isWeb = (href: string | null): href is string =>
  href !== null && /^https?:$/u.test(parseAddress(href)?.protocol ?? '');

export interface LineHead {
  /** As printed; empty for none. Whether it is a name is not said. */
  readonly name: string;
  readonly published: PrintedDate | null;
  /** True where the form puts the publisher here, so that a name behind the title is that of a series. */
  readonly ofPublisher: boolean;
}

/** A year in brackets with the letter that tells an author's documents of that year apart, or with the day. */
const YEAR_FIRST =
  /(?:(?<=\p{Ll}{3})\.)? \((?<year>(?:19|20)\d{2})[a-z]?(?:, (?<day>[^()]{1,20}))?\)/u;

const UNDATED = /\.? \(n\. ?d\.?\)$/iu;

/** Reads `Smith, J. (2023)`, `Reuters, 3 May 2024`, and the Canadian `Voice of the East. 14 Feb. 2020. Jane Doe.` and `Peru. 2020. Ministry of Health.` */
export function headOf(line: string, dayFirst: DayFirst): LineHead {
  const head = line.replace(YEAR_FIRST, (_, year: string, day?: string) =>
    day === undefined ? ` (${year})` : ` (${day}, ${year})`,
  );
  const undated = {
    name: nameBefore(head.replace(UNDATED, '')),
    published: null,
    ofPublisher: false,
  };
  const found = datesIn(head, dayFirst).at(-1);
  if (found === undefined) return undated;
  const [before, after] = [head.slice(0, found.start), head.slice(found.end)];
  const published = { printed: found.printed, iso: found.iso };
  if (before.endsWith('. ') && after.startsWith('.')) {
    const [first, then] = [before.slice(0, -2), nameBefore(after.slice(1)).replace(/\.$/u, '')];
    return { name: isCountry(first) && then !== '' ? then : first, published, ofPublisher: true };
  }
  if (!/[,(] ?$/u.test(before) || !/^[\s).,:]*$/u.test(after)) return undated;
  return {
    name: nameBefore(before.replace(/(?<![\s(,])[\s(,]+$/u, '')),
    published,
    ofPublisher: false,
  };
}
