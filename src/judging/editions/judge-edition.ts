import { wordsOfPath } from '../../model/address.js';
import type { ContentReason } from '../../model/content.js';
import type { Block, Document } from '../../model/document.js';
import type {
  EditionReason,
  EditionVerdict,
  NewerEdition,
  SectionFate,
} from '../../model/edition.js';
import { reasonsIn } from '../../model/edition.js';
import type { SourceVerdict } from '../../model/verdict.js';
import {
  type Decision,
  quoteId,
  type Series,
  type Source,
  type Use,
  wasReadAfter,
} from '../../model/watchlist.js';
import { haystacksOf } from '../../passage/haystack.js';
import { judgeQuote, type SearchedText } from '../../passage/judge-quote.js';
import type { Issue } from '../../passage/text/edition-dates.js';
import {
  asPrinted,
  editionKey,
  isCounted,
  isSameEdition,
  issueOf,
  marksIn,
  marksOf,
  orderOf,
} from '../../passage/text/edition-name.js';
import { fold, lettersOf } from '../../passage/text/fold.js';
import { answerTo } from '../findings/decisions.js';
import { type Search, unseen, waiting } from './cadence.js';
import { beliefIn, namedByPage, type ReadCandidate } from './confirm.js';
import {
  coverOf,
  findCoverDateChange,
  findCreationDateChange,
  findLaterIssue,
  type Moved,
} from './cover.js';
import { withoutMarks } from './family.js';
import { namedBy, ownMarks, type Survey } from './survey.js';
import { type Notice, noticeIn } from './withdrawal-notice.js';

/** What is known when a source's edition is judged. */
export interface EditionCase {
  readonly source: Source;
  readonly series: Series | null;
  readonly uses: readonly Use[];
  readonly verdict: SourceVerdict;
  /** As read at its own address tonight, or when that last let us in. */
  readonly document: Document | null;
  /** As read on the last night before. */
  readonly earlier: Document | null;
  /** The document in which the passages were read, wherever that was. */
  readonly cited: Document | null;
  /** Oldest first; of two addresses for one edition the likelier first. */
  readonly candidates: readonly ReadCandidate[];
  readonly survey: Survey;
  /** What registers say of the cited edition itself. */
  readonly remarks: readonly EditionReason[];
  readonly decisions: readonly Decision[];
  readonly before: EditionVerdict | null;
  readonly now: Date;
}

/** Has a newer edition come out, and does each passage survive in it? */
export function judgeEdition(input: EditionCase): EditionVerdict {
  const { source, series, survey, remarks } = input;
  const said = remarks.filter(({ kind }) => kind === 'unlisted' || kind === 'noted');
  const judged = statusOf(input);
  const proposed = series === null ? proposalFor(source, survey, judged.newer) : null;
  const verdict = proposed === null ? judged : { ...judged, proposed };
  const kept = reasonsIn(verdict.why).map(({ kind }) => kind);
  return said.filter(({ kind }) => !kept.includes(kind)).reduce(also, verdict);
}

const also = (verdict: EditionVerdict, reason: EditionReason): EditionVerdict => ({
  ...verdict,
  why: { kind: 'both', why: verdict.why, also: reason },
});

function statusOf(input: EditionCase): EditionVerdict {
  const { source, series, before, remarks } = input;
  const notice = noticeIn(input.document);
  const inPlace = series === null ? null : replacement(input, series);
  const newer = newerIn(input, inPlace?.moved ?? null, notice);
  const withdrawn =
    remarks.find(({ kind }) => kind === 'withdrawn' || kind === 'retracted') ??
    saidBy(notice, 'withdrawn');
  if (withdrawn !== null) return { status: 'withdrawn', newer, why: withdrawn };
  if (inPlace !== null) {
    const told = newer.length > 0 ? newer : (before?.newer ?? []);
    return { status: 'replaced-in-place', newer: told, ...inPlace.told };
  }
  const latest = newer.at(-1);
  if (latest !== undefined)
    return superseded(input, newer, latest.edition, saidBy(notice, 'superseded'));
  const verdict: EditionVerdict =
    series === null
      ? { status: 'unknown', newer, why: unseen(input.candidates) ?? { kind: 'no-series' } }
      : waiting(source, series, withOpen(input), isStated(input, series), input.now);
  const archived = saidBy(notice, 'archived');
  return archived === null ? verdict : also(verdict, archived);
}

/** What was searched, with the pages that may be a newer edition by another name. */
function withOpen(input: EditionCase): Search {
  const { survey, candidates } = input;
  const open = candidates
    .filter((candidate) => beliefIn(candidate, input) === 'open')
    .map(({ edition, url }) => ({ name: edition, url: url ?? '' }));
  const all = { ...survey, open: [...survey.open, ...open], ahead: survey.ahead + open.length };
  return { survey: all, candidates };
}

