import { execFile } from 'node:child_process';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { FetchRequest, Outcome } from '../../src/model/outcome.js';
import type { FetchSettings } from '../../src/model/settings.js';
import { AskingThread, loadAhead } from '../../src/web/asking-thread.js';
import { createFetcher, type Fetcher } from '../../src/web/fetcher.js';
import { makeSigningKey } from '../../src/web/signing.js';
import { createAuthority } from './certificates.js';
import { everythingTo, SETTINGS } from './fetching.js';
import { recordingProxy } from './recording-proxy.js';
import { type Loopback, listen, serve, serveTls } from './servers.js';

const BUILT = new URL('../../dist/web/', import.meta.url);
const SHIPPED = new URL('asking-worker.js', BUILT);
const ODD = new URL('./odd-thread.mjs', import.meta.url);

function thread(settings: Partial<FetchSettings> = {}, workerUrl = SHIPPED): Fetcher {
  const made = new AskingThread({ ...SETTINGS, ...settings }, workerUrl);
  onTestFinished(() => made.close());
  return made;
}

function here(settings: Partial<FetchSettings>): Fetcher {
  const made = createFetcher({ ...SETTINGS, ...settings });
  onTestFinished(() => made.close());
  return made;
}

const ask = (url: string, more: Partial<FetchRequest> = {}): FetchRequest => ({
  url,
  validators: null,
  once: true,
  unfollowed: true,
  ...more,
});

/** What does not depend on when it was asked, nor bytes on what they lie in. */
const comparable = (outcome: Outcome): unknown =>
  JSON.parse(
    JSON.stringify({ ...outcome, at: '', elapsed: 0 }, (key, value) =>
      key === 'asked'
        ? value.length
        : value instanceof Uint8Array || value?.type === 'Buffer'
          ? Buffer.from(value).toString('latin1')
          : value,
    ),
  );

/** Asks the same here and in a thread. */
async function both(
  settings: Partial<FetchSettings>,
  asks: readonly FetchRequest[],
): Promise<readonly Outcome[]> {
  const [ours, threads] = [here(settings), thread(settings)];
  const expected = await Promise.all(asks.map(ours.fetch));
  const outcomes = await Promise.all(asks.map(threads.fetch));
  expect(outcomes.map(comparable)).toEqual(expected.map(comparable));
  expect(threads.traffic()).toEqual(ours.traffic());
  return outcomes;
}

it('does not wait for one that broke while it loaded ahead', async () => {
  // Beside the sources lies no compiled module.
  loadAhead();
  await pause(500);
  const thread = new AskingThread(SETTINGS);
  onTestFinished(() => thread.close());
  await expect(thread.fetch(ask('http://a.example/'))).rejects.toThrow('The thread that asks the web broke');
});

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
  const outcomes = await both({ timeout: 500 }, [
    ...['moved', 'packed', 'torn', 'empty', 'long', 'heads', 'cut', 'silent', 'nothing'].map((path) =>
      ask(`${origin}/${path}`),
    ),
    ask(`${origin}/304`, { validators: { etag: '"a"', lastModified: null } }),
    ask(`${origin}/moved`, { unfollowed: false }),
    ask(`${origin}/long`, { headersOnly: true }),
    ask(`${origin}/posted`, { post }),
    ask('http://127.0.0.1:1/refused'),
  ]);
  expect(outcomes.map((one) => (one.kind === 'failed' ? one.failure : one.http))).toEqual([
    ...[302, 200, 'encoding', 200, 200, 'protocol', 'cut-off', 'timeout', 404],
    ...[304, 404, 200, 200, 'connection'],
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
    [ask(`${origin}/nothing`)].map(thread({ proxy: proxy.origin, signing }).fetch),
  );
  expect(signed).toMatchObject({ http: 404, wire: { ip: null } });
  expect(signed).toMatchObject({
    wire: { request: expect.arrayContaining(['signature-agent: sig1="https://keys.example"']) },
  });
});

it('rejects what is under way when it is closed, and whatever is asked then', async () => {
  const server = await listen(createServer(() => {}));
  const fetcher = thread();
  const underWay = fetcher.fetch(ask(server.origin));
  underWay.catch(() => {});
  await vi.waitFor(() => expect(server.connections()).toBe(1));
  await fetcher.close();
  await expect(underWay).rejects.toThrow('The fetcher was closed.');
  await expect(fetcher.fetch(ask(server.origin))).rejects.toThrow('The fetcher was closed.');
  await expect(
    fetcher.inLanes(
      [1],
      () => null,
      async () => {},
    ),
  ).rejects.toThrow('The fetcher was closed.');
});

