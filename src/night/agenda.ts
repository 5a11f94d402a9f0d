import type { Candidate } from '../judging/editions/candidates.js';
import { hostOf, isHomePath, parseAddress, sameAddress } from '../model/address.js';
import type { Document, Link } from '../model/document.js';
import { isClosed, isCutShort } from '../model/link.js';
import { isUnproven } from '../model/quote.js';
import type { SourceVerdict } from '../model/verdict.js';
import type { OutcomeFacts } from '../model/visit.js';
import type { Series, Source } from '../model/watchlist.js';
import { parseLinkHeader } from '../web/archives/memento/timegate.js';

/** One thing to look at tonight. */
export interface Errand {
  /** What the visit is recorded under: the source's id, or the address of a page that no report cites. */
  readonly subject: string;
  /** `record`: what Crossref has of a DOI. */
  readonly role: 'source' | 'index' | 'record' | 'edition' | 'witness';
  /** What is looked at; made up from the address for pages that no report cites. */
  readonly source: Source;
}

/** A look at a page that no report cites: a copy of a source, a part of it, an index page, a record, a newer edition. */
export const errandTo = (
  role: Errand['role'],
  url: string,
  title: string,
  publisher: string,
  more: Partial<Pick<Source, 'edition' | 'lang'>> = {},
): Errand => ({
  subject: url,
  role,
  source: {
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
  },
});

/** Each errand once. */
export const uniqueErrands = (errands: readonly Errand[]): readonly Errand[] => [
  ...new Map(errands.map((errand) => [errand.subject, errand])).values(),
];

/** Round one: the sources, and the pages on which their series would list a later edition. */
export function agenda(sources: readonly Source[], series: readonly Series[]): readonly Errand[] {
  const wanted = new Set(sources.map((source) => source.series));
  const indexes = series
    .filter(({ id }) => wanted.has(id))
    .flatMap(({ index, name }) =>
      index.map((url) => errandTo('index', url, `Index of ${name}`, name)),
    );
  return [
    ...sources.map((source): Errand => ({ subject: source.id, role: 'source', source })),
    ...uniqueErrands(indexes),
  ];
}

type EditionLead = Pick<Candidate, 'subject' | 'url' | 'edition' | 'series'> &
  Partial<Pick<Candidate, 'lang' | 'rests'>>;

/** Round two: each candidate that is not a source of the report itself, once. */
export const secondErrands = (candidates: readonly EditionLead[]): readonly Errand[] =>
  uniqueErrands(
    candidates.flatMap(({ subject, url, edition, series: { name }, rests, lang = null }) =>
      url === null || subject !== url || rests === true
        ? []
        : [errandTo('edition', url, `${name}, ${edition}`, name, { edition, lang })],
    ),
  );

// Where the numbers of this file come from: docs/judging.md, 13.

/** Characters of main text from which on a page is a document, and its refresh is news of itself. */
const STUB = 600;

/** Where a page that carries no document of its own leads at once (`<meta http-equiv=refresh>`); null when it does not. */
export function leadsTo(document: Document | null, at: string): string | null {
  const target = document?.refresh ?? null;
  if (document === null || target === null || sameAddress(target, at)) return null;
  const main = document.blocks.reduce((n, b) => (b.role === 'main' ? n + b.text.length : n), 0);
  return main < STUB ? target : null;
}

/** What tonight still lacks: `text` when the document could not be read, `passage` when a quoted one does not stand in it. */
type Need = 'text' | 'passage';

/** Why another witness is called for a source, or null when the live page said it all. */
export function needOf(verdict: SourceVerdict): Need | null {
  const quotes = verdict.citations.flatMap((citation) => citation.quotes);
  const { link } = verdict;
  const isUnseen = link.status === 'unjudged' && !isCutShort(link) && !isClosed(link);
  if (quotes.length === 0 || isUnseen) return null;
  if (verdict.witness === 'none')
    return quotes.every(({ verdict }) => verdict === 'intact') ? null : 'text';
  return quotes.some((quote) => quote.verdict === 'missing' || isUnproven(quote))
    ? 'passage'
    : null;
}

/** Links in the header of an answer to other versions of what it sends (RFC 5829, RFC 8288). */
export const statedVersions = (outcome: OutcomeFacts | null): readonly Link[] =>
  parseLinkHeader(outcome?.kind === 'answered' ? (outcome.headers.link ?? null) : null).flatMap(
    ({ url, rel }) => {
      const at = rel.some((one) => one.endsWith('-version'))
        ? parseAddress(url, outcome?.finalUrl)
        : null;
      return at === null ? [] : [{ url: at.href, text: '', rel: rel.join(' ') }];
    },
  );

/** A page of a doubtful one's site that may be what came in the document's place. */
export interface Probe {
  /** What the question is recorded under: one a host. */
  readonly subject: string;
  readonly url: string;
  /** Milliseconds for which the answer holds. */
  readonly rest: number;
}

/** Milliseconds. */
const HOUR = 3_600_000;

/** An address beside a doubtful one that nobody can have made a page for, asked once a week; null where there is no address. */
export function soft404Probe({ url }: Pick<SourceVerdict, 'url'>, date: string): Probe | null {
  const address = parseAddress(url ?? '');
  if (address === null) return null;
  const folder = address.pathname.replace(/[^/]+\/?$/u, '');
  return {
    subject: `sibling:${hostOf(address.href)}`,
    url: `${address.origin}${folder}no-such-page-${date.replaceAll('-', '')}-citewatch`,
    rest: 7 * 24 * HOUR,
  };
}

/** The home page above a doubtful address, in its language, which is another one every night; null for a home page. */
export function homePageProbe({ url }: Pick<SourceVerdict, 'url'>): Probe | null {
  const address = parseAddress(url ?? '');
  if (address === null || (isHomePath(address.pathname) && address.search === '')) return null;
  const [, first = ''] = address.pathname.split('/');
  const home = first !== '' && isHomePath(`/${first}/`) ? `/${first}/` : '/';
  return {
    subject: `home:${hostOf(address.href)}${home}`,
    url: `${address.origin}${home}`,
    rest: 12 * HOUR,
  };
}
