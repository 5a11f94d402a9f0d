import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/web/failure.js';
import { systemClock } from '../../src/web/reply.js';
import { createAuthority } from './certificates.js';
import { answered, everythingTo, failed, fetcher, get, textOf } from './fetching.js';
import { listen, serve, serveRaw } from './servers.js';

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

describe('a connection', () => {
  it('that nobody accepts is a failure with the system\u2019s code and a sentence', async () => {
    const server = createServer();
    const { origin } = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const outcome = failed(await get(origin, { retries: 2 }));
    expect(outcome).toMatchObject({
      failure: 'connection',
      code: 'ECONNREFUSED',
      requests: 3,
      received: 0,
    });
    expect(outcome.message).toMatch(/refused the connection/);
  });

  it('that is broken off before an answer is tried again', async () => {
    let times = 0;
    const server = await serveRaw((socket) => {
      times += 1;
      if (times === 1) socket.resetAndDestroy();
      else if (times === 2) socket.destroy();
      else socket.end(OK);
    });
    expect(failed(await get(server.origin)).failure).toBe('connection');
    expect(failed(await get(server.origin)).failure).toBe('connection');
    times = 0;
    const outcome = answered(await get(server.origin, { retries: 2 }));
    expect(outcome).toMatchObject({ http: 200, requests: 3, received: 2 });
    expect(new Date(outcome.at).getTime() + outcome.elapsed).toBeLessThanOrEqual(Date.now());
  });
});

