import { digestTables } from './digests.js';
import { groupCommit } from './group-commit.js';
import { memoryTable } from './memories.js';
import { openDatabase } from './open-database.js';
import { readingTable } from './readings.js';
import { runLock } from './run-lock.js';
import { runTables } from './runs.js';
import type { Store } from './store.js';
import { visitTable } from './visits.js';

/**
 * Opens the store in the SQLite file at `path`, and makes it when it is not there. `:memory:` is forgotten on close.
 * Throws when the file cannot be opened, is not a citewatch store, or was written by a newer citewatch.
 * A run that was begun is left unfinished by `close`, and can be taken up.
 */
export function openStore(path: string): Store {
  const db = openDatabase(path);
  const lock = runLock(path);
  const commit = groupCommit(db);
  const { reading, replaceReading, ...readings } = readingTable(db);
  return {
    ...runTables(db, lock),
    ...visitTable(db, readings, memoryTable(db), commit),
    reading,
    replaceReading,
    ...digestTables(db),
    async close() {
      commit.flush();
      lock.release();
      db.close();
    },
  };
}
