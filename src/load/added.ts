import type { Added } from '../model/added.js';
import { addressKey } from '../model/address.js';
import { quoteId, type Source, type Watchlist } from '../model/watchlist.js';

/**
 * What `now` cites that `before` did not; all of it where `before` is null. Ids, days of access and the layout of the file say
 * nothing: a citation is known by its address, a quotation by its address and its words, each as often as it stood there.
 */
export function addedSince(before: Watchlist | null, now: Watchlist): Added {
  const known = before === null ? [] : claimsOf(before);
  const left = new Map<string, number>();
  for (const { key } of known) left.set(key, (left.get(key) ?? 0) + 1);
  const old = new Set(known.map(named));
  const claims = claimsOf(now);
  // Of two that are alike, the new one is that whose id is new.
  const inTurn = [
    ...claims.filter((one) => old.has(named(one))),
    ...claims.filter((one) => !old.has(named(one))),
  ];
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

/** That a report cites a document, or that words stand in it. */
interface Claim {
  readonly source: string;
  readonly citation: string;
  /** Id of the quotation; null for the citation itself. */
  readonly quote: string | null;
  /** What it says, whatever it is called. */
  readonly key: string;
}

function claimsOf({ reports, sources }: Watchlist): readonly Claim[] {
  const places = new Map(sources.map((source) => [source.id, placeOf(source)]));
  return reports.flatMap(({ citations }) =>
    citations.flatMap((citation): readonly Claim[] => {
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

const named = ({ citation, key }: Claim): string => `${citation} ${key}`;
