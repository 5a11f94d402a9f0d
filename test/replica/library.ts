import type { Edition, PartialDate, Series, Source, Watchlist } from '../../src/model/watchlist.js';
import type { Paragraph } from './article.js';
import { APPEARANCES, AUTUMN, type Fate } from './nights.js';
import { sourceText, standing } from './passages.js';
import { dice, fillerLanguage } from './prose.js';

/** A quoted passage in the paragraphs of its source. */
type Passage = readonly Paragraph[];

/** Something that a host of the replica serves. */
export type Item =
  | {
      readonly kind: 'document';
      readonly url: URL;
      /** The first night on which it is there. */
      readonly night: number;
      readonly title: string;
      readonly publisher: string;
      readonly published: PartialDate | null;
      readonly lang: string | null;
      readonly edition: string | null;
      readonly passages: readonly Passage[];
    }
  | { readonly kind: 'index'; readonly url: URL; readonly series: Series; readonly night: number };

export type DocumentItem = Extract<Item, { kind: 'document' }>;
export type IndexItem = Extract<Item, { kind: 'index' }>;

/** Host, path without its last slash, and query: what two spellings of one address share. */
export const addressOf = (url: URL): string =>
  url.host + url.pathname.replace(/\/$/u, '') + url.search;

/** The passages that the reports quote from a source, as it prints them, in the reports' order. */
const passagesOf = (watchlist: Watchlist, source: Source): readonly Passage[] =>
  watchlist.reports
    .flatMap((report) => report.citations)
    .filter((citation) => citation.source === source.id)
    .flatMap((citation) =>
      citation.quotes.map((quote, n) => ({ quote, seed: `${citation.id}#${n}` })),
    )
    .map(({ quote, seed }) => {
      const translation = quote.original === undefined ? null : quote.text;
      const language = fillerLanguage(quote.original?.lang ?? source.lang);
      return standing(sourceText(quote), dice(seed), language).map((text) => ({
        text,
        translation,
      }));
    });

const isEdition = (source: Source, series: Series, edition: Edition): boolean =>
  source.series === series.id &&
  (source.edition === edition.edition || (source.url !== null && source.url === edition.url));

/** A series' editions, scripted ones added: all that will ever come out here, oldest first. */
function editionsOf(series: Series): readonly Edition[] {
  const scripted = APPEARANCES.filter(
    (a) => a.series === series.id && series.editions.every((e) => e.edition !== a.edition),
  ).map((a) => ({ edition: a.edition, url: null, published: null }));
  return [...series.editions, ...scripted].map((e) => ({
    ...e,
    url: e.url ?? series.pattern?.replace('{edition}', e.edition) ?? null,
  }));
}

/** The night on which an edition comes out: the first for all that is cited or older, else as scripted. */
function nightOf(
  watchlist: Watchlist,
  series: Series,
  editions: readonly Edition[],
  n: number,
): number {
  const cited = editions.map((e) => watchlist.sources.some((s) => isEdition(s, series, e)));
  if (cited.lastIndexOf(true) >= n || !cited.includes(true)) return 1;
  const scripted = APPEARANCES.find(
    (a) => a.series === series.id && a.edition === editions[n]?.edition,
  );
  return scripted?.night ?? AUTUMN;
}

const altered = (passage: Passage, fate: Fate): readonly Passage[] => {
  switch (fate.kind) {
    case 'kept':
      return [passage];
    case 'dropped':
      return [];
    case 'reworded':
      return [passage.map((p) => ({ ...p, text: p.text.replaceAll(fate.was, fate.is) }))];
  }
};

/** What a later edition still carries of the passages quoted from earlier ones. */
function inherited(
  watchlist: Watchlist,
  series: Series,
  editions: readonly Edition[],
  n: number,
): Passage[] {
  const fate = APPEARANCES.find(
    (a) => a.series === series.id && a.edition === editions[n]?.edition,
  )?.fate;
  if (fate === undefined) return [];
  const earlier = editions.slice(0, n);
  return watchlist.sources
    .filter((s) => earlier.some((e) => isEdition(s, series, e)))
    .flatMap((s) => passagesOf(watchlist, s))
    .flatMap((passage) => altered(passage, fate));
}

