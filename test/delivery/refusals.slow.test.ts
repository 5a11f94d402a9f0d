import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { load } from 'cheerio';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { replaceIfUnchanged, writeFileAtomically } from '../../src/commands/run/import.js';
import { slowLorisTimeouts } from '../../src/delivery/server.js';
import { UserError } from '../../src/model/problem.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import { HOUR, night } from '../store/samples.js';
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
  // As a browser goes on.
  if (reply.statusCode === 303) return ask('GET', reply.headers.location);
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
    [
      'that the browser says is of another site',
      403,
      () => ({ ...ours(), 'sec-fetch-site': 'cross-site' }),
    ],
    [
      'that the browser says is of the same site only',
      403,
      () => ({ ...ours(), 'sec-fetch-site': 'same-site' }),
    ],
    [
      'by another name for this machine',
      421,
      () => ({ ...ours(), host: `evil.example:${desk.port}` }),
    ],
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
    for (const words of [
      'Reason: must not be empty',
      'not an e-mail address',
      'Valid until: is over already',
    ])
      expect(text).toContain(words);
    expect(text).toContain('value="editor@asylos.example"');
  });
});

/** What a form says in a page, as a browser reads it. */
function shownForm(html: string, action: string): Record<string, string> {
  const $ = load(html);
  const form = $('form').filter((_, one) => $(one).find('[name=action]').attr('value') === action);
  const fields = form.find('[name]').toArray();
  return Object.fromEntries(
    fields.flatMap((one) => {
      const field = $(one);
      if (field.attr('type') === 'radio' && field.attr('checked') === undefined) return [];
      return [[field.attr('name') ?? '', String(field.val() ?? '')]];
    }),
  );
}
const textOf = (html: string): string => load(html)('main').text().replace(/\s+/gu, ' ');
const send = (fields: Readonly<Record<string, string>>) =>
  ask('POST', '/decide', ours(), new URLSearchParams(fields).toString());
/** A form as it was opened, and filled in. */
async function opened(action: string, typed: Readonly<Record<string, string>>) {
  const { text } = await ask('GET', '/source/tip');
  return { ...shownForm(text, action), ...typed };
}
const edit = (from: string | RegExp, to: string) => desk.write(desk.read().replace(from, to));

const TYPED = {
  acknowledge: {
    about: 'passage-altered',
    reason: 'typed “for” an hour',
    by: 'me',
    until: '2999-01-01',
  },
  'keep-edition': { reason: 'typed', by: 'me', until: '2999-01-01' },
  address: { url: 'https://p.example/typed' },
  accessed: { citation: 'R/1', accessed: '2025-01-31' },
  copy: { copy: 'https://copy.example/typed', keeper: 'typed' },
} as const;
const FORMS = Object.entries(TYPED) as readonly (readonly [
  keyof typeof TYPED,
  Readonly<Record<string, string>>,
])[];

const decision = (about: string, source = 'tip', reason = 'of another') =>
  `{ "source": "${source}", "about": "${about}", "edition": null, "keep": true, "reason": "${reason}", "on": "2025-09", "until": null },`;
const addDecision = (line: string) => edit('"decisions": [', `"decisions": [ ${line}`);

