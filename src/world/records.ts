import { existsSync } from 'node:fs';
import { UserError } from '../model/problem.js';
import { isDamage, putAside } from '../record/damage.js';
import { openStore } from '../record/sqlite.js';
import type { Store } from '../record/store.js';

/**
 * Opens the store of earlier nights, for those who read it. Throws a `UserError`, and leaves nothing on the disk, when
 * there is none: only a check makes one.
 */
export function openRecords(db: string): Store {
  if (existsSync(db)) return openStore(db);
  const message = 'there is no store yet: citewatch check makes it';
  throw new UserError([{ file: db, line: 0, column: 0, message }]);
}

/** Has the next run of a store, which is made where there is none yet, numbered after `run`. */
export async function numberRunsAfter(db: string, run: number): Promise<void> {
  const store = openStore(db);
  try {
    await store.numberAfter(run);
  } finally {
    await store.close();
  }
}

/** True when a store that failed so is damaged, and no other try would help. */
export const failedByDamage = (error: unknown): error is Error => isDamage(error);

/** Puts a damaged store aside and gives its new name. Throws when a run is under way on it. */
export const setAside = (db: string): string => putAside(db, new Date());
