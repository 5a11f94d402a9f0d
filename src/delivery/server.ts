import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, isIP } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { MAX_SAVED_BYTES } from '../model/document.js';
import { METRICS_TYPE } from '../surfaces/status.js';
import { ENGLISH } from '../surfaces/words/locale.js';

const refusals = ENGLISH.messages.refusal;

type SentForm =
  | { readonly kind: 'form'; readonly form: URLSearchParams }
  /** A form with a file; its name is what the browser says, without a folder. */
  | {
      readonly kind: 'file';
      readonly form: URLSearchParams;
      readonly file: Uint8Array;
      readonly name: string;
    }
  /** A form that writes nothing, because it is of an earlier start of the server, or too long; it is shown again as filled in. */
  | {
      readonly kind: 'unwritten';
      readonly form: URLSearchParams;
      readonly why: 'stale' | 'too-long' | 'too-long-file';
    };

/** A request that may be answered: a page, or a form that our own page sent. `path` is encoded and without its query. */
export type Asked = ({ readonly kind: 'page' } | SentForm) & {
  readonly path: string;
  readonly token: string;
};

export interface ServedPage {
  readonly status: number;
  readonly body: string | Uint8Array;
  /** The content security policy, without `frame-ancestors`. */
  readonly policy: string;
  /** The media type of another file than a page. */
  readonly type?: string;
  /** The name of a file that the browser is to save. */
  readonly download?: string;
  /** The path of the page to which the browser is to go (status 303). */
  readonly goTo?: string;
}

/** Answers requests. `refused` makes the page for a request that the guard refused. */
export interface Handler {
  readonly answer: (asked: Asked) => Promise<ServedPage>;
  readonly refused: (why: Pick<ServedPage, 'status'> & { readonly message: string }) => ServedPage;
}

/** Bytes of a form, our choice: a reason of some pages. */
const MOST_BYTES = 64 * 1024;
/** Bytes of a form with a saved page in it. */
const MOST_WITH_FILE = MAX_SAVED_BYTES + MOST_BYTES;
/** Bytes of a form that is too long but shown again, our choice: more than anybody types. */
const MOST_SHOWN_AGAIN = 1024 * 1024;

/** Listens on 127.0.0.1, which no other machine reaches; port 0 takes a free one. Rejects with a sentence when the port is taken. */
export async function openServer(port: number, handler: Handler): Promise<Serving> {
  const token = randomBytes(32).toString('base64url');
  const server = createServer(slowLorisTimeouts(), (request, response) => {
    answerTo(request, (server.address() as AddressInfo).port, token, handler)
      .catch((error: unknown) => handler.refused({ status: 500, message: String(error) }))
      .then((shown) => send(response, shown))
      .catch(() => response.destroy());
  });
  return listen(server, { host: '127.0.0.1', port }, '--port');
}

async function answerTo(
  request: IncomingMessage,
  port: number,
  token: string,
  handler: Handler,
): Promise<ServedPage> {
  const { method, url = '' } = request;
  const refusal = whyTurnedAway(request, port);
  if (refusal !== null) return handler.refused(refusal);
  const path = url.replace(/\?.*$/su, '');
  if (method !== 'POST') return handler.answer({ kind: 'page', path, token });
  const sent = await formOf(request);
  if ('status' in sent) return handler.refused(sent);
  // A form without our token (CSRF) must not write.
  return isToken(sent.form.get('token'), token)
    ? handler.answer({ ...sent, path, token })
    : handler.answer({ kind: 'unwritten', form: sent.form, path, token, why: 'stale' });
}

/** Reads a form; a refusal of what is no form, or too long to be shown again. */
async function formOf(request: IncomingMessage): Promise<SentForm | Refusal> {
  const type = request.headers['content-type'] ?? '';
  const hasFile = /^multipart/i.test(type);
  const { head, length } = await bodyOf(request, hasFile ? MOST_WITH_FILE : MOST_SHOWN_AGAIN);
  if (hasFile) return length <= MOST_WITH_FILE ? fileForm(head, type) : typedBeside(head, type);
  const form = new URLSearchParams(head.toString());
  if (length <= MOST_BYTES) return { kind: 'form', form };
  return length <= MOST_SHOWN_AGAIN
    ? { kind: 'unwritten', form, why: 'too-long' }
    : { status: 413, message: refusals.tooLong };
}

