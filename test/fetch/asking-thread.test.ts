import { execFile } from 'node:child_process';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished, vi } from 'vitest';
import { AskingThread } from '../../src/fetch/asking-thread.js';
import { systemClock } from '../../src/fetch/clock.js';
import type { Ask, Reply } from '../../src/fetch/reply.js';
import { askHere, type Sender } from '../../src/fetch/sender.js';
import { makeSigningKey } from '../../src/fetch/signing-key.js';
import { openTransport } from '../../src/fetch/transport.js';
import type { FetchSettings } from '../../src/model/settings.js';
import { createAuthority } from './certificates.js';
import { everythingTo, SETTINGS } from './fetching.js';
import { recordingProxy } from './recording-proxy.js';
import { type Loopback, listen, serve, serveTls } from './servers.js';

const BUILT = new URL('../../dist/fetch/', import.meta.url);
const SHIPPED = new URL('asking-worker.js', BUILT);
const ODD = new URL('./odd-thread.mjs', import.meta.url);

function thread(settings: Partial<FetchSettings> = {}, workerUrl = SHIPPED): Sender {
  const made = new AskingThread({ ...SETTINGS, ...settings }, workerUrl);
  onTestFinished(() => made.close());
  return made;
}

function here(settings: Partial<FetchSettings>): Sender {
  const all = { ...SETTINGS, ...settings };
  const made = askHere(openTransport(all), all, systemClock);
  onTestFinished(() => made.close());
  return made;
}

const ask = (url: string, more: Partial<Ask> = {}): Ask => ({ url: new URL(url), headers: {}, ...more });

/** What does not depend on when it was asked, nor bytes on what they lie in. */
const comparable = (reply: Reply): unknown =>
  JSON.parse(
    JSON.stringify({ ...reply, startedAt: 0 }, (_, value) =>
      value instanceof Uint8Array || value?.type === 'Buffer' ? Buffer.from(value).toString('latin1') : value,
    ),
  );

/** Asks the same here and in a thread. */
async function both(settings: Partial<FetchSettings>, asks: readonly Ask[]): Promise<readonly Reply[]> {
  const expected = await Promise.all(asks.map(here(settings).send));
  const replies = await Promise.all(asks.map(thread(settings).send));
  expect(replies.map(comparable)).toEqual(expected.map(comparable));
  return replies;
}

const say = (
  response: ServerResponse,
  http: number,
  headers: Record<string, string | string[]>,
  body = '',
) => {
  response.sendDate = false;
  response.writeHead(http, headers).end(body);
};

/** A server with a page for each way to answer. */
const hostile = (): Promise<Loopback> =>
  serve(({ url = '', headers }, response) => {
    if (url === '/moved') say(response, 302, { location: '/há', 'set-cookie': ['a=1', 'b=2'] });
    else if (url === '/304') say(response, headers['if-none-match'] === '"a"' ? 304 : 200, { etag: '"a"' });
    else if (url === '/packed')
      response
        .writeHead(200, { 'content-encoding': 'gzip', date: 'x' })
        .end(gzipSync('packed '.repeat(9_000)));
    else if (url === '/torn') response.writeHead(200, { 'content-encoding': 'gzip', date: 'x' }).end('torn');
    else if (url === '/empty') say(response, 200, {});
    else if (url === '/long') say(response, 200, {}, 'long '.repeat(300_000));
    else if (url === '/heads') say(response, 200, { many: 'x'.repeat(70_000) });
    else if (url === '/posted')
      say(response, 200, {}, `${headers['content-type']} ${headers['content-length']}`);
    else if (url === '/cut')
      response.writeHead(200, { 'content-length': 9, date: 'x' }).write('cut', () => response.destroy());
    else if (url !== '/silent') say(response, 404, { 'x-twice': ['a', 'b'] }, 'no');
  });

it('says what is said without it, of answers of every kind', async () => {
  const { origin } = await hostile();
  const post = { type: 'text/plain', body: 'aGVsbG8=', base64: true } as const;
  const replies = await both({ timeout: 500 }, [
    ...['moved', 'packed', 'torn', 'empty', 'long', 'heads', 'cut', 'silent', 'nothing'].map((path) =>
      ask(`${origin}/${path}`),
    ),
    ask(`${origin}/304`, { headers: { 'if-none-match': '"a"' } }),
    ask(`${origin}/long`, { headersOnly: true }),
    ask(`${origin}/posted`, { post }),
    ask('http://127.0.0.1:1/refused'),
  ]);
  expect(replies.map((reply) => (reply.kind === 'failed' ? reply.failure : reply.http))).toEqual([
    ...[302, 200, 'encoding', 200, 200, 'protocol', 'cut-off', 'timeout', 404],
    ...[304, 200, 200, 'connection'],
  ]);
});