describe('a form that was open while the file was edited', () => {
  const ELSEWHERE: readonly (readonly [string, () => void])[] = [
    ['the report', () => edit('A report', 'The report')],
    ['another source', () => edit('https://p.example/sound', 'https://p.example/other')],
    ['a decision on another source', () => addDecision(decision('source-moved', 'a/b'))],
    ['a decision of another kind on the same source', () => addDecision(decision('source-moved'))],
    ['the other citation', () => edit('"accessed": "2024-03",', '"accessed": "2024-04",')],
    ['a comment', () => edit('// Kept by hand.', '// Kept by two hands.')],
  ];
  it.each(FORMS)(
    '%s is written where that was elsewhere, beside that edit',
    async (action, typed) => {
      for (const [what, other] of ELSEWHERE) {
        desk.write(desk.first);
        const form = await opened(action, typed);
        other();
        const between = desk.read();
        expect([what, (await send(form)).status]).toEqual([what, 200]);
        const kept = between
          .split('\n')
          .filter((line) => !/^ *\{ "(?:id|source)": "(?:tip|R\/1|a\/b)"/u.test(line));
        expect(desk.read()).toMatch(/typed|2025-01-31/u);
        for (const line of kept) expect(desk.read()).toContain(line);
      }
    },
  );

  it.each<readonly [keyof typeof TYPED, string, () => void, readonly string[]]>([
    [
      'acknowledge',
      'its decision',
      () => addDecision(decision('passage-altered')),
      ['Decision on “Passage changed”: none → of another'],
    ],
    [
      'acknowledge',
      'its source’s address',
      () => edit('p.example/tip"', 'p.example/new"'),
      ['Address: https://p.example/tip → https://p.example/new'],
    ],
    [
      'keep-edition',
      'its source’s edition',
      () => edit('"edition": "2024"', '"edition": "2025"'),
      ['Edition: 2024 → 2025'],
    ],
    [
      'address',
      'the address',
      () => edit('p.example/tip"', 'p.example/new"'),
      ['https://p.example/tip → https://p.example/new'],
    ],
    [
      'accessed',
      'the day',
      () => edit('2024-03-15', '2024-05-05'),
      ['Day of access of R/1: 2024-03-15 → 2024-05-05'],
    ],
    [
      'copy',
      'the copies',
      () => edit('"copies": []', '"copies": [{ "url": "https://c.example/", "by": "x" }]'),
      ['Copies: none → https://c.example/ (x)'],
    ],
  ])(
    '%s comes back filled where that was %s, with what changed, and is written when it is sent again',
    async (action, _, other, told) => {
      const typed: Readonly<Record<string, string>> = TYPED[action];
      const form = await opened(action, typed);
      other();
      const between = desk.read();
      const reply = await send(form);
      expect([reply.status, desk.read()]).toEqual([409, between]);
      expect(textOf(reply.text)).toContain('Someone changed this source while you were typing.');
      for (const words of told) expect(textOf(reply.text)).toContain(words);
      expect(shownForm(reply.text, action)).toMatchObject(typed);
      expect((await send(shownForm(reply.text, action))).status).toBe(200);
      expect(desk.read()).toMatch(/typed|2025-01-31/u);
    },
  );

  it('says so where the same was sent twice', async () => {
    const form = await opened('acknowledge', TYPED.acknowledge);
    await send(form);
    const once = desk.read();
    const reply = await send(form);
    expect([reply.status, desk.read()]).toEqual([200, once]);
    expect(reply.text).toContain('It says so already');
  });
});

describe('what was typed is never lost', () => {
  it.each(FORMS)(
    'in %s, where the server was started again: nothing is written until it is sent again',
    async (action, typed) => {
      const form = await opened(action, typed);
      const reply = await send({ ...form, token: 'x'.repeat(43) });
      expect([reply.status, desk.read()]).toEqual([403, desk.first]);
      expect(textOf(reply.text)).toContain('citewatch serve was started again');
      expect(shownForm(reply.text, action)).toMatchObject(typed);
      expect((await send(shownForm(reply.text, action))).status).toBe(200);
    },
  );

  const BREAKS: readonly (readonly [string, number, () => void, string])[] = [
    ['the file is no JSON meanwhile', 500, () => desk.write('{ "reports": ['), 'line 1'],
    [
      'the source is gone from the file',
      404,
      () => edit('"id": "tip"', '"id": "top"'),
      'is not in',
    ],
    [
      'the source is gone, and its uses',
      404,
      () => desk.write(desk.first.replaceAll('"tip"', '"top"')),
      'tip is not in',
    ],
  ];
  it.each(FORMS)('in %s, whatever became of the file', async (action, typed) => {
    for (const [what, status, happen, words] of BREAKS) {
      desk.write(desk.first);
      const form = await opened(action, typed);
      happen();
      const between = desk.read();
      const isParsed = what !== 'the source is gone from the file';
      const reply = await send(form);
      expect([what, reply.status, desk.read()]).toEqual([what, isParsed ? status : 500, between]);
      if (isParsed) expect(textOf(reply.text)).toContain(words);
      expect(shownForm(reply.text, action)).toMatchObject(typed);
      desk.write(desk.first);
      expect([what, (await send(shownForm(reply.text, action))).status]).toEqual([what, 200]);
    }
  });

  it('where the file cannot be written, or another process writes it', async () => {
    const form = await opened('acknowledge', TYPED.acknowledge);
    mkdirSync(`${desk.file}.new`);
    const busy = await send(form);
    expect([busy.status, desk.read()]).toEqual([409, desk.first]);
    expect(textOf(busy.text)).toContain('Another program writes this file.');
    utimesSync(`${desk.file}.new`, 1, 1);
    const failed = await send(form);
    expect([failed.status, desk.read()]).toEqual([500, desk.first]);
    expect(textOf(failed.text)).toContain('could not be written');
    for (const { text } of [busy, failed])
      expect(shownForm(text, 'acknowledge')).toMatchObject(TYPED.acknowledge);
    rmSync(`${desk.file}.new`, { recursive: true });
    // What a killed process left is in nobody's way.
    writeFileSync(`${desk.file}.new`, 'half');
    utimesSync(`${desk.file}.new`, 1, 1);
    expect((await send(shownForm(failed.text, 'acknowledge'))).status).toBe(200);
  });

  it('where it is too long, or its finding or its citation is gone', async () => {
    const reason = 'x'.repeat(70_000);
    const long = await send({ ...(await opened('acknowledge', TYPED.acknowledge)), reason });
    expect([long.status, shownForm(long.text, 'acknowledge').reason]).toEqual([413, reason]);
    const unknown = await send({
      ...(await opened('acknowledge', TYPED.acknowledge)),
      action: 'delete',
    });
    expect(shownForm(unknown.text, 'delete')).toMatchObject(TYPED.acknowledge);
    const form = await opened('accessed', TYPED.accessed);
    edit('"R/1"', '"R/9"');
    // Another citation is not chosen in its place.
    expect(shownForm((await send(form)).text, 'accessed')).toMatchObject(TYPED.accessed);
  });
});

it('what another process wrote between reading and writing is not written over', () => {
  const others = desk.first.replace('A report', 'The report');
  desk.write(others);
  expect(replaceIfUnchanged(desk.file, desk.first, 'ours')).toBe(false);
  expect([desk.read(), existsSync(`${desk.file}.new`)]).toEqual([others, false]);
  // While one writes, another waits for its turn, and writes nothing.
  writeFileSync(`${desk.file}.new`, 'theirs');
  expect(() => writeFileAtomically(desk.file, 'ours', others)).toThrow('nothing was written');
  expect([desk.read(), readFileSync(`${desk.file}.new`, 'utf8')]).toEqual([others, 'theirs']);
  rmSync(`${desk.file}.new`);
  expect(replaceIfUnchanged(desk.file, others, desk.first)).toBe(true);
});

describe('what was decided', () => {
  const openOf = async (path: string) => textOf((await ask('GET', path)).text);

  it('is seen at once, and is open again where the decision is taken out', async () => {
    expect(await openOf('/sources')).toContain('4 open findings');
    await send(await opened('acknowledge', TYPED.acknowledge));
    expect(await openOf('/sources')).toContain('3 open findings');
    expect(await openOf('/source/tip')).toContain('(decided already)');
    expect(await openOf('/')).toContain('Decided: typed “for” an hour');
    desk.write(desk.first);
    expect(await openOf('/sources')).toContain('4 open findings');
    expect(await openOf('/')).not.toContain('typed “for” an hour');
  });

  it('counts: an address that was changed, a day that is later, and an edition that is kept', async () => {
    await send(await opened('address', TYPED.address));
    expect(await openOf('/sources')).toContain('3 open findings');
    await send(await opened('accessed', TYPED.accessed));
    expect(await openOf('/sources')).toContain('2 open findings');
    await send(await opened('keep-edition', TYPED['keep-edition']));
    expect(await openOf('/sources')).toContain('1 open finding');
    // An earlier day mends nothing, nor does a day of another citation.
    desk.write(desk.first.replace('2024-03-15', '2023-01-01').replace('"2024-03"', '"2025-01"'));
    expect(await openOf('/sources')).toContain('4 open findings');
  });

  it('leads to what is open still, and says when nothing is', async () => {
    for (const [action, typed] of FORMS.slice(0, 3)) {
      const { text } = await send(await opened(action, typed));
      expect(text).toContain('<title>Saved</title>');
      expect(textOf(text)).toMatch(/Decide more on .*, \d open finding/u);
    }
    const { text } = await send(await opened('accessed', TYPED.accessed));
    expect(textOf(text)).toContain('Nothing is open on any other source.');
  });
});

it('half a request is ended, wherever it stops', async () => {
  expect(slowLorisTimeouts()).toMatchObject({ requestTimeout: 10_000, headersTimeout: 10_000 });
  const server = createServer(
    slowLorisTimeouts(200),
    (got, reply) => void got.on('end', () => reply.end()).resume(),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const halves = [
    '',
    'POST / HTTP/1.1\r\nHost: ',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf',
  ];
  await Promise.all(
    halves.map(async (half) => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {}).resume();
      socket.write(half);
      await once(socket, 'close');
    }),
  );
  server.close();
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
    ['GET', '/favicon.ico', 200],
    ['HEAD', '/', 200],
    ['HEAD', '/source/tip', 200],
    ['HEAD', '/sources.json', 404],
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
        expect(headers['content-security-policy']).toContain(
          "default-src 'none'; style-src 'sha256-",
        );
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
