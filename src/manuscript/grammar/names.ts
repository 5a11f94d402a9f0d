import words from './words.json' with { type: 'json' };

/** Words of the longest name of an author or publisher: three departments of two ministries fit. */
const LONGEST_NAME = 24;
const PARTICLES = new Set(words.nameParticles);
const OPENERS = new Set(words.sentenceOpeners);
/** Ends of words that a link or an address goes on from: `Go to`, `its history (`. */
const UNENDED = /(?:^|\s)(?:of|the|and|for|on|in|at|to|by)$|[([]$/u;
const OUTLINE = /^(?:\d{1,2}\.|\d{1,2}(?:\.\d{1,2})+\.?)$/u;
/** Words before a citation that say only that one follows. */
const LEAD =
  /^(?:[—–―] ?|\[?\d{1,3}[\].)] |(?:see(?: also| for example|, for example,| e\.g\.)?|source|sources|cf\.?|siehe(?: auch)?|vgl\.?(?: auch)?|s\. auch|quelle|quellen|voir|fuente|fonte|bron|kilde|källa)[:：]? (?=[\p{Lu}\p{Lo}"“„«\ue000]))/iu;
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

/** True where a name in small letters, as most languages write it, is followed by its initials: `Comité des droits de l’homme (CDH)`. */
function hasOwnAcronym(words: string): boolean {
  const { name = '', acronym = '' } =
    /^(?<name>\p{Lu}[^()]*) \((?<acronym>\p{Lu}{2,12})\)$/u.exec(words.trim())?.groups ?? {};
  const initials = name.match(/(?<![\p{L}\p{M}])\p{L}/gu)?.join('') ?? '';
  return acronym !== '' && new RegExp([...acronym].join('.*'), 'iu').test(initials);
}

function isOfName(word: string): boolean {
  const bare = word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  return /^[\p{Lu}\p{Lt}\p{Lo}\p{N}]|^\p{Ll}+[\p{Lu}.]|^\p{Ll}{1,5}['’-]\p{Lu}/u.test(bare) || PARTICLES.has(bare);
}

/** A citation without the words that only lead to it, and without brackets around the whole. */
export function withoutLead(line: string): string {
  const bare = line.replace(LEAD, '').trim();
  const inner = /^(?:\(([^()]*(?:\([^()]*\)[^()]*)*)\)|\[([^[\]]*(?:\[[^[\]]*\][^[\]]*)*)\])[.,;]?$/u.exec(bare);
  return inner === null ? bare : withoutLead((inner[1] ?? inner[2] ?? '').trim());
}

export const isBracketed = (line: string): boolean => /^[([].*[)\]][.,;]?$/u.test(line);

/** The name that stands before a title, without punctuation, kind of document, and a leading abbreviation or country (`USDOS – US Department of State`). */
export const nameBefore = (head: string): string =>
  head
    .trim()
    .replace(/(?<![\s,:;.：，、–—-])[\s,:;.：，、–—-]+$/u, (end) => (/^\./u.test(end) ? '.' : ''))
    .replace(/(?<=\p{Lu}{2})\.$/u, '')
    .replace(KIND, '')
    .replace(/(?<![\s,:])[\s,:]+$/u, '')
    .replace(/^\p{Lu}[\p{Lu}\p{N}-]{1,9} [–—-] (?=\p{Lu})/u, '')
    .replace(/^([^,:]{2,40}): (?=\p{Lu})/u, (whole, country: string) => (isCountry(country) ? '' : whole));

/** The names of countries in the languages in which reports set them before a title (Unicode CLDR), and others. */
const COUNTRIES = new Set([
  ...words.countries,
  ...['en', 'de', 'fr', 'es'].flatMap((language) => {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    return letters.flatMap((a) => letters.flatMap((b) => names.of(a + b) ?? []));
  }),
]);

/** True for the name of a country or territory, as citation lines set it before a title or an authority. */
export const isCountry = (words: string): boolean => COUNTRIES.has(words.trim());
