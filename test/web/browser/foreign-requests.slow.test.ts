import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rendered } from '../../../src/model/capture.js';
import { parseSettings } from '../../../src/settings/options.js';
import { type BrowserWitness, openBrowser } from '../../../src/web/browser/browser.js';
import {
  CrossOriginBudget,
  foreignHeaders,
  needsPreflight,
  RENDER_LIMITS,
  type RenderLimits,
} from '../../../src/web/browser/page-requests.js';
import { createFetcher, type Fetcher } from '../../../src/web/fetcher.js';
import { makeSigningKey } from '../../../src/web/signing.js';
import { EXECUTABLE } from './browser.js';
import { canShow } from './can-show.js';

const HOME = 'site.example';
const SECRET = 'chosen-by-the-page';

/** What arrived at any host of this web. */
interface Arrived {
  readonly host: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}
let arrived: Arrived[] = [];
/** Pages by `host/path`; every other path answers with JSON that any origin may read. */
const pages = new Map<
  string,
  { readonly status?: number; readonly headers?: object; readonly body?: string }
>();
const web = createServer((request, response) => {
  const { host = '' } = request.headers;
  const path = request.url ?? '';
  arrived.push({ host, path, headers: request.headers });
  const {
    status = 200,
    headers = {},
    body = '{"text":"from the other host"}',
  } = pages.get(`${host}${path}`) ?? {};
  const open = { 'content-type': 'application/json', 'access-control-allow-origin': '*' };
  response.writeHead(status, { ...open, ...headers } as Record<string, string>).end(body);
});

let fetcher: Fetcher;
const witnesses: BrowserWitness[] = [];
const witnessOf = (foreign: Partial<RenderLimits['foreign']> = {}): BrowserWitness => {
  const limits = {
    ...RENDER_LIMITS,
    time: 20_000,
    still: 400,
    foreign: { ...RENDER_LIMITS.foreign, ...foreign },
  };
  const witness = openBrowser(
    { executable: EXECUTABLE, userAgent: 'citewatch/9.9', limits },
    fetcher.fetch,
  );
  witnesses.push(witness);
  return witness;
};
beforeAll(async () => {
  await new Promise<void>((done) => web.listen(0, '127.0.0.1', done));
  const { fetch } = parseSettings(
    {
      hostDelay: '0',
      connectTo: [`::127.0.0.1:${(web.address() as AddressInfo).port}`],
      timeout: '3000',
    },
    '9.9',
  );
  const signing = { key: makeSigningKey(), agent: 'https://keys.example' };
  fetcher = createFetcher({ ...fetch, perHost: 8, signing });
});
afterAll(async () => {
  await Promise.all(witnesses.map((witness) => witness.close()));
  await fetcher.close();
  web.close();
});

/** Shows the cited page with this script; gives what it became, and what arrived meanwhile. */
async function shown(
  script: string,
  witness: BrowserWitness,
  may = async (_: string, _foreign: boolean) => true,
) {
  arrived = [];
  const html = `<!doctype html><html lang="en"><title>App</title><body><div id="root"></div><script>
    const say = (what) => document.getElementById('root').append(what + '; ');
    say('Text of its own. '.repeat(30));
    ${script}</script></body></html>`;
  const received = {
    bytes: Buffer.from(html),
    headers: { 'content-type': 'text/html; charset=utf-8' },
  };
  const rendering = await witness.render({
    url: `http://${HOME}/page?q=1`,
    received,
    lang: 'en',
    may,
  });
  if (rendering.kind !== 'rendered') throw new Error(JSON.stringify(rendering));
  const abroad = arrived.filter(({ host }) => host !== HOME);
  return { ...(rendering as Rendered), text: Buffer.from(rendering.html).toString(), abroad };
}

/** Headers that may arrive at a host that nobody cited. */
const HARMLESS = [
  'accept',
  'accept-encoding',
  'accept-language',
  'connection',
  'host',
  'origin',
  'referer',
  'user-agent',
];

