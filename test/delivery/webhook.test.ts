import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { json } from 'node:stream/consumers';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { createWebhook } from '../../src/delivery/webhook.js';
import type { DeliveryResult, WebhookFormat, WebhookSettings } from '../../src/model/settings.js';
import { loopbackDoor } from '../web/archives/door.js';
import { serve, serveRaw } from '../web/servers.js';
import { answersTo, standIn, standInDoor, web } from '../web/stand-in.js';

const HOOK = 'https://hooks.example.org/services/T0/s3cret';
const ROOM = 'https://m.example.org/_matrix/client/v3/rooms/!r:m.example.org/send/m.room.message';
const ADDRESSES = {
  json: HOOK,
  slack: HOOK,
  matrix: ROOM,
  ntfy: 'https://ntfy.sh/our-topic',
} as const;
const body = { text: '1 passage no longer stands', html: '<p>1 passage</p>', run: 7 };

const to = (url: string, over: Partial<WebhookSettings> = {}): WebhookSettings => ({
  url,
  format: 'json',
  secret: null,
  token: null,
  ...over,
});
/** A clock of which the waits are written down. */
const clockOf = (slept: number[] = []) => ({
  now: () => new Date('2025-10-01T02:00:00Z'),
  sleep: async (duration: number) => void slept.push(duration),
});
const at = (url: string, over: Partial<WebhookSettings> = {}, slept: number[] = []) =>
  createWebhook(standInDoor(), to(url, over), clockOf(slept));
const hook = () => at(HOOK);

standIn();

const OK = HttpResponse.text('ok');

describe('a webhook', () => {
  it('gets the message as JSON, with the text where chat services look for it', async () => {
    const asked = answersTo('post', HOOK, OK);
    expect(await hook().post(body, 'digest-7')).toEqual({ kind: 'sent', detail: '200 ok' });
    expect(
      asked.map(({ headers, sent }) => [headers.get('content-type'), JSON.parse(sent)]),
    ).toEqual([['application/json', body]]);
  });

  it('that sends elsewhere is not followed', async () => {
    const location = 'https://elsewhere.example.org/';
    answersTo('post', HOOK, new HttpResponse('', { status: 307, headers: { location } }));
    expect(await hook().post(body, 'digest-7')).toMatchObject({ kind: 'refused', permanent: true });
  });

  it('cannot fill the record with its answer', async () => {
    answersTo('post', HOOK, new HttpResponse('x'.repeat(100_000), { status: 400 }));
    expect((await hook().post(body, 'digest-7')).detail.length).toBeLessThan(300);
  });

  it('whose address is wrong is refused for good, without repeating it', async () => {
    const result = await at('hooks.example.org/s3cret').post(body, 'digest-7');
    expect(result).toMatchObject({ kind: 'refused', permanent: true });
    expect(result.detail).not.toContain('s3cret');
  });
});

const SENT = { kind: 'sent' } as const;
const LATER = { kind: 'refused', permanent: false } as const;
const NEVER = { kind: 'refused', permanent: true } as const;
const UNKNOWN = { kind: 'unknown' } as const;

/** What each service documents of its answers; how often it is asked then. */
const ANSWERS: readonly [
  WebhookFormat,
  number,
  string | object,
  Omit<DeliveryResult, 'detail'>,
  number,
][] = [
  ['json', 200, 'ok', SENT, 1],
  ['json', 202, '{"queued":', SENT, 1],
  ['json', 204, '', SENT, 1],
  ['json', 400, 'invalid_payload', NEVER, 1],
  ['json', 401, 'who are you', NEVER, 1],
  ['json', 404, 'no_service', NEVER, 1],
  ['json', 408, '', LATER, 4],
  ['json', 410, 'gone', NEVER, 1],
  ['json', 429, 'slow down', LATER, 4],
  ['json', 500, 'oops', LATER, 4],
  ['json', 503, 'later', LATER, 4],
  // Of a gateway, which does not know what became of it.
  ['json', 502, '', UNKNOWN, 1],
  ['json', 504, '', UNKNOWN, 1],
  ['slack', 200, 'ok', SENT, 1],
  ['slack', 400, 'invalid_payload', NEVER, 1],
  ['slack', 403, 'action_prohibited', NEVER, 1],
  ['slack', 404, 'channel_not_found', NEVER, 1],
  ['slack', 410, 'channel_is_archived', NEVER, 1],
  ['slack', 429, 'rate_limited', LATER, 4],
  ['slack', 500, 'rollup_error', LATER, 4],
  ['matrix', 200, { event_id: '$e' }, SENT, 1],
  ['matrix', 401, { errcode: 'M_UNKNOWN_TOKEN', error: 'Unrecognised access token.' }, NEVER, 1],
  ['matrix', 403, { errcode: 'M_FORBIDDEN', error: 'User not in room' }, NEVER, 1],
  [
    'matrix',
    429,
    { errcode: 'M_LIMIT_EXCEEDED', error: 'Too many requests', retry_after_ms: 2000 },
    LATER,
    4,
  ],
  // It takes an id once.
  ['matrix', 502, '<h1>Bad Gateway</h1>', UNKNOWN, 4],
  ['ntfy', 200, { id: 'hwQ2YpKdmg', event: 'message', topic: 'our-topic' }, SENT, 1],
  ['ntfy', 400, { code: 40009, http: 400, error: 'invalid request: topic invalid' }, NEVER, 1],
  ['ntfy', 401, { code: 40101, http: 401, error: 'unauthorized' }, NEVER, 1],
  ['ntfy', 403, { code: 40301, http: 403, error: 'forbidden' }, NEVER, 1],
  ['ntfy', 413, { code: 41303, http: 413, error: 'JSON body too large' }, NEVER, 1],
  ['ntfy', 429, { code: 42901, http: 429, error: 'limit reached: too many requests' }, LATER, 4],
  ['ntfy', 500, { code: 50001, http: 500, error: 'internal server error' }, LATER, 4],
];

