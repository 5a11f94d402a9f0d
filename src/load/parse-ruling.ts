import { latestOf, type PartialDate } from '../model/partial-date.js';
import { type Problem, UserError } from '../model/problem.js';
import type { Decision } from '../model/watchlist.js';
import { collapseWhitespace } from '../text/whitespace.js';
import { aboutDate, aboutOwner, aboutText, type Complaint } from './complaints.js';

/** What a decision says for itself: text, not checked yet. Empty is left out. */
export interface RawRuling {
  readonly reason: string;
  readonly by?: string | undefined;
  readonly until?: string | undefined;
}

/** Why a decision was taken, who answers for it, and until when it holds. */
export type Ruling = Pick<Decision, 'reason' | 'by' | 'until'>;

/** Checks what a decision of today says. Throws one `UserError` with every problem, each named after its field, behind `prefix`. */
export function parseRuling(raw: RawRuling, today: PartialDate, prefix = '--'): Ruling {
  const [reason, by, until] = [raw.reason, raw.by, raw.until].map((text) => collapseWhitespace(text ?? ''));
  const aboutEnd: Complaint = (text) =>
    aboutDate(text) ?? (latestOf(text) < latestOf(today) ? `is over already: today is ${today}` : null);
  const checks: readonly (readonly [string, string | undefined, Complaint])[] = [
    ['reason', reason, aboutText],
    ['by', by === '' ? undefined : by, aboutOwner],
    ['until', until === '' ? undefined : until, aboutEnd],
  ];
  const problems: Problem[] = checks.flatMap(([file, text, about]) => {
    const message = text === undefined ? null : about(text);
    return message === null ? [] : [{ file: `${prefix}${file}`, line: 0, column: 0, message }];
  });
  if (problems.length > 0) throw new UserError(problems);
  return { reason: reason ?? '', ...(by ? { by } : {}), until: until || null };
}
