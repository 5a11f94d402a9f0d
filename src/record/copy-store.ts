import { DamagedStore } from './damage.js';
import { openSqlite } from './sqlite-file.js';

/**
 * Copies a store whole as it is at this moment, whoever has it open, into a new file, and checks every page of the copy. Throws a
 * {@link DamagedStore} when it is not sound: what is damaged replaces nothing.
 */
export async function copyStore(db: string, to: string): Promise<void> {
  const source = openSqlite(db, { readonly: true });
  try {
    await source.backup(to);
  } finally {
    source.close();
  }
  const copy = openSqlite(to);
  try {
    // One file, without a log beside it.
    copy.pragma('journal_mode = DELETE');
    const found = String(copy.pragma('integrity_check(1)', { simple: true }));
    if (found !== 'ok') throw new DamagedStore(found);
  } finally {
    copy.close();
  }
}
