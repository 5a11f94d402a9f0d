import { createServer } from 'node:http';
import http2 from 'node:http2';
import { createServer as createTlsServer } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FetchSettings } from '../../src/model/settings.js';
import { failureWords } from '../../src/surfaces/words/links.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { diagnose } from '../../src/web/failure.js';
import { type Authority, createAuthority } from './certificates.js';
import { answered, everythingTo, failed, fetcher, get, textOf } from './fetching.js';
import { type Loopback, listen, serveTls } from './servers.js';

let authority: Authority;

beforeAll(async () => {
  authority = await createAuthority();
});

const trusting = ({ port }: Loopback): Partial<FetchSettings> => ({
  ca: authority.cert,
  connectTo: everythingTo(port),
});

describe('a certificate', () => {
  it('of an authority that was named with --cacert is accepted, for the name in the address', async () => {
    const names: unknown[] = [];
    const server = await serveTls(await authority.issue(['page.test']), (request, response) => {
      names.push([(request.socket as { servername?: string }).servername, request.headers.host]);
      response.end('secure');
    });
    expect(textOf(await get('https://page.test/', trusting(server)))).toBe('secure');
    expect(names).toEqual([['page.test', 'page.test']]);
  });

  it.each([
    ['CERT_HAS_EXPIRED', /expired on 2020-01-02 \(issued by Test Root\)/, new Date('2020-01-02')],
    ['CERT_NOT_YET_VALID', /not valid before 2098-/, new Date('2099-01-02')],
  ])(
    'that is out of date (%s) is refused with its facts, and not tried again',
    async (code, sentence, until) => {
      let requests = 0;
      const server = await serveTls(await authority.issue(['page.test'], until), (_, response) => {
        requests += 1;
        response.end();
      });
      const outcome = failed(await get('https://page.test/', { ...trusting(server), retries: 3 }));
      expect(outcome).toMatchObject({ failure: 'tls', code, requests: 1 });
      expect(outcome.message).toMatch(sentence);
      expect(requests).toBe(0);
    },
  );

  it('for another host is refused, and tells which', async () => {
    const server = await serveTls(await authority.issue(['a.test', 'b.test']), (_, response) =>
      response.end(),
    );
    const outcome = failed(await get('https://page.test/', trusting(server)));
    expect(outcome).toMatchObject({ failure: 'tls', code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    expect(outcome.message).toContain('for another host: a.test, b.test');
  });

  it('of an unknown issuer is refused, and so is one that vouches for itself', async () => {
    const identity = await authority.issue(['page.test']);
    const server = await serveTls({ ...identity, cert: identity.cert + authority.cert }, (_, r) =>
      r.end(),
    );
    const unknown = failed(
      await get('https://page.test/', { connectTo: everythingTo(server.port) }),
    );
    expect(unknown).toMatchObject({ failure: 'tls', code: 'SELF_SIGNED_CERT_IN_CHAIN' });
    expect(unknown.message).toContain('not trusted (issued by Test Root)');

    const alone = await serveTls(authority, (_, r) => r.end());
    const own = failed(await get('https://page.test/', { connectTo: everythingTo(alone.port) }));
    expect(own).toMatchObject({ failure: 'tls', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  it('without those between it and the authority is told apart', async () => {
    const between = await authority.intermediate('Test Intermediate');
    const identity = await between.issue(['page.test']);
    const server = await serveTls(identity, (_, r) => r.end());
    const outcome = failed(await get('https://page.test/', trusting(server)));
    expect(outcome).toMatchObject({ failure: 'tls', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
    expect(outcome.message).toContain('issued by Test Intermediate');
    const whole = await serveTls({ ...identity, cert: identity.cert + between.cert }, (_, r) =>
      r.end('whole'),
    );
    expect(textOf(await get('https://page.test/', trusting(whole)))).toBe('whole');
  });

  it.each([
    [
      'UNSPECIFIED',
      'CA signature digest algorithm too weak',
      /^The certificate of a\.test is not accepted: CA sig/u,
    ],
    ['INVALID_PURPOSE', 'unsuitable certificate purpose', /was not made for a server\.$/u],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'x', /none of the versions of TLS that are safe/u],
    ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'x', /none of the versions of TLS that are safe/u],
    ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'x', /no way of encrypting in common/u],
    ['ERR_SSL_TLSV1_UNRECOGNIZED_NAME', 'x', /knows no host of that name/u],
    [
      'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
      'x',
      /asks for a certificate of whoever reads it/u,
    ],
    ['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', 'x', /^No secure connection to a\.test could be made/u],
  ])('is told in words where it fails by %s', (code, text, sentence) => {
    const error = Object.assign(new Error(text), { code });
    const { failure, message, cause } = diagnose(error, {
      host: 'a.test',
      phase: 'headers',
      timeout: 1000,
    });
    expect(failure).toBe('tls');
    expect(cause && failureWords(ENGLISH, cause)).toBe(message);
    expect(message).toMatch(sentence);
  });

  it('is not to be had from a server that speaks plain http', async () => {
    const server = await listen(createServer((_, response) => response.end()));
    expect(failed(await get('https://page.test/', trusting(server)))).toMatchObject({
      failure: 'tls',
    });
  });
});

describe('HTTP/2', () => {
  const OK = (stream: http2.ServerHttp2Stream) => {
    stream.respond({ ':status': 200, 'content-type': 'text/plain' });
    stream.end('over two');
  };

  const half = (stream: http2.ServerHttp2Stream, then = () => {}) => {
    stream.respond({ ':status': 200, 'content-length': 100 });
    stream.write('half', then);
  };

  async function serve2(onStream: (stream: http2.ServerHttp2Stream, path: string) => void) {
    const server = http2.createSecureServer(await authority.issue(['two.test']));
    server.on('sessionError', () => {});
    server.on('stream', (stream, headers) => {
      stream.on('error', () => {});
      onStream(stream, String(headers[':path']));
    });
    return listen(server);
  }

  it('is spoken where it is offered, one connection for all', async () => {
    const server = await serve2((stream, path) => {
      if (path !== '/start') return OK(stream);
      stream.respond({ ':status': 302, location: Buffer.from('/caf\u00e9').toString('latin1') });
      stream.end();
    });
    const { fetch } = fetcher(trusting(server));
    const outcome = answered(await fetch({ url: 'https://two.test/start', validators: null }));
    expect(outcome).toMatchObject({ http: 200, finalUrl: 'https://two.test/caf%C3%A9' });
    expect(textOf(outcome)).toBe('over two');
    expect(server.connections()).toBe(1);
  });

  it.each<[string, (stream: http2.ServerHttp2Stream) => void, string]>([
    ['no answer', () => {}, 'timeout'],
    ['a pause', (stream) => half(stream), 'timeout'],
    ['a reset', (stream) => stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR), 'connection'],
    ['a goodbye', (stream) => stream.session?.destroy(), 'connection'],
    ['a body that is too short', (stream) => half(stream, () => stream.end()), 'cut-off'],
    [
      'a goodbye inside the body',
      (stream) => half(stream, () => stream.session?.destroy()),
      'cut-off',
    ],
  ])('ends properly after %s, and goes on', async (_, misbehave, failure) => {
    const server = await serve2((stream, path) =>
      path === '/bad' ? misbehave(stream) : OK(stream),
    );
    const { fetch } = fetcher({ ...trusting(server), timeout: 400 });
    const [bad] = await Promise.all([
      fetch({ url: 'https://two.test/bad', validators: null }),
      fetch({ url: 'https://two.test/good', validators: null }),
    ]);
    expect(failed(bad).failure).toBe(failure);
    expect(textOf(await fetch({ url: 'https://two.test/good', validators: null }))).toBe(
      'over two',
    );
  });

  it('is capped like any other answer', async () => {
    const server = await serve2((stream) => {
      stream.respond({ ':status': 200 });
      const write = () => {
        while (!stream.destroyed && stream.write(Buffer.alloc(50_000)));
      };
      stream.on('drain', write);
      write();
    });
    const outcome = answered(
      await get('https://two.test/', { ...trusting(server), maxBytes: 300_000 }),
    );
    expect(outcome).toMatchObject({ received: 300_000, body: { truncated: true } });
  });

  it('that was agreed on and then not spoken is a failure', async () => {
    const identity = await authority.issue(['two.test']);
    const server = await listen(
      createTlsServer({ ...identity, ALPNProtocols: ['h2'] }, (socket) => {
        socket.on('error', () => {});
        socket.write('HTTP/1.1 200 OK\r\n\r\n'.repeat(20));
      }),
    );
    const outcome = failed(await get('https://two.test/', { ...trusting(server), timeout: 400 }));
    expect(['protocol', 'connection', 'timeout']).toContain(outcome.failure);
  });
});
