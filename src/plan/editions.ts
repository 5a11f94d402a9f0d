import { addressKey, parseAddress } from '../model/address.js';
import type { Link } from '../model/document.js';
import type { PartialDate, Series, Source, Watchlist } from '../model/watchlist.js';

/** An edition that may be newer than the one that is cited. */
export interface Candidate {
  readonly series: Series;
  readonly edition: string;
  readonly url: string | null;
  readonly published: PartialDate | null;
  /** True when `sources.json` names it: a person has seen it. Others count only when they have been read. */
  readonly listed: boolean;
  /** What its visit is recorded under: a source's id when the report cites this edition too, else its address. */
  readonly subject: string;
}

/** The last year that an edition's name mentions, or null. */
export function yearOf(edition: string): number | null {
  const years = edition.match(/\b(?:19|20)\d{2}\b/gu);
  return years === null ? null : Number(years.at(-1));
}

/** Published by `now`, as far as its date tells: a partial date counts from its first day. */
const isOut = (published: PartialDate | null, now: Date): boolean =>
  published === null || Date.parse(published) <= now.getTime();

/**
 * Editions that may be newer than the one a source is: those that `sources.json` lists after it, those whose
 * address follows from the series' pattern, and those that an index page links to. Oldest first.
 */
export function candidatesFor(
  source: Source,
  watch: Watchlist,
  indexLinks: ReadonlyMap<string, readonly Link[]>,
  now: Date,
): readonly Candidate[] {
  const series = watch.series.find((s) => s.id === source.series);
  if (series === undefined || source.edition === null) return [];
  const place = series.editions.findIndex((e) => e.edition === source.edition);
  const cited = new Map(
    watch.sources.flatMap((s) => (s.url === null ? [] : [[addressKey(s.url), s.id] as const])),
  );
  const subjectOf = (url: string | null): string => (url === null ? '' : (cited.get(addressKey(url)) ?? url));
  const listed = series.editions
    .slice(place < 0 ? series.editions.length : place + 1)
    .filter((e) => isOut(e.published, now) && (yearOf(e.edition) ?? 0) <= now.getUTCFullYear())
    .map((e): Candidate => ({ ...e, series, listed: true, subject: subjectOf(e.url) }));
  const known = Math.max(
    0,
    ...series.editions.filter((e) => isOut(e.published, now)).map((e) => yearOf(e.edition) ?? 0),
  );
  const found = [...patternYears(series, known, now), ...linkedYears(series, indexLinks)]
    .filter(({ year }) => year > known && year <= now.getUTCFullYear())
    .sort((a, b) => a.year - b.year);
  const unlisted = new Map(found.map(({ year, url }) => [year, url]));
  return [
    ...listed,
    ...[...unlisted].map(
      ([year, url]): Candidate => ({
        series,
        edition: String(year),
        url,
        published: null,
        listed: false,
        subject: subjectOf(url),
      }),
    ),
  ].filter((candidate) => candidate.subject !== source.id);
}

interface Found {
  readonly year: number;
  readonly url: string;
}

const addressOf = (pattern: string, edition: string): string => pattern.replaceAll('{edition}', edition);

/** Addresses that the pattern gives for each year after the last one known. */
function patternYears(series: Series, known: number, now: Date): readonly Found[] {
  const { pattern } = series;
  if (pattern === null || known === 0) return [];
  const years = Array.from({ length: Math.max(0, now.getUTCFullYear() - known) }, (_, i) => known + 1 + i);
  return years.map((year) => ({ year, url: addressOf(pattern, String(year)) }));
}

/** Links of the series' index pages that have the pattern's shape; irregular ends of a slug (`-report-2`) are let pass. */
function linkedYears(series: Series, indexLinks: ReadonlyMap<string, readonly Link[]>): readonly Found[] {
  const shape = series.pattern === null ? null : shapeOf(series.pattern);
  if (shape === null) return [];
  return series.index
    .flatMap((url) => indexLinks.get(url) ?? [])
    .flatMap(({ url }) => {
      const year = shape.exec(addressKey(url))?.[1];
      return year === undefined || parseAddress(url) === null ? [] : [{ year: Number(year), url }];
    });
}

function shapeOf(pattern: string): RegExp {
  const escaped = addressKey(addressOf(pattern, '9999'))
    .replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')
    .replace('9999', '((?:19|20)\\d{2})')
    .replaceAll('9999', '\\1')
    .replace(/(?<=[a-z])\//giu, '(?:-\\d)?/');
  return new RegExp(`^${escaped}$`, 'u');
}
