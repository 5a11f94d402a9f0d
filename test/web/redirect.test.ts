import { describe, expect, it } from 'vitest';
import { answered, everythingTo, failed, fetcher, get, textOf } from './fetching.js';
import { serve, serveRaw } from './servers.js';

/** A web of many hosts that redirects as the table says, and otherwise answers with what it was asked. */
async function web(
  table: Record<string, [status: number, location: string, ...cookies: string[]]>,
) {
  const asked: { url: string; headers: Record<string, unknown> }[] = [];
  const server = await serve((request, response) => {
    const url = `http://${request.headers.host}${request.url}`;
    asked.push({ url, headers: request.headers });
    const [status, location, ...cookies] = table[url] ?? [200, ''];
    if (location !== '') response.setHeader('location', Buffer.from(location).toString('latin1'));
    if (cookies.length > 0) response.setHeader('set-cookie', cookies);
    response.writeHead(status).end(url);
  });
  return { asked, settings: { connectTo: everythingTo(server.port) } };
}

describe('redirects', () => {
  it.each([301, 302, 303, 307, 308])(
    'of kind %i are followed, and every hop is kept',
    async (status) => {
      const { settings } = await web({
        'http://a.test/one': [status, '/two?x=1'],
        'http://a.test/two?x=1': [302, '//b.test/three'],
      });
      const outcome = answered(await get('http://a.test/one#part', settings));
      expect(outcome).toMatchObject({
        url: 'http://a.test/one#part',
        finalUrl: 'http://b.test/three#part',
        http: 200,
        hops: [
          { url: 'http://a.test/one', http: status },
          { url: 'http://a.test/two?x=1', http: 302 },
        ],
        requests: 3,
      });
    },
  );

  it('without a Location, and 300s that are no redirects, are answers', async () => {
    const { settings } = await web({
      'http://a.test/302': [302, ''],
      'http://a.test/300': [300, '/elsewhere'],
    });
    for (const http of [302, 300]) {
      expect(answered(await get(`http://a.test/${http}`, settings))).toMatchObject({
        http,
        hops: [],
      });
    }
  });

  it('may have a Location in raw UTF-8 or raw Latin-1, with a fragment of its own', async () => {
    const { settings } = await web({ 'http://a.test/': [301, '/café 文#new'] });
    const outcome = answered(await get('http://a.test/#old', settings));
    expect(outcome.finalUrl).toBe('http://a.test/caf%C3%A9%20%E6%96%87#new');
    const latin = await serveRaw((socket, request) =>
      socket.end(
        Buffer.from(
          request.startsWith('GET / ')
            ? 'HTTP/1.1 302 Found\r\nLocation: /caf\xe9\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'
            : 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
          'latin1',
        ),
      ),
    );
    expect(answered(await get(latin.origin)).finalUrl).toBe(`${latin.origin}/caf%E9`);
  });

  it('that lead in a circle end there', async () => {
    const { settings, asked } = await web({
      'http://a.test/1': [302, '/2'],
      'http://a.test/2': [302, '/1#again'],
    });
    expect(failed(await get('http://a.test/1', settings))).toMatchObject({
      failure: 'redirect-loop',
      requests: 2,
    });
    expect(asked).toHaveLength(2);
  });

  it('are told in a sentence, however long an address they lead to', async () => {
    const [short, long] = ['x'.repeat(300), 'x'.repeat(10_000)].map(
      (name) => `http://a.test/${name}`,
    );
    const told = async (to = '') => {
      const { settings } = await web({ 'http://a.test/1': [302, to], [to]: [302, to] });
      return failed(await get('http://a.test/1', settings)).message;
    };
    expect(await told(short)).toContain(`${short} comes up again`);
    expect((await told(long)).length).toBeLessThan(600);
    expect((await told(`http://${'x'.repeat(10_000)}:99999/`)).length).toBeLessThan(600);
  });

  it('are followed twenty times and no more', async () => {
    const chain = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, i) => [
          `http://a.test/${i}`,
          [302, `/${i + 1}`] as [number, string],
        ]),
      );
    const { settings } = await web(chain(20));
    expect(answered(await get('http://a.test/0', settings)).hops).toHaveLength(20);
    const { settings: longer } = await web(chain(21));
    const outcome = failed(await get('http://a.test/0', longer));
    expect(outcome).toMatchObject({ failure: 'redirect-loop', requests: 21 });
    expect(outcome.hops).toHaveLength(20);
  });

  it.each([
    ['file:///etc/passwd', 'refused-scheme'],
    ['javascript:alert(1)', 'refused-scheme'],
    ['ftp://a.test/', 'refused-scheme'],
    ['http://:80:80/', 'bad-url'],
  ])('to %s are refused', async (location, failure) => {
    const { settings } = await web({ 'http://a.test/': [302, location] });
    expect(failed(await get('http://a.test/', settings))).toMatchObject({
      failure,
      finalUrl: 'http://a.test/',
      hops: [{ url: 'http://a.test/', http: 302 }],
    });
  });

  it('carry the cookies of this visit where they belong, and a page that sets one and asks again is no loop', async () => {
    const cookies: (string | undefined)[] = [];
    const server = await serve(({ headers }, response) => {
      cookies.push(headers.cookie);
      const location = headers.host === 'b.test' ? 'http://a.test/' : '/';
      if (headers.cookie) response.end('come in');
      else response.writeHead(302, { location, 'set-cookie': `${headers.host?.[0]}=1` }).end();
    });
    const settings = { connectTo: everythingTo(server.port) };
    expect(textOf(await get('http://b.test/', settings))).toBe('come in');
    expect(cookies).toEqual([undefined, undefined, 'a=1']);
    await get('http://b.test/', settings);
    expect(cookies[3]).toBeUndefined();
  });

  it('and first requests never carry the name and password of an address', async () => {
    const { settings, asked } = await web({ 'http://a.test/': [302, 'http://me:secret@b.test/'] });
    const outcome = answered(await get('http://user:secret@a.test/', settings));
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
    expect(JSON.stringify({ ...outcome, url: '', body: null })).not.toContain('secret');
  });
});

