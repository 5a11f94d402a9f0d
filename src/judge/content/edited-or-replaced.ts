import type { ContentVerdict, DiffPart } from '../../model/content-verdict.js';
import { diffText, diffWords, type WordRun } from '../../text/word-diff.js';
import type { Changed } from './paragraphs.js';

/**
 * When less than this share of the earlier text stands in the later one, they are two documents. Of 840 pairs of real
 * pages all but three, of one shop, shared under 9 %.
 */
const REPLACED = 0.3;
/** Share of the later text that stood in the earlier one, from which on it is a part of the document: a teaser is no other one. */
const PART = 0.5;
/** Equal words in a row that any two texts have in common. */
const COINCIDENCE = 3;
/** Words of a document below which shares mean nothing. */
export const FEW = 30;
/** Words of unchanged text shown on each side of a change. */
const CONTEXT = 8;

const wordsIn = (runs: readonly WordRun[], counts: (run: WordRun) => boolean): number =>
  runs.filter(counts).reduce((n, r) => n + r.words.length, 0);

/** What a reader would call a change: none, an edit, or another document. `total` are the words of both, `before` and `after` what changed. */
export function editedOrReplaced(
  total: { readonly before: number; readonly after: number },
  before: readonly Changed[],
  after: readonly Changed[],
  recognised: boolean,
): Pick<ContentVerdict, 'change' | 'why' | 'diff'> {
  const gone = before.flatMap(({ words }) => words);
  const come = after.flatMap(({ words }) => words);
  const runs = diffWords(gone, come);
  const removed = runs === null ? gone.length : wordsIn(runs, (r) => r.op === 'removed');
  const added = runs === null ? come.length : wordsIn(runs, (r) => r.op === 'added');
  if (removed + added === 0) return { change: 'cosmetic', why: { kind: 'trifles' }, diff: [] };
  const kept = wordsIn(runs ?? [], (r) => r.op === 'same' && r.words.length >= COINCIDENCE);
  const share = (total.before - gone.length + kept) / Math.max(1, total.before);
  const isPart = total.after - come.length + kept >= total.after * PART;
  if (!recognised && !isPart && total.before > FEW && share < REPLACED)
    return { change: 'replaced', why: { kind: 'replaced', share }, diff: [] };
  const why = { kind: 'edited', removed, added } as const;
  return { change: 'edited', why, diff: runs === null ? [] : withContext(diffText(runs)) };
}

/** Shortens long unchanged runs to the words next to a change. */
function withContext(diff: readonly DiffPart[]): readonly DiffPart[] {
  return diff.map((part, i) => {
    if (part.op !== 'same') return part;
    const words = part.text.split(/(?<=\s)/u);
    if (words.length <= 2 * CONTEXT) return part;
    const head = i === 0 ? '' : words.slice(0, CONTEXT).join('');
    const tail = i === diff.length - 1 ? '' : words.slice(-CONTEXT).join('');
    return { op: 'same', text: `${head}… ${tail}` };
  });
}
