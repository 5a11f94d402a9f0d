import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that listens. */
export interface Serving {
  readonly url: string;
  close(): Promise<void>;
}

/** Milliseconds in which a request must have come whole: it comes from this machine, or one beside it. */
const WHOLE_WITHIN = 10_000;

/**
 * The options of a server that ends half requests (slow loris): heads or bodies that have not come whole within so many milliseconds.
 * Node looks for them every 30 seconds when it is not told otherwise.
 */
export const endingHalfRequests = (within = WHOLE_WITHIN) =>
  ({
    requestTimeout: within,
    headersTimeout: within,
    connectionsCheckingInterval: Math.min(within / 4, 1_000),
  }) as const;

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