it.each(ANSWERS)(
  '%s answers %d (%j): %o, asked %d times',
  async (format, status, says, result, times) => {
    const text = typeof says === 'string' ? says : JSON.stringify(says);
    let asked = 0;
    web.use(
      http.all('*', () => {
        asked += 1;
        return new HttpResponse(status === 204 ? null : text, { status });
      }),
    );
    const webhook = at(ADDRESSES[format], { format, token: format === 'matrix' ? 't0k' : null });
    // Who knows the topic of ntfy may read it.
    const detail = `${status} ${text}`.trim().replace('our-topic', '…');
    expect(await webhook.post(body, 'digest-7')).toEqual({ ...result, detail });
    expect(asked).toBe(times);
  },
);

describe('a connection to a webhook', () => {
  it.each([
    ['json', 'POST /hook', body],
    ['slack', 'POST /hook', body],
    ['matrix', 'PUT /hook/digest-7', body],
    ['ntfy', 'POST /', { topic: 'hook', ...body }],
  ] as const)('carries the message as %s: %s', async (format, asked, message) => {
    let got: object = {};
    const { origin } = await serve(async ({ method, url, headers }, response) => {
      const { 'content-type': type, authorization } = headers;
      got = { asked: `${method} ${url}`, type, authorization, message: await json(response.req) };
      response.end('ok');
    });
    const settings = to(`${origin}/hook`, { format, token: 't0k' });
    expect(
      await createWebhook(loopbackDoor(), settings, clockOf()).post(body, 'digest-7'),
    ).toMatchObject(SENT);
    expect(got).toEqual({ asked, type: 'application/json', authorization: 'Bearer t0k', message });
  });

  it('that breaks after the message was sent may have delivered it', async () => {
    const { origin } = await serveRaw((socket) => socket.destroy());
    const result = await createWebhook(
      loopbackDoor({ retries: 3 }),
      to(`${origin}/s3cret`),
      clockOf(),
    ).post(body, 'digest-7');
    expect(result.kind).toBe('unknown');
    expect(result.detail).not.toContain('s3cret');
  });

  it('that never comes has certainly not delivered it', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const url = `http://127.0.0.1:${port}/s3cret`;
    const result = await createWebhook(loopbackDoor(), to(url), clockOf()).post(body, 'digest-7');
    expect(result).toMatchObject({ kind: 'refused', permanent: false });
    expect(result.detail).toMatch(/refused the connection/);
  });

  it('is made as often as a webhook is tried, whatever --retries says', async () => {
    let asked = 0;
    const server = await serve((_, response) => {
      asked += 1;
      response.writeHead(503).end('later');
    });
    const result = await createWebhook(
      loopbackDoor({ retries: 3 }),
      to(server.origin),
      clockOf(),
    ).post(body, 'digest-7');
    expect(result).toEqual({ kind: 'refused', permanent: false, detail: '503 later' });
    expect(asked).toBe(4);
  });

  it('is not made to a private address', async () => {
    const server = await serve((_, response) => response.end());
    const url = `${server.origin}/s3cret`;
    const result = await createWebhook(
      loopbackDoor({ allowPrivate: false }),
      to(url),
      clockOf(),
    ).post(body, 'digest-7');
    expect(result).toMatchObject({ kind: 'refused', permanent: true });
    expect(result.detail).toContain('private or local');
    expect(server.connections()).toBe(0);
    expect(
      await createWebhook(loopbackDoor(), to(url), clockOf()).post(body, 'digest-7'),
    ).toMatchObject({
      kind: 'sent',
    });
  });
});

