import type { Store } from '../store.js';
import type { ReportRows } from './database.js';

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
