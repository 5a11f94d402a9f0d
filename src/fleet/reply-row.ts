import type { Answer, Reply } from '../fetch/reply.js';
import { type PackedPayload, packedPayload } from '../record/postgres/payloads.js';
import { validatorTags } from './ask-row.js';

/** A reply as it is kept: JSON without the bytes, and those apart. */
export interface ReplyRow {
  /** Null where nothing usable came. */
  readonly status: number | null;
  readonly reply: string;
  readonly payload: PackedPayload | null;
  /** Digests of the validators of a body that a 304 may speak of later; null where it has none. */
  readonly tags: ReturnType<typeof validatorTags> | null;
}

/** Writes a reply down. */
export async function replyRowOf(reply: Reply): Promise<ReplyRow> {
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
    payload: bytes === null ? null : await packedPayload(bytes),
    tags: http === 200 && body !== null && (tags.etag ?? tags.modified) !== null ? tags : null,
  };
}

/** Reads a reply that was written down; `bytes` are those of its body. */
export function replyOf(json: string, bytes: Uint8Array | null): Reply {
  const reply = JSON.parse(json) as Reply;
  if (reply.kind === 'failed' || reply.body === null) return reply;
  const body = { ...reply.body, bytes: bytes ?? new Uint8Array() };
  return { ...withChain(reply, (der) => Buffer.from(`${der}`, 'base64')), body };
}

/** Writes or reads the certificates, which JSON has no bytes for. */
function withChain(answer: Answer, turned: (der: unknown) => unknown): Answer {
  const { wire } = answer;
  if (!wire?.tls) return answer;
  const chain = wire.tls.chain.map((one) => ({ ...one, der: turned(one.der) as Uint8Array }));
  return { ...answer, wire: { ...wire, tls: { ...wire.tls, chain } } };
}
