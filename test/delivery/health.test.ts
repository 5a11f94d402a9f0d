import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Serving } from '../../src/delivery/server.js';
import { openHealthServer } from '../../src/delivery/server.js';
import { UserError } from '../../src/model/problem.js';
import { parseHealth } from '../../src/settings/nightly.js';

let wrong: () => Promise<string | null> = async () => null;
let serving: Serving;
beforeAll(async () => {
  const desk = { wrong: () => wrong(), metrics: async () => 'a 1\n' };
  serving = await openHealthServer({ host: '127.0.0.1', port: 0 }, desk);
});
afterAll(() => serving.close());

async function ask(path: string, { method = 'GET', host = '' } = {}, url = serving.url) {
  const sent = request(new URL(path, url), {
    method,
    ...(host === '' ? {} : { headers: { host } }),
  });
  sent.end();
  const [reply] = await once(sent, 'response');
  let text = '';
  for await (const part of reply) text += String(part);
  return {
    status: reply.statusCode as number,
    type: reply.headers['content-type'] as string,
    text,
  };
}

describe('the door of those who watch over a service', () => {
  it('says that it works, and what keeps it from working', async () => {
    expect(await ask('/healthz')).toEqual({
      status: 200,
      type: 'text/plain; charset=utf-8',
      text: 'ok\n',
    });
    wrong = async () => 'the store does not answer';
    expect(await ask('/healthz')).toMatchObject({
      status: 503,
      text: 'the store does not answer\n',
    });
    wrong = () => Promise.reject(new Error('postgres://user:secret@db'));
    const failed = await ask('/healthz?probe=1');
    expect(failed.status).toBe(503);
    expect(failed.text).not.toContain('secret');
    wrong = async () => null;
  });

  it('gives the metrics under the media type of their format', async () => {
    const { status, type, text } = await ask('/metrics');
    expect({ status, type, text }).toEqual({
      status: 200,
      type: 'text/plain; version=0.0.4; charset=utf-8',
      text: 'a 1\n',
    });
  });

  it('understands GET only, and two paths', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect((await ask('/healthz', { method })).status).toBe(405);
    for (const path of ['/', '/healthz/', '/metrics/x', '/..%2fmetrics'])
      expect((await ask(path)).status).toBe(404);
  });

  it('answers under names of this machine and of containers, and under none that a site can give it', async () => {
    const status = async (host: string) => (await ask('/metrics', { host })).status;
    for (const host of [
      'localhost:1',
      'LOCALHOST',
      '127.0.0.1',
      '[::1]:9464',
      '10.0.0.7:9464',
      'worker_1',
    ])
      expect([host, await status(host)]).toEqual([host, 200]);
    for (const host of [
      'evil.example',
      'evil.example:9464',
      'a.b',
      'localhost.',
      '127.0.0.1.evil.example',
      '@',
    ])
      expect([host, await status(host)]).toEqual([host, 421]);
  });

  it('answers under the name by which it was given its place, and not under another like it', async () => {
    const desk = { wrong: async () => null, metrics: async () => '' };
    // A way to write 127.0.0.1 that is no address to a browser, but a name with a dot.
    const named = await openHealthServer({ host: '127.1', port: 0 }, desk);
    expect((await ask('/healthz', { host: '127.1:9464' }, named.url)).status).toBe(200);
    expect((await ask('/healthz', { host: '127.2:9464' }, named.url)).status).toBe(421);
    await named.close();
  });

  it('says which place it cannot take', async () => {
    const port = Number(new URL(serving.url).port);
    const desk = { wrong: async () => null, metrics: async () => '' };
    await expect(openHealthServer({ host: '127.0.0.1', port }, desk)).rejects.toThrow(
      `port ${port} of 127.0.0.1 is in use: --health names another`,
    );
    await expect(openHealthServer({ host: '192.0.2.1', port: 0 }, desk)).rejects.toThrow(
      '192.0.2.1 is no address of this machine: --health names another',
    );
  });
});

describe('--health', () => {
  it('names a port of this machine alone, or another place', () => {
    expect(parseHealth('9464')).toEqual({ host: '127.0.0.1', port: 9464 });
    expect(parseHealth('0.0.0.0:9464')).toEqual({ host: '0.0.0.0', port: 9464 });
    expect(parseHealth('[::1]:0')).toEqual({ host: '::1', port: 0 });
    expect(parseHealth('worker-1.example.org:80')).toEqual({
      host: 'worker-1.example.org',
      port: 80,
    });
  });

  it.each([
    '',
    'health',
    ':9464',
    '127.0.0.1',
    '127.0.0.1:',
    '::1:9464',
    '[::1]',
    'a b:1',
    '65536',
    'h:65536',
    '0x1f',
  ])('refuses %j', (text) => {
    expect(() => parseHealth(text)).toThrow(UserError);
  });
});
