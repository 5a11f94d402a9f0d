import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createWebhook } from '../../src/notify/webhook.js';
import { loopbackDoor, standInDoor } from '../archive/door.js';
import { serve, serveRaw } from '../fetch/servers.js';

const HOOK = 'https://hooks.example.org/services/T0/s3cret';
const body = { text: '1 passage no longer stands', html: '<p>1 passage</p>', run: 7 };

const hook = () => createWebhook(standInDoor(), HOOK);

const web = setupServer();
beforeAll(() => web.listen({ onUnhandledRequest: 'error' }));
afterEach(() => web.resetHandlers());
afterAll(() => web.close());

const answers = (status: number, text = '', headers: Record<string, string> = {}) =>
  web.use(http.post(HOOK, () => new HttpResponse(text, { status, headers })));

describe('a webhook', () => {
  it('gets the message as JSON, with the text where chat services look for it', async () => {
    let got: unknown;
    web.use(
      http.post(HOOK, async ({ request }) => {
        got = { type: request.headers.get('content-type'), body: await request.json() };
        return HttpResponse.text('ok');
      }),
    );
    expect(await hook().post(body)).toEqual({ kind: 'sent', detail: '200 ok' });
    expect(got).toEqual({ type: 'application/json', body });
  });

  it.each([
    [400, 'invalid_payload', 'refused', true],
    [404, 'no_service', 'refused', true],
    [429, 'slow down', 'refused', false],
    [500, 'oops', 'refused', false],
    [503, 'later', 'refused', false],
  ])('that answers %d (%s) has %s it', async (status, text, kind, permanent) => {
    answers(status, text);
    expect(await hook().post(body)).toEqual({ kind, permanent, detail: `${status} ${text}` });
  });

  it.each([502, 504])('behind a gateway that answers %d may have got it', async (status) => {
    answers(status);
    expect(await hook().post(body)).toEqual({ kind: 'unknown', detail: `${status}` });
  });

  it('that sends elsewhere is not followed', async () => {
    answers(307, '', { location: 'https://elsewhere.example.org/' });
    expect(await hook().post(body)).toMatchObject({ kind: 'refused', permanent: true });
  });

  it('cannot fill the record with its answer', async () => {
    answers(400, 'x'.repeat(100_000));
    expect((await hook().post(body)).detail.length).toBeLessThan(300);
  });

  it('whose address is wrong is refused for good, without repeating it', async () => {
    const result = await createWebhook(standInDoor(), 'hooks.example.org/s3cret').post(body);
    expect(result).toMatchObject({ kind: 'refused', permanent: true });
    expect(result.detail).not.toContain('s3cret');
  });
});

describe('a connection to a webhook', () => {
  it('that breaks after the message was sent may have delivered it', async () => {
    const { origin } = await serveRaw((socket) => socket.destroy());
    const result = await createWebhook(loopbackDoor({ retries: 3 }), `${origin}/s3cret`).post(body);
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
    const result = await createWebhook(loopbackDoor(), url).post(body);
    expect(result).toMatchObject({ kind: 'refused', permanent: false });
    expect(result.detail).toMatch(/refused the connection/);
  });

  it('is made once, whatever --retries says', async () => {
    const server = await serve((_, response) => response.writeHead(503).end('later'));
    const result = await createWebhook(loopbackDoor({ retries: 3 }), server.origin).post(body);
    expect(result).toEqual({ kind: 'refused', permanent: false, detail: '503 later' });
    expect(server.connections()).toBe(1);
  });

  it('is not made to a private address', async () => {
    const server = await serve((_, response) => response.end());
    const url = `${server.origin}/s3cret`;
    const result = await createWebhook(loopbackDoor({ allowPrivate: false }), url).post(body);
    expect(result).toMatchObject({ kind: 'refused', permanent: true });
    expect(result.detail).toContain('private or local');
    expect(server.connections()).toBe(0);
    expect(await createWebhook(loopbackDoor(), url).post(body)).toMatchObject({ kind: 'sent' });
  });
});
