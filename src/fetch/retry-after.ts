import { parseHttpDate } from './http-date.js';
import type { Reply } from './reply.js';

/** Milliseconds for which a 429 or 503 asks to be left alone; null when it names no time. */
export const retryAfter = (reply: Reply, now: number): number | null =>
  isComplaint(reply) ? parseRetryAfter(reply.headers['retry-after'] ?? '', now) : null;

/**
 * `Retry-After` (RFC 9110, 10.2.3): seconds, also with a fraction as some servers send them, or an HTTP date. Gives
 * milliseconds from `now`, 0 for a date that has passed, and null for a value that names no time.
 */
function parseRetryAfter(value: string, now: number): number | null {
  const text = value.trim();
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  const date = parseHttpDate(text, now);
  return date === null ? null : Math.max(0, date - now);
}

/**
 * True for the two statuses by which a server says that it is asked too much. Of a replayed capture the status is its
 * publisher's of that time (RFC 7089, 2.1.1), so it is no complaint of the archive's.
 */
export const isComplaint = (reply: Reply): reply is Reply & { kind: 'answered' } =>
  reply.kind === 'answered' &&
  (reply.http === 429 || reply.http === 503) &&
  reply.headers['memento-datetime'] === undefined;

/** Longest time that a run spends waiting for one host because of `Retry-After`: two minutes. */
export const LONGEST_WAIT = 120_000;