describe('validators', () => {
  const VALIDATORS = { etag: '"v1"', lastModified: 'Sat, 01 Mar 2025 00:00:00 GMT' };

  it('go with the request, and 304 is an answer without a body', async () => {
    const server = await serve((request, response) => {
      const same =
        request.headers['if-none-match'] === '"v1"' && request.headers['if-modified-since'];
      response.writeHead(same ? 304 : 200, { etag: '"v1"' }).end(same ? undefined : 'text');
    });
    const outcome = answered(await get(server.origin, {}, VALIDATORS));
    expect(outcome).toMatchObject({
      http: 304,
      body: null,
      received: 0,
      headers: { etag: '"v1"' },
    });
    expect(textOf(await get(server.origin))).toBe('text');
  });

  it('are what a 304 speaks of: without them it speaks of nothing', async () => {
    const { settings } = await web({
      'http://a.test/page': [304, ''],
      'http://a.test/moved': [302, 'http://a.test/login'],
      'http://a.test/login': [304, ''],
    });
    const unaskedOf = async (url: string, validators?: typeof VALIDATORS) =>
      answered(await get(url, settings, validators)).unasked;
    expect(await unaskedOf('http://a.test/page')).toBe(true);
    expect(await unaskedOf('http://a.test/moved', VALIDATORS)).toBe(true);
    expect(await unaskedOf('http://a.test/page', VALIDATORS)).toBeUndefined();
  });

  const ROUTE = {
    'http://a.test/page': [301, 'http://www.a.test/page/'],
    'http://www.a.test/page/': [302, 'http://www.a.test/'],
  } satisfies Parameters<typeof web>[0];

  it.each([
    ['the address that is asked', undefined],
    ['one on the way', 'http://www.a.test/page/'],
    ['the one at its end', 'http://www.a.test/'],
    ['another than is come to', 'http://a.test/elsewhere'],
  ])('go to the very address that they are of, and to none that is like it: %s', async (_, of) => {
    const { settings, asked } = await web(ROUTE);
    await get('http://a.test/page', settings, { ...VALIDATORS, of });
    expect(asked).toHaveLength(3);
    const went = asked.filter(({ headers }) => headers['if-none-match'] === '"v1"');
    const dated = asked.filter(({ headers }) => headers['if-modified-since'] !== undefined);
    const wanted = Object.keys(ROUTE)
      .concat('http://www.a.test/')
      .filter((url) => url === (of ?? 'http://a.test/page'));
    expect(went.map(({ url }) => url)).toEqual(wanted);
    expect(dated).toEqual(went);
  });
});

