import { hash } from 'node:crypto';
import { parseAddress } from '../../model/address.js';
import { originalOf } from '../../model/archived-address.js';
import type { Answered, Body } from '../../model/outcome.js';
import {
  type ArchiveAnswer,
  answered,
  type CircuitBreaker,
  isMemento,
  type Memento,
  mementoDateOf,
  rawAddress,
  replyText,
  unavailable,
  viewOf,
} from './archive-client.js';

/** Why an archive gives nothing of this one address, though it works; null when it does not say so. */
export function refusalOf(reply: Answered): string | null {
  if (reply.http === 400) return 'The archive does not accept this address.';
  const error = reply.headers['x-archive-wayback-runtime-error'] ?? '';
  return error.includes('AccessControlException') ||
    /has been excluded from/i.test(replyText(reply, 100_000))
    ? 'The archive does not give out captures of this address.'
    : null;
}

interface ReadingBase {
  /** Where people look at what was read. */
  readonly url: string;
  readonly rawUrl: string;
  /** When what was read was captured, ISO ({@link mementoDateOf}). */
  readonly mementoDatetime: string;
  /** False when the archive gave another capture than was asked for. */
  readonly exact: boolean;
  /** What the publisher answered then. */
  readonly http: number;
}

/** What a capture holds: a page's bytes as sent, a redirect (where it led at the publisher's, or null; where the archive replays that), or an error. */
export type CaptureReading =
  | (ReadingBase & {
      readonly kind: 'page';
      readonly body: Body;
      readonly contentType: string | null;
    })
  | (ReadingBase & {
      readonly kind: 'redirect';
      readonly location: string | null;
      readonly replayed?: string | null;
    })
  | (ReadingBase & { readonly kind: 'error' });

type Step = { readonly kind: 'hop'; readonly to: string } | CaptureReading;

/** Redirects of an archive to another of its captures that are followed. */
const MOST_HOPS = 3;

/**
 * Reads a capture's bytes as they were captured. The archive may redirect to another capture when it cannot replay this one: that is
 * followed, and `exact` says so; so is, once, an archived redirect. A reply without `Memento-Datetime` is the archive's own page.
 */
export async function readMemento(
  breaker: CircuitBreaker,
  capture: Memento,
): Promise<ArchiveAnswer<CaptureReading>> {
  const first = await readAt(breaker, rawAddress(capture.url), capture);
  if (first.kind === 'unavailable' || first.value.kind !== 'redirect') return first;
  const { replayed } = first.value;
  if (!replayed?.includes('id_/')) return first;
  const led = await readAt(breaker, replayed, capture);
  return led.kind === 'unavailable' ? first : answered({ ...led.value, exact: false });
}

/** Reads the capture to which an address leads within its archive. */
async function readAt(
  breaker: CircuitBreaker,
  from: string,
  capture: Memento,
): Promise<ArchiveAnswer<CaptureReading>> {
  let url = from;
  for (let hop = 0; hop <= MOST_HOPS; hop++) {
    const step: ArchiveAnswer<Step> = await breaker.ask({ url }, (reply) => stepOf(reply, capture));
    if (step.kind === 'unavailable') return step;
    if (step.value.kind !== 'hop') return answered(step.value);
    url = step.value.to;
  }
  return unavailable('The archive redirects without end.');
}

function stepOf(reply: Answered, asked: Memento): ArchiveAnswer<Step> | null {
  if (isMemento(reply)) {
    const reading = readingOf(reply, asked);
    return reading === null ? null : answered(reading);
  }
  const refusal = refusalOf(reply);
  if (refusal !== null) return unavailable(refusal);
  if (reply.http === 404) return unavailable('The archive does not have this capture (any more).');
  const to = reply.http >= 300 && reply.http < 400 ? leadsTo(reply) : null;
  return to === null ? null : answered({ kind: 'hop', to });
}

/** Where a reply leads within its archive; null where it leads nowhere, or elsewhere. */
function leadsTo(reply: Answered): string | null {
  const { location } = reply.headers;
  const to = location === undefined ? null : parseAddress(location, reply.url);
  return to?.origin === new URL(reply.url).origin ? rawAddress(to.href) : null;
}

function readingOf(reply: Answered, asked: Memento): CaptureReading | null {
  const mementoDatetime = mementoDateOf(reply);
  if (mementoDatetime === null) return null;
  const base = {
    url: viewOf(reply.url),
    rawUrl: reply.url,
    mementoDatetime,
    exact: mementoDatetime === asked.at,
    http: reply.http,
  };
  if (reply.http >= 400) return { kind: 'error', ...base };
  if (reply.http >= 300) {
    const { location = null } = reply.headers;
    const replayed = leadsTo(reply);
    return {
      kind: 'redirect',
      ...base,
      location: location && (originalOf(location) ?? location),
      replayed,
    };
  }
  return {
    kind: 'page',
    ...base,
    body: reply.body ?? NO_BODY,
    contentType: reply.headers['content-type'] ?? null,
  };
}

const NO_BODY: Body = { bytes: new Uint8Array(), sha256: hash('sha256', ''), truncated: false };
