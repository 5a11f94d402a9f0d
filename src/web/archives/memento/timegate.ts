import { hostOf, isArchiveToday, parseWebAddress } from '../../../model/address.js';
import type { Answered } from '../../../model/outcome.js';
import {
  type ArchiveAnswer,
  answered,
  httpDate,
  isMemento,
  type Memento,
  mementoDateOf,
  rawAddress,
  unavailable,
  viewOf,
} from '../archive-client.js';
import type { ArchivePlace, ArchiveProvider, Captures } from '../provider.js';

/** Archives and aggregators that negotiate in the dimension of time (RFC 7089). */
export const MEMENTO: ArchiveProvider = {
  gaps: {},
  addressesIn: ({ timegates }) => timegates,
  nearest: [(place, url, at) => askTimeGate(place, place.base, url, at)],
};

/** Redirects from a TimeGate to a memento: an aggregator's, its archive's, one for https and one for the exact second. */
const MOST_HOPS = 5;

/** Why archive.today is not asked, even where an aggregator sends to it. */
export const UNTRUSTED = 'The capture is in archive.today, which is not to be trusted.';

type Step =
  | { readonly kind: 'hop'; readonly to: string }
  | { readonly kind: 'found'; readonly captures: readonly Memento[] };

/**
 * The capture nearest to an instant by datetime negotiation (RFC 7089), then those that the archive names beside it:
 * the one before, the one after, the first, the last. Empty when the TimeGate knows none. `gate` ends where the
 * address is to be written. An aggregator sends to other archives.
 */
export async function askTimeGate(
  { breaker }: ArchivePlace,
  gate: string,
  url: string,
  at: string,
): Promise<Captures> {
  const headers = { 'accept-datetime': new Date(at).toUTCString() };
  let asked = `${gate}${url}`;
  for (let hop = 0; hop <= MOST_HOPS; hop++) {
    if (isArchiveToday(asked)) return unavailable(UNTRUSTED);
    const step = await breaker('captures', hostOf(asked)).ask(
      { url: asked, headers, headersOnly: true },
      (reply) => stepOf(reply, url),
    );
    if (step.kind === 'unavailable') return step;
    if (step.value.kind === 'found') return answered(step.value.captures);
    // View mode answers an archived redirect with a page of the archive's own.
    asked = rawAddress(step.value.to);
  }
  return unavailable(`${hostOf(gate)} redirects without end.`);
}

function stepOf(reply: Answered, url: string): ArchiveAnswer<Step> | null {
  if (isMemento(reply)) {
    const captures = mementosOf(reply, url);
    return captures === null ? null : answered({ kind: 'found', captures });
  }
  if (reply.http === 404) return answered({ kind: 'found', captures: [] });
  const to = parseWebAddress(reply.headers.location ?? '', reply.url);
  return reply.http >= 300 &&
    reply.http < 400 &&
    reply.headers.location !== undefined &&
    to !== null
    ? answered({ kind: 'hop', to: to.href })
    : unavailable(`${hostOf(reply.url)} answered ${reply.http} instead of a capture.`);
}

function mementosOf(reply: Answered, url: string): readonly Memento[] | null {
  const at = mementoDateOf(reply);
  if (at === null) return null;
  const links = parseLinkHeader(reply.headers.link);
  const original = links.find(({ rel }) => rel.includes('original'))?.url ?? url;
  const found: Memento = {
    url: viewOf(
      parseWebAddress(reply.headers['content-location'] ?? '', reply.url)?.href ?? reply.url,
    ),
    original,
    at,
    status: reply.http,
    type: reply.headers['content-type']?.split(';')[0] ?? null,
    digest: null,
  };
  const named = new Set([at]);
  const beside = links.flatMap(({ url: link, rel, datetime }): Memento[] => {
    const address = parseWebAddress(link, reply.url)?.href ?? null;
    if (!rel.includes('memento') || datetime === null || named.has(datetime)) return [];
    if (address === null || isArchiveToday(address)) return [];
    named.add(datetime);
    return [{ url: address, original, at: datetime, status: null, type: null, digest: null }];
  });
  return [found, ...beside];
}

/** `<address>` and the parameters up to the comma that ends it; commas inside quotes end nothing. */
const LINK = /<([^<>]*)>((?:[^,"]|"(?:[^"\\]|\\.)*")*)/g;
const PARAMETER = /;\s*([\w!#$&+\-.^`|~*]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*))/g;

/** Links of a `Link` header (RFC 8288) with `datetime` as ISO (RFC 7089 §2.2) or null. What is malformed is passed over. */
export function parseLinkHeader(header: string | null | undefined) {
  return [...(header ?? '').matchAll(LINK)].map(([, url = '', rest = '']) => {
    const found = new Map<string, string>();
    for (const [, name = '', quoted, token] of rest.matchAll(PARAMETER)) {
      const value = quoted === undefined ? (token ?? '') : quoted.replace(/\\(.)/g, '$1');
      // RFC 8288 §3.3: of a repeated parameter the first counts.
      if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), value);
    }
    const rel = (found.get('rel') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    return { url: url.trim(), rel, datetime: httpDate(found.get('datetime')) };
  });
}
