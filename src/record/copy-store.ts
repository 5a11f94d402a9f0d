import SQLite from 'better-sqlite3';
import { DamagedStore } from './damage.js';

/**
 * Copies a store whole as it is at this moment, whoever has it open, into a new file, and checks every page of the copy. Throws a
 * {@link DamagedStore} when it is not sound: what is damaged replaces nothing.
 */
export async function copyStore(db: string, to: string): Promise<void> {
  const source = new SQLite(db, { readonly: true });
  try {
    await source.backup(to);
  } finally {
    source.close();
  }
  const copy = new SQLite(to);
  try {
    // One file, without a log beside it.
    copy.pragma('journal_mode = DELETE');
    const [first] = copy.pragma('integrity_check(1)') as readonly { readonly integrity_check: string }[];
    if (first?.integrity_check !== 'ok') throw new DamagedStore(first?.integrity_check ?? 'it has no pages');
  } finally {
    copy.close();
  }
}