describe('an address', () => {
  it.each([
    ['http://a.test/a%2Fb%2525?q=%20+#frag', '/a%2Fb%2525?q=%20+'],
    ['http://a.test/caf\u00e9 x?\u6587', '/caf%C3%A9%20x?%E6%96%87'],
    ['http://a.test:80', '/'],
    ['http://a.test/a/../b', '/b'],
    ['http://a.test/%zz|', '/%zz|'],
  ])('%s goes over the wire as %s', async (url, path) => {
    const { settings, asked } = await web({});
    expect(answered(await get(url, settings)).url).toBe(url);
    expect(asked[0]?.url).toBe(`http://a.test${path}`);
  });

  it('may have an international name', async () => {
    const { settings, asked } = await web({});
    const outcome = answered(await get('http://b\u00fccher.test/', settings));
    expect(asked[0]?.headers.host).toBe('xn--bcher-kva.test');
    expect(outcome.finalUrl).toBe('http://xn--bcher-kva.test/');
  });

  it.each(['', 'not an address', 'http://', 'http://a b/', 'http://a.test:99999/', '/relative'])(
    'that is none (%j) is a failure, not an error',
    async (url) => {
      expect(failed(await get(url))).toMatchObject({
        failure: 'bad-url',
        url,
        finalUrl: url,
        requests: 0,
      });
    },
  );

  it.each(['ftp://a.test/', 'file:///etc/passwd', 'mailto:someone@a.test', 'data:,x'])(
    'of another scheme (%s) is refused',
    async (url) => {
      expect(failed(await get(url))).toMatchObject({ failure: 'refused-scheme', requests: 0 });
    },
  );

  it('is asked for honestly', async () => {
    const { settings, asked } = await web({});
    await get('http://a.test/', { ...settings, userAgent: 'citewatch/1 (+https://team.test)' });
    expect(asked[0]?.headers).toMatchObject({
      'user-agent': 'citewatch/1 (+https://team.test)',
      'accept-encoding': expect.stringMatching(/^gzip, deflate, br/),
      'accept-language': 'en,*;q=0.5',
    });
  });

  it.each([
    [undefined, 'en,*;q=0.5'],
    [null, 'en,*;q=0.5'],
    ['en-GB', 'en,*;q=0.5'],
    ['fr', 'fr,en;q=0.8,*;q=0.5'],
    ['zh-Hant', 'zh-Hant,zh;q=0.9,en;q=0.8,*;q=0.5'],
  ])(
    'asks for a document of language %s first in that, wherever it is led',
    async (lang, wanted) => {
      const { settings, asked } = await web({ 'http://a.test/1': [302, 'http://b.test/2'] });
      await fetcher(settings).fetch({ url: 'http://a.test/1', validators: null, lang });
      expect(asked.map(({ headers }) => headers['accept-language'])).toEqual([wanted, wanted]);
    },
  );

  it('take the headers of a request to no other origin, nor back from there', async () => {
    const { settings, asked } = await web({
      'http://a.test/1': [302, '/2'],
      'http://a.test/2': [302, 'http://b.test/3'],
      'http://b.test/3': [302, 'http://a.test/4'],
    });
    const headers = { authorization: 'LOW key:s3cret' };
    await fetcher(settings).fetch({ url: 'http://a.test/1', validators: null, headers });
    expect(asked.map(({ headers: sent }) => sent.authorization)).toEqual([
      'LOW key:s3cret',
      'LOW key:s3cret',
      undefined,
      undefined,
    ]);
  });

  it('are the answer where the asker wants to follow them himself', async () => {
    const { settings, asked } = await web({ 'http://a.test/1': [302, 'http://b.test/'] });
    const outcome = await fetcher(settings).fetch({
      url: 'http://a.test/1',
      validators: null,
      unfollowed: true,
    });
    expect(answered(outcome)).toMatchObject({
      http: 302,
      finalUrl: 'http://a.test/1',
      hops: [],
      headers: { location: 'http://b.test/' },
    });
    expect(asked).toHaveLength(1);
  });

  it('that lead to another origin are the answer where the asker wants to follow those himself, and others are followed', async () => {
    const { settings, asked } = await web({
      'http://a.test/1': [302, '/2', 'a=b'],
      'http://a.test/2': [302, 'http://b.test/3'],
      'http://a.test/away': [302, 'http://a.test:8080/'],
    });
    const ask = async (url: string) =>
      answered(await fetcher(settings).fetch({ url, validators: null, unfollowed: 'elsewhere' }));
    expect(await ask('http://a.test/1')).toMatchObject({
      http: 302,
      finalUrl: 'http://a.test/2',
      hops: [{ url: 'http://a.test/1' }],
      headers: { location: 'http://b.test/3' },
    });
    expect(asked.map(({ url, headers }) => [url, headers.cookie])).toEqual([
      ['http://a.test/1', undefined],
      ['http://a.test/2', 'a=b'],
    ]);
    // Another port is another origin.
    expect(await ask('http://a.test/away')).toMatchObject({
      http: 302,
      finalUrl: 'http://a.test/away',
    });
  });

  it('do not take along what was posted', async () => {
    const { settings, asked } = await web({ 'http://a.test/1': [307, 'http://b.test/'] });
    const post = { type: 'application/json', body: '{"secret":1}' };
    const outcome = await fetcher(settings).fetch({
      url: 'http://a.test/1',
      validators: null,
      post,
    });
    expect(answered(outcome).http).toBe(307);
    expect(
      asked.map(({ headers }) => [headers['content-type'], headers['content-length']]),
    ).toEqual([['application/json', '12']]);
  });
});

