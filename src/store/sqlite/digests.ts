import type { Database } from 'better-sqlite3';
import type { Digest } from '../../model/run.js';
import { packJson, unpackJson } from '../compression.js';
import type { FileIdentityCheck } from '../locks.js';
import { digestFromRow, NIGHTS } from '../rows.js';
import type { Delivery, DigestBasis, DigestRecord, Store } from '../store.js';

interface DigestRow {
  id: number;
  createdAt: string;
  digest: Buffer;
}

type DigestTables = Pick<
  Store,
  | 'lastDigest'
  | 'lastDeliveredDigest'
  | 'interrupted'
  | 'undelivered'
  | 'addDigest'
  | 'claimDelivery'
  | 'markDelivery'
  | 'standingOf'
  | 'heed'
>;

/**
 * Counts, as SQL, the recipients whose last delivery failed. Whoever is no recipient any more is never tried again, so what failed before
 * the last two nights counts no more.
 */
export const UNDELIVERED = `SELECT count(*) AS n FROM deliveries d
  WHERE d.state <> 'sent' AND d.detail IS NOT NULL
    AND d.at >= coalesce((SELECT started_at FROM ${NIGHTS} ORDER BY id DESC LIMIT 1 OFFSET 1), '')
    AND NOT EXISTS (SELECT 1 FROM deliveries l WHERE l.recipient = d.recipient AND l.digest > d.digest)`;

/** Digests, what became of each delivery, and what is known of those to whom they go. */
export function digestTables(db: Database, there: FileIdentityCheck): DigestTables {
  const columns = 'id, created_at AS createdAt, digest';
  const last = db.prepare<[], DigestRow>(
    `SELECT ${columns} FROM digests WHERE part IS NOT 1 ORDER BY id DESC LIMIT 1`,
  );
  const byKey = db.prepare<[string], DigestRow>(`SELECT ${columns} FROM digests WHERE key = ?`);
  const told = db.prepare<[string], DigestRow & { at: string }>(
    `SELECT id, created_at AS createdAt, digests.digest, at FROM deliveries JOIN digests ON id = deliveries.digest
     WHERE recipient = ? AND state <> 'pending' ORDER BY id DESC LIMIT 1`,
  );
  const interrupted = db.prepare<[], { digest: number; recipient: string }>(
    `SELECT digest, recipient FROM deliveries WHERE state = 'sending' AND detail IS NULL ORDER BY digest, recipient`,
  );
  const deliveries = db.prepare<[number], Delivery>(
    'SELECT recipient, state, at, detail FROM deliveries WHERE digest = ? ORDER BY recipient',
  );
  const addDigest = db.prepare<[string, Buffer, string, number | null]>(
    'INSERT INTO digests (created_at, digest, key, part) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO NOTHING',
  );
  const drop = db.prepare<[string, number]>(
    `DELETE FROM deliveries WHERE recipient = ? AND digest <> ? AND state = 'pending'`,
  );
  const addDelivery = db.prepare<[number, string, string]>(
    `INSERT INTO deliveries (digest, recipient, state, at) VALUES (?, ?, 'pending', ?) ON CONFLICT DO NOTHING`,
  );
  // Of two processes that want to hand over the same digest, one is refused.
  const claim = db.prepare<[string, number, string]>(
    `UPDATE deliveries SET state = 'sending', at = ?, detail = NULL
     WHERE digest = ? AND recipient = ? AND state = 'pending'`,
  );
  // Sent is final.
  const mark = db.prepare<[Delivery & { digest: number }]>(
    `UPDATE deliveries SET state = @state, at = @at, detail = @detail
     WHERE digest = @digest AND recipient = @recipient AND state <> 'sent'`,
  );

  const undelivered = db.prepare<[], number>(UNDELIVERED).pluck();

  const record = db.transaction(
    ({ key, part }: DigestBasis, packed: Buffer, recipient: string, at: string) => {
      addDigest.run(at, packed, key, part ? 1 : null);
      const row = byKey.get(key) as DigestRow;
      drop.run(recipient, row.id);
      addDelivery.run(row.id, recipient, at);
      return row;
    },
  );

  const read = async ({ id, createdAt, digest }: DigestRow): Promise<DigestRecord> => ({
    id,
    digest: digestFromRow(await unpackJson<Digest>(digest)),
    createdAt,
    deliveries: deliveries.all(id),
  });

  return {
    ...readerTable(db),
    async lastDigest() {
      const row = last.get();
      return row === undefined ? null : read(row);
    },
    async lastDeliveredDigest(recipient) {
      const row = told.get(recipient);
      return row === undefined ? null : { ...(await read(row)), at: row.at };
    },
    async undelivered() {
      return undelivered.get() ?? 0;
    },
    async interrupted() {
      return interrupted.all();
    },
    async addDigest(digest, basis, recipient, at) {
      return read(record.immediate(basis, await packJson(digest), recipient, at));
    },
    async claimDelivery(digest, recipient, at) {
      // What is claimed nowhere would be sent once more.
      there();
      return claim.run(at, digest, recipient).changes === 1;
    },
    async markDelivery(digest, delivery) {
      there();
      const { recipient, state, at, detail } = delivery;
      const { changes } = mark.run({ digest, recipient, state, at, detail });
      if (changes !== 1) throw new Error(`digest ${digest} to ${recipient} cannot become ${state}`);
    },
  };
}

/** Those to whom digests go, by what they are called in deliveries. */
function readerTable(db: Database): Pick<Store, 'standingOf' | 'heed'> {
  const reader = db.prepare<[string], { first: string; heeded: string }>(
    'SELECT first, heeded FROM readers WHERE recipient = ?',
  );
  const refused = db.prepare<[string], { detail: string | null }>(
    `SELECT detail FROM deliveries WHERE recipient = ? AND state = 'pending' ORDER BY digest DESC LIMIT 1`,
  );
  const heed = db.prepare<[string, string, string]>(
    `INSERT INTO readers (recipient, first, heeded) VALUES (?, ?, ?)
     ON CONFLICT (recipient) DO UPDATE SET heeded = excluded.heeded`,
  );
  return {
    async standingOf(recipient) {
      const { first = null, heeded = null } = reader.get(recipient) ?? {};
      return { first, heeded, refused: refused.get(recipient)?.detail ?? null };
    },
    async heed(recipient, at) {
      heed.run(recipient, at, at);
    },
  };
}
