import { hash } from 'node:crypto';
import type { ClientBase } from 'pg';
import { pack, unpack } from '../compression.js';

/** Whoever asks: a pool, or one connection in the middle of its transaction. */
export type Asking = Pick<ClientBase, 'query'>;

/** Bytes ready to be kept. */
export interface PackedPayload {
  /** SHA-256 of the bytes, in hex: by it they are asked for. */
  readonly sha256: string;
  readonly packed: Buffer;
}

/** Packs bytes for {@link putPayload}, outside of any transaction. */
export const packedPayload = async (bytes: Uint8Array): Promise<PackedPayload> => ({
  sha256: hash('sha256', bytes),
  packed: await pack(bytes),
});

/**
 * Keeps bytes, once for all who have the same. Within a transaction nobody takes them away before it ends: what refers to them
 * is written in the same one, and who keeps several keeps them in the order of their names.
 */
export async function putPayload(db: Asking, { sha256, packed }: PackedPayload): Promise<void> {
  for (;;) {
    const kept = await db.query('SELECT FROM payloads WHERE sha256 = $1 FOR KEY SHARE', [sha256]);
    if (kept.rowCount === 1) return;
    const insert = 'INSERT INTO payloads (sha256, bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING';
    await db.query(insert, [sha256, packed]);
  }
}

/** The bytes of a SHA-256; null when they are not kept. */
export async function payloadBytes(db: Asking, sha256: string): Promise<Uint8Array | null> {
  const { rows } = await db.query<{ bytes: Buffer }>('SELECT bytes FROM payloads WHERE sha256 = $1', [
    sha256,
  ]);
  return rows[0] === undefined ? null : unpack(rows[0].bytes);
}

/** Takes away those of these bytes to which nobody refers. */
export async function reclaimPayloads(db: Asking, sha256s: readonly string[]): Promise<void> {
  if (sha256s.length > 0) await db.query('SELECT reclaim($1)', [[...new Set(sha256s)].sort()]);
}
