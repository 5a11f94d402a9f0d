import { join } from 'node:path';
import { reportedRun } from '../../load/reported-run.js';
import { parseStatus } from '../../load/status.js';
import { isNight } from '../../model/run.js';
import { renderStatus, renderStatusJson, type Status } from '../../report/status.js';
import { mayHaveRecords, openRecords } from '../../world/records.js';
import { type Io, readOptional } from '../io.js';

/** The options of `citewatch status` as commander gives them. */
export interface StatusOptions {
  readonly db: string;
  readonly reports: string;
  readonly maxAge: string;
  readonly now?: string;
  readonly timezone?: string;
  readonly json?: boolean;
}

/** Nights that are looked through for a good one: a quarter of a year of nights that saw nothing of the web. */
const LOOKED_AT = 100;

/** Says when the last good run was; gives 1 when that is too long ago, as long in the future (a clock was wrong), or never was. Reads what is there, and makes nothing. */
export async function runStatus(options: StatusOptions, io: Io): Promise<number> {
  const { maxAge, now } = parseStatus(options);
  const { last, good } = await runsIn(options);
  const at = now ?? new Date();
  const age = good === null ? null : at.getTime() - Date.parse(good.startedAt);
  const status: Status = { last, good, age, maxAge, ok: age !== null && Math.abs(age) <= maxAge };
  io.out(options.json === true ? renderStatusJson(status) : renderStatus(status));
  return status.ok ? 0 : 1;
}

/** From the store, or where there is none from the latest report: where that is no good one, none is known. */
async function runsIn({ db, reports }: StatusOptions): Promise<Pick<Status, 'last' | 'good'>> {
  const stored = mayHaveRecords(db) ? await storedRuns(db) : null;
  if (stored !== null && stored.last !== null) return stored;
  const last = reportedRun(readOptional(join(reports, 'latest.json')) ?? '');
  return { last, good: last !== null && isNight(last) && last.online && !last.unkept ? last : null };
}

async function storedRuns(db: string): Promise<Pick<Status, 'last' | 'good'>> {
  const store = await openRecords(db);
  try {
    const [last = null] = await store.runs(1);
    const nights = await store.nights(LOOKED_AT);
    return { last, good: nights.find(({ online }) => online) ?? null };
  } finally {
    await store.close();
  }
}
