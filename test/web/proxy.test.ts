import { request as ask, createServer } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createAuthority } from './certificates.js';
import { everythingTo, failed, get, textOf } from './fetching.js';
import { type Loopback, listen, serve, serveTls } from './servers.js';

/** A proxy that takes every name to one server. */
async function proxyTo({ port }: Loopback) {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    const { pathname } = new URL(request.url ?? '');
    ask({ port, host: '127.0.0.1', path: pathname, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    }).end();
  });
  server.on('connect', (request, socket) => {
    seen.push(`CONNECT ${request.url}`);
    if (request.url?.startsWith('closed.')) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const tunnel = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      tunnel.pipe(socket).pipe(tunnel);
    });
    tunnel.on('error', () => socket.destroy());
    socket.on('error', () => tunnel.destroy());
    return undefined;
  });
  const { origin } = await listen(server);
  return { seen, settings: { proxy: origin, allowPrivate: false } };
}

describe('a proxy', () => {
  it('is handed plain http whole, and looks the name up', async () => {
    const server = await serve((request, response) => response.end(request.headers.host));
    const { seen, settings } = await proxyTo(server);
    expect(textOf(await get('http://page.test/there', settings))).toBe('page.test');
    expect(seen).toEqual(['GET http://page.test/there']);
  });

  it('tunnels https, whose certificate is checked all the same', async () => {
    const authority = await createAuthority();
    const server = await serveTls(await authority.issue(['page.test']), (_, response) =>
      response.end('secure'),
    );
    const { seen, settings } = await proxyTo(server);
    expect(textOf(await get('https://page.test/', { ...settings, ca: authority.cert }))).toBe(
      'secure',
    );
    expect(seen).toEqual(['CONNECT page.test:443']);
    expect(failed(await get('https://page.test/', settings)).failure).toBe('tls');
    expect(
      failed(await get('https://other.test/', { ...settings, ca: authority.cert })),
    ).toMatchObject({
      failure: 'tls',
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });

  it('that does not connect is told apart from a host that is down', async () => {
    const { settings } = await proxyTo(await serve((_, response) => response.end()));
    const outcome = failed(await get('https://closed.test/', settings));
    expect(outcome.failure).toBe('connection');
    expect(outcome.message).toMatch(/proxy did not connect to closed\.test: it answered 403/);
  });

  it('is never asked for a private address, nor for what a --connect-to rule sends elsewhere', async () => {
    const server = await serve((_, response) => response.end('direct'));
    const { seen, settings } = await proxyTo(server);
    expect(failed(await get('http://127.0.0.1/', settings)).failure).toBe('refused-address');
    const ruled = { ...settings, connectTo: everythingTo(server.port) };
    expect(textOf(await get('http://page.test/', ruled))).toBe('direct');
    expect(seen).toEqual([]);
  });
});
