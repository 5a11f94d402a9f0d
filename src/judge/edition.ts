import type { Document } from '../model/document.js';
import type { EditionVerdict, NewerEdition, SourceVerdict } from '../model/verdict.js';
import { type Decision, type PartialDate, quoteId, type Series, type Source } from '../model/watchlist.js';
import { latestOf } from './currency.js';
import { answerTo } from './decision.js';
import { haystacksOf } from './haystack.js';
import { type Evidence, judgeQuote } from './quote.js';
import type { Use } from './source.js';

/** An edition that may be newer, with what was read at its address. */
export interface ReadCandidate {
  readonly edition: string;
  readonly url: string | null;
  readonly published: PartialDate | null;
  /** True when `sources.json` names it. */
  readonly listed: boolean;
  /** Null when it could not be read; `reason` says why. */
  readonly document: Document | null;
  readonly reason: string;
}

/** What is known when a source's edition is judged. */
export interface EditionCase {
  readonly source: Source;
  readonly series: Series | null;
  readonly uses: readonly Use[];
  /** Tonight's other verdicts on the source. */
  readonly verdict: SourceVerdict;
  readonly document: Document | null;
  /** Oldest first. */
  readonly candidates: readonly ReadCandidate[];
  readonly decisions: readonly Decision[];
  readonly before: EditionVerdict | null;
  readonly now: Date;
}

/** Blocks at the top of a page among which a withdrawal notice stands. */
const TOP = 40;
/** A publisher's notice speaks of "this" document: an article may say that a bill or a complaint was withdrawn. */
const WITHDRAWN =
  /\bthis (?:\w+ ){0,2}(?:publication|document|guidance|notes?|page|report|version|edition|policy|statistics|release) (?:was|has been|is|were|have been) withdrawn\b|^\[?withdrawn\]?$/iu;
/** Headings among which the year and the subject of an edition must stand. */
const HEADINGS = 3;

/** Has a newer edition come out, and does each passage survive in it? */
export function judgeEdition(input: EditionCase): EditionVerdict {
  const { source, series, verdict, before, now } = input;
  const newer = input.candidates
    .filter(isConfirmed(input.series))
    .map((candidate) => fateIn(candidate, input.uses));
  const withdrawal = noticeIn(input.document);
  if (withdrawal !== null) return { status: 'withdrawn', newer, reason: withdrawal };
  if (series === null) return { status: 'unknown', newer, reason: 'not part of a series' };
  if (verdict.content.change === 'replaced')
    return {
      status: 'replaced-in-place',
      newer,
      reason: `another document stands at the address of the ${source.edition ?? 'cited'} edition`,
      since: verdict.at,
    };
  if (before?.status === 'replaced-in-place' && !wasReadSince(input.uses, before.since))
    return { ...before, newer };
  const latest = newer.at(-1);
  if (latest !== undefined) {
    const question = { source: source.id, about: 'edition-newer', edition: latest.edition };
    return superseded(source, newer, latest.edition, answerTo(question, input.decisions, now));
  }
  return waiting(source, series, now);
}

function superseded(
  source: Source,
  newer: readonly NewerEdition[],
  latest: string,
  decision: Decision | null,
): EditionVerdict {
  return decision === null
    ? {
        status: 'superseded',
        newer,
        reason: `the ${latest} edition is out, ${source.edition ?? 'an older one'} is cited`,
      }
    : {
        status: 'acknowledged',
        newer,
        reason: `kept although the ${latest} edition is out: ${decision.reason}`,
      };
}

/** True when the authors read the source again after the replacement was seen. */
const wasReadSince = (uses: readonly Use[], since: string | undefined): boolean =>
  since !== undefined &&
  uses.length > 0 &&
  uses.every(({ citation }) => citation.accessed !== null && latestOf(citation.accessed) > Date.parse(since));

/** A person's entry is believed; a guess is believed when the page itself names the year and the subject. */
const isConfirmed =
  (series: Series | null) =>
  (candidate: ReadCandidate): boolean => {
    if (candidate.listed) return true;
    if (candidate.document === null || candidate.document.unread !== null) return false;
    const headings = candidate.document.blocks.filter((b) => b.heading !== undefined).slice(0, HEADINGS);
    const names = [candidate.document.title ?? '', ...headings.map((b) => b.text)].join('\n').toLowerCase();
    return (
      names.includes(candidate.edition) &&
      (series?.subject ?? []).every((s) => names.includes(s.toLowerCase()))
    );
  };

function fateIn(candidate: ReadCandidate, uses: readonly Use[]): NewerEdition {
  const { document, edition, url, published } = candidate;
  const evidence: Evidence =
    document === null || document.unread !== null
      ? { kind: 'none', reason: document?.unread ?? candidate.reason }
      : { kind: 'text', url: url ?? '', haystacks: haystacksOf(document) };
  const quotes = uses.flatMap(({ citation }) =>
    citation.quotes.map((quote, i) => {
      const { id, verdict, diff } = judgeQuote(quoteId(citation, i), quote, evidence);
      return { quote: id, verdict, diff };
    }),
  );
  return { edition, url, published, quotes };
}

/** The sentence with which a publisher withdraws a document, or null. */
function noticeIn(document: Document | null): string | null {
  for (const block of document?.blocks.slice(0, TOP) ?? [])
    if (WITHDRAWN.test(block.text)) return `the publisher says: “${block.text.slice(0, 200)}”`;
  return null;
}

const UNITS: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30.44, y: 365.25 };

/** Milliseconds of a span such as `1y` or `120d`. */
const spanOf = (span: string): number =>
  Number.parseInt(span, 10) * (UNITS[span.slice(-1)] ?? 1) * 86_400_000;

function waiting(source: Source, series: Series, now: Date): EditionVerdict {
  const last = series.editions
    .filter((e) => e.published !== null && latestOf(e.published) <= now.getTime())
    .at(-1);
  const cited = source.edition ?? 'the cited edition';
  if (series.cadence !== null && last?.published != null) {
    const due = latestOf(last.published) + spanOf(series.cadence.every) + spanOf(series.cadence.grace);
    if (due < now.getTime())
      return {
        status: 'overdue',
        newer: [],
        reason: `no edition after ${last.edition} was found, and one was due by ${new Date(due).toISOString().slice(0, 10)}`,
      };
  }
  return { status: 'current', newer: [], reason: `no edition after ${cited} was found` };
}
