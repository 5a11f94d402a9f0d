import type { Socket } from 'node:net';
import { createSecureContext, rootCertificates, type SecureContext, TLSSocket } from 'node:tls';
import { setFlagsFromString } from 'node:v8';
import { Agent, buildConnector, Pool, ProxyAgent } from 'undici';
import { optional } from '../model/optional.js';
import type { Posted } from '../model/outcome.js';
import type { ConnectTo, FetchSettings } from '../model/settings.js';
import { ACCEPT_ENCODING, Exchange, type Head, type RequestUnderWay } from './exchange.js';
import type { Ask } from './reply.js';
import { requestSigner, type SignRequest } from './signing.js';
import { privateHost, publicLookup } from './ssrf-guard.js';

/** Begins one request; `isWanted` says whose body is read, `mends` to read heads as browsers do ({@link mendingHeads}). Throws for a refused host. */
export type Raw = (ask: Ask, isWanted: (head: Head) => boolean, mends?: boolean) => RequestUnderWay;

export type Transport = ReturnType<typeof openTransport>;

/** Milliseconds for which a connection is kept that nobody uses, whatever the server allows: a host that complained is asked again within them. */
const LONGEST_IDLE = 10_000;

const limitsOf = ({ timeout }: FetchSettings) => ({
  maxHeaderSize: MAX_HEADER_SIZE,
  headersTimeout: timeout,
  bodyTimeout: timeout,
  keepAliveMaxTimeout: LONGEST_IDLE,
});

/**
 * Opens nothing yet: connections are made, kept and used again as requests come.
 *
 * With a proxy it is the proxy that looks names up, so only what a URL itself says can be refused here; `--connect-to`
 * rules, which say where to connect, are leave to go there, past the proxy.
 */
export function openTransport(settings: FetchSettings) {
  compileWasmOnce();
  const { proxy, ca, signing } = settings;
  // Made once: reading some 140 root certificates takes longer than a handshake.
  const trust =
    ca === null ? {} : { secureContext: createSecureContext({ ca: [...rootCertificates, ca] }) };
  const usual = connectionsOf(settings, trust, (connect) => connect);
  // Most runs meet no server that needs them.
  let mending: Connections | null = null;
  const signed: SignRequest = signing === undefined ? () => ({}) : requestSigner(signing, Date.now);
  const connections = (mends: boolean): Connections => {
    if (!mends) return usual;
    mending ??= connectionsOf(settings, trust, mendingHeads);
    return mending;
  };
  const raw: Raw = ({ url, headers, post, unsigned }, isWanted, mends = false) => {
    const ruled = detour(settings.connectTo, url) !== null;
    const refusal = settings.allowPrivate || ruled ? null : privateHost(url.hostname);
    if (refusal !== null) throw refusal;
    const request = {
      origin: url.origin,
      path: url.pathname + url.search,
      ...(post === undefined ? { method: 'GET' as const } : bodyOf(post)),
      // Only the first head of a connection is mended.
      ...optional({ reset: mends || undefined }),
      headers: {
        ...usualHeaders(settings, post),
        ...headers,
        ...(unsigned === true ? {} : signed(url)),
      },
    };
    const exchange = new Exchange(isWanted, { ...request, proxied: proxy !== null && !ruled });
    const { direct, proxied } = connections(mends);
    (ruled ? direct : proxied).dispatch(request, exchange);
    return exchange;
  };
  return {
    raw,
    /** Breaks off what is under way, and closes all connections. */
    close: async () => {
      const all = [usual, ...(mending === null ? [] : [mending])].flatMap((one) => [
        one.direct,
        one.proxied,
      ]);
      await Promise.all(all.map((one) => one.destroy()));
    },
  };
}

const usualHeaders = ({ userAgent }: FetchSettings, post: Posted | undefined) => ({
  'user-agent': userAgent,
  accept: 'text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8',
  'accept-encoding': ACCEPT_ENCODING,
  ...optional({ 'content-type': post?.type }),
});

type Connections = ReturnType<typeof connectionsOf>;

