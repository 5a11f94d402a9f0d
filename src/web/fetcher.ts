import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { Body, Traffic } from '../model/outcome.js';
import type { FetchSettings } from '../model/settings.js';
import { openScheduler } from './dispatcher.js';
import { decodeContent, type Head, type RawAnswer, type RequestUnderWay } from './exchange.js';
import { DEADLINE, diagnose, isMendable } from './failure.js';
import { REDIRECTS, redirect } from './redirect.js';
import {
  type Answer,
  type Ask,
  type Clock,
  closedError,
  type Reply,
  type Send,
  systemClock,
} from './reply.js';
import { addCost, crawlDelay, retry } from './retry.js';
import { openTransport, type Raw, type Transport } from './transport.js';

/** The one door to the web: whoever asks anything of it asks here, politely. */
export type Fetcher = ReturnType<typeof createFetcher>;

/** Makes the fetcher of one run, which knows each host's retries and politeness as long as it lives. */
export function createFetcher(
  settings: FetchSettings,
  clock: Clock = systemClock,
  transport: Transport = openTransport(settings),
) {
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  let traffic: Traffic = { requests: 0, bytes: 0 };
  const one = limitRequests(transport.raw, settings, clock, closing.signal);
  const countTraffic: Send = async (ask) => {
    const reply = await one(ask);
    traffic = {
      requests: traffic.requests + reply.requests,
      bytes: traffic.bytes + reply.received,
    };
    return reply;
  };
  const { send: polite, inLanes } = openScheduler(countTraffic, settings, clock, closing.signal);
  return {
    /** One request to its end. What a server, a name or an address does wrong is in the outcome; rejects only after `close`. */
    fetch: redirect(retry(polite, settings, clock, closing.signal), clock),
    /** Many things, each begun when its host's turn comes. */
    inLanes,
    /** Everything that was sent so far, whoever asked. */
    traffic: () => traffic,
    /** Breaks off what is under way (those fetches reject: a visit that was not finished has no outcome) and closes all connections. */
    close: () => {
      closing.abort();
      return transport.close();
    },
  };
}

/** Longest time for one request, in units of `timeout`, our choice: it ends an answer that trickles in byte by byte. */
const DEADLINE_FACTOR = 10;

const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * Sends one request and reads its answer, within `maxBytes` and the time limits. What goes wrong becomes a failure.
 *
 * A GET that is lost when a keep-alive connection closes is retried at once, over another connection, and counts as no try (RFC 9112, 9.3.1).
 * So is one whose answer the parser refused for a fault that browsers tolerate: that answer is then read as they read it.
 */
export function limitRequests(
  raw: Raw,
  settings: FetchSettings,
  clock: Clock,
  closing: AbortSignal,
): Send {
  const send = sender(raw, settings, clock, closing);
  /** Origins whose heads are not what the parser takes: it is known of them, and they are asked once. */
  const odd = new Set<string>();
  return async (ask) => {
    const { origin } = ask.url;
    const mends = ask.post === undefined && odd.has(origin);
    const { reply, lostKept, isMendable } = await send(ask, mends);
    const isWorthAnother = lostKept || (isMendable && !mends);
    if (!isWorthAnother || ask.post !== undefined) return reply;
    const second = (await send(ask, isMendable)).reply;
    if (isMendable && second.kind === 'answered') odd.add(origin);
    return addCost(reply, second);
  };
}

