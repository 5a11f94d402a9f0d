import type { PeerCertificate } from 'node:tls';
import type { FailureKind } from '../model/outcome.js';
import { UNKNOWN_ENCODING } from './content-coding.js';
import type { Diagnosis } from './reply.js';
import { REFUSED } from './ssrf-guard.js';
import { explainCertificate, isTlsCode } from './tls-failure.js';

/** The code of an error that says: the time for one whole request is over. */
export const DEADLINE = 'ERR_DEADLINE';

/** Where a request was when it failed. */
interface Scene {
  readonly host: string;
  /** Whether the headers had come already. */
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

function explain(code: string, error: SystemError, scene: Scene): [FailureKind, string] {
  const { host, timeout } = scene;
  const seconds = `${timeout / 1000} s`;
  const text = String(error.message ?? '');
  switch (code) {
    case REFUSED:
      return ['refused-address', text];
    case 'ENOTFOUND':
    case 'ENODATA':
      return [
        'dns',
        `The name ${host} was not found: nobody has registered an address for it, or the name servers do not know it.`,
      ];
    case 'EAI_AGAIN':
      return ['dns', `The name ${host} could not be looked up: the name servers did not answer.`];
    case 'ECONNREFUSED':
      return ['connection', `${host} refused the connection: no server is running there.`];
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return ['connection', `There is no way through the network to ${host}.`];
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return ['timeout', `${host} did not accept a connection within ${seconds}.`];
    case 'UND_ERR_HEADERS_TIMEOUT':
      return ['timeout', `${host} accepted the connection but sent no answer within ${seconds}.`];
    case 'UND_ERR_BODY_TIMEOUT':
      return ['timeout', `${host} stopped in the middle of its answer for more than ${seconds}.`];
    case DEADLINE:
      return ['timeout', `${host} sent its answer so slowly that it was ${text}.`];
    case 'UND_ERR_HEADERS_OVERFLOW':
      return ['protocol', `${host} sent more than 64 kB of headers.`];
    case UNKNOWN_ENCODING:
      return ['encoding', `${host} sent its answer packed in a way that was not asked for. ${text}`];
  }
  if (error.syscall === 'getaddrinfo') return ['dns', `The name ${host} could not be looked up (${code}).`];
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