/** True when the document at an undated address says which edition it is: one that the authors have read since, or the cited one of a series listed nowhere. */
function isStated(
  { source, uses, document }: EditionCase,
  { name, index, pattern }: Series,
): boolean {
  if (document === null || source.url === null) return false;
  const [cited, cover] = [issueOf(source.edition ?? ''), coverOf(document, name)];
  if (cited === null || cover === null) return false;
  const order = orderOf(cover, cited);
  if (order === 'later') return wasReadAfter(uses, cover.to);
  const isDated = marksIn(wordsOfPath(source.url)).length > 0;
  return order === 'same' && index.length === 0 && pattern === null && !isDated;
}

const saidBy = (notice: Notice | null, kind: Notice['kind']): EditionReason | null =>
  notice?.kind === kind ? { kind: 'notice', words: notice.words } : null;

/** Each edition once, by the first of its pages that is what it should be. */
function newerIn(
  input: EditionCase,
  moved: Moved | null,
  notice: Notice | null,
): readonly NewerEdition[] {
  const { source, uses, cited } = input;
  const own = ownMarks(source);
  const editions = new Map<string, NewerEdition>();
  for (const found of input.candidates) {
    const candidate = namedByPage(found, own);
    if (candidate === null || editions.has(editionKey(candidate.edition))) continue;
    if (beliefIn(candidate, input) === 'newer')
      editions.set(editionKey(candidate.edition), fateIn(candidate, uses, cited));
  }
  if (moved !== null && !editions.has(editionKey(moved.to.name)))
    editions.set(editionKey(moved.to.name), fateInPlace(input, moved.to));
  if (editions.size === 0 && notice?.kind === 'superseded') {
    const edition = namedBy(issueOf(notice.words), notice.words);
    const why = { kind: 'link', why: { kind: 'no-address' } } as const;
    editions.set(
      edition,
      fateIn({ edition, url: null, published: null, document: null, why }, uses, null),
    );
  }
  return [...editions.values()];
}

/** What became of the passages in the edition that stands at the cited address now; kept from the night on which it came, which saw both. */
function fateInPlace(
  { source: { url }, uses, document, earlier, before, verdict }: EditionCase,
  to: Issue,
): NewerEdition {
  const told = before?.newer.find(({ edition }) => isSameEdition(edition, to.name));
  const { change } = verdict.content;
  if (told !== undefined && change !== 'edited' && change !== 'replaced') return told;
  const published = to.unit === 'day' ? to.from : null;
  return fateIn({ edition: asPrinted(to), url, published, document, why: null }, uses, earlier);
}

interface InPlace {
  readonly told: Pick<EditionVerdict, 'why' | 'since'>;
  readonly moved: Moved | null;
}

/** A replacement at the cited address: seen tonight, known from before, or told by the document's own cover. */
function replacement(
  { source, uses, verdict, document, earlier, before }: EditionCase,
  { name }: Series,
): InPlace | null {
  const moved = findCoverDateChange(earlier, document, name);
  const other = findLaterIssue(document, issueOf(source.edition ?? ''), name);
  if (moved !== null) return { told: { why: moved.why, since: verdict.at }, moved };
  if (verdict.content.change === 'replaced') {
    const made = findCreationDateChange(earlier, document);
    const why = { kind: 'other-document', cited: source.edition, made } as const;
    return { told: { why, since: verdict.at }, moved: other };
  }
  const isKept = before?.status === 'replaced-in-place' && verdict.content.back !== true;
  if (isKept && !wasReadAfter(uses, before.since))
    return { told: { why: before.why, since: before.since }, moved: other };
  if (other === null || wasReadAfter(uses, other.to.to)) return null;
  return { told: { why: other.why, since: verdict.at }, moved: other };
}

function superseded(
  { source, decisions, now }: EditionCase,
  newer: readonly NewerEdition[],
  latest: string,
  said: EditionReason | null,
): EditionVerdict {
  const decision = answerTo(
    { source: source.id, about: 'edition-newer', edition: latest },
    decisions,
    now,
  );
  return decision === null
    ? { status: 'superseded', newer, why: said ?? { kind: 'out', latest, cited: source.edition } }
    : { status: 'acknowledged', newer, why: { kind: 'kept', latest, decision: decision.reason } };
}

