import type { Lint, LintReason } from '../../model/lint.js';
import { latestOf, type PartialDate } from '../../model/partial-date.js';
import { takeAccess } from '../grammar/access-clause.js';
import { earliestOf, isOutdated, publishedOf, statedCutOff } from './stated-dates.js';
import { broken, type LintedUse, type LintSubject } from './subject.js';

/** Milliseconds. */
const DAY = 86_400_000;
/** Decisions of courts and laws are cited without a day of access: `[2020] UKUT 33`, `Application no. 1234/05`, `Law No. 12`. */
const LEGAL =
  /\[\d{4}\]|\bno\. ?\d+\/\d+|\b(?:Act|Law|Code|Decree|Regulation|Directive|Convention)\b[^,]{0,60}\b\d{4}\b/u;

/** The day on which a source was last read: whether it is there, whole, possible and late enough. */
export function accessRules(subject: LintSubject): readonly Lint[] {
  const stated = statedCutOff(subject);
  return subject.uses
    .filter(({ cited }) => cited !== null)
    .flatMap((use) => {
      const cutOff = use.report?.cutOff ?? (use.drafted === null ? null : stated);
      return reasonsOf(subject, use, cutOff).map((why) => broken(use.place, why));
    });
}

function reasonsOf(subject: LintSubject, use: LintedUse, cutOff: PartialDate | null): readonly LintReason[] {
  const { accessed } = use;
  const cited = use.cited ?? '';
  if (accessed === null) return LEGAL.test(cited) ? [] : [{ rule: 'access-missing' }];
  const why: LintReason[] = [];
  if (accessed.length < 'yyyy-mm-dd'.length)
    why.push({ rule: 'access-imprecise', accessed, named: takeAccess(cited, false).taken !== null });
  const report = publishedOf(subject, use);
  why.push(...againstDates(use, accessed, [report, cutOff]));
  const currency = use.report?.currency;
  if (currency !== undefined && report !== null && isOutdated(accessed, report, currency))
    why.push({ rule: 'access-outdated', accessed, currency });
  const days = (subject.now.getTime() - latestOf(accessed)) / DAY;
  if (days > subject.staleAfter) why.push({ rule: 'access-stale', accessed, days: Math.floor(days) });
  return why;
}

/** A source that was read before it came out, or after the report did. */
function againstDates(
  use: LintedUse,
  accessed: PartialDate,
  [report, cutOff]: readonly [PartialDate | null, PartialDate | null],
): readonly LintReason[] {
  const published = use.printed?.published?.iso ?? use.source.published;
  if (published !== null && latestOf(accessed) < earliestOf(published))
    return [{ rule: 'access-before-publication', accessed, limit: published }];
  if (report !== null && earliestOf(accessed) > latestOf(report))
    return [{ rule: 'access-after-report', accessed, limit: report }];
  if (cutOff !== null && earliestOf(accessed) > latestOf(cutOff))
    return [{ rule: 'access-after-cut-off', accessed, limit: cutOff }];
  return [];
}
