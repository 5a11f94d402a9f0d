import { hostOf } from '../model/address.js';
import type { Series, Source, Watchlist } from '../model/watchlist.js';
import known from './series.json' with { type: 'json' };

/** A series that comes with the program: a report need not declare it. */
interface KnownSeries extends Pick<Series, 'id' | 'name' | 'cadence' | 'index'> {
  /** Address patterns (`{edition}`, `{place}`); the first with an edition is the series' pattern. */
  readonly addresses: readonly string[];
  /** True when each country has a document of its own: its name must stand in the title of an edition. */
  readonly byPlace: boolean;
}

/** The series of publishers that country reports cite; `series.json` says where each address was seen. */
export const KNOWN_SERIES: readonly KnownSeries[] = known.series;

/** Ids that a source may name without declaring the series. */
export const KNOWN_IDS: readonly string[] = KNOWN_SERIES.map(({ id }) => id);

/** Fills in the built-in series that sources name, each for its place. A declared series with the same id wins. */
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

/** The built-in series to whose patterns an address fits, and the edition that it names; null for none. */
export function builtInSeriesAt(url: string) {
  const [found] = KNOWN_SERIES.flatMap(({ id, addresses }) =>
    addresses.flatMap((shape) => partsOf(url, shape) ?? []).map(({ edition }) => ({ id, edition })),
  );
  return found ?? null;
}

function seriesFor(source: Source, known: KnownSeries) {
  const at = known.addresses.flatMap((shape) => partsOf(source.url ?? '', shape) ?? [])[0];
  const place = at?.place ?? null;
  const words = place === null ? (known.byPlace ? placeInTitle(source, known) : null) : place.replaceAll('-', ' ');
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

/** The place and the edition in an address that fits a pattern, whatever its scheme, `www.` and last slash; null for another. */
function partsOf(url: string, shape: string) {
  const bare = (address: string): string => address.replace(/^https?:\/\/(?:www\.)?/u, '').replace(/\/$/u, '');
  if (hostOf(url) === '') return null;
  const pattern = bare(shape)
    .replace(/[.*+?^$()|[\]\\]/gu, '\\$&')
    .replace('{edition}', '(?<edition>(?:19|20)\\d{2})')
    .replace('{place}', '(?<place>[\\p{L}][\\p{L}-]*)')
    .replaceAll('{place}', '\\k<place>');
  const groups = new RegExp(`^${pattern}$`, 'u').exec(bare(url))?.groups;
  return groups === undefined ? null : { place: groups.place ?? null, edition: groups.edition ?? null };
}

/** What a title says besides series and year: `China` of `World Report 2025: China`. Null when nothing is left. */
function placeInTitle({ title, publisher }: Source, { name }: KnownSeries): string | null {
  const known = new Set(`${name} ${publisher} report bti chapter`.toLowerCase().match(/[\p{L}]+/gu));
  const rest = (title.match(/[\p{L}’'-]+/gu) ?? []).filter((word) => !known.has(word.toLowerCase()));
  return rest.length === 0 ? null : rest.join(' ');
}
