import type { EditionVerdict } from './edition-verdict.js';
import type { PartialDate } from './partial-date.js';
import type { QuoteVerdict } from './quote-verdict.js';
import type { ArchivedCopy } from './verdict.js';
import type { Quote, Report } from './watchlist.js';

/** One extract of a country schedule, with all that a reader needs to find it. */
export interface ScheduleRow {
  /** Of the quotation; of the citation where it quotes nothing. */
  readonly id: string;
  /** As it is in the report; null where the citation quotes nothing. */
  readonly quote: Quote | null;
  /** The citation line, in the house style, with the page or paragraph where one is known. */
  readonly line: string;
  /** Opens at the passage where it stands, else the document; null when nobody knows the address. */
  readonly url: string | null;
  /** One that carries the passage. */
  readonly archive: ArchivedCopy | null;
  /** When the source was last looked at, ISO; null for never. */
  readonly checkedAt: string | null;
  /** What that look says of the quotation as it is now; null when it says nothing of it. */
  readonly verdict: QuoteVerdict | null;
  /** What that look says of the edition that is cited. */
  readonly edition: EditionVerdict | null;
}

/** The extracts of one section of the report, or on one issue of the appeal. */
export interface ScheduleGroup {
  readonly kind: 'section' | 'issue';
  /** Null for what is in no section. */
  readonly name: string | null;
  readonly rows: readonly ScheduleRow[];
}

/** An issue of an appeal, and the sections of the report that bear on it, as {@link covers} has it. */
export interface DisputedIssue {
  readonly name: string;
  readonly sections: readonly string[];
}

/** The country schedule of a report: extracts by section or issue, each with its source, link and standing. */
export interface Schedule {
  readonly report: Pick<Report, 'id' | 'title' | 'publisher' | 'published'>;
  /** The day on which it was made. */
  readonly on: PartialDate;
  readonly groups: readonly ScheduleGroup[];
}

/** The sections that citations stand in, in the report's order; null for those that stand in none. */
export const sectionsOf = ({ citations }: Report): readonly (string | null)[] => [
  ...new Set(citations.map(({ section }) => section)),
];

/** True when `named` means a section: `5` is `5`, `5a` and `5.1`, and not `51`; `5a` is not `5ab`. */
export function covers(named: string, section: string | null): boolean {
  if (section?.startsWith(named) !== true) return false;
  const rest = section.slice(named.length);
  return rest === '' || (/\d$/u.test(named) ? /^\D/u : /^[.(]/u).test(rest);
}
