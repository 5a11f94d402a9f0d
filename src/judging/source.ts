import type { ContentReason, ContentVerdict } from '../model/content.js';
import type { EditionVerdict } from '../model/edition.js';
import type { LinkVerdict } from '../model/link.js';
import { isInMainText, isVisiblePassage } from '../model/quote.js';
import type { CitationVerdict, SourceVerdict } from '../model/verdict.js';
import { mapQuotes } from '../model/verdicts.js';
import { type History, memoryOf, type Snapshot, type SourceMemory } from '../model/visit.js';
import { wordingOf } from '../passage/judge-quote.js';
import { weighs } from '../passage/parse-quote.js';
import { type JudgedContent, judgeContent, unread } from './content/judge-content.js';
import { type Standing, standingOf } from './document-identity.js';
import { announcedEnd } from './ending.js';
import { historyForUrl, isHere, lastStood } from './history-for-url.js';
import {
  applyLinkHistory,
  classifyLink,
  type JudgedLink,
  uncheckedLink,
} from './link/judge-link.js';
import { type AskedLink, givenAwayBy } from './link/site.js';
import { type Cited, pageFeatures, pageSimilarity, sketchOf } from './page-similarity.js';
import {
  heldBack,
  isCut,
  isTeaser,
  type SourceCase,
  searchableText,
  seenBefore,
  unlessPart,
  withoutAbsences,
} from './source-case.js';
import { dated, judgeOmissions, judgeUses } from './uses.js';

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
  judgeAtAddress({ ...known, history: historyForUrl(known.source, known.history, known.snapshot) });

function judgeAtAddress(input: SourceCase): JudgedSource {
  const { source, outcome, snapshot, history } = input;
  const at = input.now.toISOString();
  const before = memoryOf(history);
  const seen = seenIn(input);
  const carries = carriesPassage(seen) || (history.baseline === null && carriesPart(seen));
  const standing = standingOf(input, carries, carries || showsAny(seen));
  const { verdict: link, memory: lived } = judgeLink(input, standing, at);
  const read = link.status === 'alive' || link.status === 'moved' ? snapshot : null;
  const { rendered } = input;
  const { verdict: changed, memory: compared } = compareReading(input, link, read, standing, seen);
  const content = rendered === undefined ? changed : { ...changed, rendered };
  const unreadable = content.change === 'unread';
  const judged = (): readonly CitationVerdict[] => {
    const unverifiable = judgeUses(input, { kind: 'none', why: content.why });
    return withoutAbsences(seen, heldBack(input, link, content.why), unverifiable);
  };
  const isStill = content.why.kind === 'volatile' || content.why.kind === 'returned';
  const { citations, omitted } = unreadable
    ? { citations: judged(), omitted: before.omitted }
    : judgeOmissions(seen, before.omitted, input, isStill);
  const { id, title, publisher, url } = source;
  const verdict: SourceVerdict = {
    id,
    title,
    publisher,
    url,
    finalUrl: outcome?.finalUrl ?? null,
    at,
    witness: unreadable ? 'none' : rendered === undefined ? 'live' : 'browser',
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
    ending:
      unreadable || read === null ? before.ending : announcedEnd(read.document, source, input.now),
    omitted,
  };
  return { verdict, memory };
}

/** What stands in the text of tonight. */
function seenIn(input: SourceCase): readonly CitationVerdict[] {
  const known = seenBefore(input);
  return unlessPart(
    known === null ? judgeUses(input, searchableText(input)) : dated(input, known),
    input,
  );
}

const shownIn = (snapshot: Snapshot | null): SourceMemory['shown'] =>
  snapshot === null || snapshot.document.unread !== null ? null : sketchOf(snapshot.document);

/** The reading before a replacement is kept in mind until the document is back. */
const formerAfter = (
  content: ContentVerdict,
  { former }: SourceMemory,
  { baseline }: History,
): string | null =>
  content.back === true
    ? null
    : content.change === 'replaced'
      ? (baseline?.snapshot.sha256 ?? null)
      : former;

