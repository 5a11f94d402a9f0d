import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { filesBelow, type StateBranch } from '../hosting/state-branch.js';
import { inTemporaryFolder } from '../hosting/temporary-index.js';
import type { Hosting } from '../world/hosting.js';
import { failedByDamage, mayHaveRecords, openRecords } from '../world/records.js';

/** What a night begins with. */
export interface BroughtBack {
  /** `branch`: what the branch held; `here`: what was here already, as late or later; `none`: there was nothing. */
  readonly from: 'branch' | 'here' | 'none';
  /** The last run that it knows; 0 for none. */
  readonly run: number;
  /** Parts of the branch that were not as they were written: what they added is lost. */
  readonly damaged: readonly string[];
}

/** How the store is called on the branch, wherever it is here. */
const STORE = 'citewatch.db';
const EVIDENCE = 'evidence';
/** What is packed, and of what a night changes, only that: all but what is a line long. */
const inIncrements = (path: string): boolean => path === STORE || /\.(?:jsonl|warc\.gz)$/u.test(path);

/**
 * Brings back what earlier nights saw: the branch's store and evidence in place of those that are here, unless those know a
 * later run (a run that was killed before it was saved, on a machine that is still there) or the same. What is replaced is put aside.
 */
export async function bringBack(branch: StateBranch, hosting: Hosting, db: string): Promise<BroughtBack> {
  const here = existsSync(db) ? await lastRun(db) : null;
  await mkdir(dirname(db), { recursive: true });
  // Beside the store, so that it is moved within one disk.
  const landing = join(dirname(db), 'brought-back.new');
  await rm(landing, { recursive: true, force: true });
  try {
    const damaged = await branch.read(landing);
    const there = damaged === null ? null : await lastRun(join(landing, STORE));
    if (there === null || damaged === null || (here !== null && here >= there))
      return here === null ? { from: 'none', run: 0, damaged: [] } : { from: 'here', run: here, damaged: [] };
    // Its log was played into it when it was looked at.
    for (const part of ['-wal', '-shm']) await rm(`${db}${part}`, { force: true });
    await replace(join(landing, STORE), db);
    const evidence = hosting.evidenceOf(db);
    if (evidence !== null) await replace(join(landing, EVIDENCE), evidence);
    return { from: 'branch', run: there, damaged };
  } finally {
    await rm(landing, { recursive: true, force: true });
  }
}

/** The last run of a store that ended; 0 where none has, where there is no store, and for a damaged store: the check begins anew from the evidence. */
export async function lastRun(db: string): Promise<number> {
  if (!mayHaveRecords(db)) return 0;
  try {
    const store = await openRecords(db);
    try {
      const [last] = await store.runs(1);
      return last?.id ?? 0;
    } finally {
      await store.close();
    }
  } catch (error) {
    if (failedByDamage(error, db)) return 0;
    throw error;
  }
}

async function replace(from: string, to: string): Promise<void> {
  if (existsSync(to)) {
    await rm(`${to}.before`, { recursive: true, force: true });
    await rename(to, `${to}.before`);
  }
  if (existsSync(from)) await rename(from, to);
}

/** Saves the store as it is now, open or not, with its evidence. Rejects, and changes nothing, when the store is not sound. */
export const saveState = (branch: StateBranch, hosting: Hosting, db: string): Promise<void> =>
  inTemporaryFolder(async (folder) => {
    const copy = join(folder, STORE);
    await hosting.copyStore(db, copy);
    const evidence = hosting.evidenceOf(db);
    const files = evidence === null ? [] : await filesBelow(evidence);
    const kept = files.map((path) => [`${EVIDENCE}/${path}`, join(evidence ?? '', path)] as const);
    const message = `State after run ${await lastRun(copy)}`;
    await branch.write(new Map([[STORE, copy], ...kept]), message, inIncrements);
  });
