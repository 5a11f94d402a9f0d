import { type ArchiveAnswer, unavailable } from './answer.js';
import { CDX_FIELDS, parseCdx } from './cdx.js';
import type { CircuitBreaker } from './circuit-breaker.js';
import { jsonOf } from './exchange.js';
import { type CaptureWindow, refusalOf } from './index-search.js';
import { type Memento, timestampOf } from './memento.js';

/** Addresses that are asked for at once: more are no help to whoever looks for one page. */
const MOST_ADDRESSES = 100;

/** Which addresses of a host are looked for. */
export interface AddressPattern extends CaptureWindow {
  /** Found in the address: a regular expression as the index reads it (Java's). */
  readonly containing: string;
}

/** The first good capture of every address of a host, its subdomains with it, that the index lists and that is spelt so. */
export function searchAddresses(
  breaker: CircuitBreaker,
  base: string,
  host: string,
  { containing, from, to }: AddressPattern,
): Promise<ArchiveAnswer<readonly Memento[]>> {
  const query = new URLSearchParams({
    url: host,
    matchType: 'domain',
    collapse: 'urlkey',
    output: 'json',
    fl: CDX_FIELDS.join(),
    limit: `${MOST_ADDRESSES}`,
    ...(from === undefined ? {} : { from: timestampOf(from) }),
    ...(to === undefined ? {} : { to: timestampOf(to) }),
  });
  query.append('filter', 'statuscode:200');
  query.append('filter', `original:.*(?:${containing}).*`);
  return breaker.ask({ url: `${base}/cdx/search/cdx?${query}` }, (reply) => {
    const refusal = refusalOf(reply);
    if (refusal !== null) return unavailable(refusal);
    return reply.status === 200 ? parseCdx(jsonOf(reply), base) : null;
  });
}