/** Sends: what became of a request; whether it went out over a kept connection that ended instead, or its answer has a fault that can be mended. */
function sender(raw: Raw, settings: FetchSettings, clock: Clock, closing: AbortSignal) {
  const seconds = (DEADLINE_FACTOR * settings.timeout) / 1000;
  return async (
    ask: Ask,
    mends: boolean,
  ): Promise<{
    readonly reply: Reply;
    readonly lostKept: boolean;
    readonly isMendable: boolean;
  }> => {
    const tally = { requests: 1, received: 0, startedAt: clock.now() };
    let phase: 'headers' | 'body' = 'headers';
    let timer: NodeJS.Timeout | undefined;
    let exchange: RequestUnderWay | undefined;
    try {
      const begun = raw(ask, (head) => ask.headersOnly !== true && hasText(head), mends);
      exchange = begun;
      timer = setTimeout(() => begun.stop(late(seconds)), seconds * 1000);
      const answer = await begun.answer;
      phase = 'body';
      const read = await readAnswer(answer, settings.maxBytes, (bytes) => {
        tally.received += bytes;
      });
      const delay = crawlDelay(ask.url, read, settings.userAgent);
      const crawled = delay === null ? {} : { crawlDelay: delay };
      return {
        reply: { kind: 'answered', ...read, ...tally, ...crawled },
        lostKept: false,
        isMendable: false,
      };
    } catch (error) {
      if (closing.aborted) throw closedError(error);
      const diagnosis = diagnose(error, { host: ask.url.host, phase, timeout: settings.timeout });
      const requests = diagnosis.failure === 'refused-address' ? 0 : 1;
      return {
        reply: { kind: 'failed', ...diagnosis, ...tally, requests },
        lostKept: exchange?.lostKept === true,
        isMendable: phase === 'headers' && isMendable(error),
      };
    } finally {
      clearTimeout(timer);
    }
  };
}

const late = (seconds: number): Error =>
  Object.assign(new Error(`not complete after ${seconds} s`), { code: DEADLINE, seconds });

/** False for the answers whose body says nothing: those that have none, and those that lead on. */
const hasText = (head: Head): boolean =>
  locationOf(head) === null && !WITHOUT_BODY.has(head.statusCode);

const locationOf = ({ statusCode, headers }: Head): string | null =>
  REDIRECTS.has(statusCode) ? [headers.location].flat()[0] || null : null;

async function readAnswer(
  answer: RawAnswer,
  maxBytes: number,
  received: (bytes: number) => void,
): Promise<Pick<Answer, 'http' | 'headers' | 'location' | 'cookies' | 'body' | 'wire'>> {
  const { statusCode: http, headers: sent, body, wire } = answer;
  const headers = flatten(sent);
  const location = locationOf(answer);
  const facts = { http, headers, location, cookies: [sent['set-cookie'] ?? []].flat() };
  if (body === null) return { ...facts, body };
  try {
    return {
      ...facts,
      body: await readBody(body, headers['content-encoding'], maxBytes, received),
      wire,
    };
  } finally {
    body.destroy();
  }
}

function flatten(headers: Head['headers']): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value = ''] of Object.entries(headers))
    flat[name] = typeof value === 'string' ? value : value.join(', ');
  return flat;
}

/** Bytes that are kept of a body that was cut: enough to tell an error page from a document, and no load on the memory. */
const BEGINNING = 256 * 1024;

/** Reads and unpacks a body, up to `maxBytes` after each coding; `received` hears of unpacked pieces. Throws what the connection or zlib throws. */
export async function readBody(
  sent: AsyncIterable<Uint8Array>,
  contentEncoding: string | undefined,
  maxBytes: number,
  received: (bytes: number) => void,
): Promise<Body> {
  const pieces: Uint8Array[] = [];
  const hash = createHash('sha256');
  let room = maxBytes;
  let truncated = false;

  async function* limitRequests(pieces: AsyncIterable<Uint8Array>) {
    let length = 0;
    for await (const piece of pieces) {
      yield piece;
      length += piece.length;
      if (length <= maxBytes) continue;
      truncated = true;
      return;
    }
  }

  try {
    for await (const piece of decodeContent(sent, contentEncoding, limitRequests)) {
      const kept = piece.subarray(0, room);
      room -= kept.length;
      received(kept.length);
      hash.update(kept);
      pieces.push(kept);
      truncated ||= kept.length < piece.length;
      if (truncated) break;
    }
  } catch (error) {
    // A packed body that was cut off here does not unpack to its end.
    if (!truncated) throw error;
  }
  return {
    // The beginning is copied: a part of a buffer keeps the whole in memory.
    bytes: truncated
      ? Buffer.from(Buffer.concat(pieces).subarray(0, BEGINNING))
      : Buffer.concat(pieces),
    sha256: hash.digest('hex'),
    truncated,
  };
}