describe('an answer that browsers open though it is not proper HTTP', () => {
  const head = (...lines: readonly string[]) => lines.join('\r\n');
  const LENGTH = 'Content-Length: 2';
  const READ: readonly (readonly [string, string])[] = [
    ['bare line feeds', 'HTTP/1.1 200 OK\nContent-Type: text/plain\nContent-Length: 2\n\nok'],
    [
      'bare line feeds up to the end of the connection',
      'HTTP/1.0 200 OK\nContent-Type: text/plain\n\nok',
    ],
    ['one bare line feed among others', 'HTTP/1.1 200 OK\r\nX-A: a\nContent-Length: 2\r\n\r\nok'],
    ['an empty line of a bare line feed', `${head('HTTP/1.1 200 OK', LENGTH)}\r\n\nok`],
    ['the same length twice', head('HTTP/1.1 200 OK', LENGTH, 'X-A: a', LENGTH, '', 'ok')],
    ['the same length twice in one line', head('HTTP/1.1 200 OK', `${LENGTH}, 2`, '', 'ok')],
    ['both', 'HTTP/1.1 200 OK\nContent-Length: 2\ncontent-length:2\n\nok'],
    [
      'chunks behind bare line feeds',
      'HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n2\r\nok\r\n0\r\n\r\n',
    ],
  ];
  it.each(READ)('is read, at one more request: %s', async (_, answer) => {
    const server = await serveRaw((socket) => void socket.end(answer));
    const { fetch } = fetcher();
    const first = answered(await fetch({ url: `${server.origin}/1`, validators: null }));
    expect([textOf(first), first.requests]).toEqual(['ok', 2]);
    // It is known of a server then.
    const next = answered(await fetch({ url: `${server.origin}/2`, validators: null }));
    expect([textOf(next), next.requests]).toEqual(['ok', 1]);
  });

  const REFUSED: readonly (readonly [string, string])[] = [
    ['two lengths', head('HTTP/1.1 200 OK', LENGTH, 'Content-Length: 3', '', 'okk')],
    ['two lengths in one line', head('HTTP/1.1 200 OK', `${LENGTH}, 3`, '', 'okk')],
    [
      'one length in two spellings',
      head('HTTP/1.1 200 OK', LENGTH, 'Content-Length: 02', '', 'ok'),
    ],
    [
      'a length that is none, twice',
      head('HTTP/1.1 200 OK', 'Content-Length: +2', 'Content-Length: +2', '', 'ok'),
    ],
    [
      'two lengths behind bare line feeds',
      'HTTP/1.1 200 OK\nContent-Length: 2\nContent-Length: 3\n\nokk',
    ],
    [
      'a length beside chunks',
      head('HTTP/1.1 200 OK', LENGTH, 'Transfer-Encoding: chunked', '', '2', 'ok', '0', '', ''),
    ],
    [
      'the same length twice beside chunks, behind bare line feeds',
      'HTTP/1.1 200 OK\nContent-Length: 2\nContent-Length: 2\nTransfer-Encoding: chunked\n\n2\r\nok\r\n0\r\n\r\n',
    ],
    ['a folded line', head('HTTP/1.1 200 OK', 'X-A: a', ' b', LENGTH, '', 'ok')],
    ['a folded line behind bare line feeds', `HTTP/1.1 200 OK\nX-A: a\n b\n${LENGTH}\n\nok`],
    ['a control character', `HTTP/1.1 200 OK\nX-A: a\u0001b\n${LENGTH}\n\nok`],
    ['a zero', `HTTP/1.1 200 OK\nX-A: a\0b\n${LENGTH}\n\nok`],
    ['a bare CR', `HTTP/1.1 200 OK\nX-A: a\rX-B: b\n${LENGTH}\n\nok`],
    ['a space before the colon', `HTTP/1.1 200 OK\nContent-Length : 2\n${LENGTH}\n\nok`],
    [
      'chunks whose own lines end bare',
      'HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n2\nok\n0\n\n',
    ],
    ['more head than may be', `HTTP/1.1 200 OK\n${'X-A: a\n'.repeat(20_000)}${LENGTH}\n\nok`],
  ];
  it.each(REFUSED)(
    'is refused where it could mean two things, or nothing: %s',
    async (_, answer) => {
      const server = await serveRaw((socket) => void socket.end(answer));
      const outcome = failed(await get(server.origin));
      expect(outcome.requests).toBeLessThanOrEqual(2);
      expect(['protocol', 'cut-off']).toContain(outcome.failure);
    },
  );

  it('is read over TLS, by the same guard and through the same proxy', async () => {
    const authority = await createAuthority();
    const { key, cert } = await authority.issue(['odd.example']);
    const odd = 'HTTP/1.1 200 OK\nContent-Length: 2\n\nok';
    const server = await listen(
      createTlsServer({ key, cert }, (socket) => void socket.once('data', () => socket.end(odd))),
    );
    const settings = {
      ca: authority.cert,
      connectTo: everythingTo(server.port),
      allowPrivate: false,
    };
    const outcome = answered(await get('https://odd.example/', settings));
    expect([textOf(outcome), outcome.wire?.tls?.protocol ?? 'http/1.1']).toEqual([
      'ok',
      'http/1.1',
    ]);
    // The second look is refused where the first would be.
    expect(failed(await get(server.origin, { allowPrivate: false })).failure).toBe(
      'refused-address',
    );
    const plain = await serveRaw((socket) => void socket.end(odd));
    const proxy = await serveRaw((socket, request) => {
      expect(request).toMatch(/^GET http:\/\/odd\.example\/ /u);
      socket.end(odd);
    });
    expect(textOf(await get('http://odd.example/', { proxy: proxy.origin }))).toBe('ok');
    expect(plain.connections()).toBe(0);
  });

  it('is not asked again where the request changes something there', async () => {
    const server = await serveRaw(
      (socket) => void socket.end('HTTP/1.1 200 OK\nContent-Length: 2\n\nok'),
    );
    const { fetch } = fetcher();
    const post = { type: 'text/plain', body: 'x' };
    const outcome = failed(await fetch({ url: server.origin, validators: null, post }));
    expect([outcome.requests, server.connections()]).toEqual([1, 1]);
  });
});

