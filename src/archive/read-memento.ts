import { createHash } from 'node:crypto';
import { parseAddress } from '../model/address.js';
import type { Body } from '../model/outcome.js';
import { type ArchiveAnswer, answered, unavailable } from './answer.js';
import { originalOf } from './archive-address.js';
import type { CircuitBreaker } from './circuit-breaker.js';
import { type ArchiveReply, headerOf, isMemento } from './exchange.js';
import { refusalOf } from './index-search.js';
import { httpDate, type Memento, rawAddress, viewOf } from './memento.js';

interface ReadingBase {
  /** Where people look at what was read. */
  readonly url: string;
  /** Where its bytes were read. */
  readonly rawUrl: string;
  /** `Memento-Datetime`: when what was read was captured, ISO. */
  readonly mementoDatetime: string;
  /** False when the archive gave another capture than was asked for. */
  readonly exact: boolean;
  /** What the publisher answered then. */
  readonly http: number;
}

/** What a capture holds: a page's bytes as sent, or a redirect or an error that was archived. */
export type CaptureReading =
  | (ReadingBase & { readonly kind: 'page'; readonly body: Body; readonly contentType: string | null })
  | (ReadingBase & {
      readonly kind: 'redirect';
      /** Where it led, at the publisher's; null when it did not say. */
      readonly location: string | null;
    })
  | (ReadingBase & { readonly kind: 'error' });

type Step = { readonly kind: 'hop'; readonly to: string } | CaptureReading;

/** Redirects of an archive to another of its captures that are followed. */
const MOST_HOPS = 3;

/**
 * Reads a capture's bytes as they were captured. The archive may send to another capture of the address when it cannot
 * replay the asked one: that is followed and told (`exact`). An answer without `Memento-Datetime` is the archive's own
 * and is never taken for the page.
 */
export async function readMemento(
  breaker: CircuitBreaker,
  capture: Memento,
): Promise<ArchiveAnswer<CaptureReading>> {
  let next = rawAddress(capture.url);
  for (let hop = 0; hop <= MOST_HOPS; hop++) {
    const asked = next;
    const step = await breaker.ask({ url: asked }, (reply) => stepOf(reply, capture));
    if (step.kind === 'unavailable') return step;
    if (step.value.kind !== 'hop') return answered(step.value);
    next = step.value.to;
  }
  return unavailable('The archive redirects without end.');
}

function stepOf(reply: ArchiveReply, asked: Memento): ArchiveAnswer<Step> | null {
  if (isMemento(reply)) {
    const reading = readingOf(reply, asked);
    return reading === null ? null : answered(reading);
  }
  const refusal = refusalOf(reply);
  if (refusal !== null) return unavailable(refusal);
  if (reply.status === 404) return unavailable('The archive does not have this capture (any more).');
  const location = headerOf(reply, 'location');
  if (reply.status < 300 || reply.status > 399 || location === null) return null;
  const to = parseAddress(location, reply.url);
  return to !== null && to.origin === new URL(reply.url).origin
    ? answered({ kind: 'hop', to: rawAddress(to.href) })
    : null;
}

function readingOf(reply: ArchiveReply, asked: Memento): CaptureReading | null {
  const mementoDatetime = httpDate(headerOf(reply, 'memento-datetime'));
  if (mementoDatetime === null) return null;
  const base = {
    url: viewOf(reply.url),
    rawUrl: reply.url,
    mementoDatetime,
    exact: mementoDatetime === asked.at,
    http: reply.status,
  };
  if (reply.status >= 400) return { kind: 'error', ...base };
  if (reply.status >= 300) {
    const location = headerOf(reply, 'location');
    return {
      kind: 'redirect',
      ...base,
      location: location === null ? null : (originalOf(location) ?? location),
    };
  }
  const sha256 = createHash('sha256').update(reply.bytes).digest('hex');
  const body = { bytes: reply.bytes, sha256, truncated: reply.truncated };
  return { kind: 'page', ...base, body, contentType: headerOf(reply, 'content-type') };
}
