import { govUkContent, hostOf, wordsOfPath } from '../model/address.js';
import type { Series, Source, Watchlist } from '../model/watchlist.js';
import { issueOf, marksIn } from '../passage/text/edition-name.js';
import { hasName, initialsOf, isSamePublisher, isSmall } from '../passage/text/names.js';
import known from './series.json' with { type: 'json' };

/** A series that comes with the program: a report need not declare it. */
interface KnownSeries extends Pick<Series, 'id' | 'name' | 'cadence' | 'index'> {
  /** Patterns of its documents' addresses: `{edition}` is the year, `{place}` the country, region or chapter; the first with an edition is the series' pattern. Empty where no regular address was seen. */
  readonly addresses: readonly string[];
  /** True when each country has a document of its own: its name must stand in the title of an edition. */
  readonly byPlace: boolean;
  /** True when a country has documents on several topics, which their titles name. */
  readonly byTopic?: boolean;
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
    const before = series.get(own.id);
    series.set(own.id, { ...own, pattern: own.pattern ?? before?.pattern ?? null });
    return { ...source, series: own.id, edition: source.edition ?? editionOf(source, known) };
  });
  return { ...watch, sources, series: [...watch.series, ...series.values()] };
}

/** The id of the built-in series of which a source is by its address, or by its publisher and its title; null for none. */
export const knownSeriesOf = (source: Source): string | null =>
  [addressParts, isOfFamily].flatMap(
    (fits) => KNOWN_SERIES.find((series) => fits(source, series)) ?? [],
  )[0]?.id ?? null;

function seriesFor(source: Source, known: KnownSeries): Series {
  const place = addressParts(source, known)?.place ?? null;
  const subject = place === null ? subjectIn(source, known) : [place.replaceAll('-', ' ')];
  const shape = known.addresses.find((address) => address.includes('{edition}')) ?? null;
  const isWhole = shape !== null && (place !== null || !shape.includes('{place}'));
  return {
    id: [known.id, ...subject].join('/').toLowerCase().replaceAll(' ', '-'),
    name: known.name,
    cadence: known.cadence,
    index: [...known.index, ...govUkContent(source.url ?? '')],
    pattern: isWhole ? shape.replaceAll('{place}', place ?? '') : null,
    subject,
    editions: [],
  };
}

/** Which edition a source is, as its address or its title names it; of what comes out irregularly, the day of publication tells. */
const editionOf = (source: Source, known: KnownSeries): string | null =>
  namedEdition(source, known) ??
  (known.cadence === null ? (issueOf(source.published ?? '')?.name ?? null) : null);

const namedEdition = (source: Source, known: KnownSeries): string | null =>
  addressParts(source, known)?.edition ??
  [source.title, wordsOfPath(source.url ?? '')].flatMap((text) => issueOf(text)?.name ?? [])[0] ??
  null;

const addressParts = ({ url }: Source, { addresses }: KnownSeries) =>
  addresses.flatMap((shape) => partsOf(url ?? '', shape) ?? [])[0] ?? null;

/** The place and the edition in an address that fits a pattern, whatever its scheme, `www.` and last slash; null for another. */
function partsOf(url: string, shape: string) {
  const bare = (address: string): string =>
    address.replace(/^https?:\/\/(?:www\.)?/u, '').replace(/\/$/u, '');
  if (hostOf(url) === '') return null;
  const pattern = bare(shape)
    .replace(/[.*+?^$()|[\]\\]/gu, '\\$&')
    .replace('{edition}', '(?<edition>(?:19|20)\\d{2})')
    .replace('{place}', '(?<place>[\\p{L}][\\p{L}-]*)')
    .replaceAll('{place}', '\\k<place>');
  const groups = new RegExp(`^${pattern}$`, 'u').exec(bare(url))?.groups;
  return groups === undefined
    ? null
    : { place: groups.place ?? null, edition: groups.edition ?? null };
}

/**
 * True for a publisher's own document that is called as its series is; on GOV.UK its address may name the collection. One that comes
 * out for all places has to name its edition, which articles about it do not.
 */
function isOfFamily(source: Source, series: KnownSeries): boolean {
  const { publisher, title, url } = source;
  const host = hostOf(url ?? '');
  const isAtHome = [...series.index, ...series.addresses].map(hostOf).includes(host);
  const names = [title === url ? '' : title, host === 'gov.uk' ? wordsOfPath(url ?? '') : ''];
  return (
    (isAtHome || isPublisher(publisher, series)) &&
    names.some((name) => isCalled(name, series)) &&
    (series.byPlace || namedEdition(source, series) !== null)
  );
}

/** True where a name is the publisher's, with its state or without. */
function isPublisher(name: string, series: KnownSeries): boolean {
  const [own = ''] = series.name.split(', ');
  return isSamePublisher(name, own) || hasName(name, own.replace(/^\p{Lu}{2} /u, ''));
}

/** Letters from which on initials are an acronym. */
const ACRONYM = 3;
/** Stands for the name of an edition in a title (U+FFFC). */
const MARK = '\ufffc';
const PARTS = /[:：–—|,;/()\ufffc]| - /u;

/** A title with the words of the series for their initials, and signs for its edition and what stands in brackets. */
function plainTitle(title: string, words: readonly string[]): string {
  const runs = words.flatMap((_, i) =>
    initialsOf(words.slice(0, i + 1).join(' ')).map((one) => [one, i + 1] as const),
  );
  const ends = new Map(runs.filter(([one]) => one.length >= ACRONYM));
  const spelled = title.replace(
    /(?<!\p{L})\p{Lu}+(?!\p{L})/gu,
    (one) => words.slice(0, ends.get(one) ?? 0).join(' ') || one,
  );
  return marksIn(spelled)
    .reduce((rest, mark) => rest.replace(mark.words, MARK), spelled)
    .replace(/\([^)]*\)/gu, MARK);
}

const titleOf = ({ name }: KnownSeries): readonly string[] =>
  (name.split(', ')[1] as string).split(' ');

/** The words of a series' title in a row; between them may stand an edition, and what is joined to them by `and`. */
const rowOf = (words: readonly string[]): RegExp =>
  new RegExp(
    `(?<!\\p{L})${words
      .map((word) => `${word.replace(/s$/u, '')}s?`)
      .join('[^\\p{L}\\p{N}]+(?:and (?:[\\p{L}\\p{N}]+ ){1,6}?)?')}(?!\\p{L})`,
    'iu',
  );

/** True where a text is called as the series is, and not only speaks of it (`Response to the 2024 …`). */
function isCalled(text: string, series: KnownSeries): boolean {
  const words = titleOf(series);
  const plain = plainTitle(text, words);
  const at = plain.search(rowOf(words));
  const before =
    plain.slice(0, at).replaceAll(MARK, ' ').split(PARTS).at(-1)?.trim().split(/\s+/u) ?? [];
  return at >= 0 && (before.length < 2 || !isSmall(before.at(-1) ?? ''));
}

/** What an edition is about, as its title says beside the name of the series: a place, and topics where there are several documents on one. */
function subjectIn({ title }: Source, series: KnownSeries): readonly string[] {
  const words = titleOf(series);
  const parts = plainTitle(title, words)
    .replace(rowOf(words), MARK)
    .split(PARTS)
    .map((part) => part.trim())
    .filter((part) => /\p{L}/u.test(part) && !isPublisher(part, series));
  if (!series.byPlace) return [];
  return series.byTopic === true
    ? parts
    : parts.slice(0, 1).flatMap((part) => part.split(/ (?:in|for|on) /u).slice(-1));
}
