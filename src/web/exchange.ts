import type { X509Certificate } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { pipeline, Readable, type Transform } from 'node:stream';
import { TLSSocket } from 'node:tls';
import * as zlib from 'node:zlib';
import type { Dispatcher } from 'undici';
import type { Certificate, Packing, Tls, Wire } from '../model/outcome.js';
import type { Answer } from './reply.js';

/** An answer as its headers come, names in lower case. */
export interface Head {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** An answer whose body, where it is wanted, has yet to be read. */
export interface RawAnswer extends Head {
  /** Null when nobody wanted it; it has ended then. */
  readonly body: Readable | null;
  /** How it came, where the body is wanted. */
  readonly wire?: Answer['wire'];
}

export interface RequestUnderWay {
  /** Resolves when the headers have come, and the end where the body is not wanted. Rejects with undici's and the system's own errors. */
  readonly answer: Promise<RawAnswer>;
  /** True where a connection that was kept for reuse had been ended by the server: the request may not have been heard, and is safe to send again. */
  readonly lostKept?: boolean;
  /** Breaks it off, whatever has come. */
  stop(why: Error): void;
}

/** How the system and undici say that the other side ended the connection. */
const ENDED: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);
/** Bytes: a body that nobody wants is read no further, only so that its connection can be used again. */
const UNWANTED_BODY = 16_384;
/** Bytes of a body that are kept ready, as many as undici's own bodies keep: at more of them the server is made to wait. */
const READY = 65_536;

const unwantedError = (): Error => new Error('the rest is not wanted');

/** The request that is begun now: undici publishes what it sends before it begins another (`Client`, lib/dispatcher/client.js; held by the tests of `wire`). */
let starting: Exchange | null = null;
subscribe('undici:client:sendHeaders', (message) => {
  if (starting !== null) starting.sent = message as SentRequest;
  starting = null;
});

/** Connections that have brought an answer: a request that goes out over one finds it kept. */
const answeredOver = new WeakSet<Socket>();

/** The password of a proxy is never recorded. */
const SECRET = /^proxy-authorization:/iu;

/** Certificates of a chain that are looked at: public ones have two to four. */
const LONGEST_CHAIN = 10;
/** Names of which the chain is remembered, at some 4 kB each: a resumed TLS session shows no certificates, and rests on those of the session that it resumes (RFC 8446, 2.2). */
const REMEMBERED = 500;

const chains = new Map<string, readonly Certificate[]>();

const certificateOf = ({ raw, fingerprint256 }: X509Certificate): Certificate => ({
  sha256: fingerprint256.replaceAll(':', '').toLowerCase(),
  der: raw,
});

/** One request, as undici reports it. A body is made only where it is wanted. */
export class Exchange implements Dispatcher.DispatchHandler, RequestUnderWay {
  readonly answer: Promise<RawAnswer>;
  lostKept = false;
  private resolve!: (answer: RawAnswer) => void;
  private reject!: (error: unknown) => void;
  private controller: Dispatcher.DispatchController | null = null;
  private stopped: Error | null = null;
  /** Set by the subscriber above. */
  sent: SentRequest | null = null;
  private head: Head | null = null;
  private body: Readable | null = null;
  private skipped = 0;
  private hasEnded = false;

