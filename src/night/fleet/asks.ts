import { hash } from 'node:crypto';
import type { Pool } from 'pg';
import {
  inTransaction,
  type PackedPayload,
  packedPayload,
  prepared,
  reclaimPayloads,
} from '../../store/postgres/database.js';
import type { Answer, Ask, Reply } from '../../web/reply.js';

/** Milliseconds, either way, within which two reports have the same night: an answer to one serves the other. Our choice. */
const SAME_NIGHT = 12 * 3_600_000;
/** The advisory lock under which requests are stored, one at a time, so that none is stored twice. Any number, ours. */
const ENQUEUE_LOCK = 0x617_36b;

/** Whose night it is. */
export interface Asker {
  /** When the night began, by the asker's clock. */
  readonly night: Date;
  /** When this report's last run began, or null: answers of nights until then it has heard already. */
  readonly heard: Date | null;
}

/**
 * Dedup: the same request of several reports in one night is stored once and sent once. Stores a request unless it waits or is answered
 * already. A 304 answers only an asker who holds the page that it confirms, or where that page is kept; a failure never answers an asker
 * who does his own retries. `isNew`: false where the request was there.
 */
export async function enqueueAsk(
  pool: Pool,
  { key, host, origin, tag, ask }: AskRow,
  { night, heard }: Asker,
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  return inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [ENQUEUE_LOCK]);
    const { rows } = await prepared<{ id: string; isNew: boolean }>(
      client,
      `WITH found AS (
         SELECT id FROM asks a
         WHERE key = $1 AND night BETWEEN $6::timestamptz - $8::interval AND $6::timestamptz + $8::interval
           AND ($7::timestamptz IS NULL OR night > $7)
           AND ($3 <> 'once' OR reply IS NULL OR status < 400)
           AND (status IS DISTINCT FROM 304 OR tag IS NOT DISTINCT FROM $4 OR EXISTS (
             SELECT FROM representations r WHERE r.key = a.key AND a.tag IN (r.etag, r.modified)))
         ORDER BY id DESC LIMIT 1),
       made AS (
         INSERT INTO asks (key, night, host, origin, tag, ask)
         SELECT $1, $6, $2, $3, $4, $5 WHERE NOT EXISTS (SELECT FROM found)
         RETURNING id)
       SELECT id, false AS "isNew" FROM found UNION ALL SELECT id, true FROM made`,
      [key, host, origin, tag, ask, night, heard, `${SAME_NIGHT} milliseconds`],
    );
    const asked = rows[0] as { id: string; isNew: boolean };
    if (!asked.isNew) return asked;
    await prepared(
      client,
      `INSERT INTO lanes AS l (host, lease, gap, manners, due, backlog) VALUES ($1, 0, 0, '', '-infinity', 1)
       ON CONFLICT (host) DO UPDATE SET due = excluded.due, backlog = l.backlog + 1`,
      [host],
    );
    return asked;
  });
}

/** A request that was answered. */
export interface AnsweredAsk {
  readonly status: number | null;
  /** Digest of the validator that was sent. */
  readonly tag: string | null;
  /** JSON, and the digest of its body's bytes. */
  readonly reply: string;
  readonly payload: string | null;
  /** The page that a 304 confirms, where it is kept. */
  readonly kept: { readonly reply: string; readonly payload: string | null } | null;
}

/** The answer to a request; null while it waits. */
export async function answerOf(pool: Pool, id: string): Promise<AnsweredAsk | null> {
  const { rows } = await prepared<AnsweredAsk>(
    pool,
    `SELECT a.status, a.tag, a.reply, a.payload,
       CASE WHEN r.key IS NOT NULL THEN jsonb_build_object('reply', r.reply, 'payload', r.payload) END AS kept
     FROM asks a LEFT JOIN representations r
       ON a.status = 304 AND r.key = a.key AND a.tag IN (r.etag, r.modified)
     WHERE a.id = $1 AND a.reply IS NOT NULL`,
    [id],
  );
  return rows[0] ?? null;
}

