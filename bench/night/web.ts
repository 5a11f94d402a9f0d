import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { textOfLength, titleOf } from './prose.js';

/**
 * A web of its own process, so that its work is nobody's cost: `host-N.example/page-M` is a page of so many bytes, and
 * what changes on it is set by `POST /night` (the share of pages in percent whose text changed, whether bytes change, and
 * whether validators are honoured).
 */
export interface Weather {
  readonly validators: boolean;
  readonly otherBytes: number;
  readonly edited: number;
}

/** Requests since the weather was set last. */
let asked = 0;
let weather: Weather = { validators: true, otherBytes: 0, edited: 0 };

/** Pages that are kept ready: making one is the web's work, and must not slow down who is measured. */
const MOST_READY = 20_000;
const pages = new Map<string, { readonly body: Buffer; readonly etag: string }>();

function pageAt(url: string, { otherBytes, edited }: Weather) {
  const key = `${url} ${otherBytes} ${edited}`;
  const known = pages.get(key);
  if (known !== undefined) return known;
  const [, number = '0', bytes = '20000'] = /page-(\d+)-(\d+)/u.exec(url) ?? [];
  const n = Number(number);
  const mark = otherBytes === 0 ? '' : `<!-- ${otherBytes} -->`;
  const isEdited = n % 100 < edited;
  const html = `<!doctype html><html lang="en"><head><title>${titleOf(n)}</title>${mark}</head><body><main><h1>${titleOf(n)}</h1>
${textOfLength(n, Number(bytes), isEdited)}</main></body></html>`;
  const body = Buffer.from(html);
  const page = { body, etag: `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"` };
  if (pages.size < MOST_READY) pages.set(key, page);
  return page;
}

/** A page that links to all others. */
function indexOf(sources: number, hosts: number, bytes: number, port: number): string {
  const link = (n: number): string =>
    `<li><a href="http://host-${n % hosts}.example:${port}/page-${n}-${bytes}.html">${titleOf(n)}</a>`;
  return `<!doctype html><title>All</title><ul>${Array.from({ length: sources }, (_, n) => link(n)).join('\n')}</ul>`;
}

const server = createServer((request, response) => {
  asked++;
  const index = /index-(\d+)-(\d+)-(\d+)/u.exec(request.url ?? '');
  if (index !== null) {
    const [sources = 0, hosts = 1, bytes = 0] = index.slice(1).map(Number);
    const { port } = server.address() as AddressInfo;
    response.writeHead(200, { 'content-type': 'text/html' }).end(indexOf(sources, hosts, bytes, port));
    return;
  }
  const page = pageAt(request.url ?? '/', weather);
  const headers = { 'content-type': 'text/html; charset=utf-8', etag: page.etag };
  if (weather.validators && request.headers['if-none-match'] === page.etag) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : page.body);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('message', (next: Weather) => {
  weather = next;
  process.send?.({ asked });
  asked = 0;
});
