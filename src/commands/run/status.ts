import { join } from 'node:path';
import { isGoodRun } from '../../model/run.js';
import { mayHaveRecords, openRecords } from '../../night/stores.js';
import { parseStatus, reportedRun } from '../../settings/nightly.js';
import { renderStatus, renderStatusJson, type Status, statusOf } from '../../surfaces/status.js';
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

/** Says when the last good run was; gives 1 when that is too long ago, as long in the future (a clock was wrong), or never was. Reads what is there, and makes nothing. */
export async function runStatus(options: StatusOptions, io: Io): Promise<number> {
  const { maxAge, now } = parseStatus(options);
  const status = statusOf(await runsIn(options), now ?? new Date(), maxAge);
  io.out(options.json === true ? renderStatusJson(status) : renderStatus(status));
  return status.ok ? 0 : 1;
}

/** From the store, or where there is none from the latest report, which is of the last good run: of another, none is known. */
async function runsIn({ db, reports }: StatusOptions): Promise<Pick<Status, 'last' | 'good'>> {
  const stored = mayHaveRecords(db) ? await storedRuns(db) : null;
  if (stored !== null && stored.last !== null) return stored;
  const shown = reportedRun(readOptional(join(reports, 'latest.json')) ?? '');
  const good = shown !== null && isGoodRun(shown) && !shown.unkept ? shown : null;
  return { last: shown?.offlineSince ?? shown, good };
}

async function storedRuns(db: string): Promise<Pick<Status, 'last' | 'good'>> {
  const store = await openRecords(db);
  try {
    const [last = null] = await store.runs(1);
    return { last, good: await store.lastGood() };
  } finally {
    await store.close();
  }
}