/** `2025 Trafficking in Persons Report: China`, made from a cited edition's title where it names its year. */
function titleOf(watchlist: Watchlist, series: Series, edition: Edition): string {
  const year = /\d{4}/u.exec(edition.edition)?.[0];
  const model = watchlist.sources.find(
    (s) => s.series === series.id && /\b20\d\d\b/u.test(s.title),
  );
  const title =
    model === undefined || year === undefined
      ? `${series.name}, ${edition.edition}`
      : model.title.replace(/\b20\d\d\b/u, year);
  const lacking = series.subject.filter(
    (word) => !title.toLowerCase().includes(word.toLowerCase()),
  );
  return lacking.length === 0 ? title : `${title}: ${lacking.join(', ')}`;
}

function sourceItems(watchlist: Watchlist): readonly Item[] {
  return watchlist.sources.flatMap((source) => {
    const series = watchlist.series.find((s) => s.id === source.series);
    const editions = series === undefined ? [] : editionsOf(series);
    const n = series === undefined ? -1 : editions.findIndex((e) => isEdition(source, series, e));
    const later = series === undefined || n < 0 ? [] : inherited(watchlist, series, editions, n);
    const passages = [...passagesOf(watchlist, source), ...later];
    const { title, publisher, published, lang, edition } = source;
    return [source.url, ...source.copies.map((copy) => copy.url)].flatMap((url): Item[] =>
      url === null
        ? []
        : [
            {
              kind: 'document',
              url: new URL(url),
              night: 1,
              title,
              publisher,
              published,
              lang,
              edition,
              passages,
            },
          ],
    );
  });
}

/** The same chapter of other countries: pages that only look like a newer edition. */
const NEIGHBOURS = ['burma', 'vietnam'] as const;

function editionItems(watchlist: Watchlist, series: Series): readonly DocumentItem[] {
  const editions = editionsOf(series);
  const publisher = watchlist.sources.find((s) => s.series === series.id)?.publisher ?? series.name;
  return editions.flatMap((edition, n): DocumentItem[] => {
    if (edition.url === null) return [];
    const item: DocumentItem = {
      kind: 'document',
      url: new URL(edition.url),
      night: nightOf(watchlist, series, editions, n),
      title: titleOf(watchlist, series, edition),
      publisher,
      published: edition.published,
      lang: 'en',
      edition: edition.edition,
      passages: inherited(watchlist, series, editions, n),
    };
    const neighbours = NEIGHBOURS.filter(() => /\/china\/?$/u.test(item.url.pathname)).map(
      (country) => ({
        ...item,
        url: new URL(item.url.pathname.replace('china', country), item.url),
        title: item.title.replace(/China.*$/u, country.charAt(0).toUpperCase() + country.slice(1)),
        passages: [],
      }),
    );
    return [item, ...neighbours];
  });
}

/** An index page is there from the first night, unless its own address names an edition that is still to come. */
const indexItems = (series: Series, editions: readonly DocumentItem[]): readonly Item[] =>
  series.index.map((url) => ({
    kind: 'index',
    url: new URL(url),
    series,
    night: editions.find((e) => e.edition !== null && url.includes(`/${e.edition}-`))?.night ?? 1,
  }));

/** Everything that the replica serves. */
export interface Library {
  readonly at: (url: URL) => Item | null;
  /** The editions of a series that are out on a night, oldest first, other countries' chapters beside them. */
  readonly editions: (series: Series, night: number) => readonly DocumentItem[];
}

/** Reads a watchlist as the list of pages that a web must have to serve it. */
export function createLibrary(watchlist: Watchlist): Library {
  const editions = new Map(
    watchlist.series.map((series) => [series.id, editionItems(watchlist, series)]),
  );
  const items = [
    ...watchlist.series.flatMap((series) => indexItems(series, editions.get(series.id) ?? [])),
    ...[...editions.values()].flat(),
    ...sourceItems(watchlist),
  ];
  // Sources come last: where an edition is cited, the source's own title and passages count.
  const shelves = new Map(items.map((item) => [addressOf(item.url), item]));
  return {
    at: (url) => shelves.get(addressOf(url)) ?? null,
    editions: (series, night) => (editions.get(series.id) ?? []).filter((e) => e.night <= night),
  };
}
