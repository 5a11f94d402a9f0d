import type { Reply } from './reply.js';

/** Milliseconds for which a 429 or 503 asks to be left alone; null when it names no time. */
export function retryAfter(reply: Reply, now: number): number | null {
  if (!isComplaint(reply)) return null;
  const value = reply.headers['retry-after']?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** True for the two statuses by which a server says that it is asked too much. */
export const isComplaint = (reply: Reply): reply is Reply & { kind: 'answered' } =>
  reply.kind === 'answered' && (reply.http === 429 || reply.http === 503);

/** Longest time that a run spends waiting for one host because of `Retry-After`: two minutes. */
export const LONGEST_WAIT = 120_000;
