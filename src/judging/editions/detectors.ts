import { parseAddress, sameAddress, wordsOfPath } from '../../model/address.js';
import {
  compareMarks,
  type EditionMark,
  isCounted,
  isSameEdition,
  issueOf,
  marksIn,
  marksOf,
} from '../../passage/text/edition-name.js';
import list from './edition-words.json' with { type: 'json' };
import {
  type Clues,
  type Detector,
  type Hint,
  hasBegun,
  inUnit,
  isPublished,
  marksOfEdition,
  namedBy,
  placeOf,
} from './survey.js';

/** Words of drafts, and of links to the newest edition. Each is an alternative of a regular expression. */
interface EditionWords {
  /** What a publication is called before it is final, by language (ISO 639-1): as a word of its own before or behind the title. */
  readonly drafts: Readonly<Record<string, string>>;
  /** The same in scripts without spaces, or with other ends of words. */
  readonly draftsUnspaced: readonly string[];
  /** An invitation to comment on a text that is not final, in its title. */
  readonly consultations: readonly string[];
  /** Versions before the final one: consultation version, versión preliminar, working draft. */
  readonly beforeFinal: readonly string[];
  /** A sentence near the top that forbids to cite the text. */
  readonly notToCite: readonly string[];
  /** What a link to the newest edition is called. */
  readonly latest: readonly string[];
}

export const draftWords: EditionWords = list;

const words = draftWords;

/** An edition that has no date of publication yet, and counts only when it has been read. */
const unread = { published: null, trusted: false } as const;

const hintAt = (year: string, url: string, seenAt: string | null): Hint => ({
  edition: year,
  mark: issueOf(year),
  url,
  seenAt,
  ...unread,
});

/** The last year in which the latest edition that is known may have come out; null when its name says no time. */
const lastYear = (known: readonly EditionMark[]): number | null => {
  const dated = known.find((mark) => !isCounted(mark));
  return dated === undefined || isCounted(dated) ? null : Number(dated.to.slice(0, 4));
};

/** Addresses that the series' pattern gives for each year after the last one known, until this one, where no link leads. */
export const byPattern: Detector = (clues) => {
  const { series, known, now } = clues;
  const pattern = series?.pattern ?? null;
  const last = lastYear(known);
  if (pattern === null || last === null) return [];
  const linked = new Set(byShape(clues).map((hint) => hint.edition));
  const count = Math.max(0, now.getUTCFullYear() - last);
  return Array.from({ length: count }, (_, i) => String(last + 1 + i))
    .filter((year) => !linked.has(year))
    .map((year) => hintAt(year, pattern.replaceAll('{edition}', year), null));
};

/** Links with the pattern's shape, or with that of a whole report of which it names a chapter. Irregular ends of a slug (`-report-2`) pass. */
export const byShape: Detector = (clues) => {
  const shape = clues.series?.pattern == null ? null : shapeOf(clues.series.pattern);
  if (shape === null) return [];
  return clues.listings.flatMap((listing) =>
    listing.links.flatMap(({ url }) => hintFrom(url, listing.url, shape, clues)),
  );
};

interface Shape {
  readonly address: RegExp;
  /** What follows the part that names the year, such as `china/`. */
  readonly chapter: string;
}

/** What follows an address's path, with the slashes that end it. */
const END = /(?<!\/)\/*(?:[?#][\s\S]*)?$/u;

function hintFrom(
  url: string,
  seenAt: string,
  { address, chapter }: Shape,
  { known, now }: Clues,
): readonly Hint[] {
  const match = address.exec(placeOf(url));
  const issue = issueOf(match?.[1] ?? '');
  if (match?.[1] === undefined || issue === null || parseAddress(url) === null) return [];
  if (compareMarks([issue], known).order !== 'later' || !hasBegun(issue, now)) return [];
  const isWhole = chapter !== '' && match.groups?.chapter === undefined;
  const chapterUrl = isWhole ? new URL(chapter, url.replace(END, '/')).href : url;
  return [hintAt(match[1], chapterUrl, seenAt)];
}

/** A year that stands for the edition in a pattern until it becomes an expression. */
const MARK = '9999';

function shapeOf(pattern: string): Shape {
  const parts = placeOf(pattern.replaceAll('{edition}', MARK)).split('/');
  const last = parts.findLastIndex((part) => part.includes(MARK));
  const escaped = (some: readonly string[]): string =>
    some.join('/').replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  const head = escaped(parts.slice(0, last + 1))
    .replace(MARK, '((?:19|20)\\d{2})')
    .replaceAll(MARK, '\\1');
  const chapter = parts.slice(last + 1);
  const tail = chapter.length === 0 ? '' : `(?<chapter>/${escaped(chapter)})?`;
  const slash = pattern.endsWith('/') ? '/' : '';
  return {
    address: new RegExp(`^${head}(?:-\\d)?${tail}$`, 'u'),
    chapter: chapter.length === 0 ? '' : chapter.join('/') + slash,
  };
}

