import { latestOf } from '../model/partial-date.js';
import type { EditionVerdict } from '../model/verdict.js';
import type { Series, Source } from '../model/watchlist.js';

/** Days of each unit of an interval; months and years in their average length (Gregorian calendar). */
const UNITS: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30.44, y: 365.25 };

/** Milliseconds of a span such as `1y` or `120d`. */
const spanOf = (span: string): number =>
  Number.parseInt(span, 10) * (UNITS[span.slice(-1)] ?? 1) * 86_400_000;

/** What is said when no newer edition was found: it is not due yet, or it is overdue by the series' cadence. */
export function waiting(source: Source, series: Series, now: Date): EditionVerdict {
  const last = series.editions
    .filter((e) => e.published !== null && latestOf(e.published) <= now.getTime())
    .at(-1);
  if (series.cadence !== null && last?.published != null) {
    const due = latestOf(last.published) + spanOf(series.cadence.every) + spanOf(series.cadence.grace);
    if (due < now.getTime())
      return {
        status: 'overdue',
        newer: [],
        why: { kind: 'none-by', after: last.edition, due: new Date(due).toISOString().slice(0, 10) },
      };
  }
  return { status: 'current', newer: [], why: { kind: 'none-found', after: source.edition } };
}