describe('a kept connection', () => {
  /** A server that answers the first request on a connection as it is told, and ends the connection at the second. */
  const endsAtTheSecond = async (end: (socket: Socket) => void, first: string = OK) => {
    const requests = new Map<Socket, number>();
    return serveRaw((socket) => {
      requests.set(socket, (requests.get(socket) ?? 0) + 1);
      if (requests.get(socket) === 1) socket.write(first);
      else end(socket);
    });
  };

  it.each<[string, (socket: Socket) => void]>([
    ['reset', (socket) => void socket.resetAndDestroy()],
    ['closed', (socket) => void socket.end()],
  ])('that is %s as a request goes out is replaced, and costs no try', async (_, end) => {
    const server = await endsAtTheSecond(end);
    const { fetch, traffic } = fetcher({ perHost: 1 });
    const told: number[] = [];
    for (let n = 0; n < 6; n++) {
      const outcome = await fetch({ url: `${server.origin}/${n}`, validators: null });
      told.push(answered(outcome).requests);
    }
    expect(told).toEqual([1, 2, 2, 2, 2, 2]);
    expect(traffic().requests).toBe(11);
    expect(server.connections()).toBe(6);
  });

  it('is no excuse for a new one that is broken off, nor for an answer that is cut off', async () => {
    let connections = 0;
    const server = await serveRaw((socket, request) => {
      if (request.includes('/first')) socket.write(OK);
      else {
        connections += 1;
        socket.resetAndDestroy();
      }
    });
    const { fetch } = fetcher({ perHost: 1 });
    answered(await fetch({ url: `${server.origin}/first`, validators: null }));
    expect(failed(await fetch({ url: `${server.origin}/next`, validators: null }))).toMatchObject({
      failure: 'connection',
      requests: 2,
    });
    expect(failed(await fetch({ url: `${server.origin}/next`, validators: null })).requests).toBe(
      1,
    );
    expect(connections).toBe(3);
    const cut = await endsAtTheSecond((socket) =>
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n'),
    );
    const other = fetcher({ perHost: 1 });
    answered(await other.fetch({ url: cut.origin, validators: null }));
    expect(failed(await other.fetch({ url: cut.origin, validators: null }))).toMatchObject({
      failure: 'cut-off',
      requests: 1,
    });
  });

  it('is not replaced for what was posted: it may have been heard', async () => {
    const server = await endsAtTheSecond((socket) => void socket.resetAndDestroy());
    const { fetch } = fetcher({ perHost: 1 });
    answered(await fetch({ url: server.origin, validators: null }));
    const post = { body: 'a', type: 'text/plain' };
    expect(failed(await fetch({ url: server.origin, validators: null, post })).requests).toBe(1);
  });
});

describe('a time limit', () => {
  it.each([
    ['for the headers', '', 'UND_ERR_HEADERS_TIMEOUT', /no answer within 0.3 s/],
    [
      'for a pause inside the body',
      'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf',
      'UND_ERR_BODY_TIMEOUT',
      /in the middle/,
    ],
  ])('%s is kept, and a timeout is tried once more only', async (_, bytes, code, sentence) => {
    const server = await serveRaw((socket) => socket.write(bytes));
    const outcome = failed(await get(server.origin, { timeout: 300, retries: 5 }));
    expect(outcome).toMatchObject({ failure: 'timeout', code, requests: 2 });
    expect(outcome.message).toMatch(sentence);
  });

  it('for connecting is kept while the secure connection is being made', async () => {
    const server = await listen(createServer());
    const outcome = failed(await get(server.origin.replace('http', 'https'), { timeout: 300 }));
    expect(outcome).toMatchObject({ failure: 'timeout', code: 'UND_ERR_CONNECT_TIMEOUT' });
  });

  it.each(['HTTP/1.1 200 OK\r\n\r\n', 'HTTP/1.1 200 OK\r\nX-Slow: '])(
    'for the whole ends an answer that trickles (%j)',
    async (start) => {
      const server = await serveRaw((socket) => {
        socket.write(start);
        const timer = setInterval(() => socket.write('x'), 20);
        socket.on('close', () => clearInterval(timer));
      });
      const outcome = failed(await get(server.origin, { timeout: 200 }));
      expect(outcome).toMatchObject({ failure: 'timeout', finalUrl: `${server.origin}/` });
      expect(outcome.elapsed).toBeGreaterThanOrEqual(190);
      expect(outcome.elapsed).toBeLessThan(10_000);
    },
  );
});

