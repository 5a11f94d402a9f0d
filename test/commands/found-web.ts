import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority } from '../replica/certificates.js';
import { listen } from '../web/servers.js';

/** What an address of the made-up web answers: a body, or where it redirects. */
export type Page =
  | string
  | Uint8Array
  | { readonly to: string }
  | { readonly status: number; readonly body: string };

/** A web of pages on loopback, all else 404; gives the options that lead there, and every request that came. */
export async function openWebOf(pages: Readonly<Record<string, Page>> | ((url: string) => Page)) {
  const asked: { readonly method: string; readonly url: string; readonly body: string }[] = [];
  const answer = (scheme: string) => async (request: IncomingMessage, response: ServerResponse) => {
    const url = `${scheme}://${request.headers.host}${request.url}`;
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push({ method: request.method ?? '', url, body });
    // What stands in a query is the asker's to say.
    const page =
      typeof pages === 'function' ? pages(url) : (pages[url] ?? pages[url.replace(/\?.*/, '?')]);
    if (typeof page === 'object' && 'status' in page)
      response.writeHead(page.status, typeOf(page.body)).end(page.body);
    else if (typeof page === 'object' && 'to' in page)
      response.writeHead(302, { location: page.to }).end();
    else if (page === undefined)
      response.writeHead(404, HTML).end('<title>404</title><h1>Not found</h1>');
    else response.writeHead(200, typeOf(page)).end(page);
  };
  const authority = await createAuthority();
  const tls = await listen(
    createTlsServer(
      {
        SNICallback: (host, done) =>
          void authority.contextFor(host).then((c) => done(null, c), done),
      },
      answer('https'),
    ),
  );
  const plain = await listen(createServer(answer('http')));
  const cacert = join(await mkdtemp(join(tmpdir(), 'citewatch-find-')), 'authority.pem');
  await writeFile(cacert, authority.pem);
  const to = (from: number, port: number) => ['--connect-to', `:${from}:127.0.0.1:${port}`];
  return {
    asked,
    options: [
      ...to(443, tls.port),
      ...to(80, plain.port),
      '--cacert',
      cacert,
      '--allow-private',
      '--host-delay',
      '0',
    ],
  };
}

const HTML = { 'content-type': 'text/html; charset=utf-8' };

const typeOf = (page: string | Uint8Array): Record<string, string> =>
  typeof page !== 'string'
    ? { 'content-type': 'application/octet-stream' }
    : /^\s*[[{]/.test(page)
      ? { 'content-type': 'application/json' }
      : HTML;