/** The verdicts on a source of which its site, or other sources, showed that another page stands there. What gave a page away as an error page (soft 404) is remembered with the stranger of `tonight`. */
export function rejectDocument(
  verdict: SourceVerdict,
  found: AskedLink,
  history: History,
  confirm: number,
  tonight: SourceMemory | null = null,
): JudgedSource {
  const { http, hops } = verdict.link;
  const before = memoryOf(history);
  const isDoubted = found.status === 'alive';
  const link = applyLinkHistory({ ...found, http, hops }, before, verdict.at, confirm, isDoubted);
  const isStranger = verdict.content.why.kind === 'stranger';
  const first = history.baseline === null ? { first: true as const } : {};
  const why: ContentReason = !isDoubted
    ? { kind: 'link', why: found.why }
    : isStranger
      ? verdict.content.why
      : { kind: 'stranger', days: 1, ...first };
  const lost = {
    verdict: 'unverifiable',
    tier: null,
    similarity: 0,
    found: null,
    diff: [],
    omitted: undefined,
    omissionChanged: undefined,
    governors: undefined,
    contextChanged: undefined,
    between: undefined,
    where: undefined,
    link: null,
    why: { kind: 'no-text', why },
  } as const;
  const doubted: SourceVerdict = {
    ...verdict,
    witness: 'none',
    link: isDoubted ? { ...link.verdict, confirmed: false } : link.verdict,
    content: unread(why),
    citations: mapQuotes(verdict.citations, (quote) => ({ ...quote, ...lost })),
  };
  const stranger = tonight?.stranger ?? null;
  const because = givenAwayBy(found, verdict.link);
  const memory = {
    ...before,
    ...link.memory,
    stranger: stranger === null || because === null ? stranger : { ...stranger, because },
    shown: tonight?.shown ?? null,
    stood: lastStood(doubted, before),
  };
  return { verdict: doubted, memory };
}

/** Letters from which on a passage stands on no other page by chance. */
const TELLING_PASSAGE = 25;

const carriesPassage = (seen: readonly CitationVerdict[]): boolean =>
  seen.some((use) =>
    use.quotes.some((q) => isVisiblePassage(q) && weighs(q.text, TELLING_PASSAGE)),
  );

const showsAny = (seen: readonly CitationVerdict[]): boolean =>
  seen.some((use) => use.quotes.some((q) => isVisiblePassage(q) || q.verdict === 'altered'));

/** True where a telling part of a passage stands among other words than it was quoted with; one that breaks off may be a teaser's last line. */
const carriesPart = (seen: readonly CitationVerdict[]): boolean =>
  seen.some((use) =>
    use.quotes.some(
      ({ verdict, found, diff }) =>
        verdict === 'altered' &&
        found !== null &&
        weighs(found, TELLING_PASSAGE) &&
        diff.at(-1)?.op !== 'removed',
    ),
  );

function judgeLink(input: SourceCase, standing: Standing, at: string): JudgedLink {
  const { source, outcome, unasked, snapshot, history, confirm } = input;
  const now =
    outcome === null
      ? uncheckedLink(source.url === null ? null : unasked)
      : classifyLink(outcome, snapshot?.document ?? null, standing.known, citedOf(input, standing));
  const isUnsure = standing.unsure && (now.status === 'alive' || now.status === 'moved');
  const size = pageFeatures(snapshot?.document ?? null).size;
  const told = isUnsure
    ? { ...now, signs: [...(now.signs ?? []), { kind: 'unlike', size } as const] }
    : now;
  const lived = applyLinkHistory(
    told,
    memoryOf(history),
    at,
    confirm,
    standing.doubted && !isUnsure,
  );
  const { verdict, memory } = lived;
  if (!standing.doubted || (verdict.status !== 'alive' && verdict.status !== 'moved')) return lived;
  // Other pages than the document have come for as many days as a death takes, and none that is a document.
  const outstayed = verdict.confirmed && verdict.signs !== undefined;
  const why =
    standing.stranger?.because ??
    (outstayed ? ({ kind: 'not-the-document', signs: verdict.signs ?? [] } as const) : null);
  if (why === null) return lived;
  const { signs: _, ...rest } = verdict;
  return { verdict: { ...rest, status: 'soft-404', why }, memory };
}

