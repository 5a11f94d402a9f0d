import type { Document } from '../model/document.js';
import type { ContentVerdict, DiffPart } from '../model/verdict.js';
import type { Snapshot } from '../model/visit.js';
import { maskMoving } from './mask.js';
import { diffText, diffWords, type Word, wordsOf } from './words.js';

/** A page that shrank below this share of its text is distrusted (DESIGN §5.4). */
const SHRUNK = 1 / 3;
/** Two readings that share less than this much of their words are two documents. */
const REPLACED = 0.3;
/** Words of a document below which shares mean nothing. */
const FEW = 30;
/** Words of unchanged text shown on each side of a change. */
const CONTEXT = 8;

const FIRST: Omit<ContentVerdict, 'sha256' | 'textSha256'> = {
  change: 'first-visit',
  reason: 'read for the first time',
  diff: [],
};

/** What could not be read is never "unchanged". */
export const unread = (reason: string): ContentVerdict => ({
  change: 'unread',
  sha256: null,
  textSha256: null,
  reason,
  diff: [],
});

/**
 * Says whether a document changed since the baseline, by what a reader of its main text would notice.
 * `lastTextSha256` is the text hash of the visit before, accepted or not: a shrunken text that comes twice is believed.
 */
export function judgeContent(
  now: Snapshot,
  baseline: Snapshot | null,
  lastTextSha256: string | null,
): ContentVerdict {
  const hashes = { sha256: now.sha256, textSha256: now.textSha256 };
  if (baseline === null) return { ...hashes, ...FIRST };
  if (now.sha256 === baseline.sha256)
    return { ...hashes, change: 'unchanged', reason: 'the same bytes as before', diff: [] };
  if (now.textSha256 === baseline.textSha256)
    return { ...hashes, change: 'cosmetic', reason: 'other markup, the same text', diff: [] };
  const before = mainWords(baseline.document);
  const after = mainWords(now.document);
  if (after.total < before.total * SHRUNK && before.total > FEW && now.textSha256 !== lastTextSha256) {
    const share = Math.round((100 * after.total) / before.total);
    return { ...hashes, change: 'unread', reason: `only ${share} % of its text came`, diff: [] };
  }
  return { ...hashes, ...compare(before, after) };
}

interface MainWords {
  /** Blocks by their words, in order. */
  readonly blocks: ReadonlyMap<string, readonly Word[]>;
  readonly total: number;
}

function mainWords(document: Document): MainWords {
  const blocks = new Map<string, readonly Word[]>();
  let total = 0;
  for (const block of document.blocks) {
    if (block.role !== 'main') continue;
    const words = wordsOf(`${maskMoving(block.text)} `);
    const key = words.map((w) => w.key).join(' ');
    if (words.length === 0 || blocks.has(key)) continue;
    blocks.set(key, words);
    total += words.length;
  }
  return { blocks, total };
}

function compare(before: MainWords, after: MainWords): Pick<ContentVerdict, 'change' | 'reason' | 'diff'> {
  const gone = [...before.blocks].filter(([key]) => !after.blocks.has(key)).flatMap(([, words]) => words);
  const come = [...after.blocks].filter(([key]) => !before.blocks.has(key)).flatMap(([, words]) => words);
  const runs = diffWords(gone, come);
  const count = (op: string): number =>
    runs === null ? 0 : runs.filter((r) => r.op === op).reduce((n, r) => n + r.words.length, 0);
  const removed = runs === null ? gone.length : count('removed');
  const added = runs === null ? come.length : count('added');
  if (removed + added === 0)
    return { change: 'cosmetic', reason: 'only furniture, clocks, counters or typography differ', diff: [] };
  const longest = Math.max(before.total, after.total);
  const shared = longest - Math.max(removed, added);
  if (longest > FEW && shared / longest < REPLACED)
    return {
      change: 'replaced',
      reason: `another document: ${Math.round((100 * shared) / longest)} % of its words are the same`,
      diff: [],
    };
  const reason = `main text edited: ${counted(removed, 'word')} removed, ${counted(added, 'word')} added`;
  return { change: 'edited', reason, diff: runs === null ? [] : withContext(diffText(runs)) };
}

const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

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
