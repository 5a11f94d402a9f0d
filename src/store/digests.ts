import type { Digest } from '../model/run.js';
import { packJson, unpackJson } from './compression.js';
import type { Queries } from './queries.js';
import { digestFromRow, NIGHTS } from './rows.js';
import type { Delivery, DigestRecord, Store } from './store.js';

interface DigestRow {
  readonly id: number;
  readonly createdAt: string;
  readonly digest: Buffer;
}

/**
 * Counts, as SQL, the recipients whose last delivery failed. A former recipient is never tried again, so failures before the last two
 * nights do not count.
 */
export const UNDELIVERED = `SELECT count(*) AS n FROM deliveries d
  WHERE d.state <> 'sent' AND d.detail IS NOT NULL
    AND d.at >= coalesce((SELECT started_at FROM ${NIGHTS} ORDER BY id DESC LIMIT 1 OFFSET 1), '')
    AND NOT EXISTS (SELECT 1 FROM deliveries l WHERE l.recipient = d.recipient AND l.digest > d.digest)`;

const COLUMNS = 'd.id, d.created_at AS "createdAt", d.digest';

/**
 * Digests, their deliveries (the outbox), and what is known of the recipients. `add` is the statement that adds a digest, given `created_at`,
 * `digest`, `key` and `part`, unless its key is known.
 */
export const digestQueries = (db: Queries, add: string) => ({
  ...recordQueries(db, add),
  ...deliveryQueries(db),
  ...recipientQueries(db),
});

function recordQueries(db: Queries, add: string): Pick<Store, 'lastDigest' | 'lastDeliveredDigest' | 'addDigest'> {
  const last = db.prepare<DigestRow>(
    `SELECT ${COLUMNS} FROM digests d WHERE NOT coalesce(part, false) ORDER BY id DESC LIMIT 1`,
  );
  const byKey = db.prepare<DigestRow>(`SELECT ${COLUMNS} FROM digests d WHERE key = $1`);
  const told = db.prepare<DigestRow & { at: string }>(
    `SELECT ${COLUMNS}, v.at FROM deliveries v JOIN digests d ON d.id = v.digest
     WHERE recipient = $1 AND state <> 'pending' ORDER BY d.id DESC LIMIT 1`,
  );
  const deliveries = db.prepare<Delivery>(
    'SELECT recipient, state, at, detail FROM deliveries WHERE digest = $1 ORDER BY recipient',
  );
  const addDigest = db.prepare(add);
  const drop = db.prepare(
    `DELETE FROM deliveries WHERE recipient = $1 AND state = 'pending'
     AND digest <> (SELECT id FROM digests WHERE key = $2)`,
  );
  const addDelivery = db.prepare(
    `INSERT INTO deliveries (digest, recipient, state, at) SELECT id, $1, 'pending', $2 FROM digests WHERE key = $3
     ON CONFLICT DO NOTHING`,
  );
  const read = async ({ id, createdAt, digest }: DigestRow): Promise<DigestRecord> => ({
    id,
    digest: digestFromRow(await unpackJson<Digest>(digest)),
    createdAt,
    deliveries: await deliveries.all(id),
  });
  return {
    async lastDigest() {
      const row = await last.first();
      return row === undefined ? null : read(row);
    },
    async lastDeliveredDigest(recipient) {
      const row = await told.first(recipient);
      return row === undefined ? null : { ...(await read(row)), at: row.at };
    },
    async addDigest(digest, { key, part }, recipient, at) {
      await db.together(
        [addDigest, at, await packJson(digest), key, part],
        [drop, recipient, key],
        [addDelivery, recipient, at, key],
      );
      return read((await byKey.first(key)) as DigestRow);
    },
  };
}

function deliveryQueries(db: Queries): Pick<Store, 'interrupted' | 'undelivered' | 'claimDelivery' | 'markDelivery'> {
  const interrupted = db.prepare<{ digest: number; recipient: string }>(
    `SELECT digest, recipient FROM deliveries WHERE state = 'sending' AND detail IS NULL ORDER BY digest, recipient`,
  );
  const undelivered = db.prepare<{ n: number | string }>(UNDELIVERED);
  // Of two processes that want to hand over the same digest, one is refused.
  const claim = db.prepare(
    `UPDATE deliveries SET state = 'sending', at = $1, detail = NULL
     WHERE digest = $2 AND recipient = $3 AND state = 'pending'`,
  );
  // Sent is final.
  const mark = db.prepare(
    `UPDATE deliveries SET state = $1, at = $2, detail = $3 WHERE digest = $4 AND recipient = $5 AND state <> 'sent'`,
  );
  return {
    undelivered: async () => Number((await undelivered.first())?.n ?? 0),
    interrupted: () => interrupted.all(),
    claimDelivery: async (digest, recipient, at) => (await claim.write(at, digest, recipient)) === 1,
    async markDelivery(digest, { recipient, state, at, detail }) {
      if ((await mark.write(state, at, detail, digest, recipient)) !== 1)
        throw new Error(`digest ${digest} to ${recipient} cannot become ${state}`);
    },
  };
}

function recipientQueries(db: Queries): Pick<Store, 'standingOf' | 'heed'> {
  const reader = db.prepare<{ first: string; heeded: string }>(
    'SELECT first, heeded FROM readers WHERE recipient = $1',
  );
  const refused = db.prepare<{ detail: string | null }>(
    `SELECT detail FROM deliveries WHERE recipient = $1 AND state = 'pending' ORDER BY digest DESC LIMIT 1`,
  );
  const add = db.prepare('INSERT INTO readers (recipient, first, heeded) VALUES ($1, $2, $2) ON CONFLICT DO NOTHING');
  const heed = db.prepare('UPDATE readers SET heeded = $2 WHERE recipient = $1');
  return {
    async standingOf(recipient) {
      const { first = null, heeded = null } = (await reader.first(recipient)) ?? {};
      return { first, heeded, refused: (await refused.first(recipient))?.detail ?? null };
    },
    heed: (recipient, at) => db.together([add, recipient, at], [heed, recipient, at]),
  };
}