/** What was typed beside a file that is too long: the whole parts of the form before it. */
async function typedBeside(head: Buffer<ArrayBuffer>, type: string): Promise<SentForm | Refusal> {
  const boundary = `--${/boundary="?([^";\s]+)/iu.exec(type)?.[1] ?? ''}`;
  const start = head.subarray(0, MOST_BYTES);
  const whole = start.subarray(0, Math.max(0, start.lastIndexOf(boundary)));
  const sent = await fileForm(Buffer.concat([whole, Buffer.from(`${boundary}--\r\n`)]), type);
  return 'status' in sent ? sent : { kind: 'unwritten', form: sent.form, why: 'too-long-file' };
}

async function fileForm(body: Buffer<ArrayBuffer>, type: string): Promise<SentForm | Refusal> {
  const form = new URLSearchParams();
  let [file, name]: [Uint8Array, string] = [new Uint8Array(), ''];
  try {
    const data = await new Response(body, { headers: { 'content-type': type } }).formData();
    for (const [field, value] of data)
      if (typeof value === 'string') form.append(field, value);
      else
        [file, name] = [
          new Uint8Array(await value.arrayBuffer()),
          value.name.replace(/^.*[/\\]/su, ''),
        ];
  } catch {
    return { status: 400, message: refusals.noFile };
  }
  return { kind: 'file', form, file, name };
}

/** The first bytes of a body, `most` at most, and how long it is. */
async function bodyOf(request: IncomingMessage, most: number) {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    // All is read: a browser that is cut off does not show the answer.
    if (length < most) parts.push((part as Buffer).subarray(0, most - length));
    length += (part as Buffer).length;
  }
  return { head: Buffer.concat(parts), length };
}

function send(
  response: ServerResponse,
  { status, body, policy, type = HTML, download, goTo }: ServedPage,
): void {
  sendText(response, status, body, {
    'content-type': type,
    // RFC 6266; a name in any script.
    ...(download === undefined
      ? {}
      : { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(download)}` }),
    ...(status === 405 ? { allow: 'GET, HEAD, POST' } : {}),
    ...(goTo === undefined ? {} : { location: goTo }),
    'content-security-policy': `${policy}; frame-ancestors 'none'`,
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
  });
}

const HTML = 'text/html; charset=utf-8';

function sendText(
  response: ServerResponse,
  status: number,
  text: string | Uint8Array,
  headers: Readonly<Record<string, string>>,
): void {
  const body = typeof text === 'string' ? Buffer.from(text) : text;
  response.writeHead(status, {
    'content-length': body.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    ...headers,
  });
  response.end(body);
}

/** Why a request is not answered: the status of HTTP, and a sentence for whoever sits at the browser. */
interface Refusal {
  readonly status: 400 | 403 | 405 | 413 | 415 | 421;
  readonly message: string;
}

const refusal = (status: Refusal['status'], message: string): Refusal => ({ status, message });

/** Why a request is refused by its head: another name for this machine (DNS rebinding), or a write from another page (CSRF). */
function whyTurnedAway({ method = '', headers }: IncomingMessage, port: number): Refusal | null {
  const { host = '', origin } = headers;
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`)
    return refusal(421, refusals.name);
  const isRead = method === 'GET' || method === 'HEAD';
  if (!isRead && method !== 'POST') return refusal(405, refusals.method);
  const site = headers['sec-fetch-site'];
  const isOurs = site === undefined || site === 'same-origin';
  if (isRead)
    return isOurs || site === 'none' || headers['sec-fetch-mode'] === 'navigate'
      ? null
      : refusal(403, refusals.otherSite);
  if (!isOurs || origin !== `http://${host}`) return refusal(403, refusals.otherPage);
  return /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\s*(?:;|$)/i.test(
    headers['content-type'] ?? '',
  )
    ? null
    : refusal(415, refusals.noForm);
}

/** True when a form carries the token of this server; compares in constant time. */
function isToken(given: string | null, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given ?? ''), digest(token));
}

export type Serving = Awaited<ReturnType<typeof listen>>;

