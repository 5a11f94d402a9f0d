import { remarksOn } from '../judging/editions/cadence.js';
import { candidatesFor } from '../judging/editions/candidates.js';
import { registersOf } from '../judging/editions/registers/crossref.js';
import { isEdition, placesToLook } from '../judging/editions/survey.js';
import { noticeIn } from '../judging/editions/withdrawal-notice.js';
import { lastStood, withStood } from '../judging/history-for-url.js';
import type { Document } from '../model/document.js';
import type { EditionVerdict } from '../model/edition.js';
import type { SourceVerdict } from '../model/verdict.js';
import { EMPTY_MEMORY, type History, memoryOf, type Visit } from '../model/visit.js';
import type { Source, Use } from '../model/watchlist.js';
import { needOf } from './agenda.js';
import type { Night } from './context.js';

/** True when only its own page could tell of another edition of a source: it is in no series and in no register, and is no issue of anything. */
export const isUnlisted = (source: Source): boolean =>
  source.series === null &&
  !isEdition(source) &&
  placesToLook(source).length === 0 &&
  registersOf(source).length === 0;

/** The words with which a document says that it is superseded, or null. */
export function bannerOf(document: Document | null): string | null {
  const notice = noticeIn(document);
  return notice?.kind === 'superseded' ? notice.words : null;
}

/** A visit with all that is said of its source: what witnesses heard, and what became of its edition. */
export function completeVisit(
  visit: Visit,
  heard: SourceVerdict,
  edition: EditionVerdict,
  history: History,
  alone: boolean,
): Visit & { readonly verdict: SourceVerdict } {
  const stood = lastStood(heard, memoryOf(history));
  const verdict = withStood({ ...heard, edition }, stood);
  return { ...visit, verdict, alone, memory: { ...(visit.memory ?? EMPTY_MEMORY), stood } };
}

/**
 * A visit complete as soon as its document is read, where nothing else has a say in its verdict: it is recorded once, and
 * what it read is not unpacked again when all have been read. Null where a witness, a list or another edition is to be asked.
 */
export async function completeAlone(
  { world, watch, now }: Night,
  { source, uses }: { readonly source: Source; readonly uses: readonly Use[] },
  visit: Visit,
  document: Document,
  history: History,
): Promise<Visit | null> {
  const { verdict } = visit;
  if (verdict === null || document.unread !== null || !isUnlisted(source) || needOf(verdict) !== null)
    return null;
  const seen = { listings: [], works: [], document, banner: bannerOf(document) };
  const { candidates, survey } = candidatesFor(source, watch, seen, now);
  const remarks = remarksOn(source, [], []);
  if (candidates.length + remarks.length > 0) return null;
  const edition = await world.thought.judgeEdition({
    source,
    series: null,
    uses,
    verdict,
    document,
    earlier: history.baseline?.snapshot.document ?? null,
    cited: document,
    candidates: [],
    survey,
    remarks,
    decisions: watch.decisions,
    before: history.previous?.verdict?.edition ?? null,
    now,
  });
  return completeVisit(visit, verdict, edition, history, true);
}
