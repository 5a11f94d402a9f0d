import { expect, it } from 'vitest';
import { replyOf, replyRowOf } from '../../src/fleet/ask-rows.js';
import type { Answer } from '../../src/web/reply.js';

it('an answer is read as it was written, certificates and bytes too', async () => {
  const bytes = new Uint8Array([0, 255, 10]);
  const answer: Answer = {
    kind: 'answered',
    http: 200,
    location: null,
    requests: 1,
    received: 3,
    startedAt: 5,
    headers: { etag: '"é\u0000"', 'last-modified': 'x' },
    cookies: ['a=b'],
    body: { bytes, sha256: 'of all that came', truncated: true },
    wire: {
      request: ['GET / HTTP/1.1'],
      ip: '127.0.0.1',
      tls: {
        version: 'TLSv1.3',
        cipher: 'x',
        protocol: null,
        chain: [{ sha256: 'ab', der: new Uint8Array([1, 2]) }],
      },
    },
  };
  const { reply, status, tags } = await replyRowOf(answer);
  expect(status).toBe(200);
  expect(Object.values(tags ?? {})).not.toContain(null);
  expect(reply).not.toContain('\u0000');
  const read = replyOf({ json: reply, bytes }) as Answer;
  expect({ ...read, wire: JSON.stringify(read.wire) }).toEqual({
    ...answer,
    wire: expect.any(String),
  });
  expect(Buffer.from(read.wire?.tls?.chain[0]?.der ?? [])).toEqual(Buffer.from([1, 2]));
});

it.each([
  ['an error page', 404, { etag: '"v1"' }],
  ['a page without validators', 200, {}],
])('%s stands for no later "not modified"', async (_, http, headers) => {
  const body = { bytes: new Uint8Array(), sha256: '', truncated: false };
  const answer: Answer = {
    kind: 'answered',
    http,
    headers,
    body,
    location: null,
    cookies: [],
    requests: 1,
    received: 0,
    startedAt: 0,
  };
  expect((await replyRowOf(answer)).tags).toBeNull();
});
