import type { PartialDate } from '../model/partial-date.js';
import { type ArchiveAnswer, unavailable } from './answer.js';
import { CDX_FIELDS, parseCdx } from './cdx.js';
import type { CircuitBreaker } from './circuit-breaker.js';
import { type ArchiveReply, headerOf, jsonOf } from './exchange.js';
import { type Memento, timestampOf } from './memento.js';

/** Part of an index; both ends are included, and as precise as they are written. */
export interface CaptureWindow {
  readonly from?: PartialDate | undefined;
  readonly to?: PartialDate | undefined;
}

/** Rows that are asked for at once: an address that was captured every hour for a year has 8,760. */
const MOST_ROWS = 10_000;

/**
 * Every capture of an address that the Wayback Machine's index lists, oldest first, with errors and redirects. Rows are
 * not collapsed by digest: that keeps the first of a run only, and the proof of "unchanged" needs its last.
 */
export function searchIndex(
  breaker: CircuitBreaker,
  base: string,
  url: string,
  { from, to }: CaptureWindow,
): Promise<ArchiveAnswer<readonly Memento[]>> {
  const query = new URLSearchParams({
    url,
    output: 'json',
    fl: CDX_FIELDS.join(),
    limit: `${MOST_ROWS}`,
    ...(from === undefined ? {} : { from: timestampOf(from) }),
    ...(to === undefined ? {} : { to: timestampOf(to) }),
  });
  return breaker.ask({ url: `${base}/cdx/search/cdx?${query}` }, (reply) => {
    const refusal = refusalOf(reply);
    if (refusal !== null) return unavailable(refusal);
    const read = reply.status === 200 ? parseCdx(jsonOf(reply), base) : null;
    if (read === null || read.value.length < MOST_ROWS) return read;
    return { ...read, note: `${read.note ?? ''} The index was cut after ${MOST_ROWS} captures.`.trim() };
  });
}

/** Why an archive gives nothing of this one address, though it works; null when it does not say so. */
export function refusalOf(reply: ArchiveReply): string | null {
  if (reply.status === 400) return 'The archive does not accept this address.';
  const error = headerOf(reply, 'x-archive-wayback-runtime-error') ?? '';
  const text = new TextDecoder().decode(reply.bytes.subarray(0, 100_000));
  return error.includes('AccessControlException') || /has been excluded from/i.test(text)
    ? 'The archive does not give out captures of this address.'
    : null;
}
