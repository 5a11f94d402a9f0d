import { archiveToday } from '../../model/address.js';
import type { Lint } from '../../model/lint.js';
import { agree, type PartialDate } from '../../model/partial-date.js';
import { broken, type LintSubject } from './subject.js';

/** `/202001/23/`, `/2020/01/23/`, `/2020-01-23`, `/20200123/`; `/2020/01/` where no day follows. */
const DATED_PATH =
  /\/(?<year>20[0-3]\d|199\d)(?:[-/]?)(?<month>0[1-9]|1[0-2])(?:(?:[-/]?)(?<day>0[1-9]|[12]\d|3[01]))?(?=[/_-]|$)/u;
/** Elsevier's number of an article: its ISSN, then the year in which it was taken in. */
const PII = /\/pii\/S\d{7}[\dX](?<year>\d\d)\d{5}[\dX](?:$|[/?#])/u;
/** Milliseconds: a site's own day may end before the reader's does. */
const TWO_DAYS = 2 * 86_400_000;

/** The address: whether it is one to rely on, is the one that is shown, and says the date that the citation says. */
export function addressRules({ uses }: LintSubject): readonly Lint[] {
  const seen = new Set<string>();
  return uses.flatMap(({ place, printed, source, drafted, added }) => {
    const lints = (drafted?.doubts ?? []).flatMap((doubt) =>
      doubt.kind === 'other-link'
        ? [broken(place, { rule: 'other-link', shown: doubt.shown, opens: doubt.opens })]
        : [],
    );
    const { url } = source;
    // A page's own date and its own address are no citation that says otherwise.
    if (url === null || added || seen.has(url)) return lints;
    seen.add(url);
    if (archiveToday(url)) lints.push(broken(place, { rule: 'archive-today', address: url }));
    const [address, cited] = [dateIn(url), printed?.published?.iso ?? source.published];
    if (address !== null && cited !== null && disagree(address, cited))
      lints.push(broken(place, { rule: 'address-date', address, cited }));
    return lints;
  });
}

/** The date that an address says its document has; null when it says none. */
function dateIn(url: string): PartialDate | null {
  const dated = DATED_PATH.exec(url)?.groups;
  if (dated !== undefined) return [dated.year, dated.month, dated.day].filter(Boolean).join('-');
  const year = PII.exec(url)?.groups?.year;
  return year === undefined ? null : `20${year}`;
}

/** A year alone is that of taking in: the issue may be of the next. */
function disagree(address: PartialDate, cited: PartialDate): boolean {
  if (address.length === 4) return Math.abs(Number(address) - Number(cited.slice(0, 4))) > 1;
  if (agree(address, cited)) return false;
  if (address.length < 10 || cited.length < 10) return true;
  return Math.abs(Date.parse(address) - Date.parse(cited)) > TWO_DAYS;
}
