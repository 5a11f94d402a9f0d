import { makeSchedule, type SourceRead } from '../cite/schedule/make-schedule.js';
import type { PartialDate } from '../model/partial-date.js';
import type { DisputedIssue, Schedule } from '../model/schedule.js';
import type { Report, Watchlist } from '../model/watchlist.js';
import type { Store } from '../record/store.js';
import { verdictsOn } from './cite.js';

/** The country schedule of a report, from what the store knows of its sources. `issues`: null for a schedule by section. */
export async function scheduleOf(
  store: Pick<Store, 'life'>,
  { sources }: Watchlist,
  report: Report,
  issues: readonly DisputedIssue[] | null,
  on: PartialDate,
): Promise<Schedule> {
  const cited = new Set(report.citations.map(({ source }) => source));
  const reads = new Map<string, SourceRead>();
  for (const source of sources)
    if (cited.has(source.id)) reads.set(source.id, { source, verdicts: await verdictsOn(store, source.id) });
  return makeSchedule(report, reads, issues, on);
}
