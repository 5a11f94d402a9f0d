import { Readable } from 'node:stream';
import { http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, onTestFinished } from 'vitest';
import type { Fetch } from '../../src/model/outcome.js';
import type { FetchSettings } from '../../src/model/settings.js';
import type { Head, RawAnswer } from '../../src/web/exchange.js';
import { createFetcher } from '../../src/web/fetcher.js';
import type { Ask } from '../../src/web/reply.js';
import type { Transport } from '../../src/web/transport.js';
import { ROOMY, SETTINGS, virtualClock } from './fetching.js';

/** The made-up web: each test says with `use` what the services answer. It is reached through {@link standInDoor}. */
export const web = setupServer();

const unanswered: string[] = [];
web.events.on(
  'request:unhandled',
  ({ request }) => void unanswered.push(`${request.method} ${request.url}`),
);

/** Has it stand in for the web during a file's tests. A request that nobody answers fails its test, however the program takes it. */
export function standIn(): void {
  beforeAll(() => web.listen({ onUnhandledFrame: 'error' }));
  afterEach(() => {
    web.resetHandlers();
    expect(unanswered.splice(0)).toEqual([]);
  });
  afterAll(() => web.close());
}

/** A request as a service got it. */
interface Asked {
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Headers;
  readonly sent: string;
}

/** Has an address answer so in turn, the last for ever; gives the requests that come to it. */
export function answersTo(
  method: 'get' | 'post' | 'put' | 'patch',
  url: string,
  first: Response,
  ...more: readonly Response[]
): readonly Asked[] {
  const asked: Asked[] = [];
  const answers = [first, ...more];
  web.use(
    http[method](url, async ({ request }) => {
      const answer = answers[asked.length] ?? answers.at(-1) ?? first;
      const query = Object.fromEntries(new URL(request.url).searchParams);
      asked.push({ query, headers: request.headers, sent: await request.text() });
      return answer.clone();
    }),
  );
  return asked;
}

/** The door of one test, with `globalThis.fetch` in the place of the network: msw does not see what undici sends. It does not wait. */
export function standInDoor(settings: Partial<FetchSettings> = {}): Fetch {
  const door = createFetcher(
    { ...SETTINGS, ...ROOMY, ...settings },
    virtualClock(),
    globalTransport,
  );
  onTestFinished(() => door.close());
  return door.fetch;
}

const globalTransport: Transport = {
  raw: (ask, isWanted) => {
    const given = new AbortController();
    return {
      answer: answerTo(ask, isWanted, given.signal),
      // A socket of msw's that a timer destroys says `close` before `error`, and Node's fetch takes the body for whole and asserts that nobody
      // gave it up; destroyed in a microtask, it says them in the order of a real one.
      stop: (why) => queueMicrotask(() => given.abort(why)),
    };
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
