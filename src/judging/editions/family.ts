import type { Series, Source } from '../../model/watchlist.js';
import { monthNamed } from '../../passage/text/dates.js';
import { issuesIn } from '../../passage/text/edition-dates.js';
import { marksOf } from '../../passage/text/edition-name.js';
import { numberNamed } from '../../passage/text/numbers.js';

/** The words by which a text is known as one of a series. */
export interface Family {
  /** All of these: the subject (`China`), and what editions are called beside their date (`CPI`). */
  readonly words: readonly string[];
  /** One of these: the series' name. */
  readonly names: readonly string[];
  /** Or most of these: words of the cited title. Empty when `words` say it all. */
  readonly kin: readonly string[];
  /** Those of `words` that the cited edition's name has beside its date: a name of its own, or a season that was not read. */
  readonly label: readonly string[];
  /** The telling words of the cited title, whatever `words` say, without those of `label`. */
  readonly title: readonly string[];
}

// Where the numbers of this file come from: docs/judging.md, 13.

/** Letters from which on a word of a title tells documents apart. */
const TELLING_TITLE_WORD = 4;
/** Share of the cited title's words by which a text may be a relative's. Chosen on the series of the seed report. */
const POSSIBLE = 0.5;
/** Share by which it is one. Chosen on the same. */
const SURE = 0.6;
/** Words that a link which does not name its series may have besides: `government`, `files`. */
const MOST_STRANGERS = 2;
/** Words from which on a part of a series' name is no one else's: `Global Slavery Index`. */
const PHRASE = 3;
/** Words of a title below which a share of them means nothing. */
const ENOUGH = 2;
/** Brackets in a title, as long as a title's brackets may be. */
const ASIDE = /\([^)]{0,200}\)/gu;
/** What editions are called apart from a name of their own: `version 2.0`, `2nd edition`. */
const EDITION_WORDS =
  /\b(?:version|edition|issue|no|vol|volume|report|update|\d+(?:st|nd|rd|th)?)\b/giu;

/** What a title may say of its time besides. */
const TO_DATE = /(?<= )year to date(?= )/u;

/** Written without spaces between words. */
const HAN = /\p{Script=Han}/u;

/** Scripts of which two letters are a word. */
const DENSE = /^(?:\p{Script=Han}.*|\p{Script=Hangul}{2,})$/u;

/** A text as words between single spaces, as prose and addresses spell them. */
const spread = (text: string): string =>
  ` ${text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()} `;

/** A name without what tells one edition from another; `blank` stands in its place. */
export const withoutMarks = (edition: string, blank = ' '): string =>
  [...issuesIn(edition), ...marksOf(edition)].reduce(
    (rest, { words }) => rest.replace(words, blank),
    edition,
  );

/** True when a text has these words in a row, in full or by their initials: `CPI` is `Corruption Perceptions Index`. */
export function mentions(text: string, words: string): boolean {
  const there = spread(text);
  const wanted = spread(words).trim();
  if (HAN.test(wanted)) return there.includes(wanted);
  if (there.includes(` ${wanted} `)) return true;
  if (/^\p{Lu}{3,6}$/u.test(words)) return initialled(words).test(there);
  const initials = wanted.split(' ').map((word) => word.charAt(0));
  return initials.length > 2 && there.includes(` ${initials.join('')} `);
}

/** What an abbreviation stands for, in a text of {@link spread}. */
const initialled = (abbreviation: string): RegExp =>
  new RegExp(` ${[...abbreviation.toLowerCase()].map((c) => `${c}\\p{L}*`).join(' ')} `, 'u');

/** The parts of a series' name that are its own: `Global Slavery Index` of `Walk Free, Global Slavery Index (China)`. */
export const phrasesOf = (name: string): readonly string[] =>
  name
    .split(/[,:()]/u)
    .map((part) => part.trim())
    .filter((part) => part.split(' ').length >= PHRASE);

/** True for a number in words or numerals: that of the next edition is another. */
const isNumeral = (word: string): boolean => numberNamed(word) !== null;

/** The family of a source: its series' subject, its edition's own name, and its title. */
export function familyOf(source: Source, series: Series | null): Family {
  const subject = series?.subject ?? [];
  const own = withoutMarks(source.edition ?? '').replace(/[\p{L}\p{M}]+/gu, (word) =>
    isNumeral(word) ? ' ' : word,
  );
  const label = spread(own.replace(EDITION_WORDS, ' '))
    .trim()
    .split(' ')
    // A number that was not read may be another one in the next edition: `week 12`.
    .filter(
      (word) => /\p{L}/u.test(word) && word.length > 1 && !subject.some((s) => mentions(s, word)),
    )
    // An abbreviation is known by its capitals.
    .map((word) => (source.edition?.includes(word.toUpperCase()) ? word.toUpperCase() : word));
  const title = spread(withoutMarks(source.title.replace(ASIDE, ' ')))
    .trim()
    .split(' ')
    .filter((word) => word.length >= TELLING_TITLE_WORD && !subject.some((s) => mentions(s, word)));
  const isLabel = (word: string): boolean => label.some((one) => mentions(one, word));
  const names = phrasesOf(series?.name ?? '').filter((name) => !mentions(source.publisher, name));
  return {
    words: [...subject, ...label],
    names,
    kin: label.length > 0 ? [] : [...new Set(title)],
    label,
    title: title.filter((word) => !isLabel(word)),
  };
}

