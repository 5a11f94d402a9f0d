import { hash } from 'node:crypto';
import type { AskRow, ReplyRow, StoredReply } from '../store/postgres/asks.js';
import { packedPayload } from '../store/postgres/database.js';
import type { NextAsk } from '../store/postgres/lanes.js';
import type { Own } from '../store/postgres/reports.js';
import type { Answer, Ask, Reply, Spent } from '../web/reply.js';
import type { Waits } from './host-politeness.js';

const digest = (text: string): string => hash('sha256', text);

const validatorTags = (etag: string | undefined, modified: string | undefined) => ({
  etag: etag ? digest(`etag ${etag}`) : null,
  modified: modified ? digest(`modified ${modified}`) : null,
});

/** Letters of the longest host name (RFC 1035, 2.3.4). A longer one leads nowhere, and is too long for an index. */
const LONGEST_NAME = 253;

/** Whose lane an address belongs to. */
const laneOf = ({ hostname }: URL): string =>
  hostname.length > LONGEST_NAME ? digest(hostname) : hostname;

/** Which shape requests and replies have as rows: those of another are neither found nor asked by this version. */
const FORM = 2;

/** Writes a request as a row; `own`: of a report that shares none of its answers with others. */
export function askRowOf(ask: Ask, own: Own | null = null): AskRow {
  const { url, headers, post, once, headersOnly, unsigned } = ask;
  const { 'if-none-match': etag, 'if-modified-since': modified, ...rest } = headers;
  const sorted = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1));
  const tags = validatorTags(etag, modified);
  return {
    key: digest(
      JSON.stringify([
        FORM,
        own?.salt ?? null,
        post ?? null,
        url.href,
        sorted,
        headersOnly === true,
        unsigned === true,
      ]),
    ),
    host: laneOf(url),
    origin: once ? 'once' : digest(url.origin),
    // The tag says more than the date (RFC 9110, 13.1.3).
    tag: tags.etag ?? tags.modified,
    ask: JSON.stringify({ ...ask, url: url.href }),
    login: own?.login ?? null,
  };
}

/** Reads a request from its row. */
export function askOf(json: string): Ask {
  const { url, ...rest } = JSON.parse(json) as Omit<Ask, 'url'> & { readonly url: string };
  return { ...rest, url: new URL(url) };
}

/** What politeness is told of a request, from its row. */
export const waitsOf = ({ origin, tries, spent }: NextAsk): Waits => ({
  origin,
  once: origin === 'once',
  tries,
  spent: spent === null ? null : (JSON.parse(spent) as Spent),
});

/** The same request without its validators. */
export function withoutValidators(ask: Ask): Ask {
  const { 'if-none-match': _, 'if-modified-since': __, ...headers } = ask.headers;
  return { ...ask, headers };
}

/** Writes a reply as a row; `salt` as {@link packedPayload} has it. */
export async function replyRowOf(reply: Reply, salt = ''): Promise<ReplyRow> {
  if (reply.kind === 'failed')
    return { status: null, reply: JSON.stringify(reply), payload: null, tags: null };
  const { body, headers, http } = reply;
  const { bytes = null, ...facts } = body ?? {};
  const tags = validatorTags(headers.etag, headers['last-modified']);
  return {
    status: http,
    reply: JSON.stringify({
      ...withChain(reply, (der) => Buffer.from(der as Uint8Array).toString('base64')),
      body: body && facts,
    }),
    payload: bytes === null ? null : await packedPayload(bytes, salt),
    tags: http === 200 && body !== null && (tags.etag ?? tags.modified) !== null ? tags : null,
  };
}

/** Reads a reply from its row. */
export function replyOf({ json, bytes }: StoredReply): Reply {
  const reply = JSON.parse(json) as Reply;
  if (reply.kind === 'failed' || reply.body === null) return reply;
  const body = { ...reply.body, bytes: bytes ?? new Uint8Array() };
  return { ...withChain(reply, (der) => Buffer.from(`${der}`, 'base64')), body };
}

/** Writes or reads the certificates: JSON has no bytes. */
function withChain(answer: Answer, turned: (der: unknown) => unknown): Answer {
  const { wire } = answer;
  if (!wire?.tls) return answer;
  const chain = wire.tls.chain.map((one) => ({ ...one, der: turned(one.der) as Uint8Array }));
  return { ...answer, wire: { ...wire, tls: { ...wire.tls, chain } } };
}
