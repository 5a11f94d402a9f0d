import type { PeerCertificate } from 'node:tls';
import type { FailureCause, FailureKind, Packing } from '../model/outcome.js';
import { failureWords } from '../surfaces/words/links.js';
import { ENGLISH } from '../surfaces/words/locale.js';
import { UNKNOWN_ENCODING } from './exchange.js';
import type { Diagnosis, Failure, Reply } from './reply.js';
import { REFUSED } from './ssrf-guard.js';

/** The code of an error that says: the time for one whole request is over. */
export const DEADLINE = 'ERR_DEADLINE';

interface Scene {
  readonly host: string;
  readonly phase: 'headers' | 'body';
  /** Milliseconds. */
  readonly timeout: number;
}

interface SystemError {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly message?: unknown;
  readonly cert?: PeerCertificate;
  /** Of our own errors: for how long an answer was waited for, and how a body is packed. */
  readonly seconds?: number;
  readonly packing?: Packing;
  readonly errors?: readonly SystemError[];
}

/** What an error of the network, of undici or of zlib means, with a sentence for people who know none of them. */
export function diagnose(error: unknown, scene: Scene): Diagnosis {
  const thrown = (error ?? {}) as SystemError;
  const code = [thrown.code, thrown.errors?.[0]?.code].find((c) => typeof c === 'string') ?? null;
  // What the guard says is a sentence already.
  if (code === REFUSED)
    return { failure: 'refused-address', code, message: String(thrown.message ?? '') };
  const [failure, cause] = explain(code ?? '', thrown, scene);
  return { failure, code, message: failureWords(ENGLISH, cause), cause };
}

type Explained = readonly [FailureKind, FailureCause];

function explain(code: string, error: SystemError, scene: Scene): Explained {
  const { host, timeout } = scene;
  const seconds = timeout / 1000;
  const known: Readonly<Record<string, Explained>> = {
    ENOTFOUND: ['dns', { kind: 'unknown-name', host }],
    ENODATA: ['dns', { kind: 'unknown-name', host }],
    EAI_AGAIN: ['dns', { kind: 'name-servers-silent', host }],
    ECONNREFUSED: ['connection', { kind: 'connection-refused', host }],
    EHOSTUNREACH: ['connection', { kind: 'no-way', host }],
    ENETUNREACH: ['connection', { kind: 'no-way', host }],
    ETIMEDOUT: ['timeout', { kind: 'no-connection', host, seconds }],
    UND_ERR_CONNECT_TIMEOUT: ['timeout', { kind: 'no-connection', host, seconds }],
    UND_ERR_HEADERS_TIMEOUT: ['timeout', { kind: 'no-answer', host, seconds }],
    UND_ERR_BODY_TIMEOUT: ['timeout', { kind: 'stalled', host, seconds }],
    [DEADLINE]: ['timeout', { kind: 'too-slow', host, seconds: error.seconds ?? seconds }],
    UND_ERR_HEADERS_OVERFLOW: ['protocol', { kind: 'long-headers', host }],
    [UNKNOWN_ENCODING]: [
      'encoding',
      { kind: 'unasked-packing', host, ...(error.packing ?? { coding: '?' }) },
    ],
  };
  if (known[code] !== undefined) return known[code];
  if (error.syscall === 'getaddrinfo') return ['dns', { kind: 'unresolved', host, code }];
  const text = String(error.message ?? '');
  if (isTlsCode(code)) return ['tls', explainCertificate(code, host, error.cert, text)];
  return explainBroken(code, text, scene);
}

/** zlib's own codes: `Z_DATA_ERROR`, brotli's `ERR__ERROR_FORMAT_…`, zstd's `ZSTD_error_…`. */
const UNPACKING = /^(Z_|ERR__|ERR_BROTLI|ERR_ZSTD|ZSTD_)/;
/** The connection ended, or one side broke the exchange off, in HTTP/1 and HTTP/2. */
const BROKEN_OFF =
  /^(ECONN|EPIPE$|UND_ERR_(SOCKET|INFO|ABORTED)$|ERR_HTTP2_STREAM_ERROR$|ERR_STREAM_PREMATURE_CLOSE$)/;
