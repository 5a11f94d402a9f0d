import { createSocket } from 'node:dgram';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { hostname } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rendered, Rendering, Wanted } from '../../../src/model/capture.js';
import { parseSettings } from '../../../src/settings/options.js';
import { type BrowserWitness, openBrowser } from '../../../src/web/browser/browser.js';
import { RENDER_LIMITS, type RenderLimits } from '../../../src/web/browser/page-requests.js';
import { createFetcher, type Fetcher } from '../../../src/web/fetcher.js';
import { EXECUTABLE } from './browser.js';
import { canShow } from './can-show.js';

type Answer = string | ((request: IncomingMessage, response: ServerResponse) => unknown);

/** What `http://site.example` answers, by path; and what it was asked, with its headers. */
const pages = new Map<string, Answer>();
const asked: { readonly path: string; readonly headers: IncomingMessage['headers'] }[] = [];
const web = createServer((request, response) => {
  const path = request.url ?? '';
  asked.push({ path, headers: request.headers });
  const page = pages.get(path);
  if (typeof page === 'function') return void page(request, response);
  const type = path.endsWith('.js')
    ? 'text/javascript'
    : path.endsWith('.json')
      ? 'application/json'
      : 'text/html';
  response.writeHead(page === undefined ? 404 : 200, { 'content-type': `${type}; charset=utf-8` });
  response.end(page ?? 'not here');
});

/** Nobody may come here: neither over TCP nor over UDP. */
let visitors = 0;
const canary = createTcpServer((socket) => {
  visitors++;
  socket.destroy();
});
const ear = createSocket('udp4', () => void visitors++);
let port = 0;

let fetcher: Fetcher;
beforeAll(async () => {
  await new Promise<void>((done) => web.listen(0, '127.0.0.1', done));
  await new Promise<void>((done) => canary.listen(0, '127.0.0.1', done));
  port = (canary.address() as AddressInfo).port;
  await new Promise<void>((done) => ear.bind(port, '127.0.0.1', done));
  const to = (web.address() as AddressInfo).port;
  const { fetch } = parseSettings(
    {
      hostDelay: '0',
      connectTo: [`site.example:80:127.0.0.1:${to}`, `api.example:80:127.0.0.1:${to}`],
      timeout: '3000',
    },
    '9.9',
  );
  fetcher = createFetcher({ ...fetch, perHost: 8 });
});
afterAll(async () => {
  for (const witness of witnesses.values()) await witness.close();
  await fetcher.close();
  web.close();
  canary.close();
  ear.close();
});

const PASSAGE =
  'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects.';

interface Showing {
  readonly limits?: Partial<RenderLimits>;
  readonly headers?: Record<string, string>;
  readonly may?: (url: string) => Promise<boolean>;
}

/** The witness of some limits; a browser is started once for all pages that are shown within the same. */
const witnesses = new Map<string, BrowserWitness>();
function witnessOf(part: Partial<RenderLimits>): BrowserWitness {
  const key = JSON.stringify(part);
  const limits = { ...RENDER_LIMITS, time: 20_000, still: 400, ...part };
  const known =
    witnesses.get(key) ??
    openBrowser(
      { executable: EXECUTABLE, userAgent: 'citewatch/9.9 (test)', limits },
      fetcher.fetch,
    );
  witnesses.set(key, known);
  return known;
}

/** Shows a page of these bytes, which was received at `/page`. */
const show = (
  html: string,
  { limits = {}, headers = {}, may = async () => true }: Showing = {},
): Promise<Rendering> =>
  witnessOf(limits).render({
    url: 'http://site.example/page',
    received: {
      bytes: Buffer.from(html),
      headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    },
    lang: 'en',
    may,
  });

const rendered = (rendering: Rendering): Rendered => {
  if (rendering.kind !== 'rendered') throw new Error(JSON.stringify(rendering));
  return rendering;
};
const textOf = (rendering: Rendering): string => Buffer.from(rendered(rendering).html).toString();

const shell = (script: string): string =>
  `<!doctype html><html lang="en"><title>App</title><body><div id="root"></div><script>${script}</script></body></html>`;
const filled = `document.getElementById('root').innerHTML = '<main><p>${PASSAGE}</p><p>' + 'More of it stands here, and more. '.repeat(12) + '</p></main>';`;

