import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../model/problem.js';
import { parseShared, type SharedAddress } from '../model/store-address.js';
import { openPool } from '../record/postgres/connect.js';
import { type SharedLock, sharedLock } from '../record/postgres/locks.js';
import { migrateShared } from '../record/postgres/migrate.js';
import { type KeptReports, keptReports } from '../record/postgres/reports.js';
import { sharedStore } from '../record/postgres/store.js';
import type { Store } from '../record/store.js';
import { notingTips } from './noting-tips.js';
import { SHARED_STEPS } from './shared-steps.js';

/** Where a folder notes what its report is called in a shared store. */
const NOTE = '.citewatch/report';

/**
 * Opens the store of the report that `db` names, or else this folder, in a shared store. Throws a `UserError` where none is
 * named, or the store does not have it. Where the runs keep evidence, it notes how far that had come at the end of each.
 */
export async function openShared(db: string, evidence: string | null): Promise<Store> {
  const reports = await openReport(db);
  const nobody = () => openPool({ ...parseShared(db), report: null }, 1);
  const store = sharedStore({ shown: reports.shown, report: reports.pool, nobody }, evidence);
  return evidence === null ? store : notingTips(store, reports, evidence);
}

/** Opens the part of a shared store that is the report's. Throws a `UserError` like {@link openShared}. */
export async function openReport(db: string): Promise<KeptReports> {
  const reports = await openReports(db);
  const { shown } = reports;
  try {
    if (reports.name === null) throw refuse(shown, 'this folder is none of its reports');
    if ((await reports.mine()) === null) throw refuse(shown, `it has no report ${reports.name}`);
    return reports;
  } catch (error) {
    await reports.close();
    throw error;
  }
}

/** The turn of those who want to work on a report by a schedule. */
export async function sharedTurn(db: string): Promise<SharedLock> {
  const { pool, shown, close } = await openReports(db);
  const lock = sharedLock(pool, shown, 'watch');
  return {
    take: () => lock.take(),
    isHeld: () => lock.isHeld(),
    async release() {
      await lock.release();
      await close();
    },
  };
}

const refuse = (shown: string, what: string): UserError => {
  const message = `${what}: citewatch reports add --db … adds it`;
  return new UserError([{ file: shown, line: 0, column: 0, message }]);
};

/** Opens the list of reports of a shared store, whose tables are made where there are none yet; the named report is the one that is meant. */
export async function openReports(db: string, named: string | null = null): Promise<KeptReports> {
  const parsed = parseShared(db);
  const report = named ?? reportMeant(db);
  const address: SharedAddress = parseShared(`${parsed.url}${report === null ? '' : `#${report}`}`);
  const pool = openPool(address);
  try {
    await migrateShared(pool, address.shown, SHARED_STEPS);
    return keptReports(pool, address);
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** The report that `db` names, or else this folder; null where neither does, and all of the store are meant. */
export const reportMeant = (db: string): string | null => parseShared(db).report ?? noted();

/** Notes in the folder of `sources.json` what its report is called. */
export function noteReport(sources: string, name: string): void {
  const note = join(dirname(sources), NOTE);
  mkdirSync(dirname(note), { recursive: true });
  writeFileSync(note, `${name}\n`);
}

/** What this folder's report is called; null where it was added to no shared store. */
function noted(): string | null {
  try {
    return readFileSync(NOTE, 'utf8').trim();
  } catch {
    return null;
  }
}
