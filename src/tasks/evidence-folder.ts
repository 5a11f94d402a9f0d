import { join } from 'node:path';
import { type Evidence, evidenceFolder, openEvidence } from '../evidence/evidence.js';
import { EVIDENCE_LIMITS } from '../evidence/retention.js';
import { isShared } from '../model/settings.js';
import { withThought } from '../pool/open-thought.js';
import { fileRunLock, realPath } from '../store/locks.js';
import type { Locale } from '../surfaces/words/locale.js';
import { shortfallReason } from '../surfaces/words/words.js';

/** The evidence beside a store. Nothing is made before something is kept. */
export const evidenceBeside = (db: string): Evidence =>
  openEvidence(evidenceFolder(placeOf(db)), EVIDENCE_LIMITS);

/**
 * Verifies evidence, whoever wrote it: a record that takes more than it may cost to open is one that does not open. What it gives is that of
 * {@link Evidence.verify}.
 */
export const verifyForeign = (
  locale: Locale,
  { verify }: Pick<Evidence, 'verify'>,
  noted: Parameters<Evidence['verify']>[0],
  roots: string | null,
): ReturnType<Evidence['verify']> =>
  withThought((thought) =>
    verify(noted, roots, {
      async openRecord(record, bytes) {
        const opened = await thought.openRecord({ record, bytes });
        if (!('kind' in opened)) return opened;
        return {
          fault: `would not open again: ${shortfallReason(locale, opened.why)}`,
          certificates: [],
        };
      },
      async shapeOf(bytes, where) {
        const shape = await thought.shapeOf({ bytes, where });
        return 'kind' in shape ? { whole: 0, torn: false, foreignAt: where.offset } : shape;
      },
    }),
  );

/** Where the runs of a store keep their evidence; null for one in memory. */
export const evidenceFolderOf = (db: string): string | null =>
  db === ':memory:' ? null : evidenceFolder(placeOf(db));

/**
 * Writes to the evidence beside a store what no run does. The chain has one writer at a time: rejects with the store's own error while a
 * run is under way.
 */
async function writeBeside<T>(db: string, write: (evidence: Evidence) => Promise<T>): Promise<T> {
  const lock = fileRunLock(placeOf(db), evidenceFolderOf(db));
  await lock.take();
  try {
    // Opened anew each time: a run may have written since.
    return await write(evidenceBeside(db));
  } finally {
    await lock.release();
  }
}

/** Keeps what was handed in beside a store. */
export const keepBeside =
  (db: string): Evidence['keepResource'] =>
  (resource) =>
    writeBeside(db, (evidence) => evidence.keepResource(resource));

/** Notes beside a store that a night was lost. */
export const noteLostBeside = (
  db: string,
  lost: Parameters<Evidence['noteLost']>[0],
): Promise<unknown> => writeBeside(db, (evidence) => evidence.noteLost(lost));

/** Where a store of this folder lies when it is not shared: beside that the report's evidence is kept all the same. */
const OWN = '.citewatch/citewatch.db';

/** Where the report of a folder keeps its evidence when its store is shared. */
export const evidenceFolderIn = (folder: string): string =>
  evidenceFolder(realPath(join(folder, OWN)));

const placeOf = (db: string): string => realPath(isShared(db) ? OWN : db);
