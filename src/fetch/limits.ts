import type { FetchSettings } from '../model/settings.js';
import { readBody } from './body.js';
import type { Clock } from './clock.js';
import type { Head, RawAnswer, RequestUnderWay } from './exchange.js';
import { DEADLINE, diagnose, isMendable } from './failure.js';
import { type Answer, type Ask, closed, type Reply, type Send } from './reply.js';
import { spentTogether } from './retry.js';
import type { Raw } from './transport.js';

/**
 * Longest time for one request, in units of `timeout`: each pause may be as long as `timeout`, so only this ends an
 * answer that trickles in byte by byte.
 */
const DEADLINE_FACTOR = 10;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * Sends one request and reads its answer, within `maxBytes` and the time limits. What goes wrong becomes a failure.
 *
 * A server may end a kept connection just as a request goes out over it. That says nothing of the page, so a GET is then sent once more, over
 * another connection, and counts as no try (RFC 9112, 9.3.1); what changes something there is not. So is one whose answer the parser
 * refused for what browsers read, and that answer is read as they do.
 */
export function limited(raw: Raw, settings: FetchSettings, clock: Clock, closing: AbortSignal): Send {
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
    return spentTogether(reply, second);
  };
}

/** What became of a request; whether it went out over a kept connection that ended instead, or its answer has a fault that can be mended. */
interface Sent {
  readonly reply: Reply;
  readonly lostKept: boolean;
  readonly isMendable: boolean;
}

function sender(raw: Raw, settings: FetchSettings, clock: Clock, closing: AbortSignal) {
  const seconds = (DEADLINE_FACTOR * settings.timeout) / 1000;
  return async (ask: Ask, mends: boolean): Promise<Sent> => {
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
      return { reply: { kind: 'answered', ...read, ...tally }, lostKept: false, isMendable: false };
    } catch (error) {
      if (closing.aborted) throw closed(error);
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
  Object.assign(new Error(`not complete after ${seconds} s`), { code: DEADLINE });

/** False for the answers whose body says nothing: those that have none, and those that lead on. */
const hasText = (head: Head): boolean => locationOf(head) === null && !WITHOUT_BODY.has(head.statusCode);

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
    return { ...facts, body: await readBody(body, headers['content-encoding'], maxBytes, received), wire };
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
