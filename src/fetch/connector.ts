import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import { buildConnector } from 'undici';
import type { FetchSettings } from '../model/settings.js';
import { detour } from './connect-to.js';
import { publicLookup } from './ssrf-guard.js';

/**
 * Milliseconds before the next address of a host (IPv6, then IPv4) is tried. Node's own 250 are too few for a
 * server on another continent: all addresses would be given up, and the host called dead.
 */
const NEXT_ADDRESS = 1_000;

/**
 * Makes each connection: to the addresses that the guard lets through, or where a `--connect-to` rule says.
 * The name that the certificate is checked against, and that the server is told, stays that of the URL.
 *
 * HTTP/2 is offered: with undici 7.30 its limits, resets, GOAWAY and broken frames all end in proper errors. It is not
 * offered through a proxy.
 */
export function createConnector(
  settings: FetchSettings,
  trust: { readonly secureContext?: SecureContext },
): buildConnector.connector {
  const options = {
    ...trust,
    timeout: settings.timeout,
    allowH2: true,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: NEXT_ADDRESS,
  } as buildConnector.BuildOptions;
  const anywhere = buildConnector(options);
  const guarded = settings.allowPrivate ? anywhere : buildConnector({ ...options, lookup: publicLookup() });

  return (target, callback) => {
    const rule = detour(settings.connectTo, new URL(`${target.protocol}//${target.host}`));
    const place = rule ? { ...target, hostname: rule.host, port: rule.port } : target;
    withCertificate(rule ? anywhere : guarded, place, callback);
  };
}

/** Node's error for a certificate that is not accepted rarely carries it; what it says is the news, so it is added. */
function withCertificate(
  connect: buildConnector.connector,
  target: buildConnector.Options,
  callback: buildConnector.Callback,
): void {
  let cert: unknown;
  const socket: unknown = connect(target, (...[error, made]) => {
    if (error === null) callback(null, made);
    else callback(cert === undefined ? error : Object.assign(error, { cert }), null);
  });
  // The check itself is Node's, in a later listener of the same event: this one only looks.
  if (socket instanceof TLSSocket) {
    socket.prependListener('secure', () => {
      cert = socket.getPeerCertificate();
    });
  }
}

/** Bytes of the head of an answer: Node's own 16 kB are too few for sites that set many cookies and policies. */
export const MAX_HEADER_SIZE = 65_536;

/**
 * The same connections, for servers whose heads the parser does not take though every browser does: the lines of the first head that comes end
 * as they should, and a length that is stated several times, always the same, is stated once. All else stays as it came, and is the parser's to
 * refuse: lengths that differ, a length beside a transfer encoding, folded lines and a bare CR are how answers are smuggled (RFC 9112, 11.2).
 */
export const mendingHeads =
  (connect: buildConnector.connector): buildConnector.connector =>
  (target, callback) =>
    connect(target, (...[error, socket]) => {
      if (error !== null) callback(error, null);
      else callback(null, withMendedHead(socket));
    });

/** The socket, of which nothing is read before the whole head is there. */
function withMendedHead<S extends Socket>(socket: S): S {
  const read = socket.read.bind(socket);
  let held: Buffer | null = Buffer.alloc(0);
  socket.read = (size?: number): Buffer | null => {
    if (held === null) return read(size);
    for (let piece = read(); piece !== null; piece = read()) {
      held = Buffer.concat([held, piece]);
      const end = endOfHead(held);
      if (end === null && held.length <= MAX_HEADER_SIZE) continue;
      const all =
        end === null ? held : Buffer.concat([mendedHead(held.subarray(0, end)), held.subarray(end)]);
      held = null;
      return all;
    }
    return null;
  };
  return socket;
}

/** Where the body begins: behind the first empty line, however lines end. */
function endOfHead(bytes: Buffer): number | null {
  const found = /\n\r?\n/u.exec(bytes.toString('latin1', 0, MAX_HEADER_SIZE));
  return found === null ? null : found.index + found[0].length;
}

/** A head with the line ends that are due, and its length said once; as it came where that could mean two things. */
function mendedHead(head: Buffer): Buffer {
  const lines = head.toString('latin1').split(/\r?\n/u);
  const isOdd = lines.some((line) => line.includes('\r') || /^[ \t]/u.test(line));
  const lengths = lines.filter((line) => LENGTH.test(line));
  const stated = new Set(
    lengths.flatMap((line) => line.replace(LENGTH, '').split(',')).map((one) => one.trim()),
  );
  const isOne = [...stated].every((one) => /^\d{1,15}$/u.test(one)) && stated.size <= 1;
  if (isOdd || !isOne || (lengths.length > 0 && lines.some((line) => TRANSFER.test(line)))) return head;
  const first = lines.findIndex((line) => LENGTH.test(line));
  const mended = lines.flatMap((line, i) =>
    !LENGTH.test(line) ? [line] : i === first ? [`Content-Length: ${[...stated][0]}`] : [],
  );
  return Buffer.from(mended.join('\r\n'), 'latin1');
}

const LENGTH = /^content-length:/iu;
const TRANSFER = /^transfer-encoding/iu;
