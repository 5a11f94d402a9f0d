import { archiveToday, hostOf, parseAddress } from '../model/address.js';
import { type ArchiveAnswer, answered, unavailable } from './answer.js';
import type { CircuitBreaker } from './circuit-breaker.js';
import { type ArchiveReply, headerOf, isMemento } from './exchange.js';
import { parseLinkHeader } from './link-header.js';
import { httpDate, type Memento, rawAddress, viewOf } from './memento.js';

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
 * address is to be written; `breakerFor` gives the breaker of a host, since an aggregator sends to other archives.
 */
export async function askTimeGate(
  breakerFor: (host: string) => CircuitBreaker,
  gate: string,
  url: string,
  at: string,
): Promise<ArchiveAnswer<readonly Memento[]>> {
  const headers = { 'accept-datetime': new Date(at).toUTCString() };
  let next = `${gate}${url}`;
  for (let hop = 0; hop <= MOST_HOPS; hop++) {
    const asked = next;
    if (archiveToday(asked)) return unavailable(UNTRUSTED);
    const step = await breakerFor(hostOf(asked)).ask({ url: asked, headers, headersOnly: true }, (reply) =>
      stepOf(reply, url),
    );
    if (step.kind === 'unavailable') return step;
    if (step.value.kind === 'found') return answered(step.value.captures);
    // View mode answers an archived redirect with a page of the archive's own.
    next = rawAddress(step.value.to);
  }
  return unavailable(`${hostOf(gate)} redirects without end.`);
}

function stepOf(reply: ArchiveReply, url: string): ArchiveAnswer<Step> | null {
  if (isMemento(reply)) {
    const captures = mementosOf(reply, url);
    return captures === null ? null : answered({ kind: 'found', captures });
  }
  if (reply.status === 404) return answered({ kind: 'found', captures: [] });
  const to = resolve(headerOf(reply, 'location'), reply.url);
  return reply.status >= 300 && reply.status < 400 && to !== null
    ? answered({ kind: 'hop', to })
    : unavailable(`${hostOf(reply.url)} answered ${reply.status} instead of a capture.`);
}

function mementosOf(reply: ArchiveReply, url: string): readonly Memento[] | null {
  const at = httpDate(headerOf(reply, 'memento-datetime'));
  if (at === null) return null;
  const links = parseLinkHeader(headerOf(reply, 'link'));
  const original = links.find(({ rel }) => rel.includes('original'))?.url ?? url;
  const found: Memento = {
    url: viewOf(resolve(headerOf(reply, 'content-location'), reply.url) ?? reply.url),
    original,
    at,
    status: reply.status,
    type: headerOf(reply, 'content-type')?.split(';')[0] ?? null,
    digest: null,
  };
  const named = new Set([at]);
  const beside = links.flatMap(({ url: link, rel, datetime }): Memento[] => {
    const address = resolve(link, reply.url);
    if (!rel.includes('memento') || datetime === null || named.has(datetime)) return [];
    if (address === null || archiveToday(address)) return [];
    named.add(datetime);
    return [{ url: address, original, at: datetime, status: null, type: null, digest: null }];
  });
  return [found, ...beside];
}

/** A reference as a web address, or null. */
function resolve(reference: string | null, base: string): string | null {
  const address = reference === null ? null : parseAddress(reference, base);
  return address !== null && /^https?:$/.test(address.protocol) ? address.href : null;
}