type Over = (connect: buildConnector.connector) => buildConnector.connector;

interface Trust {
  readonly secureContext?: SecureContext;
}

/** Connections to hosts themselves, and those through the proxy where there is one. */
function connectionsOf(settings: FetchSettings, trust: Trust, over: Over) {
  const { proxy, perHost } = settings;
  const connect = over(createConnector(settings, trust));
  // One connection to a host needs no pool of them, which takes 16 kB for as long as it lasts.
  const direct = new Agent({ ...limitsOf(settings), connections: perHost, connect });
  return { direct, proxied: proxy === null ? direct : through(proxy, settings, trust, over) };
}

function through(proxy: string, settings: FetchSettings, trust: Trust, over: Over): ProxyAgent {
  const { timeout } = settings;
  const limits = limitsOf(settings);
  return new ProxyAgent({
    ...limits,
    uri: proxy,
    // Plain http is forwarded, not tunnelled: most proxies tunnel to port 443 only.
    proxyTunnel: false,
    factory: (origin, options: Pool.Options) =>
      new Pool(origin, {
        ...options,
        ...limits,
        connect: over(options.connect as buildConnector.connector),
      }),
    clientFactory: (origin, options) => new Pool(origin, { ...options, ...limits }),
    proxyTls: { timeout, ...trust },
    requestTls: { timeout, ...trust },
  });
}

const bodyOf = ({ method = 'POST', body, base64 }: Posted) =>
  ({ method, body: base64 === true ? Buffer.from(body, 'base64') : body }) as const;

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
function createConnector(settings: FetchSettings, trust: Trust): buildConnector.connector {
  const options = {
    ...trust,
    timeout: settings.timeout,
    allowH2: true,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: NEXT_ADDRESS,
  } as buildConnector.BuildOptions;
  const anywhere = buildConnector(options);
  const guarded = settings.allowPrivate
    ? anywhere
    : buildConnector({ ...options, lookup: publicLookup() });

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
const MAX_HEADER_SIZE = 65_536;

/**
 * The same connections, for heads that the parser refuses and browsers read: the line ends of a connection's first head are mended, and a
 * length that is repeated unchanged is stated once. All else stays the parser's to refuse: differing lengths, a length beside a transfer
 * encoding, folded lines and a bare CR are how answers are smuggled (RFC 9112, 11.2).
 */
const mendingHeads =
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
        end === null
          ? held
          : Buffer.concat([mendedHead(held.subarray(0, end)), held.subarray(end)]);
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
  if (isOdd || !isOne || (lengths.length > 0 && lines.some((line) => TRANSFER.test(line))))
    return head;
  const first = lines.findIndex((line) => LENGTH.test(line));
  const mended = lines
    .filter((line, i) => i === first || !LENGTH.test(line))
    .map((line) => (LENGTH.test(line) ? `Content-Length: ${[...stated][0]}` : line));
  return Buffer.from(mended.join('\r\n'), 'latin1');
}

const LENGTH = /^content-length:/iu;
const TRANSFER = /^transfer-encoding/iu;

const bare = (host: string) => host.toLowerCase().replace(/^\[(.*)\]$/, '$1');

/** Where to connect instead of the host of `url` by the first rule that matches, IPv6 without brackets; null when none does. */
export function detour(rules: readonly ConnectTo[], url: URL) {
  const host = bare(url.hostname);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const rule = rules.find(
    ({ fromHost, fromPort }) =>
      (fromHost === '' || bare(fromHost) === host) && (fromPort === '' || fromPort === port),
  );
  return rule ? { host: bare(rule.toHost) || host, port: rule.toPort || port } : null;
}

/**
 * undici parses HTTP in WebAssembly, which V8 compiles quickly, and after some ten answers once more, optimised. Without the second time a
 * night of 20 unchanged pages takes 8 % less processor time and 27 of 121 MB less memory (`npm run bench -- night`).
 */
function compileWasmOnce(): void {
  setFlagsFromString('--no-wasm-tier-up');
  setFlagsFromString('--no-wasm-dynamic-tiering');
}
