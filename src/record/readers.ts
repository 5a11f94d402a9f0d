import type { Database } from 'better-sqlite3';
import type { Store } from './store.js';

/** Those to whom digests go, by what they are called in deliveries. */
export function readerTable(db: Database): Pick<Store, 'standingOf' | 'heed'> {
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
