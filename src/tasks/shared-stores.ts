import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { chainName } from '../evidence/append-log.js';
import { openEvidence } from '../evidence/evidence.js';
import { EVIDENCE_LIMITS } from '../evidence/retention.js';
import type { NotedChainTip } from '../model/capture.js';
import { refuse } from '../model/problem.js';
import type { ProtectedStore, StoreNews } from '../model/run.js';
import { parseShared, type SharedAddress } from '../model/settings.js';
import type { Lock } from '../store/locks.js';
import { openPool } from '../store/postgres/connect.js';
import { type ReportRows, reportRows } from '../store/postgres/database.js';
import { sharedLock } from '../store/postgres/locks.js';
import { migrateShared } from '../store/postgres/migrations.js';
import { atOnce, ridingOut } from '../store/postgres/outages.js';
import { protectStore } from '../store/postgres/protect.js';
import { type ReportRegistry, reportRegistry } from '../store/postgres/reports.js';
import { notedTips } from '../store/postgres/runs.js';
import { sharedStore } from '../store/postgres/store.js';
import type { Store } from '../store/store.js';
import { evidenceFolderIn } from './evidence-folder.js';

/** Where a folder notes what its report is called in a shared store. */
const NOTE = '.citewatch/report';

/**
 * Opens the store of the report that `db` names, or else this folder, in a shared store. Throws a `UserError` where none is
 * named, or the store does not have it. Where the runs keep evidence, it notes how far that had come at the end of each. With `tell`
 * it waits for a server that is away, and tells that; without, what is lost is told at once.
 */
export async function openShared(
  db: string,
  evidence: string | null,
  tell: ((news: StoreNews) => void) | null = null,
): Promise<Store> {
  const reports = await openSharedReport(db);
  const { shown, pool, salt } = reports;
  const nobody = () => openPool({ ...parseShared(db), report: null }, 1);
  const ride = tell === null ? atOnce : ridingOut(tell);
  const store = sharedStore({ shown, report: pool, salt: await salt(), nobody, ride }, evidence);
  return evidence === null ? store : notingTips(store, reportRows(pool, shown, ride), evidence);
}

/** Opens the part of a shared store that is the report's. Throws a `UserError` like {@link openShared}. */
export async function openSharedReport(db: string): Promise<ReportRegistry> {
  const reports = await openReportList(db);
  const { shown } = reports;
  try {
    const what =
      reports.name === null
        ? 'this folder is none of its reports'
        : `it has no report ${reports.name}`;
    if (reports.name === null || (await reports.mine()) === null)
      refuse(shown, `${what}: citewatch reports add --db … adds it`);
    return reports;
  } catch (error) {
    await reports.close();
    throw error;
  }
}

/** The turn of those who want to work on a report by a schedule. The store is opened when it is first asked for. */
export function sharedWatchLock(db: string): Lock {
  let open: { readonly lock: Lock; readonly close: () => Promise<void> } | null = null;
  return {
    async take() {
      if (open === null) {
        const { pool, shown, close } = await openReportList(db);
        open = { lock: sharedLock(pool, shown, 'watch'), close };
      }
      return open.lock.take();
    },
    isHeld: () => open?.lock.isHeld() ?? false,
    async release() {
      await open?.lock.release();
      await open?.close();
      open = null;
    },
  };
}

/**
 * Opens the list of reports of a shared store, whose tables are made where there are none yet; the named report is the one that is meant.
 * `connections`: how many at most; absent for those of a report.
 */
export async function openReportList(
  db: string,
  named: string | null = null,
  connections?: number,
): Promise<ReportRegistry> {
  const parsed = parseShared(db);
  const report = named ?? selectedReport(db);
  const address: SharedAddress = parseShared(`${parsed.url}${report === null ? '' : `#${report}`}`);
  const pool = openPool(address, connections);
  try {
    await migrateShared(pool, address.shown);
    return reportRegistry(pool, address);
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** The report that `db` names, or else this folder; null where neither does, and all of the store are meant. */
export const selectedReport = (db: string): string | null => parseShared(db).report ?? notedName();

/** Notes in the folder of `sources.json` what its report is called. */
export function noteReport(sources: string, name: string): void {
  const note = join(dirname(sources), NOTE);
  mkdirSync(dirname(note), { recursive: true });
  writeFileSync(note, `${name}\n`);
}

/** Has the note beside a `sources.json` say the new name of its report; false where it does not say the old one. */
export function renameNoted(sources: string, from: string, to: string): boolean {
  if (notedName(dirname(sources)) !== from) return false;
  noteReport(sources, to);
  return true;
}

/** What a folder's report is called; null where it was added to no shared store. */
export function notedName(folder = '.'): string | null {
  try {
    return readFileSync(join(folder, NOTE), 'utf8').trim();
  } catch {
    return null;
  }
}

/** Protects a shared store, as an administrator; gives its name for people and what was done. Throws where he may not. */
export async function protectShared(
  db: string,
): Promise<ProtectedStore & { readonly shown: string }> {
  const { url, shown } = parseShared(db);
  return { shown, ...(await protectStore({ url, shown, report: null })) };
}

/** The same store, in which the end of a run notes how far the evidence in `folder` had come: what is noted elsewhere, nobody there can take back. */
function notingTips(store: Store, rows: ReportRows, folder: string): Store {
  const { note } = notedTips(rows);
  return {
    ...store,
    async finishRun(run, lives) {
      const { id, finishedAt: at, evidence } = run.run;
      const chain = evidence === undefined ? null : await chainName(folder);
      if (evidence !== undefined && chain !== null)
        await note({ ...evidence, chain, run: id, at, machine: hostname(), folder });
      await store.finishRun(run, lives);
    },
  };
}

/**
 * All chains of evidence of the report that `db` or this folder means: the one of its `folder`, and those that the store knows of; each with
 * the `tips` that the store noted, oldest first, and where it is `kept` (null where it is not reached from this machine).
 */
export async function reportChains(db: string, folder = '.') {
  const own = evidenceFolderIn(folder);
  const ownChain = await chainName(own);
  const chains = new Map<string, NotedChainTip[]>(ownChain === null ? [] : [[ownChain, []]]);
  for (const tip of await tipsIn(db))
    chains.set(tip.chain, [...(chains.get(tip.chain) ?? []), tip]);
  return Promise.all(
    [...chains].map(async ([chain, tips]) => {
      for (const place of new Set([own, ...tips.map((tip) => tip.folder)]))
        if ((await chainName(place).catch(() => null)) === chain)
          return {
            tips,
            kept: {
              folder: place,
              evidence: openEvidence(place, EVIDENCE_LIMITS),
              isOwn: place === own,
            },
          };
      return { tips, kept: null };
    }),
  );
}

async function tipsIn(db: string): Promise<readonly NotedChainTip[]> {
  const { pool, shown, close } = await openSharedReport(db);
  try {
    return await notedTips(reportRows(pool, shown)).list();
  } finally {
    await close();
  }
}