/** Words that make another place's name of one's: `North`, `New`, `Equatorial`, `du Sud`. */
const OTHER_PLACE =
  'north(?:ern)?|south(?:ern)?|east(?:ern)?|west(?:ern)?|central|new|equatorial|american|french|british|papua(?: new)?|nord|süd|ost|west|nouvelle|nueva|nova|северная|южная';
/** `Guinea-Bissau`, `India-administered`, `Corée du Sud`: what follows a name and makes another of it; file names have more hyphens. */
const AFTER =
  '-\\p{L}+(?![\\p{L}-])| (?:du|del|do) (?:[Nn]ord|[Ss]ud|[Nn]orte|[Ss]ur|[Ss]ul)(?!\\p{L})';

/** A text without the names of other places that have one of the family's words in them. */
function withoutOtherPlaces(text: string, word: string, { title, label }: Family): string {
  if (label.includes(word) || HAN.test(word) || /[^\p{L}\s]/u.test(word)) return text;
  const before = new RegExp(`(?<!\\p{L})(${OTHER_PLACE})[ -]${word}(?!\\p{L})`, 'giu');
  const after = new RegExp(`(?<![\\p{L}-])${word}(?:${AFTER})`, 'gu');
  return text
    .replace(before, (whole: string, one: string) =>
      title.includes(one.toLowerCase()) ? whole : ' ',
    )
    .replace(after, ' ');
}

/** True when a text names one of the family's words, and not only as a part of another place's name. */
const speaksOf = (text: string, word: string, family: Family): boolean =>
  mentions(text, word) && mentions(withoutOtherPlaces(text, word, family), word);

/** True when a text names all that a series is declared to be about. */
export const isAbout = (text: string, family: Family): boolean =>
  family.words.every((word) => family.label.includes(word) || speaksOf(text, word, family));

/** How many words of the cited title a text has, singular or plural. */
export const countTitleWords = (text: string, { kin }: Family): number => {
  const there = spread(text);
  return kin.filter((word) => there.includes(HAN.test(word) ? word : ` ${word.replace(/s$/u, '')}`))
    .length;
};

const hasTraits = (text: string, family: Family, share: number): boolean =>
  family.names.some((name) => mentions(text, name)) ||
  (family.kin.length < ENOUGH && family.words.length > 0) ||
  countTitleWords(text, family) >= family.kin.length * share;

/** True when a text is of the family: it has all its words, and its name or most of the cited title. */
export const belongs = (text: string, family: Family): boolean =>
  family.words.every((word) => speaksOf(text, word, family)) && hasTraits(text, family, SURE);

/** True when a link may lead to one of the family. A list of one country or series (`context`) need not repeat its name. */
export function mayBelong(text: string, context: string, family: Family): boolean {
  const all = `${text} ${context}`;
  return (
    family.words.every((word) => speaksOf(all, word, family)) &&
    hasTraits(all, family, POSSIBLE) &&
    (hasTraits(text, family, POSSIBLE) ||
      countForeignWords(text, family, context) <= MOST_STRANGERS)
  );
}

/** True when a text names the series and its subject, and not what the cited edition is called beside its date. */
export const hasOtherEditionName = (
  text: string,
  { words, names, label, title }: Family,
): boolean =>
  label.some((word) => !mentions(text, word)) &&
  words.every((word) => label.includes(word) || mentions(text, word)) &&
  (names.some((name) => mentions(text, name)) ||
    (title.length > 0 && title.every((word) => mentions(text, word))));

/** How many words of a text are neither the family's nor those of `context`, in full or abbreviated there. */
export const countForeignWords = (text: string, family: Family, context: string): number =>
  wordsIn(withoutMarks(text), family, context).strange;

