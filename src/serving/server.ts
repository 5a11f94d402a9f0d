import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MOST_SAVED } from '../model/saved-file.js';
import { isToken, type Refusal, whyTurnedAway } from './guard.js';
import { listen, type Serving, WHOLE_WITHIN } from './listen.js';

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
    };

/** A page as it is sent. */
export interface ServedPage {
  readonly status: number;
  readonly html: string;
  /** The content security policy; that nobody may frame the page is added. */
  readonly policy: string;
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

/**
 * Listens on 127.0.0.1, which no other machine reaches; port 0 takes one that is free. What the guard refuses comes to no handler.
 * Rejects with a sentence when the port is taken.
 */
export async function openServer(port: number, handler: Handler): Promise<Serving> {
  const token = randomBytes(32).toString('base64url');
  const server = createServer(
    { requestTimeout: WHOLE_WITHIN, headersTimeout: WHOLE_WITHIN },
    (request, response) => {
      answerTo(request, (server.address() as AddressInfo).port, token, handler)
        .catch((error: unknown) => handler.refused({ status: 500, message: String(error) }))
        .then((shown) => send(response, shown))
        .catch(() => response.destroy());
    },
  );
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
  if (method === 'GET') return handler.answer({ kind: 'page', path, token });
  const sent = await formOf(request);
  if ('status' in sent) return handler.refused(sent);
  return isToken(sent.form.get('token'), token)
    ? handler.answer({ ...sent, path, token })
    : handler.refused({
        status: 403,
        message: 'This page is of an earlier start of citewatch serve: open it again. Nothing was written.',
      });
}

type SentForm =
  | { readonly kind: 'form'; readonly form: URLSearchParams }
  | { readonly kind: 'file'; readonly form: URLSearchParams; readonly file: Uint8Array };

/** What a form says; a refusal of one that is too long, or no form. */
async function formOf(request: IncomingMessage): Promise<SentForm | Refusal> {
  const type = request.headers['content-type'] ?? '';
  const hasFile = /^multipart/i.test(type);
  const body = await bodyOf(request, hasFile ? MOST_WITH_FILE : MOST_BYTES);
  if ('status' in body) return body;
  return hasFile ? fileForm(body, type) : { kind: 'form', form: new URLSearchParams(body.toString()) };
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

/** The body of a form; a refusal of one that is too long, of which nothing is kept. */
async function bodyOf(request: IncomingMessage, most: number): Promise<Buffer<ArrayBuffer> | Refusal> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    length += (part as Buffer).length;
    // Read to its end all the same: a browser that is cut off does not show the answer.
    if (length <= most) parts.push(part as Buffer);
    else parts.length = 0;
  }
  return length <= most
    ? Buffer.concat(parts)
    : {
        status: 413,
        message:
          most === MOST_BYTES
            ? 'This is longer than a decision may be (64 kB). Nothing was written.'
            : 'This is longer than a saved page may be (64 MB). Nothing was written.',
      };
}

function send(response: ServerResponse, { status, html, policy }: ServedPage): void {
  const body = Buffer.from(html);
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
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