/** What is known of the document. Of a page that no report cites, whose id is its address, the title is made up: it says something only of a page that bears it. */
const citedOf = (
  { source: { id, url, title }, snapshot, history: { baseline } }: SourceCase,
  { doubted, unsure, shortened }: Standing,
): Cited | null =>
  id === url && pageSimilarity(snapshot?.document ?? null, { title, baseline: null }) !== 'same'
    ? null
    : {
        title,
        baseline: baseline?.snapshot.document ?? null,
        isStranger: doubted && !unsure,
        isShortened: shortened,
      };

/** What changed since the last good reading. */
function compareReading(
  input: SourceCase,
  link: LinkVerdict,
  read: Snapshot | null,
  { doubted, stranger, known, back }: Standing,
  seen: readonly CitationVerdict[],
): JudgedContent {
  const { outcome, uses, history, confirm } = input;
  const { volatile, shrunken, returning, turning, edits } = memoryOf(history);
  const before = { volatile, shrunken, returning, turning, edits };
  const notCompared = (verdict: ContentVerdict): JudgedContent => ({ verdict, memory: before });
  if (read === null) return notCompared(unread({ kind: 'link', why: link.why }));
  if (isCut(input))
    return notCompared(unread({ kind: input.rendered?.settled === false ? 'unsettled' : 'cut' }));
  const hashes = { sha256: read.sha256, textSha256: read.textSha256 };
  const why = unreadIn(input, read);
  if (why !== null) return notCompared({ ...unread({ kind: 'document', why }), ...hashes });
  if (doubted) {
    const first = history.baseline === null ? { first: true as const } : {};
    return notCompared(unread({ kind: 'stranger', days: stranger?.days ?? 1, ...first }));
  }
  const quoted = uses.flatMap(({ citation }) => citation.quotes.map(wordingOf));
  const moved =
    isElsewhere(input, link) && history.baseline?.visit.verdict?.finalUrl !== outcome?.finalUrl;
  const baseline = back ? (history.former ?? null) : comparable(input);
  const standing = seen.flatMap(({ quotes }) =>
    quotes.flatMap((q) => (isInMainText(q) ? (q.found ?? []) : [])),
  );
  const judged = judgeContent(read, baseline, before, {
    quoted,
    standing,
    recognised: known,
    moved,
    confirm,
    heldBack: isTeaser(input) && !carriesPassage(seen),
  });
  return back ? { ...judged, verdict: { ...judged.verdict, back } } : judged;
}

/** True where the document moved, or its authors have given it another address since it was read. */
const isElsewhere = (
  { source, history: { baseline } }: SourceCase,
  { status }: LinkVerdict,
): boolean => status === 'moved' || (baseline !== null && !isHere(source, baseline.visit));

/** Why what was read has no text; of a page that a browser was to show, why that did not help. */
function unreadIn({ rendered, unrendered }: SourceCase, { document: { unread: why } }: Snapshot) {
  if (why?.kind !== 'script') return why;
  if (unrendered !== undefined) return { ...why, browser: unrendered };
  if (rendered === undefined) return why;
  const inVain = rendered.wanted.length === 0 ? {} : { wanted: rendered.wanted };
  return { ...why, browser: { kind: 'still-empty', ...inVain } as const };
}

/** The last good reading, if it was read as tonight’s was: with and without its scripts a page differs though nobody changed a word. */
function comparable({ history: { baseline }, rendered }: SourceCase): Snapshot | null {
  const isSameWay = (baseline?.visit.verdict?.witness === 'browser') === (rendered !== undefined);
  return isSameWay ? (baseline?.snapshot ?? null) : null;
}