it('says the same of certificates, trusted and not', async () => {
  const authority = await createAuthority();
  const server = await serveTls(await authority.issue(['page.test']), (_, response) =>
    say(response, 200, {}, 'x'),
  );
  const settings = { ca: authority.cert, connectTo: everythingTo(server.port) };
  const [page, other] = await both(
    settings,
    ['page', 'other'].map((name) => ask(`https://${name}.test/`)),
  );
  expect(page).toMatchObject({ kind: 'answered', http: 200, wire: { tls: { version: 'TLSv1.3' } } });
  expect(other).toMatchObject({ kind: 'failed', code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
});

it('contacts nobody whom it must not, signs, and goes through a proxy', async () => {
  const { origin } = await hostile();
  const [refused] = await both({ allowPrivate: false }, [ask(`${origin}/empty`)]);
  expect(refused).toMatchObject({ failure: 'refused-address', requests: 0 });

  const proxy = await recordingProxy((_, port) => port);
  const signing = { key: makeSigningKey(), agent: 'https://keys.example' };
  const [signed] = await Promise.all(
    [ask(`${origin}/nothing`)].map(thread({ proxy: proxy.origin, signing }).send),
  );
  expect(signed).toMatchObject({ http: 404, wire: { ip: null } });
  expect(signed).toMatchObject({
    wire: { request: expect.arrayContaining(['signature-agent: sig1="https://keys.example"']) },
  });
});

it('rejects what is under way when it is closed, and whatever is asked then', async () => {
  const server = await listen(createServer(() => {}));
  const sender = thread();
  const underWay = sender.send(ask(server.origin));
  underWay.catch(() => {});
  await vi.waitFor(() => expect(server.connections()).toBe(1));
  await sender.close();
  await expect(underWay).rejects.toThrow('The fetcher was closed.');
  await expect(sender.send(ask(server.origin))).rejects.toThrow('The fetcher was closed.');
});

it.each([
  ['throws', 'a bug'],
  ['ends', 'exit code 7'],
])('rejects everything that is asked of a thread that %s', async (host, why) => {
  const sender = thread({}, ODD);
  const asked = ['waits', host].map((name) => sender.send(ask(`http://${name}.test/`)));
  await Promise.all(asked.map((one) => expect(one).rejects.toThrow(why)));
  await expect(sender.send(ask('http://waits.test/'))).rejects.toThrow(why);
});

it('tells the thread nothing of the surroundings', async () => {
  vi.stubEnv('CITEWATCH_SECRET', 'secret');
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(await thread({}, ODD).send(ask('http://tells.test/'))).toEqual({ NODE_TLS_REJECT_UNAUTHORIZED: '' });
});

/** What a process says that does this with an `AskingThread` and ends then by itself. */
function alone(script: string): Promise<string> {
  const all = `import(${JSON.stringify(new URL('asking-thread.js', BUILT).href)}).then(async ({ AskingThread }) => {
    const asker = new AskingThread(${JSON.stringify(SETTINGS)});
    const ask = (url) => asker.send({ url: new URL(url), headers: {} });
    ${script}
  });`;
  return new Promise((done, fail) =>
    execFile(process.execPath, ['-e', all], (error, stdout, stderr) =>
      error ? fail(error) : done(stdout + stderr),
    ),
  );
}

it('keeps the process alive for what is under way, and no longer', async () => {
  const { origin } = await serve((_, response) => void setTimeout(() => response.end('late'), 300));
  expect(await alone(`console.log((await ask('${origin}')).http);`)).toBe('200\n');
});

it('keeps the process alive until it is closed, whatever is told meanwhile', async () => {
  const { origin } = await serve((_, response) => void response.end('soon'));
  const script = `
    const all = Array.from({ length: 64 }, () => ask('${origin}').catch(() => null));
    await Promise.any(all);
    // What else is told waits until it is being closed.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    await asker.close();
    console.log('closed');`;
  expect(await alone(script)).toBe('closed\n');
});
