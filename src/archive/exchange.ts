/** One thing to ask of an archive. */
export interface ArchiveRequest {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: URLSearchParams;
  /** True when only status and headers matter. */
  readonly headersOnly?: boolean;
}

/** An archive answered. Redirects are not followed: which ones to follow is the asker's to say. */
export interface ArchiveReply {
  readonly kind: 'reply';
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  /** True when the body was longer than the limit and was cut there. */
  readonly truncated: boolean;
}

/** System codes of a connection that was never made. */
const UNREACHABLE = /^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH)$/;

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

/** What one exchange may take, and under which name it is made. */
export interface ExchangeLimits {
  /** Milliseconds for the whole exchange. */
  readonly timeout: number;
  /** Bytes of a body, unpacked. */
  readonly maxBytes: number;
  readonly userAgent: string;
}

/** One request and its answer. Never rejects for what a server does, and never takes longer than the limit. */
export async function exchange(
  send: typeof fetch,
  request: ArchiveRequest,
  limits: ExchangeLimits,
): Promise<ArchiveReply | Silence> {
  const signal = AbortSignal.timeout(limits.timeout);
  // A night must not depend on every layer below heeding the signal.
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  try {
    return await Promise.race([late, converse(send, request, limits, signal)]);
  } catch (error) {
    if (signal.aborted)
      return {
        kind: 'silence',
        slow: true,
        unreachable: false,
        what: `took longer than ${limits.timeout / 1000} s`,
      };
    const { message, cause } = error as Error & { cause?: { code?: string; message?: string } };
    const detail = cause?.code ?? cause?.message ?? message;
    return {
      kind: 'silence',
      slow: false,
      unreachable: UNREACHABLE.test(detail),
      what: `could not be reached (${detail})`,
    };
  }
}

async function converse(
  send: typeof fetch,
  request: ArchiveRequest,
  { maxBytes, userAgent }: ExchangeLimits,
  signal: AbortSignal,
): Promise<ArchiveReply> {
  const response = await send(request.url, {
    method: request.method ?? 'GET',
    // Captures that came packed are replayed with a `Content-Encoding` that is wrong or blank when packing is allowed.
    headers: { 'user-agent': userAgent, 'accept-encoding': 'identity', ...request.headers },
    ...(request.body === undefined ? {} : { body: request.body }),
    redirect: 'manual',
    signal,
  });
  const body = await readUpTo(response.body, request.headersOnly === true ? -1 : maxBytes);
  return { kind: 'reply', url: request.url, status: response.status, headers: response.headers, ...body };
}

/** At most `limit` bytes of a body; nothing is read of it for a negative limit. */
async function readUpTo(body: ReadableStream<Uint8Array> | null, limit: number) {
  const reader = body?.getReader();
  const pieces: Uint8Array[] = [];
  let room = limit;
  while (reader !== undefined && room >= 0) {
    const { value, done } = await reader.read();
    if (done) return { bytes: Buffer.concat(pieces), truncated: false };
    pieces.push(value.subarray(0, room));
    room -= value.length;
  }
  // Not awaited: what becomes of the rest is nothing to wait for.
  reader?.cancel().catch(() => {});
  return { bytes: Buffer.concat(pieces), truncated: room < 0 };
}

/** A reply's body as JSON; undefined when it is none (an error page with status 200 is common). */
export function jsonOf(reply: ArchiveReply): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(reply.bytes));
  } catch {
    return undefined;
  }
}

/** True when the reply is a capture being replayed: its status is then the publisher's of that time (RFC 7089 §2.1.1). */
export const isMemento = (reply: ArchiveReply): boolean => reply.headers.has('memento-datetime');
