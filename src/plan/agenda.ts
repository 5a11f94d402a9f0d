import type { Series, Source } from '../model/watchlist.js';

/** One thing to look at tonight. */
export interface Errand {
  /** What the visit is recorded under: the source's id, or the address of a page that no report cites. */
  readonly subject: string;
  readonly role: 'source' | 'index' | 'edition' | 'witness';
  /** What is looked at; made up from the address for pages that no report cites. */
  readonly source: Source;
}

const uncited = (
  url: string,
  title: string,
  publisher: string,
  more: Partial<Pick<Source, 'edition' | 'lang'>> = {},
): Source => ({
  id: url,
  publisher,
  title,
  url,
  published: null,
  lang: null,
  series: null,
  edition: null,
  copies: [],
  ...more,
});

/** Round one: the sources, and the pages on which their series would list a later edition. */
export function agenda(sources: readonly Source[], series: readonly Series[]): readonly Errand[] {
  const wanted = new Set(sources.map((source) => source.series));
  const indexes = series
    .filter(({ id }) => wanted.has(id))
    .flatMap((one) => one.index.map((url) => ({ url, name: one.name })));
  const once = new Map(indexes.map((index) => [index.url, index]));
  return [
    ...sources.map((source): Errand => ({ subject: source.id, role: 'source', source })),
    ...[...once.values()].map(
      ({ url, name }): Errand => ({
        subject: url,
        role: 'index',
        source: uncited(url, `Index of ${name}`, name),
      }),
    ),
  ];
}

/** A look at a copy of a source, or at a part of it; `lang` is the language that is asked for. */
export const errandTo = (
  url: string,
  title: string,
  publisher: string,
  lang: string | null = null,
): Errand => ({
  subject: url,
  role: 'witness',
  source: uncited(url, title, publisher, { lang }),
});

/** A page that may be a newer edition. */
export interface EditionLead {
  /** What its visit is recorded under: a source's id when the report cites this edition too, else its address. */
  readonly subject: string;
  readonly url: string | null;
  readonly edition: string;
  readonly series: Pick<Series, 'name'>;
  /** The language of the edition that is cited. */
  readonly lang?: string | null | undefined;
  /** True when it was looked at lately enough. */
  readonly rests?: boolean;
}

/** Round two: each candidate that is not a source of the report itself, once. */
export function secondErrands(candidates: readonly EditionLead[]): readonly Errand[] {
  const once = new Map<string, Errand>();
  for (const { subject, url, edition, series, rests, lang = null } of candidates)
    if (url !== null && subject === url && rests !== true)
      once.set(url, {
        subject,
        role: 'edition',
        source: uncited(url, `${series.name}, ${edition}`, series.name, { edition, lang }),
      });
  return [...once.values()];
}
