import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { refuse } from '../model/problem.js';
import { isShared, storeDisplayName } from '../model/settings.js';
import {
  type CopiedCounts,
  copyHistory,
  type HistorySource,
  type HistoryTarget,
} from '../store/copy.js';
import { isCorruptionError } from '../store/locks.js';
import { sqliteSource, sqliteTarget } from '../store/sqlite/copy.js';
import { isSamePlace } from './stores.js';

/** The report of a folder, as it may be added to a shared store. */
export interface FolderReport {
  /** The path of its `sources.json`. */
  readonly sources: string;
  /** What it is called unless the store's address says so; null where the folder has no report. */
  readonly id: string | null;
  readonly private: boolean;
}

/**
 * Copies a report's history from one store into another, whole or not at all; a shared one that does not have the report is given that of
 * the folder. Throws a `UserError` where there is nothing to copy, or something where it would go.
 */
export async function copyStoreHistory(
  from: string,
  to: string,
  folder: FolderReport | null,
): Promise<CopiedCounts> {
  if (!isShared(from) && !isShared(to) && isSamePlace(from, to))
    refuse(to, 'is the store that is to be copied');
  const source = await openSource(from);
  try {
    if (await source.isEmpty())
      refuse(storeDisplayName(from), 'nothing has been checked there yet');
    await source.hold();
    const target = await openTarget(to, folder);
    try {
      if (!(await target.isEmpty()))
        refuse(
          storeDisplayName(to),
          'has a history of this report already: copy where there is none yet',
        );
      await target.hold();
      return await copyHistory(source, target);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** True where a copy failed for what stands in the store that was to be copied. */
export const isDamaged = (error: unknown): boolean => isCorruptionError(error);

async function openSource(db: string): Promise<HistorySource> {
  if (!isShared(db)) {
    if (!existsSync(db)) refuse(db, 'there is no store yet: citewatch check makes it');
    return sqliteSource(db);
  }
  const { openSharedReport } = await import('./shared-stores.js');
  const { sharedSource } = await import('../store/postgres/copy.js');
  const reports = await openSharedReport(db);
  const source = sharedSource(reports.pool, reports.shown);
  return { ...source, close: () => source.close().finally(reports.close) };
}

async function openTarget(db: string, folder: FolderReport | null): Promise<HistoryTarget> {
  if (!isShared(db)) return sqliteTarget(db);
  const { noteReport, openReportList, selectedReport } = await import('./shared-stores.js');
  const { sharedTarget } = await import('../store/postgres/copy.js');
  const name =
    selectedReport(db) ??
    folder?.id ??
    refuse(storeDisplayName(db), 'says no report: name one behind a #, such as #NAME');
  // The locks, the copy, and what makes the tables of its months meanwhile.
  const reports = await openReportList(db, name, 3);
  const { pool, shown } = reports;
  try {
    const isNew = (await reports.mine()) === null;
    if (isNew && folder === null)
      refuse(shown, `it has no report ${name}: citewatch reports add --db … adds it`);
    const add =
      isNew && folder !== null ? { ...folder, name, addedAt: new Date().toISOString() } : null;
    const target = sharedTarget(
      pool,
      shown,
      add?.private ? randomUUID() : await reports.salt(),
      add,
    );
    return {
      ...target,
      async fill(work) {
        await target.fill(work);
        if (add !== null) noteReport(add.sources, name);
      },
      close: () => target.close().finally(reports.close),
    };
  } catch (error) {
    await reports.close();
    throw error;
  }
}
