import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { Agent, Pool, ProxyAgent } from 'undici';
import type { Posted } from '../model/outcome.js';
import type { FetchSettings } from '../model/settings.js';
import { compileOnce } from './compile-once.js';
import { detour } from './connect-to.js';
import { createConnector } from './connector.js';
import { ACCEPT_ENCODING } from './content-coding.js';
import { Exchange, type Head, type RequestUnderWay } from './exchange.js';
import type { Ask } from './reply.js';
import { requestSigner, type SignRequest } from './sign-request.js';
import { privateHost } from './ssrf-guard.js';

/** Begins one request over the network; `isWanted` says of which answers the body is to be read. Throws for a host that is not asked. */
export type Raw = (ask: Ask, isWanted: (head: Head) => boolean) => RequestUnderWay;

/** The connections of one fetcher. */
export interface Transport {
  readonly raw: Raw;
  /** Breaks off what is under way, and closes all connections. */
  close(): Promise<void>;
}

/** Bytes; Node's own 16 kB are too few for sites that set many cookies and policies. */
const MAX_HEADER_SIZE = 65_536;
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
  const { proxy, ca, perHost } = settings;
  const limits = limitsOf(settings);
  // Made once: reading some 140 root certificates takes longer than a handshake.
  const trust = ca === null ? {} : { secureContext: createSecureContext({ ca: [...rootCertificates, ca] }) };
  // One connection to a host needs no pool of them, which takes 16 kB for as long as it lasts.
  const direct = new Agent({ ...limits, connections: perHost, connect: createConnector(settings, trust) });
  const proxied = proxy === null ? direct : through(proxy, settings, trust);
  const signed = signerOf(settings);
  return {
    raw: ({ url, headers, post, unsigned }, isWanted) => {
      const ruled = detour(settings.connectTo, url) !== null;
      const refusal = settings.allowPrivate || ruled ? null : privateHost(url.hostname);
      if (refusal !== null) throw refusal;
      const request = {
        origin: url.origin,
        path: url.pathname + url.search,
        ...(post === undefined ? { method: 'GET' as const } : sent(post)),
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
      (ruled ? direct : proxied).dispatch(request, exchange);
      return exchange;
    },
    close: () => Promise.all([direct.destroy(), proxied.destroy()]).then(() => {}),
  };
}

/** The connections through a proxy. */
function through(
  proxy: string,
  settings: FetchSettings,
  trust: { readonly secureContext?: SecureContext },
): ProxyAgent {
  const { timeout } = settings;
  const limits = limitsOf(settings);
  return new ProxyAgent({
    ...limits,
    uri: proxy,
    // Plain http is forwarded, not tunnelled: most proxies tunnel to port 443 only.
    proxyTunnel: false,
    factory: (origin, options) => new Pool(origin, { ...options, ...limits }),
    clientFactory: (origin, options) => new Pool(origin, { ...options, ...limits }),
    proxyTls: { timeout, ...trust },
    requestTls: { timeout, ...trust },
  });
}

const signerOf = ({ signing }: FetchSettings): SignRequest =>
  signing === undefined ? () => ({}) : requestSigner(signing, Date.now);

const sent = ({ method = 'POST', body, base64 }: Posted) =>
  ({ method, body: base64 === true ? Buffer.from(body, 'base64') : body }) as const;
