import { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { Fetch } from '../../../src/model/outcome.js';
import type { FetchSettings } from '../../../src/model/settings.js';
import type { Head, RawAnswer } from '../../../src/web/exchange.js';
import { createFetcher } from '../../../src/web/fetcher.js';
import type { Ask } from '../../../src/web/reply.js';
import type { Transport } from '../../../src/web/transport.js';
import { fetcher, SETTINGS, virtualClock } from '../fetching.js';

/** An index of 10,000 rows is longer than the pages of most tests. */
const ROOMY = { maxBytes: 20_000_000 };

/** The door of one test, to servers on loopback. It does not wait. */
export const loopbackDoor = (settings: Partial<FetchSettings> = {}): Fetch =>
  fetcher({ ...ROOMY, ...settings }, virtualClock()).fetch;

/** The same with `globalThis.fetch` in the place of the network, where msw stands in for the web. */
export function standInDoor(settings: Partial<FetchSettings> = {}): Fetch {
  const door = createFetcher({ ...SETTINGS, ...ROOMY, ...settings }, virtualClock(), globalTransport);
  onTestFinished(() => door.close());
  return door.fetch;
}

const globalTransport: Transport = {
  raw: (ask, isWanted) => {
    const given = new AbortController();
    return { answer: answerTo(ask, isWanted, given.signal), stop: (why) => given.abort(why) };
  },
  close: async () => {},
};

async function answerTo(
  { url, headers, post }: Ask,
  isWanted: (head: Head) => boolean,
  signal: AbortSignal,
): Promise<RawAnswer> {
  const sent = post === undefined ? {} : { method: post.method ?? 'POST', body: post.body };
  const type = post === undefined ? {} : { 'content-type': post.type };
  const response = await globalThis
    .fetch(url, {
      ...sent,
      headers: { 'user-agent': SETTINGS.userAgent, ...type, ...headers },
      redirect: 'manual',
      signal,
    })
    .catch((error: Error) => {
      throw error.cause ?? error;
    });
  const head = { statusCode: response.status, headers: Object.fromEntries(response.headers) };
  if (!isWanted(head)) return { ...head, body: null };
  const pieces = response.body === null ? [] : piecesOf(response.body.getReader(), signal);
  return { ...head, body: Readable.from(pieces).on('error', () => {}) };
}

/** A stream of msw's does not always hear that it was given up, so whoever reads it does. */
async function* piecesOf(reader: ReadableStreamDefaultReader<Uint8Array>, signal: AbortSignal) {
  const givenUp = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason));
  });
  givenUp.catch(() => {});
  for (;;) {
    const { done, value } = await Promise.race([reader.read(), givenUp]);
    if (done) return;
    yield value;
  }
}