/** How many telling words of a text are known, wholly or in part, how many are not wholly, and whether it begins with a known one. */
function wordsIn(
  text: string,
  { words, names, kin }: Family,
  context: string,
): { readonly known: number; readonly strange: number; readonly isLed: boolean } {
  const there = spread([...words, ...names, ...kin, context].join(' '));
  const together = there.split(' ').filter((word) => HAN.test(word));
  const leftOf = (word: string): string =>
    HAN.test(word)
      ? together.reduce((rest, one) => rest.replaceAll(one, ''), word)
      : there.includes(` ${word.replace(/s$/u, '')}`)
        ? ''
        : word;
  const abbreviated =
    `${words.join(' ')} ${context}`.match(/(?<!\p{L})\p{Lu}{3,6}(?!\p{L})/gu) ?? [];
  const whole = spread(text).replace(TO_DATE, ' ');
  const rest = abbreviated.reduce((left, one) => left.replace(initialled(one), ' '), whole);
  const telling = rest
    .trim()
    .split(' ')
    .filter((word) => DENSE.test(word) || word.length >= TELLING_TITLE_WORD)
    .map((word) => ({ word, left: leftOf(word) }));
  return {
    known: telling.filter(({ word, left }) => left !== word).length + Number(rest !== whole),
    strange: telling.filter(({ left }) => left !== '').length,
    isLed: telling[0]?.left === '',
  };
}

/** Stands for a mark in a part of a title (U+FFFC). */
const MARK = '\ufffc';
const ANY_YEAR = '2000';

/** The parts of a title, with the sign before each, and which of their words are known. */
const partsOf = (title: string, family: Family, context: string) =>
  [
    ...withoutMarks(title, MARK).matchAll(
      /(^|[:：–—|]| - |[,;([（，])((?:(?! - )[^:：–—|,;([（，])*)/gu,
    ),
  ].map(([, sign = '', text = '']) => ({ sign, text, ...wordsIn(text, family, context) }));

/** The parts of a title that have none of the family's words, and may name a site: `A Ministry: `, ` | A Ministry`. */
export const partsApart = (title: string, family: Family): readonly string[] =>
  partsOf(title, family, '').flatMap(({ known, text }) =>
    known === 0 && /\p{L}/u.test(text) ? [text.trim()] : [],
  );

/**
 * True when a title says more than the cited one beside the family's words, in brackets or behind a comma (`(projet)`), or in a
 * part of its own (`Podcast: `, ` – infographic`) that none of `sites` is proved to be. A motto has a part of its own that begins
 * with a known word (`: China on the front line`).
 */
export function isQualified(
  title: string,
  family: Family,
  cited: string,
  sites: readonly string[] = [],
): boolean {
  const own = family.words.reduce((rest, word) => withoutOtherPlaces(rest, word, family), title);
  const parts = partsOf(own, family, `${family.title.join(' ')} ${withoutMarks(cited)} ${cited}`);
  const isNamed = parts.some(({ known }) => known > 0);
  return parts.some(({ sign, text, known, strange, isLed }) => {
    if (/[,;([（，]/u.test(sign)) return strange > 0;
    if (!isNamed || known > 0) return strange > 0 && !(sign !== '' && isLed);
    // A part that is dated names the edition (`2025 note: China`), and so does one of months (`– July to September`).
    const isDated =
      (text.includes(MARK) && (strange === 0 || family.words.length > 0)) ||
      !/\p{L}/u.test(withoutMarks(`${text.trim()} ${ANY_YEAR}`));
    return !isDated && !sites.some((site) => mentions(site, text));
  });
}

/** The words by which a name tells its document from others, without its edition: long ones, and those with a capital. */
const tellingWords = (name: string, edition: string): readonly string[] =>
  (
    withoutMarks(name)
      .replace(edition, ' ')
      .match(/[\p{L}\p{M}]+/gu) ?? []
  )
    .filter(
      (word) => DENSE.test(word) || word.length >= TELLING_TITLE_WORD || /^\p{Lu}/u.test(word),
    )
    .filter((word) => (word.length === 1 || !isNumeral(word)) && monthNamed(word) === null)
    .map((word) => word.toLowerCase().replace(/s$/u, ''));

/** True when a title has another word in place of one of the cited document's, by whichever of its names: of another place, or another party. */
export const isSibling = (title: string, labels: readonly string[], edition: string): boolean => {
  const there = tellingWords(title, edition);
  return labels.every((label) => {
    const own = tellingWords(label, edition);
    return own.some((word) => !there.includes(word)) && there.some((word) => !own.includes(word));
  });
};

/** True when a text has most of the telling words of another, dates and counts apart: two editions have one name. */
export function hasSimilarName(one: string, other: string): boolean {
  const there = spread(other);
  const words = spread(withoutMarks(one))
    .trim()
    .split(' ')
    .filter((word) => word.length >= TELLING_TITLE_WORD || HAN.test(word));
  return (
    words.length > 0 &&
    words.filter((word) => there.includes(word)).length >= words.length * POSSIBLE
  );
}
