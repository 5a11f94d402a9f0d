import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bytesAt, type Kind, type Weather } from './pages.js';

/**
 * A web of its own process, so that its work is nobody's cost: `/html/N` and `/pdf/N` of any host are sources, and `/index` is the file that
 * its argument names. What changes on them, and whether validators are honoured, is told by a message.
 */
const [, , index = ''] = process.argv;
/** Sources that were asked for since the weather was set last. */
let asked = new Set<string>();
let weather: Weather = { validators: true, otherBytes: 0, edited: false };

const server = createServer(({ url = '', headers, method }, response) => {
  const [, kind, number] = /^\/(html|pdf)\/(\d+)$/u.exec(url) ?? [];
  if (number === undefined) {
    const isIndex = url.endsWith('/index');
    response.writeHead(isIndex ? 200 : 404, { 'content-type': 'text/html' });
    response.end(isIndex ? readFileSync(index) : 'Not found');
    return;
  }
  asked.add(url);
  const { etag, body } = bytesAt(kind as Kind, Number(number), weather);
  const type = kind === 'pdf' ? 'application/pdf' : 'text/html; charset=utf-8';
  const is304 = weather.validators && headers['if-none-match'] === etag;
  response.writeHead(is304 ? 304 : 200, { 'content-type': type, etag });
  response.end(is304 || method === 'HEAD' ? undefined : body());
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () =>
  process.send?.({ port: (server.address() as AddressInfo).port }),
);
process.on('message', (next: Weather) => {
  weather = next;
  process.send?.({ asked: asked.size });
  asked = new Set();
});
process.on('disconnect', () => process.exit());
