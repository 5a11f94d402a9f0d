import type { ContentVerdict } from '../model/content-verdict.js';
import type { EditionVerdict } from '../model/edition-verdict.js';
import type { LinkReason } from '../model/link-reason.js';
import type { SourceMemory } from '../model/memory.js';
import { isInSight } from '../model/quote-verdict.js';
import type { CitationVerdict, SourceVerdict, Witness } from '../model/verdict.js';
import { type History, memoryOf, type Snapshot } from '../model/visit.js';
import type { Source } from '../model/watchlist.js';
import { weighs } from '../quote/parse-quote.js';
import { unread } from './content/judge-content.js';
import { historyHere } from './history-here.js';
import { judgeReading } from './judge-reading.js';
import { lastStood } from './last-stood.js';
import { linkNow, notAsked } from './link/judge-link.js';
import { type JudgedLink, withLife } from './link/link-life.js';
import { judgeOmissions } from './omissions.js';
import type { Cited } from './page-similarity.js';
import { evidenceIn, heldBack, unlessNotGiven, withoutAbsences } from './searched.js';
import { seenBefore } from './seen-before.js';
import { sketchOf } from './shingles.js';
import type { SourceCase } from './source-case.js';
import { type Standing, standingOf } from './standing.js';
import { dated, judgeUses, omittedBefore } from './uses.js';

/** Editions are judged when the newer ones have been read; until then the answer is this. */
const EDITION_UNASKED: EditionVerdict = {
  status: 'unknown',
  newer: [],
  why: { kind: 'no-series' },
};

/** What one night says about a source, and what it leaves behind for the next. */
export interface JudgedSource {
  readonly verdict: SourceVerdict;
  readonly memory: SourceMemory;
}

/** The verdicts on one source, but for its edition. A function of plain data: a worker thread can run it. */
export const judgeSource = (known: SourceCase): JudgedSource =>
  judgeAtAddress({ ...known, history: historyHere(known.source, known.history, known.snapshot) });

function judgeAtAddress(input: SourceCase): JudgedSource {
  const { source, outcome, snapshot, history } = input;
  const at = input.now.toISOString();
  const before = memoryOf(history);
  const seen = seenIn(input);
  const standing = standingOf(input, carriesPassage(seen));
  const { verdict: link, memory: lived } = judgeLink(input, standing, at);
  const read = link.status === 'alive' || link.status === 'moved' ? snapshot : null;
  const { verdict: content, memory: compared } = judgeReading(input, link, read, standing, seen);
  const unreadable = content.change === 'unread';
  const { citations, omitted } = unreadable
    ? {
        citations: withoutAbsences(seen, heldBack(input, link, content.why), () =>
          judgeUses(input, { kind: 'none', why: content.why }),
        ),
        omitted: before.omitted,
      }
    : judgeOmissions(seen, before.omitted, at, omittedBefore(input));
  const verdict: SourceVerdict = {
    id: source.id,
    title: source.title,
    publisher: source.publisher,
    url: source.url,
    finalUrl: outcome?.finalUrl ?? null,
    at,
    witness: unreadable ? 'none' : ownPage(input),
    link,
    content,
    edition: history.previous?.verdict?.edition ?? EDITION_UNASKED,
    archive: null,
    ...(unreadable || input.unmatched === undefined ? {} : { unmatched: input.unmatched }),
    citations,
  };
  const memory: SourceMemory = {
    ...before,
    ...lived,
    ...compared,
    stranger: standing.stranger,
    shown: unreadable ? shownIn(snapshot) : null,
    former: formerAfter(content, before, history),
    stood: lastStood(verdict, before),
    omitted,
  };
  return { verdict, memory };
}

/** What stands in the text of tonight. */
function seenIn(input: SourceCase): readonly CitationVerdict[] {
  const known = seenBefore(input);
  return known === null ? unlessNotGiven(judgeUses(input, evidenceIn(input)), input) : dated(input, known);
}

