import { addressKey, sameAddress } from '../../model/address.js';
import type { Document } from '../../model/document.js';
import type { EditionReason, EditionVerdict } from '../../model/edition.js';
import { latestOf, type Series, type Source } from '../../model/watchlist.js';
import { compareMarks, isSameEdition, marksOf } from '../../passage/text/edition-name.js';
import type { ReadCandidate } from './confirm.js';
import { namesOf } from './cover.js';
import { belongs, type Family } from './family.js';
import { workOfSource } from './registers/crossref.js';
import type { Listing, Work } from './registers/register.js';
import type { Survey } from './survey.js';

/** Days of each unit of an interval; months and years in their average length (Gregorian calendar). */
const UNITS: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30.44, y: 365.25 };

/** Milliseconds of a span such as `1y` or `120d`. */
const spanOf = (span: string): number =>
  Number.parseInt(span, 10) * (UNITS[span.slice(-1)] ?? 1) * 86_400_000;

/** Where a newer edition was looked for. */
export interface Search {
  readonly survey: Survey;
  readonly candidates: readonly ReadCandidate[];
}

/**
 * The verdict when no newer edition was found: current if the cited one was compared, overdue for at most one more
 * interval, else unknown. `isStated`: a document replaced in place says that it is the cited one.
 */
export function waiting(
  source: Source,
  series: Series,
  search: Search,
  isStated: boolean,
  now: Date,
): EditionVerdict {
  const unknown = (why: EditionReason): EditionVerdict => ({ status: 'unknown', newer: [], why });
  if (source.edition === null) return unknown({ kind: 'unnamed' });
  const next = nextEdition(series, now);
  const late = next?.isDue === true ? next : null;
  const { survey, candidates } = search;
  const hidden = unseen(candidates);
  if (hidden !== null) return unknown(hidden);
  const open: EditionReason = { kind: 'incomparable', cited: source.edition, seen: survey.open };
  // A list that has come to name its editions otherwise explains why none came under the old names.
  if (survey.open.length > 0 && (late !== null || survey.earlier === 0 || survey.ahead > 0))
    return unknown(open);
  if (late !== null)
    return late.isOver
      ? unknown({ kind: 'waited', after: late.after, due: late.due })
      : {
          status: 'overdue',
          newer: [],
          why: { kind: 'none-by', after: late.after, due: late.due },
        };
  if (survey.nameless === true) return unknown({ kind: 'names-unread' });
  return isStated || wasCompared(source, series, search)
    ? { status: 'current', newer: [], why: { kind: 'none-found', after: source.edition } }
    : unknown({ kind: 'nothing-compared', after: source.edition, read: survey.read });
}

/** A later edition to which the publisher's own page leads, and which could not be read; null when there is none. */
export function unseen(candidates: readonly ReadCandidate[]): EditionReason | null {
  const hidden = candidates.find(
    ({ document, seenAt, family }) =>
      seenAt !== null &&
      (document === null || document.unread !== null || isDoor(document, family)),
  );
  if (hidden?.seenAt == null) return null;
  const why = hidden.why?.kind === 'link' ? hidden.why.why : null;
  return { kind: 'later-unread', edition: hidden.edition, at: hidden.seenAt, why };
}

/** True for a page that asks for a password and does not name the family: what is behind it, nobody saw. */
const isDoor = (document: Document, family: Family): boolean =>
  document.passwordForm === true && !belongs(namesOf(document).join('\n'), family);

/** Intervals between editions from which it is seen that a series comes less often than was declared. */
const SEEN = 2;
/** How much longer than declared all of them must be: a series that is late each year is no series of every other year. */
const LONGER = 1.5;

/** Milliseconds between two editions: as declared, or the shortest of the last intervals where all are clearly longer. `out`: oldest first. */
function intervalOf(declared: number, out: Series['editions']): number {
  const days = out.flatMap(({ published }) => (published === null ? [] : [latestOf(published)]));
  const intervals = days.slice(1).map((day, i) => day - (days[i] as number));
  const seen = intervals.length < SEEN ? 0 : Math.min(...intervals.slice(-SEEN - 1));
  return seen > declared * LONGER ? seen : declared;
}

/** The last day that is reckoned with, our choice: dates have years of four figures. */
const LAST_DAY = Date.UTC(9999, 11, 31);

/** The latest edition that is known to be out, and the day by which the next is due; null where it comes out irregularly. `isOver`: one more was due since. */
export function nextEdition(
  { editions, cadence }: Pick<Series, 'editions' | 'cadence'>,
  now: Date,
): {
  readonly after: string;
  readonly due: string;
  readonly isDue: boolean;
  readonly isOver: boolean;
} | null {
  const out = editions.filter(
    (e) => e.published !== null && latestOf(e.published) <= now.getTime(),
  );
  const last = out.at(-1);
  if (cadence === null || last?.published == null) return null;
  const every = intervalOf(spanOf(cadence.every), out);
  const due = Math.min(latestOf(last.published) + every + spanOf(cadence.grace), LAST_DAY);
  const [isDue, isOver] = [due < now.getTime(), due + every < now.getTime()];
  return { after: last.edition, due: new Date(due).toISOString().slice(0, 10), isDue, isOver };
}

/** True when the cited edition was compared: on a publisher's list, at an address worked out for the next one, or, while that is not due, on the list in `sources.json`. */
const wasCompared = (source: Source, series: Series, { survey, candidates }: Search): boolean =>
  survey.compared > 0 ||
  candidates.some(
    ({ document, absent, seenAt, trusted }) =>
      seenAt === null && !trusted && (absent || (document !== null && document.unread === null)),
  ) ||
  (series.cadence !== null && isLastListed(source, series));

/** True when the list in `sources.json` names the cited edition after others that are earlier by their names. */
function isLastListed({ edition }: Source, { editions }: Series): boolean {
  const cited = marksOf(edition ?? '');
  const orders = editions.map((e) => compareMarks(cited, marksOf(e.edition)).order);
  return isSameEdition(editions.at(-1)?.edition ?? null, edition) && orders.includes('later');
}

/** Characters of a publisher's explanation that are shown. */
const EXPLANATION = 300;
/** Characters of its note of a change that are shown. */
const NOTE = 200;

/** What GOV.UK's content API and Crossref say of the cited edition itself. */
export function remarksOn(
  source: Source,
  listings: readonly Listing[],
  works: readonly Work[],
  stated: readonly string[] = [],
): readonly EditionReason[] {
  const { url } = source;
  const work = workOfSource(source, works, stated);
  const remarks = listings.flatMap((listing) => (url === null ? [] : remarkOf(url, listing)));
  const said = <K extends 'retracted' | 'noted'>(kind: K) =>
    work?.[kind] == null ? [] : [{ kind, type: work[kind].kind, notice: work[kind].notice }];
  return [...said('retracted'), ...remarks, ...said('noted')];
}

function remarkOf(url: string, { about, links }: Listing): readonly EditionReason[] {
  if (about === undefined || !`${addressKey(url)}/`.startsWith(`${addressKey(about.page)}/`))
    return [];
  const { withdrawn, change } = about;
  if (withdrawn !== null) {
    const { on, explanation } = withdrawn;
    return [{ kind: 'withdrawn', on, explanation: explanation.slice(0, EXPLANATION) }];
  }
  const isListed = sameAddress(url, about.page) || links.some((link) => sameAddress(link.url, url));
  if (isListed || !about.complete) return [];
  const last = change === null ? null : { on: change.on, note: change.note.slice(0, NOTE) };
  return [{ kind: 'unlisted', page: about.page, change: last }];
}