/** Editions that `sources.json` lists after the cited one. */
export const byList: Detector = ({ source, series, unit, now }) => {
  const editions = (series?.editions ?? []).map((e) => ({
    ...e,
    marks: marksOfEdition(e.edition, e.published, unit),
  }));
  const cited = marksOfEdition(source.edition, source.published, unit);
  const place = editions.findIndex((e) => isSameEdition(e.edition, source.edition));
  return editions
    .filter(({ marks }, i) =>
      place < 0 ? compareMarks(marks, cited).order === 'later' : i > place,
    )
    .map(({ marks, ...e }) => ({ ...e, mark: marks[0] ?? null, trusted: true, seenAt: null }))
    .filter(({ published, mark }) => isPublished(published, now) && hasBegun(mark, now));
};

// Where the numbers of this file come from: docs/judging.md, 13.

/** What a link to the newest edition is called, behind at most three words (`Read the`, `Download our`). */
const LATEST = new RegExp(
  String.raw`^\W*(?:\p{L}{1,12} ){0,3}(?:${words.latest.join('|')})(?!\p{L})`,
  'iu',
);
/** Years after the cited one at whose addresses is looked: the next, and the last that can be out. */
const MOST_GUESSES = 2;

/** Where a page of no declared series leads to another of its own shape: a “latest edition” link, or a choice of years. */
export const byLatestLink: Detector = ({ source, series, document, unit, known, now }) => {
  const own = source.url;
  if (series !== null || own === null) return [];
  const shapeOf = (address: string): string => address.replace(/\d+/gu, '0');
  const links = (document?.links ?? []).filter(
    ({ url, text }) => url !== own && (LATEST.test(text) || shapeOf(url) === shapeOf(own)),
  );
  return links.flatMap(({ url, text }): readonly Hint[] => {
    const marks = inUnit(marksIn(text), unit);
    const mark = compareMarks(marks, known).order === 'later' ? (marks[0] ?? null) : null;
    const isChoice = mark !== null && shapeOf(url) === shapeOf(own) && hasBegun(mark, now);
    return isChoice || LATEST.test(text)
      ? [{ edition: namedBy(mark, text), mark, url, seenAt: own, ...unread }]
      : [];
  });
};

/** The address of a yearly source of no declared series with the year raised, where its title and address name one year. */
export const byRaisedYear: Detector = (clues) => {
  const { source, series } = clues;
  const year = series === null ? ownYear(source.edition ?? source.title) : null;
  if (year === null || source.url === null || !isIn(source.url, year)) return [];
  const last = clues.now.getUTCFullYear();
  return [...new Set([year + 1, last])]
    .filter((next) => next > year && next <= last)
    .slice(0, MOST_GUESSES)
    .map((next) => guessAt(source.url as string, year, next));
};

/** The year by which a name tells its edition; null when it tells it by less or more. */
function ownYear(name: string): number | null {
  const marks = marksOf(name);
  const [mark] = marks;
  return marks.length === 1 && mark !== undefined && !isCounted(mark) && mark.unit === 'year'
    ? Number(mark.from.slice(0, 4))
    : null;
}

/** True when an address names the year where its document is named, and not as the folder of a day. */
const isIn = (url: string, year: number): boolean =>
  new RegExp(`(?<!\\d)${year}(?![\\d]|/\\d{1,2}(?:/|$))`, 'u').test(new URL(url).pathname);

const guessAt = (url: string, year: number, next: number): Hint => {
  const at = new URL(url);
  at.pathname = at.pathname.replaceAll(new RegExp(`(?<!\\d)${year}(?!\\d)`, 'gu'), String(next));
  return hintAt(String(next), at.href, null);
};

/** RFC 5829: where the page itself says that its latest, or next, version is. */
const VERSIONS = /\b(?:latest|successor)-version\b/u;
/** Letters of a link that is told apart in a banner. */
const TELLING_LINK = 4;

/** Where the cited page itself leads to a later version: by a link relation, or from a banner. */
export const byStatement: Detector = ({ source, document, banner, unit, known }) =>
  (document?.links ?? [])
    .filter(
      ({ rel, text }) =>
        VERSIONS.test(rel) ||
        (banner !== null && text.length >= TELLING_LINK && banner.includes(text)),
    )
    .filter(({ url }) => source.url === null || !sameAddress(url, source.url))
    .map(({ url, text }) => ({
      url,
      text,
      marks: inUnit(marksIn(`${text} ${wordsOfPath(url)}`), unit),
    }))
    .filter(({ marks }) => !/same|earlier/u.test(compareMarks(marks, known).order))
    .map(({ url, text, marks: [mark = null] }) => ({
      edition: namedBy(mark, text),
      mark,
      url,
      seenAt: source.url,
      ...unread,
    }));