describe('a webhook that does not take a message for now', () => {
  const busy = (status: number, after?: string) =>
    new HttpResponse('later', {
      status,
      headers: after === undefined ? {} : { 'retry-after': after },
    });

  it('is tried again after some seconds, each time with the same id', async () => {
    const asked = answersTo('post', HOOK, busy(503), busy(500), OK);
    const slept: number[] = [];
    expect(await at(HOOK, {}, slept).post(body, 'digest-7')).toEqual({
      kind: 'sent',
      detail: '200 ok',
    });
    expect(slept).toEqual([1_000, 4_000]);
    expect(asked.map(({ headers }) => headers.get('webhook-id'))).toEqual([
      'digest-7',
      'digest-7',
      'digest-7',
    ]);
  });

  it('is left alone for as long as it asks, in seconds or until a time', async () => {
    answersTo('post', HOOK, busy(429, '30'), busy(429, 'Wed, 01 Oct 2025 02:00:07 GMT'), OK);
    const slept: number[] = [];
    expect(await at(HOOK, {}, slept).post(body, 'digest-7')).toMatchObject({ kind: 'sent' });
    expect(slept).toEqual([30_000, 7_000]);
  });

  it('is given up when it asks for more than a minute, or says no for the fourth time', async () => {
    answersTo('post', HOOK, busy(429, '61'), OK);
    const slept: number[] = [];
    const refused = { kind: 'refused', permanent: false };
    expect(await at(HOOK, {}, slept).post(body, 'digest-7')).toMatchObject(refused);
    expect(slept).toEqual([]);
    const asked = answersTo('post', HOOK, busy(503), busy(503), busy(503), busy(503), OK);
    expect(await at(HOOK, {}, slept).post(body, 'digest-7')).toMatchObject(refused);
    expect(asked).toHaveLength(4);
  });

  it('is not tried again where it may have taken it, but in a Matrix room, which takes an id once', async () => {
    answersTo('post', HOOK, busy(504));
    const asked = answersTo(
      'put',
      `${ROOM}/digest-7`,
      busy(504),
      HttpResponse.json({ event_id: '$e' }),
    );
    expect(await at(HOOK).post(body, 'digest-7')).toMatchObject({ kind: 'unknown' });
    const matrix = at(ROOM, { format: 'matrix', token: 't0k' });
    expect(await matrix.post({ msgtype: 'm.text' }, 'digest-7')).toMatchObject({ kind: 'sent' });
    expect(asked.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer t0k',
      'Bearer t0k',
    ]);
  });
});

describe('what is sent beside the message', () => {
  it('is the id, the time and a signature over both and the body, as Standard Webhooks has them', async () => {
    const asked = answersTo('post', HOOK, OK);
    const got = () => Object.fromEntries(asked.at(-1)?.headers ?? []);
    const key = Buffer.from('a key of some bytes');
    await at(HOOK, { secret: `whsec_${key.toString('base64')}` }).post(body, 'digest-7');
    expect(got()['webhook-id']).toBe('digest-7');
    expect(got()['webhook-timestamp']).toBe('1759284000');
    const signature = createHmac('sha256', key)
      .update(`digest-7.1759284000.${asked[0]?.sent}`)
      .digest('base64');
    expect(got()['webhook-signature']).toBe(`v1,${signature}`);
    await at(HOOK, { secret: 'plain words' }).post(body, 'digest-7');
    expect(got()['webhook-signature']).not.toBe(`v1,${signature}`);
    await at(HOOK).post(body, 'digest-7');
    expect(got()).not.toHaveProperty('webhook-signature');
  });

  it('is the topic, of ntfy, whose server is posted to', async () => {
    const asked = answersTo('post', 'https://ntfy.sh/', HttpResponse.json({ id: 'x' }));
    const ntfy = at(ADDRESSES.ntfy, { format: 'ntfy' });
    expect(await ntfy.post({ title: 'T', message: 'M' }, 'digest-7')).toMatchObject({
      kind: 'sent',
    });
    expect(JSON.parse(asked[0]?.sent ?? '')).toEqual({
      topic: 'our-topic',
      title: 'T',
      message: 'M',
    });
  });
});