const shownIn = (snapshot: Snapshot | null): SourceMemory['shown'] =>
  snapshot === null || snapshot.document.unread !== null ? null : sketchOf(snapshot.document);

/** The reading before a replacement is kept in mind until the document is back. */
const formerAfter = (
  content: ContentVerdict,
  { former }: SourceMemory,
  { baseline }: History,
): string | null =>
  content.back === true ? null : content.change === 'replaced' ? (baseline?.snapshot.sha256 ?? null) : former;

/**
 * The verdicts on a source that turned out to show something else than its document: `because` says what gave it away, which is
 * remembered with the stranger of `tonight`.
 */
export function notTheDocument(
  verdict: SourceVerdict,
  because: LinkReason,
  history: History,
  confirm: number,
  tonight: SourceMemory | null = null,
): JudgedSource {
  const { http, hops } = verdict.link;
  const before = memoryOf(history);
  const link = withLife(
    { status: 'soft-404', by: null, http, why: because, hops },
    before,
    verdict.at,
    confirm,
  );
  const lost = {
    verdict: 'unverifiable',
    tier: null,
    similarity: 0,
    found: null,
    diff: [],
    omitted: undefined,
    omissionChanged: undefined,
    between: undefined,
    where: undefined,
    link: null,
    why: { kind: 'no-text', why: { kind: 'link', why: because } },
  } as const;
  const citations = verdict.citations.map((c) => ({
    ...c,
    quotes: c.quotes.map((q) => ({ ...q, ...lost })),
  }));
  const doubted: SourceVerdict = {
    ...verdict,
    witness: 'none',
    link: link.verdict,
    content: unread({ kind: 'link', why: because }),
    citations,
  };
  const stranger = tonight?.stranger ?? null;
  const memory = {
    ...before,
    ...link.memory,
    stranger: stranger === null ? null : { ...stranger, because },
    shown: tonight?.shown ?? null,
    stood: lastStood(doubted, before),
  };
  return { verdict: doubted, memory };
}

/** Letters from which on a passage stands on no other page by chance. */
const TELLING_PASSAGE = 25;

const carriesPassage = (seen: readonly CitationVerdict[]): boolean =>
  seen.some((use) => use.quotes.some((q) => isInSight(q) && weighs(q.text, TELLING_PASSAGE)));

function judgeLink(
  { source, outcome, unasked, snapshot, history, confirm }: SourceCase,
  standing: Standing,
  at: string,
): JudgedLink {
  const now =
    outcome === null
      ? notAsked(source.url === null ? null : unasked)
      : linkNow(outcome, snapshot?.document ?? null, standing.known, citedOf(source, history, standing));
  const lived = withLife(now, memoryOf(history), at, confirm, standing.doubted);
  const { verdict, memory } = lived;
  if (!standing.doubted || (verdict.status !== 'alive' && verdict.status !== 'moved')) return lived;
  // Other pages than the document have come for as many days as a death takes, and none that is a document.
  const outstayed = verdict.confirmed && verdict.signs !== undefined;
  const why =
    standing.stranger?.because ??
    (outstayed ? ({ kind: 'not-the-document', signs: verdict.signs ?? [] } as const) : null);
  if (why === null) return lived;
  const { signs: _, ...told } = verdict;
  return { verdict: { ...told, status: 'soft-404', why }, memory };
}

/** What is known of the document; nothing of a page that no report cites, whose id is its address and whose title is made up. */
const citedOf = (
  { id, url, title }: Source,
  { baseline }: History,
  { doubted, shortened }: Standing,
): Cited | null =>
  id === url
    ? null
    : {
        title,
        baseline: baseline?.snapshot.document ?? null,
        isStranger: doubted,
        isShortened: shortened,
      };

const ownPage = ({ rendered }: SourceCase): Witness => (rendered === undefined ? 'live' : 'browser');
