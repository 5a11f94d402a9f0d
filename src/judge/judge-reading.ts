import type { ContentVerdict } from '../model/content-verdict.js';
import type { LinkVerdict } from '../model/link-verdict.js';
import { standsInText } from '../model/quote-verdict.js';
import type { CitationVerdict } from '../model/verdict.js';
import { memoryOf, type Snapshot } from '../model/visit.js';
import { wordingOf } from '../quote/judge-quote.js';
import { type JudgedContent, judgeContent, unread } from './content/judge-content.js';
import { isHere } from './here.js';
import { isCut } from './searched.js';
import type { SourceCase } from './source-case.js';
import type { Standing } from './standing.js';

/** What changed since the last good reading, and how what is compared was read. */
export function judgeReading(input: SourceCase, ...of: Compared): JudgedContent {
  const { verdict, memory } = compareReading(input, ...of);
  const { rendered } = input;
  return { verdict: rendered === undefined ? verdict : { ...verdict, rendered }, memory };
}

type Compared = readonly [
  link: LinkVerdict,
  read: Snapshot | null,
  standing: Standing,
  seen: readonly CitationVerdict[],
];

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
  const moved = isElsewhere(input, link) && history.baseline?.visit.verdict?.finalUrl !== outcome?.finalUrl;
  const baseline = back ? (history.former ?? null) : comparable(input);
  const standing = seen.flatMap(({ quotes }) =>
    quotes.flatMap((q) => (standsInText(q) ? (q.found ?? []) : [])),
  );
  const judged = judgeContent(read, baseline, before, {
    quoted,
    standing,
    recognised: known,
    moved,
    confirm,
  });
  return back ? { ...judged, verdict: { ...judged.verdict, back } } : judged;
}

/** True where the document moved, or its authors have given it another address since it was read. */
const isElsewhere = ({ source, history: { baseline } }: SourceCase, { status }: LinkVerdict): boolean =>
  status === 'moved' || (baseline !== null && !isHere(source, baseline.visit));

/** Why what was read has no text; of a page that a browser was to show, why that did not help. */
function unreadIn({ rendered, unrendered }: SourceCase, { document: { unread: why } }: Snapshot) {
  if (why?.kind !== 'script') return why;
  if (unrendered !== undefined) return { ...why, browser: unrendered };
  if (rendered === undefined) return why;
  const inVain = rendered.wanted.length === 0 ? {} : { wanted: rendered.wanted };
  return { ...why, browser: { kind: 'still-empty', ...inVain } as const };
}

/**
 * The last good reading, where it was read as tonight's was: what a page's scripts add to it, and what it was without them, differ
 * though nobody changed a word.
 */
function comparable({ history: { baseline }, rendered }: SourceCase): Snapshot | null {
  const isSameWay = (baseline?.visit.verdict?.witness === 'browser') === (rendered !== undefined);
  return isSameWay ? (baseline?.snapshot ?? null) : null;
}
