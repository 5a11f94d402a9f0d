import { createServer, request as forward } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { listen } from './servers.js';

/** A proxy that remembers what passed through it. */
export interface RecordingProxy {
  readonly origin: string;
  /** Requests that were handed over whole: `GET http://…`. */
  readonly forwarded: readonly string[];
  /** `host:port` of every tunnel. */
  readonly tunnels: readonly string[];
  /** The ports at its own end of the connections that it made. */
  readonly ports: ReadonlySet<number | undefined>;
}

/** Starts a proxy, for one test, that takes each `host:port` to the port of loopback that `portOf` gives. */
export async function recordingProxy(
  portOf: (host: string, port: number) => number,
): Promise<RecordingProxy> {
  const forwarded: string[] = [];
  const tunnels: string[] = [];
  const ports = new Set<number | undefined>();
  const server = createServer((request, response) => {
    const { url = '', method = '', headers } = request;
    forwarded.push(`${method} ${url}`);
    const { hostname, port, pathname, search } = new URL(url);
    const onwards = forward(
      {
        host: '127.0.0.1',
        port: portOf(hostname, Number(port || 80)),
        path: pathname + search,
        method,
        headers,
        agent: false,
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onwards.on('socket', (socket) => socket.on('connect', () => ports.add(socket.localPort)));
    onwards.on('error', () => response.destroy());
    request.pipe(onwards);
  });
  server.on('connect', ({ url = '' }, socket) => {
    tunnels.push(url);
    const { hostname, port } = new URL(`http://${url}`);
    const tunnel = connect(portOf(hostname, Number(port || 80)), '127.0.0.1', () => {
      ports.add((tunnel.address() as AddressInfo).port);
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      tunnel.pipe(socket).pipe(tunnel);
    });
    tunnel.on('error', () => socket.destroy());
    socket.on('error', () => tunnel.destroy());
  });
  const { origin } = await listen(server);
  return { origin, forwarded, tunnels, ports };
}
