import { createServer } from 'node:net';

/** A proxy that leads nowhere. */
export interface ShutDoor {
  /** Its address. */
  readonly url: string;
  close(): void;
}

/**
 * Opens a proxy on 127.0.0.1 that hangs up on whoever comes. The browser is told to ask the web through it and nothing past it, names
 * included, so that whatever a page finds to ask in a way that is not handed to us (a preconnection, a report, a socket of a worker)
 * reaches nobody.
 */
export async function openShutDoor(): Promise<ShutDoor> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  server.unref();
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port');
  return { url: `http://127.0.0.1:${address.port}`, close: () => void server.close() };
}
