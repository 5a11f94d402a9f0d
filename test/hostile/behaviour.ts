import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ContentChange } from '../../src/model/content.js';
import type { BlockedBy, LinkStatus } from '../../src/model/link.js';
import type { Authority, KeyAndCert } from '../web/certificates.js';
import { article, titleOf } from './pages.js';

/** What a careful person says of an address after opening it; who is in the way stands after the colon. */
export type Says = Exclude<LinkStatus, 'blocked' | 'no-url' | 'unjudged'> | `blocked:${BlockedBy}`;

/** One request to a behaviour's host. */
export interface Ask {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** As it was asked: scheme, host and path. */
  readonly url: URL;
  /** How many requests the host has had, from 1. */
  readonly nth: number;
}

/** What a host does with a request. */
export type Answer = (ask: Ask) => void;

/** How a host differs below HTTP: what it shows as its certificate, or where its name leads. */
export interface Wire {
  readonly certificate?: (authority: Authority, host: string) => Promise<KeyAndCert>;
  readonly leadsTo?: 'http2' | 'tls1' | 'plain' | 'nowhere' | 'no-name';
}

/** One way in which the web answers, and what a careful person makes of it. */
export interface Behaviour extends Wire {
  /** Also the host: `name.hostile.example`. */
  readonly name: string;
  /** What the person sees. */
  readonly sees: string;
  readonly says: Says;
  /** What becomes of the text, where that is the point. */
  readonly change?: ContentChange;
  /** Where the visit ends, where that is the point. */
  readonly endsAt?: string;
  /** The cited address. */
  readonly url: string;
  /** The cited document's title. */
  readonly title: string;
  readonly answer: Answer;
}

/** A behaviour at `http://name.hostile.example/article`. */
export const behaviour = (
  name: string,
  says: Says,
  sees: string,
  answer: Answer,
  more: Partial<Behaviour> = {},
): Behaviour => ({
  name,
  says,
  sees,
  url: at(name, '/article'),
  title: titleOf(name),
  answer,
  ...more,
});

/** An address at a behaviour's host. */
export const at = (name: string, path: string, scheme = 'http'): string =>
  `${scheme}://${name}.hostile.example${path}`;

type Headers = Readonly<Record<string, string | readonly string[]>>;

/** Answers with a page, or with bytes. */
export const send =
  (body: string | Uint8Array, status = 200, headers: Headers = {}): Answer =>
  ({ response }) => {
    response.statusCode = status;
    response.setHeader('content-type', 'text/html; charset=utf-8');
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.end(body);
  };

/** Answers with the cited document. */
export const theArticle: Answer = (ask) => send(article(nameOf(ask.url)))(ask);

/** Redirects. */
export const go = (status: number, location: string, headers: Headers = {}): Answer =>
  send('', status, { location, ...headers });

/** Answers by path and query, and 404 elsewhere. */
export const routes =
  (answers: Readonly<Record<string, Answer>>): Answer =>
  (ask) =>
    (answers[ask.request.url ?? ''] ?? send('<title>404</title><h1>Not Found</h1>', 404))(ask);

/** The n-th request gets the n-th answer, later ones the last. */
export const inTurn =
  (...answers: readonly [Answer, ...Answer[]]): Answer =>
  (ask) =>
    (answers[Math.min(ask.nth, answers.length) - 1] ?? answers[0])(ask);

/** Writes bytes as they are, in place of an HTTP answer, and ends the connection. */
export const raw =
  (bytes: string | Uint8Array, end: 'end' | 'reset' | 'stay' = 'end'): Answer =>
  ({ request: { socket } }) => {
    socket.write(bytes, () => {
      if (end === 'end') socket.end();
      // A reset overtakes what is still on its way, so it waits until that has arrived.
      else if (end === 'reset') setTimeout(() => socket.resetAndDestroy(), 50);
    });
  };

/** The behaviour that a host belongs to: `www.name.hostile.example` is played by `name`. */
export const nameOf = ({ hostname }: URL): string => hostname.split('.').at(-3) ?? '';
