import { type Evidence, evidenceFolder, openEvidence } from '../evidence/evidence.js';
import { EVIDENCE_LIMITS } from '../evidence/retention.js';
import { realPath } from '../record/real-path.js';

/** The evidence beside a store. Nothing is made before something is kept. */
export const evidenceBeside = (db: string): Evidence =>
  openEvidence(evidenceFolder(realPath(db)), EVIDENCE_LIMITS);

/** Where the runs of a store keep their evidence; null for one in memory. */
export const evidenceFolderOf = (db: string): string | null =>
  db === ':memory:' ? null : evidenceFolder(realPath(db));
