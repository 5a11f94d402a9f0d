import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { Authority, KeyAndCert } from '../web/certificates.js';
import { createAuthority } from '../web/certificates.js';
import { type Answer, type Ask, at, type Behaviour, nameOf, send } from './behaviour.js';

/** The hostile web, running on loopback. */
export interface HostileWeb {
  /** Values for `--connect-to`, in the order in which they must be given. */
  readonly connectTo: readonly string[];
  /** The authority that signed the good certificates, in PEM: what `--cacert` wants. */
  readonly ca: string;
  close(): Promise<void>;
}

/** For tools that start from a page: a page here, named after a behaviour, links to what it cites. */
export const INDEX = at('index', '/');

const listed = (behaviour: Behaviour | undefined): Answer =>
  send(
    `<!doctype html><title>Sources</title><p><a href="${behaviour?.url}">${behaviour?.title}</a></p>`,
  );

/** Starts servers that play every behaviour at once, told apart by the host name that is asked for. */
export async function startHostileWeb(behaviours: readonly Behaviour[]): Promise<HostileWeb> {
  const byName = new Map(behaviours.map((b) => [b.name, b]));
  const authority = await createAuthority('Hostile Root');
  const counts = new Map<string, number>();

  const serve = (scheme: string) => (request: IncomingMessage, response: ServerResponse) => {
    const host = request.headers.host ?? String(request.headers[':authority']);
    const url = new URL(`${scheme}://${host}${request.url}`);
    const name = nameOf(url);
    const nth = (counts.get(name) ?? 0) + 1;
    counts.set(name, nth);
    const ask: Ask = { request, response, url, nth };
    if (url.href.startsWith(INDEX)) listed(byName.get(url.pathname.slice(1)))(ask);
    else byName.get(name)?.answer(ask);
  };

  const contexts = new Map<string, Promise<SecureContext>>();
  const contextFor = (host: string): Promise<SecureContext> => {
    const certificate = byName.get(nameOf(new URL(`https://${host}`)))?.certificate ?? usual;
    const context = contexts.get(host) ?? certificate(authority, host).then(createSecureContext);
    contexts.set(host, context);
    return context;
  };
  const SNICallback = (
    host: string,
    done: (error: Error | null, context?: SecureContext) => void,
  ) => {
    contextFor(host).then((context) => done(null, context), done);
  };
  const own = await authority.issue(['http2-only.hostile.example', 'tls-1-0-only.hostile.example']);

  const http = await listen(createServer(serve('http')));
  const https = await listen(createHttpsServer({ SNICallback }, serve('https')));
  const http2 = await listen(
    createSecureServer(own, serve('https') as unknown as Parameters<typeof createSecureServer>[1]),
  );
  const tls1 = await listen(createHttpsServer({ ...own, ...ONLY_TLS_1 }, serve('https')));
  const closed = await listen(createServer());
  await closed.close();

  const PLACES: Readonly<Record<NonNullable<Behaviour['leadsTo']>, string>> = {
    http2: `127.0.0.1:${http2.port}`,
    tls1: `127.0.0.1:${tls1.port}`,
    plain: `127.0.0.1:${http.port}`,
    nowhere: `127.0.0.1:${closed.port}`,
    'no-name': 'no-such-name.invalid:',
  };
  const special = behaviours.flatMap(({ url, leadsTo }) =>
    leadsTo === undefined ? [] : [`${new URL(url).hostname}::${PLACES[leadsTo]}`],
  );
  return {
    connectTo: [...special, `:80:127.0.0.1:${http.port}`, `:443:127.0.0.1:${https.port}`],
    ca: authority.cert,
    close: async () => {
      await Promise.all([http, https, http2, tls1].map((server) => server.close()));
    },
  };
}

const usual = (authority: Authority, host: string): Promise<KeyAndCert> => authority.issue([host]);

/** Security level 0: OpenSSL 3 signs nothing for TLS 1.0 above it. */
const ONLY_TLS_1 = {
  minVersion: 'TLSv1',
  maxVersion: 'TLSv1',
  ciphers: 'DEFAULT@SECLEVEL=0',
} as const;

async function listen(server: Server): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  for (const event of ['sessionError', 'tlsClientError', 'clientError']) server.on(event, () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
