import type { Digest } from '../../model/run.js';
import { packJson, unpackJson } from '../compression.js';
import { digestFromRow } from '../rows.js';
import { UNDELIVERED } from '../sqlite/digests.js';
import type { Delivery, DigestBasis, DigestRecord, Store } from '../store.js';
import { countUp, type ReportRows, type Statements } from './database.js';

interface DigestParts {
  readonly id: number;
  readonly createdAt: string;
  readonly digest: Buffer;
}

const COLUMNS = 'd.id, d.created_at AS "createdAt", d.digest';

/** Digests of one report. */
export function sharedDigests(
  db: ReportRows,
): Pick<Store, 'lastDigest' | 'lastDeliveredDigest' | 'addDigest'> {
  const read = async ({ id, createdAt, digest }: DigestParts): Promise<DigestRecord> => ({
    id,
    digest: digestFromRow(await unpackJson<Digest>(digest)),
    createdAt,
    deliveries: await db.rows<Delivery>(
      'SELECT recipient, state, at, detail FROM deliveries WHERE digest = $1 ORDER BY recipient',
      id,
    ),
  });
  return {
    async lastDigest() {
      const row = await db.row<DigestParts>(
        `SELECT ${COLUMNS} FROM digests d WHERE NOT part ORDER BY id DESC LIMIT 1`,
      );
      return row === undefined ? null : read(row);
    },
    async lastDeliveredDigest(recipient) {
      const row = await db.row<DigestParts & { at: string }>(
        `SELECT ${COLUMNS}, at FROM deliveries v JOIN digests d ON d.id = v.digest
         WHERE recipient = $1 AND state <> 'pending' ORDER BY d.id DESC LIMIT 1`,
        recipient,
      );
      return row === undefined ? null : { ...(await read(row)), at: row.at };
    },
    async addDigest(digest, basis, recipient, at) {
      const packed = await packJson(digest);
      return read(await db.together((within) => record(within, basis, packed, recipient, at)));
    },
  };
}

/** What became of each delivery. */
export const sharedDeliveries = (
  db: ReportRows,
): Pick<Store, 'interrupted' | 'undelivered' | 'claimDelivery' | 'markDelivery'> => ({
  undelivered: async () => Number((await db.row<{ n: string | number }>(UNDELIVERED))?.n ?? 0),
  interrupted: () =>
    db.rows(
      `SELECT digest, recipient FROM deliveries WHERE state = 'sending' AND detail IS NULL ORDER BY digest, recipient`,
    ),
  // Of two processes that want to hand over the same digest, one is refused.
  async claimDelivery(digest, recipient, at) {
    const claimed = await db.write(
      `UPDATE deliveries SET state = 'sending', at = $1, detail = NULL
         WHERE digest = $2 AND recipient = $3 AND state = 'pending'`,
      at,
      digest,
      recipient,
    );
    return claimed === 1;
  },
  // Sent is final.
  async markDelivery(digest, { recipient, state, at, detail }) {
    const marked = await db.write(
      `UPDATE deliveries SET state = $1, at = $2, detail = $3 WHERE digest = $4 AND recipient = $5 AND state <> 'sent'`,
      state,
      at,
      // A server may say anything, and a text here holds all but this.
      detail?.replaceAll('\u0000', '\ufffd') ?? null,
      digest,
      recipient,
    );
    if (marked !== 1) throw new Error(`digest ${digest} to ${recipient} cannot become ${state}`);
    await noteUndelivered(db);
  },
});

/** Notes where connections of no report see it how many readers were not reached. */
export const noteUndelivered = (db: Statements): Promise<number> =>
  db.write(
    `UPDATE reports SET undelivered = (${UNDELIVERED}) WHERE name = current_setting('citewatch.report')`,
  );

async function record(
  db: Statements,
  { key, part }: DigestBasis,
  packed: Buffer,
  recipient: string,
  at: string,
): Promise<DigestParts> {
  const known = () => db.row<DigestParts>(`SELECT ${COLUMNS} FROM digests d WHERE key = $1`, key);
  let row = await known();
  if (row === undefined) {
    const id = await countUp(db, 'digests');
    const add =
      'INSERT INTO digests (id, created_at, digest, key, part) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING';
    await db.write(add, id, at, packed, key, part);
    row = (await known()) as DigestParts;
  }
  await db.write(
    `DELETE FROM deliveries WHERE recipient = $1 AND digest <> $2 AND state = 'pending'`,
    recipient,
    row.id,
  );
  await db.write(
    `INSERT INTO deliveries (digest, recipient, state, at) VALUES ($1, $2, 'pending', $3) ON CONFLICT DO NOTHING`,
    row.id,
    recipient,
    at,
  );
  return row;
}

/** Those to whom digests of one report go, by what they are called in deliveries. */
export const sharedReaders = (db: ReportRows): Pick<Store, 'standingOf' | 'heed'> => ({
  async standingOf(recipient) {
    const reader = await db.row<{ first: string; heeded: string }>(
      'SELECT first, heeded FROM readers WHERE recipient = $1',
      recipient,
    );
    const refused = await db.row<{ detail: string | null }>(
      `SELECT detail FROM deliveries WHERE recipient = $1 AND state = 'pending' ORDER BY digest DESC LIMIT 1`,
      recipient,
    );
    return { first: null, heeded: null, ...reader, refused: refused?.detail ?? null };
  },
  async heed(recipient, at) {
    await db.write(
      `INSERT INTO readers (recipient, first, heeded) VALUES ($1, $2, $2)
       ON CONFLICT (report, recipient) DO UPDATE SET heeded = excluded.heeded`,
      recipient,
      at,
    );
  },
});
