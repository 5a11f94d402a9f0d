import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

/** A request that hosts got. */
export interface Asked {
  readonly host: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

/** A server that plays every host of plain http, and watches over manners. */
export interface ManyHosts {
  /** The rule of `--connect-to` that leads there. */
  readonly connectTo: string;
  readonly asked: Asked[];
  /** Requests that came while another of the same host was under way. */
  readonly overlaps: string[];
  /** Milliseconds from the end of a request to the next of the same host, the shortest. */
  readonly shortestGap: () => number;
}

/** Starts one, for the tests of this file; `answer` ends each response, `took` milliseconds later. */
export async function manyHosts(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  took = 0,
): Promise<ManyHosts> {
  const asked: Asked[] = [];
  const overlaps: string[] = [];
  const under = new Map<string, number>();
  const endedAt = new Map<string, number>();
  let shortest = Number.POSITIVE_INFINITY;
  const server = createServer((request, response) => {
    const { host = '' } = request.headers;
    const before = endedAt.get(host);
    if (before !== undefined) shortest = Math.min(shortest, performance.now() - before);
    asked.push({ host, path: request.url ?? '', headers: request.headers });
    const at = (under.get(host) ?? 0) + 1;
    under.set(host, at);
    if (at > 1) overlaps.push(host);
    response.once('close', () => under.set(host, (under.get(host) ?? 0) - 1));
    setTimeout(() => {
      endedAt.set(host, performance.now());
      answer(request, response);
    }, took);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { connectTo: `:80:127.0.0.1:${port}`, asked, overlaps, shortestGap: () => shortest };
}
