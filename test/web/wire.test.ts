import { X509Certificate } from 'node:crypto';
import http2 from 'node:http2';
import { beforeAll, expect, it } from 'vitest';
import { type Authority, createAuthority } from './certificates.js';
import { answered, everythingTo, fetcher, get } from './fetching.js';
import { recordingProxy } from './recording-proxy.js';
import { listen, serve, serveTls } from './servers.js';

let authority: Authority;
beforeAll(async () => {
  authority = await createAuthority();
});

const trusting = (port: number) => ({ ca: authority.cert, connectTo: everythingTo(port) });

it('tells what was sent, to which address, and over which certificates', async () => {
  const between = await authority.intermediate('Between');
  const leaf = await between.issue(['page.test']);
  let received: readonly string[] = [];
  const server = await serveTls(
    { ...leaf, cert: leaf.cert + between.cert },
    (request, response) => {
      received = request.rawHeaders;
      response.end('x');
    },
  );
  const { wire } = answered(await get('https://page.test/a?b', trusting(server.port)));
  const fields = received.flatMap((name, i) =>
    i % 2 === 0 ? [`${name}: ${received[i + 1]}`] : [],
  );
  expect(wire?.request).toEqual(['GET /a?b HTTP/1.1', ...fields]);
  expect(wire?.ip).toBe('127.0.0.1');
  expect(wire?.tls).toMatchObject({ version: 'TLSv1.3', protocol: 'http/1.1' });
  expect(wire?.tls?.cipher).toMatch(/^TLS_/);
  const sent = [leaf.cert, between.cert].map((pem) => new X509Certificate(pem));
  const shown = wire?.tls?.chain.map(({ der }) => new X509Certificate(der).fingerprint256);
  expect(shown?.slice(0, 2)).toEqual(sent.map((certificate) => certificate.fingerprint256));
});

it('tells when each redirect was asked, and describes the last request alone', async () => {
  const server = await serve((request, response) => {
    if (request.url === '/end') response.end('x');
    else response.writeHead(302, { location: '/end', 'set-cookie': 'a=1' }).end();
  });
  const outcome = answered(await get(`${server.origin}/start`));
  expect(outcome.wire?.asked).toHaveLength(outcome.hops.length + 1);
  expect(outcome.wire?.asked[0]).toBe(outcome.at);
  expect(outcome.wire?.request[0]).toBe('GET /end HTTP/1.1');
  expect(outcome.wire?.request).toContain('cookie: a=1');
  expect(outcome.wire?.tls).toBeNull();
});

it('knows the chain of a connection that was resumed, which shows none', async () => {
  const resumed: boolean[] = [];
  const server = await serveTls(await authority.issue(['again.test']), (request, response) => {
    resumed.push((request.socket as import('node:tls').TLSSocket).isSessionReused());
    response.setHeader('connection', 'close');
    response.end('x');
  });
  const { fetch } = fetcher(trusting(server.port));
  const chains = [];
  for (const path of ['1', '2', '3'])
    chains.push(
      answered(await fetch({ url: `https://again.test/${path}`, validators: null })).wire?.tls
        ?.chain,
    );
  expect(resumed).toContain(true);
  expect(chains[0]?.length).toBeGreaterThan(0);
  expect(chains[1]).toEqual(chains[0]);
  expect(chains[2]).toEqual(chains[0]);
});

it('writes what is asked over HTTP/2 as HTTP/1.1 would be written', async () => {
  const server = await listen(
    http2
      .createSecureServer(await authority.issue(['two.test']))
      .on('sessionError', () => {})
      .on('stream', (stream) => {
        stream.respond({ ':status': 200 });
        stream.end('x');
      }),
  );
  const { wire } = answered(await get('https://two.test/a?b', trusting(server.port)));
  expect(wire?.request.slice(0, 2)).toEqual(['GET /a?b HTTP/2', 'host: two.test']);
  expect(wire?.request.some((line) => line.startsWith(':'))).toBe(false);
  expect(wire?.tls).toMatchObject({ protocol: 'h2' });
  expect(wire?.tls?.chain.length).toBeGreaterThan(0);
});

it('says nothing of an answer without a body, whose connection is not looked at', async () => {
  const server = await serve((_, response) => void response.writeHead(304).end());
  const outcome = answered(await get(`${server.origin}/`, {}, { etag: '"a"', lastModified: null }));
  expect(outcome.http).toBe(304);
  expect(outcome).not.toHaveProperty('wire');
});

it('does not give away the password of a proxy, nor takes its address for the server’s', async () => {
  const server = await serve((_, response) => void response.end('x'));
  const secure = await serveTls(
    await authority.issue(['page.test']),
    (_, response) => void response.end('x'),
  );
  const proxy = await recordingProxy((_, port) => (port === 443 ? secure.port : server.port));
  const settings = { proxy: proxy.origin.replace('//', '//user:secret@'), ca: authority.cert };
  for (const url of ['http://page.test/', 'https://page.test/']) {
    const { wire } = answered(await get(url, settings));
    expect(wire?.ip).toBeNull();
    expect(wire?.request.length).toBeGreaterThan(3);
    expect(wire?.request.join()).not.toMatch(/proxy-authorization/i);
    expect(wire?.tls?.chain.length ?? 0).toBe(url.startsWith('https') ? 1 : 0);
  }
});
