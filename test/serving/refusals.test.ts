import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../src/model/problem.js';
import { openStore } from '../../src/record/sqlite.js';
import { HOUR, night } from '../record/samples.js';
import { HOSTILE, type Served, served } from './desk.js';

let desk: Served;
beforeAll(async () => {
  desk = await served();
});
afterAll(() => desk.stop());
beforeEach(() => desk.write(desk.first));

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

const ask = async (
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Promise<Reply> => {
  const { port } = desk;
  const sent = request({
    host: '127.0.0.1',
    port,
    method,
    path,
    headers,
    setHost: headers.host === undefined,
  });
  sent.on('error', () => {});
  sent.end(body);
  const [reply] = await once(sent, 'response');
  let text = '';
  for await (const part of reply) text += String(part);
  return { status: reply.statusCode, headers: reply.headers, text };
};

const hidden = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';

/** A decision as our own page sends it. */
async function form(more: Readonly<Record<string, string>> = {}): Promise<string> {
  const { text } = await ask('GET', '/source/tip');
  return new URLSearchParams({
    token: hidden(text, 'token'),
    base: hidden(text, 'base'),
    source: 'tip',
    action: 'acknowledge',
    about: 'passage-altered',
    reason: 'the number is of another year',
    ...more,
  }).toString();
}
const ours = (): Record<string, string> => ({
  host: `127.0.0.1:${desk.port}`,
  origin: `http://127.0.0.1:${desk.port}`,
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/x-www-form-urlencoded',
});
const without = (name: string): Record<string, string> => {
  const { [name]: _, ...rest } = ours();
  return rest;
};

describe('a decision', () => {
  it('is written when our own page sends it', async () => {
    const reply = await ask('POST', '/decide', ours(), await form());
    expect(reply.status).toBe(200);
    expect(desk.read()).toContain('"reason": "the number is of another year"');
  });

  it.each([
    ['from another origin', 403, () => ({ ...ours(), origin: 'https://evil.example' })],
    ['from another port of this machine', 403, () => ({ ...ours(), origin: 'http://127.0.0.1:1' })],
    ['from a page without an origin', 403, () => ({ ...ours(), origin: 'null' })],
    ['that does not say where it is from', 403, () => without('origin')],
    ['that the browser says is of another site', 403, () => ({ ...ours(), 'sec-fetch-site': 'cross-site' })],
    [
      'that the browser says is of the same site only',
      403,
      () => ({ ...ours(), 'sec-fetch-site': 'same-site' }),
    ],
    ['by another name for this machine', 421, () => ({ ...ours(), host: `evil.example:${desk.port}` })],
    [
      'by a name that ours is the beginning of',
      421,
      () => ({ ...ours(), host: `127.0.0.1.evil.example:${desk.port}` }),
    ],
    ['without the port', 421, () => ({ ...ours(), host: '127.0.0.1' })],
    ['as plain text', 415, () => ({ ...ours(), 'content-type': 'text/plain' })],
  ])('%s is refused', async (_, status, headers) => {
    const reply = await ask('POST', '/decide', headers(), await form());
    expect(reply.status).toBe(status);
    expect(desk.read()).toBe(desk.first);
  });

  it.each([
    ['without a token', { token: '' }, 403],
    ['with another token', { token: 'x'.repeat(43) }, 403],
    ['made from another file', { base: '0'.repeat(64) }, 409],
    ['on a source that is not there', { source: '../tip' }, 404],
    ['of an unknown kind', { action: 'delete' }, 422],
    ['about a kind that was not found', { about: 'source-gone' }, 422],
    ['without a reason', { reason: ' \r\n ' }, 422],
    ['longer than 64 kB', { reason: 'x'.repeat(70_000) }, 413],
  ])('%s is refused', async (_, more, status) => {
    const reply = await ask('POST', '/decide', ours(), await form(more));
    expect(reply.status).toBe(status);
    expect(desk.read()).toBe(desk.first);
  });

  it('tells every problem, and keeps what was filled in', async () => {
    const filled = { reason: '', by: 'editor@asylos.example', until: '2001-01-01' };
    const { text } = await ask('POST', '/decide', ours(), await form(filled));
    expect(text).toContain('Nothing was written: 3 problems.');
    for (const words of ['Reason: must not be empty', 'not an e-mail address', 'Last day: is over already'])
      expect(text).toContain(words);
    expect(text).toContain('value="editor@asylos.example"');
  });

  it('is refused where the file changed since the page was made, and says so', async () => {
    const body = await form();
    const changed = desk.first.replace('A report', 'The report');
    desk.write(changed);
    const { status, text } = await ask('POST', '/decide', ours(), body);
    expect({ status, file: desk.read() }).toEqual({ status: 409, file: changed });
    expect(text).toContain('href="/source/tip">Open the page again');
  });
});

describe('nothing else is served', () => {
  it.each([
    ['GET', '/decide', 404],
    ['GET', '/../sources.json', 404],
    ['GET', '/..%2fsources.json', 404],
    ['GET', '/sources.json', 404],
    ['GET', '/source/..%2f..%2fetc%2fpasswd', 404],
    ['GET', '/source/%', 404],
    ['GET', '//evil.example/', 404],
    ['GET', '/latest.json', 404],
    ['POST', '/', 403],
    ['PUT', '/decide', 405],
    ['DELETE', '/', 405],
    ['OPTIONS', '/decide', 405],
  ])('%s %s', async (method, path, status) => {
    expect((await ask(method, path)).status).toBe(status);
    expect(desk.read()).toBe(desk.first);
  });

  it('to another site that embeds it, and to another name', async () => {
    const embedded = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' };
    expect((await ask('GET', '/', embedded)).status).toBe(403);
    expect((await ask('GET', '/', { host: `evil.example:${desk.port}` })).status).toBe(421);
    expect((await ask('GET', '/', { host: `localhost:${desk.port}` })).status).toBe(200);
  });

  const others = Object.values(networkInterfaces())
    .flatMap((one) => one ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  it.runIf(others.length > 0)('to another machine', async () => {
    const socket = connect(desk.port, others[0]?.address);
    await expect(once(socket, 'connect')).rejects.toThrow('ECONNREFUSED');
  });
});

describe('pages', () => {
  it.each(['/', '/sources', '/source/tip', '/source/a%2Fb'])(
    '%s may be neither framed nor kept, nor run a script of a source',
    async (path) => {
      const { status, headers, text } = await ask('GET', path);
      expect(status).toBe(200);
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-frame-options': 'DENY' });
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(text).not.toContain(HOSTILE);
      if (path !== '/')
        expect(headers['content-security-policy']).toContain("default-src 'none'; style-src 'sha256-");
    },
  );

  it('lead from each card and pile to where it is decided', async () => {
    const { text } = await ask('GET', '/');
    expect(text.match(/<a href="\/source\/tip"[^>]*>Decide<\/a>/g)?.length).toBeGreaterThan(1);
  });

  it('are served while a run is under way', async () => {
    const store = openStore(desk.db);
    await store.beginRun(night(2), HOUR);
    expect((await ask('GET', '/source/tip')).status).toBe(200);
    expect((await ask('POST', '/decide', ours(), await form())).status).toBe(200);
    await store.close();
  });

  it('say what is wrong with a file that was broken by hand', async () => {
    desk.write('{ "reports": [] ');
    const { status, text } = await ask('GET', '/source/tip');
    expect(status).toBe(500);
    expect(text).toContain('line 1');
  });
});

it('a port that is taken is one sentence', async () => {
  await expect(served(desk.port)).rejects.toThrow(
    `port ${desk.port} of 127.0.0.1 is in use: --port names another`,
  );
});

it('a port that is none is bad input', async () => {
  await expect(served(70_000)).rejects.toThrow(UserError);
});

it('ends with 0 when it is stopped, and answers nobody then', async () => {
  const other = await served();
  const held = connect(other.port, '127.0.0.1');
  await once(held, 'connect');
  expect(await other.stop()).toBe(0);
  await expect(fetch(other.url)).rejects.toThrow();
  held.destroy();
});
