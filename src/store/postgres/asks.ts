import type { Statements } from '../database.js';
import { type PackedPayload, type ReportRows, reclaimPayloads, unpackPayload } from './database.js';

/** Milliseconds, either way, within which two reports have the same night: an answer to one serves the other. Our choice. */
const SAME_NIGHT = 12 * 3_600_000;

/** For which night is asked, by the server's clock: those of the machines differ. */
export interface AskerNight {
  /** When the night began. */
  readonly night: Date;
  /** When this report's last run began, or null: answers of nights until then it has heard already. */
  readonly heard: Date | null;
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
  /** Whose the answer is alone, where a private report asks; null for others. */
  readonly login: string | null;
}

/** A reply as a row: JSON, and its bytes apart. */
export interface ReplyRow {
  /** Null where nothing usable came. */
  readonly status: number | null;
  readonly reply: string;
  readonly payload: PackedPayload | null;
  /** Digests of the validators of a body that a later 304 may confirm; null where it has none. */
  readonly tags: { readonly etag: string | null; readonly modified: string | null } | null;
}

/** Requests by their place in a batch ($1 to $3: key, origin, tag). */
const WANTED =
  'unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS w (key, origin, tag, n)';

/**
 * What serves each of them: the same request that waits, or that was answered tonight ($4, and $5 for what was heard). A 304 serves only
 * who holds the page that it confirms, or where that page is kept; a failure never serves who does his own retries. Those just stored ($7)
 * come last: what was answered meanwhile is not asked again.
 */
const FOUND = `
  SELECT DISTINCT ON (w.n) w.n::int - 1 AS place, a.id FROM ${WANTED} JOIN asks a ON a.key = w.key
  WHERE a.reply IS NULL
     OR (a.night BETWEEN $4::timestamptz - $6::interval AND $4::timestamptz + $6::interval
       AND ($5::timestamptz IS NULL OR a.night > $5)
       AND (w.origin <> 'once' OR a.status < 400)
       AND (a.status IS DISTINCT FROM 304 OR a.tag IS NOT DISTINCT FROM w.tag OR EXISTS (
         SELECT FROM representations r WHERE r.key = a.key AND a.tag IN (r.etag, r.modified))))
  ORDER BY w.n, a.id = ANY ($7::bigint[]), a.id DESC`;

/** A request that is stored. `isNew`: false where it was there. */
export interface StoredAsk {
  readonly id: string;
  readonly isNew: boolean;
}

/**
 * Dedup: the same request of several reports in one night is stored once and sent once. Stores those that neither wait nor are answered
 * already ({@link FOUND}), and wakes their lanes.
 */
export async function enqueueAsks(
  db: ReportRows,
  asks: readonly AskRow[],
  asker: AskerNight,
): Promise<readonly StoredAsk[]> {
  const found = await db.together(async (within) => {
    const known = await findAsks(within, asks, asker, []);
    const lacking = asks.filter((_, place) => !known.has(place));
    if (lacking.length === 0) return { ids: known, fresh: new Set<string>() };
    const stored = await insertAsks(within, lacking, asker.night);
    const ids = await findAsks(within, asks, asker, stored);
    const used = new Set(ids.values());
    const [needed, needless] = [
      stored.filter((id) => used.has(id)),
      stored.filter((id) => !used.has(id)),
    ];
    if (needless.length > 0)
      await within.write('DELETE FROM asks WHERE id = ANY ($1::bigint[])', needless);
    if (needed.length > 0) await within.write('SELECT wake($1)', needed);
    return { ids, fresh: new Set(needed) };
  });
  // One that waited a moment ago was answered since, with nothing that serves.
  if (found.ids.size < asks.length) return enqueueAsks(db, asks, asker);
  // Of two that are the same one is new.
  return asks.map((_, place) => {
    const id = found.ids.get(place) as string;
    return { id, isNew: found.fresh.delete(id) };
  });
}

/** Ids of what serves each of these requests, by their places; `stored` were stored just now. */
async function findAsks(
  db: Statements,
  asks: readonly AskRow[],
  { night, heard }: AskerNight,
  stored: readonly string[],
): Promise<ReadonlyMap<number, string>> {
  const wanted = [
    asks.map(({ key }) => key),
    asks.map(({ origin }) => origin),
    asks.map(({ tag }) => tag),
  ];
  const tonight = [night, heard, `${SAME_NIGHT} milliseconds`];
  const rows = await db.rows<{ place: number; id: string }>(FOUND, ...wanted, ...tonight, stored);
  return new Map(rows.map(({ place, id }) => [place, id]));
}

/** Stores requests, in one order by everybody; one that waits already is left out. Gives the ids. */
async function insertAsks(
  db: Statements,
  asks: readonly AskRow[],
  night: Date,
): Promise<readonly string[]> {
  const column = (name: keyof AskRow) => asks.map((ask) => ask[name]);
  const rows = await db.rows<{ id: string }>(
    `INSERT INTO asks (key, night, host, origin, tag, ask, login)
     SELECT key, $7, host, origin, tag, ask, login
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) AS a (key, host, origin, tag, ask, login)
     ORDER BY key ON CONFLICT DO NOTHING RETURNING id`,
    ...(['key', 'host', 'origin', 'tag', 'ask', 'login'] as const).map(column),
    night,
  );
  return rows.map(({ id }) => id);
}