/** The end of the connection came before the end that the headers, or the packing, promise. */
const CUT_SHORT = /^(Z_BUF_ERROR|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/;
/** What undici says in other words than ours. Before a body has come, a wrong length means that its parser refused the headers themselves. */
const REASONS: Readonly<Record<string, string>> = {
  // Of a status below 100: the name of our parts is no word on the answer.
  ERR_ASSERTION: 'its parser cannot take it',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'it states its length twice, or as what it cannot be',
};
/** undici's parser tells its reasons in words only: `Response does not match the HTTP/1.1 protocol (Invalid EOF state)`. */
const PARSER = /^Response does not match .*\((.*)\)$/;

/** In undici's words, a line of the head that ends without a CR. Chunks of a body that do are another matter. */
const BARE_LF = /\(Missing expected CR after (?:response line|header)/u;

/** True where the parser refused a head for a fault with which browsers open the page: it may be worth a second look. */
export const isMendable = (error: unknown): boolean => {
  const { code, message } = (error ?? {}) as SystemError;
  return code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' || BARE_LF.test(String(message));
};

function explainBroken(code: string, text: string, { host, phase }: Scene): Explained {
  const http = /^Proxy .*\((\d+)\)/.exec(text)?.[1];
  if (http !== undefined) return ['connection', { kind: 'proxy-refused', host, http }];
  const said = REASONS[code] ?? PARSER.exec(text)?.[1] ?? (text || code);
  // "bad response" and "bad upgrade" are undici's words for a server that speaks out of turn.
  const brokenOff = BROKEN_OFF.test(code) && !text.startsWith('bad ');
  if (said === 'Invalid EOF state' || (phase === 'body' && (brokenOff || CUT_SHORT.test(code))))
    return ['cut-off', { kind: 'cut-off', host }];
  if (brokenOff) return ['connection', { kind: 'broken-off', host }];
  if (UNPACKING.test(code)) return ['encoding', { kind: 'broken-packing', host }];
  // undici takes no 100 that it did not ask for, though it is allowed (RFC 9110, 15.2).
  if (text === 'bad response') return ['protocol', { kind: 'continued', host }];
  return ['protocol', { kind: 'not-http', host, said }];
}

/** True for the codes by which Node and OpenSSL say that a secure connection could not be made; `UNSPECIFIED` is Node's for a certificate that OpenSSL refuses for a reason that it has no code for. */
const isTlsCode = (code: string): boolean =>
  /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|UNSPECIFIED$|EPROTO$|UND_ERR_PRX_TLS)/.test(
    code,
  );

/** What is wrong with a certificate, with the facts that it states of itself as far as they are known; `said` is OpenSSL's word for it. */
function explainCertificate(
  code: string,
  host: string,
  cert: PeerCertificate | undefined,
  said: string,
): FailureCause {
  const facts = cert?.subject ? cert : undefined;
  const issued = facts === undefined ? {} : { issuer: issuerOf(facts) };
  const on = (date: 'valid_from' | 'valid_to') =>
    facts === undefined ? {} : { on: day(facts[date]) };
  const known: Readonly<Record<string, FailureCause>> = {
    CERT_HAS_EXPIRED: { kind: 'expired', host, ...on('valid_to'), ...issued },
    CERT_NOT_YET_VALID: { kind: 'not-yet-valid', host, ...on('valid_from'), ...issued },
    ERR_TLS_CERT_ALTNAME_INVALID: { kind: 'other-host', host, ...namesOf(facts) },
    DEPTH_ZERO_SELF_SIGNED_CERT: { kind: 'self-signed', host },
    SELF_SIGNED_CERT_IN_CHAIN: { kind: 'untrusted', host, ...issued },
    UNABLE_TO_GET_ISSUER_CERT: { kind: 'untrusted', host, ...issued },
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { kind: 'untrusted', host, ...issued },
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: { kind: 'incomplete-chain', host, ...issued },
    CERT_REVOKED: { kind: 'revoked', host, ...issued },
    INVALID_PURPOSE: { kind: 'wrong-purpose', host, ...issued },
    UNSPECIFIED: { kind: 'unaccepted', host, said, ...issued },
    ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: { kind: 'old-tls', host },
    ERR_SSL_UNSUPPORTED_PROTOCOL: { kind: 'old-tls', host },
    ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: { kind: 'no-common-cipher', host, code },
    ERR_SSL_TLSV1_UNRECOGNIZED_NAME: { kind: 'unknown-host', host },
    ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: { kind: 'wants-certificate', host },
    ERR_SSL_WRONG_VERSION_NUMBER: { kind: 'no-https', host },
  };
  return known[code] ?? { kind: 'no-secure-connection', host, code };
}

/** OpenSSL writes `Bad time value` for a date that is none. */
const day = (date: string): string | null =>
  Number.isNaN(Date.parse(date)) ? null : new Date(date).toISOString().slice(0, 10);

const one = (name: string | string[] | undefined) => [name].flat()[0];

const issuerOf = ({ issuer }: PeerCertificate): string | null =>
  one(issuer.O) ?? one(issuer.CN) ?? null;

/** Names of a certificate that are told: some list a hundred. */
const NAMES = 3;

function namesOf(cert: PeerCertificate | undefined): {
  readonly names: readonly string[];
  readonly more: number;
} {
  const listed = cert?.subjectaltname?.split(', ').map((name) => name.replace(/^[^:]*:/, ''));
  const names = listed ?? [one(cert?.subject.CN) ?? []].flat();
  return { names: names.slice(0, NAMES), more: Math.max(0, names.length - NAMES) };
}

/** Connections in a row that must fail before an origin is put aside: one alone may be a hiccup. */
const FAILED_CONNECTIONS = 2;

const OF_CONNECTIONS: ReadonlySet<FailureKind> = new Set(['dns', 'connection', 'tls', 'timeout']);
/** Time-outs of a server that had begun to answer: there is nothing wrong with the way to it. */
const WHILE_ANSWERING: ReadonlySet<string> = new Set(['UND_ERR_BODY_TIMEOUT', DEADLINE]);

/** True when nobody answered at all. What a server says, a failing status too, is no failed connection. */
export const isFailedConnection = (reply: Reply): reply is Failure =>
  reply.kind === 'failed' &&
  OF_CONNECTIONS.has(reply.failure) &&
  !(reply.failure === 'timeout' && WHILE_ANSWERING.has(reply.code ?? ''));

/**
 * Whether an origin is worth a connection. `closed`: it is asked. `open`: it failed twice in a row, and what is left for it
 * is put aside until the end of the night. `half-open`: it is tried once more. `given-up`: that failed too, and nothing is
 * asked of it any more. An origin is put aside once: two more failures after it answered the try give it up.
 *
 * Of origins, not hosts: another port, or the other of http and https, may well answer.
 */
export class HostBreaker {
  state: 'closed' | 'open' | 'half-open' | 'given-up' = 'closed';
  /** The last failed connection, and the milliseconds that it took: as long as a try may take. */
  last: { readonly reply: Failure; readonly took: number } | null = null;
  private inARow = 0;
  private wasTried = false;

  /** One that goes on where another, written down as JSON, ended. */
  static from(json: object): HostBreaker {
    return Object.assign(new HostBreaker(), json);
  }

  noteEnd(reply: Reply, took: number): void {
    if (!isFailedConnection(reply)) {
      this.inARow = 0;
      this.state = 'closed';
      return;
    }
    this.last = { reply, took };
    this.inARow += 1;
    if (this.state === 'half-open') this.state = 'given-up';
    else if (this.inARow >= FAILED_CONNECTIONS) this.state = this.wasTried ? 'given-up' : 'open';
  }

  beginTry(): void {
    this.state = 'half-open';
    this.wasTried = true;
  }

  /** The try came to no request. */
  cancelTry(): void {
    if (this.state !== 'half-open') return;
    this.state = 'open';
    this.wasTried = false;
  }

  /** What is said, without asking, of everything that is left for an origin that was given up. */
  refusal(now: number): Failure | null {
    return this.state === 'given-up' && this.last !== null
      ? { ...this.last.reply, requests: 0, received: 0, startedAt: now, isFinal: true }
      : null;
  }
}
