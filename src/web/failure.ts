import type { PeerCertificate } from 'node:tls';
import type { FailureKind } from '../model/outcome.js';
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
  readonly errors?: readonly SystemError[];
}

/** What an error of the network, of undici or of zlib means, with a sentence for people who know none of them. */
export function diagnose(error: unknown, scene: Scene): Diagnosis {
  const thrown = (error ?? {}) as SystemError;
  const code = [thrown.code, thrown.errors?.[0]?.code].find((c) => typeof c === 'string') ?? null;
  const [failure, message] = explain(code ?? '', thrown, scene);
  return { failure, code, message };
}

function explain(code: string, error: SystemError, scene: Scene): readonly [FailureKind, string] {
  const { host, timeout } = scene;
  const seconds = `${timeout / 1000} s`;
  const text = String(error.message ?? '');
  const unknown = `The name ${host} was not found: nobody has registered an address for it, or the name servers do not know it.`;
  const noWay = `There is no way through the network to ${host}.`;
  const late = `${host} did not accept a connection within ${seconds}.`;
  const known: Readonly<Record<string, readonly [FailureKind, string]>> = {
    [REFUSED]: ['refused-address', text],
    ENOTFOUND: ['dns', unknown],
    ENODATA: ['dns', unknown],
    EAI_AGAIN: ['dns', `The name ${host} could not be looked up: the name servers did not answer.`],
    ECONNREFUSED: ['connection', `${host} refused the connection: no server is running there.`],
    EHOSTUNREACH: ['connection', noWay],
    ENETUNREACH: ['connection', noWay],
    ETIMEDOUT: ['timeout', late],
    UND_ERR_CONNECT_TIMEOUT: ['timeout', late],
    UND_ERR_HEADERS_TIMEOUT: ['timeout', `${host} accepted the connection but sent no answer within ${seconds}.`],
    UND_ERR_BODY_TIMEOUT: ['timeout', `${host} stopped in the middle of its answer for more than ${seconds}.`],
    [DEADLINE]: ['timeout', `${host} sent its answer so slowly that it was ${text}.`],
    UND_ERR_HEADERS_OVERFLOW: ['protocol', `${host} sent more than 64 kB of headers.`],
    [UNKNOWN_ENCODING]: ['encoding', `${host} sent its answer packed in a way that was not asked for. ${text}`],
  };
  if (known[code] !== undefined) return known[code];
  if (error.syscall === 'getaddrinfo') return ['dns', `The name ${host} could not be looked up (${code}).`];
  if (isTlsCode(code)) return ['tls', explainCertificate(code, host, error.cert, text)];
  return explainBroken(code, text, scene);
}

/** zlib's own codes: `Z_DATA_ERROR`, brotli's `ERR__ERROR_FORMAT_…`, zstd's `ZSTD_error_…`. */
const UNPACKING = /^(Z_|ERR__|ERR_BROTLI|ERR_ZSTD|ZSTD_)/;
/** The connection ended, or one side broke the exchange off, in HTTP/1 and HTTP/2. */
const BROKEN_OFF = /^(ECONN|EPIPE$|UND_ERR_(SOCKET|INFO|ABORTED)$|ERR_HTTP2_STREAM_ERROR$|ERR_STREAM_PREMATURE_CLOSE$)/;
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

function explainBroken(code: string, text: string, { host, phase }: Scene): [FailureKind, string] {
  const proxy = /^Proxy .*\((\d+)\)/.exec(text);
  if (proxy) return ['connection', `The proxy did not connect to ${host}: it answered ${proxy[1]}.`];
  const reason = REASONS[code] ?? PARSER.exec(text)?.[1] ?? (text || code);
  // "bad response" and "bad upgrade" are undici's words for a server that speaks out of turn.
  const brokenOff = BROKEN_OFF.test(code) && !text.startsWith('bad ');
  if (reason === 'Invalid EOF state' || (phase === 'body' && (brokenOff || CUT_SHORT.test(code)))) {
    return ['cut-off', `The connection to ${host} ended in the middle of its answer.`];
  }
  if (brokenOff) return ['connection', `${host} broke the connection off without an answer.`];
  if (UNPACKING.test(code)) {
    return ['encoding', `${host} sent a compressed answer that cannot be unpacked.`];
  }
  // undici takes no 100 that it did not ask for, though it is allowed (RFC 9110, 15.2).
  if (text === 'bad response')
    return ['protocol', `${host} began its answer with 100 Continue, which this program cannot take.`];
  return ['protocol', `${host} sent an answer that is not proper HTTP (${reason}).`];
}

