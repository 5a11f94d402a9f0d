import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Watchlist } from '../../src/model/watchlist.js';
import { answer } from './answer.js';
import { createAuthority } from './certificates.js';
import { ENCODED } from './encoded.js';
import { createLibrary } from './library.js';

/** One request that the replica received. */
interface Received {
  readonly host: string;
  readonly path: string;
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** ISO. */
  readonly at: string;
  /** The port at the asking end of its connection. */
  readonly from: number | undefined;
}

/** A small web on loopback that plays every host of a watchlist. */
export interface Replica {
  readonly httpPort: number;
  readonly httpsPort: number;
  /** The authority that signed every host's certificate, in PEM. */
  readonly caFile: string;
  /** Values for `--connect-to`: ports 443 and 80 of any host. */
  readonly connectTo: readonly string[];
  /** From 1; see `nights.ts` for what happens on each. */
  readonly setNight: (night: number) => void;
  readonly requests: readonly Received[];
  readonly close: () => Promise<void>;
}

const headersOf = (request: IncomingMessage): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(request.headers).map(([k, v]) => [k, Array.isArray(v) ? v.join(', ') : v]),
  );

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(0, '127.0.0.1', resolve),
  );
  return (server.address() as AddressInfo).port;
}

const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** Starts the replica on its first night. Certificates are made for each host when it is first asked for. */
export async function startReplica(watchlist: Watchlist): Promise<Replica> {
  const library = createLibrary({
    ...watchlist,
    sources: [...watchlist.sources, ...ENCODED.sources],
    reports: [...watchlist.reports, ...ENCODED.reports],
  });
  const authority = await createAuthority();
  const folder = await mkdtemp(join(tmpdir(), 'citewatch-replica-'));
  const caFile = join(folder, 'authority.pem');
  await writeFile(caFile, authority.pem);
  const requests: Received[] = [];
  let night = 1;

  const receive = (request: IncomingMessage): string => {
    const { host = 'localhost' } = request.headers;
    const { method = 'GET', url: path = '/' } = request;
    const from = request.socket.remotePort;
    requests.push({
      host,
      path,
      method,
      headers: headersOf(request),
      at: new Date().toISOString(),
      from,
    });
    return `https://${host}${path}`;
  };

  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(receive(request));
    const moment = { serial: requests.length, nonce: randomBytes(16).toString('hex') };
    const { status, headers, body } = answer(library, {
      url,
      headers: headersOf(request),
      night,
      moment,
    });
    const length = status === 304 ? {} : { 'content-length': body.length };
    response.writeHead(status, { ...headers, ...length });
    response.end(request.method === 'HEAD' ? undefined : body);
  };

  const redirect = (request: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(301, { location: receive(request), 'content-length': 0 }).end();
  };

  const https = createHttpsServer(
    {
      SNICallback: (host, done) => {
        authority.contextFor(host).then((context) => done(null, context), done);
      },
    },
    serve,
  );
  const http = createHttpServer(redirect);
  const [httpsPort, httpPort] = await Promise.all([listen(https), listen(http)]);

  return {
    httpPort,
    httpsPort,
    caFile,
    connectTo: [`:443:127.0.0.1:${httpsPort}`, `:80:127.0.0.1:${httpPort}`],
    setNight: (next) => {
      night = next;
    },
    requests,
    close: async () => {
      await Promise.all([stop(https), stop(http)]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
