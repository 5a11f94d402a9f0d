import { createHash } from 'node:crypto';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBody } from '../../src/web/fetcher.js';
import { answered, failed, get, textOf } from './fetching.js';
import { serve, serveRaw } from './servers.js';

const PACKERS: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  gzip: (bytes) => gzipSync(bytes),
  'x-gzip': (bytes) => gzipSync(bytes),
  br: (bytes) => brotliCompressSync(bytes),
  deflate: (bytes) => deflateSync(bytes),
  identity: (bytes) => bytes,
};

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('a body', () => {
  it('comes out as it was packed, in any order of codings and any size of pieces, and never longer than the limit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 3000 }) as fc.Arbitrary<Uint8Array>,
        fc.array(fc.constantFrom(...Object.keys(PACKERS)), { maxLength: 3 }),
        fc.integer({ min: 1, max: 500 }),
        async (bytes, codings, size) => {
          const stages = [bytes];
          for (const coding of codings)
            stages.push(PACKERS[coding]?.(stages.at(-1) as Uint8Array) ?? bytes);
          const packed = stages.at(-1) as Uint8Array;
          const most = Math.max(...stages.map((stage) => stage.length));
          let received = 0;
          const body = await readBody(inPieces(packed, size), codings.join(', '), most, (n) => {
            received += n;
          });
          expect(Buffer.from(body.bytes)).toEqual(Buffer.from(bytes));
          expect(body.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
          expect(body.truncated).toBe(false);
          expect(received).toBe(bytes.length);

          const cut = await readBody(
            inPieces(packed, size),
            codings.join(','),
            bytes.length - 1,
            () => {},
          );
          expect(cut.truncated).toBe(true);
          expect(Buffer.from(bytes).subarray(0, cut.bytes.length)).toEqual(Buffer.from(cut.bytes));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('that is longer than the limit is kept as its beginning only, hashed up to the limit', async () => {
    const long = Buffer.alloc(700_000, 'a line of an endless log\n');
    const [limit, beginning] = [600_000, 256 * 1024];
    const body = await readBody(inPieces(long, 16_384), undefined, limit, () => {});
    expect(body).toMatchObject({ truncated: true });
    expect(Buffer.from(body.bytes).equals(long.subarray(0, beginning))).toBe(true);
    expect(body.sha256).toBe(createHash('sha256').update(long.subarray(0, limit)).digest('hex'));
    const whole = await readBody(inPieces(long, 16_384), undefined, long.length, () => {});
    expect(Buffer.from(whole.bytes).equals(long)).toBe(true);
  });

  it('may be packed five times over and no more: a name that means nothing counts for nothing', async () => {
    const packed = (times: number) =>
      Array.from({ length: times }).reduce<Uint8Array>(
        (bytes) => gzipSync(bytes),
        Buffer.from('deep down'),
      );
    const server = await serve((request, response) => {
      const times = Number(request.url?.slice(1));
      const codings = ['identity', ...Array<string>(times).fill('gzip'), ''].join(', ');
      response.setHeader('content-encoding', codings).end(packed(times));
    });
    expect(textOf(await get(`${server.origin}/5`))).toBe('deep down');
    const outcome = failed(await get(`${server.origin}/6`));
    expect(outcome.failure).toBe('encoding');
    expect(outcome.message).toContain('6 times over; at most 5 are undone');
  });

  it('that unpacks to gigabytes of nothing inside another coding is cut where the inside is too long', async () => {
    const nothing = gzipSync('');
    const bomb = gzipSync(gzipSync(Buffer.concat(Array<Buffer>(50_000).fill(nothing))));
    const body = await readBody(inPieces(bomb, 20), 'gzip, gzip, gzip', 10_000, () => {});
    expect(body).toMatchObject({ truncated: true, bytes: { length: 0 } });
    const roomy = await readBody(inPieces(bomb, 20), 'gzip, gzip, gzip', 2_000_000, () => {});
    expect(roomy).toMatchObject({ truncated: false, bytes: { length: 0 } });
  });

  it('may be bare deflate, and may be empty under any coding', async () => {
    const server = await serve((request, response) => {
      const raw = request.url === '/raw';
      response.setHeader('content-encoding', raw ? 'deflate' : 'gzip');
      response.end(raw ? deflateRawSync('bare') : undefined);
    });
    expect(textOf(await get(`${server.origin}/raw`))).toBe('bare');
    expect(answered(await get(`${server.origin}/empty`)).body).toMatchObject({ truncated: false });
  });

  it('is cut at the limit, and its connection is closed', async () => {
    let closed = false;
    const server = await serve((_, response) => {
      const write = () => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
      };
      response.on('drain', write).on('close', () => {
        closed = true;
      });
      write();
    });
    const outcome = answered(await get(server.origin, { maxBytes: 12_345 }));
    expect(outcome.body?.bytes).toHaveLength(12_345);
    expect(outcome).toMatchObject({ received: 12_345, requests: 1, body: { truncated: true } });
    await expect.poll(() => closed).toBe(true);
  });

  it('of exactly the limit is whole', async () => {
    const server = await serve((_, response) => response.end('x'.repeat(500)));
    expect(answered(await get(server.origin, { maxBytes: 500 })).body?.truncated).toBe(false);
    expect(answered(await get(server.origin, { maxBytes: 499 })).body?.truncated).toBe(true);
  });

  it.each(['utf-8', 'UTF8', 'none', 'identity', 'text/html', 'utf-8, gzip'])(
    'that is called packed as “%s” is read as browsers read it',
    async (coding) => {
      const text = '<p>The whole sentence stands here.</p>';
      const server = await serve((_, response) => {
        response
          .setHeader('content-encoding', coding)
          .end(coding.includes('gzip') ? gzipSync(text) : text);
      });
      const { body } = answered(await get(server.origin));
      expect(new TextDecoder().decode(body?.bytes)).toBe(text);
    },
  );

  it.each([
    ['garbage that is called gzip', 'gzip', Buffer.from('<html>not packed</html>'), 'encoding'],
    ['garbage that is called brotli', 'br', Buffer.from('<html>not packed</html>'), 'encoding'],
    ['a coding that nobody knows', 'compress', Buffer.from('xyz'), 'encoding'],
    ['a damaged gzip', 'gzip', damaged(gzipSync('a sentence'.repeat(50))), 'encoding'],
    ['half a gzip', 'gzip', gzipSync('a sentence'.repeat(50)).subarray(0, 20), 'cut-off'],
    ['half a brotli', 'br', brotliCompressSync('a sentence'.repeat(50)).subarray(0, 10), 'cut-off'],
  ])('made of %s is a failure with a sentence', async (_, coding, bytes, failure) => {
    const server = await serve((_, response) => {
      response.setHeader('content-encoding', coding);
      response.end(bytes);
    });
    const outcome = failed(await get(server.origin));
    expect(outcome.failure).toBe(failure);
    expect(outcome.message).toMatch(/^127\.0\.0\.1:\d+ |^The connection to .*\.$/);
  });

  it.each([
    ['Content-Length', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf'],
    [
      'Content-Length and close',
      'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 100\r\n\r\nhalf',
    ],
    ['chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nhalf'],
    [
      'chunks and close',
      'HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n',
    ],
  ])('that ends before its end (%s) is cut off', async (_, bytes) => {
    const server = await serveRaw((socket) => socket.end(bytes));
    expect(failed(await get(server.origin))).toMatchObject({ failure: 'cut-off', requests: 1 });
    const reset = await serveRaw((socket) => socket.write(bytes, () => socket.resetAndDestroy()));
    expect(failed(await get(reset.origin)).failure).toBe('cut-off');
  });

  it('is null for 204 and 304, and there for errors', async () => {
    const server = await serve((request, response) => {
      response.statusCode = Number(request.url?.slice(1));
      response.end(response.statusCode > 399 ? 'sorry' : undefined);
    });
    expect(answered(await get(`${server.origin}/204`)).body).toBeNull();
    expect(answered(await get(`${server.origin}/304`)).body).toBeNull();
    expect(textOf(await get(`${server.origin}/404`))).toBe('sorry');
  });
});

function damaged(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy.fill(0xff, 14, 24);
  return copy;
}
