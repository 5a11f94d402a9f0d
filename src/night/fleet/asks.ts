import { hash } from 'node:crypto';
import type { Pool } from 'pg';
import { unpack } from '../../store/compression.js';
import {
  inTransaction,
  type PackedPayload,
  packedPayload,
  payloadBytes,
  prepared,
  reclaimPayloads,
} from '../../store/postgres/database.js';
import type { Answer, Ask, Reply } from '../../web/reply.js';

/** Milliseconds, either way, within which an answer to another report is an answer to this one: it is the same night. */
const SAME_NIGHT = 12 * 3_600_000;
/** Names the lock under which asks are put in, one asker at a time, so that no two put in the same. Any number, ours. */
const PUTTING = 0x617_36b;

/** Whose night it is. */
export interface Asker {
  /** When the night began, as the asker has it. */
  readonly night: Date;
  /** No answer is heard twice: to asks of nights until then this report has heard it in an earlier run; null for none. */
  readonly heard: Date | null;
}

/** Where an ask stands in the store. */
interface PutAsk {
  readonly id: string;
  /** False when somebody had asked the same already. */
  readonly isNew: boolean;
}

/**
 * Puts asks into the store, but those whose answer is there already, or that wait; in their order. An answer "not modified" is
 * one to those only who hold what it was said of, or where that is kept. Who tries again himself hears no failure of before.
 */
export async function enqueueAsks(
  pool: Pool,
  rows: readonly AskRow[],
  asker: Asker,
): Promise<readonly PutAsk[]> {
  const column = (name: keyof AskRow) => rows.map((row) => row[name]);
  const asked = await inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [PUTTING]);
    return prepared<{ id: string; made: boolean }>(
      client,
      `WITH given AS (
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
           WITH ORDINALITY AS g (key, host, origin, tag, ask, n)),
       found AS (
         SELECT DISTINCT ON (g.n) g.n, a.id FROM given g JOIN asks a USING (key)
         WHERE a.night BETWEEN $6::timestamptz - $8::interval AND $6::timestamptz + $8::interval
           AND ($7::timestamptz IS NULL OR a.night > $7)
           AND (g.origin <> 'once' OR a.reply IS NULL OR a.status < 400)
           AND (a.status IS DISTINCT FROM 304 OR a.tag IS NOT DISTINCT FROM g.tag OR EXISTS (
             SELECT FROM representations r WHERE r.key = a.key AND a.tag IN (r.etag, r.modified)))
         ORDER BY g.n, a.id DESC),
       made AS (
         INSERT INTO asks (key, night, host, origin, tag, ask)
         SELECT DISTINCT ON (key) key, $6, host, origin, tag, ask FROM given
         WHERE n NOT IN (SELECT n FROM found) ORDER BY key, n
         RETURNING id, key)
       SELECT coalesce(f.id, m.id) AS id, f.id IS NULL AS made
       FROM given g LEFT JOIN found f USING (n) LEFT JOIN made m USING (key) ORDER BY g.n`,
      [
        ...[column('key'), column('host'), column('origin'), column('tag'), column('ask')],
        ...[asker.night, asker.heard, `${SAME_NIGHT} milliseconds`],
      ],
    );
  });
  const seen = new Set<string>();
  return asked.rows.map(({ id, made }) => {
    const isNew = made && !seen.has(id);
    seen.add(id);
    return { id, isNew };
  });
}

/** An ask that was answered. */
export interface AnsweredAsk {
  readonly id: string;
  readonly status: number | null;
  /** Digest of the validator that was sent. */
  readonly tag: string | null;
  /** JSON, and the digest of its body's bytes. */
  readonly reply: string;
  readonly payload: string | null;
  /** Those bytes, packed, where they are few. */
  readonly bytes: Buffer | null;
  /** What a 304 stands for, where that is kept. */
  readonly kept: { readonly reply: string; readonly payload: string | null } | null;
}

/** Bytes, packed, of a body that is read together with those of others: nine of ten pages. */
const FEW = 65_536;

/** Those of these asks that are answered. */
export async function answeredAsks(pool: Pool, ids: readonly string[]): Promise<readonly AnsweredAsk[]> {
  const { rows } = await prepared<Omit<AnsweredAsk, 'kept'> & { r: string | null; p: string | null }>(
    pool,
    `SELECT a.id, a.status, a.tag, a.reply, a.payload, r.reply AS r, r.payload AS p,
       CASE WHEN octet_length(b.bytes) <= ${FEW} THEN b.bytes END AS bytes
     FROM asks a LEFT JOIN representations r
       ON a.status = 304 AND r.key = a.key AND a.tag IN (r.etag, r.modified)
     LEFT JOIN payloads b ON b.sha256 = a.payload
     WHERE a.id = ANY ($1::bigint[]) AND a.reply IS NOT NULL`,
    [ids],
  );
  return rows.map(({ r, p, ...answer }) => ({
    ...answer,
    kept: r === null ? null : { reply: r, payload: p },
  }));
}