describe.skipIf(!canShow)('what a cited page sends to other origins', { timeout: 60_000 }, () => {
  let witness: BrowserWitness;
  beforeAll(() => {
    witness = witnessOf({ hosts: 100 });
  });

  const FRAME = `<!doctype html><body><script>
    fetch('http://third.example/from-frame', { headers: { authorization: '${SECRET}' } }).catch(() => {});
    fetch('http://framed.example/from-frame', { headers: { 'x-own': '${SECRET}' } }).catch(() => {});
    fetch('http://${HOME}/from-frame', { headers: { 'x-home': '${SECRET}' } }).catch(() => {});
    fetch('http://${HOME}/plain-from-frame').catch(() => {});
  </script>`;
  const ATTEMPTS: readonly (readonly [name: string, script: string])[] = [
    ['authorisation', `fetch('http://a.example/', { headers: { Authorization: '${SECRET}' } })`],
    [
      'a header of its choice',
      `fetch('http://b.example/', { headers: { 'X-Forwarded-For': '${SECRET}' } })`,
    ],
    [
      'a signature',
      `fetch('http://c.example/', { headers: { Signature: '${SECRET}', 'Signature-Input': '${SECRET}' } })`,
    ],
    [
      'a header by XHR',
      `{ const x = new XMLHttpRequest(); x.open('GET', 'http://d.example/'); x.setRequestHeader('x-a', '${SECRET}'); x.send(); }`,
    ],
    [
      'a name and a password',
      `{ const x = new XMLHttpRequest(); x.open('GET', 'http://e.example/', true, 'me', '${SECRET}'); x.send(); const s = document.createElement('script'); s.src = 'http://me:${SECRET}@e.example/s'; document.head.append(s); }`,
    ],
    ['a condition', `fetch('http://f.example/', { headers: { 'If-None-Match': '${SECRET}' } })`],
    [
      'a type',
      `fetch('http://g.example/', { headers: { 'Content-Type': 'application/${SECRET}' } })`,
    ],
    [
      'words in what it accepts',
      `fetch('http://h.example/', { headers: { accept: 'a/b;c="${SECRET}"' } })`,
    ],
    [
      'long words in what it accepts',
      `fetch('http://i.example/', { headers: { accept: '${SECRET}'.repeat(8) } })`,
    ],
    [
      'words in a range',
      `fetch('http://j.example/', { headers: { range: 'bytes=0-1,${SECRET}' } })`,
    ],
    [
      'its path, which it may choose',
      `history.replaceState(0, '', '/${SECRET}'); fetch('http://k.example/', { referrerPolicy: 'unsafe-url' })`,
    ],
    ['a header over a redirect', `fetch('/to-other', { headers: { 'x-a': '${SECRET}' } })`],
    [
      'a header over another host and back',
      `fetch('/there-and-back', { headers: { 'x-a': '${SECRET}' } })`,
    ],
    [
      'a header over two redirects',
      `fetch('/to-other-twice', { headers: { authorization: '${SECRET}' } })`,
    ],
    [
      'a header from a worker',
      `new Worker(URL.createObjectURL(new Blob(["fetch('http://l.example/', { headers: { 'x-a': '${SECRET}' } })"])))`,
    ],
    [
      'a header from a frame',
      `{ const f = document.createElement('iframe'); f.src = 'http://framed.example/frame'; document.body.append(f); }`,
    ],
    [
      'a header from a frame without an origin',
      `{ const f = document.createElement('iframe'); f.sandbox = 'allow-scripts'; f.srcdoc = "<script>fetch('http://${HOME}/from-nobody', { headers: { 'x-a': '${SECRET}' } })<\\/script>"; document.body.append(f); }`,
    ],
    [
      'a cookie',
      `document.cookie = 'a=${SECRET}'; fetch('http://${HOME}:8080/', { credentials: 'include' })`,
    ],
    [
      'a method',
      `fetch('http://m.example/', { method: 'DELETE' }); fetch('http://m.example/', { method: 'PUT' })`,
    ],
    [
      'another header with a stylesheet',
      `{ const l = document.createElement('link'); l.rel = 'stylesheet'; l.crossOrigin = 'use-credentials'; l.href = 'http://n.example/s.css'; document.head.append(l); }`,
    ],
  ];

  const arrange = (): void => {
    pages.set('framed.example/frame', { headers: { 'content-type': 'text/html' }, body: FRAME });
    pages.set(`${HOME}/to-other`, {
      status: 302,
      headers: { location: 'http://redirected.example/here' },
    });
    pages.set(`${HOME}/there-and-back`, {
      status: 302,
      headers: { location: 'http://back.example/' },
    });
    pages.set('back.example/', {
      status: 302,
      headers: { location: `http://${HOME}/from-elsewhere` },
    });
    pages.set(`${HOME}/to-other-twice`, {
      status: 307,
      headers: { location: `http://${HOME}/to-other-again` },
    });
    pages.set(`${HOME}/to-other-again`, {
      status: 307,
      headers: { location: 'http://redirected.example/there' },
    });
  };

  it('is nothing of its choice, and nothing in our name, however it tries', async () => {
    arrange();
    const script = ATTEMPTS.map(([, one]) => `try { ${one} } catch {}`).join('\n');
    const { abroad, wanted, refused } = await shown(script, witness);
    for (const { host, headers } of abroad) {
      for (const name of Object.keys(headers))
        expect([host, HARMLESS]).toEqual([host, expect.arrayContaining([name])]);
      expect(JSON.stringify(headers)).not.toContain(SECRET);
      expect(headers.referer ?? `http://${HOME}/`).toMatch(/^http:\/\/[a-z.]+\/$/);
    }
    // Of a frame of another origin the cited site hears nothing of its choice either.
    for (const { path, headers } of arrived.filter(
      ({ host, path }) => host === HOME && path.includes('from-'),
    ))
      expect([path, JSON.stringify(headers), headers.signature]).toEqual([
        path,
        expect.not.stringContaining(SECRET),
        undefined,
      ]);
    expect(arrived.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/plain-from-frame', '/from-elsewhere']),
    );
    // The canaries would hear: what is plain arrives, redirected or not.
    const reached = new Set(abroad.map(({ host, path }) => host + path));
    for (const one of [
      'framed.example/frame',
      'redirected.example/here',
      'redirected.example/there',
      'k.example/',
    ])
      expect(reached).toContain(one);
    for (const letter of 'abcdfghijlm') expect(reached).not.toContain(`${letter}.example/`);
    expect(wanted).toEqual(expect.arrayContaining(['preflight', 'post']));
    expect(refused).toBeGreaterThanOrEqual(13);
  });

  it('stays what a browser sends without asking: its text from the interface of another host is read', async () => {
    const { text, wanted, refused, abroad } = await shown(
      `fetch('http://api.example/text.json').then((r) => r.json()).then(({ text }) => say('plain ' + text));
       fetch('http://api.example/json', { headers: { accept: 'application/json', 'content-type': 'text/plain' }, cache: 'no-store' }).then((r) => r.json()).then(({ text }) => say('asked for JSON ' + text));
       { const x = new XMLHttpRequest(); x.open('GET', 'http://api.example/xhr'); x.onload = () => say('XHR ' + x.responseText.length); x.send(); }
       { const s = document.createElement('script'); s.src = 'http://cdn.example/app.js'; document.head.append(s); }
       import('http://cdn.example/module.js').then(() => say('module'), (e) => say('no module ' + e));`,
      witness,
    );
    expect(text).toContain('plain from the other host; ');
    expect(text).toContain('asked for JSON from the other host; ');
    expect(text).toContain('XHR 30; ');
    expect([wanted, refused]).toEqual([[], undefined]);
    expect(abroad.find(({ path }) => path === '/json')?.headers).toMatchObject({
      accept: 'application/json',
      origin: `http://${HOME}`,
      referer: `http://${HOME}/`,
    });
  });

  it('is not what it sends to its own: there it chooses as in a reader’s browser, but for what would act in our name', async () => {
    pages.set(`${HOME}/turn`, { status: 302, headers: { location: '/turned' } });
    const { text, wanted } = await shown(
      `document.cookie = 'a=b';
       fetch('/own', { headers: { authorization: 'Bearer public', 'x-requested-with': 'app', 'X-HTTP-Method-Override': 'DELETE', signature: 'x=:AA==:' } }).then((r) => r.json()).then(({ text }) => say('own ' + text));
       fetch('/turn', { headers: { 'x-key': 'k' } }).then((r) => r.json()).then(({ text }) => say('turned ' + text));`,
      witness,
    );
    expect(text).toContain('own from the other host; ');
    expect(text).toContain('turned from the other host; ');
    expect(wanted).toEqual([]);
    const own = arrived.find(({ path }) => path === '/own')?.headers ?? {};
    expect(own).toMatchObject({
      authorization: 'Bearer public',
      'x-requested-with': 'app',
      referer: `http://${HOME}/page?q=1`,
    });
    expect(own.signature).toMatch(/^sig1=:/);
    expect(Object.keys(own)).not.toEqual(expect.arrayContaining(['cookie']));
    expect(Object.keys(own)).not.toEqual(expect.arrayContaining(['x-http-method-override']));
    expect(arrived.find(({ path }) => path === '/turned')?.headers).toMatchObject({ 'x-key': 'k' });
  });

  it('brings nothing that the other host does not let it read, over a redirect neither', async () => {
    const closed = { headers: { 'access-control-allow-origin': 'http://friend.example' } };
    pages.set('closed.example/a', closed);
    pages.set('closed.example/b', { headers: { 'access-control-allow-origin': '' } });
    pages.set(`${HOME}/to-closed`, {
      status: 302,
      headers: { location: 'http://closed.example/a' },
    });
    pages.set(`${HOME}/to-open`, { status: 302, headers: { location: 'http://open.example/a' } });
    const { text, wanted, abroad } = await shown(
      ['http://closed.example/a', 'http://closed.example/b', '/to-closed', '/to-open']
        .map(
          (url) =>
            `fetch('${url}').then((r) => r.text()).then((t) => say('${url} ' + t.length), () => say('${url} shut'));`,
        )
        .join('\n'),
      witness,
    );
    for (const one of [
      'http://closed.example/a shut',
      'http://closed.example/b shut',
      '/to-closed shut',
      '/to-open 30',
    ])
      expect(text).toContain(`${one}; `);
    expect(wanted).toEqual(['failed']);
    expect(abroad).toHaveLength(4);
    // So is what a style or a module would tell of it; a plain script may run, as anywhere.
    pages.set('closed.example/s.js', {
      headers: { 'content-type': 'text/javascript', 'access-control-allow-origin': '' },
      body: 'say("ran")',
    });
    const others = await shown(
      `import('http://closed.example/s.js').catch(() => say('no module'));
       { const s = document.createElement('script'); s.src = 'http://closed.example/s.js'; document.head.append(s); }`,
      witness,
    );
    expect(others.text.match(/no module; |ran; /g)?.sort()).toEqual(['no module; ', 'ran; ']);
  });

  it('is held against robots.txt of the other host, wherever a redirect leads', async () => {
    pages.set(`${HOME}/to-robots`, {
      status: 302,
      headers: { location: 'http://robots.example/shut' },
    });
    const { abroad, wanted } = await shown(
      `fetch('/to-robots'); fetch('http://robots.example/')`,
      witness,
      async (url, foreign) => {
        expect(foreign).toBe(new URL(url).host !== HOME);
        return !url.endsWith('/shut');
      },
    );
    expect(abroad.map(({ path }) => path)).toEqual(['/']);
    expect(wanted).toEqual(['robots']);
  });
});