describe.skipIf(!canShow)('a page in Chromium', { timeout: 60_000 }, () => {
  it('is read as its script leaves it, with a picture, under our own name', async () => {
    pages.set('/text.json', JSON.stringify({ text: PASSAGE }));
    pages.set(
      '/app.js',
      `fetch('/text.json').then((r) => r.json()).then(({ text }) => { document.getElementById('root').innerHTML = '<p>' + text + ' ' + navigator.userAgent + navigator.webdriver + '</p>' + '<p>More of it.</p>'.repeat(20); });`,
    );
    const before = asked.length;
    const shown = rendered(
      await show(
        '<!doctype html><html lang="en"><title>App</title><div id=root></div><img src="/picture.png"><script src="/app.js"></script>',
      ),
    );
    const html = Buffer.from(shown.html).toString();
    expect(html).toMatch(/^<!doctype html><html lang="en">/);
    expect(html).toContain(PASSAGE);
    expect(html).toContain('citewatch/9.9 (test)true');
    expect(shown).toMatchObject({ url: 'http://site.example/page', settled: true, wanted: [] });
    expect(shown.by).toMatch(/^Chromium \d/);
    expect(
      Buffer.from(shown.screenshot ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    const own = asked.slice(before);
    expect(own.map(({ path }) => path)).toEqual(['/app.js', '/text.json']);
    for (const { headers } of own) expect(headers['user-agent']).toMatch(/^citewatch\/9\.9 /);
  });

  it('is asked for once: what was received is what is shown', async () => {
    const before = asked.length;
    expect(textOf(await show(shell(filled)))).toContain(PASSAGE);
    expect(asked.slice(before)).toEqual([]);
  });

  it('is shown at the part of it that its address names, which its script may read', async () => {
    const before = asked.length;
    const shown = await witnessOf({}).render({
      url: 'http://site.example/page#/reports/7',
      received: {
        bytes: Buffer.from(shell(`${filled} document.title = location.hash;`)),
        headers: { 'content-type': 'text/html' },
      },
      lang: 'en',
      may: async () => true,
    });
    expect(textOf(shown)).toContain('<title>#/reports/7</title>');
    expect(rendered(shown).url).toBe('http://site.example/page#/reports/7');
    expect(asked.length).toBe(before);
  });

  it('has its shadow trees read where they stand', async () => {
    const script = `const host = document.createElement('x-note'); host.append('in the slot ');
      host.attachShadow({ mode: 'open' }).innerHTML = '<style>p { display: none }</style><b>before</b><slot></slot><b>behind</b>';
      document.getElementById('root').append(host, 'text '.repeat(60));`;
    expect(textOf(await show(shell(script)))).toContain(
      '<x-note><b>before</b><slot>in the slot </slot><b>behind</b></x-note>',
    );
  });

  it('may lead on by script, and be read from where it stands then', async () => {
    pages.set(
      '/moved',
      (_, response) =>
        void response.writeHead(301, { location: 'http://site.example/there/page' }).end(),
    );
    pages.set(
      '/there/page',
      shell(
        `fetch('data.json').then((r) => r.text()).then((t) => { ${filled} document.title = t; });`,
      ),
    );
    pages.set('/there/data.json', 'found beside it');
    const shown = rendered(await show(shell(`location.href = '/moved';`)));
    expect(shown.url).toBe('http://site.example/there/page');
    expect(Buffer.from(shown.html).toString()).toContain('<title>found beside it</title>');
  });
});

/** What a page tries, by a script, and what it is then said to have asked for in vain: all of it is among these; null where that is all one. */
type Attempt = readonly [name: string, script: () => string, wanted: readonly Wanted[] | null];

/** What may be tried on one page is tried on one, where the test has to be quick. */
function together(attempts: readonly Attempt[]): readonly Attempt[] {
  const alone = (script: () => string) => () =>
    `try { ${script()} } catch (error) { document.title = error.message }`;
  const all = attempts.map(([name, script, wanted]): Attempt => [name, alone(script), wanted]);
  if (process.env.TESTS === 'slow') return all;
  const pages = new Map<string, Attempt[]>();
  for (const attempt of all) {
    const [name, , wanted] = attempt;
    const key = name.startsWith('leads') ? name : JSON.stringify(wanted);
    pages.set(key, [...(pages.get(key) ?? []), attempt]);
  }
  return [...pages.values()].map((group): Attempt => {
    const script = () => group.map(([, one]) => one()).join('\n');
    return [group.map(([name]) => name).join(', '), script, group[0]?.[2] ?? null];
  });
}

describe.skipIf(!canShow)('what a page may not do', { timeout: 60_000 }, () => {
  const lookUp = hostname();
  const ATTEMPTS: readonly Attempt[] = [
    ['asks this machine', () => `fetch('http://127.0.0.1:${port}/')`, ['private']],
    ['asks this machine by name', () => `fetch('http://localhost:${port}/')`, ['private']],
    [
      'asks this machine by the name of the machine',
      () => `fetch('http://${lookUp}:${port}/')`,
      ['private', 'failed'],
    ],
    [
      'asks for a cloud’s credentials',
      () => `fetch('http://169.254.169.254/latest/')`,
      ['private'],
    ],
    ['asks a neighbour', () => `fetch('http://10.0.0.1/')`, ['private']],
    ['asks over a redirect', () => `fetch('/to-canary')`, ['private']],
    [
      'loads a script',
      () =>
        `const s = document.createElement('script'); s.src = 'http://127.0.0.1:${port}/'; document.head.append(s)`,
      ['private'],
    ],
    [
      'loads a style',
      () =>
        `const s = document.createElement('link'); s.rel = 'stylesheet'; s.href = 'http://127.0.0.1:${port}/'; document.head.append(s)`,
      ['private'],
    ],
    [
      'loads a frame',
      () =>
        `const f = document.createElement('iframe'); f.src = 'http://127.0.0.1:${port}/'; document.body.append(f)`,
      ['private'],
    ],
    ['opens a socket', () => `new WebSocket('ws://127.0.0.1:${port}/')`, ['socket']],
    ['listens to events', () => `new EventSource('http://127.0.0.1:${port}/')`, ['socket']],
    [
      'asks from a worker',
      () => `new Worker(URL.createObjectURL(new Blob(["fetch('http://127.0.0.1:${port}/')"])))`,
      ['private'],
    ],
    [
      'opens a socket in a worker',
      () =>
        `new Worker(URL.createObjectURL(new Blob(["new WebSocket('ws://127.0.0.1:${port}/')"])))`,
      null,
    ],
    [
      'asks from a shared worker',
      () =>
        `new SharedWorker(URL.createObjectURL(new Blob(["fetch('http://127.0.0.1:${port}/')"])))`,
      null,
    ],
    ['posts', () => `fetch('/text.json', { method: 'POST', body: '{}' })`, ['post']],
    ['posts as it leaves', () => `navigator.sendBeacon('http://127.0.0.1:${port}/', 'x')`, []],
    [
      'connects beforehand',
      () =>
        `for (const rel of ['preconnect', 'dns-prefetch', 'prefetch', 'preload', 'prerender']) { const l = document.createElement('link'); l.rel = rel; l.as = 'fetch'; l.href = 'http://127.0.0.1:${port}/'; document.head.append(l); }`,
      null,
    ],
    [
      'calls another browser',
      () =>
        `const c = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${port}' }, { urls: 'turn:127.0.0.1:${port}?transport=tcp', username: 'a', credential: 'b' }] }); c.createDataChannel('a'); c.createOffer().then((o) => c.setLocalDescription(o))`,
      [],
    ],
    [
      'opens a window',
      () => `window.open('http://127.0.0.1:${port}/'); window.open('http://site.example/other')`,
      null,
    ],
    [
      'leads its window to this machine',
      () => `location.href = 'http://127.0.0.1:${port}/'`,
      ['private'],
    ],
    ['leads its window to a file', () => `location.href = 'file:///etc/passwd'`, []],
    ['leads its window to data', () => `location.href = 'data:text/html,other'`, []],
    [
      'reports to this machine',
      () =>
        `document.body.append(Object.assign(document.createElement('img'), { src: 'http://127.0.0.1:${port}/' }))`,
      [],
    ],
    ['registers a service worker', () => `navigator.serviceWorker?.register('/sw.js')`, null],
  ];
  it.each(together(ATTEMPTS))(
    '%s: nobody is reached, and its text is read',
    async (_, script, wanted) => {
      pages.set(
        '/to-canary',
        (_request, response) =>
          void response.writeHead(302, { location: `http://127.0.0.1:${port}/` }).end(),
      );
      const before = visitors;
      const shown = rendered(
        await show(shell(`${filled} ${script()}`), {
          headers: {
            'reporting-endpoints': `default="http://127.0.0.1:${port}/"`,
            'content-security-policy': `img-src 'none'; report-uri http://127.0.0.1:${port}/`,
          },
        }),
      );
      expect(visitors).toBe(before);
      expect(Buffer.from(shown.html).toString()).toContain(PASSAGE);
      expect(shown.url).toBe('http://site.example/page');
      if (wanted !== null) for (const one of shown.wanted) expect(wanted).toContain(one);
      if (wanted !== null && wanted.length > 0) expect(shown.wanted.length).toBeGreaterThan(0);
    },
  );

  it('the canary would be heard: where private addresses may be asked, it is', async () => {
    const { fetch } = parseSettings({ hostDelay: '0', allowPrivate: true }, '9.9');
    const open = createFetcher(fetch);
    const witness = openBrowser({ executable: EXECUTABLE, userAgent: 'citewatch/9.9' }, open.fetch);
    const before = visitors;
    const script = `${filled} fetch('http://127.0.0.1:${port}/').catch(() => {})`;
    const received = {
      bytes: Buffer.from(shell(script)),
      headers: { 'content-type': 'text/html' },
    };
    await witness.render({
      url: 'http://site.example/page',
      received,
      lang: null,
      may: async () => true,
    });
    await witness.close();
    await open.close();
    expect(visitors).toBeGreaterThan(before);
  });

  it('nothing that robots.txt closes is asked for', async () => {
    const before = asked.length;
    const script = `${filled} fetch('/closed.json')`;
    const shown = rendered(
      await show(shell(script), { may: async (url) => !url.endsWith('/closed.json') }),
    );
    expect(shown.wanted).toEqual(['robots']);
    expect(asked.length).toBe(before);
  });
});

describe.skipIf(!canShow)('a page that comes to no end', { timeout: 60_000 }, () => {
  it.each([
    [
      'asks without end',
      `${filled} const again = () => fetch('/text.json?' + Math.random()).finally(again); again();`,
    ],
    [
      'is never still',
      `${filled} setInterval(() => document.getElementById('root').append('tick '), 50);`,
    ],
  ])('%s: what is there is read, as the beginning that it is', async (_, script) => {
    const shown = rendered(await show(shell(script), { limits: { time: 4_000, requests: 40 } }));
    expect(shown.settled).toBe(false);
    expect(Buffer.from(shown.html).toString()).toContain(PASSAGE);
  });

  it('is let go of when it hangs, and the next page is shown', async () => {
    expect(await show(shell(`${filled} for (;;);`), { limits: { time: 2_000 } })).toEqual({
      kind: 'unrendered',
      why: { kind: 'hung', seconds: 3 },
    });
    expect(textOf(await show(shell(filled)))).toContain(PASSAGE);
  });

  it('has no verdict where the run ends first', async () => {
    const witness = openBrowser(
      { executable: EXECUTABLE, userAgent: 'citewatch/9.9' },
      fetcher.fetch,
    );
    const order = {
      url: 'http://site.example/page',
      received: {
        bytes: Buffer.from(shell('setInterval(() => document.body.append("tick"), 50)')),
        headers: {},
      },
      lang: null,
      may: async () => true,
    };
    const under = expect(witness.render(order)).rejects.toThrow('closed');
    const waiting = expect(witness.render(order)).rejects.toThrow('closed');
    await new Promise((done) => setTimeout(done, 1500));
    await witness.close();
    await Promise.all([under, waiting]);
  });

  it('is not read where it makes more than is read', async () => {
    const huge = `const one = document.createElement('div'); for (let i = 0; i < 3000; i++) one.append(document.createElement('i')); document.body.append(one);`;
    expect(await show(shell(filled + huge), { limits: { elements: 2000 } })).toEqual({
      kind: 'unrendered',
      why: { kind: 'too-large' },
    });
    expect(await show(shell(filled), { limits: { characters: 100 } })).toMatchObject({
      why: { kind: 'too-large' },
    });
  });

  it('asks nothing of a person who is not there', async () => {
    const script = `alert('a'); confirm('b'); prompt('c'); onbeforeunload = () => 'stay'; ${filled}`;
    expect(textOf(await show(shell(script)))).toContain(PASSAGE);
  });

  it('downloads nothing', async () => {
    pages.set(
      '/file.zip',
      (_, response) =>
        void response
          .writeHead(200, {
            'content-type': 'application/zip',
            'content-disposition': 'attachment',
          })
          .end('PK'),
    );
    const shown = rendered(await show(shell(`${filled} location.href = '/file.zip'`)));
    expect(Buffer.from(shown.html).toString()).toContain(PASSAGE);
    expect(shown.url).toBe('http://site.example/page');
  });

  it('is unknown when it crashes or takes all memory, and the next page is shown', async () => {
    const limits = { memory: 400 * 1024 ** 2 };
    const eats =
      'window.kept = []; setInterval(() => kept.push(new Uint8Array(30e6).fill(1)), 20);';
    expect(await show(shell(filled + eats), { limits })).toMatchObject({ why: { kind: 'memory' } });
    expect((await show(shell(filled), { limits })).kind).toBe('rendered');
  });
});

describe('without a browser', () => {
  it('a page is not shown, and it is said why', async () => {
    const order = {
      url: 'http://site.example/page',
      received: { bytes: Buffer.from(''), headers: {} },
      lang: null,
      may: async () => true,
    };
    const render = (executable: string | null) =>
      openBrowser({ executable, userAgent: 'a' }, fetcher.fetch).render(order);
    expect(await render(null)).toEqual({ kind: 'unrendered', why: { kind: 'no-browser' } });
    expect(await render(process.execPath)).toMatchObject({
      why: { kind: 'no-start', message: 'Target page, context or browser has been closed' },
    });
  });
});