describe('the door', () => {
  it('counts everything that it lets through: redirects, retries, and what nobody answers', async () => {
    let asked = 0;
    const server = await serve((request, response) => {
      asked += 1;
      if (request.url === '/1') response.writeHead(302, { location: '/2' }).end();
      else if (request.url === '/2') response.end('x'.repeat(100));
      else if (request.url === '/drop') request.socket.destroy();
      else response.writeHead(503).end('later');
    });
    const { fetch, traffic } = fetcher({ retries: 1 });
    for (const path of ['/1', '/drop', '/503'])
      await fetch({ url: `${server.origin}${path}`, validators: null });
    await fetch({ url: 'not an address', validators: null });
    expect(traffic()).toEqual({ requests: asked, bytes: 110 });
    // What was dropped went out over a kept connection at first, then over a new one, and then as a retry.
    expect(asked).toBe(7);
  });

  it('tells how long a server asks to be left alone', async () => {
    const server = await serve((request, response) =>
      response.writeHead(429, request.url === '/' ? {} : { 'retry-after': '1.5' }).end(),
    );
    expect(answered(await get(`${server.origin}/x`)).retryAfter).toBe(1_500);
    expect(answered(await get(server.origin))).not.toHaveProperty('retryAfter');
  });

  it('reads no body where only headers matter, and asks once where it is told so', async () => {
    let asked = 0;
    const server = await serve((_, response) => {
      asked += 1;
      response.writeHead(503).end('x'.repeat(100));
    });
    const request = { url: server.origin, validators: null, headersOnly: true, once: true };
    expect(answered(await fetcher({ retries: 3 }).fetch(request))).toMatchObject({
      received: 0,
      body: null,
    });
    expect(asked).toBe(1);
  });
});
