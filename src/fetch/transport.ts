import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { Agent, type buildConnector, Pool, ProxyAgent } from 'undici';
import type { Posted } from '../model/outcome.js';
import type { FetchSettings } from '../model/settings.js';
import { compileOnce } from './compile-once.js';
import { detour } from './connect-to.js';
import { createConnector, MAX_HEADER_SIZE, mendingHeads } from './connector.js';
import { ACCEPT_ENCODING } from './content-coding.js';
import { Exchange, type Head, type RequestUnderWay } from './exchange.js';
import type { Ask } from './reply.js';
import { requestSigner, type SignRequest } from './sign-request.js';
import { privateHost } from './ssrf-guard.js';

/**
 * Begins one request over the network; `isWanted` says of which answers the body is to be read, `mends` whether the head is read as browsers
 * read it ({@link mendingHeads}). Throws for a host that is not asked.
 */
export type Raw = (ask: Ask, isWanted: (head: Head) => boolean, mends?: boolean) => RequestUnderWay;

/** The connections of one fetcher. */
export interface Transport {
  readonly raw: Raw;
  /** Breaks off what is under way, and closes all connections. */
  close(): Promise<void>;
}

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
export function openTransport(settings: FetchSettings): Transport {
  compileOnce();
  const { proxy, ca } = settings;
  // Made once: reading some 140 root certificates takes longer than a handshake.
  const trust = ca === null ? {} : { secureContext: createSecureContext({ ca: [...rootCertificates, ca] }) };
  const usual = connectionsOf(settings, trust, (connect) => connect);
  // Most runs meet no server that needs them.
  let mending: Connections | null = null;
  const signed = signerOf(settings);
  return {
    raw: ({ url, headers, post, unsigned }, isWanted, mends = false) => {
      const ruled = detour(settings.connectTo, url) !== null;
      const refusal = settings.allowPrivate || ruled ? null : privateHost(url.hostname);
      if (refusal !== null) throw refusal;
      const request = {
        origin: url.origin,
        path: url.pathname + url.search,
        ...(post === undefined ? { method: 'GET' as const } : sent(post)),
        // Only the first head of a connection is mended.
        ...(mends ? { reset: true } : {}),
        headers: {
          'user-agent': settings.userAgent,
          accept: 'text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8',
          'accept-encoding': ACCEPT_ENCODING,
          ...(post === undefined ? {} : { 'content-type': post.type }),
          ...headers,
          ...(unsigned === true ? {} : signed(url)),
        },
      };
      const exchange = new Exchange(isWanted, { ...request, proxied: proxy !== null && !ruled });
      if (mends) mending ??= connectionsOf(settings, trust, mendingHeads);
      const { direct, proxied } = mends && mending !== null ? mending : usual;
      (ruled ? direct : proxied).dispatch(request, exchange);
      return exchange;
    },
    close: async () => {
      const all = [usual, ...(mending === null ? [] : [mending])].flatMap((one) => [one.direct, one.proxied]);
      await Promise.all(all.map((one) => one.destroy()));
    },
  };
}

/** Connections to hosts themselves, and those through the proxy where there is one. */
interface Connections {
  readonly direct: Agent;
  readonly proxied: Agent | ProxyAgent;
}

/** What a connector is made of another. */
type Over = (connect: buildConnector.connector) => buildConnector.connector;

interface Trust {
  readonly secureContext?: SecureContext;
}

function connectionsOf(settings: FetchSettings, trust: Trust, over: Over): Connections {
  const { proxy, perHost } = settings;
  const connect = over(createConnector(settings, trust));
  // One connection to a host needs no pool of them, which takes 16 kB for as long as it lasts.
  const direct = new Agent({ ...limitsOf(settings), connections: perHost, connect });
  return { direct, proxied: proxy === null ? direct : through(proxy, settings, trust, over) };
}

/** The connections through a proxy. */
function through(proxy: string, settings: FetchSettings, trust: Trust, over: Over): ProxyAgent {
  const { timeout } = settings;
  const limits = limitsOf(settings);
  return new ProxyAgent({
    ...limits,
    uri: proxy,
    // Plain http is forwarded, not tunnelled: most proxies tunnel to port 443 only.
    proxyTunnel: false,
    factory: (origin, options: Pool.Options) =>
      new Pool(origin, { ...options, ...limits, connect: over(options.connect as buildConnector.connector) }),
    clientFactory: (origin, options) => new Pool(origin, { ...options, ...limits }),
    proxyTls: { timeout, ...trust },
    requestTls: { timeout, ...trust },
  });
}

const signerOf = ({ signing }: FetchSettings): SignRequest =>
  signing === undefined ? () => ({}) : requestSigner(signing, Date.now);

const sent = ({ method = 'POST', body, base64 }: Posted) =>
  ({ method, body: base64 === true ? Buffer.from(body, 'base64') : body }) as const;
