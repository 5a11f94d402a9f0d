import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { answered, fetcher } from './fetching.js';
import { serve } from './servers.js';

const MEGABYTE = 1_000_000;

it('memory stays flat while bombs of a gigabyte unpack and endless bodies flow', async () => {
  // A thousand zeros pack into one byte; members of a gzip may follow each other for ever.
  const member = gzipSync(Buffer.alloc(10 * MEGABYTE));
  const twice = gzipSync(Buffer.concat(Array<Buffer>(100).fill(member)));
  let sent = 0;
  const server = await serve((request, response) => {
    if (request.url === '/twice') {
      response.setHeader('content-encoding', 'gzip, gzip');
      return response.end(twice);
    }
    response.setHeader('content-encoding', request.url === '/bomb' ? 'gzip' : 'identity');
    const piece = request.url === '/bomb' ? member : Buffer.alloc(MEGABYTE);
    const write = () => {
      do sent += piece.length;
      while (!response.destroyed && response.write(piece));
    };
    response.on('drain', write);
    return write();
  });

  const { fetch } = fetcher({ maxBytes: 5 * MEGABYTE, concurrency: 3 });
  const get = (path: string) => fetch({ url: server.origin + path, validators: null });
  await get('/bomb');
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 5);
  for (let i = 0; i < 10; i++) {
    for (const outcome of await Promise.all(['/bomb', '/endless', '/twice'].map(get))) {
      expect(answered(outcome)).toMatchObject({
        received: 5 * MEGABYTE,
        body: { truncated: true },
      });
    }
  }
  clearInterval(watch);
  expect(Math.max(peak, process.memoryUsage().rss) - before).toBeLessThan(150 * MEGABYTE);
  expect(sent).toBeGreaterThan(50 * MEGABYTE);
});

it('a bomb that unpacks to nothing ends at the limit too', async () => {
  const nothing = gzipSync('');
  const server = await serve((_, response) => {
    response.setHeader('content-encoding', 'gzip');
    const piece = Buffer.concat(Array<Buffer>(2000).fill(nothing));
    const write = () => {
      while (!response.destroyed && response.write(piece));
    };
    response.on('drain', write);
    write();
  });
  const { fetch } = fetcher({ maxBytes: MEGABYTE });
  const outcome = answered(await fetch({ url: server.origin, validators: null }));
  expect(outcome).toMatchObject({ received: 0, body: { truncated: true } });
});