describe.skipIf(!canShow)(
  'how much a cited page may ask of other hosts',
  { timeout: 60_000 },
  () => {
    const ask = (urls: readonly string[]): string =>
      urls.map((url) => `fetch('${url}').catch(() => {});`).join('\n');
    const numbered = (n: number, url: (i: number) => string): readonly string[] =>
      Array.from({ length: n }, (_, i) => url(i));
    const byHost = (abroad: readonly Arrived[]): Readonly<Record<string, number>> => {
      const counts: Record<string, number> = {};
      for (const { host } of abroad) counts[host] = (counts[host] ?? 0) + 1;
      return counts;
    };

    it('is ten hosts, and the page is read all the same, as one that was not given all', async () => {
      const { abroad, wanted, refused, text } = await shown(
        ask(numbered(40, (i) => `http://v${i}.example/`)),
        witnessOf(),
      );
      expect(Object.keys(byHost(abroad))).toHaveLength(10);
      expect([wanted, refused]).toEqual([['foreign-budget'], 30]);
      expect(text).toContain('Text of its own.');
    });

    it('is so many requests to each, redirects counted, and as many as it likes of its own', async () => {
      pages.set(`${HOME}/jump`, {
        status: 302,
        headers: { location: 'http://victim.example/?jumped' },
      });
      pages.set('turning.example/', { status: 302, headers: { location: '/1' } });
      pages.set('turning.example/1', { status: 302, headers: { location: '/2' } });
      const script = ask([
        ...numbered(8, (i) => `http://victim.example/?${i}`),
        ...numbered(8, (i) => `http://other.example/?${i}`),
        '/jump',
        ...numbered(3, () => 'http://turning.example/'),
        ...numbered(12, (i) => `/own?${i}`),
      ]);
      const { abroad, wanted } = await shown(script, witnessOf({ requests: 5 }));
      expect(byHost(abroad)).toEqual({
        'victim.example': 5,
        'other.example': 5,
        'turning.example': 5,
      });
      expect(arrived.filter(({ path }) => path.startsWith('/own'))).toHaveLength(12);
      expect(wanted).toEqual(['foreign-budget']);
    });

    it('is so many to one host in a night, of all pages together; on the next night it begins anew', async () => {
      const witness = witnessOf({ night: 7 });
      const script = ask(numbered(5, (i) => `http://victim.example/?${i}`));
      expect((await shown(script, witness)).abroad).toHaveLength(5);
      const { abroad, wanted } = await shown(script, witness);
      expect([abroad.length, wanted]).toEqual([2, ['foreign-budget']]);
      expect((await shown(script, witnessOf({ night: 7 }))).abroad).toHaveLength(5);
    });
  },
);

