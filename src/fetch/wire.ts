import type { X509Certificate } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Certificate, Tls, Wire } from '../model/outcome.js';

/** A request as undici sent it: the text of its head, and the connection that it went over. */
export interface SentRequest {
  readonly headers: string;
  readonly socket: Socket;
}

/** What was to be sent. `proxied`: the connection's other end is a proxy. */
export interface RequestLine {
  readonly method: string;
  readonly path: string;
  readonly proxied: boolean;
}

let starting: ((sent: SentRequest) => void) | null = null;

/** Called where undici begins a request: `take` is told how it goes out, which undici says before anything else begins. */
export function watchSending(take: (sent: SentRequest) => void): void {
  starting = take;
}

subscribe('undici:client:sendHeaders', (message) => {
  starting?.(message as SentRequest);
  starting = null;
});

const answeredOver = new WeakSet<Socket>();

/** Notes that an answer came over the connection of a request, so that a later one that goes out over it finds it kept. */
export const noteAnswered = ({ socket }: SentRequest): void => void answeredOver.add(socket);

/** Whether the connection of a request had brought an answer before. */
export const wasKept = ({ socket }: SentRequest): boolean => answeredOver.has(socket);

/** How a request went out, and over what connection. To be called while that lasts. */
export function wireOf(
  { headers, socket }: SentRequest,
  { method, path, proxied }: RequestLine,
): Omit<Wire, 'asked'> {
  return {
    request: requestLines(headers, `${method} ${path}`),
    ip: proxied ? null : (socket.remoteAddress ?? null),
    tls: socket instanceof TLSSocket ? tlsOf(socket) : null,
  };
}

/** The password of a proxy is its own affair. */
const SECRET = /^proxy-authorization:/iu;

/** HTTP/2 is written as HTTP/1.1 would be: what a request line says stands in fields there. */
function requestLines(headers: string, line: string): readonly string[] {
  const lines = headers.split('\r\n').filter((one) => one !== '' && !SECRET.test(one));
  if (/^[A-Z]+ /u.test(lines[0] ?? '')) return lines;
  const host = lines.flatMap((one) => (one.startsWith(':authority: ') ? [one.slice(12)] : []));
  const fields = lines.filter((one) => !one.startsWith(':'));
  return [`${line} HTTP/2`, ...host.map((name) => `host: ${name}`), ...fields];
}

/** Certificates of a chain that are looked at: public ones have two to four. */
const LONGEST_CHAIN = 10;
/** Names of which the chain is remembered, at some 4 kB each: a resumed connection shows none, and belongs to the last whole one. */
const REMEMBERED = 500;

const seen = new WeakMap<TLSSocket, Tls>();
const chains = new Map<string, readonly Certificate[]>();

function tlsOf(socket: TLSSocket): Tls {
  const known = seen.get(socket);
  if (known !== undefined) return known;
  const tls = {
    version: socket.getProtocol() ?? 'unknown',
    cipher: socket.getCipher()?.standardName ?? 'unknown',
    protocol: socket.alpnProtocol || null,
    chain: chainOf(socket),
  };
  seen.set(socket, tls);
  return tls;
}

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

const certificateOf = ({ raw, fingerprint256 }: X509Certificate): Certificate => ({
  sha256: fingerprint256.replaceAll(':', '').toLowerCase(),
  der: raw,
});