describe('a server that does not speak HTTP', () => {
  it.each([
    ['nonsense', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['a broken header', 'HTTP/1.1 200 OK\r\nno colon here\r\n\r\n'],
    [
      'an unasked upgrade',
      'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n',
    ],
    ['a broken chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nok\r\n'],
    ['a status that is none', 'HTTP/1.1 000 Zero\r\nContent-Length: 0\r\n\r\n'],
    ['an endless header', `HTTP/1.1 200 OK\r\nX-Long: ${'x'.repeat(70_000)}`],
  ])('but sends %s is told so, once', async (_, bytes) => {
    const server = await serveRaw((socket) => socket.write(bytes));
    const outcome = failed(await get(server.origin, { retries: 2 }));
    expect(outcome).toMatchObject({ failure: 'protocol', requests: 1 });
    expect(outcome.message).toMatch(
      /^[^\n]*(?:not proper HTTP \([\w /.,:-]+\)|more than 64 kB of headers)\.$/u,
    );
  });

  it.each([
    [
      'two lengths',
      'Content-Length: 2\r\nContent-Length: 3\r\n',
      'protocol',
      /states its length twice/u,
    ],
    ['less than it promised', 'Content-Length: 9\r\n', 'cut-off', /ended in the middle/u],
  ])('is told apart from one that is cut off: %s', async (_, headers, kind, sentence) => {
    const server = await serveRaw((socket) => socket.end(`HTTP/1.1 200 OK\r\n${headers}\r\nok`));
    const outcome = failed(await get(server.origin));
    expect(outcome.failure).toBe(kind);
    expect(outcome.message).toMatch(sentence);
  });

  it('may say other things before its answer (103), but no 100 that was not asked for', async () => {
    const saysBefore = (status: string) =>
      serveRaw((socket) => socket.write(`HTTP/1.1 ${status}\r\n\r\n${OK}`));
    answered(await get((await saysBefore('103 Early Hints')).origin));
    const { failure, message } = failed(await get((await saysBefore('100 Continue')).origin));
    expect([failure, message]).toEqual([
      'protocol',
      expect.stringMatching(/began its answer with 100 Continue/u),
    ]);
  });

  it('has 64 kB for its headers, and may repeat them', async () => {
    const server = await serve((_, response) => {
      response.setHeader('x-long', 'x'.repeat(60_000)).setHeader('Link', ['<a>', '<b>']).end('ok');
    });
    const { headers } = answered(await get(server.origin));
    expect(headers['x-long']).toHaveLength(60_000);
    expect(headers.link).toBe('<a>, <b>');
  });
});

describe('a name', () => {
  const scene = { host: 'a.test', phase: 'headers', timeout: 1000 } as const;

  it.each([
    ['ENOTFOUND', 'dns', /was not found/],
    ['EAI_AGAIN', 'dns', /could not be looked up/],
    ['EAI_FAIL', 'dns', /could not be looked up \(EAI_FAIL\)/],
    ['EHOSTUNREACH', 'connection', /no way/],
    ['ETIMEDOUT', 'timeout', /did not accept/],
  ])('or a network that ends in %s is told apart', (code, failure, sentence) => {
    const error = Object.assign(new Error('x'), { code, syscall: 'getaddrinfo' });
    const diagnosis = diagnose(error, scene);
    expect(diagnosis).toMatchObject({ failure, code });
    expect(diagnosis.message).toMatch(sentence);
  });

  it('with several addresses tells the first one\u2019s trouble, and anything at all makes a sentence', () => {
    const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
    expect(diagnose(new AggregateError([refused]), scene)).toMatchObject({ code: 'ECONNREFUSED' });
    const cert = { subject: { CN: 'a.test' }, issuer: {}, valid_to: 'Bad time value' };
    const expired = Object.assign(new Error('x'), { code: 'CERT_HAS_EXPIRED', cert });
    expect(diagnose(expired, scene).message).toContain(
      'an unreadable date (issued by an unnamed issuer)',
    );
    for (const odd of [null, undefined, 'text', new Error('odd'), { code: 7 }]) {
      expect(diagnose(odd, scene)).toMatchObject({ failure: 'protocol', code: null });
    }
  });
});

describe('closing', () => {
  it('breaks off what is under way, what waits for its turn, and what waits to try again', async () => {
    let arrived = () => {};
    const busy = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const server = await serveRaw((socket, request) => {
      if (request.startsWith('GET /failing')) return void socket.destroy();
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf');
      arrived();
    });
    const { fetch, close } = fetcher({ perHost: 2, hostDelay: 60_000, retries: 9 }, systemClock);
    const all = ['/failing', '/hanging', '/waiting', '/waiting'].map((path) =>
      fetch({ url: server.origin + path, validators: null }),
    );
    const ends = Promise.allSettled(all);
    await busy;
    await close();
    expect((await ends).map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
  });

  it('is not needed for a connection to be used again', async () => {
    const server = await serve((_, response) => response.end('ok'));
    const { fetch } = fetcher({ perHost: 1 });
    for (let i = 0; i < 9; i++)
      expect(textOf(await fetch({ url: server.origin, validators: null }))).toBe('ok');
    expect(server.connections()).toBeLessThan(4);
  });
});
