import { type Article, reworded, sectionsAround } from './article.js';
import { addressOf, type DocumentItem, type IndexItem, type Library } from './library.js';
import type { Effect } from './nights.js';
import { fillerLanguage } from './prose.js';
import { type Head, listing, type Site } from './sites/site.js';

/** A page before its site frames it. */
export interface Page {
  readonly status: number;
  readonly head: Head;
  readonly main: string;
}

/** A document as it reads under the night's effects. */
export function articleOf(item: DocumentItem, site: Site, effects: readonly Effect[]): Article {
  const replaced = effects.find((e) => e.kind === 'replaced');
  const withdrawn = effects.find((e) => e.kind === 'withdrawn');
  const article: Article = {
    url: item.url,
    title: item.title,
    publisher: item.publisher,
    published: replaced?.published ?? item.published,
    lang: item.lang ?? 'en',
    edition: item.edition,
    withdrawn: withdrawn?.on ?? null,
    sections: sectionsAround(
      replaced === undefined ? item.passages : [],
      site.headings,
      replaced === undefined ? fillerLanguage(item.lang) : 'en-other',
      `${addressOf(item.url)} ${replaced?.published ?? ''}`,
    ),
  };
  return effects.reduce((a, e) => (e.kind === 'edited' ? reworded(a, e.was, e.is) : a), article);
}

/** A document's page. */
export const documentPage = (article: Article, site: Site): Page => ({
  status: 200,
  head: { title: article.title, lang: article.lang, url: article.url, article },
  main: site.main(article),
});

/** A series' index page: its editions that are out, latest first. */
export function indexPage(item: IndexItem, library: Library, night: number): Page {
  const links = library.editions(item.series, night).map((e) => ({ url: e.url, text: e.title }));
  return {
    status: 200,
    head: { title: item.series.name, lang: 'en', url: item.url, article: null },
    main: listing(item.series.name, links.toReversed()),
  };
}

/** The site's own error page. */
export const missingPage = (site: Site, url: URL): Page => ({
  status: 404,
  head: { title: site.missing.title, lang: 'en', url, article: null },
  main: site.missing.main,
});
