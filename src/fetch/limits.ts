import type { FetchSettings } from '../model/settings.js';
import { readBody } from './body.js';
import type { Clock } from './clock.js';
import { DEADLINE, diagnose } from './failure.js';
import type { Answer, Send } from './reply.js';
import type { Raw, RawAnswer } from './transport.js';

/**
 * Longest time for one request, in units of `timeout`: each pause may be as long as `timeout`, so only this ends an
 * answer that trickles in byte by byte.
 */
const DEADLINE_FACTOR = 10;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/** A body that nobody wants is read no further than this, only so that its connection can be used again. */
const UNWANTED_BODY = 16_384;

/** Sends one request and reads its answer, within `maxBytes` and the time limits. What goes wrong becomes a failure. */
export function limited(raw: Raw, settings: FetchSettings, clock: Clock, closing: AbortSignal): Send {
  return async (ask) => {
    const tally = { requests: 1, received: 0, startedAt: clock.now() };
    const limit = new AbortController();
    const seconds = (DEADLINE_FACTOR * settings.timeout) / 1000;
    const late = Object.assign(new Error(`not complete after ${seconds} s`), { code: DEADLINE });
    const timer = setTimeout(() => limit.abort(late), seconds * 1000);
    let phase: 'headers' | 'body' = 'headers';
    try {
      const answer = await raw(ask, limit.signal);
      phase = 'body';
      const read = await readAnswer(answer, ask.headersOnly ? null : settings.maxBytes, (bytes) => {
        tally.received += bytes;
      });
      return { kind: 'answered', ...read, ...tally };
    } catch (error) {
      if (closing.aborted) throw new Error('The fetcher was closed.', { cause: error });
      const diagnosis = diagnose(error, { host: ask.url.host, phase, timeout: settings.timeout });
      const requests = diagnosis.failure === 'refused-address' ? 0 : 1;
      return { kind: 'failed', ...diagnosis, ...tally, requests };
    } finally {
      clearTimeout(timer);
    }
  };
}

/** Of a null `maxBytes` no body is read. */
async function readAnswer(
  { statusCode: http, headers: sent, body }: RawAnswer,
  maxBytes: number | null,
  received: (bytes: number) => void,
): Promise<Pick<Answer, 'http' | 'headers' | 'location' | 'cookies' | 'body'>> {
  const headers = flatten(sent);
  const location = REDIRECTS.has(http) ? [sent.location].flat()[0] || null : null;
  const facts = { http, headers, location, cookies: [sent['set-cookie'] ?? []].flat() };
  // A body that is destroyed half-way emits an error after nobody listens any more.
  body.on('error', () => {});
  if (maxBytes === null || location !== null || WITHOUT_BODY.has(http)) {
    await body.dump({ limit: UNWANTED_BODY });
    return { ...facts, body: null };
  }
  try {
    return { ...facts, body: await readBody(body, headers['content-encoding'], maxBytes, received) };
  } finally {
    body.destroy();
  }
}

const flatten = (headers: RawAnswer['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]));