/** Those of these requests that are answered, by their ids. */
export async function answeredAmong(pool: Pool, ids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    'SELECT id FROM asks WHERE id = ANY ($1::bigint[]) AND reply IS NOT NULL',
    [ids],
  );
  return rows.map(({ id }) => id);
}

/** True while some request waits for its answer, whoever asks. */
export async function hasPendingAsk(pool: Pool): Promise<boolean> {
  return (await pool.query('SELECT FROM asks WHERE reply IS NULL LIMIT 1')).rowCount === 1;
}

/** Nights for which the latest body of a request is kept after its last use, our choice. */
const KEPT_NIGHTS = 90;
/** Nights for which answers are kept, our choice: a report whose own night is late may still want those of the last. */
const ANSWER_NIGHTS = 2;

/** Deletes answers and bodies that are past their time. */
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

/** A request as a row of `asks`. */
export interface AskRow {
  /** Digest of the request without its validators: equal for the same request. */
  readonly key: string;
  /** Whose lane it waits in. */
  readonly host: string;
  /** Whose circuit breaker holds for it; `once` for an asker who does his own retries. */
  readonly origin: string;
  /** Digest of the validator that a 304 would confirm; null where none is sent. */
  readonly tag: string | null;
  /** JSON. */
  readonly ask: string;
}

const digest = (text: string): string => hash('sha256', text);

const validatorTags = (etag: string | undefined, modified: string | undefined) => ({
  etag: etag ? digest(`etag ${etag}`) : null,
  modified: modified ? digest(`modified ${modified}`) : null,
});

/** Letters of the longest host name (RFC 1035, 2.3.4). A longer one leads nowhere, and is too long for an index. */
const LONGEST_NAME = 253;

/** Whose lane an address belongs to. */
const laneOf = ({ hostname }: URL): string => (hostname.length > LONGEST_NAME ? digest(hostname) : hostname);

/** Writes a request as a row. */
export function askRowOf(ask: Ask): AskRow {
  const { url, headers, post, once, headersOnly, unsigned } = ask;
  const { 'if-none-match': etag, 'if-modified-since': modified, ...rest } = headers;
  const sorted = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1));
  const tags = validatorTags(etag, modified);
  return {
    key: digest(
      JSON.stringify([post ?? null, url.href, sorted, headersOnly === true, ...(unsigned ? ['unsigned'] : [])]),
    ),
    host: laneOf(url),
    origin: once ? 'once' : digest(url.origin),
    // The tag says more than the date (RFC 9110, 13.1.3).
    tag: tags.etag ?? tags.modified,
    ask: JSON.stringify({ ...ask, url: url.href }),
  };
}

/** Reads a request from its row. */
export function askOf(json: string): Ask {
  const { url, ...rest } = JSON.parse(json) as Omit<Ask, 'url'> & { readonly url: string };
  return { ...rest, url: new URL(url) };
}

/** The same request without its validators. */
export function withoutValidators(ask: Ask): Ask {
  const { 'if-none-match': _, 'if-modified-since': __, ...headers } = ask.headers;
  return { ...ask, headers };
}

/** A reply as a row: JSON, and its bytes apart. */
export interface ReplyRow {
  /** Null where nothing usable came. */
  readonly status: number | null;
  readonly reply: string;
  readonly payload: PackedPayload | null;
  /** Digests of the validators of a body that a later 304 may confirm; null where it has none. */
  readonly tags: ReturnType<typeof validatorTags> | null;
}

/** Writes a reply as a row. */
export async function replyRowOf(reply: Reply): Promise<ReplyRow> {
  if (reply.kind === 'failed') return { status: null, reply: JSON.stringify(reply), payload: null, tags: null };
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

/** Reads a reply from its row; `bytes` are those of its body. */
export function replyOf(json: string, bytes: Uint8Array | null): Reply {
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
