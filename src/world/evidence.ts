import { type Evidence, evidenceFolder, openEvidence } from '../evidence/evidence.js';
import { EVIDENCE_LIMITS } from '../evidence/retention.js';
import { realPath } from '../record/real-path.js';
import { runLock } from '../record/run-lock.js';

/** The evidence beside a store. Nothing is made before something is kept. */
export const evidenceBeside = (db: string): Evidence =>
  openEvidence(evidenceFolder(realPath(db)), EVIDENCE_LIMITS);

/** Where the runs of a store keep their evidence; null for one in memory. */
export const evidenceFolderOf = (db: string): string | null =>
  db === ':memory:' ? null : evidenceFolder(realPath(db));

/**
 * Keeps what was handed in beside a store. The chain has one writer at a time: rejects with the store's own error while a run is
 * under way.
 */
export const keepBeside =
  (db: string): Evidence['keepResource'] =>
  async (resource) => {
    const lock = runLock(realPath(db), evidenceFolderOf(db));
    lock.take();
    try {
      // Opened anew each time: a run may have written since.
      return await evidenceBeside(db).keepResource(resource);
    } finally {
      lock.release();
    }
  };