  constructor(
    private readonly isWanted: (head: Head) => boolean,
    private readonly asked: RequestLine,
  ) {
    this.answer = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  stop(why: Error): void {
    this.stopped = why;
    this.controller?.abort(why);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    starting = this;
    if (this.stopped !== null) controller.abort(this.stopped);
  }

  /** Where the body is not wanted the answer is given when it has ended, however it ended. */
  onResponseStart(
    controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: Head['headers'],
  ): void {
    // An interim answer (103) is not used.
    if (statusCode < 200) return;
    this.head = { statusCode, headers };
    if (this.sent !== null) answeredOver.add(this.sent.socket);
    if (!this.isWanted(this.head)) return;
    this.body = new Readable({
      highWaterMark: READY,
      read: () => controller.resume(),
      destroy: (error, done) => {
        if (!this.hasEnded) controller.abort(error ?? unwantedError());
        done(error);
      },
    });
    // It may fail before anybody reads, and after.
    this.body.on('error', () => {});
    const wire = this.sent === null ? undefined : wireOf(this.sent, this.asked);
    this.resolve({ ...this.head, body: this.body, wire });
  }

  onResponseData(controller: Dispatcher.DispatchController, piece: Buffer): void {
    if (this.body === null) {
      this.skipped += piece.length;
      if (this.skipped > UNWANTED_BODY) controller.abort(unwantedError());
    } else if (!this.body.push(piece)) controller.pause();
  }

  onResponseEnd(): void {
    this.hasEnded = true;
    if (this.body !== null) this.body.push(null);
    else this.endUnread();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.hasEnded = true;
    if (this.head === null) {
      const { code } = error as NodeJS.ErrnoException;
      this.lostKept = ENDED.has(code) && this.sent !== null && answeredOver.has(this.sent.socket);
      this.reject(error);
    } else if (this.body !== null) this.body.destroy(error);
    else this.endUnread();
  }

  private endUnread(): void {
    if (this.head !== null) this.resolve({ ...this.head, body: null });
  }
}

/** A request as undici sent it: the text of its head, and the connection that it went over. */
interface SentRequest {
  readonly headers: string;
  readonly socket: Socket;
}

/** What was to be sent. `proxied`: the connection's other end is a proxy. */
interface RequestLine {
  readonly method: string;
  readonly path: string;
  readonly proxied: boolean;
}

/** How a request went out, and over what connection. To be called before that closes: its address is gone then. */
function wireOf(
  { headers, socket }: SentRequest,
  { method, path, proxied }: RequestLine,
): Omit<Wire, 'asked'> {
  return {
    request: requestLines(headers, `${method} ${path}`),
    ip: proxied ? null : (socket.remoteAddress ?? null),
    tls: socket instanceof TLSSocket ? tlsOf(socket) : null,
  };
}

/** HTTP/2 is written as HTTP/1.1 would be: what a request line says stands in fields there. */
function requestLines(headers: string, line: string): readonly string[] {
  const lines = headers.split('\r\n').filter((one) => one !== '' && !SECRET.test(one));
  if (/^[A-Z]+ /u.test(lines[0] ?? '')) return lines;
  const host = lines.flatMap((one) => (one.startsWith(':authority: ') ? [one.slice(12)] : []));
  const fields = lines.filter((one) => !one.startsWith(':'));
  return [`${line} HTTP/2`, ...host.map((name) => `host: ${name}`), ...fields];
}

const tlsOf = (socket: TLSSocket): Tls => ({
  version: socket.getProtocol() ?? 'unknown',
  cipher: socket.getCipher()?.standardName ?? 'unknown',
  protocol: socket.alpnProtocol || null,
  chain: chainOf(socket),
});

function chainOf(socket: TLSSocket): readonly Certificate[] {
  const name = `${(socket as { servername?: string }).servername ?? ''} ${socket.remotePort}`;
  const chain: Certificate[] = [];
  let next = socket.getPeerX509Certificate();
  for (; next !== undefined && chain.length < LONGEST_CHAIN; next = next.issuerCertificate)
    chain.push(certificateOf(next));
  if (chain.length === 0) return chains.get(name) ?? [];
  chains.delete(name);
  chains.set(name, chain);
  const [oldest] = chains.keys();
  if (chains.size > REMEMBERED && oldest !== undefined) chains.delete(oldest);
  return chain;
}

type Bytes = AsyncIterable<Uint8Array>;

/** What servers are told that they may use. */
export const ACCEPT_ENCODING = 'gzip, deflate, br, zstd';

/** The code of an error that says: the body is packed in a way that nobody asked for, or too many times over. */
export const UNKNOWN_ENCODING = 'ERR_UNKNOWN_ENCODING';

/** IANA's registry of content codings, without `identity`. Other names (`utf-8`, `none`) are mistakes of servers, which browsers ignore. */
// biome-ignore format: a table
const CODINGS: ReadonlySet<string> = new Set([
  'aes128gcm', 'br', 'compress', 'dcb', 'dcz', 'deflate', 'exi', 'gzip', 'pack200-gzip', 'x-compress', 'x-gzip', 'zstd',
]);

/** Codings that are undone; curl's limit (`MAX_ENCODE_STACK`, after CVE-2022-32206) and undici's. Each may unpack a thousandfold. */
const MOST_CODINGS = 5;

/**
 * Undoes a `Content-Encoding` header, the coding applied last first, piece by piece: a bomb unpacks no further than its reader reads.
 * `limit` bounds a packed body as sent and what each decoder gives: a coding inside another may unpack to gigabytes that the reader never
 * sees. A body that is not packed is given on as it is, and its reader limits it. Throws zlib's errors for a body that does not unpack, and {@link UNKNOWN_ENCODING} for an unknown coding.
 */
export function decodeContent(
  packed: Bytes,
  contentEncoding: string | undefined,
  limit: (bytes: Bytes) => Bytes,
): Bytes {
  const codings = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => CODINGS.has(name));
  if (codings.length > MOST_CODINGS)
    throw refusedPacking({ times: codings.length, most: MOST_CODINGS });
  if (codings.length === 0) return packed;
  return codings.reduceRight((bytes, coding) => limit(undo(bytes, coding)), limit(packed));
}

const refusedPacking = (packing: Packing): Error =>
  Object.assign(new Error('The body is packed in a way that is not undone.'), {
    code: UNKNOWN_ENCODING,
    packing,
  });

async function* undo(packed: Bytes, coding: string): Bytes {
  const source = packed[Symbol.asyncIterator]();
  const first = await source.next();
  // An empty body is empty in every coding, whatever the header says.
  if (first.done) return;
  const decoder = decoderOf(coding, first.value);
  yield* pipeline(Readable.from(rejoin(first.value, source)), decoder, () => {
    // `pipeline` asks for this; the reader of the last stream is told of the error.
  });
}

async function* rejoin(first: Uint8Array, rest: AsyncIterator<Uint8Array>): Bytes {
  yield first;
  yield* { [Symbol.asyncIterator]: () => rest };
}

function decoderOf(coding: string, first: Uint8Array): Transform {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip();
    case 'deflate':
      // RFC 9110 means zlib's format, but some servers send bare deflate: zlib's first byte ends in 8.
      return ((first[0] ?? 0) & 15) === 8 ? zlib.createInflate() : zlib.createInflateRaw();
    case 'br':
      return zlib.createBrotliDecompress();
    case 'zstd':
      return zlib.createZstdDecompress();
    default:
      throw refusedPacking({ coding });
  }
}
