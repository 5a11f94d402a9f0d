import type { Finding } from '../model/finding.js';
import { isActive } from '../model/finding.js';
import { isProven, type Remedy } from '../model/remedy.js';
import { pendingChanges } from '../model/report-change.js';
import type { CheckSettings } from '../model/settings.js';
import {
  printedReports,
  type Report,
  type ReportChange,
  type Watchlist,
} from '../model/watchlist.js';
import type { World } from '../night/world.js';
import { tryRemedy } from './try-remedy.js';

/** What a report does not print yet of what was decided. */
export interface PendingReport {
  readonly report: Pick<Report, 'id' | 'title'>;
  readonly changes: readonly ReportChange[];
}

/** What is pending, report by report. */
export function pendingReports(watch: Watchlist): readonly PendingReport[] {
  const pending = pendingChanges(watch);
  return printedReports(watch).flatMap((report) => {
    const own = new Set(report.citations.map(({ id }) => id));
    const changes = pending.filter(({ citation }) => own.has(citation));
    return changes.length === 0 ? [] : [{ report, changes }];
  });
}

/** Citations that were last read before their pages changed: how many there are, and what sets the day of those that stand. */
export interface StaleDays {
  readonly all: number;
  readonly standing: readonly Remedy[];
}

export function staleDays(findings: readonly Finding[]): StaleDays {
  const stale = findings.filter((one) => one.kind === 'access-stale' && isActive(one));
  const standing = stale.flatMap(({ remedies = [] }) =>
    remedies.filter((one) => one.kind === 'accessed' && isProven(one)),
  );
  return {
    all: stale.length,
    standing: [...new Map(standing.map((one) => [one.id, one])).values()],
  };
}

/** The text of a `sources.json` after each of these remedies that stands as it is tried again, and how many do. */
export async function takeAll(
  world: World,
  { text, file }: { readonly text: string; readonly file: string },
  { remedies, by }: { readonly remedies: readonly Remedy[]; readonly by: string },
  settings: CheckSettings,
) {
  let [after, taken] = [text, 0];
  for (const remedy of remedies) {
    const tried = await tryRemedy(world, { text: after, file }, remedy, settings, by);
    if (!tried.stands) continue;
    after = tried.text;
    taken++;
  }
  return { text: after, taken };
}
