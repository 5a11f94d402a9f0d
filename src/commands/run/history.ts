import { UserError } from '../../model/problem.js';
import { renderHistory } from '../../report/terminal/history.js';
import { openRecords } from '../../world/records.js';
import type { Io } from '../io.js';

/** The options of `citewatch history` as commander gives them. */
export interface HistoryOptions {
  readonly db: string;
}

/** Prints the source's nights; gives the exit code. */
export async function runHistory(source: string, { db }: HistoryOptions, io: Io): Promise<number> {
  const store = await openRecords(db);
  try {
    const visits = await store.life(source);
    const title = visits.find((visit) => visit.verdict !== null)?.verdict?.title;
    if (visits.length === 0)
      throw new UserError([{ file: source, line: 0, column: 0, message: 'was never looked at' }]);
    io.out(renderHistory(title ?? source, visits, io));
    return 0;
  } finally {
    await store.close();
  }
}
