import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MOST_SAVED } from '../model/saved-file.js';
import { isToken, type Refusal, whyTurnedAway } from './guard.js';
import { endingHalfRequests, listen, type Serving } from './listen.js';

/** A request that may be answered: a page that is asked for, or a form that our own page sent. */
export type Asked =
  /** `path` as it came, encoded; without what stands behind `?`. */
  | { readonly kind: 'page'; readonly path: string; readonly token: string }
  | {
      readonly kind: 'form';
      readonly path: string;
      readonly form: URLSearchParams;
      readonly token: string;
    }
  /** A form with a file in it, of which nothing but the bytes is heeded. */
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly form: URLSearchParams;
      readonly file: Uint8Array;
      readonly token: string;
    }
  /** A form by which nothing may be written, and why; what was filled in is to be shown again. */
  | {
      readonly kind: 'unwritten';
      readonly path: string;
      readonly form: URLSearchParams;
      readonly token: string;
      readonly why: UnwrittenForm;
    };

/** Why nothing is written by a form: it is of an earlier start of the server, or longer than it may be. */
export type UnwrittenForm = 'stale' | 'too-long' | 'too-long-file';

/** A page as it is sent. */
export interface ServedPage {
  readonly status: number;
  readonly html: string;
  /** The content security policy; that nobody may frame the page is added. */
  readonly policy: string;
  /** The media type of what is no page. */
  readonly type?: string;
}

/** What answers. `refused` makes the page of what did not get that far. */
export interface Handler {
  readonly answer: (asked: Asked) => Promise<ServedPage>;
  readonly refused: (why: Pick<ServedPage, 'status'> & { readonly message: string }) => ServedPage;
}

/** Bytes of a form: a reason of some pages. */
const MOST_BYTES = 64 * 1024;
/** Bytes of a form with a saved page in it. */
const MOST_WITH_FILE = MOST_SAVED + MOST_BYTES;
/** Bytes of a form that is too long, which are shown again: more than anybody types. */
const MOST_SHOWN_AGAIN = 1024 * 1024;

/**
 * Listens on 127.0.0.1, which no other machine reaches; port 0 takes one that is free. What the guard refuses comes to no handler.
 * Rejects with a sentence when the port is taken.
 */
export async function openServer(port: number, handler: Handler): Promise<Serving> {
  const token = randomBytes(32).toString('base64url');
  const server = createServer(endingHalfRequests(), (request, response) => {
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
  const { method = '', headers, url = '' } = request;
  const refusal = whyTurnedAway({ method, headers }, port);
  if (refusal !== null) return handler.refused(refusal);
  const path = url.replace(/\?.*$/su, '');
  if (method !== 'POST') return handler.answer({ kind: 'page', path, token });
  const sent = await formOf(request);
  if ('status' in sent) return handler.refused(sent);
  // A form that is not of ours by its token writes nothing: its kind does not come to what writes.
  return isToken(sent.form.get('token'), token)
    ? handler.answer({ ...sent, path, token })
    : handler.answer({ kind: 'unwritten', form: sent.form, path, token, why: 'stale' });
}

type SentForm =
  | { readonly kind: 'form'; readonly form: URLSearchParams }
  | { readonly kind: 'unwritten'; readonly form: URLSearchParams; readonly why: UnwrittenForm }
  | { readonly kind: 'file'; readonly form: URLSearchParams; readonly file: Uint8Array };

/** What a form says; a refusal of what is no form, or longer than can be shown again. */
async function formOf(request: IncomingMessage): Promise<SentForm | Refusal> {
  const type = request.headers['content-type'] ?? '';
  const hasFile = /^multipart/i.test(type);
  const { head, length } = await bodyOf(request, hasFile ? MOST_WITH_FILE : MOST_SHOWN_AGAIN);
  if (hasFile) return length <= MOST_WITH_FILE ? fileForm(head, type) : typedBeside(head, type);
  const form = new URLSearchParams(head.toString());
  if (length <= MOST_BYTES) return { kind: 'form', form };
  return length <= MOST_SHOWN_AGAIN
    ? { kind: 'unwritten', form, why: 'too-long' }
    : { status: 413, message: 'This is longer than a decision may be (64 kB). Nothing was written.' };
}

/** What was typed beside a file that is too long: the parts of a form that came whole before it. */
async function typedBeside(head: Buffer<ArrayBuffer>, type: string): Promise<SentForm | Refusal> {
  const boundary = `--${/boundary="?([^";\s]+)/iu.exec(type)?.[1] ?? ''}`;
  const start = head.subarray(0, MOST_BYTES);
  const whole = start.subarray(0, Math.max(0, start.lastIndexOf(boundary)));
  const sent = await fileForm(Buffer.concat([whole, Buffer.from(`${boundary}--\r\n`)]), type);
  return 'status' in sent ? sent : { kind: 'unwritten', form: sent.form, why: 'too-long-file' };
}

/** A form in parts, as a browser sends one that has a file: Node's own reader of them. */
async function fileForm(body: Buffer<ArrayBuffer>, type: string): Promise<SentForm | Refusal> {
  const form = new URLSearchParams();
  let file: Uint8Array = new Uint8Array();
  try {
    const data = await new Response(body, { headers: { 'content-type': type } }).formData();
    for (const [name, value] of data)
      if (typeof value === 'string') form.append(name, value);
      else file = new Uint8Array(await value.arrayBuffer());
  } catch {
    return { status: 400, message: 'This is no form with a file in it. Nothing was written.' };
  }
  return { kind: 'file', form, file };
}

/** The first bytes of a body, `most` at most, and how long it is. */
async function bodyOf(
  request: IncomingMessage,
  most: number,
): Promise<{ readonly head: Buffer<ArrayBuffer>; readonly length: number }> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    // Read to its end all the same: a browser that is cut off does not show the answer.
    if (length < most) parts.push((part as Buffer).subarray(0, most - length));
    length += (part as Buffer).length;
  }
  return { head: Buffer.concat(parts), length };
}

function send(
  response: ServerResponse,
  { status, html, policy, type = 'text/html; charset=utf-8' }: ServedPage,
): void {
  const body = Buffer.from(html);
  response.writeHead(status, {
    'content-type': type,
    ...(status === 405 ? { allow: 'GET, HEAD, POST' } : {}),
    'content-length': body.length,
    'cache-control': 'no-store',
    'content-security-policy': `${policy}; frame-ancestors 'none'`,
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
  });
  response.end(body);
}
