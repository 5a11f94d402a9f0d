import { parseAddress } from '../../model/address.js';
import { compareMarks, type EditionMark, isCounted, issueOf } from '../../names/issue.js';
import { type Clues, type Detector, type Hint, hasBegun, placeOf } from './clues.js';

const hintAt = (year: string, url: string, seenAt: string | null): Hint => ({
  edition: year,
  mark: issueOf(year),
  url,
  published: null,
  trusted: false,
  seenAt,
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
  const years = Array.from({ length: Math.max(0, now.getUTCFullYear() - last) }, (_, i) =>
    String(last + 1 + i),
  );
  return years
    .filter((year) => !linked.has(year))
    .map((year) => hintAt(year, pattern.replaceAll('{edition}', year), null));
};

/**
 * Links of index pages that have the pattern's shape, or that of a whole report of which the pattern's address is a
 * chapter. Irregular ends of a slug (`-report-2`) are let pass.
 */
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
  const escaped = (some: readonly string[]): string => some.join('/').replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
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
