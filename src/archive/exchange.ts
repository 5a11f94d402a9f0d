import type { Answered, Failed, Fetch, Posted } from '../model/outcome.js';
import { type Unavailable, unavailable } from './answer.js';

/** One thing to ask of an archive. */
export interface ArchiveRequest {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly post?: Posted;
  /** True when only status and headers matter. */
  readonly headersOnly?: boolean;
}

/** An archive answered. Redirects are not followed: which ones to follow is the asker's to say. */
export interface ArchiveReply {
  readonly kind: 'reply';
  readonly url: string;
  readonly status: number;
  /** Names in lower case; repeated headers joined with `, `. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly bytes: Uint8Array;
  /** True when the body was longer than the limit: `bytes` is its beginning. */
  readonly truncated: boolean;
  /** Milliseconds for which the archive asks to be left alone; null when it names no time. */
  readonly retryAfter: number | null;
}

/** No answer came. */
export interface Silence {
  readonly kind: 'silence';
  /** True when it took longer than the time limit. */
  readonly slow: boolean;
  /** True when no connection could be made at all: there is no network, or no such host. */
  readonly unreachable: boolean;
  /** What happened, as the end of a sentence. */
  readonly what: string;
}

/** System codes of a connection that was never made. */
const UNREACHABLE = /^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH)$/;

/**
 * One request and its answer. What may not be asked (a private address, whoever leads there) is no failure of the
 * archive's, so it comes out as what is not available.
 */
export async function exchange(
  fetch: Fetch,
  { url, headers, post, headersOnly }: ArchiveRequest,
): Promise<ArchiveReply | Silence | Unavailable> {
  const outcome = await fetch({
    url,
    validators: null,
    // Captures that came packed are replayed with a `Content-Encoding` that is wrong or blank when packing is allowed.
    headers: { 'accept-encoding': 'identity', ...headers },
    post,
    headersOnly,
    unfollowed: true,
    once: true,
  });
  return outcome.kind === 'answered' ? replyOf(outcome) : silenceOf(outcome);
}

const replyOf = ({ url, http, headers, body, retryAfter }: Answered): ArchiveReply => ({
  kind: 'reply',
  url,
  status: http,
  headers,
  bytes: body?.bytes ?? new Uint8Array(),
  truncated: body?.truncated ?? false,
  retryAfter: retryAfter ?? null,
});

function silenceOf({ failure, code, message }: Failed): Silence | Unavailable {
  const detail = code ?? failure;
  switch (failure) {
    case 'refused-address':
    case 'refused-scheme':
    case 'bad-url':
      return unavailable(message);
    case 'timeout':
      return { kind: 'silence', slow: true, unreachable: false, what: `took too long (${detail})` };
    default: {
      const what = `could not be reached (${detail})`;
      return { kind: 'silence', slow: false, unreachable: UNREACHABLE.test(detail), what };
    }
  }
}

/** A header of a reply, or null. */
export const headerOf = (reply: ArchiveReply, name: string): string | null => reply.headers[name] ?? null;

/** A reply's body as JSON; undefined when it is none (an error page with status 200 is common). */
export function jsonOf(reply: ArchiveReply): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(reply.bytes));
  } catch {
    return undefined;
  }
}

/** True when the reply is a capture being replayed: its status is then the publisher's of that time (RFC 7089 §2.1.1). */
export const isMemento = (reply: ArchiveReply): boolean => headerOf(reply, 'memento-datetime') !== null;
