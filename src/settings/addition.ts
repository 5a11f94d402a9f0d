import { addressKey, cleanPastedUrl } from '../model/address.js';
import type { Added } from '../model/finding.js';
import { refuse } from '../model/problem.js';
import { type Quote, quoteId, type Source, type Watchlist } from '../model/watchlist.js';
import {
  checkFields,
  checkLanguageTag,
  checkPartialDate,
  checkText,
  checkUrl,
  type FieldCheck,
} from './field-checks.js';
import { webAddress } from './options.js';

/** The options of `citewatch add` that say what is cited: text, not checked yet. */
export interface RawAddition {
  readonly quote: string;
  readonly original?: string | undefined;
  readonly lang?: string | undefined;
  readonly section?: string | undefined;
  readonly page?: string | undefined;
  readonly accessed?: string | undefined;
}

/** A citation that is to be added, before it has a source. */
export interface Addition {
  readonly url: string;
  /** `worked-out` where a DOI was given. */
  readonly addressFrom: 'seen' | 'worked-out';
  readonly quote: Quote;
  readonly section: string | null;
  readonly page: string | null;
  readonly accessed: string;
}

/** A DOI by itself, with its usual prefixes. */
const DOI = /^\s*(?:doi:\s*)?(10\.\d{4,9}\/\S+)\s*$/iu;

/** Checks what is to be added, by its address or its DOI; `today` is the day of access where none is given. Throws one `UserError` with every problem. */
export function parseAddition(pasted: string, raw: RawAddition, today: string): Addition {
  const { original, lang, section = null, page = null, accessed = today } = raw;
  const doi = DOI.exec(pasted)?.[1];
  const [url, quote] = [
    doi === undefined ? cleanPastedUrl(pasted) : `https://doi.org/${doi}`,
    raw.quote.trim(),
  ];
  const lacksLang =
    original !== undefined && lang === undefined ? 'say its language with --lang' : null;
  checkFields([
    ['URL', url, checkUrl],
    ['--quote', quote, checkText],
    ['--original', original, (text) => checkText(text) ?? lacksLang],
    ['--lang', lang, checkLanguageTag],
    ['--section', section, checkText],
    ['--page', page, checkText],
    ['--accessed', accessed, checkPartialDate],
  ]);
  const words =
    original === undefined || lang === undefined
      ? { text: quote }
      : { text: quote, original: { lang, text: original } };
  return {
    url,
    addressFrom: doi === undefined ? 'seen' : 'worked-out',
    quote: words,
    section,
    page,
    accessed,
  };
}

/** The day of a moment that a page states; null for one that `sources.json` could not hold. */
export const statedDay = (moment: string | null | undefined): string | null =>
  parsedOrNull(moment?.slice(0, 'YYYY-MM-DD'.length), checkPartialDate);
/** The language that a page states; null for one that `sources.json` could not hold. */
export const statedLang = (lang: string | null | undefined): string | null =>
  parsedOrNull(lang, checkLanguageTag);

const parsedOrNull = (text: string | null | undefined, about: FieldCheck): string | null =>
  typeof text === 'string' && about(text) === null ? text : null;

/** Where the reviewer's page is published, as the environment says it; undefined for nowhere. Throws a `UserError` when that is no address. */
export function parsePageAddress(text: string | undefined): string | undefined {
  // A CI job sets what it has no value for to nothing.
  if (text === undefined || text === '') return undefined;
  if (webAddress(text) !== null) return text;
  const must = 'an address such as https://example.org/reports/';
  return refuse('CITEWATCH_PAGE_URL', `must be ${must}, not ${JSON.stringify(text)}`);
}

/**
 * What `now` cites that `before` did not; all of it where `before` is null. Ids, days of access and layout do not count: a citation is
 * known by its address, a quotation by its address and its words, each as often as it stood there.
 */
export function addedSince(before: Watchlist | null, now: Watchlist): Added {
  const known = before === null ? [] : claimsOf(before);
  const left = new Map<string, number>();
  for (const { key } of known) left.set(key, (left.get(key) ?? 0) + 1);
  const old = new Set(known.map(claimName));
  // Of two equal claims, the new one is the one with a new id.
  const inTurn = claimsOf(now).sort(
    (a, b) => Number(old.has(claimName(b))) - Number(old.has(claimName(a))),
  );
  const added = inTurn.filter(({ key }) => {
    const n = left.get(key) ?? 0;
    left.set(key, n - 1);
    return n <= 0;
  });
  const cited = new Set(added.map(({ source }) => source));
  return {
    sources: now.sources.flatMap(({ id }) => (cited.has(id) ? id : [])),
    citations: new Set(added.flatMap(({ citation, quote }) => (quote === null ? citation : []))),
    quotes: new Set(added.flatMap(({ quote }) => quote ?? [])),
  };
}

type Claim = ReturnType<typeof claimsOf>[number];

/** Citations of documents, for which `quote` is null, and quotations from them; `key` is what each says, whatever it is called. */
function claimsOf({ reports, sources }: Watchlist) {
  const places = new Map(sources.map((source) => [source.id, placeOf(source)]));
  return reports.flatMap(({ citations }) =>
    citations.flatMap((citation) => {
      const of = { source: citation.source, citation: citation.id };
      const place = places.get(citation.source);
      const quotes = citation.quotes.map(({ text, original, translated }, i) => ({
        ...of,
        quote: quoteId(citation, i),
        key: JSON.stringify([place, text, original?.lang, original?.text, translated]),
      }));
      return [{ ...of, quote: null, key: JSON.stringify([place]) }, ...quotes];
    }),
  );
}

const placeOf = ({ url, publisher, title }: Source): readonly string[] =>
  url === null ? [publisher, title] : [addressKey(url)];

const claimName = ({ citation, key }: Claim): string => `${citation} ${key}`;
