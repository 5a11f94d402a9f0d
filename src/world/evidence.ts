import { type Evidence, evidenceFolder, openEvidence } from '../evidence/evidence.js';
import { EVIDENCE_LIMITS } from '../evidence/retention.js';

/** The evidence beside a store. Nothing is made before something is kept. */
export const evidenceBeside = (db: string): Evidence => openEvidence(evidenceFolder(db), EVIDENCE_LIMITS);
