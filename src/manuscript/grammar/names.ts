/** Words of the longest name of an author or publisher: three departments of two ministries fit. */
const LONGEST_NAME = 24;
/** Small words within names of bodies and persons. */
const SMALL =
  /^(?:of|the|and|for|on|in|at|to|a|an|et|al|eds?|by|via|e|y|de|la|le|les|du|des|del|della|dei|do|da|dos|das|di|el|los|las|der|die|das|dem|und|für|zu|zur|zum|von|van|den|het|en|voor|og|av|för|och|på|i|bin|ibn|al|ul|website|online)$/u;
/** First words of sentences, which no name begins with. */
const OPENER =
  /^(?:according|in|on|as|at|by|from|with|this|these|that|those|when|while|where|it|he|she|they|we|there|after|before|during|since|although|however|if|for|to|but|and|note|laut|nach|im|selon|según|en|dans|durante|segundo|secondo|volgens|enligt|ifølge)$/iu;
/** Ends of words that a link or an address goes on from: `Go to`, `its history (`. */
const UNENDED = /(?:^|\s)(?:of|the|and|for|on|in|at|to|by)$|[([]$/u;
/** The number of a heading. */
const OUTLINE = /^(?:\d{1,2}\.|\d{1,2}(?:\.\d{1,2})+\.?)$/u;
/** Words before a citation that say only that one follows. */
const LEAD =
  /^(?:[—–―] ?|\[?\d{1,3}[\].)] |(?:see(?: also| for example|, for example,| e\.g\.)?|source|sources|cf\.?|siehe(?: auch)?|vgl\.?(?: auch)?|s\. auch|quelle|quellen|voir|fuente|fonte|bron|kilde|källa)[:：]? (?=[\p{Lu}\p{Lo}"“„«\ue000]))/iu;
/** Kinds of document that stand between a name and the title. */
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
    OPENER.test(first.replace(/[,:]$/u, ''))
  )
    return false;
  return list.every((word) => isOfName(word)) && list.some((word) => /[\p{Lu}\p{Lo}]|\w\.\w/u.test(word));
}

function isOfName(word: string): boolean {
  const bare = word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  return (
    /^[\p{Lu}\p{Lt}\p{Lo}\p{N}]|^\p{Ll}+[\p{Lu}.]|^\p{Ll}{1,5}['’-]\p{Lu}/u.test(bare) || SMALL.test(bare)
  );
}

/** A citation without the words that only lead to it, and without brackets around the whole. */
export function withoutLead(line: string): string {
  const bare = line.replace(LEAD, '').trim();
  const inner = /^(?:\(([^()]*(?:\([^()]*\)[^()]*)*)\)|\[([^[\]]*(?:\[[^[\]]*\][^[\]]*)*)\])[.,;]?$/u.exec(
    bare,
  );
  return inner === null ? bare : withoutLead((inner[1] ?? inner[2] ?? '').trim());
}

/** True where brackets stand around the whole line. */
export const isBracketed = (line: string): boolean => /^[([].*[)\]][.,;]?$/u.test(line);

/** What stands before a title, as the name that it is: without the marks between the two, the kind of document, and an abbreviation or a country that the name itself follows (`USDOS – US Department of State`). */
export const nameBefore = (head: string): string =>
  head
    .trim()
    .replace(/(?<![\s,:;.：，、–—-])[\s,:;.：，、–—-]+$/u, (end) => (/^\./u.test(end) ? '.' : ''))
    .replace(/(?<=\p{Lu}{2})\.$/u, '')
    .replace(KIND, '')
    .replace(/(?<![\s,:])[\s,:]+$/u, '')
    .replace(/^\p{Lu}[\p{Lu}\p{N}-]{1,9} [–—-] (?=\p{Lu})/u, '')
    .replace(/^([^,:]{2,40}): (?=\p{Lu})/u, (whole, country: string) => (isCountry(country) ? '' : whole));

/** Languages in which reports write the names of countries before a title. */
const LANGUAGES = ['en', 'de', 'fr', 'es'];
/** Names that reports use and the Unicode CLDR does not. */
const OTHER_NAMES = [
  'US',
  'USA',
  'UK',
  'EU',
  'Burma',
  'DR Congo',
  'DRC',
  'Ivory Coast',
  'Palestine',
  'Turkey',
  'Hong Kong',
  'Macau',
  'Tibet',
];
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

const NAMES = new Set([
  ...OTHER_NAMES,
  ...LANGUAGES.flatMap((language) => {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    return LETTERS.flatMap((a) => LETTERS.flatMap((b) => names.of(a + b) ?? []));
  }),
]);

/** True where words are the name of a country or territory, as citation lines set it before a title or an authority. */
export const isCountry = (words: string): boolean => NAMES.has(words.trim());
