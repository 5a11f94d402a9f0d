import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net';
import { onTestFinished } from 'vitest';
import type { KeyAndCert } from './certificates.js';

/** A server on loopback, for one test. */
export interface Loopback {
  readonly port: number;
  /** `http://127.0.0.1:port`. */
  readonly origin: string;
  /** Connections that were opened to it so far. */
  readonly connections: () => number;
}

/** Starts any server on a free port of 127.0.0.1 and stops it, with its connections, after the test. */
export async function listen(server: Server): Promise<Loopback> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, origin: `http://127.0.0.1:${port}`, connections: () => connections };
}

/** An HTTP server that answers as `handler` says. */
export const serve = (handler: RequestListener): Promise<Loopback> => listen(createServer(handler));

/** An HTTPS server. */
export const serveTls = (identity: KeyAndCert, handler: RequestListener): Promise<Loopback> =>
  listen(createHttpsServer({ key: identity.key, cert: identity.cert }, handler));

/** A server that speaks bytes: `reply` is called once the request's headers have come. */
export const serveRaw = (reply: (socket: Socket, request: string) => void): Promise<Loopback> =>
  listen(
    createTcpServer((socket) => {
      let request = '';
      socket.on('data', (data) => {
        request += data.toString('latin1');
        if (!request.includes('\r\n\r\n')) return;
        reply(socket, request);
        request = '';
      });
    }),
  );