/** A source's address with `{edition}` in place of its year; null where it names none, or dates more than a year. */
function patternOf({ url, title, edition }: Source): string | null {
  const mark = marksOf(edition ?? title).find((one) => !isCounted(one));
  if (url === null || mark === undefined || isCounted(mark) || mark.unit !== 'year') return null;
  const year = mark.from.slice(0, 4);
  return url.includes(year) ? url.replaceAll(year, '{edition}') : null;
}

/** The series that a source seems to be of, proposed to a person as `sources.json` could have it; null when no other edition was seen. */
function proposalFor(
  source: Source,
  survey: Survey,
  newer: readonly NewerEdition[],
): Series | null {
  if (survey.at.length === 0 && newer.length === 0) return null;
  const name = withoutMarks(source.title)
    .replace(/\s+/gu, ' ')
    .replace(/ (?=[,:;.])/gu, '')
    .replace(/^[\s,:;–-]+|(?<![\s,:;–-])[\s,:;–-]+$/gu, '');
  const [mark] = marksOf(source.title);
  const edition = source.edition ?? (mark === undefined ? null : asPrinted(mark));
  const own = edition === null ? [] : [{ edition, url: source.url, published: source.published }];
  const later = newer.map((one) => ({
    edition: one.edition,
    url: one.url,
    published: one.published,
  }));
  return {
    id: `${source.id}-series`,
    name: name === '' ? source.title : name,
    cadence: null,
    index: survey.at,
    pattern: patternOf(source),
    subject: [],
    editions: [...own, ...later],
  };
}

interface Later extends Pick<NewerEdition, 'edition' | 'url' | 'published'> {
  /** Null when it could not be read; `why` says why. */
  readonly document: Document | null;
  readonly why: ContentReason | null;
}

/** What became of each quoted passage in a newer edition. `cited` is the document in which the passages stand, where it was read. */
function fateIn(later: Later, uses: readonly Use[], cited: Document | null): NewerEdition {
  const { document, edition, url, published } = later;
  const readable = document !== null && document.unread === null;
  const evidence: SearchedText = readable
    ? { kind: 'text', url: url ?? '', haystacks: haystacksOf(document) }
    : { kind: 'none', why: whyUnread(later) };
  const before: SearchedText | null =
    cited === null ? null : { kind: 'text', url: '', haystacks: haystacksOf(cited) };
  const quotes = uses.flatMap(({ citation }) =>
    citation.quotes.map((quote, i) => {
      const { id, verdict, diff } = judgeQuote(quoteId(citation, i), quote, evidence);
      if (verdict !== 'missing' || !readable || cited === null || before === null)
        return { quote: id, verdict, diff };
      const { found } = judgeQuote(id, quote, before);
      const section = found === null ? null : aboutSection(headingOver(cited, found), document);
      return { quote: id, verdict, diff, ...(section === null ? {} : { section }) };
    }),
  );
  return { edition, url, published, quotes };
}

const whyUnread = ({ document, why }: Later): ContentReason =>
  document?.unread == null
    ? (why ?? { kind: 'nothing-read' })
    : { kind: 'document', why: document.unread };

/** A heading that is only the document's date. */
const DATE = /^[^\p{L}\p{N}]*(?:\d{1,2}\s+)?\p{L}+\s+\d{4}[^\p{L}\p{N}]*$/u;
/** Letters below which a heading is found anywhere. */
const TELLING_HEADING = 6;

/** The heading under which a passage stands; null when that is only the document's own title. */
function headingOver({ blocks }: Document, found: string): Block | null {
  const [line = ''] = found.split(/ \[\.{3}\] |\n/u);
  const at = blocks.findIndex((block) => block.text.includes(line));
  const over = blocks.slice(0, at + 1).findLastIndex((block) => block.heading !== undefined);
  const own = blocks.findIndex((block) => block.heading !== undefined);
  return over < 0 || over === own || DATE.test(blocks[over]?.text ?? '')
    ? null
    : (blocks[over] ?? null);
}

function aboutSection(heading: Block | null, { blocks }: Document): SectionFate | null {
  const headings = blocks.filter((block) => block.heading !== undefined);
  if (heading === null || headings.length === 0) return null;
  const wanted = lettersOfHeading(heading.text);
  if (wanted.length < TELLING_HEADING) return null;
  const isThere = headings.some((block) => {
    const letters = lettersOfHeading(block.text);
    return (
      letters.includes(wanted) || (letters.length >= TELLING_HEADING && wanted.includes(letters))
    );
  });
  return { kind: isThere ? 'there' : 'gone', heading: heading.text };
}

/** A heading without its number: sections are counted anew in each edition. */
const lettersOfHeading = (text: string): string =>
  lettersOf(fold(text.replace(/^(?:section|chapter|part)?\s*[\divx]+(?:[.:)]\d*)*\s+/iu, ''))).text;