describe('the budget of other hosts', () => {
  it('is never exceeded, in whatever order they are asked', () => {
    const host = fc.nat(5).map((n) => new URL(`http://h${n}.example/`));
    fc.assert(
      fc.property(fc.array(fc.array(host), { maxLength: 5 }), (asked) => {
        const night = new Map<string, number>();
        for (const page of asked) {
          const foreign = new CrossOriginBudget({ hosts: 3, requests: 4, night: 6 }, night);
          const sent = page.filter((url) => foreign.take(url)).map(({ hostname }) => hostname);
          expect(new Set(sent).size).toBeLessThanOrEqual(3);
          for (const one of new Set(sent))
            expect(sent.filter((other) => other === one).length).toBeLessThanOrEqual(4);
        }
        for (const count of night.values()) expect(count).toBeLessThanOrEqual(6);
      }),
    );
  });
});

describe('a header that a page chooses', () => {
  it.each([
    ['accept', 'application/json'],
    ['accept', 'a'.repeat(128)],
    ['accept-language', 'zh-CN,zh;q=0.9'],
    ['content-language', 'de'],
    ['content-type', 'text/plain;charset=UTF-8'],
    ['content-type', 'multipart/form-data'],
    ['range', 'bytes=0-99'],
    ['range', 'bytes=5-'],
    ['sec-fetch-mode', 'cors'],
    ['user-agent', 'of the browser'],
  ])('may go without a question: %s: %s', (name, value) => {
    expect(needsPreflight({ [name]: value })).toBe(false);
  });

  it.each([
    ['authorization', 'Basic QQ=='],
    ['x-a', ''],
    ['accept', 'a'.repeat(129)],
    ['accept', 'é'.repeat(65)],
    ['accept', 'a/b;c="d"'],
    ['accept', 'a\u007f'],
    ['accept-language', 'de_DE'],
    ['accept-language', 'de/at'],
    ['content-type', 'application/json'],
    ['content-type', 'text/plainer'],
    ['content-type', 'text/plain; a="b"'],
    ['range', 'bytes=-5'],
    ['range', 'bytes=0-1,3-4'],
    ['range', 'bytes = 0-1'],
    ['cache-control', 'no-cache'],
    ['if-none-match', '"a"'],
    ['access-control-allow-origin', '*'],
    ['signature', 'sig1=:AA==:'],
    ['secret', 'a'],
  ])('may not: %s: %s', (name, value) => {
    expect(needsPreflight({ accept: '*/*', [name]: value })).toBe(true);
  });

  it('is never passed on, whatever its name, but for a short and plain accept', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), fc.string(), (headers, accept) => {
        const passed = foreignHeaders({ ...headers, accept, referer: 'https://a.example/b?c' });
        expect(Object.keys(passed).filter((name) => name !== 'accept')).toEqual(['referer']);
        expect(passed.referer).toBe('https://a.example/');
        if (passed.accept !== undefined)
          expect(needsPreflight({ accept: passed.accept })).toBe(false);
      }),
    );
  });
});
