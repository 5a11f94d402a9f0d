import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that listens. */
export interface Serving {
  readonly url: string;
  close(): Promise<void>;
}

/** Milliseconds in which a request must have come whole: it comes from this machine, or one beside it. */
export const WHOLE_WITHIN = 10_000;

/**
 * Has a server listen; port 0 takes one that is free. Rejects with a sentence when it may not or cannot, which names the option
 * that says where.
 */
export async function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
  option: string,
): Promise<Serving> {
  await new Promise<void>((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => fail(unheard(error, host, port, option)));
    server.listen(port, host, done);
  });
  const { address, family, port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function unheard(error: NodeJS.ErrnoException, host: string, port: number, option: string): Error {
  const words = {
    EADDRINUSE: `port ${port} of ${host} is in use`,
    EACCES: `port ${port} of ${host} is closed to this user`,
    EADDRNOTAVAIL: `${host} is no address of this machine`,
    ENOTFOUND: `${host} is no address of this machine`,
  }[error.code ?? ''];
  return words === undefined ? error : new Error(`${words}: ${option} names another`);
}
