import { compareMarks, isCounted, issueOf, marksIn, marksOf } from '../../names/issue.js';
import { type Detector, type Hint, hasBegun, inUnit, namedBy } from './clues.js';

// Where the numbers of this file come from: docs/judging.md, 13.

/** What a link to the newest edition is called, in the languages of our sources, behind at most three words (`Read the`, `Download our`). */
const LATEST =
  /^\W*(?:\p{L}{1,12} ){0,3}(?:(?:the )?(?:latest|newest|current|most recent) (?:edition|version|report|issue)|dernière (?:édition|version)|(?:neueste|aktuelle) (?:ausgabe|fassung|auflage)|última (?:edición|versión|edição|versão)|(?:laatste|nieuwste) (?:editie|versie)|последнее издание|son (?:baskı|sürüm)|最新版本?)(?!\p{L})/iu;
/** Years after the cited one at whose addresses is looked: the next, and the last that can be out. */
const MOST_GUESSES = 2;

const masked = (url: string): string => url.replace(/\d+/gu, '0');

/** Where a page of no declared series leads to another of its own shape: a “latest edition” link, or a choice of years. */
export const byLatestLink: Detector = ({ source, series, document, unit, known, now }) => {
  const own = source.url;
  if (series !== null || own === null) return [];
  return (document?.links ?? []).flatMap(({ url, text }): readonly Hint[] => {
    const marks = inUnit(marksIn(text), unit);
    const mark = compareMarks(marks, known).order === 'later' ? (marks[0] ?? null) : null;
    const isChoice = mark !== null && masked(url) === masked(own) && hasBegun(mark, now);
    if (url === own || (!isChoice && !LATEST.test(text))) return [];
    return [{ edition: namedBy(mark, text), mark, url, published: null, trusted: false, seenAt: own }];
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
  return {
    edition: String(next),
    mark: issueOf(String(next)),
    url: at.href,
    published: null,
    trusted: false,
    seenAt: null,
  };
};