/** Milliseconds in which a request must be complete, our choice: it comes from this machine, or one nearby. */
const WHOLE_WITHIN = 10_000;

/** Options of a server that ends requests (slow loris) that are not complete within so many milliseconds; Node checks every 30 s by default. */
export const slowLorisTimeouts = (within = WHOLE_WITHIN) =>
  ({
    requestTimeout: within,
    headersTimeout: within,
    connectionsCheckingInterval: Math.min(within / 4, 1_000),
  }) as const;

/** Has a server listen; port 0 takes a free one. Rejects with a sentence that names the option for another place. */
async function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
  option: string,
) {
  await once(server.listen(port, host), 'listening').catch((error: NodeJS.ErrnoException) => {
    throw unheard(error, host, port, option);
  });
  const { address, family, port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}/`,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function unheard(error: NodeJS.ErrnoException, host: string, port: number, option: string): Error {
  const words = {
    EADDRINUSE: `port ${port} of ${host} is in use`,
    EACCES: `port ${port} of ${host} is closed to this user`,
    EADDRNOTAVAIL: `${host} is no address of this machine`,
    ENOTFOUND: `${host} is no address of this machine`,
  }[error.code ?? ''];
  return words === undefined ? error : new Error(`${words}: ${option} names another`);
}

interface HealthDesk {
  /** That it was asked to stop, in a few words; null, or absent, while it was not. */
  readonly stopping?: () => string | null;
  /** What keeps it from its work, in a few words; null for nothing. */
  readonly wrong: () => Promise<string | null>;
  readonly metrics: () => Promise<string>;
}

interface HealthAnswer {
  readonly status: number;
  readonly text: string;
  readonly type?: string;
}

/** Milliseconds until no answer counts as wrong, our choice: probes wait ten seconds and more. */
const ANSWERED_WITHIN = 5_000;

/** Serves `/healthz` (does it do its work), `/livez` (need it be restarted) and `/metrics`; port 0 takes a free one. */
export function openHealthServer(
  place: { readonly host: string; readonly port: number },
  desk: HealthDesk,
): Promise<Serving> {
  const server = createServer(
    { ...slowLorisTimeouts(), maxHeaderSize: 8_192 },
    (request, response) => {
      answer(request, place.host, desk)
        .catch((): HealthAnswer => ({ status: 503, text: 'the service cannot say how it is\n' }))
        .then(({ status, text, type = 'text/plain; charset=utf-8' }) =>
          sendText(response, status, text, {
            'content-type': type,
            ...(status === 405 ? { allow: 'GET' } : {}),
            connection: 'close',
          }),
        )
        .catch(() => response.destroy());
    },
  );
  return listen(server, place, '--health');
}

async function answer(
  request: IncomingMessage,
  host: string,
  desk: HealthDesk,
): Promise<HealthAnswer> {
  if (!isOurName(request.headers.host ?? '', host))
    return { status: 421, text: 'asked under the name of another host\n' };
  if (request.method !== 'GET') return { status: 405, text: 'only GET is understood here\n' };
  switch (request.url?.replace(/\?.*$/su, '')) {
    case '/livez':
      return health(desk.stopping?.() ?? null);
    case '/healthz':
      return health(desk.stopping?.() ?? (await inTime(desk.wrong(), 'it gave no answer in time')));
    case '/metrics':
      return { status: 200, text: await desk.metrics(), type: METRICS_TYPE };
    default:
      return { status: 404, text: 'there are /healthz, /livez and /metrics\n' };
  }
}

const health = (wrong: string | null): HealthAnswer =>
  wrong === null ? { status: 200, text: 'ok\n' } : { status: 503, text: `${wrong}\n` };

const inTime = <T>(work: Promise<T>, late: T): Promise<T> =>
  Promise.race([work, setTimeout(ANSWERED_WITHIN, late, { ref: false })]);

/** False for a name that another page could have pointed here (DNS rebinding): one with a dot, unless it is `named`. */
function isOurName(given: string, named: string): boolean {
  const name = given.replace(/:\d*$/u, '').toLowerCase();
  return (
    name === named.toLowerCase() ||
    isIP(name.replace(/^\[|\]$/gu, '')) > 0 ||
    (name !== '' && !/[^a-z\d_-]/u.test(name))
  );
}