/** The bytes of a body; null where it has none. `read` are those that were read already, packed. */
export async function bytesOf(
  pool: Pool,
  { payload, bytes }: { readonly payload: string | null; readonly bytes?: Buffer | null },
): Promise<Uint8Array | null> {
  if (bytes) return unpack(bytes);
  return payload === null ? null : payloadBytes(pool, payload);
}

/** Nights for which the body of a request is kept that nobody makes any more; ours. */
const KEPT_NIGHTS = 90;
/** Nights for which answers are kept: those of the last may still be wanted by a report whose own night is late. */
const ANSWER_NIGHTS = 2;

/** Takes away what nobody will ask for any more. */
export async function pruneAsks(pool: Pool, night: Date): Promise<void> {
  const answers = await pool.query<{ payload: string }>(
    `WITH old AS (
       DELETE FROM asks WHERE night < $1::timestamptz - $2 * interval '1 day' RETURNING key, night, payload),
     used AS (SELECT key, max(night) AS night FROM old GROUP BY key),
     told AS (UPDATE representations r SET used = u.night FROM used u WHERE r.key = u.key AND r.used < u.night)
     SELECT DISTINCT payload FROM old WHERE payload IS NOT NULL`,
    [night, ANSWER_NIGHTS],
  );
  const bodies = await pool.query<{ payload: string }>(
    `DELETE FROM representations WHERE used < $1::timestamptz - $2 * interval '1 day' RETURNING payload`,
    [night, KEPT_NIGHTS],
  );
  await reclaimPayloads(
    pool,
    [...answers.rows, ...bodies.rows].map(({ payload }) => payload),
  );
}

/** True when some lane is held by a worker that is heard of. */
export async function hasActiveWorker(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ works: boolean }>(
    'SELECT EXISTS (SELECT FROM lanes WHERE held > clock_timestamp()) AS works',
  );
  return rows[0]?.works === true;
}

/** True when some ask waits for its answer, whoever asks. */
export async function hasPendingAsk(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ waits: boolean }>(
    'SELECT EXISTS (SELECT FROM asks WHERE reply IS NULL) AS waits',
  );
  return rows[0]?.waits === true;
}

/** An ask as it is put into the shared store. */
export interface AskRow {
  /** Digest of all that it says, but for its validators: equal for what is the same request. */
  readonly key: string;
  /** Whose lane it waits in. */
  readonly host: string;
  /** Whose breaker is heeded. */
  readonly origin: string;
  /** Digest of the validator of which a 304 speaks; null where none is sent. */
  readonly tag: string | null;
  /** JSON. */
  readonly ask: string;
}

/** Letters of the longest name of a host (RFC 1035, 2.3.4). A longer one leads nowhere, and would be too long for an index. */
const LONGEST_NAME = 253;

const digest = (text: string): string => hash('sha256', text);

/** The digests by which validators are compared, of what was sent or of what came. The date says less than the tag (RFC 9110, 13.1.3). */
const validatorTags = (
  etag: string | undefined,
  modified: string | undefined,
): { readonly etag: string | null; readonly modified: string | null } => ({
  etag: etag ? digest(`etag ${etag}`) : null,
  modified: modified ? digest(`modified ${modified}`) : null,
});

/** Whose lane an address belongs to. */
export const laneOf = ({ hostname }: URL): string =>
  hostname.length > LONGEST_NAME ? digest(hostname) : hostname;

/** Writes an ask down. */
export function askRowOf(ask: Ask): AskRow {
  const { url, headers, post, once, headersOnly, unsigned } = ask;
  const { 'if-none-match': etag, 'if-modified-since': modified, ...rest } = headers;
  const said = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1));
  const tags = validatorTags(etag, modified);
  return {
    key: digest(
      JSON.stringify([post ?? null, url.href, said, headersOnly === true, ...(unsigned ? ['unsigned'] : [])]),
    ),
    host: laneOf(url),
    // Who tries again himself has his own rules for a host that fails.
    origin: once ? 'once' : digest(url.origin),
    tag: tags.etag ?? tags.modified,
    ask: JSON.stringify({ ...ask, url: url.href }),
  };
}

/** Reads an ask that was written down. */
export function askOf(json: string): Ask {
  const { url, ...rest } = JSON.parse(json) as Omit<Ask, 'url'> & { readonly url: string };
  return { ...rest, url: new URL(url) };
}

/** The same request, without its validators. */
export function withoutValidators(ask: Ask): Ask {
  const { 'if-none-match': _, 'if-modified-since': __, ...headers } = ask.headers;
  return { ...ask, headers };
}

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