it.each([
  ['throws', 'a bug'],
  ['ends', 'exit code 7'],
])('rejects everything that is asked of a thread that %s', async (host, why) => {
  const fetcher = thread({}, ODD);
  const lanes = fetcher.inLanes(
    ['http://waits.test/'],
    (url) => url,
    () => new Promise(() => {}),
  );
  const asked = [lanes, ...['waits', host].map((name) => fetcher.fetch(ask(`http://${name}.test/`)))];
  await Promise.all(asked.map((one) => expect(one).rejects.toThrow(why)));
  await expect(fetcher.fetch(ask('http://waits.test/'))).rejects.toThrow(why);
});

it('tells the thread nothing of the surroundings', async () => {
  vi.stubEnv('CITEWATCH_SECRET', 'secret');
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(await thread({}, ODD).fetch(ask('http://tells.test/'))).toEqual({
    NODE_TLS_REJECT_UNAUTHORIZED: '',
  });
});

describe('in lanes', () => {
  const URLS = Array.from({ length: 60 }, (_, n) => `http://host-${n % 5}.test/${n % 3 === 0 ? 'moved' : n}`);

  /** Asks for each address in its lane, here or in a thread, and says what became of each and how many were asked of a host at once. */
  async function night(door: (settings: Partial<FetchSettings>) => Fetcher) {
    const underWay = new Map<string, number>();
    let most = 0;
    const { port } = await serve(({ url = '', headers: { host = '' } }, response) => {
      const now = (underWay.get(host) ?? 0) + 1;
      underWay.set(host, now);
      most = Math.max(most, now);
      setTimeout(() => {
        underWay.set(host, now - 1);
        if (url === '/moved') say(response, 302, { location: '/' });
        else say(response, 200, {}, url);
      }, 1);
    });
    const fetcher = door({ perHost: 1, connectTo: everythingTo(port) });
    const outcomes = new Map<number, Outcome>();
    await fetcher.inLanes(
      [...URLS.keys()],
      (n) => URLS[n] ?? null,
      async (n) => {
        expect(outcomes.has(n)).toBe(false);
        outcomes.set(n, await fetcher.fetch({ url: URLS[n] ?? '', validators: null }));
      },
    );
    return { most, said: [...URLS.keys()].map((n) => comparable(outcomes.get(n) as Outcome)) };
  }

  it('does each thing once, one after the other at a host, and hears what is heard without a thread', async () => {
    const withThread = await night(thread);
    expect(withThread.most).toBe(1);
    expect(withThread.said.map((one) => ({ ...(one as object), wire: null }))).toEqual(
      (await night(here)).said.map((one) => ({ ...(one as object), wire: null })),
    );
  });

  it('ends with the first error, and begins nothing more', async () => {
    const begun: number[] = [];
    const fetcher = thread();
    const lanes = fetcher.inLanes(
      [...URLS.keys()],
      () => null,
      async (n) => {
        begun.push(n);
        if (begun.length === 3) throw new Error('a bug');
      },
    );
    await expect(lanes).rejects.toThrow('a bug');
    const [...before] = begun;
    expect(before.length).toBeLessThan(URLS.length);
    // What else is done in lanes goes on.
    const other: number[] = [];
    await fetcher.inLanes(
      [7, 8],
      () => null,
      async (n) => void other.push(n),
    );
    expect(other.sort()).toEqual([7, 8]);
    expect(begun).toEqual(before);
  });

  it('is over at once where there is nothing to do', async () => {
    await thread().inLanes(
      [],
      () => null,
      () => Promise.reject(new Error('nothing was to be done')),
    );
  });
});

/** What a process says that does this with an `AskingThread` and ends then by itself. */
function alone(script: string): Promise<string> {
  const all = `import(${JSON.stringify(new URL('asking-thread.js', BUILT).href)}).then(async ({ AskingThread }) => {
    const asker = new AskingThread(${JSON.stringify(SETTINGS)});
    const ask = (url) => asker.fetch({ url, validators: null, once: true });
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
