import { hostOf } from '../model/address.js';
import type { Series, Source, Watchlist } from '../model/watchlist.js';
import { KNOWN_SERIES, type KnownSeries } from './known-series.js';

/** Ids that a source may name without declaring the series. */
export const KNOWN_IDS: readonly string[] = KNOWN_SERIES.map(({ id }) => id);

/**
 * Gives each source that names a built-in series its series, for the place that its address or title names. A series that
 * the file declares under the same id wins.
 */
export function withKnownSeries(watch: Watchlist): Watchlist {
  const declared = new Set(watch.series.map(({ id }) => id));
  const series = new Map<string, Series>();
  const sources = watch.sources.map((source) => {
    const known = KNOWN_SERIES.find(({ id }) => id === source.series && !declared.has(id));
    if (known === undefined) return source;
    const own = seriesFor(source, known);
    series.set(own.series.id, own.series);
    return { ...source, series: own.series.id, edition: source.edition ?? own.edition };
  });
  return { ...watch, sources, series: [...watch.series, ...series.values()] };
}

/** The built-in series whose documents have addresses of this shape, and the edition that the address names; null for none. */
export function builtInSeriesAt(
  url: string,
): { readonly id: string; readonly edition: string | null } | null {
  for (const { id, addresses } of KNOWN_SERIES)
    for (const shape of addresses) {
      const parts = partsOf(url, shape);
      if (parts !== null) return { id, edition: parts.edition };
    }
  return null;
}

function seriesFor(
  source: Source,
  known: KnownSeries,
): { readonly series: Series; readonly edition: string | null } {
  const at = known.addresses.flatMap((shape) => partsOf(source.url ?? '', shape) ?? [])[0];
  const place = at?.place ?? null;
  const words =
    place === null ? (known.byPlace ? placeInTitle(source, known) : null) : place.replaceAll('-', ' ');
  const shape = known.addresses.find((address) => address.includes('{edition}')) ?? null;
  const isWhole = shape !== null && (place !== null || !shape.includes('{place}'));
  const series: Series = {
    id: words === null ? known.id : `${known.id}/${words.replaceAll(' ', '-')}`,
    name: known.name,
    cadence: known.cadence,
    index: known.index,
    pattern: isWhole ? shape.replaceAll('{place}', place ?? '') : null,
    subject: words === null ? [] : [words],
    editions: [],
  };
  return { series, edition: at?.edition ?? null };
}

interface Parts {
  readonly place: string | null;
  readonly edition: string | null;
}

/** The place and the edition in an address of this shape, its scheme, `www.` and last slash apart; null when it has another. */
function partsOf(url: string, shape: string): Parts | null {
  const bare = (address: string): string =>
    address.replace(/^https?:\/\/(?:www\.)?/u, '').replace(/\/$/u, '');
  if (hostOf(url) === '') return null;
  const pattern = bare(shape)
    .replace(/[.*+?^$()|[\]\\]/gu, '\\$&')
    .replace('{edition}', '(?<edition>(?:19|20)\\d{2})')
    .replace('{place}', '(?<place>[\\p{L}][\\p{L}-]*)')
    .replaceAll('{place}', '\\k<place>');
  const groups = new RegExp(`^${pattern}$`, 'u').exec(bare(url))?.groups;
  return groups === undefined ? null : { place: groups.place ?? null, edition: groups.edition ?? null };
}

/** What a title names beside its series and year: `China` of `World Report 2025: China`. Null when nothing is left. */
function placeInTitle({ title, publisher }: Source, { name }: KnownSeries): string | null {
  const known = new Set(`${name} ${publisher} report bti chapter`.toLowerCase().match(/[\p{L}]+/gu));
  const rest = (title.match(/[\p{L}’'-]+/gu) ?? []).filter((word) => !known.has(word.toLowerCase()));
  return rest.length === 0 ? null : rest.join(' ');
}
