import { setTimeout as wait } from 'node:timers/promises';
import type { Answered, Failed, FetchRequest, Wire } from '../model/outcome.js';

/** One hop: an address and what to send there. */
export interface Ask extends Pick<FetchRequest, 'post' | 'once' | 'headersOnly' | 'unsigned'> {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

/** What an answer, or none, has cost. */
export interface Spent {
  /** How many requests were sent for it, retries counted. */
  readonly requests: number;
  /** Bytes of bodies received, unpacked. */
  readonly received: number;
  /** When the first request was sent, in milliseconds since 1970. */
  readonly startedAt: number;
}

/** The server of one hop answered. */
export interface Answer extends Spent, Pick<Answered, 'kind' | 'http' | 'headers' | 'body'> {
  /** Where a redirect leads, as sent; null for answers that are not a redirect. */
  readonly location: string | null;
  /** The `Set-Cookie` headers, one each. */
  readonly cookies: readonly string[];
  /** Milliseconds between two requests, where this is a `robots.txt` with a `Crawl-delay` for us. */
  readonly crawlDelay?: number | undefined;
  /** How it came, where it has a body. */
  readonly wire?: Omit<Wire, 'asked'> | undefined;
}

/** Nothing usable came from one hop. */
export interface Failure extends Spent, Diagnosis {
  readonly kind: 'failed';
  /** True when its host was given up for the night: another try would not be sent. */
  readonly isFinal?: boolean | undefined;
}

export type Diagnosis = Pick<Failed, 'failure' | 'code' | 'message' | 'cause'>;

export type Reply = Answer | Failure;

/** A layer of the fetcher, seen from above: it takes a hop there and back. Rejects only after the fetcher was closed. */
export type Send = (ask: Ask) => Promise<Reply>;

/** With what a {@link Send} rejects. */
export const closedError = (cause?: unknown): Error =>
  new Error('The fetcher was closed.', { cause });

/** What comes of something within so many milliseconds; null after them. Whoever does the work may fail later, unheard. */
export async function withTimeout<T>(milliseconds: number, work: Promise<T>): Promise<T | null> {
  const ended = new AbortController();
  try {
    return await Promise.race([work, wait(milliseconds, null, { signal: ended.signal })]);
  } finally {
    ended.abort();
    work.catch(() => {});
  }
}

/** Time and chance, as far as waiting depends on them: passed in, so that tests wait for nothing. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`, or at once when `closing` fires. */
  sleep(ms: number, closing: AbortSignal): Promise<void>;
  /** From 0 (included) to 1 (excluded). */
  random(): number;
}

export const systemClock: Clock = {
  now: Date.now,
  random: Math.random,
  sleep: (ms, signal) =>
    wait(ms, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    }),
};
