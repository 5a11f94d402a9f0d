import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';

/** The one name of a store's file, wherever links and dots lead: what lies beside it lies beside that. Its own when there is none yet. */
export function realPath(db: string): string {
  if (db === ':memory:') return db;
  try {
    return realpathSync(db);
  } catch {
    return resolve(db);
  }
}