/** A request that is waited for. */
export interface WantedAnswer {
  readonly id: string;
  /** Digest of the validator that the asker holds. */
  readonly tag: string | null;
}

/** A reply as it is kept: its JSON, and the bytes of its body. */
export interface StoredReply {
  readonly json: string;
  readonly bytes: Uint8Array | null;
}

/** A request that was answered. */
export interface AnsweredAsk {
  /** Digest of the validator that was sent. */
  readonly tag: string | null;
  /** What is read for the asker: the answer, or, where that is a 304 to another validator than his, the page that it confirms. Null where that is not kept. */
  readonly reply: StoredReply | null;
}

/** Answers that are read at once, our choice: each may have megabytes. */
export const MOST_READ = 32;

/** What became of some of these requests, by their places: the answer, or null where the row is gone. Those that wait are left out. */
export async function answersTo(
  db: Statements,
  wanted: readonly WantedAnswer[],
): Promise<ReadonlyMap<number, AnsweredAsk | null>> {
  const rows = await db.rows<{
    place: number;
    there: boolean;
    tag: string | null;
    reply: string | null;
    sha256: string | null;
    packed: Buffer | null;
  }>(
    `SELECT w.n::int - 1 AS place, a.id IS NOT NULL AS there, a.tag, c.reply, p.sha256, p.bytes AS packed
     FROM unnest($1::bigint[], $2::text[]) WITH ORDINALITY AS w (id, tag, n)
     LEFT JOIN asks a ON a.id = w.id
     LEFT JOIN LATERAL (
       SELECT r.reply, r.payload FROM representations r
       WHERE a.status = 304 AND a.tag IS DISTINCT FROM w.tag AND r.key = a.key AND a.tag IN (r.etag, r.modified)
       UNION ALL SELECT a.reply, a.payload WHERE a.status IS DISTINCT FROM 304 OR a.tag IS NOT DISTINCT FROM w.tag
       LIMIT 1) c ON true
     LEFT JOIN payloads p ON p.sha256 = c.payload
     WHERE a.id IS NULL OR a.reply IS NOT NULL ORDER BY w.n LIMIT $3`,
    wanted.map(({ id }) => id),
    wanted.map(({ tag }) => tag),
    MOST_READ,
  );
  const answers = new Map<number, AnsweredAsk | null>();
  for (const { place, there, tag, reply, sha256, packed } of rows) {
    const bytes =
      sha256 === null || packed === null ? null : await unpackPayload({ sha256, packed });
    answers.set(
      place,
      there ? { tag, reply: reply === null ? null : { json: reply, bytes } } : null,
    );
  }
  return answers;
}

/** True while some request waits for its answer, whoever asks. */
export const hasPendingAsk = async (db: Statements): Promise<boolean> =>
  (await db.row('SELECT FROM asks WHERE reply IS NULL ORDER BY since LIMIT 1')) !== undefined;

/** Nights for which the latest body of a request is kept after its last use, our choice. */
const KEPT_NIGHTS = 90;
/** Nights for which answers are kept, our choice: a report whose own night is late may still want those of the last. */
const ANSWER_NIGHTS = 2;

/** Deletes answers, bodies and lanes that are past their time; what waits is left. */
export async function pruneAsks(db: ReportRows, night: Date): Promise<void> {
  const answers = await db.rows<{ payload: string }>(
    `WITH old AS (
       DELETE FROM asks WHERE reply IS NOT NULL AND night < $1::timestamptz - $2 * interval '1 day'
       RETURNING key, night, payload),
     used AS (SELECT key, max(night) AS night FROM old GROUP BY key),
     told AS (UPDATE representations r SET used = u.night FROM used u WHERE r.key = u.key AND r.used < u.night)
     SELECT DISTINCT payload FROM old WHERE payload IS NOT NULL`,
    night,
    ANSWER_NIGHTS,
  );
  const bodies = await db.rows<{ payload: string }>(
    `DELETE FROM representations WHERE used < $1::timestamptz - $2 * interval '1 day' RETURNING payload`,
    night,
    KEPT_NIGHTS,
  );
  await reclaimPayloads(
    db.on,
    [...answers, ...bodies].map(({ payload }) => payload),
  );
  await db.write(
    `DELETE FROM lanes WHERE due = 'infinity' AND greatest(held, next) < clock_timestamp() - $1 * interval '1 day'`,
    ANSWER_NIGHTS,
  );
}

/** Deletes what was asked under these keys, but for what still waits. */
export async function forgetAsks(db: ReportRows, keys: readonly string[]): Promise<void> {
  const forgotten = await db.rows<{ payload: string | null }>(
    'DELETE FROM asks WHERE key = ANY ($1::text[]) AND reply IS NOT NULL RETURNING payload',
    keys,
  );
  await reclaimPayloads(
    db.on,
    forgotten.flatMap(({ payload }) => payload ?? []),
  );
}
