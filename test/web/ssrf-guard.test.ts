import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { isPublicAddress, publicLookup } from '../../src/web/ssrf-guard.js';
import { answered, everythingTo, failed, get, textOf } from './fetching.js';
import { serve } from './servers.js';

describe('the guard', () => {
  it.each([
    '8.8.8.8',
    '168.63.129.17',
    '2606:4700::1',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
    '2002:808:808::1',
  ])('lets %s through', (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.100.100.200',
    '168.63.129.16',
    '::ffff:168.63.129.16',
    '64:ff9b::168.63.129.16',
    '2002:a83f:8110::',
    'fd00:ec2::254',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    '::127.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:0:127.0.0.1',
    '64:ff9b::127.0.0.1',
    '2002:7f00:1::',
    '2001::1',
    'fe80::1%eth0',
    'fec0::1',
    'fd00::1',
    'ff02::1',
    'not an address',
  ])('holds %s back', (address) => expect(isPublicAddress(address)).toBe(false));

  const resolving = (...addresses: LookupAddress[]) =>
    new Promise<[string | undefined, unknown]>((resolve) => {
      const look = publicLookup((_, __, done) => done(null, addresses));
      look('mixed.test', { all: true }, (error, found) => resolve([error?.message, found]));
    });

  it('drops the private addresses of a name and keeps the others', async () => {
    const open = { address: '8.8.8.8', family: 4 };
    expect(await resolving({ address: '10.0.0.1', family: 4 }, open)).toEqual([undefined, [open]]);
  });

  it('refuses a name all of whose addresses are private, and names both', async () => {
    const [message] = await resolving(
      { address: '10.0.0.1', family: 4 },
      { address: '::1', family: 6 },
    );
    expect(message).toContain('mixed.test');
    expect(message).toContain('10.0.0.1');
  });

  it.each([
    'http://127.0.0.1:PORT/',
    'http://0x7f.1:PORT/',
    'http://2130706433:PORT/',
    'http://0177.0.0.1:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[::1]:PORT/',
    'http://localhost:PORT/',
    'https://127.0.0.1:PORT/',
    'http://user:password@127.0.0.1:PORT/',
    'http://169.254.169.254/latest/meta-data/',
  ])('refuses %s without opening a connection', async (template) => {
    const server = await serve((_, response) => response.end('a secret'));
    const url = template.replace('PORT', String(server.port));
    const outcome = failed(await get(url, { allowPrivate: false, retries: 3 }));
    expect(outcome).toMatchObject({ failure: 'refused-address', requests: 0, url });
    expect(outcome.message).toMatch(/private or local/);
    expect(server.connections()).toBe(0);
  });

  const PRIVATE_NAMES = [
    'localhost',
    'LOCALHOST',
    'localhost.',
    'app.localhost',
    'ｌｏｃａｌｈｏｓｔ',
    'localhost。',
    'metadata.google.internal',
    'Metadata.Google.Internal.',
    'db.internal',
    'internal',
    '168.63.129.16',
    '168.63.129.16.',
    '[fd00:ec2::254]',
    '100.100.100.200',
  ];

  it.each(PRIVATE_NAMES)(
    'refuses http://%s/ by its name, also where a proxy would look it up',
    async (host) => {
      const server = await serve((request, response) => response.end(request.url));
      const proxied = { allowPrivate: false, proxy: server.origin };
      for (const settings of [proxied, { allowPrivate: false }]) {
        const outcome = failed(await get(`http://${host}/`, settings));
        expect(outcome).toMatchObject({ failure: 'refused-address', requests: 0 });
        expect(outcome.message).toMatch(/private or local/);
      }
      expect(server.connections()).toBe(0);
      expect(answered(await get(`http://${host}/`, { ...proxied, allowPrivate: true })).http).toBe(
        200,
      );
    },
  );

  it.each([
    'localhost.example.org',
    'notlocalhost',
    'internal.example.org',
    'myinternal',
    '168.63.129.17',
  ])('lets a proxy have http://%s/, which only looks like one', async (host) => {
    const server = await serve((_, response) => response.end());
    const outcome = await get(`http://${host}/`, { allowPrivate: false, proxy: server.origin });
    expect(answered(outcome).http).toBe(200);
  });

  it('takes a --connect-to rule as leave for a private name too', async () => {
    const server = await serve((request, response) => response.end(request.headers.host));
    const settings = { allowPrivate: false, connectTo: everythingTo(server.port) };
    expect(textOf(await get('http://db.internal/', settings))).toBe('db.internal');
  });

  it('refuses a redirect to a private address, and says where it led', async () => {
    const secret = await serve((_, response) => response.end('a secret'));
    const target = `http://localhost:${secret.port}/admin`;
    const open = await serve((_, response) => response.writeHead(302, { location: target }).end());
    const connectTo = [
      { fromHost: 'open.test', fromPort: '', toHost: '127.0.0.1', toPort: String(open.port) },
    ];
    const outcome = failed(await get('http://open.test/', { allowPrivate: false, connectTo }));
    expect(outcome).toMatchObject({
      failure: 'refused-address',
      finalUrl: target,
      hops: [{ url: 'http://open.test/', http: 302 }],
      requests: 1,
    });
    expect(secret.connections()).toBe(0);
  });

  it('takes a --connect-to rule as leave for its target, and keeps the Host header', async () => {
    const server = await serve((request, response) => response.end(request.headers.host));
    const to = { toHost: '127.0.0.1', toPort: String(server.port) };
    const connectTo = [
      { fromHost: 'Example.org', fromPort: '8080', ...to },
      { fromHost: '', fromPort: '80', ...to },
    ];
    const settings = { allowPrivate: false, connectTo };
    expect(textOf(await get('http://example.org:8080/', settings))).toBe('example.org:8080');
    expect(textOf(await get('http://anything.test/', settings))).toBe('anything.test');
    expect(failed(await get(`http://127.0.0.1:${server.port}/`, settings)).failure).toBe(
      'refused-address',
    );
    expect(answered(await get(server.origin, { allowPrivate: true })).http).toBe(200);
  });
});
