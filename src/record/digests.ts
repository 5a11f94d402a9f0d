import type { Database } from 'better-sqlite3';
import type { Digest } from '../model/run.js';
import { packJson, unpackJson } from './compression.js';
import { digestFromRow } from './earlier-rows.js';
import type { Delivery, DigestRecord, Store } from './store.js';

interface DigestRow {
  id: number;
  createdAt: string;
  digest: Buffer;
}

/** Digests and what became of each delivery. */
export function digestTables(
  db: Database,
): Pick<Store, 'lastDigest' | 'undelivered' | 'addDigest' | 'claimDelivery' | 'markDelivery'> {
  const columns = 'id, created_at AS createdAt, digest';
  const last = db.prepare<[], DigestRow>(`SELECT ${columns} FROM digests ORDER BY id DESC LIMIT 1`);
  const unsent = db.prepare<[], DigestRow>(
    `SELECT ${columns} FROM digests
     WHERE id IN (SELECT digest FROM deliveries WHERE state <> 'sent') ORDER BY id`,
  );
  const deliveries = db.prepare<[number], Delivery>(
    'SELECT recipient, state, at, detail FROM deliveries WHERE digest = ? ORDER BY recipient',
  );
  const addDigest = db.prepare<[string, Buffer, string]>(
    'INSERT INTO digests (created_at, digest, key) VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING',
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

  const record = db.transaction((key: string, packed: Buffer, recipients: readonly string[], at: string) => {
    const { changes, lastInsertRowid } = addDigest.run(at, packed, key);
    if (changes === 0) return null;
    const id = Number(lastInsertRowid);
    for (const recipient of recipients) addDelivery.run(id, recipient, at);
    return id;
  });

  const read = async ({ id, createdAt, digest }: DigestRow): Promise<DigestRecord> => ({
    id,
    digest: digestFromRow(await unpackJson<Digest>(digest)),
    createdAt,
    deliveries: deliveries.all(id),
  });

  return {
    async lastDigest() {
      const row = last.get();
      return row === undefined ? null : read(row);
    },
    async undelivered() {
      return Promise.all(unsent.all().map(read));
    },
    async addDigest(digest, recipients, at) {
      const id = record.immediate(keyOf(digest), await packJson(digest), recipients, at);
      return id === null ? null : { id, digest, createdAt: at, deliveries: deliveries.all(id) };
    },
    async claimDelivery(digest, recipient, at) {
      return claim.run(at, digest, recipient).changes === 1;
    },
    async markDelivery(digest, delivery) {
      const { recipient, state, at, detail } = delivery;
      const { changes } = mark.run({ digest, recipient, state, at, detail });
      if (changes !== 1) throw new Error(`digest ${digest} to ${recipient} cannot become ${state}`);
    },
  };
}

/** What a digest is told once by: the night that the last one ended with, and its own. */
const keyOf = ({ since, run }: Digest): string => `${since ?? ''}…${run.id}`;