/** True for the codes by which Node and OpenSSL say that a secure connection could not be made; `UNSPECIFIED` is Node's for a certificate that OpenSSL refuses for a reason that it has no code for. */
const isTlsCode = (code: string): boolean =>
  /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|UNSPECIFIED$|EPROTO$|UND_ERR_PRX_TLS)/.test(
    code,
  );

/** What is wrong with a certificate, with the facts that it states of itself as far as they are known; `text` is OpenSSL's word for it. */
function explainCertificate(code: string, host: string, cert: PeerCertificate | undefined, text: string): string {
  const facts = cert?.subject ? cert : undefined;
  const issuer = facts ? ` (issued by ${issuerOf(facts)})` : '';
  const untrusted = `The certificate of ${host} leads to an issuer that is not trusted${issuer}.`;
  const oldTls = `${host} speaks none of the versions of TLS that are safe (1.2 and later): browsers do not open it either.`;
  const known: Readonly<Record<string, string>> = {
    CERT_HAS_EXPIRED: `The certificate of ${host} expired${facts ? ` on ${day(facts.valid_to)}` : ''}${issuer}.`,
    CERT_NOT_YET_VALID: `The certificate of ${host} is not valid${facts ? ` before ${day(facts.valid_from)}` : ' yet'}${issuer}.`,
    ERR_TLS_CERT_ALTNAME_INVALID: `The certificate that ${host} shows is for another host${facts ? `: ${namesOf(facts)}` : ''}.`,
    DEPTH_ZERO_SELF_SIGNED_CERT: `${host} signed its certificate itself, so nobody vouches for it.`,
    SELF_SIGNED_CERT_IN_CHAIN: untrusted,
    UNABLE_TO_GET_ISSUER_CERT: untrusted,
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: `${host} sends its certificate without those that lead to a trusted issuer${issuer}: browsers may still open it.`,
    CERT_REVOKED: `The certificate of ${host} was revoked by its issuer${issuer}.`,
    INVALID_PURPOSE: `The certificate that ${host} shows was not made for a server${issuer}.`,
    UNSPECIFIED: `The certificate of ${host} is not accepted${issuer}: ${text}.`,
    ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: oldTls,
    ERR_SSL_UNSUPPORTED_PROTOCOL: oldTls,
    ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: `${host} has no way of encrypting in common with this program (${code}).`,
    ERR_SSL_TLSV1_UNRECOGNIZED_NAME: `The server at the address of ${host} says that it knows no host of that name.`,
    ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: `${host} asks for a certificate of whoever reads it.`,
    ERR_SSL_WRONG_VERSION_NUMBER: `${host} does not speak https at this port.`,
  };
  return known[code] ?? `No secure connection to ${host} could be made (${code}).`;
}

/** OpenSSL writes `Bad time value` for a date that is none. */
const day = (date: string) =>
  Number.isNaN(Date.parse(date)) ? 'an unreadable date' : new Date(date).toISOString().slice(0, 10);

const one = (name: string | string[] | undefined) => [name].flat()[0];

const issuerOf = ({ issuer }: PeerCertificate) => one(issuer.O) ?? one(issuer.CN) ?? 'an unnamed issuer';

/** At most three names: some certificates list a hundred. */
function namesOf({ subjectaltname, subject }: PeerCertificate): string {
  const names = subjectaltname?.split(', ').map((name) => name.replace(/^[^:]*:/, '')) ?? [subject.CN];
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
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

  ended(reply: Reply, took: number): void {
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
