import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { HttpResponse, http, passthrough } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { postWebhook } from '../../src/notify/webhook.js';

const HOOK = 'https://hooks.example.org/services/T0/s3cret';
const body = { text: '1 passage no longer stands', html: '<p>1 passage</p>', run: 7 };

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
    expect(await postWebhook(HOOK, body)).toEqual({ kind: 'sent', detail: '200 ok' });
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
    expect(await postWebhook(HOOK, body)).toEqual({ kind, permanent, detail: `${status} ${text}` });
  });

  it.each([502, 504])('behind a gateway that answers %d may have got it', async (status) => {
    answers(status);
    expect(await postWebhook(HOOK, body)).toEqual({ kind: 'unknown', detail: `${status}` });
  });

  it('that sends elsewhere is not followed', async () => {
    answers(307, '', { location: 'https://elsewhere.example.org/' });
    expect(await postWebhook(HOOK, body)).toMatchObject({ kind: 'refused', permanent: true });
  });

  it('cannot fill the record with its answer', async () => {
    answers(400, 'x'.repeat(100_000));
    expect((await postWebhook(HOOK, body)).detail.length).toBeLessThan(300);
  });

  it('whose address is wrong is refused for good, without repeating it', async () => {
    const result = await postWebhook('hooks.example.org/s3cret', body);
    expect(result).toMatchObject({ kind: 'refused', permanent: true });
    expect(result.detail).not.toContain('s3cret');
  });
});

describe('a connection to a webhook', () => {
  /** The address of a server on loopback that drops whoever connects. */
  const dropping = async () => {
    const server = createServer((socket) => void socket.once('data', () => socket.destroy()));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/s3cret`;
    web.use(http.post(url, () => passthrough()));
    return { url, server };
  };

  it('that breaks after the message was sent may have delivered it', async () => {
    const { url, server } = await dropping();
    const result = await postWebhook(url, body);
    expect(result.kind).toBe('unknown');
    expect(result.detail).not.toContain('s3cret');
    server.close();
  });

  it('that never comes has certainly not delivered it', async () => {
    const { url, server } = await dropping();
    server.close();
    await once(server, 'close');
    const result = await postWebhook(url, body);
    expect(result).toMatchObject({ kind: 'refused', permanent: false });
    expect(result.detail).toMatch(/ECONNREFUSED/);
  });
});
