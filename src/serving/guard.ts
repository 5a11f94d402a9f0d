import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Why a request is not answered: the status of HTTP, and a sentence for whoever sits at the browser. */
export interface Refusal {
  readonly status: 400 | 403 | 405 | 413 | 415 | 421;
  readonly message: string;
}

/** The head of a request, as it came. */
export interface RequestHead {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}

const refusal = (status: Refusal['status'], message: string): Refusal => ({ status, message });

/**
 * Why a request is refused by its head, or null. Whatever page is open in the same browser can send requests here: one by
 * another name for this machine (DNS rebinding) is refused, and one that would write unless our own page sends it.
 */
export function whyTurnedAway({ method, headers }: RequestHead, port: number): Refusal | null {
  const { host = '', origin } = headers;
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`)
    return refusal(421, 'This page is served under 127.0.0.1 and localhost only.');
  const isRead = method === 'GET' || method === 'HEAD';
  if (!isRead && method !== 'POST') return refusal(405, 'Only GET, HEAD and POST are understood here.');
  const site = headers['sec-fetch-site'];
  const isOurs = site === undefined || site === 'same-origin';
  if (isRead)
    return isOurs || site === 'none' || headers['sec-fetch-mode'] === 'navigate'
      ? null
      : refusal(403, 'Another site asked for this page.');
  if (!isOurs || origin !== `http://${host}`)
    return refusal(403, 'This decision was sent by another page than this one. Nothing was written.');
  return /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\s*(?:;|$)/i.test(
    headers['content-type'] ?? '',
  )
    ? null
    : refusal(415, 'A decision comes as a form. Nothing was written.');
}

/** True when a form carries the token of this server; takes the same time wherever they differ. */
export function isToken(given: string | null, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given ?? ''), digest(token));
}
