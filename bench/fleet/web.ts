import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a web saw of its visitors since it was asked last. */
export interface Seen {
  readonly requests: number;
  /** Requests that came while another of the same host was under way. */
  readonly overlaps: number;
  /** Milliseconds between two requests of one host, the shortest. */
  readonly shortestGap: number;
  /** Milliseconds between two requests of any host, the longest. */
  readonly longestSilence: number;
}

const NOTHING: Seen = {
  requests: 0,
  overlaps: 0,
  shortestGap: Number.POSITIVE_INFINITY,
  longestSilence: 0,
};
let seen = NOTHING;
let lastAt = Number.NaN;
const under = new Map<string, number>();
const endedAt = new Map<string, number>();

const server = createServer(({ headers: { host = '' }, url = '' }, response) => {
  const now = performance.now();
  const at = under.get(host) ?? 0;
  const silence = Number.isNaN(lastAt) ? 0 : now - lastAt;
  seen = {
    requests: seen.requests + 1,
    overlaps: seen.overlaps + (at > 0 ? 1 : 0),
    shortestGap: Math.min(seen.shortestGap, now - (endedAt.get(host) ?? Number.NEGATIVE_INFINITY)),
    longestSilence: Math.max(seen.longestSilence, silence),
  };
  lastAt = now;
  under.set(host, at + 1);
  response.once('close', () => under.set(host, (under.get(host) ?? 0) - 1));
  endedAt.set(host, performance.now());
  response.setHeader('content-type', 'text/html').setHeader('etag', '"1"').end(`<p>${host}${url}`);
}).listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));

process.on('message', () => {
  process.send?.(seen);
  [seen, lastAt] = [NOTHING, Number.NaN];
  endedAt.clear();
});
process.on('disconnect', () => process.exit());
